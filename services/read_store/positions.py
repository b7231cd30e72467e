"""Where the read models stand: what every answer says of itself."""

from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any

from sqlalchemy import Connection, Engine, func, select

from events.streams import ARTICLE_EVENTS, ARTICLES
from services.read_store import ledger, parked
from services.read_store.offsets import next_offset, next_offsets
from services.read_store.schemas import live_schema, reading
from services.read_store.tables_projection import article_streams
from services.read_store.tables_shared import ingest_results, log_identity

INGEST = "ingest"
"""The name under which ingest keeps its offsets beside those of the projection schemas."""


@dataclass(frozen=True, slots=True)
class Standing:
    """The projection that answers, the log it was read from, up to which offset, and how far it is behind what ingest
    has finished."""

    projection: str
    log: str
    next_offset: int
    lag_events: int
    lag_seconds: float


def standing(connection: Connection) -> Standing:
    """Where the live projection stands. `lag_seconds` is the age of the oldest event it has not read, 0 if level."""
    schema = live_schema(connection)
    following = next_offset(connection, schema, ARTICLE_EVENTS, 0)
    events, oldest = ledger.waiting(connection, following)
    seconds = (datetime.now(UTC) - oldest).total_seconds() if oldest else 0.0
    return Standing(schema, log_of(connection), following, events, max(0.0, seconds))


def log_of(connection: Connection) -> str:
    """The identity of the log that the store was filled from; empty where no worker ever followed one."""
    query = select(log_identity.c.topic_id).where(log_identity.c.topic == ARTICLE_EVENTS)
    return str(connection.execute(query).scalar_one_or_none() or "")


def report(engine: Engine) -> dict[str, Any]:
    """Positions and lag of ingest and projector, for `drawdown status`."""
    with reading(engine) as connection:
        now = standing(connection)
        stopped = select(func.count()).select_from(article_streams).where(article_streams.c.stopped.is_not(None))
        dead = select(func.count()).select_from(ingest_results).where(ingest_results.c.outcome == "dead letter")
        return {
            "ingest": {
                "articles": {str(p): o for p, o in next_offsets(connection, INGEST, ARTICLES).items()},
                "dead_letters": connection.execute(dead).scalar_one(),
            },
            "projector": {
                "projection": now.projection,
                "position": now.next_offset,
                "lag_events": now.lag_events,
                "lag_seconds": round(now.lag_seconds, 3),
                "parked": parked.count(connection, now.projection),
                "streams_stopped": connection.execute(stopped).scalar_one(),
            },
        }
