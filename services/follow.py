"""How a live worker follows a topic: Postgres holds the offsets, Kafka's committed ones are a hint.

Before a worker joins its group, the log is checked to be the one that the store speaks of, and the group's offsets are
set from the store. Whatever the group's machinery skips all the same is read from the log directly, never left out.
"""

import logging
import os
import threading
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from itertools import groupby
from typing import Any

from sqlalchemy import Connection, Engine, select
from sqlalchemy.dialects.postgresql import insert
from sqlalchemy.exc import OperationalError
from tenacity import before_sleep_log, retry, retry_if_exception_type, stop_after_delay, wait_exponential

from events.codec import LogRecord, Message, header_pairs
from services.event_log.groups import set_offsets
from services.event_log.reader import Ends, read
from services.event_log.topics import LogUnavailable, describe
from services.read_store.offsets import next_offset, next_offsets
from services.read_store.tables_shared import log_identity

log = logging.getLogger(__name__)

PATIENCE_SECONDS = 300
WATCH_SECONDS = 2.0
STANDSTILL_SECONDS = 10.0
SESSION_SECONDS = 6
"""A killed worker's partitions are free again after a session: the shortest that a broker allows by default."""
LIVE: dict[str, Any] = {
    "web_enabled": False,
    "topic_allow_declare": False,
    "topic_disable_leader": True,
    "consumer_auto_offset_reset": "none",
    "stream_wait_empty": False,
    "broker_session_timeout": SESSION_SECONDS,
    "broker_heartbeat_interval": SESSION_SECONDS / 4,
    "broker_rebalance_timeout": SESSION_SECONDS,
}
"""How the live runner is set wherever it is used: stateless, on topics that exist, at offsets that were set for it."""
RAW: dict[str, Any] = {"key_type": bytes, "value_type": bytes, "key_serializer": "raw", "value_serializer": "raw"}
"""Topics are read as bytes: what cannot be decoded must reach our own hands."""


class LogDiffers(RuntimeError):
    """The log on the broker is not the one that the store was filled from."""


@dataclass(frozen=True)
class Followed:
    """A topic as one consumer follows it: its name on the broker, its bare name, and under which name offsets stand.

    That name is looked up each time, since the projection that answers may change under a running worker.
    """

    engine: Engine
    kafka: str
    topic: str
    bare_name: str
    consumer: Callable[[Connection], str]
    group: str
    _busy: threading.Lock = field(default_factory=threading.Lock, repr=False)

    def join(self) -> None:
        """Check the log and set the group's offsets. Raises LogDiffers, or LogUnavailable if the topic is missing."""
        state = describe(self.kafka, [self.topic]).get(self.topic)
        if state is None:
            raise LogUnavailable(f"topic {self.topic} does not exist on {self.kafka}: run `drawdown topics`")
        with self.engine.begin() as connection:
            known = log_identity.c.topic == self.bare_name
            connection.execute(
                insert(log_identity).values(topic=self.bare_name, topic_id=state.topic_id).on_conflict_do_nothing()
            )
            expected = connection.execute(select(log_identity.c.topic_id).where(known)).scalar_one()
            consumer = self.consumer(connection)
            stored = next_offsets(connection, consumer, self.bare_name)
        if expected != state.topic_id:
            raise LogDiffers(
                f"topic {self.topic} on {self.kafka} is another log ({state.topic_id}) than the one this database was "
                f"filled from ({expected}): use the broker or the database that belong together"
            )
        for partition, offset in stored.items():
            if offset > state.ends.get(partition, 0):
                raise LogDiffers(
                    f"{self.topic}/{partition} ends at {state.ends.get(partition, 0)}, but {consumer} has read up "
                    f"to {offset}: the log was cut, restore it before going on"
                )
        wanted = {partition: stored.get(partition, 0) for partition in state.ends}
        for partition, (before, after) in set_offsets(self.kafka, self.group, self.topic, wanted).items():
            log.info("group %s stood at %s of %s/%s, set to %s", self.group, before, self.topic, partition, after)

    def watch(self) -> None:
        """From now on, end the process if it stands still although the log has more: it is then started again.

        The live runner can join its group, be given its partitions, and yet never be handed a record.
        """
        threading.Thread(target=self._watch, name="watch", daemon=True).start()

    def _watch(self) -> None:
        ends = Ends(self.kafka, self.topic)
        stood: dict[int, int] | None = None
        since = time.monotonic()
        while True:
            time.sleep(WATCH_SECONDS)
            try:
                with self.engine.connect() as connection:
                    consumer = self.consumer(connection)
                    stands = next_offsets(connection, consumer, self.bare_name)
                more = any(end > stands.get(partition, 0) for partition, end in ends.now().items())
            except (OperationalError, LogUnavailable):
                stood = None
                continue
            if stands != stood or not more or self._busy.locked():
                stood, since = stands, time.monotonic()
            elif time.monotonic() - since > STANDSTILL_SECONDS:
                log.critical("%s stands still at %s although the log has more: starting again", self.topic, stands)
                os._exit(1)

    def apply(self, records: Sequence[LogRecord], handle: Callable[[Sequence[LogRecord]], object]) -> None:
        """Hand records to `handle`, partition by partition, with what the group skipped before them.

        While Postgres is away it is tried again, for at most 300 seconds.
        """
        with self._busy:
            for partition, found in groupby(sorted(records), key=lambda record: record.partition):
                self._apply_partition(partition, list(found), handle)

    @retry(
        retry=retry_if_exception_type(OperationalError),
        wait=wait_exponential(multiplier=0.1, max=5),
        stop=stop_after_delay(PATIENCE_SECONDS),
        before_sleep=before_sleep_log(log, logging.WARNING),
        reraise=True,
    )
    def _apply_partition(
        self, partition: int, records: list[LogRecord], handle: Callable[[Sequence[LogRecord]], object]
    ) -> None:
        with self.engine.connect() as connection:
            following = next_offset(connection, self.consumer(connection), self.bare_name, partition)
        if records[0].offset > following:
            log.warning("%s/%s: the group skipped %s to %s", self.topic, partition, following, records[0].offset)
            for missed in read(self.kafka, self.topic, partition, following, records[0].offset):
                handle(missed)
        handle(records)


def record_of(message: Any) -> LogRecord:
    """A message of the live runner (`faust.Message`: raw key and value, seconds) as a record of the log."""
    raw = Message(message.key or b"", header_pairs(message.headers), message.value or b"")
    return LogRecord(message.partition, message.offset, round(message.timestamp * 1000), raw)
