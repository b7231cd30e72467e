"""Where the read models stand: what every answer says of itself."""

from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any

from sqlalchemy import Connection, Engine, Select, func, or_, select, true

from events.streams import ARTICLE_EVENTS, ARTICLES
from services.read_store import parked
from services.read_store.offsets import next_offsets
from services.read_store.schemas import NO_POINTER, NoLiveProjection, migrated, reading
from services.read_store.tables_projection import article_streams
from services.read_store.tables_shared import (
    ingest_outgoing,
    ingest_results,
    live_projection,
    log_identity,
    projection_offsets,
)

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
    """Where the live projection stands. `lag_seconds` is the age of the oldest event it has not read, 0 if level.

    Raises NoLiveProjection on a store never migrated.
    """
    with migrated():
        row = connection.execute(STANDING).one_or_none()
    if row is None:
        raise NoLiveProjection(NO_POINTER)
    schema, log, following, events, oldest = row
    seconds = (datetime.now(UTC) - oldest).total_seconds() if oldest else 0.0
    return Standing(schema, log, following, events, max(0.0, seconds))


def _standing() -> Select[Any]:
    """The live schema, its log (empty where no worker ever followed one), the first offset it has not applied, how
    many finished events it has not read, and when the oldest of them was recorded."""
    of_live = (projection_offsets.c.projection == live_projection.c.schema_name) & (
        (projection_offsets.c.topic == ARTICLE_EVENTS) & (projection_offsets.c.partition == 0)
    )
    following = func.coalesce(projection_offsets.c.next_offset, 0)
    unread = or_(ingest_outgoing.c.sent_offset.is_(None), ingest_outgoing.c.sent_offset >= following)
    waiting = (
        select(func.count().label("events"), func.min(ingest_outgoing.c.recorded_at).label("oldest"))
        .where(ingest_outgoing.c.topic == ARTICLE_EVENTS, unread)
        .lateral()
    )
    log = func.coalesce(log_identity.c.topic_id, "")
    return (
        select(live_projection.c.schema_name, log, following, waiting.c.events, waiting.c.oldest)
        .outerjoin(projection_offsets, of_live)
        .outerjoin(log_identity, log_identity.c.topic == ARTICLE_EVENTS)
        .join(waiting, true())
    )


STANDING = _standing()
"""One statement, and made once: every answer asks it."""


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
