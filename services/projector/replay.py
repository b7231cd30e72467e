"""Replay: the log from its beginning into a schema of its own, asked of a past date. The live one is not touched."""

import secrets
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import date
from typing import Literal

from sqlalchemy import Engine

from events.streams import Topics
from services.event_log.reader import read
from services.event_log.topics import LogUnavailable, describe
from services.projector.apply import PARTITION, apply
from services.read_store import schemas
from services.read_store.matters import load_membership, load_place, memberships, places
from services.read_store.state import state_at
from services.resolve.clocks import Clocks
from services.resolve.conclusions import ParticipationConclusion, PlaceConclusion
from services.resolve.participation import participation_of
from services.resolve.presence import presence_at

Clock = Literal["published", "recorded"]
Progress = Callable[[int, int], None]


@dataclass(frozen=True, slots=True)
class Replayed:
    """What was known: conclusions under the clocks, their state hash, and how many events were read."""

    clocks: Clocks
    presence: tuple[PlaceConclusion, ...]
    participation: tuple[ParticipationConclusion, ...]
    state_hash: str
    claims: int
    events: int


def clocks_until(until: date, clock: Clock) -> Clocks:
    """The question that a replay to `until` answers: what was the case that day, as published or recorded by then."""
    if clock == "published":
        return Clocks(as_of=until, reported_by=until, recorded_by=None)
    return Clocks(as_of=until, reported_by=None, recorded_by=until)


def replay(engine: Engine, kafka: str, topics: Topics, clocks: Clocks, progress: Progress) -> Replayed:
    """Fold the whole log into a schema of its own, ask it, and drop it.

    Gaps and chains are checked over whole streams; the clocks choose which claims count. `progress` is told
    (events read, events in all). Raises LogUnavailable.
    """
    state = describe(kafka, [topics.article_events]).get(topics.article_events)
    if state is None:
        raise LogUnavailable(f"topic {topics.article_events} does not exist on {kafka}: run `drawdown topics`")
    end = state.ends.get(PARTITION, 0)
    with _own_schema(engine) as schema:
        for batch in read(kafka, topics.article_events, PARTITION, 0, end):
            apply(engine, schema, batch, feeds=False)
            progress(batch[-1].offset + 1, end)
        with schemas.reading(engine, schema) as connection:
            found = state_at(connection, clocks)
            return Replayed(
                clocks=clocks,
                presence=tuple(
                    presence_at(load_place(connection, place), place, clocks) for place in places(connection)
                ),
                participation=tuple(
                    participation_of(load_membership(connection, org, member), org, member, clocks)
                    for org, member in memberships(connection)
                ),
                state_hash=found.hash,
                claims=found.claims,
                events=end,
            )


@contextmanager
def _own_schema(engine: Engine) -> Iterator[str]:
    schema = f"replay_{secrets.token_hex(6)}"
    with engine.begin() as connection:
        schemas.create(connection, schema)
    try:
        yield schema
    finally:
        with engine.begin() as connection:
            schemas.drop(connection, schema)
