"""A rebuild of the read models, stage by stage, beside its limits measured in the same run; and how fast they answer.

    python benchmarks/rebuild.py [--claims 300000] [--eventsourcing 3000] [--once]

Publishes a synthetic lawful log, builds a schema from it, makes it live, asks it at random dates, and rebuilds
beside it while requests go on (not with `--once`). Starts a Kafka and a Postgres in a folder of its own and stops
them. `--eventsourcing` needs the package of that name (see requirements.txt), which then folds so many of the same
events.
"""

import argparse
import os
import sys
import tempfile
import threading
import time
from collections.abc import Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager, suppress
from datetime import UTC, date, datetime
from functools import partial
from itertools import islice, pairwise
from pathlib import Path
from typing import Any

import httpx
import psycopg
import structlog
import uvicorn
from sqlalchemy import Engine, Table, make_url

from benchmarks.answers import measure
from benchmarks.lawful_log import LawfulLog
from events.codec import LogRecord
from events.streams import Topics
from services import settings
from services.api.app import create_app
from services.event_log.producer import Outgoing, RecordProducer
from services.event_log.reader import read
from services.event_log.topics import create as create_topics
from services.projector.fill import BATCH, Filling
from services.projector.fill_in_parts import fill_in_parts
from services.projector.finish import build
from services.projector.rebuild import rebuild
from services.read_store import builds, schemas
from services.read_store.connect import open_store
from services.read_store.migrate import migrate
from services.read_store.rows import Rows, copy_text
from services.stack.garbage import collect_seldom
from services.stack.identity import resident_bytes
from services.stack.parts import Wanted, running_parts

TOPICS = Topics("bench-")
SEND = 2000


def say(name: str, value: str) -> None:
    """One figure."""
    sys.stdout.write(f"{name:<58} {value}\n")
    sys.stdout.flush()


def publish(kafka: str, claims: int) -> int:
    """Put the log on its topic; returns how many events it has."""
    create_topics(kafka, TOPICS)
    producer = RecordProducer(kafka, "bench")
    records, total = LawfulLog(claims).records(), 0
    while some := list(islice(records, SEND)):
        producer.send([Outgoing(TOPICS.article_events, *r.message[:2], r.message.value) for r in some])
        total += len(some)
    return total


def raw_copy(engine: Engine, reads: Any, end: int) -> float:
    """Seconds to COPY the rows of the whole log, made before, over one connection into tables without keys."""
    seconds = 0.0
    with engine.begin() as connection:
        schemas.create_bare(connection, "raw")
    filling = Filling(0, set())
    taken = 0
    for records in reads(0, end):
        for record in records:
            filling.take(record)
        taken += len(records)
        if taken >= BATCH or records[-1].offset + 1 == end:
            tables, filling.rows, taken = filling.rows.as_text(), Rows(), 0
            seconds += _copied(engine, tables)
    with engine.begin() as connection:
        schemas.drop(connection, "raw")
    return seconds


def _copied(engine: Engine, tables: dict[Table, bytes]) -> float:
    began = time.perf_counter()
    with engine.begin() as connection:
        schemas.within(connection, "raw")
        for table, lines in tables.items():
            copy_text(connection, table, lines)
    return time.perf_counter() - began


class Peak(threading.Thread):
    """The most memory that this process and those that fill held, while it runs."""

    def __init__(self) -> None:
        super().__init__(daemon=True)
        self.bytes, self._over = 0, threading.Event()

    def run(self) -> None:
        while not self._over.wait(0.1):
            filling = sum(resident_bytes(pid, descendants=False) for pid in _filling())
            self.bytes = max(self.bytes, resident_bytes(os.getpid(), descendants=False) + filling)

    def stop(self) -> float:
        """End, and say how many megabytes it were."""
        self._over.set()
        self.join()
        return self.bytes / 1e6


def _filling() -> Iterator[int]:
    for command in Path("/proc").glob("[0-9]*/cmdline"):
        with suppress(OSError):
            if b"services.projector.fill_in_parts" in command.read_bytes():
                yield int(command.parent.name)


def first_build(engine: Engine, kafka: str, reads: Any, end: int, raw: float) -> None:
    """Build a schema from the whole log and make it live."""
    with engine.begin() as connection:
        schemas.create_bare(connection, "rm_v2")
        builds.begin(connection, "rm_v2", "answers")
    stages: list[tuple[str, float]] = [("filling", time.perf_counter())]
    peak = Peak()
    peak.start()
    fills_in = partial(fill_in_parts, kafka, TOPICS.article_events)
    build(
        engine, "rm_v2", reads, end, lambda _done, _all: None,
        lambda stage: stages.append((stage, time.perf_counter())), fills_in,
    )  # fmt: skip
    stages.append(("", time.perf_counter()))
    for (name, began), (_, ended) in pairwise(stages):
        say(name, f"{ended - began:.1f} s, {end / (ended - began):.0f} events/s")
    filling, whole = stages[1][1] - stages[0][1], stages[-1][1] - stages[0][1]
    say("filling, as a share of raw COPY", f"{raw / filling:.2f}")
    say("the whole build", f"{whole:.1f} s, {end / whole:.0f} events/s")
    say("most memory, this process and those that fill", f"{peak.stop():.0f} MB")
    with engine.begin() as connection:
        schemas.live_schema(connection, hold="alone")
        builds.flip(connection, "rm_v2")


@contextmanager
def served(engine: Engine) -> Iterator[str]:
    """The API on a free port."""
    structlog.configure(logger_factory=structlog.ReturnLoggerFactory())
    server = uvicorn.Server(uvicorn.Config(create_app(engine), log_config=None, access_log=False, port=0))
    thread = threading.Thread(target=server.run, daemon=True)
    thread.start()
    while not server.started:
        time.sleep(0.05)
    host, port = server.servers[0].sockets[0].getsockname()[:2]
    try:
        yield f"http://{host}:{port}"
    finally:
        server.should_exit = True
        thread.join()


def asking(address: str, over: threading.Event) -> list[tuple[float, int, float]]:
    """Requests one after the other: when each ended, its status, its seconds."""
    found = []
    with httpx.Client(base_url=address, timeout=60, trust_env=False) as client:
        place = client.get("/v1/presence?limit=1").json()["data"][0]["place"]["id"]
        paths = ("/v1/presence?limit=50", f"/v1/presence?place={place}", "/v1/participation")
        while not over.is_set():
            for path in paths:
                began = time.perf_counter()
                status = client.get(path).status_code
                found.append((time.perf_counter(), status, time.perf_counter() - began))
    return found


def beside_the_live(engine: Engine, kafka: str) -> None:
    """Rebuild beside the live schema, with requests going on."""
    over = threading.Event()
    with served(engine) as address, ThreadPoolExecutor(2) as pool:
        asked = [pool.submit(asking, address, over) for _ in range(2)]
        steps: list[float] = []
        now = datetime.now(UTC)
        found = rebuild(
            engine, kafka, TOPICS, now, lambda _done, _all: None, lambda _: steps.append(time.perf_counter()),
            flips=True, anew=True,
        )  # fmt: skip
        flipped = time.perf_counter()
        over.set()
        answers = [one for future in asked for one in future.result()]
    assert found.flipped is not None
    equal = all(table.equal for table in found.tables)
    say(
        "comparing all rows and flipping", f"{flipped - steps[-1]:.1f} s; the tables are {'' if equal else 'not '}equal"
    )
    failed = sum(status != 200 for _, status, _ in answers)
    say("requests during a rebuild, failed", f"{len(answers)}, {failed}")
    say("longest of all / around the flip", _longest(answers, flipped))


def _longest(answers: Sequence[tuple[float, int, float]], flipped: float) -> str:
    around = [seconds for ended, _, seconds in answers if abs(ended - flipped) < 2]
    return f"{max(seconds for _, _, seconds in answers) * 1000:.0f} / {max(around, default=0) * 1000:.0f} ms"


def main() -> None:
    """Print one figure a line."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--claims", type=int, default=300_000)
    parser.add_argument("--eventsourcing", type=int, default=0, metavar="EVENTS")
    parser.add_argument("--once", action="store_true", help="leave out the rebuild beside the live schema")
    options = parser.parse_args()
    collect_seldom()
    with tempfile.TemporaryDirectory(prefix="drawdown-bench-") as folder:
        Path(folder).chmod(0o711)
        wanted = Wanted(Path(folder) / "data", settings.load().cache_dir, settings.child_environment())
        with running_parts(wanted) as addresses:
            migrate(addresses.database)
            engine = open_store(addresses.database)
            end = publish(addresses.kafka, options.claims)
            say("events, claims", f"{end}, {options.claims}; {date.today():%d %B %Y}")  # noqa: DTZ011 - a label
            reads = partial(read, addresses.kafka, TOPICS.article_events, 0)
            raw = raw_copy(engine, reads, end)
            say("raw COPY of the same rows, one connection", f"{raw:.1f} s, {end / raw:.0f} events/s")
            first_build(engine, addresses.kafka, reads, end, raw)
            with served(engine) as address:
                measure(engine, address, options.claims, say)
            kept = sum(file.stat().st_size for file in (wanted.data_dir / "kafka").rglob("*.log"))
            say("disk a claim, the log", f"{kept / options.claims:.0f} bytes")
            if not options.once:
                beside_the_live(engine, addresses.kafka)
            engine.dispose()
            if options.eventsourcing:
                others(addresses.database, options.eventsourcing)


def others(database_url: str, count: int) -> None:
    """The yardstick, in a database of its own."""
    from benchmarks.eventsourcing_fold import rates

    url = make_url(database_url)
    with psycopg.connect(url.set(drivername="postgresql").render_as_string(hide_password=False), autocommit=True) as c:
        c.execute("create database yardstick")
    own = url.set(database="yardstick").render_as_string(hide_password=False)
    migrate(own)
    records: list[LogRecord] = list(islice(LawfulLog(count).records(), count))
    row, models = rates(own, records)
    say("eventsourcing, a row an event", f"{row:.0f} events/s")
    say("eventsourcing, the same read models", f"{models:.0f} events/s")


if __name__ == "__main__":
    main()
