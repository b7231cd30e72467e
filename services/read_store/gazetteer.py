"""The gazetteer's names in tables, so that the api can join them. No conclusion rests on them."""

from collections.abc import Mapping, Sequence
from typing import Any

from sqlalchemy import Connection, delete, insert

from services.read_store.tables_shared import organisations, places

PLACE_COLUMNS = tuple(column.name for column in places.columns)
ORGANISATION_COLUMNS = tuple(column.name for column in organisations.columns)


def replace(
    connection: Connection, place_rows: Sequence[Mapping[str, Any]], organisation_rows: Sequence[Mapping[str, Any]]
) -> None:
    """Put these rows in the place of those before."""
    connection.execute(delete(places))
    connection.execute(delete(organisations))
    if place_rows:
        connection.execute(insert(places), [dict(row) for row in place_rows])
    if organisation_rows:
        connection.execute(insert(organisations), [dict(row) for row in organisation_rows])
