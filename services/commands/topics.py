"""`drawdown topics`: make the topics."""

import json

import typer

from services import settings
from services.commands.failure import failures_told
from services.commands.options import AsJson, DataDir, say


def topics(data_dir: DataDir = None, as_json: AsJson = False) -> None:
    """Make the topics that are missing. Safe to repeat.

    Example:

    \b
      drawdown topics
    """
    from services.event_log.topics import create

    with failures_told():
        found = settings.load(data_dir=data_dir)
        made = create(found.kafka_address(), found.topics)
        if as_json:
            typer.echo(json.dumps({"made": made}))
        else:
            say(f"made {', '.join(made)}" if made else "all topics are there")
