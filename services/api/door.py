"""The way to the log, opened when first needed: answers do not wait for Kafka."""

from threading import Lock

from events.article import Article
from events.streams import Topics
from services.event_log.publish import ArticlePublisher, Placed


class Door:
    """Publishes articles to one broker. Raises LogUnavailable while it does not answer."""

    def __init__(self, kafka: str, topics: Topics) -> None:
        self.kafka = kafka
        self._topics = topics
        self._publisher: ArticlePublisher | None = None
        self._lock = Lock()

    def publish(self, article: Article) -> Placed:
        """Append one article; returns when the broker has it."""
        with self._lock:
            if self._publisher is None:
                self._publisher = ArticlePublisher(self.kafka, self._topics)
        return self._publisher.publish([article])[0]

    def close(self) -> None:
        """Let go of the broker."""
        with self._lock:
            if self._publisher is not None:
                self._publisher.close()
                self._publisher = None
