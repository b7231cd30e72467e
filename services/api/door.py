"""The way to the log, opened when first needed: answers do not wait for Kafka."""

import socket
from threading import Lock

from events.article import Article
from events.streams import Topics
from services.event_log.producer import Placed
from services.event_log.publish import ArticlePublisher
from services.event_log.topics import LogUnavailable

KNOCK_SECONDS_MAX = 1.0


class Door:
    """Publishes articles to one broker. Raises LogUnavailable while it does not answer."""

    def __init__(self, kafka: str, topics: Topics) -> None:
        self._kafka = kafka
        self._topics = topics
        self._publisher: ArticlePublisher | None = None
        self._lock = Lock()

    def publish(self, article: Article) -> Placed:
        """Append one article; returns when the broker has it."""
        return self._opened().publish([article])[0]

    def knock(self) -> str:
        """The address at which a broker listens. Raises LogUnavailable if none does."""
        reasons = []
        for address in self._kafka.split(","):
            host, _, port = address.rpartition(":")
            try:
                socket.create_connection((host, int(port)), timeout=KNOCK_SECONDS_MAX).close()
            except OSError as error:
                reasons.append(f"{address}: {error.strerror or error}")
            else:
                return address
        raise LogUnavailable(f"Kafka does not answer at {'; '.join(reasons)}")

    def close(self) -> None:
        """Let go of the broker."""
        with self._lock:
            if self._publisher is not None:
                self._publisher.close()
                self._publisher = None

    def _opened(self) -> ArticlePublisher:
        with self._lock:
            if self._publisher is None:
                self.knock()  # a client that finds no broker waits long, and leaves its sockets open
                self._publisher = ArticlePublisher(self._kafka, self._topics)
            return self._publisher
