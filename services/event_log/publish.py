"""The way in: articles onto the topic `articles`, as users publish them."""

from dataclasses import dataclass
from functools import partial

from confluent_kafka import KafkaError, KafkaException, Message, Producer

from events.article import Article
from events.canonical import canonical_json
from events.streams import Topics
from services.event_log.topics import MESSAGE_BYTES_MAX, LogUnavailable

ANSWER_SECONDS = 10
DELIVERY_SECONDS = 25
FLUSH_SECONDS = 30
"""More than a delivery may take: what was not sent by then has been given up, and comes no more."""


@dataclass(frozen=True, slots=True)
class Placed:
    """Where a record stands on the topic `articles`: what one waits for."""

    partition: int
    offset: int


class ArticlePublisher:
    """Publishes to one broker: idempotent, acknowledged by all replicas; threads may share it.

    Raises LogUnavailable if no broker answers. One that was away is found again within a second of its return.
    """

    def __init__(self, kafka: str, topics: Topics) -> None:
        self._topic = topics.articles
        self._producer = Producer(
            {
                "bootstrap.servers": kafka,
                "client.id": "drawdown-publish",
                "enable.idempotence": True,
                "acks": "all",
                "partitioner": "murmur2_random",  # as Java's clients place a key: one article, one partition
                "message.max.bytes": MESSAGE_BYTES_MAX,
                "allow.auto.create.topics": False,
                "linger.ms": 5,
                "delivery.timeout.ms": DELIVERY_SECONDS * 1000,
                "reconnect.backoff.max.ms": 1000,
                "log_level": 0,  # a broker that is away is told as LogUnavailable
            }
        )
        try:
            known = self._producer.list_topics(self._topic, timeout=ANSWER_SECONDS).topics[self._topic]
        except KafkaException as error:
            raise LogUnavailable(f"Kafka at {kafka} does not answer: {_told(error)}") from error
        if known.error is not None:
            raise LogUnavailable(f"topic {self._topic} is not on {kafka} ({known.error.str()}): run `drawdown topics`")

    def publish(self, articles: list[Article]) -> list[Placed]:
        """Publish articles; returns when all are acknowledged, with their places in the same order."""
        return self.publish_raw([(article.id.encode(), canonical_json(article.to_json())) for article in articles])

    def publish_raw(self, records: list[tuple[bytes | None, bytes]]) -> list[Placed]:
        """Publish (key, value) as they are: what is no article comes out as a dead letter."""
        placed: list[Placed | None] = [None] * len(records)
        failures: list[str] = []

        def noted(index: int, error: KafkaError | None, message: Message) -> None:
            partition, offset = message.partition(), message.offset()
            if error is not None or partition is None or offset is None:
                failures.append(error.str() if error else "the broker gave it no offset")
            else:
                placed[index] = Placed(partition, offset)

        for index, (key, value) in enumerate(records):
            self._produce(key, value, partial(noted, index))
        self._producer.flush(FLUSH_SECONDS)
        found = [place for place in placed if place is not None]
        if len(found) < len(records):
            reason = failures[0] if failures else f"no answer within {FLUSH_SECONDS} s"
            raise LogUnavailable(f"{len(records) - len(found)} of {len(records)} records not published: {reason}")
        return found

    def close(self) -> None:
        """Let go of the broker."""
        self._producer.flush(5)

    def _produce(self, key: bytes | None, value: bytes, noted: "partial[None]") -> None:
        while True:
            try:
                self._producer.produce(self._topic, value, key, on_delivery=noted)
                self._producer.poll(0)
                return
            except BufferError:
                self._producer.poll(0.05)
            except KafkaException as error:
                raise LogUnavailable(f"a record for {self._topic} was refused: {_told(error)}") from error


def _told(error: KafkaException) -> str:
    reason = error.args[0]
    return reason.str() if isinstance(reason, KafkaError) else str(reason)
