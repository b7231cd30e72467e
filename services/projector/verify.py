"""Verify: everything recomputed from the log, and every table compared with it, down to the byte."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from functools import partial

from sqlalchemy import Connection, Engine

from events.exact import misspelt
from events.streams import ARTICLE_EVENTS, Topics
from services.event_log.reader import read
from services.projector.apply import PARTITION, stream_named
from services.projector.fill import Progress, Reads
from services.projector.fill_in_parts import fill_in_parts
from services.projector.finish import Say, build
from services.projector.level import level, live_position
from services.read_store import builds, parked, schemas, verifications
from services.read_store.comparing import RowDifference, TableComparison, compare_tables, differing_rows
from services.read_store.ledger import other_heads
from services.read_store.outbox import misplaced

SCHEMA = "verify"
SHOWN = 20
"""Of each table so many differing rows are named."""


@dataclass(frozen=True, slots=True)
class Verified:
    """What was checked, and all that is not as it should be, a sentence each."""

    projection: str
    position: int
    streams: int
    tables: tuple[TableComparison, ...]
    findings: tuple[str, ...]


def verify(engine: Engine, kafka: str, topics: Topics, at: datetime, progress: Progress, say: Say) -> Verified:
    """Recompute the live projection from the log, in a schema of its own, and name whatever differs.

    Covers every byte of the records, the ids and chains of all streams, gaps, every row of every table, the heads that
    ingest goes on from, and the feed. Nothing that answers is touched. Raises LogUnavailable, Busy.
    """
    found: list[str] = []
    with builds.alone(engine, SCHEMA):
        with engine.begin() as connection:
            schemas.drop(connection, SCHEMA)
            schemas.create_bare(connection, SCHEMA)
            builds.begin(connection, SCHEMA, "verify")
            end = live_position(connection)
        try:
            reads = partial(read, kafka, topics.article_events, PARTITION)
            found += _misspelt(reads, 0, end, progress)
            say("filling a schema from the log")
            build(engine, SCHEMA, reads, end, progress, say, partial(fill_in_parts, kafka, topics.article_events))
            say("comparing every row")
            with level(engine, SCHEMA, reads) as (connection, position):
                found += _misspelt(reads, end, position, progress)
                verified = _compared(connection, position, found)
        finally:
            with engine.begin() as connection:
                schemas.drop(connection, SCHEMA)
    with engine.begin() as connection:
        verifications.note(connection, verified.projection, verified.position, list(verified.findings), at)
    return verified


def _misspelt(reads: Reads, first: int, end: int, progress: Progress) -> Iterator[str]:
    """What of the records from one offset to another is not spelled as it was written."""
    for records in reads(first, end):
        for record in records:
            fault = misspelt(record.message)
            if fault is not None:
                place = f"{ARTICLE_EVENTS}/{record.partition}/{record.offset}"
                yield f"log: {place} of {stream_named(record)}: {fault}"
        progress(records[-1].offset + 1, end)


def _compared(connection: Connection, position: int, found: list[str]) -> Verified:
    live = schemas.live_schema(connection)
    tables = tuple(compare_tables(connection, live, SCHEMA))
    findings = [*found, *(f"log: {fault}" for fault in parked.first_of_streams(connection, SCHEMA))]
    for table in tables:
        if not table.equal:
            rows = differing_rows(connection, live, SCHEMA, table.table, SHOWN)
            findings += [_told(live, row) for row in rows]
    findings += [f"ingest: {fault}" for fault in other_heads(connection)]
    findings += [f"feed: {fault}" for fault in misplaced(connection)]
    streams = next(table.other.rows for table in tables if table.table == "article_streams")
    return Verified(live, position, streams, tables, tuple(findings))


def _told(live: str, row: RowDifference) -> str:
    where = f"{live}.{row.table} ({', '.join(f'{name} {value}' for name, value in row.key.items())})"
    if row.lacking:
        return f"{where}: " + ("the log has it, the table not" if row.lacking == live else "the log does not have it")
    told = (f"{name} is {here!r}, by the log {there!r}" for name, (here, there) in row.columns.items())
    return f"{where}: {'; '.join(told)}"
