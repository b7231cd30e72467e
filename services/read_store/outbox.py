"""The feed of status changes: written in the projector's transaction, released in order, sent afterwards."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from sqlalchemy import Connection, func, insert, select, text, update
from sqlalchemy.dialects.postgresql import insert as insert_unless_there

from events.status_change import ChangeKind
from events.streams import change_id
from services.read_store.sets import among
from services.read_store.tables_shared import outbox
from services.resolve.conclusions import Change

REVISED: ChangeKind = "history_revised"


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
    before = _identified(change.kind, None, change.before)
    return {
        "id": change_id(change.subject, before, str(change.after), told.caused_by),
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


def add_revisions(
    connection: Connection,
    changes: Iterable[Change],
    caused_by: str,
    caused_at: int,
    at: datetime,
    details: dict[str, dict[str, Any]],
) -> int:
    """Write what is concluded otherwise than before, as `history_revised`, and return how many entries that made.

    Plans are rescheduled; one whose day has passed by `at` is part of the revision and makes no news.
    """
    found = list(changes)
    if not found:
        return 0
    _lock(connection)
    _cancel_plans(connection, found)
    told = 0
    for change in found:
        if change.not_before is not None and change.not_before <= at.date():
            continue
        kind = REVISED if change.not_before is None else change.kind
        before = _identified(kind, change.kind, change.before)
        row = {
            "id": change_id(change.subject, before, str(change.after), caused_by),
            "position": None if change.not_before else _next_position(connection),
            "subject": change.subject,
            "kind": kind,
            "before": change.before,
            "after": change.after,
            "caused_by": caused_by,
            "caused_at": caused_at,
            "recorded_at": at,
            "detail": {**details.get(change.subject, {}), "aspect": change.kind},
            "not_before": change.not_before,
        }
        connection.execute(insert_unless_there(outbox).values(**row).on_conflict_do_nothing())
        told += kind == REVISED
    return told


def _cancel_plans(connection: Connection, changes: Iterable[Change]) -> None:
    """Cancel the rows that wait for the days of plans which these changes clear or move."""
    replanned = {change.subject for change in changes if change.kind in ("outlook", "due")}
    connection.execute(
        update(outbox)
        .where(outbox.c.subject.in_(replanned), outbox.c.position.is_(None), ~outbox.c.cancelled)
        .values(cancelled=True)
    )


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


def misplaced(connection: Connection) -> list[str]:
    """What of the feed is not as it was written: a place that is missing, an entry whose id is another's. A sentence
    each."""
    table = outbox.c
    columns = (table.id, table.position, table.subject, table.kind, table.before, table.after, table.caused_by)
    aspect = table.detail["aspect"].astext
    found, expected = [], 1
    query = select(*columns, aspect.label("aspect")).order_by(table.position.nulls_last(), table.id)
    for row in connection.execute(query, execution_options={"yield_per": 1000}):
        if row.position is not None:
            if row.position != expected:
                found.append(f"place {expected} is missing, {row.position} follows")
            expected = row.position + 1
        before = _identified(row.kind, row.aspect, row.before)
        if row.id != change_id(row.subject, before, str(row.after), row.caused_by):
            found.append(f"entry {row.id} on {row.subject} is not what it was written as")
    return found


def _identified(kind: str, aspect: str | None, before: str | None) -> str:
    """What the id of an entry is derived from, besides its subject, its end and its cause."""
    return f"{kind}:{aspect}:{before}" if aspect else f"{kind}:{before}"


def _lock(connection: Connection) -> None:
    """Until the transaction ends nobody else gives out places in the feed, so that a reader never misses one."""
    connection.execute(text("select pg_advisory_xact_lock(hashtext('drawdown.feed'))"))


def _next_position(connection: Connection) -> int:
    return int(connection.execute(select(func.coalesce(func.max(outbox.c.position), 0) + 1)).scalar_one())
