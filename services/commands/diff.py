"""`drawdown diff`: what changed between two points on any clock."""

import json
from typing import Annotated, Literal

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

From = Annotated[str, typer.Argument(help="A day, or a position.", metavar="FROM")]
To = Annotated[str, typer.Argument(help="A day, or a position.", metavar="TO")]
Clock = Annotated[
    Literal["as_of", "reported_by", "recorded_by", "position"] | None,
    typer.Option("--clock", help="On which clock they lie; by default positions, else reported_by."),
]
Places = Annotated[list[str] | None, typer.Option("--place", help="Only this place.", show_default=False)]
Orgs = Annotated[list[str] | None, typer.Option("--org", help="Only this organisation.", show_default=False)]


def diff(
    from_: From,
    to: To,
    clock: Clock = None,
    places: Places = None,
    orgs: Orgs = None,
    as_of: AsOf = None,
    reported_by: ReportedBy = None,
    recorded_by: RecordedBy = None,
    position: Position = None,
    min_position: MinPosition = None,
    wait: Wait = None,
    data_dir: DataDir = None,
    as_json: AsJson = False,
) -> None:
    """Show what changed between two points on any clock, and which claims made it so.

    Examples:

    \b
      drawdown diff 2024-05-10 2024-06-10
      drawdown diff 2024-08-01 2025-01-01 --clock as_of --place am.syunik.agarak_checkpoint
      drawdown diff 2026-01 2026-02 --clock recorded_by --as-of 2024-08-01
    """
    from services.commands.ask import Answers
    from services.commands.histories import diff_table
    from services.commands.tables import show

    with failures_told():
        found = settings.load(data_dir=data_dir)
        clocks = clocks_of(as_of, reported_by, recorded_by, position, min_position, wait)
        asked = {**clocks, "from": from_, "to": to, "clock": clock, "place": places or None, "org": orgs or None}
        with Answers(found.api_address()) as answers:
            answer = answers.whole("/v1/diff", asked, limit=None)
        if as_json:
            typer.echo(json.dumps(answer, ensure_ascii=False))
        else:
            show(diff_table(answer))
