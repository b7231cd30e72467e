"""From a filled schema to one that could answer: keys, checked chains, copies, conclusions. A step can be repeated."""

from collections.abc import Callable, Iterator

from sqlalchemy import Engine

from events.codec import LogRecord
from events.streams import ARTICLE_EVENTS
from services.projector.apply import PARTITION, apply, stream_named, take
from services.projector.fill import Progress, Reads, fill
from services.projector.projections.conclusions import conclude_all
from services.read_store import builds, fills, loading, offsets, schemas
from services.read_store.matters import membership_matter, memberships, place_matter, places

MATTERS_AT_ONCE = 50
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
        _key(engine, schema, read, end)
        stage = "indexing"
    if stage == "indexing":
        say("drawing conclusions")
        _conclude(engine, schema, progress)
    catch_up(engine, schema, read, end, progress)


def catch_up(engine: Engine, schema: str, read: Reads, end: int, progress: Progress) -> None:
    """Apply what the log has up to but without `end`, as a live worker would, without the feed."""
    with engine.connect() as connection:
        following = offsets.next_offset(connection, schema, ARTICLE_EVENTS, PARTITION)
    for records in read(following, end):
        apply(engine, schema, records, feeds=False)
        progress(records[-1].offset + 1, end)


def _stage(engine: Engine, schema: str) -> str:
    with engine.connect() as connection:
        found = builds.find(connection, schema)
    if found is None:
        raise LookupError(f"{schema} was never begun")
    return found.stage


def _key(engine: Engine, schema: str, read: Reads, end: int) -> None:
    """Keys, heads of streams, pairs of copies; streams in which something is amiss are applied record by record."""
    with engine.begin() as connection:
        schemas.within(connection, schema)
        careful = loading.key_tables(connection) | loading.follow_chains(connection)
        careful |= fills.set_aside(connection, schema)
        loading.forget_streams(connection, careful)
        loading.pair_copies(connection)
        for records in _of_streams(read, end if careful else 0, careful):
            take(connection, schema, records, feeds=False)
        offsets.move(connection, schema, ARTICLE_EVENTS, PARTITION, 0, end)
        builds.save(connection, schema, stage="indexing")


def _of_streams(read: Reads, end: int, streams: set[str]) -> Iterator[list[LogRecord]]:
    for records in read(0, end):
        found = [record for record in records if stream_named(record) in streams]
        if found:
            yield found


def _conclude(engine: Engine, schema: str, progress: Progress) -> None:
    with engine.begin() as connection:
        schemas.within(connection, schema)
        names = [place_matter(place) for place in places(connection)]
        names += [membership_matter(org, member) for org, member in memberships(connection)]
    for start in range(0, len(names), MATTERS_AT_ONCE):
        with engine.begin() as connection:
            conclude_all(schemas.within(connection, schema), names[start : start + MATTERS_AT_ONCE])
        progress(min(start + MATTERS_AT_ONCE, len(names)), len(names))
    with engine.begin() as connection:
        builds.save(connection, schema, stage="ready")
