"""`drawdown migrate`: make or change the tables."""

import json

import typer

from services import settings
from services.commands.failure import failures_told
from services.commands.options import AsJson, DataDir, say
from services.commands.stored import read_store


def migrate(data_dir: DataDir = None, as_json: AsJson = False) -> None:
    """Bring the database to the shape that this release needs, and load the gazetteer's names. Safe to repeat.

    Example:

    \b
      drawdown migrate
    """
    with failures_told():
        found = settings.load(data_dir=data_dir)
        live = make_tables(found.database_url())
        if as_json:
            typer.echo(json.dumps({"live_projection": live}))
        else:
            say(f"the tables are there, the live projection is {live}")


def make_tables(database_url: str) -> str:
    """Migrate, load the gazetteer's names, and return the name of the live projection."""
    from services.ingest.gazetteer import load
    from services.read_store import gazetteer
    from services.read_store.migrate import migrate as run_migrations

    live = run_migrations(database_url)
    known = load()
    with read_store(database_url, 1) as engine, engine.begin() as connection:
        gazetteer.replace(connection, known.places.values(), known.organisations.values())
    return live
