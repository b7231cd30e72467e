"""Options that several commands share, and how they talk."""

from pathlib import Path
from typing import Annotated

import typer

DataDir = Annotated[
    Path | None,
    typer.Option(
        "--data-dir", metavar="DIR", help="Folder of the stack's data. Also DRAWDOWN_DATA.", show_default=False
    ),
]
Encoding = Annotated[
    str | None,
    typer.Option("--encoding", help="What the files are in, such as windows-1251."),
]
AsJson = Annotated[bool, typer.Option("--json", help="One JSON document on standard output.")]
AsOf = Annotated[
    str | None,
    typer.Option("--as-of", help="The day in the world: 2024-08-01, 2024-08 or 2024.", show_default=False),
]
ReportedBy = Annotated[
    str | None, typer.Option("--reported-by", help="Only what was published by this day.", show_default=False)
]
RecordedBy = Annotated[
    str | None, typer.Option("--recorded-by", help="Only what the log had by this day.", show_default=False)
]

Position = Annotated[
    str | None,
    typer.Option("--position", help="Pinned to this place in the log: `position` of an earlier answer."),
]
MinPosition = Annotated[
    str | None,
    typer.Option("--min-position", help="Not before this place in the log is reached: `position` of what was told."),
]
Wait = Annotated[
    float | None, typer.Option("--wait", help="Seconds to wait for --min-position.", min=0, max=30, show_default=False)
]
History = Annotated[bool, typer.Option("--history", help="How it changed, stretch by stretch, as known by then.")]


def clocks_of(
    as_of: str | None,
    reported_by: str | None,
    recorded_by: str | None,
    position: str | None,
    min_position: str | None,
    wait: float | None,
) -> dict[str, str | float | None]:
    """The clocks as parameters of the API."""
    return {
        "as_of": as_of,
        "reported_by": reported_by,
        "recorded_by": recorded_by,
        "position": position,
        "min_position": min_position,
        "wait": wait,
    }


def say(line: str) -> None:
    """One line of talk; answers go to standard output, talk to standard error."""
    typer.echo(line, err=True)
