"""Stored conclusions for answers: which there are, and those that answer as they are. The hot path."""

from datetime import date

from sqlalchemy import Connection, select

from services.read_store.tables_projection import participation_current, presence_current
from services.resolve.conclusions import ParticipationConclusion, PlaceConclusion


def settled_places(connection: Connection, earliest: date, only: str | None = None) -> dict[str, PlaceConclusion]:
    """Conclusions settled by the earliest clock of a question, by place; of all places, or of one."""
    query = select(presence_current.c.place, presence_current.c.conclusion).where(
        presence_current.c.settled_on <= earliest
    )
    if only is not None:
        query = query.where(presence_current.c.place == only)
    return {place: PlaceConclusion.model_validate(value) for place, value in connection.execute(query)}


def settled_memberships(
    connection: Connection, earliest: date, only: tuple[str, str] | None = None
) -> dict[tuple[str, str], ParticipationConclusion]:
    """Conclusions settled by the earliest clock of a question, by (org, member); of all memberships, or of one."""
    table = participation_current.c
    query = select(table.org, table.member, table.conclusion).where(table.settled_on <= earliest)
    if only is not None:
        query = query.where(table.org == only[0], table.member == only[1])
    return {
        (org, member): ParticipationConclusion.model_validate(value) for org, member, value in connection.execute(query)
    }


def concluded_places(connection: Connection) -> list[str]:
    """Ids of all places that any claim speaks of, sorted."""
    return sorted(connection.execute(select(presence_current.c.place)).scalars())


def concluded_memberships(connection: Connection) -> list[tuple[str, str]]:
    """(organisation, member) of all memberships that any claim speaks of, sorted."""
    table = participation_current.c
    return sorted((org, member) for org, member in connection.execute(select(table.org, table.member)))
