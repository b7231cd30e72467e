"""Projecting events, on a real Postgres: whatever the delivery, the tables are the same; a bad stream stops alone."""

import json
import random
from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import Engine, func, select

from events.codec import LogRecord, Message, decode, encode
from events.envelope import envelop, head_of
from services.projector.apply import TooManyParked, apply
from services.read_store import outbox, parked, streams
from services.read_store.migrate import migrate
from services.read_store.offsets import OffsetMoved, move
from services.read_store.schemas import FIRST, reading, within
from services.read_store.state import state_at
from services.read_store.tables_projection import claims, stream_events, unread
from services.read_store.tables_shared import outbox as outbox_table
from services.resolve.clocks import Clocks

Log = Any
FEEDS: dict[str, list[tuple[str, str, str | None, str | None, str]]] = {}
GOLDEN = Path(__file__).parents[2] / "golden" / "events"
NewSchema = Callable[[str], str]


def state_hash(store: Engine, schema: str = FIRST) -> str:
    with reading(store, schema) as connection:
        return state_at(connection).hash


def feed(store: Engine) -> list[tuple[str, str, str | None, str | None, str]]:
    columns = [outbox_table.c[name] for name in ("subject", "kind", "before", "after", "caused_by")]
    with store.connect() as connection:
        rows = connection.execute(select(*columns).order_by(outbox_table.c.caused_at, outbox_table.c.id))
        return [(subject, kind, before, after, cause) for subject, kind, before, after, cause in rows]


def stopped(store: Engine) -> dict[str, str]:
    with reading(store, FIRST) as connection:
        names = {f"article-{letter}-1" for letter in "abcdefg"}
        return {name: state.stopped for name, state in streams.states(connection, names).items() if state.stopped}


@pytest.mark.parametrize("size", [1, 2, 3, 5, 100])
def test_batches_of_any_size_give_the_same_tables_and_the_same_feed(
    store: Engine, told: Log, new_schema: NewSchema, size: int
) -> None:
    apply(store, new_schema("whole"), told.records, feeds=False)
    for start in range(0, len(told.records), size):
        apply(store, FIRST, told.records[start : start + size], feeds=True)
    assert state_hash(store) == state_hash(store, "whole")
    assert feed(store) == FEEDS.setdefault("of any size", feed(store))
    assert [row[2:4] for row in feed(store) if row[0] == "presence/az.karabakh/RUS/border_guards"] == [
        ("unknown", "present"),
        ("present", "withdrawn"),
    ]


def test_records_delivered_again_change_nothing(store: Engine, told: Log) -> None:
    apply(store, FIRST, told.records, feeds=True)
    before = state_hash(store), feed(store)
    assert apply(store, FIRST, told.records, feeds=True) == 0
    assert apply(store, FIRST, told.records[-3:], feeds=True) == 0
    assert (state_hash(store), feed(store)) == before


def test_the_same_bytes_sent_twice_by_the_relay_count_once(store: Engine, told: Log, new_schema: NewSchema) -> None:
    apply(store, new_schema("once"), told.records, feeds=False)
    doubled = told.renumbered([record for record in told.records for _ in range(2)])
    apply(store, FIRST, doubled, feeds=True)
    assert state_hash(store) == state_hash(store, "once")
    assert stopped(store) == {}


@pytest.mark.parametrize("seed", range(5))
def test_streams_interleaved_in_any_way_give_the_same_state(
    store: Engine, told: Log, new_schema: NewSchema, seed: int
) -> None:
    apply(store, new_schema("ordered"), told.records, feeds=False)
    apply(store, FIRST, told.renumbered(interleaved(told.records, random.Random(seed))), feeds=False)
    assert state_hash(store) == state_hash(store, "ordered")


def interleaved(records: list[LogRecord], chance: random.Random) -> list[LogRecord]:
    """Another order in which each stream keeps its own."""
    waiting: dict[bytes, list[LogRecord]] = {}
    for record in records:
        waiting.setdefault(record.message.key, []).append(record)
    mixed = []
    while waiting:
        key = chance.choice(sorted(waiting))
        mixed.append(waiting[key].pop(0))
        if not waiting[key]:
            del waiting[key]
    return mixed


def test_stored_conclusions_are_those_that_resolving_anew_gives(store: Engine, told: Log) -> None:
    apply(store, FIRST, told.records, feeds=True)
    with reading(store, FIRST) as connection:
        stored = state_at(connection)
        anew = state_at(connection, Clocks(reported_by=date(9999, 1, 1)))
    assert stored == anew


def stored(name: str) -> Message:
    """A record as an earlier release wrote it."""
    golden = json.loads((GOLDEN / f"{name}.json").read_text())
    headers = tuple((header, value.encode()) for header, value in golden["headers"].items())
    return Message(golden["key"].encode(), headers, golden["value"].encode())


@pytest.mark.parametrize("name", ["article-published.v1", "article-published.v2"])
@pytest.mark.parametrize("size", [1, 2], ids=["a batch each", "one batch"])
def test_an_event_of_an_old_version_is_projected_and_archived_as_it_was_written(
    store: Engine, name: str, size: int
) -> None:
    old, claim = decode(stored(name)), decode(stored("withdrawal-completed.v1"))
    following = envelop(claim.event, head_of(old), old.stream, old.article_id, old.recorded_at, old.caused_by)
    messages = [stored(name), encode(following)]
    records = [LogRecord(0, offset, 0, message) for offset, message in enumerate(messages)]
    for start in range(0, 2, size):
        apply(store, FIRST, records[start : start + size], feeds=True)
    with reading(store, FIRST) as connection:
        assert parked.count(connection, FIRST) == 0
        assert connection.execute(select(claims.c.event_id)).scalars().all() == [following.id]
        columns = (stream_events.c.id, stream_events.c.type, stream_events.c.data)
        archived = connection.execute(select(*columns).where(stream_events.c.version == 1)).one()
    assert tuple(archived) == (old.id, name, json.loads(messages[0].value))


def test_a_live_projection_made_before_a_question_was_asked_gets_its_table(store: Engine, told: Log) -> None:
    apply(store, FIRST, told.records[:4], feeds=True)
    with store.begin() as connection:
        unread.drop(within(connection, FIRST))
    assert migrate(store.url.render_as_string(hide_password=False)) == FIRST
    apply(store, FIRST, told.records, feeds=True)
    assert stopped(store) == {}


def test_a_gap_stops_its_stream_and_no_other(store: Engine, told: Log) -> None:
    missing = next(i for i, r in enumerate(told.records) if r.message.key == b"c-1") + 1
    apply(store, FIRST, told.renumbered(told.records[:missing] + told.records[missing + 1 :]), feeds=True)
    assert stopped(store) == {"article-c-1": "gap: version 3 came after 1"}
    with reading(store, FIRST) as connection:
        assert parked.count(connection, FIRST) == 1
        told_of = {row[0] for row in connection.execute(select(claims.c.article_id).distinct())}
    assert told_of == {"a-1", "b-1", "d-1", "e-1", "f-1"}


def test_a_fork_stops_its_stream(store: Engine, told: Log, log: Log) -> None:
    other = type(log)()
    other.tell("a-1", "2020-11-20", "WithdrawalCompleted", place="az.karabakh")
    apply(store, FIRST, told.renumbered(told.records + other.records[1:2]), feeds=True)
    assert list(stopped(store)) == ["article-a-1"]
    assert stopped(store)["article-a-1"].startswith("fork: version 2")


def test_a_record_that_cannot_be_read_is_parked_with_those_behind_it(store: Engine, told: Log) -> None:
    broken = [
        record._replace(message=record.message._replace(value=b"{")) if record.offset == 0 else record
        for record in told.records
    ]
    apply(store, FIRST, broken, feeds=True)
    assert list(stopped(store)) == ["article-a-1"]
    with reading(store, FIRST) as connection:
        assert parked.count(connection, FIRST) == 2


def test_stream_after_stream_that_cannot_be_read_stops_the_projector(store: Engine, told: Log) -> None:
    junk = [LogRecord(0, offset, 0, Message(f"junk-{offset}".encode(), (), b"not an event")) for offset in range(101)]
    with pytest.raises(TooManyParked, match="101 streams in a row"):
        apply(store, FIRST, junk, feeds=True)
    with reading(store, FIRST) as connection:
        assert parked.count(connection, FIRST) == 0


def test_a_worker_that_lost_its_partition_applies_nothing(store: Engine, told: Log) -> None:
    with store.begin() as mine, store.begin() as other:
        move(other, FIRST, "article-events", 0, 0, 3)
        other.commit()
        with pytest.raises(OffsetMoved):
            move(mine, FIRST, "article-events", 0, 0, 5)


def test_a_rebuilt_schema_writes_no_feed(store: Engine, told: Log, new_schema: NewSchema) -> None:
    apply(store, new_schema("beside"), told.records, feeds=False)
    assert feed(store) == []


def test_places_in_the_feed_have_no_gaps(store: Engine, told: Log) -> None:
    apply(store, FIRST, told.records, feeds=True)
    with store.connect() as connection:
        placed = connection.execute(
            select(outbox_table.c.position).where(outbox_table.c.position.is_not(None)).order_by("position")
        )
        assert list(placed.scalars()) == list(range(1, len(outbox.unsent(connection, 1000)) + 1))
        waiting = select(func.count()).select_from(outbox_table).where(outbox_table.c.not_before.is_not(None))
        assert connection.execute(waiting).scalar_one() == 0
