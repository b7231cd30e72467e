"""The feed of status changes, for readers: released changes in order."""

from collections.abc import Iterator
from typing import Any

from sqlalchemy import ColumnElement, Connection, Text, cast, func, select

from events.article import end_of_day
from services.read_store.tables_projection import editions
from services.read_store.tables_shared import outbox
from services.resolve.clocks import OPEN, Clocks


def changes_after(
    connection: Connection,
    position: int,
    limit: int,
    subject: str | None = None,
    kind: str | None = None,
    clocks: Clocks = OPEN,
) -> list[dict[str, Any]]:
    """Up to `limit` changes after a position, if given only of `subject` and those beneath it, and of one kind.

    Under clocks those that a text in view made; and of plans that came due those that had by `as_of`.
    """
    query = select(outbox).where(outbox.c.position > position, *_in_view(clocks))
    if subject is not None:
        query = query.where((outbox.c.subject == subject) | outbox.c.subject.startswith(f"{subject}/", autoescape=True))
    if kind is not None:
        query = query.where(outbox.c.kind == kind)
    return [dict(row) for row in connection.execute(query.order_by(outbox.c.position).limit(limit)).mappings()]


def _in_view(clocks: Clocks) -> Iterator[ColumnElement[bool]]:
    if clocks.as_of is not None:
        yield outbox.c.not_before.is_(None) | (outbox.c.not_before <= clocks.as_of)
    if clocks.recorded_by is not None:
        yield outbox.c.recorded_at <= end_of_day(clocks.recorded_by)
    if clocks.position is not None:
        yield outbox.c.caused_at < clocks.position
    if clocks.reported_by is not None:
        text = editions.c.article_id + "#" + cast(editions.c.edition, Text)
        printed = editions.c.counts <= end_of_day(clocks.reported_by)
        yield (
            select(text)
            .where(editions.c.article_id == func.split_part(outbox.c.caused_by, "#", 1), printed)
            .where(text == outbox.c.caused_by)
            .exists()
        )


def feed_end(connection: Connection) -> int:
    """Position of the last change in the feed, 0 where there is none."""
    return int(connection.execute(select(func.coalesce(func.max(outbox.c.position), 0))).scalar_one())
