"""Sets of values as one array parameter each: the statement stays the same however many values there are."""

from collections.abc import Collection, Iterable, Sequence
from typing import Any

from sqlalchemy import (
    BigInteger,
    ColumnElement,
    CursorResult,
    Integer,
    TableValuedAlias,
    Text,
    any_,
    column,
    func,
    literal,
)
from sqlalchemy.dialects.postgresql import ARRAY
from sqlalchemy.types import TypeEngine

from services.resolve.matter import ClaimKey


def among(column: ColumnElement[Any], values: Collection[str]) -> ColumnElement[bool]:
    """Whether a text column holds one of these values."""
    return column == any_(literal(sorted(values), ARRAY(Text)))


def table_of(
    name: str, columns: Sequence[tuple[str, TypeEngine[Any]]], rows: Iterable[Sequence[Any]]
) -> TableValuedAlias:
    """A table of these rows, of one array a column."""
    listed = list(rows)
    arrays = [literal([row[n] for row in listed], ARRAY(kind)) for n, (_, kind) in enumerate(columns)]
    named = func.unnest(*arrays).table_valued(*(column(label, kind) for label, kind in columns), name=name)
    return named.render_derived()


def keys(claims: Iterable[ClaimKey]) -> TableValuedAlias:
    """A table of claim keys."""
    columns = (("article_id", Text()), ("edition", Integer()), ("ordinal", Integer()))
    return table_of("wanted", columns, sorted(claims))


def among_numbers(column: ColumnElement[Any], values: Collection[int]) -> ColumnElement[bool]:
    """Whether a number column holds one of these values."""
    return column == any_(literal(list(values), ARRAY(BigInteger)))


def each_number(values: Collection[int]) -> ColumnElement[int]:
    """One row for each of these values."""
    return func.unnest(literal(list(values), ARRAY(BigInteger)), type_=BigInteger)


def plain_rows(result: CursorResult[Any]) -> Sequence[tuple[Any, ...]]:
    """All rows of a result as the driver gives them: a third of the time where there are thousands."""
    assert result.cursor is not None
    rows: Sequence[tuple[Any, ...]] = result.cursor.fetchall()
    result.close()
    return rows
