"""The whole state of a projection as one hash, for comparing it with another's."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from sqlalchemy import Connection, select

from events.article import end_of_day
from events.claims import CLAIMS, Claim
from services.read_store.matters import load_membership, load_place, memberships, places
from services.read_store.settled import settled_memberships, settled_places
from services.read_store.tables_projection import claims, editions
from services.resolve.clocks import OPEN, Clocks
from services.resolve.conclusions import ParticipationConclusion, PlaceConclusion
from services.resolve.digest import digest
from services.resolve.matter import ClaimKey, Edition, EditionKey
from services.resolve.participation import participation_of
from services.resolve.presence import presence_at
from services.resolve.press import press_of, recorded_day


@dataclass(frozen=True, slots=True)
class State:
    """The state hash, and how much it covers."""

    hash: str
    claims: int
    places: int
    memberships: int


def state_at(connection: Connection, clocks: Clocks = OPEN) -> State:
    """The state under these clocks: conclusions, and the claims of all texts in view.

    With open clocks the stored conclusions are taken; under any others all are resolved anew.
    """
    conclusions = list(_stored(connection) if clocks == OPEN else _resolved(connection, clocks))
    said = list(_claims(connection, clocks))
    return State(
        hash=digest(conclusions, said),
        claims=len(said),
        places=sum(isinstance(conclusion, PlaceConclusion) for conclusion in conclusions),
        memberships=sum(isinstance(conclusion, ParticipationConclusion) for conclusion in conclusions),
    )


def _stored(connection: Connection) -> Iterator[PlaceConclusion | ParticipationConclusion]:
    yield from settled_places(connection, date.max).values()
    yield from settled_memberships(connection, date.max).values()


def _resolved(connection: Connection, clocks: Clocks) -> Iterator[PlaceConclusion | ParticipationConclusion]:
    for place in places(connection):
        yield presence_at(load_place(connection, place), place, clocks)
    for org, member in memberships(connection):
        yield participation_of(load_membership(connection, org, member), org, member, clocks)


def _claims(connection: Connection, clocks: Clocks) -> Iterator[tuple[ClaimKey, Claim]]:
    """Claims of the texts that were published and recorded by the clocks."""
    in_view = _in_view(connection, clocks)
    query = select(claims.c.article_id, claims.c.edition, claims.c.ordinal, claims.c.type, claims.c.data)
    for article_id, edition, ordinal, claim_type, data in connection.execute(query):
        if EditionKey(article_id, edition) in in_view:
            yield ClaimKey(article_id, edition, ordinal), CLAIMS[claim_type].model_validate(data)


def _in_view(connection: Connection, clocks: Clocks) -> set[EditionKey]:
    table = editions.c
    query = select(
        table.article_id, table.edition, table.source, table.published_at, table.revised_at, table.recorded_at,
        table.url, table.title, table.reread,
    )  # fmt: skip
    known = {
        EditionKey(article_id, edition): Edition(EditionKey(article_id, edition), *rest)
        for article_id, edition, *rest in connection.execute(query)
    }
    press = press_of(known)
    return {
        key
        for key, edition in known.items()
        if (clocks.reported_by is None or press[key].counts <= end_of_day(clocks.reported_by))
        and (clocks.recorded_by is None or recorded_day(edition) <= clocks.recorded_by)
    }
