"""From the outbox to the topic `status-changes`, in the order of the feed; releases what has come due."""

import logging
import threading
from datetime import UTC, datetime
from typing import Any

from sqlalchemy import Engine, text
from sqlalchemy.exc import OperationalError

from events.codec import encode_change
from events.status_change import StatusChanged
from events.streams import Topics
from services.event_log.producer import Outgoing, RecordProducer
from services.event_log.topics import LogUnavailable
from services.read_store import outbox

log = logging.getLogger(__name__)

BATCH = 200
IDLE_SECONDS = 0.5
BACK_OFF_SECONDS = 1.0
LOCK = text("select pg_try_advisory_xact_lock(hashtext('drawdown.feed.publisher'))")


class FeedPublisher(threading.Thread):
    """Publishes until stopped. The only place that compares a plan's date with the wall clock."""

    def __init__(self, engine: Engine, kafka: str, topics: Topics) -> None:
        super().__init__(name="feed", daemon=True)
        self._engine = engine
        self._topic = topics.status_changes
        self._producer = RecordProducer(kafka, "drawdown-feed", gives_up=False)
        self._stopping = threading.Event()
        self._wanted = threading.Event()

    def wake(self) -> None:
        """There may be something to send."""
        self._wanted.set()

    def stop(self) -> None:
        """Stop after the batch in hand."""
        self._stopping.set()
        self._wanted.set()
        self.join(timeout=10)

    def run(self) -> None:
        while not self._stopping.is_set():
            try:
                if not self.publish_some(datetime.now(UTC)):
                    self._wanted.wait(IDLE_SECONDS)
                self._wanted.clear()
            except (OperationalError, LogUnavailable) as error:
                log.warning("the feed waits: %s", str(error).splitlines()[0])
                self._stopping.wait(BACK_OFF_SECONDS)

    def publish_some(self, now: datetime) -> bool:
        """Release what has come due by `now`, and send one batch. Returns whether there may be more."""
        with self._engine.begin() as connection:
            if not connection.execute(LOCK).scalar_one():
                return False
            if outbox.release_due(connection, now.date()):
                outbox.wake(connection)
            rows = outbox.unsent(connection, BATCH)
            if rows:
                messages = [encode_change(status_change(row)) for row in rows]
                self._producer.send([Outgoing(self._topic, m.key, m.headers, m.value) for m in messages])
                outbox.mark_sent(connection, [row["id"] for row in rows])
        return len(rows) == BATCH


def status_change(row: dict[str, Any]) -> StatusChanged:
    """A row of the outbox as subscribers see it."""
    fields = set(StatusChanged.model_fields) - {"due_on"}
    return StatusChanged(**{name: row[name] for name in fields}, due_on=row["not_before"])
