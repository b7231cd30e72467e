"""`drawdown ingest`, `projector` and `api`: one service in the foreground."""

from typing import Annotated

import typer

from services import settings
from services.commands.failure import failures_told
from services.commands.logs import log_lines
from services.commands.options import DataDir

AsJsonLines = Annotated[
    bool, typer.Option("--json", help="Log lines as JSON on a terminal too; elsewhere they always are.")
]


def ingest(data_dir: DataDir = None, as_json: AsJsonLines = False) -> None:
    """Turn articles into events, until stopped.

    Kafka and Postgres are those of DRAWDOWN_KAFKA and DRAWDOWN_DATABASE, else of the stack in the data folder.

    Example:

    \b
      drawdown ingest
    """
    from services.ingest.app import serve

    with failures_told(), log_lines("ingest", as_json):
        found = settings.load(data_dir=data_dir)
        serve(found.kafka_address(), found.database_url(), found.topics)


def projector(data_dir: DataDir = None, as_json: AsJsonLines = False) -> None:
    """Turn events into read models and the feed of status changes, until stopped.

    Example:

    \b
      drawdown projector
    """
    from services.projector.app import serve

    with failures_told(), log_lines("projector", as_json):
        found = settings.load(data_dir=data_dir)
        serve(found.kafka_address(), found.database_url(), found.topics, found.verify_hours)


def api(data_dir: DataDir = None, as_json: AsJsonLines = False) -> None:
    """Answer over HTTP, until stopped. Listens on 127.0.0.1 unless DRAWDOWN_API_HOST says otherwise.

    Example:

    \b
      DRAWDOWN_API_PORT=8080 drawdown api
    """
    from services.api.serve import serve

    with failures_told(), log_lines("api", as_json):
        serve(settings.load(data_dir=data_dir))
