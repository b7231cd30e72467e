"""Bring a database to the shape that this release needs."""

from pathlib import Path

from alembic import command
from alembic.config import Config
from sqlalchemy import Connection, select, text

from services.read_store import schemas
from services.read_store.connect import open_store
from services.read_store.tables_shared import SHARED_SCHEMA, live_projection

MIGRATIONS = Path(__file__).parent / "migrations"
LOCK = "select pg_advisory_lock(hashtext('drawdown.migrate'))"
UNLOCK = "select pg_advisory_unlock(hashtext('drawdown.migrate'))"


def migrate(database_url: str) -> str:
    """Run the migrations that are due, and make the first projection schema where there is none.

    Returns the name of the live projection schema. Safe to repeat and to run from several processes.
    """
    engine = open_store(database_url)
    try:
        with engine.connect().execution_options(isolation_level="AUTOCOMMIT") as guard:
            guard.execute(text(LOCK))
            try:
                with engine.begin() as connection:
                    _to_newest(connection)
                    return _first_projection(connection)
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


def _first_projection(connection: Connection) -> str:
    live = connection.execute(select(live_projection.c.schema_name)).scalar_one_or_none()
    if live is None:
        live = schemas.FIRST
        schemas.create(connection, live)
        schemas.point_to(connection, live)
    return live
