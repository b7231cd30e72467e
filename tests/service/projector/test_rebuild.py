"""Blue and green on real Kafka and Postgres: a rebuild beside the live schema, the flip under load, the way back."""

import threading
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, date, datetime
from typing import Any

import httpx
import pytest
from sqlalchemy import Engine, inspect, select, text

from events.streams import ARTICLE_EVENTS, Topics
from services.api.app import create_app
from services.event_log.reader import read
from services.projector.apply import apply, apply_live
from services.projector.rebuild import Compared, NothingToGoBackTo, prune, rebuild, rollback
from services.read_store import builds, outbox, schemas
from services.read_store.comparing import compare_tables
from services.read_store.offsets import next_offset
from services.read_store.schemas import FIRST, live_schema, reading
from services.read_store.tables_shared import outbox as outbox_table
from tests.service.api.conftest import served
from tests.service.projector.conftest import nothing

Log = Any
AT = datetime(2026, 11, 25, 9, tzinfo=UTC)
FEED = ("position", "subject", "kind", "before", "after")


@pytest.fixture
def run(store: Engine, kafka: str, names: Topics) -> Callable[..., Compared]:
    def running(flips: bool = True, anew: bool = False) -> Compared:
        return rebuild(store, kafka, names, AT, nothing, nothing, flips=flips, anew=anew)

    return running


def live(store: Engine) -> str:
    with store.connect() as connection:
        return live_schema(connection)


def feed(store: Engine) -> list[tuple[Any, ...]]:
    with store.connect() as connection:
        columns = [outbox_table.c[name] for name in FEED]
        released = select(*columns).where(outbox_table.c.position.is_not(None)).order_by("position")
        return [tuple(row) for row in connection.execute(released)]


def make_it_wrong(store: Engine) -> None:
    """The live schema concludes of one place what no claim says: as if older rules had."""
    wrong = text(
        "update rm_v1.findings set found = jsonb_set(jsonb_set(found, '{status}', '\"withdrawn\"'), "
        "'{subjects,0,status}', '\"withdrawn\"') where matter = 'place/am.tavush'"
    )
    with store.begin() as connection:
        assert connection.execute(wrong).rowcount == 1


def test_a_rebuilt_schema_answers_alike_and_tells_nothing(
    store: Engine, told: Log, send: Callable[..., None], run: Callable[..., Compared]
) -> None:
    send(told.records)
    apply_live(store, told.records)
    before = feed(store)
    found = run()
    assert (found.live, found.schema, live(store)) == (FIRST, "rm_v2", "rm_v2")
    assert all(table.equal for table in found.tables)
    assert found.revisions == ()
    assert feed(store) == before


def test_reads_and_news_go_on_while_a_rebuild_takes_the_place_of_the_live_schema(
    store: Engine, kafka: str, names: Topics, told: Log, send: Callable[..., None], run: Callable[..., Compared],
    new_schema: Callable[[str], str],
) -> None:  # fmt: skip
    for number in range(60):
        kind = ("DeploymentCompleted", "WithdrawalCompleted")[number % 2]
        told.tell(f"n-{number}", f"2024-08-{1 + number % 28:02}", kind, place=f"am.place_{number % 5}")
    send(told.records)
    apply_live(store, told.records[:20])
    done = threading.Event()
    with served(create_app(store, today=lambda: date(2026, 11, 25))) as client, ThreadPoolExecutor(3) as pool:
        statuses = [pool.submit(_asks, client, done) for _ in range(2)]
        worker = pool.submit(_works, store, kafka, names, len(told.records), done)
        assert run().live == FIRST
        worker.result(timeout=60)
        done.set()
        answered = [status for asked in statuses for status in asked.result(timeout=60)]
    assert set(answered) == {200}
    apply(store, new_schema("clean"), told.records, feeds=False)
    with reading(store) as connection:
        assert all(table.equal for table in compare_tables(connection, "clean", "rm_v2"))
    assert "history_revised" not in {kind for _, _, kind, _, _ in feed(store)}


def _asks(client: httpx.Client, done: threading.Event) -> list[int]:
    statuses = []
    while not done.is_set():
        statuses += [client.get("/v1/presence").status_code, client.get("/v1/presence/am.tavush").status_code]
    return statuses


def _works(store: Engine, kafka: str, names: Topics, end: int, done: threading.Event) -> None:
    """The live worker: a few records at a time, whatever schema answers."""
    while not done.is_set():
        with store.connect() as connection:
            following = next_offset(connection, live_schema(connection), ARTICLE_EVENTS, 0)
        if following == end:
            return
        for records in read(kafka, names.article_events, 0, following, min(end, following + 3)):
            apply_live(store, records)


def test_the_feed_is_the_same_with_a_flip_in_its_midst(
    store: Engine, told: Log, send: Callable[..., None], run: Callable[..., Compared], database_url: str
) -> None:
    send(told.records)
    apply_live(store, told.records[:9])
    run()
    apply_live(store, told.records)
    with_flip = feed(store)
    with store.begin() as connection:
        connection.execute(outbox_table.delete())
        schemas.create(connection, "again")
    apply(store, "again", told.records, feeds=True)
    assert feed(store) == with_flip


def test_a_changed_past_is_told_as_history_revised(
    store: Engine, told: Log, send: Callable[..., None], run: Callable[..., Compared]
) -> None:
    send(told.records)
    apply_live(store, told.records)
    make_it_wrong(store)
    before = feed(store)
    found = run()
    (revision,) = found.revisions
    assert (revision.projection, revision.matter) == ("presence", "place/am.tavush")
    assert feed(store)[len(before) :] == [
        (len(before) + 1, "presence/am.tavush/RUS/border_guards", "history_revised", "withdrawn", "present")
    ]
    with store.connect() as connection:
        (row,) = [row for row in outbox.unsent(connection, 1000) if row["kind"] == "history_revised"]
    assert row["detail"]["aspect"] == "status"
    assert row["caused_by"].startswith("rm_v1>rm_v2@")


def test_a_plan_that_the_new_schema_does_not_know_no_longer_comes_due(
    store: Engine, told: Log, send: Callable[..., None], run: Callable[..., Compared]
) -> None:
    told.tell(
        "p-1", "2026-10-01", "WithdrawalAgreed", place="am.lori", realis="planned", temporal="future",
        when=({"edtf": "2027-05-01", "role": "effective", "precision": "day"},),
    )  # fmt: skip
    send(told.records)
    apply_live(store, told.records)
    moved = text(
        "update rm_v1.findings set found = jsonb_set(found, "
        "'{subjects,0,outlook,effective}', '\"2028-01-01\"') where matter = 'place/am.lori'"
    )
    with store.begin() as connection:
        assert connection.execute(moved).rowcount == 1
        due = select(outbox_table.c.not_before, outbox_table.c.cancelled).where(outbox_table.c.not_before.is_not(None))
        assert [tuple(row) for row in connection.execute(due)] == [(date(2027, 5, 2), False)]
    run()
    with store.connect() as connection:
        waiting = connection.execute(due.order_by(outbox_table.c.cancelled)).all()
    assert [tuple(row) for row in waiting] == [(date(2027, 5, 2), False), (date(2027, 5, 2), True)]
    assert feed(store)[-1][2:] == ("history_revised", "withdrawal agreed 2028-01-01", "withdrawal agreed 2027-05-01")


def test_one_can_go_back_and_forth(
    store: Engine, kafka: str, names: Topics, told: Log, send: Callable[..., None], run: Callable[..., Compared]
) -> None:
    send(told.records)
    apply_live(store, told.records[:9])
    make_it_wrong(store)
    run()
    apply_live(store, told.records[:12])
    first_back = rollback(store, kafka, names, AT, flips=True)
    assert (first_back.schema, live(store)) == (FIRST, FIRST)
    apply_live(store, told.records)
    assert rollback(store, kafka, names, AT, flips=True).schema == live(store) == "rm_v2"
    revised = [row[3:] for row in feed(store) if row[2] == "history_revised"]
    assert revised[:2] == [("withdrawn", "present"), ("present", "withdrawn")]


def test_a_rebuild_that_does_not_flip_is_gone_on_with(
    store: Engine, told: Log, send: Callable[..., None], run: Callable[..., Compared]
) -> None:
    send(told.records)
    apply_live(store, told.records[:9])
    assert run(flips=False).flipped is None
    assert live(store) == FIRST
    apply_live(store, told.records)
    assert run().schema == live(store) == "rm_v2"


def test_a_rebuild_that_other_code_began_is_begun_anew(
    store: Engine, told: Log, send: Callable[..., None], run: Callable[..., Compared]
) -> None:
    send(told.records)
    apply_live(store, told.records)
    run(flips=False)
    with store.begin() as connection:
        builds.save(connection, "rm_v2", rules="other")
        connection.execute(text("delete from rm_v2.claims"))
    found = run()
    assert all(table.equal for table in found.tables)


def test_what_does_not_answer_is_dropped_but_for_what_is_worked_on(
    store: Engine, kafka: str, names: Topics, told: Log, send: Callable[..., None], run: Callable[..., Compared]
) -> None:
    send(told.records)
    apply_live(store, told.records)
    run()
    run(flips=False)
    with builds.alone(store, "rm_v3"):
        assert prune(store, drops=False) == prune(store, drops=True) == ([FIRST], ["rm_v3"])
    assert [name for name in inspect(store).get_schema_names() if name.startswith("rm_")] == ["rm_v2", "rm_v3"]
    with pytest.raises(NothingToGoBackTo):
        rollback(store, kafka, names, AT, flips=True)
