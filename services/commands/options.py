"""Options that several commands share, and how their values are handed on."""

from typing import Annotated

import typer

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
