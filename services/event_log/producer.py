"""Finished records onto topics, in order: what the relay, the feed's publisher and the way in send with."""

import logging
from collections.abc import Sequence
from dataclasses import dataclass
from functools import partial

from confluent_kafka import KafkaError, KafkaException, Message, Producer

from services.event_log.topics import DEAD_LETTER_BYTES_MAX, LogUnavailable

log = logging.getLogger(__name__)

ANSWER_SECONDS = 10
DELIVERY_SECONDS = 25
FLUSH_SECONDS = 30
"""More than a delivery may take: what was not sent by then has been given up, and comes no more."""


@dataclass(frozen=True, slots=True)
class Outgoing:
    """A record to send."""

    topic: str
    key: bytes | None
    headers: tuple[tuple[str, bytes], ...]
    value: bytes


@dataclass(frozen=True, slots=True)
class Placed:
    """Where a record stands on its topic: what one waits for."""

    partition: int
    offset: int


class RecordProducer:
    """Sends finished bytes: idempotent, acknowledged by all replicas, in order; threads may share it.

    A broker that was away is found again within a second of its return. Where the order of records matters it must not
    give up on one and go on with the next (`gives_up=False`): it then waits for the broker as long as it takes.
    """

    def __init__(self, kafka: str, client_id: str, *, gives_up: bool = True) -> None:
        self._kafka = kafka
        self._gives_up = gives_up
        self._producer = Producer(
            {
                "bootstrap.servers": kafka,
                "client.id": client_id,
                "enable.idempotence": True,
                "acks": "all",
                "partitioner": "murmur2_random",  # as Java's clients place a key: one article, one partition
                "message.max.bytes": DEAD_LETTER_BYTES_MAX,
                "allow.auto.create.topics": False,
                "linger.ms": 1,
                "delivery.timeout.ms": DELIVERY_SECONDS * 1000 if gives_up else 0,  # 0: never
                "reconnect.backoff.max.ms": 1000,
                "log_level": 0,  # a broker that is away is told as LogUnavailable
            }
        )

    def require(self, topic: str) -> None:
        """Raises LogUnavailable, with what to do, if no broker answers or it lacks the topic."""
        try:
            known = self._producer.list_topics(topic, timeout=ANSWER_SECONDS).topics[topic]
        except KafkaException as error:
            raise LogUnavailable(f"Kafka at {self._kafka} does not answer: {_told(error)}") from error
        if known.error is not None:
            raise LogUnavailable(f"topic {topic} is not on {self._kafka} ({known.error.str()}): run `drawdown topics`")

    def send(self, records: Sequence[Outgoing]) -> list[Placed]:
        """Send in order and return when all are acknowledged, with their places.

        Raises LogUnavailable if one was not; those before it may have arrived, so that sending all again is right.
        """
        placed: list[Placed | None] = [None] * len(records)
        failures: list[str] = []

        def noted(index: int, error: KafkaError | None, message: Message) -> None:
            partition, offset = message.partition(), message.offset()
            if error is not None or partition is None or offset is None:
                failures.append(error.str() if error else "the broker gave it no offset")
            else:
                placed[index] = Placed(partition, offset)

        for index, record in enumerate(records):
            self._produce(record, partial(noted, index))
        while self._producer.flush(FLUSH_SECONDS) and not self._gives_up:
            log.warning("the broker at %s has not acknowledged for %s s; waiting on", self._kafka, FLUSH_SECONDS)
        found = [place for place in placed if place is not None]
        if len(found) < len(records):
            reason = failures[0] if failures else f"no answer within {FLUSH_SECONDS} s"
            raise LogUnavailable(f"{len(records) - len(found)} of {len(records)} records were not sent: {reason}")
        return found

    def close(self) -> None:
        """Let go of the broker."""
        self._producer.flush(5)

    def _produce(self, record: Outgoing, noted: "partial[None]") -> None:
        while True:
            try:
                self._producer.produce(
                    record.topic, record.value, record.key, headers=list(record.headers), on_delivery=noted
                )
                self._producer.poll(0)
                return
            except BufferError:
                self._producer.poll(0.05)
            except KafkaException as error:
                raise LogUnavailable(f"a record for {record.topic} was refused: {_told(error)}") from error


def _told(error: KafkaException) -> str:
    reason = error.args[0]
    return reason.str() if isinstance(reason, KafkaError) else str(reason)
