"""Stored conclusions: what the resolver answers with every clock open, for the hot path and for telling changes."""

from datetime import date

from sqlalchemy import Connection, Table, select
from sqlalchemy.dialects.postgresql import insert

from services.read_store.tables_projection import participation_current, presence_current
from services.resolve.conclusions import ParticipationConclusion, PlaceConclusion

Conclusion = PlaceConclusion | ParticipationConclusion


def stored_place(connection: Connection, place: str) -> PlaceConclusion | None:
    """The stored conclusion on a place, None where nothing was ever said of it."""
    row = connection.execute(
        select(presence_current.c.conclusion).where(presence_current.c.place == place)
    ).scalar_one_or_none()
    return PlaceConclusion.model_validate(row) if row is not None else None


def stored_membership(connection: Connection, org: str, member: str) -> ParticipationConclusion | None:
    """The stored conclusion on a membership, None where nothing was ever said of it."""
    row = connection.execute(
        select(participation_current.c.conclusion).where(
            participation_current.c.org == org, participation_current.c.member == member
        )
    ).scalar_one_or_none()
    return ParticipationConclusion.model_validate(row) if row is not None else None


def store(connection: Connection, conclusion: Conclusion, settled_on: date) -> None:
    """Put a conclusion in the place of the one before; nothing is written where both it and its day are the same."""
    value = conclusion.model_dump(mode="json")
    if isinstance(conclusion, PlaceConclusion):
        _upsert(connection, presence_current, {"place": conclusion.place}, value, settled_on)
    else:
        key = {"org": conclusion.org, "member": conclusion.member}
        _upsert(connection, participation_current, key, value, settled_on)


def _upsert(connection: Connection, table: Table, key: dict[str, str], value: object, settled_on: date) -> None:
    statement = insert(table).values(**key, conclusion=value, settled_on=settled_on)
    new = statement.excluded
    differs = (table.c.conclusion != new.conclusion) | (table.c.settled_on != new.settled_on)
    change = {"conclusion": new.conclusion, "settled_on": new.settled_on}
    connection.execute(statement.on_conflict_do_update(index_elements=list(key), set_=change, where=differs))
