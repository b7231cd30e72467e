"""Bulk reading of one partition from one offset to another: rebuild, replay, and what a live worker missed."""

import time
from collections.abc import Iterator
from typing import Any

from confluent_kafka import Consumer, KafkaError, KafkaException, TopicPartition

from events.codec import LogRecord, Message
from services.event_log.topics import LogUnavailable

BATCH = 1000
ANSWER_SECONDS = 5
POLL_SECONDS = 0.5
SILENCE_SECONDS = 20


class Ends:
    """The ends of a topic's partitions, asked for again and again over one connection."""

    def __init__(self, kafka: str, topic: str) -> None:
        self._topic = topic
        self._consumer = Consumer({"bootstrap.servers": kafka, "group.id": "drawdown-ends", "log_level": 0})

    def now(self) -> dict[int, int]:
        """By partition, the offset after the last record. Raises LogUnavailable."""
        try:
            partitions = self._consumer.list_topics(self._topic, timeout=ANSWER_SECONDS).topics[self._topic].partitions
            return {
                partition: self._consumer.get_watermark_offsets(
                    TopicPartition(self._topic, partition), timeout=ANSWER_SECONDS
                )[1]
                for partition in partitions
            }
        except KafkaException as error:
            raise LogUnavailable(f"the ends of {self._topic} are not known: {error}") from error


def read(kafka: str, topic: str, partition: int, first: int, end: int) -> Iterator[list[LogRecord]]:
    """Records from offset `first` up to but without `end`, in batches, in order.

    Raises LogUnavailable if the broker falls silent or the offset is out of the log's range.
    """
    if first >= end:
        return
    consumer = Consumer(
        {
            "bootstrap.servers": kafka,
            "group.id": "drawdown-reader",
            "enable.auto.commit": False,
            "auto.offset.reset": "error",
            "enable.partition.eof": False,
            "log_level": 3,
        }
    )
    try:
        consumer.assign([TopicPartition(topic, partition, first)])
        following, heard = first, time.monotonic()
        while following < end:
            fetched = consumer.consume(min(BATCH, end - following), timeout=POLL_SECONDS)
            heard = time.monotonic() if fetched else heard
            if time.monotonic() - heard > SILENCE_SECONDS:
                raise LogUnavailable(f"nothing came from {topic}/{partition} at {following} for {SILENCE_SECONDS} s")
            batch = [_record(found) for found in fetched if not _failed(found.error(), topic)]
            batch = [record for record in batch if record.offset < end]
            if batch:
                following = batch[-1].offset + 1
                yield batch
    except KafkaException as error:
        raise LogUnavailable(f"{topic}/{partition} cannot be read from {first}: {error}") from error
    finally:
        consumer.close()


def _failed(error: KafkaError | None, topic: str) -> bool:
    if error is not None:
        raise LogUnavailable(f"{topic} cannot be read: {error}")
    return False


def _record(found: Any) -> LogRecord:
    message = Message(found.key() or b"", tuple(found.headers() or ()), found.value() or b"")
    return LogRecord(found.partition(), found.offset(), found.timestamp()[1], message)
