"""Who is where, who takes part in what? Conclusions with every clock open, and what changed in them."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import Connection

from services.read_store import conclusions, outbox
from services.read_store.conclusions import Conclusion
from services.read_store.matters import load
from services.resolve.changes import differences, participation_subject, presence_subject
from services.resolve.clocks import OPEN
from services.resolve.conclusions import PlaceConclusion
from services.resolve.hearing import settled_on
from services.resolve.participation import participation_of
from services.resolve.presence import presence_at

CITATIONS_IN_FEED = 3


@dataclass(frozen=True, slots=True)
class Cause:
    """The edition whose events changed something: its name, the offset of its last event, when it was recorded."""

    edition: str
    offset: int
    recorded_at: datetime


def conclude(connection: Connection, matter_name: str, cause: Cause | None) -> None:
    """Resolve a matter again and store the conclusion; with a cause, write what changed to the feed."""
    kind, _, name = matter_name.partition("/")
    if kind == "outlet":
        return
    matter = load(connection, [matter_name])[matter_name]
    if kind == "place":
        before: Conclusion | None = conclusions.stored_place(connection, name) if cause else None
        after: Conclusion = presence_at(matter, name, OPEN)
    else:
        org, _, member = name.partition("/")
        before = conclusions.stored_membership(connection, org, member) if cause else None
        after = participation_of(matter, org, member, OPEN)
    if cause and before != after:
        changes = differences(before, after)
        outbox.add(connection, changes, cause.edition, cause.offset, cause.recorded_at, _details(after))
    if before != after:
        conclusions.store(connection, after, settled_on(matter))


def _details(after: Conclusion) -> dict[str, dict[str, Any]]:
    """What a subscriber is shown of each subject: its row, with the first of its citations."""
    if isinstance(after, PlaceConclusion):
        rows: list[tuple[str, Any]] = [(presence_subject(r.place, r.owner, r.force), r) for r in after.subjects]
    else:
        rows = [(participation_subject(after.org, after.member, name), facet) for name, facet in after.facets.items()]
    return {subject: _brief(row.model_dump(mode="json")) for subject, row in rows}


def _brief(row: dict[str, Any]) -> dict[str, Any]:
    return {
        **row,
        "evidence": row["evidence"][:CITATIONS_IN_FEED],
        "disputed_by": row["disputed_by"][:CITATIONS_IN_FEED],
    }
