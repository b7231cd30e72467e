"""Two projection schemas, table by table: rows, hashes, and the rows that differ, by key and column."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from sqlalchemy import (
    ColumnElement,
    Connection,
    MetaData,
    Numeric,
    Table,
    Text,
    and_,
    cast,
    false,
    func,
    literal,
    or_,
    select,
)
from sqlalchemy.dialects.postgresql import JSONB

from services.read_store.schemas import TABLES

SHOWN_CHARACTERS = 200


@dataclass(frozen=True, slots=True)
class Contents:
    """How many rows a table has, and a sum of their hashes that does not depend on their order."""

    rows: int
    hash: str


@dataclass(frozen=True, slots=True)
class RowDifference:
    """A row that differs. `columns` has, by name, what the one and the other schema hold; empty where one lacks it."""

    table: str
    key: dict[str, Any]
    lacking: str | None
    columns: dict[str, tuple[str | None, str | None]]

    def __str__(self) -> str:
        where = f"{self.table} {', '.join(f'{name}={value}' for name, value in self.key.items())}"
        if self.lacking:
            return f"{where}: not in {self.lacking}"
        told = (f"{name}: {one!r} is {other!r}" for name, (one, other) in self.columns.items())
        return f"{where}: {'; '.join(told)}"


@dataclass(frozen=True, slots=True)
class TableComparison:
    """One table in both schemas."""

    table: str
    one: Contents
    other: Contents

    @property
    def equal(self) -> bool:
        return self.one == self.other


def compare_tables(connection: Connection, one: str, other: str) -> list[TableComparison]:
    """All tables of two schemas, as the connection's snapshot has them."""
    return [
        TableComparison(table.name, _contents(connection, table, one), _contents(connection, table, other))
        for table in TABLES
    ]


def differing_rows(
    connection: Connection, one: str, other: str, table_name: str, limit: int
) -> Iterator[RowDifference]:
    """The first rows of a table that differ, in the order of their keys."""
    table = next(table for table in TABLES if table.name == table_name)
    left, right = (table.to_metadata(MetaData(), schema=schema).alias() for schema in (one, other))
    keys: list[str] = [column.name for column in table.primary_key.columns] or list(table.info["told apart by"])
    rest = [column.name for column in table.columns if column.name not in keys]
    same_key = and_(*(left.c[name] == right.c[name] for name in keys))
    either = [func.coalesce(left.c[name], right.c[name]).label(name) for name in keys]
    values = [_exact(side.c[name]) for name in rest for side in (left, right)]
    differs = or_(false(), *(_exact(left.c[name]).is_distinct_from(_exact(right.c[name])) for name in rest))
    here, there = (side.c[keys[0]].is_(None) for side in (left, right))
    query = (
        select(here, there, *either, *values)
        .select_from(left.join(right, same_key, full=True))
        .where(or_(here, there, differs))
        .order_by(*either)
        .limit(limit)
    )
    for lacks, lacks_other, *found in connection.execute(query):
        key = dict(zip(keys, found, strict=False))
        pairs = zip(found[len(keys) :: 2], found[len(keys) + 1 :: 2], strict=True)
        columns = {name: _brief(pair) for name, pair in zip(rest, pairs, strict=True) if pair[0] != pair[1]}
        lacking = one if lacks else other if lacks_other else None
        yield RowDifference(table.name, key, lacking, {} if lacking else columns)


def _contents(connection: Connection, table: Table, schema: str) -> Contents:
    source = table.to_metadata(MetaData(), schema=schema)
    line = cast(func.row(*source.c), Text)
    total = func.coalesce(func.sum(cast(func.hashtextextended(line, literal(0)), Numeric)), 0)
    rows, summed = connection.execute(select(func.count(), total).select_from(source)).one()
    return Contents(int(rows), f"{int(summed) % 2**64:016x}")


def _exact(column: ColumnElement[Any]) -> ColumnElement[Any]:
    """A column such that two values are equal only if they are spelled alike: JSON holds 1 and 1.0 to be the same."""
    return cast(column, Text) if isinstance(column.type, JSONB) else column


def _brief(pair: tuple[Any, Any]) -> tuple[str | None, str | None]:
    """Both values, from a little before where they begin to differ."""
    texts = [None if value is None else str(value) for value in pair]
    one, other = (text or "" for text in texts)
    first = next((i for i, (a, b) in enumerate(zip(one, other, strict=False)) if a != b), min(len(one), len(other)))
    start = max(0, first - SHOWN_CHARACTERS // 4)
    shown = [
        None if text is None else ("…" if start else "") + text[start : start + SHOWN_CHARACTERS] for text in texts
    ]
    return shown[0], shown[1]
