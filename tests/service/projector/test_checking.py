"""The scheduled check, on real Kafka and Postgres: due by its last outcome, run as a process, seen as a metric."""

from datetime import UTC, date, datetime, timedelta
from typing import Any

import pytest
from sqlalchemy import Engine, text

from events.streams import Topics
from services.api.app import create_app
from services.event_log import topics as event_topics
from services.event_log.producer import Outgoing, RecordProducer
from services.projector.apply import apply_live
from services.projector.checking import FIRST_AFTER, Checking
from services.read_store import verifications
from tests.service.api.conftest import served


@pytest.fixture
def checking(store: Engine, kafka: str, database_url: str, topics: str, told: Any) -> Checking:
    names = Topics(topics)
    event_topics.create(kafka, names)
    producer = RecordProducer(kafka, "test")
    producer.send([Outgoing(names.article_events, *r.message[:2], r.message.value) for r in told.records])
    apply_live(store, told.records)
    return Checking(store, timedelta(hours=24), kafka, database_url, names)


def test_a_check_is_due_when_the_last_one_is_too_old(store: Engine, checking: Checking) -> None:
    now = datetime.now(UTC)
    assert not checking.due(now)
    assert checking.due(now + FIRST_AFTER + timedelta(seconds=1))
    with store.begin() as connection:
        verifications.note(connection, "rm_v1", 7, [], now)
    assert not checking.due(now + timedelta(hours=23))
    assert checking.due(now + timedelta(hours=25))


def test_what_a_check_finds_is_a_metric(store: Engine, checking: Checking) -> None:
    assert checking.check() == 0
    with served(create_app(store, today=lambda: date(2026, 11, 25))) as client:
        assert "drawdown_verification_findings 0.0" in client.get("/metrics").text
        with store.begin() as connection:
            connection.execute(text("delete from rm_v1.claims where article_id = 'a-1'"))
        assert checking.check() == 5
        assert "drawdown_verification_findings 1.0" in client.get("/metrics").text
