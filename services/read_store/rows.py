"""Rows on their way into tables: made once, written by INSERT as they come or by COPY into a schema being filled."""

from collections.abc import Callable, Collection, Sequence
from datetime import datetime
from functools import cache
from typing import Any

from sqlalchemy import Connection, Table, insert, literal, select
from sqlalchemy.dialects.postgresql import ARRAY, JSONB
from sqlalchemy.types import Boolean, DateTime, LargeBinary, Text

from events.canonical import canonical_json
from services.read_store.sets import each_number


class Rows:
    """Rows by table. Who makes them need not know how they are written."""

    def __init__(self) -> None:
        self._rows: dict[Table, list[dict[str, Any]]] = {}
        self._each: dict[Table, list[tuple[str, Collection[int], dict[str, Any]]]] = {}

    def __bool__(self) -> bool:
        return bool(self._rows or self._each)

    def add(self, table: Table, **values: Any) -> None:
        """One row. A column that is not given is null."""
        self._rows.setdefault(table, []).append(values)

    def add_each(self, table: Table, column: str, numbers: Collection[int], **common: Any) -> None:
        """A row for each of these numbers, all else alike."""
        self._each.setdefault(table, []).append((column, numbers, common))

    def insert(self, connection: Connection) -> None:
        """Write all rows, a statement a table, and begin anew."""
        for table, rows in self._rows.items():
            names = list(dict.fromkeys(name for row in rows for name in row))
            connection.execute(insert(table), [{name: row.get(name) for name in names} for row in rows])
        for table, groups in self._each.items():
            for column, numbers, common in groups:
                values = select(each_number(numbers), *(literal(value) for value in common.values()))
                connection.execute(insert(table).from_select([column, *common], values))
        self._clear()

    def copy(self, connection: Connection) -> None:
        """Write all rows by COPY, in the connection's transaction and projection schema, and begin anew."""
        for table, text in self.as_text().items():
            copy_text(connection, table, text)
        self._clear()

    def as_text(self) -> dict[Table, str]:
        """The rows as COPY reads them, by table."""
        found = {table: _lines(table, rows) for table, rows in self._rows.items()}
        for table, groups in self._each.items():
            found[table] = found.get(table, "") + "".join(_each_line(table, *group) for group in groups)
        return found

    def _clear(self) -> None:
        self._rows.clear()
        self._each.clear()


def copy_text(connection: Connection, table: Table, text: str) -> None:
    """COPY lines, in the order of the table's columns, into a table of the connection's projection schema."""
    driver: Any = connection.connection.driver_connection
    with driver.cursor() as cursor, cursor.copy(f"COPY {spelled(connection, table)} FROM STDIN") as copy:
        copy.write(text)


def spelled(connection: Connection, table: Table) -> str:
    """The name of a table of the connection's projection schema, for a statement that is no expression."""
    translated: dict[str, str] = connection.get_execution_options().get("schema_translate_map", {})
    schema, quoted = str(table.schema), connection.dialect.identifier_preparer.quote
    return f"{quoted(translated.get(schema, schema))}.{quoted(table.name)}"


_NULL = "\\N"
_FIELD, _LINE, _NOTHING = "\x1f", "\x1e", "\x1d"
"""Stand for what parts fields and lines, and for null, until all the rest is escaped."""


def _escaped(text: str) -> str:
    return text.replace("\\", "\\\\").replace("\n", "\\n").replace("\r", "\\r").replace("\t", "\\t")


def _array(value: Sequence[int]) -> str:
    return f"{{{','.join(map(str, value))}}}"


def _json(value: Any) -> str:
    return (value if isinstance(value, bytes) else canonical_json(value)).decode()


def _written_as(column_type: type) -> Callable[[Any], str]:
    """How COPY reads a value of a column of this type, escapes apart. An array is one of numbers."""
    if issubclass(column_type, Text):
        return str
    if issubclass(column_type, JSONB):
        return _json
    if issubclass(column_type, ARRAY):
        return _array
    if issubclass(column_type, DateTime):
        return datetime.isoformat
    if issubclass(column_type, LargeBinary):
        return lambda value: f"\\x{value.hex()}"
    if issubclass(column_type, Boolean):
        return lambda value: "t" if value else "f"
    return str


@cache
def _columns(table: Table) -> tuple[tuple[str, Callable[[Any], str]], ...]:
    return tuple((column.name, _written_as(type(column.type))) for column in table.columns)


def _lines(table: Table, rows: Sequence[dict[str, Any]]) -> str:
    """Rows as COPY reads them. All are escaped at once, which is several times faster than value by value."""
    columns = _columns(table)
    fields = [_NOTHING if (value := row.get(name)) is None else write(value) for row in rows for name, write in columns]
    width = len(columns)
    lines = [_FIELD.join(fields[start : start + width]) for start in range(0, len(fields), width)]
    text = _LINE.join(lines) + _LINE if lines else ""
    if (
        text.count(_FIELD) != (width - 1) * len(rows)
        or text.count(_LINE) != len(rows)
        or text.count(_NOTHING) != fields.count(_NOTHING)
    ):
        fields = [_NULL if field is _NOTHING else _escaped(field) for field in fields]
        lines = ["\t".join(fields[start : start + width]) + "\n" for start in range(0, len(fields), width)]
        return "".join(lines)
    return _escaped(text).replace(_FIELD, "\t").replace(_LINE, "\n").replace(_NOTHING, _NULL)


def _each_line(table: Table, column: str, numbers: Collection[int], common: dict[str, Any]) -> str:
    """Lines that differ in one column: the rest is written once."""
    before: list[str] = []
    after: list[str] = []
    seen = False
    for known in table.columns:
        if known.name == column:
            seen = True
            continue
        value = common.get(known.name)
        (after if seen else before).append(_NULL if value is None else _escaped(_written_as(type(known.type))(value)))
    head = "".join(value + "\t" for value in before)
    tail = "".join("\t" + value for value in after) + "\n"
    return "".join([f"{head}{number}{tail}" for number in numbers])
