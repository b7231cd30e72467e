"""Finished records onto topics, in order: what the relay and the feed's publisher send with."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import partial

from confluent_kafka import KafkaError, KafkaException, Message, Producer

from services.event_log.topics import DEAD_LETTER_BYTES_MAX, LogUnavailable

FLUSH_SECONDS = 30


@dataclass(frozen=True, slots=True)
class Outgoing:
    """A record to send."""

    topic: str
    key: bytes | None
    headers: tuple[tuple[str, bytes], ...]
    value: bytes


class RecordProducer:
    """Sends finished bytes: idempotent, acknowledged by all replicas, in order."""

    def __init__(self, kafka: str, client_id: str) -> None:
        self._producer = Producer(
            {
                "bootstrap.servers": kafka,
                "client.id": client_id,
                "enable.idempotence": True,
                "acks": "all",
                "linger.ms": 1,
                "message.max.bytes": DEAD_LETTER_BYTES_MAX,
                "allow.auto.create.topics": False,
                "log_level": 3,
            }
        )

    def send(self, records: Sequence[Outgoing]) -> list[int]:
        """Send in order and return when all are acknowledged, with their offsets.

        Raises LogUnavailable if one was not; those before it may have arrived, so that sending all again is right.
        """
        offsets: list[int | None] = [None] * len(records)
        failures: list[str] = []

        def noted(index: int, error: KafkaError | None, message: Message) -> None:
            if error is not None:
                failures.append(str(error))
            else:
                offsets[index] = message.offset()

        for index, record in enumerate(records):
            self._produce(record, partial(noted, index))
        left = self._producer.flush(FLUSH_SECONDS)
        found = [offset for offset in offsets if offset is not None]
        if left or failures or len(found) != len(records):
            raise LogUnavailable(f"{len(records) - len(found)} of {len(records)} records not sent: {failures[:1]}")
        return found

    def _produce(self, record: Outgoing, noted: Callable[[KafkaError | None, Message], None]) -> None:
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
                raise LogUnavailable(f"a record for {record.topic} was refused: {error}") from error
