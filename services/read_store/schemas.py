"""Projection schemas: each version of the read models in a schema of its own, and the pointer to the live one."""

from collections.abc import Iterator
from contextlib import contextmanager

from sqlalchemy import Connection, Engine, delete, func, insert, select
from sqlalchemy.schema import CreateSchema, DropSchema

from services.read_store.tables_matters import findings
from services.read_store.tables_projection import PLACEHOLDER
from services.read_store.tables_shared import live_projection, parked, projection_offsets

FIRST = "rm_v1"
"""The projection schema that a new store begins with."""


class NoLiveProjection(RuntimeError):
    """The store has no live projection: it was never migrated."""


def within(connection: Connection, schema: str) -> Connection:
    """The same connection, with the projection tables standing for those of `schema`. Mutates and returns it."""
    return connection.execution_options(schema_translate_map={PLACEHOLDER: schema})


@contextmanager
def reading(engine: Engine, schema: str | None = None) -> Iterator[Connection]:
    """A read-only snapshot of the store, within `schema` or the live one: all its queries see one state."""
    with engine.connect().execution_options(isolation_level="REPEATABLE READ", postgresql_readonly=True) as connection:
        yield within(connection, schema or live_schema(connection))


def live_schema(connection: Connection) -> str:
    """Name of the projection schema that answers now. Raises NoLiveProjection on a store never migrated."""
    table = f"{live_projection.schema}.{live_projection.name}"
    if connection.execute(select(func.to_regclass(table))).scalar_one() is None:
        raise NoLiveProjection("the database has no tables yet: run `drawdown migrate`")
    name = connection.execute(select(live_projection.c.schema_name)).scalar_one_or_none()
    if name is None:
        raise NoLiveProjection("the database has no live projection: run `drawdown migrate`")
    return str(name)


def exists(connection: Connection, schema: str) -> bool:
    """Whether there is a projection schema of this name."""
    return connection.execute(select(func.to_regnamespace(schema))).scalar_one() is not None


def create(connection: Connection, schema: str) -> None:
    """Create a projection schema with its tables and indexes, where there is none."""
    connection.execute(CreateSchema(schema, if_not_exists=True))
    findings.metadata.create_all(within(connection, schema))


def drop(connection: Connection, schema: str) -> None:
    """Drop a projection schema with all its rows, and forget its offsets and parked records."""
    connection.execute(DropSchema(schema, cascade=True, if_exists=True))
    for table in (projection_offsets, parked):
        connection.execute(delete(table).where(table.c.projection == schema))


def point_to(connection: Connection, schema: str) -> None:
    """Make a projection schema the live one."""
    connection.execute(delete(live_projection))
    connection.execute(insert(live_projection).values(schema_name=schema))
