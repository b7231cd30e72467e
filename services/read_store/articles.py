"""Articles as the archive has them: found by outlet, day and words; one article's texts, claims and stream."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from sqlalchemy import ColumnElement, Connection, Date, Integer, ScalarSelect, Select, Subquery, cast, func, or_, select

from events.article import end_of_day
from events.claims import CLAIMS, Claim
from events.streams import stream_of
from services.read_store.dockets import in_view
from services.read_store.tables_projection import (
    alike,
    article_streams,
    claims,
    editions,
    reviews,
    stream_events,
    unread,
)
from services.resolve.clocks import OPEN, Clocks

Row = dict[str, Any]


@dataclass(frozen=True, slots=True)
class Sought:
    """Which articles are sought: by outlet, by the day on which the newest text counts, by words in title or text."""

    source: str | None = None
    first: date | None = None
    last: date | None = None
    words: str | None = None


def find(
    connection: Connection, sought: Sought, clocks: Clocks, after: tuple[date, str] | None, limit: int
) -> list[Row]:
    """Articles by their newest text in view, the latest day first, after the (day, id) of the one before.

    Each row has the columns of the edition, `counts_on`, its day, `editions`, how many texts there are, and
    `unread_total`, how many sentences of the newest were left unread.
    """
    newest = _newest(clocks)
    day = newest.c.counts_on
    query = (
        select(newest, _unread_total(newest).label("unread_total"))
        .order_by(day.desc(), newest.c.article_id.desc())
        .limit(limit)
    )
    if sought.source is not None:
        query = query.where(newest.c.source == sought.source)
    if sought.first is not None:
        query = query.where(day >= sought.first)
    if sought.last is not None:
        query = query.where(day <= sought.last)
    if sought.words is not None:
        words = sought.words
        query = query.where(
            or_(newest.c.title.icontains(words, autoescape=True), newest.c.text.icontains(words, autoescape=True))
        )
    if after is not None:
        query = query.where(or_(day < after[0], (day == after[0]) & (newest.c.article_id < after[1])))
    return _rows(connection, query)


def article_editions(connection: Connection, article_id: str, clocks: Clocks = OPEN) -> list[Row]:
    """The texts of an article in view, the first first; empty if there is no such article."""
    query = select(editions).where(editions.c.article_id == article_id, *in_view(editions, clocks))
    return _rows(connection, query.order_by(editions.c.edition))


def article_copies(connection: Connection, article_id: str, clocks: Clocks = OPEN) -> list[Row]:
    """Texts of other articles in view that are copies of this one's, the most similar first."""
    there = select(editions.c.edition).where(
        editions.c.article_id == alike.c.other_id,
        editions.c.edition == alike.c.other_edition,
        *in_view(editions, clocks),
    )
    query = select(alike).where(alike.c.article_id == article_id, there.exists())
    return _rows(connection, query.order_by(alike.c.similarity.desc(), alike.c.other_id, alike.c.other_edition))


def article_claims(connection: Connection, article_id: str) -> list[Row]:
    """All claims of all texts of an article, in order."""
    query = select(claims).where(claims.c.article_id == article_id)
    return _rows(connection, query.order_by(claims.c.edition, claims.c.ordinal))


def edition_claims(connection: Connection, article_id: str, edition: int) -> list[Claim]:
    """The claims of one text of an article, in order."""
    table = claims.c
    query = select(table.type, table.data).where(table.article_id == article_id, table.edition == edition)
    return [
        CLAIMS[claim_type].model_validate(data)
        for claim_type, data in connection.execute(query.order_by(table.ordinal))
    ]


def article_unread(connection: Connection, article_id: str) -> list[Row]:
    """The sentences left unread in all texts of an article, in order."""
    query = select(unread).where(unread.c.article_id == article_id)
    return _rows(connection, query.order_by(unread.c.edition, unread.c.ordinal))


def unread_by_reason(connection: Connection) -> dict[str, int]:
    """How many sentences of the newest text of each article were left unread, by reason; reasons never given lack."""
    later = select(editions).where(editions.c.article_id == unread.c.article_id, editions.c.edition > unread.c.edition)
    query = select(unread.c.reason, func.count().label("total")).where(~later.exists()).group_by(unread.c.reason)
    return {row.reason: row.total for row in connection.execute(query)}


def article_reviews(connection: Connection, article_id: str, clocks: Clocks = OPEN) -> list[Row]:
    """People's verdicts in view on the claims of an article, the first first."""
    query = select(reviews).where(reviews.c.article_id == article_id, *in_view(reviews, clocks))
    return _rows(connection, query.order_by(reviews.c.recorded_at, reviews.c.event_id))


def stream_state(connection: Connection, stream: str) -> tuple[int, str | None] | None:
    """Last applied version of a stream, and why it was stopped if it was; None if there is no such stream."""
    query = select(article_streams.c.version, article_streams.c.stopped).where(article_streams.c.stream == stream)
    row = connection.execute(query).one_or_none()
    return (row.version, row.stopped) if row is not None else None


def events_after(connection: Connection, article_id: str, version: int, limit: int, clocks: Clocks) -> list[Row]:
    """An article's events in view after a version, in order, as they were stored.

    One is in view of the press clock with the text that it belongs to, also while that is not whole yet.
    """
    table = stream_events.c
    query = select(stream_events).where(table.stream == stream_of(article_id), table.version > version)
    if clocks.recorded_by is not None:
        query = query.where(table.recorded_at <= end_of_day(clocks.recorded_by))
    if clocks.position is not None:
        query = query.where(table.offset < clocks.position)
    if clocks.reported_by is not None:
        edition = func.coalesce(cast(table.data["edition"].astext, Integer), 1)
        later = select(editions.c.edition).where(
            editions.c.article_id == article_id,
            editions.c.edition == edition,
            editions.c.counts > end_of_day(clocks.reported_by),
        )
        query = query.where(~later.exists())
    return _rows(connection, query.order_by(stream_events.c.version).limit(limit))


def ids_like(connection: Connection, article_id: str, limit: int) -> Sequence[str]:
    """Ids of articles that contain, or begin like, the id asked for: for the message that there is no such article."""
    beginning = article_id[: max(4, len(article_id) // 2)]
    query = (
        select(editions.c.article_id)
        .distinct()
        .where(
            or_(
                editions.c.article_id.icontains(article_id, autoescape=True),
                editions.c.article_id.istartswith(beginning, autoescape=True),
            )
        )
    )
    return connection.execute(query.order_by(editions.c.article_id).limit(limit)).scalars().all()


def first_day(connection: Connection) -> date | None:
    """The first day on which any text was published, as far as known."""
    first: date | None = connection.execute(select(func.min(editions.c.published_on))).scalar_one()
    return first


def count_articles(connection: Connection) -> int:
    """How many articles there are."""
    return int(connection.execute(select(func.count()).where(editions.c.edition == 1)).scalar_one())


def is_article(connection: Connection, article_id: str) -> bool:
    """Whether there is an article of this id."""
    query = select(select(editions).where(editions.c.article_id == article_id).exists())
    return bool(connection.execute(query).scalar_one())


def sources(connection: Connection) -> list[str]:
    """The outlets that any text is of, sorted: found one after the other in the index, not by reading all texts."""
    return _each(connection, editions.c.source)


def extractors(connection: Connection) -> list[str]:
    """The versions of the extractor that any text was read by, sorted."""
    return sorted(connection.execute(select(editions.c.extractor).distinct()).scalars())


def _each(connection: Connection, column: ColumnElement[str]) -> list[str]:
    """The different values of an indexed column, in order, by as many look-ups."""
    found: list[str] = []
    following = connection.execute(select(func.min(column))).scalar_one()
    while following is not None:
        found.append(following)
        following = connection.execute(select(func.min(column)).where(column > following)).scalar_one()
    return found


def _unread_total(text: Subquery) -> ScalarSelect[int]:
    counted = select(func.count()).where(unread.c.article_id == text.c.article_id, unread.c.edition == text.c.edition)
    return counted.scalar_subquery()


def _newest(clocks: Clocks) -> Subquery:
    """The newest text in view of each article, with its day and the count of texts."""
    table = editions.c
    seen = select(
        editions,
        func.coalesce(table.published_on, cast(func.timezone("UTC", table.recorded_at), Date)).label("counts_on"),
        func.count().over(partition_by=table.article_id).label("editions"),
        func.max(table.edition).over(partition_by=table.article_id).label("newest"),
    )
    counted = seen.where(*in_view(editions, clocks)).subquery()
    return select(counted).where(counted.c.edition == counted.c.newest).subquery()


def _rows(connection: Connection, query: Select[Any]) -> list[Row]:
    return [dict(row) for row in connection.execute(query).mappings()]
