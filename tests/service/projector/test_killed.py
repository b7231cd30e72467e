"""The projector as a process of its own on real Kafka: killed in mid-batch, it ends where a clean run does."""

import signal
import subprocess
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Any

import psycopg
import pytest
from sqlalchemy import Engine, select

from events.codec import LogRecord
from events.streams import ARTICLE_EVENTS, Topics
from services import settings
from services.projector.apply import apply
from services.read_store.offsets import next_offset
from services.read_store.schemas import FIRST, reading
from services.read_store.state import state_at
from services.read_store.tables_shared import outbox

ARTICLES = 120
KILLS = 2
PATIENCE_SECONDS = 60
KINDS = ("DeploymentCompleted", "WithdrawalAgreed", "WithdrawalCompleted", "PresenceToContinue", "PresenceReported")


@pytest.fixture
def long_log(log: Any) -> Any:
    for number in range(ARTICLES):
        kind = KINDS[number % len(KINDS)]
        planned = {"realis": "planned", "temporal": "future"} if kind == "WithdrawalAgreed" else {}
        day = f"2024-{1 + number % 12:02}-{1 + number % 28:02}"
        log.tell(f"n-{number}", day, kind, place=f"am.place_{number % 7}", **planned)
    return log


@contextmanager
def projector(kafka: str, database_url: str, names: Topics) -> Iterator["subprocess.Popen[bytes]"]:
    environment = settings.child_environment(kafka=kafka, database=database_url, topic_prefix=names.prefix)
    command = [sys.executable, "-m", "services", "projector"]
    process = subprocess.Popen(command, env=environment, stderr=subprocess.DEVNULL)
    try:
        yield process
    finally:
        process.kill()
        process.communicate()


def wait_until(database_url: str, store: Engine, reached: Callable[[int], bool]) -> None:
    """Wait, woken by the projector's own notices, until its offset satisfies `reached`."""
    with psycopg.connect(database_url.replace("+psycopg", ""), autocommit=True) as listener:
        listener.execute("listen drawdown")
        for _ in range(PATIENCE_SECONDS):
            with store.connect() as connection:
                if reached(next_offset(connection, FIRST, ARTICLE_EVENTS, 0)):
                    return
            list(listener.notifies(timeout=1, stop_after=1))
    pytest.fail("the projector did not get there in time")


def test_a_projector_killed_in_mid_batch_ends_where_a_clean_run_does(
    kafka: str,
    names: Topics,
    send: Callable[[list[LogRecord]], None],
    database_url: str,
    store: Engine,
    long_log: Any,
    new_schema: Callable[[str], str],
) -> None:
    apply(store, new_schema("clean"), long_log.records, feeds=False)
    with reading(store, "clean") as connection:
        clean = state_at(connection)
    batches = [long_log.records[start : start + 20] for start in range(0, len(long_log.records), 20)]

    for number, batch in enumerate(batches[:KILLS]):
        sent = sum(len(earlier) for earlier in batches[:number])
        with projector(kafka, database_url, names) as process:
            send(batch)
            wait_until(database_url, store, lambda offset, sent=sent: offset > sent)
            process.send_signal(signal.SIGKILL)
    with projector(kafka, database_url, names) as process:
        for batch in batches[KILLS:]:
            send(batch)
        wait_until(database_url, store, lambda offset: offset == len(long_log.records))
        process.send_signal(signal.SIGTERM)
        assert process.wait(timeout=30) == 0
    with reading(store, FIRST) as connection:
        assert state_at(connection) == clean
        changes = connection.execute(select(outbox.c.position).where(outbox.c.position.is_not(None))).scalars().all()
    assert sorted(changes) == list(range(1, len(changes) + 1))
