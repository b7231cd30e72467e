"""The way in: articles onto the topic `articles`, as users publish them."""

from dataclasses import dataclass

from kafka import KafkaProducer
from kafka.errors import KafkaError

from events.article import Article
from events.canonical import canonical_json
from events.streams import Topics
from services.event_log.topics import MESSAGE_BYTES_MAX, LogUnavailable

TIMEOUT_SECONDS = 30


@dataclass(frozen=True, slots=True)
class Placed:
    """Where a record stands on the topic `articles`: what one waits for."""

    partition: int
    offset: int


class ArticlePublisher:
    """Publishes to one broker: idempotent, acknowledged by all replicas. Raises LogUnavailable if none answers."""

    def __init__(self, kafka: str, topics: Topics) -> None:
        self._topic = topics.articles
        try:
            self._producer = KafkaProducer(
                bootstrap_servers=kafka,
                bootstrap_timeout_ms=10_000,
                client_id="drawdown-publish",
                max_request_size=MESSAGE_BYTES_MAX,
                allow_auto_create_topics=False,
                linger_ms=5,
                max_block_ms=TIMEOUT_SECONDS * 1000,
                delivery_timeout_ms=TIMEOUT_SECONDS * 1000,
                request_timeout_ms=10_000,
            )
        except KafkaError as error:
            raise LogUnavailable(f"Kafka at {kafka} does not answer: {error}") from error

    def publish(self, articles: list[Article]) -> list[Placed]:
        """Publish articles; returns when all are acknowledged, with their places in the same order."""
        return self.publish_raw([(article.id.encode(), canonical_json(article.to_json())) for article in articles])

    def publish_raw(self, records: list[tuple[bytes | None, bytes]]) -> list[Placed]:
        """Publish (key, value) as they are: what is no article comes out as a dead letter."""
        try:
            sent = [self._producer.send(self._topic, key=key, value=value) for key, value in records]
            self._producer.flush(timeout=TIMEOUT_SECONDS)
            acknowledged = [future.get(timeout=TIMEOUT_SECONDS) for future in sent]
        except KafkaError as error:
            raise LogUnavailable(f"publishing to {self._topic} failed: {error}") from error
        return [Placed(metadata.partition, metadata.offset) for metadata in acknowledged]

    def close(self) -> None:
        """Let go of the broker."""
        self._producer.close(timeout=5)
