"""Conclusions for a question: the stored ones where no clock stands before their last claim, else resolved anew."""

from collections.abc import Iterable

from sqlalchemy import Connection

from services.api.clocks import FixedClocks
from services.read_store.matters import load, load_membership, load_place, place_matter
from services.read_store.settled import (
    concluded_memberships,
    concluded_places,
    settled_memberships,
    settled_places,
)
from services.resolve.conclusions import ParticipationConclusion, PlaceConclusion
from services.resolve.matter import Matter
from services.resolve.outlook import with_due
from services.resolve.participation import participation_of
from services.resolve.presence import presence_at


class Asking:
    """One question's clocks put to one state of the store."""

    def __init__(self, connection: Connection, clocks: FixedClocks) -> None:
        self._connection = connection
        self._clocks = clocks.for_resolver()
        self._as_of = clocks.as_of
        self._earliest = min(clocks)

    def presence(self, wanted: Iterable[str] | None = None) -> list[PlaceConclusion]:
        """Conclusions on these places, or on all that any claim speaks of, sorted by id."""
        spoken_of = concluded_places(self._connection)
        asked = spoken_of if wanted is None else sorted(set(spoken_of).intersection(wanted))
        ready = settled_places(self._connection, self._earliest)
        unsettled = load(self._connection, [place_matter(place) for place in asked if place not in ready])
        return [self._presence(place, ready.get(place), unsettled.get(place_matter(place))) for place in asked]

    def presence_of(self, place: str) -> PlaceConclusion:
        """The conclusion on one place, `unknown` where nothing was said."""
        ready = settled_places(self._connection, self._earliest, place)
        matter = None if place in ready else load_place(self._connection, place)
        return self._presence(place, ready.get(place), matter)

    def participation(self) -> list[ParticipationConclusion]:
        """Conclusions on all memberships that any claim speaks of, sorted by organisation and member."""
        asked = concluded_memberships(self._connection)
        ready = settled_memberships(self._connection, self._earliest)
        return [self._participation(org, member, ready.get((org, member))) for org, member in asked]

    def participation_of(self, org: str, member: str) -> ParticipationConclusion:
        """The conclusion on one membership, its facets `unknown` where nothing was said."""
        ready = settled_memberships(self._connection, self._earliest, (org, member))
        return self._participation(org, member, ready.get((org, member)))

    def _presence(self, place: str, ready: PlaceConclusion | None, matter: Matter | None) -> PlaceConclusion:
        if ready is not None:
            return with_due(ready, self._as_of)
        assert matter is not None
        return presence_at(matter, place, self._clocks)

    def _participation(self, org: str, member: str, ready: ParticipationConclusion | None) -> ParticipationConclusion:
        if ready is not None:
            return ready
        return participation_of(load_membership(self._connection, org, member), org, member, self._clocks)
