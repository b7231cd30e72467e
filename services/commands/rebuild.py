"""`drawdown rebuild`, `rollback` and `prune`: the read models anew, the way back, and what is left over."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import asdict
from datetime import UTC, datetime
from typing import Annotated, Any

import orjson
import typer

from services import settings
from services.commands.failure import failures_told
from services.commands.options import AsJson, DataDir, say
from services.commands.stored import read_store

DryRun = Annotated[bool, typer.Option("--dry-run", help="Show the difference, change nothing that answers.")]
Anew = Annotated[bool, typer.Option("--discard", help="Begin anew, even if an unfinished rebuild could go on.")]
OnlyList = Annotated[bool, typer.Option("--dry-run", help="Only tell what would be dropped.")]


def rebuild(dry_run: DryRun = False, discard: Anew = False, data_dir: DataDir = None, as_json: AsJson = False) -> None:
    """Build the read models anew from the log, compare them with those that answer, and put them in their place.

    Reads go on all the while. What the new ones conclude otherwise is shown, and told in the feed as `history_revised`.
    A rebuild that was ended goes on where it stopped. The old read models are kept for `drawdown rollback`.

    Examples:

    \b
      drawdown rebuild --dry-run
      drawdown rebuild
    """
    from services.commands.progress import stages
    from services.projector.rebuild import rebuild as build_anew

    with failures_told(), _store(data_dir) as (found, engine), stages("rebuilding") as (progress, step):
        compared = build_anew(
            engine, found.kafka_address(), found.topics, datetime.now(UTC), progress, step, flips=not dry_run,
            anew=discard,
        )  # fmt: skip
        _show(compared, as_json)


def rollback(dry_run: DryRun = False, data_dir: DataDir = None, as_json: AsJson = False) -> None:
    """Let the read models that answered before answer again; they are brought level first.

    Examples:

    \b
      drawdown rollback --dry-run
      drawdown rollback
    """
    from services.projector.rebuild import rollback as go_back

    with failures_told(), _store(data_dir) as (found, engine):
        now = datetime.now(UTC)
        _show(go_back(engine, found.kafka_address(), found.topics, now, flips=not dry_run), as_json)


def prune(dry_run: OnlyList = False, data_dir: DataDir = None, as_json: AsJson = False) -> None:
    """Drop the read models that do not answer: those kept for a rollback, and unfinished rebuilds and replays.

    Example:

    \b
      drawdown prune --dry-run
    """
    from services.projector.rebuild import prune as drop_others

    with failures_told(), _store(data_dir) as (_, engine):
        dropped, kept = drop_others(engine, drops=not dry_run)
        if as_json:
            typer.echo(orjson.dumps({"dropped": dropped, "kept": kept}).decode())
            return
        verb = "would be dropped" if dry_run else "dropped"
        typer.echo("".join(f"{schema}  {verb}\n" for schema in dropped) or "nothing to drop\n", nl=False)
        for schema in kept:
            say(f"{schema} is being worked on and was kept")


@contextmanager
def _store(data_dir: Any) -> Iterator[tuple[settings.Settings, Any]]:
    found = settings.load(data_dir=data_dir)
    with read_store(found.database_url(), 6) as engine:
        yield found, engine


def _show(compared: Any, as_json: bool) -> None:
    from services.commands.tables import comparison_table, revisions_table, show

    if as_json:
        typer.echo(orjson.dumps(document(compared)).decode())
        return
    shown = document(compared)
    show(comparison_table(shown))
    if shown["revisions"]:
        show(revisions_table(shown["revisions"]))
    else:
        say("both conclude the same")
    if compared.flipped is None:
        say(f"{compared.live} still answers; without --dry-run {compared.schema} takes its place")
    else:
        say(f"{compared.schema} answers now; {compared.flipped.told} entries in the feed tell what it revised")


def document(compared: Any) -> dict[str, Any]:
    """A comparison as one JSON document."""
    from services.commands.revised import revision_shown

    return {
        "live": compared.live,
        "schema": compared.schema,
        "position": compared.position,
        "equal": all(table.equal for table in compared.tables),
        "tables": [{**asdict(table), "equal": table.equal} for table in compared.tables],
        "revisions": [revision_shown(revision) for revision in compared.revisions],
        "flipped": asdict(compared.flipped) if compared.flipped else None,
    }
