"""Projection schemas: each version of the read models in a schema of its own, and the pointer to the live one."""

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from typing import Literal

from psycopg.errors import UndefinedTable
from sqlalchemy import (
    Column,
    Connection,
    Engine,
    MetaData,
    PrimaryKeyConstraint,
    Table,
    UniqueConstraint,
    delete,
    func,
    select,
)
from sqlalchemy.dialects.postgresql import insert
from sqlalchemy.exc import ProgrammingError
from sqlalchemy.schema import AddConstraint, CreateIndex, CreateSchema, DropSchema

from services.read_store.tables_filling import filed
from services.read_store.tables_matters import findings
from services.read_store.tables_projection import PLACEHOLDER
from services.read_store.tables_shared import (
    live_projection,
    parked,
    projection_fills,
    projection_offsets,
    projections,
)

FIRST = "rm_v1"
"""The projection schema that a new store begins with."""
TABLES: Sequence[Table] = findings.metadata.sorted_tables
"""All tables of a projection schema."""


NO_POINTER = "the database has no live projection: run `drawdown migrate`"


class NoLiveProjection(RuntimeError):
    """The store has no live projection: it was never migrated."""


def within(connection: Connection, schema: str) -> Connection:
    """The same connection, with the projection tables standing for those of `schema`. Mutates and returns it."""
    return connection.execution_options(schema_translate_map={PLACEHOLDER: schema})


@contextmanager
def reading(engine: Engine, schema: str | None = None) -> Iterator[Connection]:
    """A read-only snapshot of the store, within `schema` or the live one."""
    with one_state(engine) as connection:
        yield within(connection, schema or live_schema(connection))


def one_state(engine: Engine) -> Connection:
    """A connection that reads only: all its queries see one state of the store. Not within any schema yet."""
    return engine.connect().execution_options(isolation_level="REPEATABLE READ", postgresql_readonly=True)


@contextmanager
def migrated() -> Iterator[None]:
    """Raises NoLiveProjection where a query finds no tables."""
    try:
        yield
    except ProgrammingError as error:
        if isinstance(error.orig, UndefinedTable):
            raise NoLiveProjection("the database has no tables yet: run `drawdown migrate`") from error
        raise


def live_schema(connection: Connection, hold: Literal["share", "alone"] | None = None) -> str:
    """Name of the projection schema that answers now. Raises NoLiveProjection on a store never migrated.

    With `hold` the pointer stays where it is until the transaction ends: "share" lets others hold it too, "alone" does
    not, and whoever writes what only the live schema may write waits. Readers never wait.
    """
    query = select(live_projection.c.schema_name)
    held = query.with_for_update(read=hold == "share") if hold else query
    with migrated():
        name = connection.execute(held).scalar_one_or_none()
    if name is None:
        raise NoLiveProjection(NO_POINTER)
    return str(name)


def exists(connection: Connection, schema: str) -> bool:
    """Whether there is a projection schema of this name."""
    return connection.execute(select(func.to_regnamespace(schema))).scalar_one() is not None


def create(connection: Connection, schema: str) -> None:
    """Create a projection schema with its tables and indexes, where there is none."""
    connection.execute(CreateSchema(schema, if_not_exists=True))
    findings.metadata.create_all(within(connection, schema))


def create_bare(connection: Connection, schema: str) -> None:
    """Create a projection schema whose tables have neither keys nor indexes yet: filling it is faster so."""
    connection.execute(CreateSchema(schema))
    bare = MetaData(schema=PLACEHOLDER)
    for table in TABLES:
        Table(table.name, bare, *(Column(c.name, c.type, nullable=c.nullable) for c in table.columns))
    bare.create_all(within(connection, schema))
    filed.create(connection)


def add_keys(connection: Connection, table: Table) -> None:
    """Give a bare table of the connection's projection schema the keys and indexes that it has by its definition."""
    constraints = [c for c in table.constraints if isinstance(c, PrimaryKeyConstraint | UniqueConstraint) and c.columns]
    for constraint in sorted(constraints, key=lambda c: not isinstance(c, PrimaryKeyConstraint)):
        connection.execute(AddConstraint(constraint, isolate_from_table=False))
    for index in sorted(table.indexes, key=lambda i: str(i.name)):
        connection.execute(CreateIndex(index))


def drop(connection: Connection, schema: str) -> None:
    """Drop a projection schema with all its rows, and forget its offsets and parked records."""
    connection.execute(DropSchema(schema, cascade=True, if_exists=True))
    for table in (projections, projection_fills):
        connection.execute(delete(table).where(table.c.schema_name == schema))
    for table in (projection_offsets, parked):
        connection.execute(delete(table).where(table.c.projection == schema))


def point_to(connection: Connection, schema: str) -> None:
    """Make a projection schema the live one. The row is changed in place: who waits for it finds it."""
    statement = insert(live_projection).values(only_row=True, schema_name=schema)
    connection.execute(statement.on_conflict_do_update(index_elements=["only_row"], set_={"schema_name": schema}))
