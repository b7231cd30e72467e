"""Findings for a question: the stored ones where no clock stands before their last claim, else resolved anew."""

from collections.abc import Collection, Iterable

from sqlalchemy import Connection

from services.api.clocks import FixedClocks
from services.api.naming import Names
from services.read_store.dockets import load
from services.read_store.findings import settled, spoken_of, spoken_of_beneath
from services.read_store.matters import MEMBERSHIP, PLACE, about_of, name_of
from services.read_store.words import words_of
from services.resolve.citing import membership_in_words, place_in_words, stretch_in_words
from services.resolve.conclusions import Interval, ParticipationConclusion, PlaceConclusion, PresenceRow
from services.resolve.docket import About
from services.resolve.finding import find, history
from services.resolve.findings import Found, MembershipFound, PlaceFound, RowFound, Stretch
from services.resolve.matter import Membership
from services.resolve.outlook import with_due


class Asking:
    """One question's clocks put to one state of the store."""

    def __init__(self, connection: Connection, clocks: FixedClocks) -> None:
        self._connection = connection
        self._clocks = clocks.for_resolver()
        self._as_of = clocks.as_of
        self._earliest = clocks.earliest

    def places(self) -> list[str]:
        """Ids of all places that any claim speaks of, sorted."""
        return [name.removeprefix(PLACE) for name in spoken_of(self._connection, PLACE, self._clocks.position)]

    def places_beneath(self, place: str, names: Names) -> list[str]:
        """Those of them that lie in a place, at any depth. One that is not listed lies where its id says."""
        listed = names.listed_beneath(place)
        roots = {f"{name_of(one)}." for one in (place, *listed)}
        roots = {root for root in roots if not any(root != other and root.startswith(other) for other in roots)}
        found = spoken_of_beneath(self._connection, roots, [name_of(one) for one in listed], self._clocks.position)
        return names.beneath(place, (name.removeprefix(PLACE) for name in found))

    def memberships(self) -> list[Membership]:
        """All memberships that any claim speaks of, sorted by organisation and member."""
        named = (about_of(name) for name in spoken_of(self._connection, MEMBERSHIP, self._clocks.position))
        return sorted(about for about in named if isinstance(about, Membership))

    def presence(self, wanted: Iterable[str] | None = None) -> list[PlaceFound]:
        """What is found on these places, or on all that any claim speaks of, sorted by id; without what is listed."""
        only = None if wanted is None else [name_of(place) for place in wanted]
        found = self._find(spoken_of(self._connection, PLACE, self._clocks.position, only))
        return [one for one in found if isinstance(one, PlaceFound)]

    def presence_of(self, place: str) -> PlaceFound:
        """What is found on one place, `unknown` where nothing was said."""
        found = self._find([name_of(place)], listing=True)[0]
        assert isinstance(found, PlaceFound)
        return found

    def participation(self) -> list[MembershipFound]:
        """What is found on all memberships that any claim speaks of, sorted by organisation and member."""
        found = self._find([name_of(membership) for membership in self.memberships()], listing=True)
        return [one for one in found if isinstance(one, MembershipFound)]

    def participation_of(self, org: str, member: str) -> MembershipFound:
        """What is found on one membership, its facets `unknown` where nothing was said."""
        found = self._find([name_of(Membership(org, member))], listing=True)[0]
        assert isinstance(found, MembershipFound)
        return found

    def history(self, about: About) -> list[Stretch]:
        """The stretches in which what is found on a matter stayed the same, up to `as_of`."""
        name = name_of(about)
        return list(history(load(self._connection, [name], self._clocks)[name], self._as_of))

    def presence_in_words(self, found: Collection[PlaceFound]) -> list[PlaceConclusion]:
        """Findings with their citations, and with `due`."""
        words = words_of(self._connection, found)
        return [with_due(place_in_words(one, words), self._as_of) for one in found]

    def rows_in_words(self, rows: Iterable[tuple[PlaceFound, RowFound]]) -> list[PresenceRow]:
        """Rows of places with their citations, and with `due`."""
        alone = [PlaceFound(found.place, row.status, (row,)) for found, row in rows]
        return [row for conclusion in self.presence_in_words(alone) for row in conclusion.subjects]

    def participation_in_words(self, found: Collection[MembershipFound]) -> list[ParticipationConclusion]:
        """Findings with their citations."""
        words = words_of(self._connection, found)
        return [membership_in_words(one, words) for one in found]

    def stretches_in_words(self, place: str, stretches: Collection[Stretch]) -> list[Interval]:
        """Stretches of a history with their citations; `place` is empty for a membership."""
        words = words_of(self._connection, stretches)
        return [stretch_in_words(place, stretch, words) for stretch in stretches]

    def _find(self, names: list[str], *, listing: bool = False) -> list[Found]:
        ready = settled(self._connection, names, self._earliest, self._clocks.position)
        rest = [name for name in names if name not in ready]
        dockets = load(self._connection, rest, self._clocks, listing=listing) if rest else {}
        return [ready[name].found if name in ready else find(dockets[name], self._as_of) for name in names]
