"""Two schemas at one position: what a comparison and a flip stand on."""

from collections.abc import Iterator
from contextlib import contextmanager

from sqlalchemy import Connection, Engine

from events.streams import ARTICLE_EVENTS
from services.projector.apply import PARTITION
from services.projector.fill import Reads
from services.projector.finish import catch_up
from services.read_store.offsets import next_offset
from services.read_store.schemas import live_schema, reading


def live_position(connection: Connection) -> int:
    """The offset up to which the schema that answers has read."""
    return next_offset(connection, live_schema(connection), ARTICLE_EVENTS, PARTITION)


def live_offset(engine: Engine) -> int:
    """The same, asked of the store."""
    with engine.connect() as connection:
        return live_position(connection)


def follow(engine: Engine, schema: str, read: Reads) -> int:
    """Bring a schema to where the one that answers stands, never beyond: what it has not read must make news yet."""
    position = live_offset(engine)
    catch_up(engine, schema, read, position, lambda _done, _total: None)
    return position


@contextmanager
def level(engine: Engine, schema: str, read: Reads) -> Iterator[tuple[Connection, int]]:
    """A read-only snapshot in which a schema stands where the live one does, with that position.

    The live worker is held for the few records that it read meanwhile, no longer; readers are not held at all.
    """
    follow(engine, schema, read)
    with engine.connect() as holder:
        live_schema(holder, hold="alone")
        follow(engine, schema, read)
        with reading(engine) as connection:
            position = live_position(connection)
            holder.rollback()
            yield connection, position
