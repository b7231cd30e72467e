"""From the table of finished records to the topics, in order. What a crash leaves unmarked is sent again as it was."""

from sqlalchemy import Engine, text
from sqlalchemy.exc import InterfaceError, OperationalError

from events.streams import ARTICLE_EVENTS, DEAD_LETTERS, Topics
from services.event_log.producer import Outgoing, RecordProducer
from services.event_log.sender import Sender
from services.event_log.topics import LogUnavailable
from services.read_store import ledger
from services.read_store.offsets import next_offset
from services.read_store.schemas import live_schema

BATCH = 500
IDLE_SECONDS = 0.2
LOCK = text("select pg_try_advisory_xact_lock(hashtext('drawdown.relay'))")


def relay(engine: Engine, kafka: str, topics: Topics) -> Sender:
    """The relay of an ingest worker, not yet started. Of several workers one sends at a time."""
    producer = RecordProducer(kafka, "drawdown-relay", gives_up=False)
    names = {ARTICLE_EVENTS: topics.article_events, DEAD_LETTERS: topics.dead_letters}

    def send_some() -> bool:
        with engine.begin() as connection:
            if not connection.execute(LOCK).scalar_one():
                return False
            rows = ledger.unsent(connection, BATCH)
            if rows:
                sent = producer.send([_outgoing(row, names[row["topic"]]) for row in rows])
                ledger.mark_sent(connection, {row["id"]: at.offset for row, at in zip(rows, sent, strict=True)})
                ledger.forget_read(connection, next_offset(connection, live_schema(connection), ARTICLE_EVENTS, 0))
        return len(rows) == BATCH

    return Sender("the relay", send_some, IDLE_SECONDS, (OperationalError, InterfaceError, LogUnavailable))


def _outgoing(row: ledger.Row, topic: str) -> Outgoing:
    headers = tuple((name, value.encode()) for name, value in row["headers"])
    return Outgoing(topic, row["key"], headers, row["value"])
