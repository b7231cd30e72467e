"""`drawdown events`: one article's stream."""

import json
from typing import Annotated
from urllib.parse import quote

import typer

from services import settings
from services.commands.failure import failures_told
from services.commands.options import (
    AsJson,
    AsOf,
    DataDir,
    MinPosition,
    Position,
    RecordedBy,
    ReportedBy,
    Wait,
    clocks_of,
)

ArticleId = Annotated[str, typer.Argument(help="Id of the article.", metavar="ARTICLE")]


def events(
    article_id: ArticleId,
    as_of: AsOf = None,
    reported_by: ReportedBy = None,
    recorded_by: RecordedBy = None,
    position: Position = None,
    min_position: MinPosition = None,
    wait: Wait = None,
    data_dir: DataDir = None,
    as_json: AsJson = False,
) -> None:
    """Read the stream of one article: every event with its version, in order. Exit code 3 if there is none.

    Example:

    \b
      drawdown events armenpress-2024-08-01-zvartnots
    """
    from services.commands.ask import Answers
    from services.commands.tables import events_table, show

    with failures_told():
        found = settings.load(data_dir=data_dir)
        with Answers(found.api_address()) as answers:
            clocks = clocks_of(as_of, reported_by, recorded_by, position, min_position, wait)
            answer = answers.whole(f"/v1/articles/{quote(article_id, safe='')}/events", clocks)
        if as_json:
            typer.echo(json.dumps(answer, ensure_ascii=False))
        else:
            show(events_table(answer["data"], f"Stream article-{article_id}"))
