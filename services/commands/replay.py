"""`drawdown replay`: the read models of a past moment, from the log."""

import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, date, datetime
from typing import Annotated, Any, Literal

import orjson
import typer

from services import settings
from services.commands.failure import failures_told
from services.commands.options import AsJson, DataDir, say
from services.commands.stored import read_store

EXIT_MISMATCH = 5
Until = Annotated[
    str | None,
    typer.Option("--until", help="The day to stop at: 2024-05-10, 2024-05 or 2024; or a position that an answer gave."),
]
Clock = Annotated[
    Literal["published", "recorded"],
    typer.Option("--clock", help="Whether the day is one of publication or one of this log's own recording."),
]
Verify = Annotated[bool, typer.Option("--verify", help="Compare with the live answers; exit code 5 if they differ.")]
Watch = Annotated[bool, typer.Option("--watch", help="Show the table changing, month by month.")]
WithoutSource = Annotated[list[str] | None, typer.Option("--without-source", help="As if an outlet had not written.")]
WithoutArticle = Annotated[list[str] | None, typer.Option("--without-article", help="As if an article were not there.")]
Only = Annotated[
    Literal["A", "B", "C", "D", "E", "F"] | None,
    typer.Option("--only-reliability", help="Only sources of this letter or a better one."),
]
Extractor = Annotated[
    str | None,
    typer.Option("--extractor", help="As this version read the texts, or `current`: as the one at hand reads them."),
]


@dataclass(frozen=True)
class Asked:
    """What is asked of the past: a day on a clock, or a position, or all there is."""

    day: date | None
    position: int | None
    recorded: bool


@dataclass(frozen=True)
class Supposed:
    """What is to be supposed."""

    sources: tuple[str, ...]
    articles: tuple[str, ...]
    only: Any
    extractor: str | None

    def __bool__(self) -> bool:
        return bool(self.sources or self.articles or self.only or self.extractor)


def replay(
    until: Until = None,
    clock: Clock = "published",
    verify: Verify = False,
    watch: Watch = False,
    without_source: WithoutSource = None,
    without_article: WithoutArticle = None,
    only_reliability: Only = None,
    extractor: Extractor = None,
    data_dir: DataDir = None,
    as_json: AsJson = False,
) -> None:
    """Rebuild the read models from the log beside the live ones, and print what was known at a moment.

    The live read models are left alone and nobody is alerted. After Ctrl-C the same command goes on where it stopped.
    With a supposition the differences to the live answers are shown.

    Examples:

    \b
      drawdown replay --until 2024-05-10 --verify
      drawdown replay --until 2026-01 --clock recorded --json
      drawdown replay --until 2024-12 --watch
      drawdown replay --without-source "Example Herald"
    """
    supposed = Supposed(tuple(without_source or ()), tuple(without_article or ()), only_reliability, extractor)
    with failures_told():
        asked = _asked(until, clock)
        with _replayed(settings.load(data_dir=data_dir), asked) as (connection, schema, events):
            if watch:
                _watch(connection, schema, asked)
                return
            shown = _document(connection, schema, asked, supposed)
            mismatch = _mismatch(connection, schema, asked) if verify else None
        shown |= {"until": until, "clock": clock, "events": events}
        if verify:
            shown["mismatch"] = mismatch._asdict() if mismatch else None
        _show(shown, as_json)
        if mismatch is not None:
            raise typer.Exit(EXIT_MISMATCH)


@contextmanager
def _replayed(found: settings.Settings, asked: Asked) -> Iterator[tuple[Any, str, int]]:
    """A snapshot of a schema with the log, level with the live one, or up to a position; and how much was read."""
    from services.commands.progress import stages
    from services.projector import replay as replaying
    from services.projector.level import level, live_offset
    from services.read_store.schemas import reading

    log = found.kafka_address(), found.topics
    reads = replaying.reads_of(*log)
    with read_store(found.database_url(), 6) as engine, stages("replaying") as (progress, step):
        end = replaying.end_of(*log, asked.position, live_offset(engine))
        name = replaying.SCHEMA if asked.position is None else f"{replaying.SCHEMA}_{asked.position}"
        with replaying.replayed(engine, reads, end, name, progress, step, replaying.fills_of(*log)) as schema:
            if asked.position is not None:
                with reading(engine, schema) as connection:
                    yield connection, schema, end
            else:
                with level(engine, schema, reads) as (connection, position):
                    yield connection, schema, position


def _asked(until: str | None, clock: str) -> Asked:
    from events.article import moment
    from services.stack.errors import USAGE, StackError

    if until is None:
        return Asked(None, None, clock == "recorded")
    try:
        return Asked(moment(until).date(), None, clock == "recorded")
    except ValueError as no_day:
        position = _position(until)
        if position is None:
            raise StackError(f"--until: {no_day}, nor is it a position", USAGE) from no_day
        return Asked(None, position, clock == "recorded")


def _position(until: str) -> int | None:
    """The offset of a position: a token that an answer gave, or as `drawdown status` tells it."""
    from services.api.tokens import ReadPosition, token_of

    _, _, offset = until.rpartition(":")
    if offset.isdigit():
        return int(offset)
    try:
        token = token_of(until)
    except ValueError:
        return None
    return token.offset if isinstance(token, ReadPosition) else None


def _clocks(asked: Asked) -> Any:
    from services.projector.replay import clocks_until
    from services.resolve.clocks import Clocks

    if asked.day is None:
        return Clocks(as_of=datetime.now(UTC).date())
    return clocks_until(asked.day, "recorded" if asked.recorded else "published")


def _document(connection: Any, schema: str, asked: Asked, supposed: Supposed) -> dict[str, Any]:
    from services.commands.past import differences_if, document

    clocks = _clocks(asked)
    shown = {"as_of": str(clocks.as_of), **document(connection, schema, clocks)}
    if supposed:
        shown["differences"] = differences_if(connection, schema, clocks, _supposition(connection, supposed))
    return shown


def _supposition(connection: Any, supposed: Supposed) -> Any:
    from dataclasses import replace

    from services.api.supposing import unheard
    from services.resolve.supposing import Supposition
    from services.stack.errors import NOT_FOUND, StackError

    found = Supposition(
        without_sources=frozenset(supposed.sources),
        without_articles=frozenset(supposed.articles),
        only_reliability=supposed.only,
        extractor=None if supposed.extractor == "current" else supposed.extractor,
    )
    for one in unheard(connection, found):
        raise StackError(f"--{one.parameter.replace('_', '-')}: {one}", NOT_FOUND)
    if supposed.extractor != "current":
        return found
    from services.commands.rereading import read_all_again
    from services.commands.rereading import supposed as reread

    return replace(found, rereadings=reread(connection, list(read_all_again(connection))).rereadings)


def _mismatch(connection: Any, schema: str, asked: Asked) -> Any:
    from services.commands.past import first_mismatch

    return first_mismatch(connection, schema, _clocks(asked), datetime.now(UTC).date(), asked.position)


def _watch(connection: Any, schema: str, asked: Asked) -> None:
    """A table that changes on a terminal; elsewhere a line a month."""
    import sys

    from rich.console import Console
    from rich.live import Live

    from services.api.naming import Names
    from services.api.rows import presence_row
    from services.commands.past import months
    from services.commands.tables import changes_told, presence_table
    from services.read_store.names import listed_places

    until = asked.day or datetime.now(UTC).date()
    names = Names(listed_places(connection))
    if not sys.stdout.isatty():
        for month in months(connection, schema, until, asked.recorded):
            counts = ", ".join(f"{value} {count}" for value, count in month.counts.items())
            typer.echo(f"{month.day}  {counts or 'nothing known'}  {changes_told(month.changes)}".rstrip())
        return
    with Live(console=Console(), auto_refresh=False, screen=False) as live:
        for month in months(connection, schema, until, asked.recorded):
            rows = [row for place in month.presence for row in place.subjects if row.status != "unknown" or row.outlook]
            title = f"{month.day}  {len(month.changes)} changes this month"
            live.update(presence_table([presence_row(row, names).model_dump(mode="json") for row in rows], title))
            live.refresh()
            time.sleep(WATCH_SECONDS)


WATCH_SECONDS = 0.4


def _show(document: dict[str, Any], as_json: bool) -> None:
    from services.commands.tables import participation_table, presence_table, revisions_table, revisions_told, show

    if as_json:
        typer.echo(orjson.dumps(document).decode())
        return
    if "differences" in document:
        show(revisions_table(document["differences"]))
        say(f"{revisions_told(document['differences'])}, as of {document['as_of']}")
        return
    when = f"as {document['clock']} by {document['as_of']}" if document["until"] else "now"
    show(
        presence_table(document["presence"], f"Presence {when}"),
        participation_table(document["participation"], f"Participation {when}"),
    )
    say(f"{document['events']} events read, {document['claims']} claims counted")
    typer.echo(f"state hash {document['state_hash']}")
    if "mismatch" in document:
        _show_mismatch(document["mismatch"])


def _show_mismatch(mismatch: dict[str, Any] | None) -> None:
    if mismatch is None:
        say("the live answers are the same, to the byte")
        return
    typer.echo(f"the live answer differs, first on {mismatch['matter']}:")
    typer.echo(f"  live      {mismatch['live'] or 'no such row'}")
    typer.echo(f"  replayed  {mismatch['replayed'] or 'no such row'}")
