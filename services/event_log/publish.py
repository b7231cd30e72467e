"""The way in: articles onto the topic `articles`, as users publish them."""

from collections.abc import Sequence

from events.article import Article
from events.canonical import canonical_json
from events.command import COMMAND_HEADER, Command
from events.streams import Topics
from services.event_log.producer import Outgoing, Placed, RecordProducer


class ArticlePublisher:
    """Publishes to one broker. Raises LogUnavailable if none answers, or if it lacks the topic."""

    def __init__(self, kafka: str, topics: Topics) -> None:
        self._topic = topics.articles
        self._producer = RecordProducer(kafka, "drawdown-publish")
        self._producer.require(self._topic)

    def publish(self, articles: list[Article]) -> list[Placed]:
        """Publish articles; returns when all are acknowledged, with their places in the same order."""
        return self.publish_raw([(article.id.encode(), canonical_json(article.to_json())) for article in articles])

    def publish_raw(self, records: list[tuple[bytes | None, bytes]]) -> list[Placed]:
        """Publish (key, value) as they are: what is no article comes out as a dead letter."""
        return self._producer.send([Outgoing(self._topic, key, (), value) for key, value in records])

    def ask(self, commands: Sequence[Command]) -> list[Placed]:
        """Put commands on the topic; returns when all are acknowledged, with their places in the same order."""
        return self._producer.send(
            [
                Outgoing(
                    self._topic,
                    command.article_id.encode(),
                    ((COMMAND_HEADER, command.command.encode()),),
                    canonical_json(command.to_json()),
                )
                for command in commands
            ]
        )

    def close(self) -> None:
        """Let go of the broker."""
        self._producer.close()
