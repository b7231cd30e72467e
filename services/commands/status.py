"""`drawdown status`: where the stack answers, what runs, and how far it is."""

import json
from dataclasses import asdict
from typing import Any

import typer

from services import settings
from services.commands.failure import failures_told
from services.commands.options import AsJson, DataDir, say
from services.settings import Settings
from services.stack import run_file
from services.stack.identity import resident_bytes
from services.stack.run_file import RunFile, Running
from services.stack.supervisor import versions

_MEGABYTE = 1_000_000


def status(data_dir: DataDir = None, as_json: AsJson = False) -> None:
    """Show the addresses, versions, processes, log positions and lag of a running stack.

    Exit code 69 if none is running.

    Examples:

    - `drawdown status`
    - `drawdown status --json`
    """
    with failures_told():
        found = settings.load(data_dir=data_dir)
        document = describe(found)
        if as_json:
            typer.echo(json.dumps(document))
        else:
            _print(document)


def describe(found: Settings) -> dict[str, Any]:
    """The whole status as one document. Raises StackError (69) if there is nothing to describe."""
    run = run_file.live(found.data_dir)
    addresses = found.addresses()
    positions = _positions(addresses.postgres)
    return {
        "state": run.state if run else "external",
        "data_dir": str(found.data_dir),
        "addresses": asdict(addresses),
        "versions": run.versions if run else versions(),
        "services": _services(run),
        "positions": positions,
        "lag": None if positions is None else _lag(positions, addresses.kafka, found.topics.articles),
    }


def _services(run: RunFile | None) -> dict[str, Any]:
    if run is None:
        return {}
    supervisor = Running(run.supervisor.pid, run.supervisor.started)
    return {name: _process(child) for name, child in run.children.items()} | {
        "supervisor": _process(supervisor, descendants=False)
    }


def _process(process: Running, *, descendants: bool = True) -> dict[str, Any]:
    return {
        "pid": process.pid,
        "running": process.identity.alive(),
        "restarts": process.restarts,
        "resident_mb": round(resident_bytes(process.pid, descendants=descendants) / _MEGABYTE, 1),
    }


def _positions(database: str) -> dict[str, Any] | None:
    from sqlalchemy.exc import SQLAlchemyError

    from services.read_store.connect import open_store
    from services.read_store.positions import report
    from services.read_store.schemas import NoLiveProjection

    engine = open_store(database)
    try:
        return report(engine)
    except (SQLAlchemyError, NoLiveProjection) as error:
        say(f"positions are not known: {str(error).partition(chr(10))[0]}")
        return None
    finally:
        engine.dispose()


def _lag(positions: dict[str, Any], kafka: str, articles: str) -> dict[str, Any]:
    """How far each service is behind: ingest in messages of `articles`, the projector in events and seconds."""
    from services.event_log.topics import LogUnavailable, describe

    projector = positions["projector"]
    try:
        topic = describe(kafka, [articles]).get(articles)
    except LogUnavailable as error:
        say(f"the lag of ingest is not known: {error}")
        topic = None
    read = positions["ingest"]["articles"]
    behind = topic and sum(end - read.get(str(partition), 0) for partition, end in topic.ends.items())
    return {
        "ingest": {"messages": behind},
        "projector": {"events": projector["lag_events"], "seconds": projector["lag_seconds"]},
    }


def _print(document: dict[str, Any]) -> None:
    typer.echo(f"{document['state']}, data folder {document['data_dir']}")
    for name, address in document["addresses"].items():
        typer.echo(f"  {name:<11} {address.replace('+psycopg', '')}")
    for name, process in document["services"].items():
        state = "running" if process["running"] else "ended, will be started again"
        again = f", started again {process['restarts']} times" if process["restarts"] else ""
        typer.echo(f"  {name:<11} {state}, process {process['pid']}, {process['resident_mb']:.0f} MB{again}")
    if document["lag"] is not None:
        lag, at = document["lag"], document["positions"]["projector"]
        ingest, late = lag["ingest"]["messages"], lag["projector"]
        place = f"{at['position']} of {at['projection']}"
        typer.echo(f"  position    {place}, {late['events']} events ({late['seconds']:.1f} s) behind")
        typer.echo(f"  articles    {'unknown' if ingest is None else ingest} messages to be read")
    typer.echo("  versions    " + ", ".join(f"{name} {number}" for name, number in document["versions"].items()))
