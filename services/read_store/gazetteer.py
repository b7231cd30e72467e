"""The gazetteer's names in tables, so that the api can join them. No conclusion rests on them."""

from collections.abc import Iterable
from typing import Any

from sqlalchemy import Connection, Table, delete, insert

from services.read_store.tables_shared import organisations, places


def replace(connection: Connection, known_places: Iterable[Any], known_organisations: Iterable[Any]) -> None:
    """Put these in the place of those before. Each has an attribute for each column of its table."""
    for table, known in ((places, known_places), (organisations, known_organisations)):
        connection.execute(delete(table))
        rows = _rows(table, known)
        if rows:
            connection.execute(insert(table), rows)


def _rows(table: Table, known: Iterable[Any]) -> list[dict[str, Any]]:
    names = [column.name for column in table.columns]
    return [{name: getattr(item, name) for name in names} for item in known]
