"""Sets of values as one array parameter each: the statement stays the same however many values there are."""

from collections.abc import Collection
from typing import Any

from sqlalchemy import BigInteger, ColumnElement, Text, any_, func, literal
from sqlalchemy.dialects.postgresql import ARRAY


def among(column: ColumnElement[Any], values: Collection[str]) -> ColumnElement[bool]:
    """Whether a text column holds one of these values."""
    return column == any_(literal(sorted(values), ARRAY(Text)))


def among_numbers(column: ColumnElement[Any], values: Collection[int]) -> ColumnElement[bool]:
    """Whether a number column holds one of these values."""
    return column == any_(literal(list(values), ARRAY(BigInteger)))


def each_number(values: Collection[int]) -> ColumnElement[int]:
    """One row for each of these values."""
    return func.unnest(literal(list(values), ARRAY(BigInteger)), type_=BigInteger)
