"""How far the filling of a schema is, part by part: moved by compare-and-set in the transaction of the rows."""

from dataclasses import dataclass

from sqlalchemy import Connection, func, select, update
from sqlalchemy.dialects.postgresql import insert

from services.read_store.offsets import OffsetMoved
from services.read_store.tables_shared import projection_fills


@dataclass(frozen=True, slots=True)
class Fill:
    """How far a part is. From `read_again_from` on it has to read again to have the parts of incomplete editions;
    `set_aside` are streams that it does not fill in, and that are applied with care at the end."""

    next_offset: int
    read_again_from: int
    set_aside: tuple[str, ...]


NOTHING = Fill(0, 0, ())


def parts_of(connection: Connection, schema: str) -> int | None:
    """In how many parts a schema is being filled, None where none has begun: it cannot be changed on the way."""
    query = select(func.max(projection_fills.c.parts)).where(projection_fills.c.schema_name == schema)
    parts: int | None = connection.execute(query).scalar_one()
    return parts


def begin(connection: Connection, schema: str, parts: int) -> None:
    """Note that a schema is filled in so many parts."""
    for part in range(parts):
        row = {"schema_name": schema, "part": part, "parts": parts}
        connection.execute(insert(projection_fills).values(row).on_conflict_do_nothing())


def find(connection: Connection, schema: str, part: int) -> Fill:
    """How far a part is."""
    table = projection_fills.c
    query = select(table.next_offset, table.read_again_from, table.set_aside).where(
        table.schema_name == schema, table.part == part
    )
    row = connection.execute(query).one_or_none()
    return Fill(row.next_offset, row.read_again_from, tuple(row.set_aside)) if row else NOTHING


def move(connection: Connection, schema: str, part: int, expected: int, now: Fill) -> None:
    """Note how far a part is now. Raises OffsetMoved if it is not at `expected`: another process fills it."""
    table = projection_fills.c
    moved = connection.execute(
        update(projection_fills)
        .where(table.schema_name == schema, table.part == part, table.next_offset == expected)
        .values(next_offset=now.next_offset, read_again_from=now.read_again_from, set_aside=list(now.set_aside))
    )
    if moved.rowcount != 1:
        raise OffsetMoved(f"part {part} of {schema} no longer stands at offset {expected}: another process fills it")


def set_aside(connection: Connection, schema: str) -> set[str]:
    """All streams that are to be applied with care."""
    query = select(func.unnest(projection_fills.c.set_aside)).where(projection_fills.c.schema_name == schema)
    return set(connection.execute(query).scalars())


def done(connection: Connection, schema: str) -> int:
    """How many records have been read by all parts, each as far as it is, on average: for progress."""
    query = select(func.coalesce(func.avg(projection_fills.c.next_offset), 0)).where(
        projection_fills.c.schema_name == schema
    )
    return int(connection.execute(query).scalar_one())
