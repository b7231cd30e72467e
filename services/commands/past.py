"""What a replayed schema says of a moment: its rows, how the live answers differ, what each month changed."""

from calendar import monthrange
from collections.abc import Iterator
from datetime import date, timedelta
from typing import Any, NamedTuple

from sqlalchemy import Connection

from events.canonical import canonical_json
from services.api.asking import Asking
from services.api.clocks import FixedClocks
from services.api.naming import Names
from services.api.rows import membership, presence_row
from services.commands.revised import revision_shown
from services.read_store.answers import answers, memberships_at, places_at
from services.read_store.articles import first_day
from services.read_store.conclusions import Conclusion
from services.read_store.names import listed_places
from services.read_store.schemas import live_schema, within
from services.read_store.state import state_at
from services.read_store.supposed import revised_if, touched_by
from services.resolve.changes import differences
from services.resolve.clocks import Clocks
from services.resolve.conclusions import PlaceConclusion
from services.resolve.supposing import Supposition


class Mismatch(NamedTuple):
    """The first row that the replay and the live store answer differently, each as canonical JSON."""

    row: str
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
    within(connection, schema)
    names = Names(listed_places(connection))
    known = [row for place in places_at(connection, clocks) for row in place.subjects]
    state = state_at(connection, clocks)
    return {
        "presence": [
            presence_row(row, names).model_dump(mode="json") for row in known if row.status != "unknown" or row.outlook
        ],
        "participation": [membership(one).model_dump(mode="json") for one in memberships_at(connection, clocks)],
        "state_hash": state.hash,
        "claims": state.claims,
    }


def first_mismatch(connection: Connection, schema: str, clocks: Clocks, today: date) -> Mismatch | None:
    """The first row on which a replayed schema, resolved anew, and the live store, asked as the API asks it, differ.

    Both are read in one snapshot. None where every byte of every row is the same.
    """
    fixed = FixedClocks(clocks.as_of or today, clocks.reported_by or today, clocks.recorded_by or today)
    replayed = _lines(answers(within(connection, schema), fixed.for_resolver()))
    asking = Asking(within(connection, live_schema(connection)), fixed)
    live = _lines(iter([*asking.presence(), *asking.participation()]))
    found = dict(replayed)
    for name, line in live:
        other = found.pop(name, None)
        if line != other:
            return Mismatch(name, line.decode(), other.decode() if other else None)
    for name, line in found.items():
        return Mismatch(name, None, line.decode())
    return None


def _lines(conclusions: Iterator[Conclusion]) -> Iterator[tuple[str, bytes]]:
    for one in conclusions:
        name = one.place if isinstance(one, PlaceConclusion) else f"{one.org}/{one.member}"
        yield name, canonical_json(one.model_dump(mode="json"))


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
        found = {_name(one): one for one in answers(connection, clocks)}
        yield Month(asked, _counts(found.values()), _changes(before, found), _places(found))
        before, day = found, (asked + timedelta(days=1) if asked < until else None)


def _name(one: Conclusion) -> str:
    return f"place/{one.place}" if isinstance(one, PlaceConclusion) else f"membership/{one.org}/{one.member}"


def _places(found: dict[str, Conclusion]) -> list[PlaceConclusion]:
    return [one for one in found.values() if isinstance(one, PlaceConclusion)]


def _counts(found: Any) -> dict[str, int]:
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
