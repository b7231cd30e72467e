"""What two projection schemas find differently, by matter."""

from collections.abc import Collection, Iterator
from dataclasses import dataclass

from sqlalchemy import Connection, MetaData, Text, cast, func, select

from services.read_store.findings import found_of
from services.read_store.matters import PLACE
from services.read_store.sets import among
from services.read_store.tables_matters import findings
from services.resolve.changes import differences
from services.resolve.conclusions import Change
from services.resolve.findings import Cited, Found, PlaceFound


@dataclass(frozen=True, slots=True)
class Revision:
    """A matter on which something else is found; None where nothing was."""

    matter: str
    before: Found | None
    after: Found | None

    @property
    def projection(self) -> str:
        """The read model that it is about: presence or participation."""
        return "presence" if self.matter.startswith(PLACE) else "participation"

    @property
    def changes(self) -> tuple[Change, ...]:
        """The differences that a subscriber would see; none where only the evidence differs."""
        return differences(self.before, self.after)

    @property
    def because(self) -> tuple[tuple[str, ...], tuple[str, ...]]:
        """The claims that only the finding before cites for its rows, and those that only the one after does."""
        one, other = ({cited.claim for cited in _cited(found)} for found in (self.before, self.after))
        return tuple(sorted(one - other)), tuple(sorted(other - one))


def revised(connection: Connection, one: str, other: str, only: Collection[str] | None = None) -> list[Revision]:
    """The matters, all or only these, on which schema `other` finds otherwise than `one`, by name."""
    left, right = (findings.to_metadata(MetaData(), schema=schema).alias() for schema in (one, other))
    name = func.coalesce(left.c.matter, right.c.matter)
    query = (
        select(name, left.c.found, right.c.found)
        .select_from(left.join(right, left.c.matter == right.c.matter, full=True))
        .where(cast(left.c.found, Text).is_distinct_from(cast(right.c.found, Text)))
        .order_by(name)
    )
    rows = connection.execute(query if only is None else query.where(among(name, only)))
    return [
        Revision(matter, *(None if value is None else found_of(matter, value) for value in values))
        for matter, *values in rows
    ]


def _cited(found: Found | None) -> Iterator[Cited]:
    if found is not None:
        for part in found.subjects if isinstance(found, PlaceFound) else found.facets.values():
            yield from (*part.disputed_by, *part.evidence)
