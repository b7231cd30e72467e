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
from services.projector.kept import Kept
from services.read_store import schemas
from services.read_store.state import resolved, state_at
from services.read_store.words import words_of
from services.resolve.citing import membership_in_words, place_in_words
from services.resolve.clocks import Clocks
from services.resolve.conclusions import ParticipationConclusion, PlaceConclusion
from services.resolve.findings import MembershipFound, PlaceFound
from services.resolve.outlook import with_due

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
        kept = Kept()
        for batch in read(kafka, topics.article_events, PARTITION, 0, end):
            apply(engine, schema, batch, feeds=False, kept=kept)
            progress(batch[-1].offset + 1, end)
        with schemas.reading(engine, schema) as connection:
            summed = state_at(connection, clocks)
            found = list(resolved(connection, clocks))
            words = words_of(connection, found)
            placed = (place_in_words(one, words) for one in found if isinstance(one, PlaceFound))
            return Replayed(
                clocks=clocks,
                presence=tuple(with_due(one, clocks.as_of) if clocks.as_of else one for one in placed),
                participation=tuple(
                    membership_in_words(one, words) for one in found if isinstance(one, MembershipFound)
                ),
                state_hash=summed.hash,
                claims=summed.claims,
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
