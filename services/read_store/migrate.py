"""Bring a database to the shape that this release needs."""

from pathlib import Path

from alembic import command
from alembic.config import Config
from sqlalchemy import Connection, select, text

from services.read_store import builds, schemas
from services.read_store.connect import open_store
from services.read_store.tables_shared import SHARED_SCHEMA, live_projection

MIGRATIONS = Path(__file__).parent / "migrations"
LOCK = "select pg_advisory_lock(hashtext('drawdown.migrate'))"
UNLOCK = "select pg_advisory_unlock(hashtext('drawdown.migrate'))"


def migrate(database_url: str) -> str:
    """Run the migrations that are due, make the first projection schema where there is none, else its missing tables.

    Returns the name of the live projection schema. Safe to repeat and to run from several processes.
    """
    engine = open_store(database_url)
    try:
        with engine.connect().execution_options(isolation_level="AUTOCOMMIT") as guard:
            guard.execute(text(LOCK))
            try:
                with engine.begin() as connection:
                    _to_newest(connection)
                    return _live_projection(connection)
            finally:
                guard.execute(text(UNLOCK))
    finally:
        engine.dispose()


def _to_newest(connection: Connection) -> None:
    connection.execute(text(f"create schema if not exists {SHARED_SCHEMA}"))
    config = Config()
    config.set_main_option("script_location", str(MIGRATIONS))
    config.attributes["connection"] = connection
    command.upgrade(config, "head")


def _live_projection(connection: Connection) -> str:
    """The live projection, made where there is none, with the tables that it lacks: those of questions asked later."""
    live = connection.execute(select(live_projection.c.schema_name)).scalar_one_or_none()
    schemas.create(connection, live or schemas.FIRST)
    builds.begin(connection, live or schemas.FIRST, "answers", "ready")
    if live is None:
        schemas.point_to(connection, schemas.FIRST)
    return live or schemas.FIRST
