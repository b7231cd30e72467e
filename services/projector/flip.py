"""The flip: in one short transaction a schema takes the place of the one that answers. Reads go on all the while."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import Connection, Engine

from events.streams import ARTICLE_EVENTS
from services.projector.apply import PARTITION, apply_within
from services.projector.fill import Reads
from services.projector.kept import Kept
from services.projector.level import live_position
from services.projector.projections.conclusions import details
from services.read_store import builds, outbox, schemas
from services.read_store.feed import feed_end
from services.read_store.offsets import next_offset
from services.read_store.revisions import revised
from services.read_store.schemas import within
from services.read_store.words import words_of
from services.resolve.citing import in_words


@dataclass(frozen=True, slots=True)
class Flipped:
    """What took the place of what, at which offset, and how many `history_revised` entries that made."""

    before: str
    after: str
    position: int
    told: int


def flip(engine: Engine, schema: str, read: Reads, differing: Collection[str], at: datetime) -> Flipped:
    """Let a schema that is nearly level answer. `differing` are the matters that it was found to conclude otherwise on.

    The live worker waits for the end; then it goes on in the new schema, from the same offset. What the new schema
    concludes otherwise is told as a revision of history, never as news.
    """
    with engine.begin() as connection:
        live = schemas.live_schema(connection, hold="alone")
        position = live_position(connection)
        touched = set(differing)
        for records in read(next_offset(connection, schema, ARTICLE_EVENTS, PARTITION), position):
            touched |= apply_within(connection, schema, records, False, Kept()).touched
        told = _tell(connection, live, schema, touched, position, at)
        builds.flip(connection, schema)
        outbox.wake(connection)
    return Flipped(live, schema, position, told)


def _tell(connection: Connection, live: str, schema: str, matters: set[str], position: int, at: datetime) -> int:
    """Write the differences to the feed, each with its row in the words that the new schema has."""
    caused_by = f"{live}>{schema}@{position}.{feed_end(connection)}"
    revisions = [one for one in revised(connection, live, schema, matters) if one.changes]
    within(connection, schema)
    words = words_of(connection, [one.after for one in revisions if one.after is not None])
    told = 0
    for one in revisions:
        rows = details(in_words(one.after, words)) if one.after is not None else {}
        told += outbox.add_revisions(connection, one.changes, caused_by, position - 1, at, rows)
    return told
