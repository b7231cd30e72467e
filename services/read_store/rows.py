"""Rows on their way into tables, made apart from their writing."""

from collections.abc import Callable, Sequence
from datetime import datetime
from functools import cache, lru_cache
from typing import Any

from sqlalchemy import Connection, Table
from sqlalchemy.dialects.postgresql import ARRAY, JSONB
from sqlalchemy.types import Boolean, DateTime, LargeBinary, Text

from events.canonical import canonical_json


class Rows:
    """Rows by table. Who makes them need not know when they are written."""

    def __init__(self) -> None:
        self._rows: dict[Table, list[dict[str, Any]]] = {}
        self._each: dict[Table, list[tuple[str, Sequence[int], dict[str, int]]]] = {}

    def __bool__(self) -> bool:
        return bool(self._rows or self._each)

    def add(self, table: Table, **values: Any) -> None:
        """One row. A column that is not given is null."""
        self._rows.setdefault(table, []).append(values)

    def add_each(self, table: Table, column: str, numbers: Sequence[int], **common: int) -> None:
        """A row for each of these numbers, in a table of numbers whose first column takes them."""
        self._each.setdefault(table, []).append((column, numbers, common))

    def write(self, connection: Connection) -> None:
        """Write all rows, in the connection's transaction and projection schema, and begin anew.

        By COPY, be it one row: nothing is faster.
        """
        for table, text in self.as_text().items():
            copy_text(connection, table, text)
        self._rows.clear()
        self._each.clear()

    def as_text(self) -> dict[Table, bytes]:
        """The rows as COPY reads them, by table."""
        found = {table: _lines(table, rows) for table, rows in self._rows.items()}
        for table, groups in self._each.items():
            found[table] = found.get(table, b"") + b"".join(_each_line(*group) for group in groups)
        return found


def copy_text(connection: Connection, table: Table, text: bytes) -> None:
    """COPY lines, in the order of the table's columns, into a table of the connection's projection schema."""
    driver: Any = connection.connection.driver_connection
    with driver.cursor() as cursor, cursor.copy(f"COPY {spelled(connection, table)} FROM STDIN") as copy:
        copy.write(text)


def spelled(connection: Connection, table: Table) -> str:
    """The name of a table of the connection's projection schema, for a statement that is no expression."""
    translated: dict[str, str] = connection.get_execution_options().get("schema_translate_map", {})
    schema, quoted = str(table.schema), connection.dialect.identifier_preparer.quote
    return f"{quoted(translated.get(schema, schema))}.{quoted(table.name)}"


_NULL = b"\\N"
_FIELD, _LINE, _NOTHING = b"\x1f", b"\x1e", b"\x1d"
"""Stand for what parts fields and lines, and for null, until all the rest is escaped."""


def _escaped(text: bytes) -> bytes:
    return text.replace(b"\\", b"\\\\").replace(b"\n", b"\\n").replace(b"\r", b"\\r").replace(b"\t", b"\\t")


def _text(value: Any) -> bytes:
    return str(value).encode()


def _json(value: Any) -> bytes:
    return value if isinstance(value, bytes) else canonical_json(value)


@lru_cache(maxsize=256)
def _time(value: datetime) -> bytes:
    return value.isoformat().encode()


_WRITTEN_AS: Sequence[tuple[type, Callable[[Any], bytes]]] = (
    (Text, str.encode),
    (JSONB, _json),
    (ARRAY, lambda value: f"{{{','.join(map(str, value))}}}".encode()),  # of numbers
    (DateTime, _time),
    (LargeBinary, lambda value: b"\\x" + value.hex().encode()),
    (Boolean, lambda value: b"t" if value else b"f"),
)
"""How COPY reads a value of a column of each type, escapes apart; others as their text."""


@cache
def _columns(table: Table) -> tuple[tuple[str, Callable[[Any], bytes]], ...]:
    return tuple((column.name, _written_as(column.type)) for column in table.columns)


def _written_as(column_type: Any) -> Callable[[Any], bytes]:
    return next((write for kind, write in _WRITTEN_AS if isinstance(column_type, kind)), _text)


def _lines(table: Table, rows: Sequence[dict[str, Any]]) -> bytes:
    """Rows as COPY reads them: written column by column, escaped all at once, which is several times faster than value
    by value. Where a value holds one of the marks itself, each is escaped on its own."""
    if not rows:
        return b""
    columns = [_column([row.get(name) for row in rows], write) for name, write in _columns(table)]
    text = _LINE.join(map(_FIELD.join, zip(*columns, strict=True))) + _LINE
    nulls = sum(column.count(_NOTHING) for column in columns)
    marks = (text.count(_FIELD), text.count(_LINE), text.count(_NOTHING))
    if marks != ((len(columns) - 1) * len(rows), len(rows), nulls):
        lines = (b"\t".join(map(_alone, fields)) for fields in zip(*columns, strict=True))
        return b"\n".join(lines) + b"\n"
    return _escaped(text).replace(_FIELD, b"\t").replace(_LINE, b"\n").replace(_NOTHING, _NULL)


def _each_line(_: str, numbers: Sequence[int], common: dict[str, int]) -> bytes:
    """Lines that differ in their first number: the rest is written once."""
    rest = b"".join(b"\t%d" % value for value in common.values()) + b"\n"
    return b"".join([b"%d%b" % (number, rest) for number in numbers])


def _column(values: list[Any], write: Callable[[Any], bytes]) -> list[bytes]:
    if None in values:
        return [_NOTHING if value is None else write(value) for value in values]
    return list(map(write, values))


def _alone(field: bytes) -> bytes:
    return _NULL if field is _NOTHING else _escaped(field)
