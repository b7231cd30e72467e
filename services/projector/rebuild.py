"""Rebuild: the read models anew, beside those that answer, compared with them, then in their place."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, replace
from datetime import datetime
from functools import partial

from sqlalchemy import Connection, Engine

from events.streams import Topics
from services.event_log.reader import read
from services.projector.apply import PARTITION
from services.projector.fill import Progress, Reads
from services.projector.fill_in_parts import fill_in_parts
from services.projector.finish import Say, build
from services.projector.flip import Flipped, flip
from services.projector.level import level, live_position
from services.read_store import builds, schemas
from services.read_store.comparing import TableComparison, compare_tables
from services.read_store.revisions import Revision, revised


class NothingToGoBackTo(RuntimeError):
    """No schema that answered before is kept."""


@dataclass(frozen=True, slots=True)
class Compared:
    """A schema beside the one that answers, both at one position: tables, and what they conclude differently."""

    live: str
    schema: str
    position: int
    tables: tuple[TableComparison, ...]
    revisions: tuple[Revision, ...]
    flipped: Flipped | None = None


def rebuild(
    engine: Engine, kafka: str, topics: Topics, at: datetime, progress: Progress, say: Say, *, flips: bool, anew: bool
) -> Compared:
    """Fill a schema from the log, follow until level, compare with the one that answers, and flip.

    One that an earlier call left unfinished is taken up again, unless `anew`. With `flips` false it is left ready, and
    the next call goes on from there. `at` is the time of the flip. Raises LogUnavailable, Busy.
    """
    reads = partial(read, kafka, topics.article_events, PARTITION)
    with _begun(engine, anew, say) as schema:
        with engine.connect() as connection:
            end = live_position(connection)
        build(engine, schema, reads, end, progress, say, partial(fill_in_parts, kafka, topics.article_events))
        say("comparing with the schema that answers")
        compared = _compare(engine, schema, reads)
        return replace(compared, flipped=_flip(engine, compared, reads, at)) if flips else compared


def rollback(engine: Engine, kafka: str, topics: Topics, at: datetime, *, flips: bool) -> Compared:
    """Let the schema that answered before answer again, brought level first. Raises NothingToGoBackTo, Busy."""
    reads = partial(read, kafka, topics.article_events, PARTITION)
    with engine.connect() as connection:
        kept = [build for build in builds.listed(connection) if build.retired_at is not None]
    if not kept:
        raise NothingToGoBackTo("no schema that answered before is kept: `drawdown rebuild` makes a new one")
    last = max(kept, key=lambda build: str(build.retired_at))
    if last.shape != builds.shape():
        raise NothingToGoBackTo(f"{last.schema} has tables of another release: start that one, or rebuild")
    with builds.alone(engine, last.schema):
        compared = _compare(engine, last.schema, reads)
        return replace(compared, flipped=_flip(engine, compared, reads, at)) if flips else compared


def prune(engine: Engine, *, drops: bool) -> tuple[list[str], list[str]]:
    """Drop the schemas that do not answer: those that did before, and unfinished ones. Returns (dropped, kept).

    Kept are those that a process works on just now. With `drops` false nothing is dropped, only told.
    """
    with engine.connect() as connection:
        live = schemas.live_schema(connection)
        others = [build.schema for build in builds.listed(connection) if build.schema != live]
    dropped, kept = [], []
    for schema in others:
        try:
            with builds.alone(engine, schema):
                if drops:
                    with engine.begin() as connection:
                        schemas.drop(connection, schema)
                dropped.append(schema)
        except builds.Busy:
            kept.append(schema)
    return dropped, kept


@contextmanager
def _begun(engine: Engine, anew: bool, say: Say) -> Iterator[str]:
    """The schema to be built, alone: the unfinished one where there is one that this code began, else a new one."""
    with engine.connect() as connection:
        schema, fits = _unfinished(connection)
    if schema is not None:
        with builds.alone(engine, schema):
            if fits and not anew:
                say(f"going on with {schema}")
                yield schema
                return
            say(f"discarding {schema}" + ("" if fits else ", which other code began"))
            with engine.begin() as connection:
                schemas.drop(connection, schema)
    with engine.connect() as connection:
        schema = builds.next_name(connection)
    with builds.alone(engine, schema):
        with engine.begin() as connection:
            schemas.create_bare(connection, schema)
            builds.begin(connection, schema, "answers")
        yield schema


def _unfinished(connection: Connection) -> tuple[str | None, bool]:
    live = schemas.live_schema(connection)
    for found in builds.listed(connection):
        if found.purpose == "answers" and found.retired_at is None and found.schema != live:
            return found.schema, found.rules == builds.rules()
    return None, False


def _compare(engine: Engine, schema: str, reads: Reads) -> Compared:
    with level(engine, schema, reads) as (connection, position):
        live = schemas.live_schema(connection)
        tables = tuple(compare_tables(connection, live, schema))
        unequal = {table.table for table in tables if not table.equal}
        revisions = tuple(revised(connection, live, schema)) if unequal else ()
        return Compared(live, schema, position, tables, revisions)


def _flip(engine: Engine, compared: Compared, reads: Reads, at: datetime) -> Flipped:
    return flip(engine, compared.schema, reads, [revision.matter for revision in compared.revisions], at)
