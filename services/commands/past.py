"""What a replayed schema says of a moment: its rows, how the live answers differ, what each month changed."""

from calendar import monthrange
from collections.abc import Iterable, Iterator
from datetime import date, timedelta
from itertools import islice
from typing import Any, NamedTuple

from sqlalchemy import Connection

from events.canonical import canonical_json
from services.api.asking import Asking
from services.api.clocks import FixedClocks
from services.api.naming import Names
from services.api.rows import membership, presence_row
from services.commands.revised import revision_shown
from services.read_store.articles import first_day
from services.read_store.matters import name_of
from services.read_store.names import listed_places
from services.read_store.schemas import live_schema, within
from services.read_store.state import resolved, state_at
from services.read_store.supposed import revised_if, touched_by
from services.read_store.words import words_of
from services.resolve.changes import differences
from services.resolve.citing import in_words
from services.resolve.clocks import Clocks
from services.resolve.conclusions import ParticipationConclusion, PlaceConclusion
from services.resolve.findings import Found
from services.resolve.matter import Membership
from services.resolve.outlook import with_due
from services.resolve.supposing import Supposition

AT_ONCE = 100
Conclusion = PlaceConclusion | ParticipationConclusion


class Mismatch(NamedTuple):
    """The first matter that the replay and the live store answer differently, each as canonical JSON."""

    matter: str
    live: str | None
    replayed: str | None


class Month(NamedTuple):
    """What a month changed: its last day asked, how many subjects have which status or value, and the changes."""

    day: date
    counts: dict[str, int]
    changes: list[dict[str, Any]]
    presence: list[PlaceConclusion]


def document(connection: Connection, schema: str, clocks: Clocks) -> dict[str, Any]:
    """The rows of a schema under the clocks, as the API shows them, with the state hash."""
    names = Names(listed_places(within(connection, schema)))
    known = list(_in_words(connection, resolved(connection, clocks), clocks.as_of))
    rows = [row for one in known if isinstance(one, PlaceConclusion) for row in one.subjects]
    state = state_at(connection, clocks)
    return {
        "presence": [
            presence_row(row, names).model_dump(mode="json") for row in rows if row.status != "unknown" or row.outlook
        ],
        "participation": [
            membership(one).model_dump(mode="json") for one in known if isinstance(one, ParticipationConclusion)
        ],
        "state_hash": state.hash,
        "claims": state.claims,
    }


def first_mismatch(
    connection: Connection, schema: str, clocks: Clocks, today: date, position: int | None = None
) -> Mismatch | None:
    """The first matter on which a replayed schema, resolved anew, and the live store, asked as the API asks it, differ.

    Both are read in one snapshot. With a position the live store is asked for it, and the replay ends there. None where
    every byte of every answer is the same.
    """
    fixed = FixedClocks(clocks.as_of or today, clocks.reported_by or today, clocks.recorded_by or today, position)
    anew = resolved(within(connection, schema), fixed._replace(position=None).for_resolver())
    replayed = dict(_lines(_in_words(connection, anew, fixed.as_of)))
    asking = Asking(within(connection, live_schema(connection)), fixed)
    found: list[Found] = [*map(asking.presence_of, asking.places()), *asking.participation()]
    for name, line in _lines(_in_words(connection, found, fixed.as_of)):
        other = replayed.pop(name, None)
        if line != other:
            return Mismatch(name, line.decode(), other.decode() if other else None)
    for name, line in replayed.items():
        return Mismatch(name, None, line.decode())
    return None


def _in_words(connection: Connection, found: Iterable[Found], as_of: date | None) -> Iterator[Conclusion]:
    """Findings with their citations, and with `due`, some at once."""
    waiting = iter(found)
    while some := list(islice(waiting, AT_ONCE)):
        words = words_of(connection, some)
        for one in some:
            conclusion = in_words(one, words)
            yield with_due(conclusion, as_of) if as_of and isinstance(conclusion, PlaceConclusion) else conclusion


def _lines(conclusions: Iterable[Conclusion]) -> Iterator[tuple[str, bytes]]:
    for one in conclusions:
        yield _name(one), canonical_json(one.model_dump(mode="json"))


def differences_if(
    connection: Connection, schema: str, clocks: Clocks, supposition: Supposition
) -> list[dict[str, Any]]:
    """What a schema would conclude otherwise under a supposition."""
    within(connection, schema)
    matters = touched_by(connection, supposition)
    return [revision_shown(one) for one in revised_if(connection, supposition, clocks, matters)]


def months(connection: Connection, schema: str, until: date, recorded: bool) -> Iterator[Month]:
    """The schema's answers at the end of each month up to a day, and what each month changed."""
    within(connection, schema)
    day = first_day(connection)
    before: dict[str, Conclusion] = {}
    while day is not None and day <= until:
        asked = min(until, day.replace(day=monthrange(day.year, day.month)[1]))
        clocks = Clocks(asked, None if recorded else asked, asked if recorded else None)
        found = {_name(one): one for one in _in_words(connection, resolved(connection, clocks), asked)}
        places = [one for one in found.values() if isinstance(one, PlaceConclusion)]
        yield Month(asked, _counts(found.values()), _changes(before, found), places)
        before, day = found, (asked + timedelta(days=1) if asked < until else None)


def _name(one: Conclusion) -> str:
    return name_of(one.place if isinstance(one, PlaceConclusion) else Membership(one.org, one.member))


def _counts(found: Iterable[Conclusion]) -> dict[str, int]:
    counts: dict[str, int] = {}
    for one in found:
        values = (
            [row.status for row in one.subjects]
            if isinstance(one, PlaceConclusion)
            else [facet.value for facet in one.facets.values()]
        )
        for value in values:
            if value != "unknown":
                counts[value] = counts.get(value, 0) + 1
    return dict(sorted(counts.items()))


def _changes(before: dict[str, Conclusion], after: dict[str, Conclusion]) -> list[dict[str, Any]]:
    return [
        change.model_dump(mode="json")
        for name in sorted(before.keys() | after.keys())
        for change in differences(before.get(name), after.get(name))
        if change.kind != "due"
    ]
