"""What service tests share: a store of the test's own, its topics, and a way to write to the log."""

from collections.abc import Callable, Iterator

import pytest
from sqlalchemy import Engine

from events.codec import LogRecord
from events.streams import Topics
from services.event_log import topics as event_topics
from services.event_log.producer import Outgoing, RecordProducer
from services.read_store.connect import open_store


@pytest.fixture
def store(database_url: str) -> Iterator[Engine]:
    """The test's own store, migrated and empty."""
    engine = open_store(database_url)
    yield engine
    engine.dispose()


@pytest.fixture
def names(kafka: str, topics: str) -> Topics:
    """The test's own topics, made and empty."""
    made = Topics(topics)
    event_topics.create(kafka, made)
    return made


@pytest.fixture
def send(kafka: str, names: Topics) -> Callable[[list[LogRecord]], None]:
    """Writes records to the topic of events."""
    producer = RecordProducer(kafka, "test")

    def sending(records: list[LogRecord]) -> None:
        producer.send([Outgoing(names.article_events, *r.message[:2], r.message.value) for r in records])

    return sending
