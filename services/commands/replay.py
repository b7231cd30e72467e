"""`drawdown replay`: the read models of a past day, from the log."""

from typing import Annotated, Any, Literal

import orjson
import typer

from services import settings
from services.commands.failure import failures_told
from services.commands.options import AsJson, DataDir, say

Until = Annotated[str, typer.Option("--until", help="The day to stop at: 2024-05-10, 2024-05 or 2024.")]
Clock = Annotated[
    Literal["published", "recorded"],
    typer.Option("--clock", help="Whether the day is one of publication or one of this log's own recording."),
]


def replay(until: Until, clock: Clock = "published", data_dir: DataDir = None, as_json: AsJson = False) -> None:
    """Rebuild the read models from the log up to a day, beside the live ones, and print what was known then.

    The live read models are left alone and nobody is alerted. The state hash is the same each time, and the same as
    that of `/v1/state` asked for the same clocks.

    Examples:

    \b
      drawdown replay --until 2024-05-10
      drawdown replay --until 2026-01 --clock recorded --json
    """
    from services.commands.tables import participation_table, presence_table, show

    with failures_told():
        document = _replayed(settings.load(data_dir=data_dir), until, clock)
        if as_json:
            typer.echo(orjson.dumps(document).decode())
            return
        show(
            presence_table(document["presence"], f"Presence as {clock} by {document['as_of']}"),
            participation_table(document["participation"], f"Participation as {clock} by {document['as_of']}"),
        )
        say(f"{document['events']} events read, {document['claims']} claims counted")
        typer.echo(f"state hash {document['state_hash']}")


def _replayed(found: settings.Settings, until: str, clock: Literal["published", "recorded"]) -> dict[str, Any]:
    from services.api.naming import Names
    from services.api.rows import membership, presence_row
    from services.commands.progress import measured
    from services.projector.replay import clocks_until, replay
    from services.read_store.connect import open_store
    from services.read_store.names import listed_places

    clocks = clocks_until(_day(until), clock)
    engine = open_store(found.database_url(), connections=3)
    try:
        with measured("replaying") as progress:
            past = replay(engine, found.kafka_address(), found.topics, clocks, progress)
        with engine.connect() as connection:
            names = Names(listed_places(connection))
    finally:
        engine.dispose()
    subjects = [row for conclusion in past.presence for row in conclusion.subjects]
    rows = [row for row in subjects if row.status != "unknown" or row.outlook]
    return {
        "until": until,
        "clock": clock,
        "as_of": str(clocks.as_of),
        "presence": [presence_row(row, names).model_dump(mode="json") for row in rows],
        "participation": [membership(conclusion).model_dump(mode="json") for conclusion in past.participation],
        "state_hash": past.state_hash,
        "claims": past.claims,
        "events": past.events,
    }


def _day(until: str) -> Any:
    from events.article import moment
    from services.stack.errors import USAGE, StackError

    try:
        return moment(until).date()
    except ValueError as error:
        raise StackError(f"--until: {error}", USAGE) from error
