"""Replay: the log from its beginning into a schema of its own, to be asked of a past moment."""

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date
from functools import partial
from typing import Literal

from sqlalchemy import Connection, Engine

from events.streams import ARTICLE_EVENTS, Topics
from services.event_log.reader import read
from services.event_log.topics import LogUnavailable, describe
from services.projector.apply import PARTITION
from services.projector.fill import Progress, Reads, fill
from services.projector.fill_in_parts import fill_in_parts
from services.projector.finish import Fills, Say, build
from services.read_store import builds, fills, schemas
from services.read_store.offsets import next_offset
from services.resolve.clocks import Clocks

Clock = Literal["published", "recorded"]
SCHEMA = "replay"


def clocks_until(until: date, clock: Clock) -> Clocks:
    """The question that a replay to `until` answers: what was the case that day, as published or recorded by then."""
    if clock == "published":
        return Clocks(as_of=until, reported_by=until, recorded_by=None)
    return Clocks(as_of=until, reported_by=None, recorded_by=until)


def reads_of(kafka: str, topics: Topics) -> Reads:
    """The reader of `article-events` on a broker."""
    return partial(read, kafka, topics.article_events, PARTITION)


class NotThere(LookupError):
    """The log does not reach so far."""


def fills_of(kafka: str, topics: Topics) -> Fills:
    """What fills a schema from a broker, with several processes if it is worth it."""
    return partial(fill_in_parts, kafka, topics.article_events)


def end_of(kafka: str, topics: Topics, position: int | None, live: int) -> int:
    """Where a replay is to end: at a position, else where the live schema stands. Raises LogUnavailable, NotThere."""
    state = describe(kafka, [topics.article_events]).get(topics.article_events)
    if state is None:
        raise LogUnavailable(f"topic {topics.article_events} does not exist on {kafka}: run `drawdown topics`")
    end = state.ends.get(PARTITION, 0)
    if position is not None and position > end:
        raise NotThere(f"the log ends at {end}: there is no position {position} yet")
    return live if position is None else position


@contextmanager
def replayed(
    engine: Engine, reads: Reads, end: int, name: str, progress: Progress, say: Say, fills_in: Fills = fill
) -> Iterator[str]:
    """A schema with the log up to but without offset `end`, for as long as the context lasts.

    One that was left before it was full is gone on with. It is dropped at the end, unless it is left by Ctrl-C or a
    failure: then it is kept for the next time. Raises LogUnavailable, Busy.
    """
    with builds.alone(engine, name):
        with engine.begin() as connection:
            _begin(connection, name, end, say)
        build(engine, name, reads, end, progress, say, fills_in)
        yield name
        with engine.begin() as connection:
            schemas.drop(connection, name)


def _begin(connection: Connection, name: str, end: int, say: Say) -> None:
    known = builds.find(connection, name)
    if known is not None:
        stands = next_offset(connection, name, ARTICLE_EVENTS, PARTITION)
        if known.rules == builds.rules() and stands <= end:
            say(f"going on from {max(stands, fills.done(connection, name))}")
            return
        schemas.drop(connection, name)
    schemas.create_bare(connection, name)
    builds.begin(connection, name, "replay")
