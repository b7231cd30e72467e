"""Verify, on real Kafka and Postgres: a whole store passes; one altered byte or row anywhere is found and named."""

from collections.abc import Callable
from datetime import UTC, datetime
from typing import Any

import orjson
import pytest
from sqlalchemy import Engine, inspect, text

from events.codec import LogRecord
from events.record import TargetClaim
from events.streams import Topics
from services.projector.apply import apply_live
from services.projector.verify import Verified, verify
from services.read_store import verifications
from services.read_store.schemas import TABLES
from tests.service.projector.conftest import nothing

Log = Any
AT = datetime(2026, 11, 25, 9, tzinfo=UTC)


@pytest.fixture
def check(store: Engine, kafka: str, names: Topics) -> Callable[[], Verified]:
    return lambda: verify(store, kafka, names, AT, nothing, nothing)


@pytest.fixture
def rich(told: Log) -> Log:
    """Every table has a row."""
    text_of_two = "Russian border guards still serve at several posts along the river in the south, they say."
    told.tell("i-1", "2024-07-03", "PresenceReported", place="am.syunik", text=text_of_two, unread=True)
    told.tell("k-1", "2024-07-04", "PresenceReported", place="am.syunik", text=text_of_two, source="Copyist")
    target = TargetClaim(type="PresenceReported", locations=("am.syunik",))
    told.tell("l-1", "2024-07-05", "ArticleRetracted", locations=(), target_claim=target)
    told.tell("m-1", "2024-07-06", "PresenceReported", place="am.lori", temporal="historical")
    told.review("d-1", 1, 1, "confirmed")
    return told


def test_a_whole_store_passes_and_leaves_nothing_behind(
    store: Engine, rich: Log, send: Callable[..., None], check: Callable[[], Verified]
) -> None:
    send(rich.records)
    apply_live(store, rich.records)
    found = check()
    assert found.findings == ()
    assert (found.position, found.streams) == (len(rich.records), 11)
    assert all(table.one.rows for table in found.tables)
    assert "verify" not in inspect(store).get_schema_names()
    with store.connect() as connection:
        last = verifications.last(connection)
    assert last is not None and (last.findings, last.next_offset) == (0, len(rich.records))


@pytest.mark.parametrize("table", [table.name for table in TABLES])
def test_a_lost_row_is_named(
    store: Engine, rich: Log, send: Callable[..., None], check: Callable[[], Verified], table: str
) -> None:
    send(rich.records)
    apply_live(store, rich.records)
    with store.begin() as connection:
        connection.execute(text(f"delete from rm_v1.{table} where ctid = (select ctid from rm_v1.{table} limit 1)"))  # noqa: S608
    (finding,) = check().findings
    assert finding.startswith(f"rm_v1.{table} (")
    assert "the log has it, the table not" in finding


@pytest.mark.parametrize(
    ("statement", "named"),
    [
        (
            "update rm_v1.stream_events set data = jsonb_set(data, '{quote,text}', '\"b-1 tells ot\"') "
            "where stream = 'article-b-1' and version = 2",
            "rm_v1.stream_events (stream article-b-1, version 2): data is",
        ),
        (
            "update rm_v1.editions set source = 'hetq' where article_id = 'a-1'",
            "rm_v1.editions (article_id a-1, edition 1)",
        ),
        ("update rm_v1.article_streams set version = 9 where stream = 'article-c-1'", "rm_v1.article_streams (stream"),
        (
            "update rm_v1.editions set lang = 'xx' where article_id = 'd-1'",
            "rm_v1.editions (article_id d-1, edition 1",
        ),
        (
            "update rm_v1.findings set found = jsonb_set(found, '{subjects,0,sources}', '7') "
            "where matter = 'place/am.tavush'",
            "rm_v1.findings (matter place/am.tavush): found is",
        ),
        ("insert into rm_v1.alike values ('a-1', 1, 'b-1', 1, 0.5)", "the log does not have it"),
        ("update drawdown.outbox set after = 'gone' where position = 2", "feed: entry"),
        ("delete from drawdown.outbox where position = 2", "feed: place 2 is missing"),
    ],
)
def test_an_altered_row_is_named(
    store: Engine, rich: Log, send: Callable[..., None], check: Callable[[], Verified], statement: str, named: str
) -> None:
    send(rich.records)
    apply_live(store, rich.records)
    with store.begin() as connection:
        assert connection.execute(text(statement)).rowcount == 1
    (finding,) = check().findings
    assert named in finding


def alter(record: LogRecord, part: str) -> LogRecord:
    """A record with one byte altered."""
    key, headers, value = record.message
    if part == "key":
        return record._replace(message=record.message._replace(key=key[:-1] + b"7"))
    if part == "white space":
        return record._replace(message=record.message._replace(value=value.replace(b'":', b'": ', 1)))
    if part == "value":
        data = orjson.loads(value)
        assert b"tells" in value or data
        return record._replace(message=record.message._replace(value=value.replace(b"certain", b"Certain", 1)))
    changed = tuple((n, v[:-1] + bytes([v[-1] ^ 1]) if n == part else v) for n, v in headers)
    return record._replace(message=record.message._replace(headers=changed))


HEADERS = (
    "ce_causationid", "ce_dataschema", "ce_id", "ce_partitionkey", "ce_previoushash", "ce_previousid", "ce_source",
    "ce_specversion", "ce_streamversion", "ce_subject", "ce_time", "ce_type", "content-type",
)  # fmt: skip


@pytest.mark.parametrize("part", ["key", "value", "white space", *HEADERS])
def test_an_altered_byte_of_the_log_is_named(
    store: Engine, rich: Log, send: Callable[..., None], check: Callable[[], Verified], part: str
) -> None:
    apply_live(store, rich.records)
    at = 3
    send([alter(record, part) if record.offset == at else record for record in rich.records])
    findings = check().findings
    assert any("article-events/0/3" in finding or "article-b-1" in finding for finding in findings), findings


def test_a_lost_record_is_named(
    store: Engine, rich: Log, send: Callable[..., None], check: Callable[[], Verified]
) -> None:
    send([record for record in rich.records if record.offset != 3] + rich.records[-1:])
    apply_live(store, rich.records)
    assert any("article-b-1" in finding and "gap" not in finding for finding in check().findings)
