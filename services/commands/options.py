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


def say(line: str) -> None:
    """One line of talk; answers go to standard output, talk to standard error."""
    typer.echo(line, err=True)
