"""Who is where, who takes part in what? Conclusions with every clock open, and what changed in them."""

from collections.abc import Sequence
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
from services.resolve.matter import EditionKey, Matter
from services.resolve.participation import participation_of
from services.resolve.presence import presence_at

CITATIONS_IN_FEED = 3


@dataclass(frozen=True, slots=True)
class Step:
    """One edition's events: what they touched, the offset of the last of them, when it was recorded."""

    edition: EditionKey
    touched: frozenset[str]
    offset: int
    recorded_at: datetime


def conclude(connection: Connection, steps: Sequence[Step], feeds: bool) -> None:
    """Resolve what the steps touched and store the conclusions; with `feeds`, tell what each step changed.

    Each matter is read once, after all steps. What it was between them follows by leaving out the editions of the later
    ones, so that the feed tells the difference that each edition made, whatever the batch.
    """
    names = sorted({name for step in steps for name in step.touched if not name.startswith("outlet/")})
    matters = load(connection, names)
    changed: dict[tuple[int, str], tuple[Conclusion | None, Conclusion]] = {}
    for name in names:
        matter = matters[name]
        before = _stored(connection, name)
        for index in [i for i, step in enumerate(steps) if name in step.touched] if feeds else []:
            after = _resolved(matter.without({step.edition for step in steps[index + 1 :]}), name)
            if after != before:
                changed[index, name] = (before, after)
                before = after
        final = before if feeds and before is not None else _resolved(matter, name)
        conclusions.store(connection, final, settled_on(matter))
    for (index, _), (old, new) in sorted(changed.items(), key=lambda item: item[0]):
        step = steps[index]
        cause = f"{step.edition.article_id}#{step.edition.edition}"
        outbox.add(connection, differences(old, new), cause, step.offset, step.recorded_at, details(new))


def conclude_all(connection: Connection, names: Sequence[str]) -> None:
    """Resolve these matters and store the conclusions, whatever was stored before."""
    for name, matter in load(connection, names).items():
        conclusions.store(connection, _resolved(matter, name), settled_on(matter))


def _stored(connection: Connection, matter_name: str) -> Conclusion | None:
    kind, _, name = matter_name.partition("/")
    if kind == "place":
        return conclusions.stored_place(connection, name)
    org, _, member = name.partition("/")
    return conclusions.stored_membership(connection, org, member)


def _resolved(matter: Matter, matter_name: str) -> Conclusion:
    kind, _, name = matter_name.partition("/")
    if kind == "place":
        return presence_at(matter, name, OPEN)
    org, _, member = name.partition("/")
    return participation_of(matter, org, member, OPEN)


def details(after: Conclusion) -> dict[str, dict[str, Any]]:
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
