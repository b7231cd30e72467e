"""The whole state of a projection as one hash, for comparing it with another's."""

from collections.abc import Iterator
from dataclasses import dataclass

from sqlalchemy import Connection, select

from events.claims import CLAIMS, Claim
from services.read_store.dockets import in_view, load
from services.read_store.findings import spoken_of, stored
from services.read_store.matters import MEMBERSHIP, PLACE
from services.read_store.tables_projection import claims, editions
from services.resolve.clocks import OPEN, Clocks
from services.resolve.digest import digest
from services.resolve.finding import find
from services.resolve.findings import Found, MembershipFound, PlaceFound
from services.resolve.matter import ClaimKey

MATTERS_AT_A_TIME = 100


@dataclass(frozen=True, slots=True)
class State:
    """The state hash, and how much it covers."""

    hash: str
    claims: int
    places: int
    memberships: int


def state_at(connection: Connection, clocks: Clocks = OPEN) -> State:
    """The state under these clocks: conclusions, and the claims of all texts in view.

    With open clocks the stored findings are taken; under any others all matters are resolved anew.
    """
    found = [one.found for one in stored(connection).values()] if clocks == OPEN else list(resolved(connection, clocks))
    said = list(_claims(connection, clocks))
    return State(
        hash=digest(found, said),
        claims=len(said),
        places=sum(isinstance(one, PlaceFound) for one in found),
        memberships=sum(isinstance(one, MembershipFound) for one in found),
    )


def resolved(connection: Connection, clocks: Clocks) -> Iterator[Found]:
    """What is found on every matter under these clocks, places first."""
    for kind in (PLACE, MEMBERSHIP):
        asked = spoken_of(connection, kind, clocks.position)
        for start in range(0, len(asked), MATTERS_AT_A_TIME):
            matters = asked[start : start + MATTERS_AT_A_TIME]
            dockets = load(connection, matters, clocks, listing=True)
            yield from (find(dockets[matter], clocks.as_of) for matter in matters)


def _claims(connection: Connection, clocks: Clocks) -> Iterator[tuple[ClaimKey, Claim]]:
    """Claims of the texts that were published and recorded by the clocks."""
    query = select(claims.c.article_id, claims.c.edition, claims.c.ordinal, claims.c.type, claims.c.data)
    query = query.join(
        editions, (editions.c.article_id == claims.c.article_id) & (editions.c.edition == claims.c.edition)
    ).where(*in_view(editions, clocks))
    for article_id, edition, ordinal, claim_type, data in connection.execute(query):
        yield ClaimKey(article_id, edition, ordinal), CLAIMS[claim_type].model_validate(data)
