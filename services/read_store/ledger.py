"""Ingest's ledger: heads of streams, texts seen, finished records that wait for the relay, outcomes of inputs."""

from collections.abc import Sequence
from datetime import datetime
from typing import Any

from sqlalchemy import Connection, bindparam, delete, func, literal, select, update
from sqlalchemy.dialects.postgresql import insert

from events.codec import Message, encode
from events.envelope import Envelope
from events.streams import ARTICLE_EVENTS, DEAD_LETTERS, stream_of
from services.read_store.sets import among_numbers, each_number
from services.read_store.tables_projection import article_streams
from services.read_store.tables_shared import (
    ingest_bands,
    ingest_outgoing,
    ingest_results,
    ingest_reviews,
    ingest_signatures,
    ingest_streams,
)

Row = dict[str, Any]
"""A row by the names of its columns."""


def stream_row(connection: Connection, article_id: str) -> Row | None:
    """The row of an article's stream, None if it is new. Locked until the transaction ends."""
    row = connection.execute(
        select(ingest_streams).where(ingest_streams.c.article_id == article_id).with_for_update()
    ).mappings()
    found = row.one_or_none()
    return dict(found) if found else None


def save_stream_row(connection: Connection, article_id: str, values: dict[str, Any]) -> None:
    """Put the row of an article's stream in the place of the one before."""
    statement = insert(ingest_streams).values(article_id=article_id, **values)
    connection.execute(statement.on_conflict_do_update(index_elements=["article_id"], set_=values))


def verdict(connection: Connection, article_id: str, edition: int, ordinal: int) -> tuple[str, str, str] | None:
    """The last (verdict, reason, reviewer) on a claim."""
    table = ingest_reviews.c
    query = select(table.verdict, table.reason, table.reviewer).where(
        table.article_id == article_id, table.edition == edition, table.ordinal == ordinal
    )
    row = connection.execute(query).one_or_none()
    return (row.verdict, row.reason, row.reviewer) if row else None


def verdicts(connection: Connection, article_id: str) -> list[tuple[str, str, str, str]]:
    """(hash of what the claim says, verdict, reason, reviewer) of all claims of an article that were reviewed; of two
    claims that say the same, the one of the later edition comes later."""
    table = ingest_reviews.c
    query = select(table.content, table.verdict, table.reason, table.reviewer).where(
        table.article_id == article_id, table.content.is_not(None)
    )
    rows = connection.execute(query.order_by(table.edition, table.ordinal))
    return [(row.content, row.verdict, row.reason, row.reviewer) for row in rows]


def save_verdict(
    connection: Connection, article_id: str, edition: int, ordinal: int, said: tuple[str, str, str], content: str | None
) -> None:
    """Put a verdict in the place of the one before."""
    values = dict(zip(("verdict", "reason", "reviewer"), said, strict=True)) | {"content": content}
    key = {"article_id": article_id, "edition": edition, "ordinal": ordinal}
    statement = insert(ingest_reviews).values(**key, **values)
    connection.execute(statement.on_conflict_do_update(index_elements=list(key), set_=values))


def texts_with(connection: Connection, article_id: str, bands: list[int]) -> list[tuple[str, str, list[int]]]:
    """(article, hash of its text, minima) of the texts of other articles that share a band."""
    texts, keys = ingest_signatures.c, ingest_bands.c
    sharing = select(keys.article_id, keys.edition).where(among_numbers(keys.band, bands)).distinct().subquery()
    rows = connection.execute(
        select(texts.article_id, texts.text_hash, texts.minima)
        .join(sharing, (texts.article_id == sharing.c.article_id) & (texts.edition == sharing.c.edition))
        .where(texts.article_id != article_id)
        .order_by(texts.article_id, texts.edition)
    )
    return [(other, text_hash, list(minima)) for other, text_hash, minima in rows]


def add_text(
    connection: Connection, article_id: str, edition: int, text_hash: str, minima: list[int], bands: list[int]
) -> None:
    """Remember a text by its signature."""
    key = {"article_id": article_id, "edition": edition}
    connection.execute(insert(ingest_signatures).values(**key, text_hash=text_hash, minima=minima))
    rows = select(each_number(bands), literal(article_id), literal(edition))
    connection.execute(insert(ingest_bands).from_select(["band", "article_id", "edition"], rows))


def add_outgoing(connection: Connection, topic: str, envelopes: Sequence[Envelope]) -> None:
    """Finished bytes of a stream's new events, in order."""
    rows = [_row(topic, e.stream, e.version, encode(e), e.recorded_at) for e in envelopes]
    connection.execute(insert(ingest_outgoing), rows)


def add_dead_letter(connection: Connection, topic: str, raw: Message, recorded_at: datetime) -> None:
    """A record that was no article: raw bytes, with headers that say why and where it stood."""
    connection.execute(insert(ingest_outgoing), [_row(topic, "", 0, raw, recorded_at)])


def _row(topic: str, stream: str, version: int, message: Message, recorded_at: datetime) -> dict[str, Any]:
    return {
        "stream": stream,
        "version": version,
        "topic": topic,
        "key": message.key,
        "headers": [[name, value.decode()] for name, value in message.headers],
        "value": message.value,
        "recorded_at": recorded_at,
    }


def unsent(connection: Connection, limit: int) -> list[Row]:
    """Finished records that the broker does not have yet, in order."""
    query = select(ingest_outgoing).where(ingest_outgoing.c.sent_offset.is_(None)).order_by(ingest_outgoing.c.id)
    return [dict(row) for row in connection.execute(query.limit(limit)).mappings()]


def mark_sent(connection: Connection, offsets: dict[int, int]) -> None:
    """The broker has these records, at these offsets."""
    statement = update(ingest_outgoing).where(ingest_outgoing.c.id == bindparam("row"))
    connection.execute(
        statement.values(sent_offset=bindparam("at")), [{"row": row, "at": at} for row, at in offsets.items()]
    )


def forget_read(connection: Connection, next_offset: int) -> None:
    """Drop the events that the live projection has read (it stands at `next_offset`), and dead letters sent."""
    read = (ingest_outgoing.c.topic == ARTICLE_EVENTS) & (ingest_outgoing.c.sent_offset < next_offset)
    buried = (ingest_outgoing.c.topic == DEAD_LETTERS) & ingest_outgoing.c.sent_offset.is_not(None)
    connection.execute(delete(ingest_outgoing).where(read | buried))


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


def result(connection: Connection, partition: int, offset: int) -> Row | None:
    """What came of one record of `articles`, None while it is not known."""
    query = select(ingest_results).where(ingest_results.c.partition == partition, ingest_results.c.offset == offset)
    row = connection.execute(query).mappings().one_or_none()
    return dict(row) if row else None


def other_heads(connection: Connection) -> list[str]:
    """Streams that the live projection knows otherwise than ingest, which would go on from its own head: a sentence
    each. What ingest is ahead with is no difference."""
    ours, known = ingest_streams.c, article_streams.c
    theirs = func.concat(literal(stream_of("")), ours.article_id)
    other = (ours.last_id != known.last_id) | (ours.last_hash != known.last_hash)
    query = (
        select(known.stream, known.version, known.last_id, ours.version, ours.last_id)
        .select_from(article_streams.outerjoin(ingest_streams, theirs == known.stream))
        .where(select(ingest_streams).exists(), known.stopped.is_(None))
        .where(ours.version.is_(None) | (ours.version < known.version) | ((ours.version == known.version) & other))
        .order_by(known.stream)
    )
    return [
        f"the head of {stream} is version {version} {last_id} in the log, "
        + (f"version {own} {own_id} in ingest_streams" if own else "and lacks in ingest_streams")
        for stream, version, last_id, own, own_id in connection.execute(query)
    ]
