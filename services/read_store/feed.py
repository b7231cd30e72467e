"""The feed of status changes, for readers: released changes in order."""

from typing import Any

from sqlalchemy import Connection, func, select

from services.read_store.tables_shared import outbox


def changes_after(
    connection: Connection, position: int, limit: int, subject: str | None = None, kind: str | None = None
) -> list[dict[str, Any]]:
    """Up to `limit` changes after a position, if given only of `subject` and those beneath it, and of one kind."""
    query = select(outbox).where(outbox.c.position > position)
    if subject is not None:
        query = query.where((outbox.c.subject == subject) | outbox.c.subject.startswith(f"{subject}/", autoescape=True))
    if kind is not None:
        query = query.where(outbox.c.kind == kind)
    return [dict(row) for row in connection.execute(query.order_by(outbox.c.position).limit(limit)).mappings()]


def feed_end(connection: Connection) -> int:
    """Position of the last change in the feed, 0 where there is none."""
    return int(connection.execute(select(func.coalesce(func.max(outbox.c.position), 0))).scalar_one())
