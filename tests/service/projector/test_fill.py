"""Filling a schema by COPY, on a real Postgres: its tables are those of a live worker, whatever the log holds."""

import random
from collections.abc import Iterator
from functools import partial
from typing import Any

import pytest
from sqlalchemy import Engine

from benchmarks.lawful_log import LawfulLog
from events.codec import LogRecord, Message
from events.record import TargetClaim
from events.streams import Topics
from services.event_log import topics as event_topics
from services.event_log.producer import Outgoing, RecordProducer
from services.projector import fill as filling
from services.projector import fill_in_parts
from services.projector.apply import apply
from services.projector.finish import build, catch_up
from services.read_store import builds, fills, parked, schemas
from services.read_store.comparing import compare_tables, differing_rows
from services.read_store.schemas import FIRST, reading
from tests.service.projector.conftest import nothing

Log = Any
FILLED = "rm_v2"
TOLD_TWICE = "Russian border guards still serve at several posts along the river in the south, residents there say."


def reading_of(records: list[LogRecord], at_once: int = 3) -> filling.Reads:
    def read(first: int, end: int) -> Iterator[list[LogRecord]]:
        wanted = [record for record in records if first <= record.offset < end]
        for start in range(0, len(wanted), at_once):
            yield wanted[start : start + at_once]

    return read


def begin(store: Engine, schema: str = FILLED) -> None:
    with store.begin() as connection:
        schemas.create_bare(connection, schema)
        builds.begin(connection, schema, "answers")


def differences(store: Engine) -> list[str]:
    with reading(store, FIRST) as connection:
        unequal = [found.table for found in compare_tables(connection, FIRST, FILLED) if not found.equal]
        return [str(row) for table in unequal for row in differing_rows(connection, FIRST, FILLED, table, 5)]


def filled_like_live(store: Engine, records: list[LogRecord], upto: int | None = None) -> None:
    apply(store, FIRST, records, feeds=True)
    begin(store)
    end = len(records)
    build(store, FILLED, reading_of(records), upto or end, nothing, nothing)
    catch_up(store, FILLED, reading_of(records), end, nothing)
    assert differences(store) == []


@pytest.fixture(params=[1, 4, 10_000], ids=lambda size: f"batches of {size}")
def batch(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> int:
    monkeypatch.setattr(filling, "BATCH", request.param)
    return int(request.param)


@pytest.fixture
def rich(told: Log) -> Log:
    """A log with copies, a retraction and reviews too."""
    told.tell("i-1", "2024-07-03", "PresenceReported", place="am.syunik", text=TOLD_TWICE)
    told.tell("k-1", "2024-07-04", "PresenceReported", place="am.syunik", text=TOLD_TWICE, source="Copyist")
    target = TargetClaim(type="PresenceReported", locations=("am.syunik",))
    told.tell("l-1", "2024-07-05", "ArticleRetracted", locations=(), target_claim=target)
    told.review("d-1", 1, 1, "rejected")
    told.review("d-1", 1, 1, "confirmed")
    return told


def test_a_filled_schema_has_the_rows_of_the_live_one(store: Engine, rich: Log, batch: int) -> None:
    filled_like_live(store, rich.records)


@pytest.mark.parametrize("upto", range(0, 27, 3))
def test_a_filled_schema_goes_on_as_a_live_one(store: Engine, rich: Log, upto: int) -> None:
    filled_like_live(store, rich.records, upto)


@pytest.mark.parametrize("whole", [True, False], ids=["each record twice", "some again"])
def test_what_the_relay_sent_twice_counts_once(store: Engine, rich: Log, batch: int, whole: bool) -> None:
    again = rich.records if whole else rich.records[2:9]
    filled_like_live(store, rich.renumbered([*rich.records[:9], *again, *rich.records[9:]]))


def test_streams_interleaved_are_told_apart(store: Engine, rich: Log, batch: int) -> None:
    chance, waiting = random.Random(7), {}
    for record in rich.records:
        waiting.setdefault(record.message.key, []).append(record)
    keys = [record.message.key for record in rich.records]
    chance.shuffle(keys)
    filled_like_live(store, rich.renumbered([waiting[key].pop(0) for key in keys]))


@pytest.mark.parametrize("missing", range(12))
def test_a_gap_stops_its_stream_as_it_does_live(store: Engine, rich: Log, missing: int) -> None:
    filled_like_live(store, rich.renumbered(rich.records[:missing] + rich.records[missing + 1 :]))
    assert how_many_parked(store, FILLED) == how_many_parked(store, FIRST)


def test_a_fork_and_an_unreadable_record_stop_their_streams_as_they_do_live(store: Engine, rich: Log) -> None:
    other = type(rich)()
    other.tell("a-1", "2020-11-20", "WithdrawalCompleted", place="az.karabakh")
    broken = rich.records[4]._replace(message=Message(rich.records[4].message.key, (), b"{"))
    records = [*rich.records[:4], broken, *rich.records[4:], *other.records]
    filled_like_live(store, rich.renumbered(records))
    assert how_many_parked(store, FILLED) == how_many_parked(store, FIRST) > 0


@pytest.mark.parametrize("seed", [1, 2])
def test_a_long_log_is_filled_in_as_it_is_read_live(store: Engine, seed: int) -> None:
    records = list(LawfulLog(1500, seed).records())
    for start in range(0, len(records), 400):
        apply(store, FIRST, records[start : start + 400], feeds=False)
    begin(store)
    build(store, FILLED, reading_of(records, 500), len(records) - 100, nothing, nothing)
    catch_up(store, FILLED, reading_of(records, 30), len(records), nothing)
    assert differences(store) == []


def how_many_parked(store: Engine, schema: str) -> int:
    with reading(store, schema) as connection:
        return parked.count(connection, schema)


@pytest.mark.parametrize("ended_after", range(1, 12))
def test_a_filling_that_was_ended_goes_on(store: Engine, rich: Log, monkeypatch: Any, ended_after: int) -> None:
    monkeypatch.setattr(filling, "BATCH", 2)
    apply(store, FIRST, rich.records, feeds=True)
    begin(store)
    end = len(rich.records)
    with pytest.raises(KeyboardInterrupt):
        build(store, FILLED, ending_after(reading_of(rich.records, 1), ended_after * 2), end, nothing, nothing)
    build(store, FILLED, reading_of(rich.records), end, nothing, nothing)
    assert differences(store) == []


def test_several_processes_fill_a_schema_as_one_does(
    store: Engine, rich: Log, kafka: str, topics: str, monkeypatch: Any
) -> None:
    names = Topics(topics)
    event_topics.create(kafka, names)
    producer = RecordProducer(kafka, "test")
    producer.send([Outgoing(names.article_events, *r.message[:2], r.message.value) for r in rich.records])
    monkeypatch.setattr(fill_in_parts, "WORTH_IT", 1)
    monkeypatch.setattr(fill_in_parts.os, "sched_getaffinity", lambda _: {0, 1, 2})
    apply(store, FIRST, rich.records, feeds=True)
    begin(store)
    fills_in = partial(fill_in_parts.fill_in_parts, kafka, names.article_events)
    end = len(rich.records)
    build(store, FILLED, reading_of(rich.records), end, nothing, nothing, fills_in)
    assert differences(store) == []
    with store.connect() as connection:
        assert fills.parts_of(connection, FILLED) == 3


def test_a_process_that_fails_is_told_with_its_last_words(store: Engine, kafka: str, monkeypatch: Any) -> None:
    monkeypatch.setattr(fill_in_parts, "WORTH_IT", 1)
    begin(store)
    with pytest.raises(fill_in_parts.PartFailed, match="LogUnavailable"):
        fill_in_parts.fill_in_parts(kafka, "nowhere", store, FILLED, reading_of([]), 5, nothing)


def ending_after(read: filling.Reads, records: int) -> filling.Reads:
    """A reader that is ended by Ctrl-C after so many records."""

    def reads(first: int, end: int) -> Iterator[list[LogRecord]]:
        for count, batch in enumerate(read(first, end)):
            if count == records:
                raise KeyboardInterrupt
            yield batch

    return reads
