"""Ingest's ledger: heads of streams, texts seen, finished records that wait for the relay, outcomes of inputs."""

from dataclasses import dataclass
from typing import Any

from sqlalchemy import Connection, bindparam, delete, func, or_, select, update
from sqlalchemy.dialects.postgresql import insert

from events.codec import Message
from events.envelope import Envelope, Head
from services.read_store.tables_shared import (
    ingest_outgoing,
    ingest_results,
    ingest_signatures,
    ingest_streams,
)


@dataclass(frozen=True, slots=True)
class Known:
    """What ingest knows of an article it has seen: the head of its stream, and the edition that stands."""

    head: Head
    edition: int
    article_hash: str
    claim_ids: tuple[str, ...]


def known(connection: Connection, article_id: str) -> Known | None:
    """What is known of an article, None if it is new. Locks its row until the transaction ends."""
    row = connection.execute(
        select(ingest_streams).where(ingest_streams.c.article_id == article_id).with_for_update()
    ).one_or_none()
    if row is None:
        return None
    head = Head(row.version, row.last_id, row.last_hash, row.last_recorded_at)
    return Known(head, row.edition, row.article_hash, tuple(row.claim_ids))


def remember(connection: Connection, article_id: str, state: Known) -> None:
    """Put what is known of an article in the place of what was."""
    values = {
        "version": state.head.version,
        "last_id": state.head.id,
        "last_hash": state.head.hash,
        "last_recorded_at": state.head.recorded_at,
        "edition": state.edition,
        "article_hash": state.article_hash,
        "claim_ids": list(state.claim_ids),
    }
    statement = insert(ingest_streams).values(article_id=article_id, **values)
    connection.execute(statement.on_conflict_do_update(index_elements=["article_id"], set_=values))


def texts_with(connection: Connection, article_id: str, bands: list[int]) -> list[tuple[str, str, list[int]]]:
    """(article, hash of its text, minima) of the texts of other articles that share a band."""
    rows = connection.execute(
        select(ingest_signatures.c.article_id, ingest_signatures.c.text_hash, ingest_signatures.c.minima)
        .where(ingest_signatures.c.bands.overlap(bands), ingest_signatures.c.article_id != article_id)
        .order_by(ingest_signatures.c.article_id, ingest_signatures.c.edition)
    )
    return [(other, text_hash, list(minima)) for other, text_hash, minima in rows]


def add_text(
    connection: Connection, article_id: str, edition: int, text_hash: str, minima: list[int], bands: list[int]
) -> None:
    """Remember a text by its signature."""
    connection.execute(
        insert(ingest_signatures).values(
            article_id=article_id, edition=edition, text_hash=text_hash, minima=minima, bands=bands
        )
    )


def add_outgoing(connection: Connection, topic: str, stream: str, records: list[tuple[Envelope, Message]]) -> None:
    """Finished bytes of a stream's new events, in order."""
    rows = [
        {
            "stream": stream,
            "version": envelope.version,
            "topic": topic,
            "key": message.key,
            "headers": [[name, value.decode()] for name, value in message.headers],
            "value": message.value,
            "recorded_at": envelope.recorded_at,
        }
        for envelope, message in records
    ]
    if rows:
        connection.execute(insert(ingest_outgoing), rows)


def unsent(connection: Connection, limit: int) -> list[dict[str, Any]]:
    """Finished records that the broker does not have yet, in order."""
    query = select(ingest_outgoing).where(ingest_outgoing.c.sent_offset.is_(None)).order_by(ingest_outgoing.c.id)
    return [dict(row) for row in connection.execute(query.limit(limit)).mappings()]


def mark_sent(connection: Connection, offsets: dict[int, int]) -> None:
    """The broker has these records, at these offsets."""
    statement = update(ingest_outgoing).where(ingest_outgoing.c.id == bindparam("row"))
    connection.execute(
        statement.values(sent_offset=bindparam("at")), [{"row": row, "at": at} for row, at in offsets.items()]
    )


def forget_read(connection: Connection, topic: str, next_offset: int) -> None:
    """Drop the records that the live projection has read."""
    connection.execute(
        delete(ingest_outgoing).where(ingest_outgoing.c.topic == topic, ingest_outgoing.c.sent_offset < next_offset)
    )


def waiting(connection: Connection, topic: str, next_offset: int) -> tuple[int, Any]:
    """How many finished records the live projection has not read, and when the oldest was recorded."""
    unread = or_(ingest_outgoing.c.sent_offset.is_(None), ingest_outgoing.c.sent_offset >= next_offset)
    row = connection.execute(
        select(func.count(), func.min(ingest_outgoing.c.recorded_at)).where(ingest_outgoing.c.topic == topic, unread)
    ).one()
    return int(row[0]), row[1]


def add_result(
    connection: Connection,
    partition: int,
    offset: int,
    outcome: str,
    stream: str | None = None,
    version: int | None = None,
    reason: str | None = None,
) -> None:
    """What came of one record of `articles`."""
    connection.execute(
        insert(ingest_results).values(
            partition=partition, offset=offset, outcome=outcome, stream=stream, version=version, reason=reason
        )
    )


def result(connection: Connection, partition: int, offset: int) -> dict[str, Any] | None:
    """What came of one record of `articles`, None while it is not known."""
    query = select(ingest_results).where(ingest_results.c.partition == partition, ingest_results.c.offset == offset)
    row = connection.execute(query).mappings().one_or_none()
    return dict(row) if row else None
