"""The feed of status changes: written in the projector's transaction, released in order, sent afterwards."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from sqlalchemy import Connection, func, insert, select, text, update

from events.streams import change_id
from services.read_store.sets import among
from services.read_store.tables_shared import outbox
from services.resolve.conclusions import Change


@dataclass(frozen=True, slots=True)
class Told:
    """What one edition changed on one matter. `caused_by` is the edition (`article#edition`), `caused_at` the offset of
    its last event, `details` the row of each subject after the change."""

    changes: Sequence[Change]
    caused_by: str
    caused_at: int
    recorded_at: datetime
    details: dict[str, dict[str, Any]]


def add(connection: Connection, told: Sequence[Told]) -> None:
    """Write changes, in order. One that has happened gets its place in the feed; one that comes due waits for its day.

    What clears or moves a plan cancels the row that waits for the plan's day.
    """
    rows: dict[str, dict[str, Any]] = {}
    waiting: dict[str, list[dict[str, Any]]] = {}
    replanned: set[str] = set()
    for one in told:
        for subject in {change.subject for change in one.changes if change.kind in ("outlook", "due")}:
            replanned.add(subject)
            for row in waiting.pop(subject, ()):
                row["cancelled"] = True
        for change in one.changes:
            row = _row(change, one)
            if rows.setdefault(row["id"], row) is row and change.not_before:
                waiting.setdefault(change.subject, []).append(row)
    if not rows:
        return
    _lock(connection)
    connection.execute(
        update(outbox)
        .where(among(outbox.c.subject, replanned), outbox.c.position.is_(None), ~outbox.c.cancelled)
        .values(cancelled=True)
    )
    known = set(connection.execute(select(outbox.c.id).where(among(outbox.c.id, rows))).scalars())
    new = [row for identity, row in rows.items() if identity not in known]
    position = _next_position(connection)
    for row in new:
        if row["not_before"] is None:
            row["position"], position = position, position + 1
    if new:
        connection.execute(insert(outbox), new)


def _row(change: Change, told: Told) -> dict[str, Any]:
    return {
        "id": change_id(change.subject, f"{change.kind}:{change.before}", str(change.after), told.caused_by),
        "position": None,
        "subject": change.subject,
        "kind": change.kind,
        "before": change.before,
        "after": change.after,
        "caused_by": told.caused_by,
        "caused_at": told.caused_at,
        "recorded_at": told.recorded_at,
        "detail": told.details.get(change.subject, {}),
        "not_before": change.not_before,
        "cancelled": False,
    }


def release_due(connection: Connection, today: date) -> int:
    """Give the changes that have come due by `today` their places in the feed, in the order of their days."""
    waiting = (
        select(outbox.c.id)
        .where(outbox.c.position.is_(None), ~outbox.c.cancelled, outbox.c.not_before <= today)
        .order_by(outbox.c.not_before, outbox.c.caused_at, outbox.c.id)
    )
    if not connection.execute(waiting.limit(1)).first():
        return 0
    _lock(connection)
    due = connection.execute(waiting).scalars().all()
    for identity in due:
        connection.execute(update(outbox).where(outbox.c.id == identity).values(position=_next_position(connection)))
    return len(due)


def unsent(connection: Connection, limit: int) -> list[dict[str, Any]]:
    """Released changes that the topic does not have yet, in order."""
    query = select(outbox).where(outbox.c.position.is_not(None), ~outbox.c.sent).order_by(outbox.c.position)
    return [dict(row) for row in connection.execute(query.limit(limit)).mappings()]


def mark_sent(connection: Connection, identities: list[str]) -> None:
    """The topic has these changes."""
    connection.execute(update(outbox).where(outbox.c.id.in_(identities)).values(sent=True))


def wake(connection: Connection) -> None:
    """Tell listeners that something happened; they poll all the same."""
    connection.execute(text("select pg_notify('drawdown', '')"))


def _lock(connection: Connection) -> None:
    """Until the transaction ends nobody else gives out places in the feed, so that a reader never misses one."""
    connection.execute(text("select pg_advisory_xact_lock(hashtext('drawdown.feed'))"))


def _next_position(connection: Connection) -> int:
    return int(connection.execute(select(func.coalesce(func.max(outbox.c.position), 0) + 1)).scalar_one())
