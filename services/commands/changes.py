"""`drawdown changes`: the feed of status changes."""

import json
from typing import Annotated

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

Last = Annotated[int, typer.Option("--last", help="How many of the newest.", min=1)]
After = Annotated[
    int | None, typer.Option("--after", help="All after this place in the feed instead.", min=0, show_default=False)
]
Follow = Annotated[bool, typer.Option("--follow", "-f", help="Go on as they happen, until Ctrl-C.")]


def changes(
    last: Last = 20,
    after: After = None,
    follow: Follow = False,
    as_of: AsOf = None,
    reported_by: ReportedBy = None,
    recorded_by: RecordedBy = None,
    position: Position = None,
    min_position: MinPosition = None,
    wait: Wait = None,
    data_dir: DataDir = None,
    as_json: AsJson = False,
) -> None:
    """Show status changes: what each article changed in what is known. With --json one document a line.

    Examples:

    \b
      drawdown changes --last 5
      drawdown changes --after 12 --follow
    """
    from services.commands.ask import Answers
    from services.commands.tables import changes_table, show

    with failures_told():
        found = settings.load(data_dir=data_dir)
        with Answers(found.api_address()) as answers:
            clocks = clocks_of(as_of, reported_by, recorded_by, position, min_position, wait)
            rows = answers.whole("/v1/changes", {"after": str(after or 0), **clocks})["data"]
            rows = rows if after is not None else rows[-last:]
            if as_json:
                for row in rows:
                    typer.echo(json.dumps(row, ensure_ascii=False))
            else:
                show(changes_table(rows, "Status changes"))
            if follow:
                begin = rows[-1]["position"] if rows else after or 0
                for row in answers.stream("/v1/changes/stream", str(begin)):
                    typer.echo(json.dumps(row, ensure_ascii=False) if as_json else _line(row))


def _line(change: dict[str, object]) -> str:
    return "{position}  {subject}  {before} → {after}  ({kind}, {caused_by})".format(**change)
