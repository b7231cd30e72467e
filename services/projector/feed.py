"""From the outbox to the topic `status-changes`, in the order of the feed; releases what has come due."""

from datetime import UTC, datetime
from typing import Any

from sqlalchemy import Engine, text
from sqlalchemy.exc import InterfaceError, OperationalError

from events.codec import encode_change
from events.status_change import StatusChanged
from events.streams import Topics
from services.event_log.producer import Outgoing, RecordProducer
from services.event_log.sender import Sender
from services.event_log.topics import LogUnavailable
from services.read_store import outbox

BATCH = 200
IDLE_SECONDS = 0.5
LOCK = text("select pg_try_advisory_xact_lock(hashtext('drawdown.feed.publisher'))")


def feed(engine: Engine, kafka: str, topics: Topics) -> Sender:
    """The publisher of the feed, not yet started. The only place that compares a plan's date with the wall clock."""
    producer = RecordProducer(kafka, "drawdown-feed", gives_up=False)

    def send_some() -> bool:
        with engine.begin() as connection:
            if not connection.execute(LOCK).scalar_one():
                return False
            if outbox.release_due(connection, datetime.now(UTC).date()):
                outbox.wake(connection)
            rows = outbox.unsent(connection, BATCH)
            if rows:
                messages = [encode_change(status_change(row)) for row in rows]
                producer.send([Outgoing(topics.status_changes, m.key, m.headers, m.value) for m in messages])
                outbox.mark_sent(connection, [row["id"] for row in rows])
        return len(rows) == BATCH

    return Sender("the feed", send_some, IDLE_SECONDS, (OperationalError, InterfaceError, LogUnavailable))


def status_change(row: dict[str, Any]) -> StatusChanged:
    """A row of the outbox as subscribers see it."""
    fields = set(StatusChanged.model_fields) - {"due_on"}
    return StatusChanged(**{name: row[name] for name in fields}, due_on=row["not_before"])
