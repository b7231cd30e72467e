"""From the table of finished records to the topics, in order. What a crash leaves unmarked is sent again as it was."""

import logging
import threading

from sqlalchemy import Engine, text
from sqlalchemy.exc import OperationalError

from events.streams import ARTICLE_EVENTS, DEAD_LETTERS, Topics
from services.event_log.producer import Outgoing, RecordProducer
from services.event_log.topics import LogUnavailable
from services.read_store import ledger
from services.read_store.offsets import next_offset
from services.read_store.schemas import live_schema

log = logging.getLogger(__name__)

BATCH = 500
IDLE_SECONDS = 0.2
BACK_OFF_SECONDS = 1.0
LOCK = text("select pg_try_advisory_lock(hashtext('drawdown.relay'))")


class Relay(threading.Thread):
    """Sends until stopped. Of several ingest workers one relays at a time."""

    def __init__(self, engine: Engine, kafka: str, topics: Topics) -> None:
        super().__init__(name="relay", daemon=True)
        self._engine = engine
        self._producer = RecordProducer(kafka, "drawdown-relay", gives_up=False)
        self._names = {ARTICLE_EVENTS: topics.article_events, DEAD_LETTERS: topics.dead_letters}
        self._wanted = threading.Event()
        self._stopping = threading.Event()

    def wake(self) -> None:
        """There is something to send."""
        self._wanted.set()

    def stop(self) -> None:
        """Stop after the batch in hand."""
        self._stopping.set()
        self._wanted.set()
        self.join(timeout=10)

    def run(self) -> None:
        while not self._stopping.is_set():
            try:
                self._hold_the_lock_and_send()
            except (OperationalError, LogUnavailable) as error:
                log.warning("the relay waits: %s", str(error).splitlines()[0])
                self._stopping.wait(BACK_OFF_SECONDS)

    def _hold_the_lock_and_send(self) -> None:
        with self._engine.connect().execution_options(isolation_level="AUTOCOMMIT") as guard:
            if not guard.execute(LOCK).scalar_one():
                self._stopping.wait(BACK_OFF_SECONDS)
                return
            while not self._stopping.is_set():
                guard.execute(text("select 1"))
                if not self._send_some():
                    self._wanted.wait(IDLE_SECONDS)
                self._wanted.clear()

    def _send_some(self) -> bool:
        with self._engine.begin() as connection:
            rows = ledger.unsent(connection, BATCH)
            if rows:
                records = [
                    Outgoing(
                        self._names[row["topic"]],
                        row["key"],
                        tuple((name, value.encode()) for name, value in row["headers"]),
                        row["value"],
                    )
                    for row in rows
                ]
                sent = self._producer.send(records)
                ledger.mark_sent(connection, {row["id"]: at.offset for row, at in zip(rows, sent, strict=True)})
                ledger.forget_read(connection, next_offset(connection, live_schema(connection), ARTICLE_EVENTS, 0))
        return len(rows) == BATCH
