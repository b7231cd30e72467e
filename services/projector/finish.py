"""From a filled schema to one that could answer: keys, checked chains, conditions, findings. A step can be repeated."""

from collections.abc import Callable, Iterator

from sqlalchemy import Connection, Engine

from events.codec import LogRecord
from events.streams import ARTICLE_EVENTS
from services.projector import conditions
from services.projector.apply import PARTITION, apply, stream_named, take
from services.projector.assembly import Assembly, edition_of, is_part
from services.projector.fill import Progress, Reads, fill, unknown
from services.projector.kept import Kept
from services.projector.projections.conclusions import conclude_all
from services.projector.staging import stage
from services.projector.told import WholeEdition
from services.read_store import builds, fills, findings, loading, offsets, schemas, sifting, streams
from services.read_store.tables_filling import filed
from services.read_store.tables_matters import assertions, restatements
from services.read_store.tables_projection import stream_events

MATTERS_AT_ONCE = 50
TEXTS_AT_ONCE = 500
Say = Callable[[str], None]
Fills = Callable[[Engine, str, Reads, int, Progress], None]


def build(
    engine: Engine, schema: str, read: Reads, end: int, progress: Progress, say: Say, fills_in: Fills = fill
) -> None:
    """Bring a schema that was begun to where it could answer for the log up to but without offset `end`.

    Goes on from whatever step an earlier call was ended in. The caller works on the schema alone. `fills_in` is what
    fills it: in this process, or in several.
    """
    stage = _stage(engine, schema)
    if stage == "filling":
        fills_in(engine, schema, read, end, progress)
        say("building keys and indexes, checking chains")
        _index(engine, schema, read, end)
        stage = "indexing"
    if stage == "indexing":
        say("drawing conclusions")
        _conclude(engine, schema, progress)
    catch_up(engine, schema, read, end, progress)


def catch_up(engine: Engine, schema: str, read: Reads, end: int, progress: Progress) -> None:
    """Apply what the log has up to but without `end`, as a live worker would, without the feed."""
    kept = Kept()
    with engine.connect() as connection:
        following = offsets.next_offset(connection, schema, ARTICLE_EVENTS, PARTITION)
    for records in read(following, end):
        apply(engine, schema, records, feeds=False, kept=kept)
        progress(records[-1].offset + 1, end)


def _stage(engine: Engine, schema: str) -> str:
    with engine.connect() as connection:
        found = builds.find(connection, schema)
    if found is None:
        raise LookupError(f"{schema} was never begun")
    return found.stage


def _index(engine: Engine, schema: str, read: Reads, end: int) -> None:
    """Keys, chains, copies, conditions, and what decides; what was not filled in is added first."""
    with engine.begin() as connection:
        schemas.within(connection, schema)
        careful = loading.key_archive(connection) | fills.set_aside(connection, schema)
        careful |= loading.follow_chains(connection)
        loading.forget_streams(connection, careful)
        last = {assertions, restatements}
        loading.key(connection, (table for table in schemas.TABLES if table not in {*last, stream_events}))
        loading.analyze(connection, [*schemas.TABLES, filed])
        for records in _of_streams(read, end if careful else 0, careful):
            stage(connection, take(connection, schema, records).whole)
        for texts in _later_texts(connection, careful):
            stage(connection, texts)
        loading.pair_copies(connection)
        conditions.settle(connection)
        sifting.sift(connection)
        loading.key(connection, (table for table in schemas.TABLES if table in last))
        loading.analyze(connection, last)
        offsets.move(connection, schema, ARTICLE_EVENTS, PARTITION, 0, end)
        builds.save(connection, schema, stage="indexing")


def _of_streams(read: Reads, end: int, careful: set[str]) -> Iterator[list[LogRecord]]:
    for records in read(0, end):
        found = [record for record in records if stream_named(record) in careful]
        if found:
            yield found


def _later_texts(connection: Connection, careful: set[str]) -> Iterator[list[WholeEdition]]:
    """The texts but the first of all articles that came again, as far as they are whole."""
    assembly, found = Assembly(unknown), list[WholeEdition]()
    for envelope, offset in streams.of_articles_that_came_again(connection):
        parts = assembly.add(envelope) if is_part(envelope) and envelope.stream not in careful else []
        if parts and edition_of(parts).edition > 1:
            found.append(WholeEdition(parts[0], edition_of(parts), parts[1:], offset))
        if len(found) == TEXTS_AT_ONCE:
            yield found
            found = []
    if found:
        yield found


def _conclude(engine: Engine, schema: str, progress: Progress) -> None:
    with engine.connect() as connection:
        names = findings.matters_told(schemas.within(connection, schema))
    for start in range(0, len(names), MATTERS_AT_ONCE):
        with engine.begin() as connection:
            conclude_all(schemas.within(connection, schema), names[start : start + MATTERS_AT_ONCE])
        progress(min(start + MATTERS_AT_ONCE, len(names)), len(names))
    with engine.begin() as connection:
        builds.save(connection, schema, stage="ready")
