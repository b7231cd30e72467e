"""All answers of a projection schema under the clocks of a question, resolved anew from the claims."""

from collections.abc import Iterator

from sqlalchemy import Connection

from services.read_store.conclusions import Conclusion
from services.read_store.matters import load, membership_matter, memberships, place_matter, places
from services.resolve.clocks import Clocks
from services.resolve.conclusions import ParticipationConclusion, PlaceConclusion
from services.resolve.participation import participation_of
from services.resolve.presence import presence_at

AT_ONCE = 50


def answers(connection: Connection, clocks: Clocks) -> Iterator[Conclusion]:
    """The conclusions on all places, then on all memberships that any claim speaks of, each in order."""
    yield from places_at(connection, clocks)
    yield from memberships_at(connection, clocks)


def places_at(connection: Connection, clocks: Clocks) -> Iterator[PlaceConclusion]:
    """The conclusions on all places, by id."""
    known = places(connection)
    for start in range(0, len(known), AT_ONCE):
        some = known[start : start + AT_ONCE]
        matters = load(connection, [place_matter(place) for place in some])
        yield from (presence_at(matters[place_matter(place)], place, clocks) for place in some)


def memberships_at(connection: Connection, clocks: Clocks) -> Iterator[ParticipationConclusion]:
    """The conclusions on all memberships, by organisation and member."""
    known = memberships(connection)
    for start in range(0, len(known), AT_ONCE):
        some = known[start : start + AT_ONCE]
        matters = load(connection, [membership_matter(*one) for one in some])
        yield from (participation_of(matters[membership_matter(*one)], *one, clocks) for one in some)
