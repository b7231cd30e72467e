"""The `drawdown` command: one table of its verbs. Parses and calls, nothing else."""

from collections.abc import Callable
from importlib.metadata import version
from typing import Annotated

import typer

from services.commands import (
    changes,
    demo,
    diff,
    down,
    events,
    explain,
    extract,
    migrate,
    participation,
    presence,
    publish,
    rebuild,
    reextract,
    replay,
    review,
    run,
    schemas,
    status,
    topics,
    up,
    verify,
)
from services.stack.garbage import collect_seldom

PANELS: dict[str, list[Callable[..., None]]] = {
    "The stack on this machine": [up.up, down.down, status.status, demo.demo],
    "Articles": [publish.publish, extract.extract, explain.explain, reextract.reextract, review.review],
    "Answers": [
        presence.presence, participation.participation, diff.diff, changes.changes, events.events, replay.replay,
    ],
    "The read models": [rebuild.rebuild, rebuild.rollback, rebuild.prune, verify.verify],
    "Parts, as Compose runs them": [
        topics.topics, migrate.migrate, run.ingest, run.projector, run.api, schemas.schemas,
    ],
}  # fmt: skip

app = typer.Typer(
    no_args_is_help=True,
    add_completion=True,
    context_settings={"help_option_names": ["-h", "--help"]},
    rich_markup_mode="rich",
    pretty_exceptions_enable=False,
)
for panel, verbs in PANELS.items():
    for verb in verbs:
        app.command(rich_help_panel=panel)(verb)


def _show_version(wanted: bool) -> None:
    if wanted:
        typer.echo(f"drawdown {version('drawdown')}")
        raise typer.Exit


@app.callback()
def _drawdown(
    _version: Annotated[
        bool, typer.Option("--version", callback=_show_version, is_eager=True, help="Print the version.")
    ] = False,
) -> None:
    """Who is leaving where, on whose word: news articles become events, events become answers with cited sentences.

    Begin with `drawdown demo`. Exit codes: 0 done, 1 failed, 2 wrong usage, 3 not found, 4 part of a batch failed,
    5 verification mismatch, 69 a part does not answer, 130 interrupted.
    """


def main() -> None:
    """Entry point of the installed command."""
    collect_seldom()
    app(prog_name="drawdown")


if __name__ == "__main__":
    main()
