"""The topics: which there are, how they are set, and which log they are."""

import logging
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass

from kafka import KafkaAdminClient, TopicPartition
from kafka.admin import OffsetSpec
from kafka.errors import KafkaError, TopicAlreadyExistsError

from events.streams import Topics

MESSAGE_BYTES_MAX = 16 * 1024 * 1024
DEAD_LETTER_BYTES_MAX = MESSAGE_BYTES_MAX + 64 * 1024
ARTICLES_PARTITIONS = 6

_FOR_EVER = {"retention.ms": "-1", "cleanup.policy": "delete", "message.timestamp.type": "LogAppendTime"}


class LogUnavailable(RuntimeError):
    """Kafka does not answer, or lacks what it should have."""


@dataclass(frozen=True, slots=True)
class TopicState:
    """What the broker says of a topic: its own id, and by partition the offset after the last record."""

    name: str
    topic_id: str
    ends: dict[int, int]


@contextmanager
def administering(kafka: str) -> Iterator[KafkaAdminClient]:
    """An administration client. Raises LogUnavailable with the address if no broker answers."""
    try:
        client = KafkaAdminClient(bootstrap_servers=kafka, bootstrap_timeout_ms=10_000, client_id="drawdown")
    except KafkaError as error:
        raise LogUnavailable(f"Kafka at {kafka} does not answer: {error}") from error
    try:
        yield client
    finally:
        client.close()


def create(kafka: str, topics: Topics) -> list[str]:
    """Create the topics that are missing. Returns the names of those made. Safe to repeat."""
    wanted = {
        topics.articles: _topic(ARTICLES_PARTITIONS, MESSAGE_BYTES_MAX),
        topics.article_events: _topic(1, MESSAGE_BYTES_MAX),
        topics.status_changes: _topic(1, MESSAGE_BYTES_MAX),
        topics.dead_letters: _topic(1, DEAD_LETTER_BYTES_MAX),
    }
    with administering(kafka) as client:
        missing = {name: options for name, options in wanted.items() if name not in set(client.list_topics())}
        if missing:
            try:
                client.create_topics(missing, wait_for_metadata=True)
            except TopicAlreadyExistsError:
                logging.getLogger(__name__).info("another process made the topics at the same time")
    return sorted(missing)


def describe(kafka: str, names: list[str]) -> dict[str, TopicState]:
    """State of the named topics; those that do not exist are missing from the answer."""
    with administering(kafka) as client:
        found = [topic for topic in client.describe_topics(names) if not topic["error_code"]]
        partitions = [
            TopicPartition(topic["name"], partition["partition_index"])
            for topic in found
            for partition in topic["partitions"]
        ]
        ends = _ends(client, partitions)
    return {
        topic["name"]: TopicState(
            topic["name"],
            str(topic["topic_id"]),
            {p.partition: end for p, end in ends.items() if p.topic == topic["name"]},
        )
        for topic in found
    }


def _topic(partitions: int, bytes_max: int) -> dict[str, object]:
    configs = {**_FOR_EVER, "max.message.bytes": str(bytes_max)}
    return {"num_partitions": partitions, "replication_factor": -1, "configs": configs}


def _ends(client: KafkaAdminClient, partitions: list[TopicPartition]) -> dict[TopicPartition, int]:
    found = client.list_partition_offsets(dict.fromkeys(partitions, OffsetSpec.LATEST))
    return {partition: result.offset for partition, result in found.items()}
