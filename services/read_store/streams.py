"""The archive of streams: every event by stream and version, and how far each stream is."""

from collections.abc import Collection, Iterator
from dataclasses import dataclass
from typing import Any

from sqlalchemy import Connection, or_, select
from sqlalchemy.dialects.postgresql import distinct_on, insert

from events.article_events import EditionEvent
from events.canonical import canonical_json
from events.codec import LogRecord, decode_data
from events.envelope import Envelope
from events.streams import stream_of
from events.upcast import is_newest
from services.read_store.rows import Rows
from services.read_store.sets import among
from services.read_store.tables_projection import article_streams, stream_events

EDITION_TYPES = ("article-published.", "article-revised.", "article-reextracted.")


@dataclass(frozen=True, slots=True)
class StreamState:
    """How far a stream is; `stopped` says why nothing more of it is applied."""

    version: int
    last_id: str
    last_hash: str
    stopped: str | None


def states(connection: Connection, streams: set[str]) -> dict[str, StreamState]:
    """States of the streams that have any event."""
    rows = connection.execute(select(article_streams).where(among(article_streams.c.stream, streams)))
    return {
        stream: StreamState(version, last_id, last_hash, stopped)
        for stream, version, last_id, last_hash, stopped in rows
    }


def save_states(connection: Connection, changed: dict[str, StreamState]) -> None:
    """Put these states in the place of those before."""
    if not changed:
        return
    statement = insert(article_streams)
    statement = statement.on_conflict_do_update(
        index_elements=["stream"],
        set_={name: statement.excluded[name] for name in ("version", "last_id", "last_hash", "stopped")},
    )
    rows = [
        {"stream": s, "version": v.version, "last_id": v.last_id, "last_hash": v.last_hash, "stopped": v.stopped}
        for s, v in changed.items()
    ]
    connection.execute(statement, rows)


def archive(connection: Connection, placed: list[tuple[Envelope, LogRecord]]) -> None:
    """Keep events as they stand in the log, each in the version that it was written in, with its place."""
    rows = Rows()
    for envelope, record in placed:
        event_row(rows, envelope, record)
    rows.write(connection)


def event_row(rows: Rows, envelope: Envelope, record: LogRecord) -> None:
    """An event's row in the archive."""
    rows.add(
        stream_events,
        stream=envelope.stream,
        version=envelope.version,
        id=envelope.id,
        type=envelope.type,
        recorded_at=envelope.recorded_at,
        previous_id=envelope.previous_id,
        previous_hash=envelope.previous_hash,
        caused_by=envelope.caused_by,
        partition=record.partition,
        offset=record.offset,
        data=record.message.value,
    )


def archived_id(connection: Connection, stream: str, version: int) -> str | None:
    """Id of the event that the archive has at this place."""
    query = select(stream_events.c.id).where(stream_events.c.stream == stream, stream_events.c.version == version)
    return connection.execute(query).scalar_one_or_none()


def newest_editions(connection: Connection, articles: Collection[str] | None = None) -> Iterator[EditionEvent]:
    """The event that the newest edition of each article begins with, all articles or these, as they come.

    The query is read row by row, so that memory stays flat.
    """
    table = stream_events.c
    query = (
        select(table.type, table.data)
        .ext(distinct_on(table.stream))
        .where(or_(*(table.type.startswith(name) for name in EDITION_TYPES)))
        .order_by(table.stream, table.version.desc())
    )
    if articles is not None:
        query = query.where(among(table.stream, {stream_of(article) for article in articles}))
    for stored_type, data in connection.execute(query, execution_options={"yield_per": 100}):
        event = decode_data(stored_type, canonical_json(data))
        assert isinstance(event, EditionEvent)
        yield event


def archived_from(connection: Connection, stream: str, article_id: str, first: int) -> list[Envelope]:
    """A stream's events from version `first` on, in order."""
    query = (
        select(stream_events)
        .where(stream_events.c.stream == stream, stream_events.c.version >= first)
        .order_by(stream_events.c.version)
    )
    return [_envelope(row) for row in connection.execute(query)]


def of_articles_that_came_again(connection: Connection) -> Iterator[tuple[Envelope, int]]:
    """The events of all articles that have more than one edition, stream by stream, each with its offset."""
    table = stream_events.c
    again = select(table.stream).where(or_(*(table.type.startswith(name) for name in EDITION_TYPES[1:]))).distinct()
    query = select(stream_events).where(table.stream.in_(again)).order_by(table.stream, table.version)
    for row in connection.execute(query, execution_options={"yield_per": 1000}):
        yield _envelope(row), row.offset


def _envelope(row: Any) -> Envelope:
    return Envelope(
        id=row.id,
        type=row.type,
        stream=row.stream,
        version=row.version,
        recorded_at=row.recorded_at,
        previous_id=row.previous_id,
        previous_hash=row.previous_hash,
        caused_by=row.caused_by,
        article_id=row.stream.removeprefix(stream_of("")),
        event=decode_data(row.type, canonical_json(row.data)),
        data=canonical_json(row.data) if is_newest(row.type) else None,
    )
