"""How a worker follows a topic, on real parts: it skips nothing, knows its log, does not stand still."""

import subprocess
import sys
from collections.abc import Sequence

import pytest
from sqlalchemy import Engine

from events.codec import LogRecord
from events.streams import ARTICLE_EVENTS, Topics
from services.event_log import topics as event_topics
from services.event_log.producer import Outgoing, RecordProducer
from services.event_log.reader import read
from services.follow import Followed, LogDiffers
from services.read_store import offsets

RECORDS = 5
STANDING_STILL = """
import signal, sys
from services.follow import Followed
from services.read_store.connect import open_store
kafka, database, topic = sys.argv[1:]
Followed(open_store(database), kafka, topic, "article-events", lambda _: "rm_v1", topic + "-group").watch()
signal.pause()
"""


@pytest.fixture
def names(kafka: str, names: Topics) -> Topics:
    producer = RecordProducer(kafka, "test")
    producer.send([Outgoing(names.article_events, b"k", (), str(n).encode()) for n in range(RECORDS)])
    return names


@pytest.fixture
def followed(kafka: str, names: Topics, store: Engine) -> Followed:
    return Followed(store, kafka, names.article_events, ARTICLE_EVENTS, lambda _: "rm_v1", f"{names.prefix}group")


def moving(store: Engine, seen: list[int]) -> object:
    """A handler that notes offsets and moves the stored one, as ingest and projector do."""

    def handle(batch: Sequence[LogRecord]) -> None:
        with store.begin() as connection:
            offsets.move(connection, "rm_v1", ARTICLE_EVENTS, 0, batch[0].offset, batch[-1].offset + 1)
        seen.extend(record.offset for record in batch)

    return handle


def test_what_the_group_skipped_is_read_from_the_log_first(
    kafka: str, names: Topics, store: Engine, followed: Followed
) -> None:
    seen: list[int] = []
    (everything,) = read(kafka, names.article_events, 0, 0, RECORDS)
    followed.apply(everything[3:], moving(store, seen))  # type: ignore[arg-type]
    assert seen == [0, 1, 2, 3, 4]


def test_another_log_than_the_store_was_filled_from_is_refused(
    kafka: str, names: Topics, store: Engine, followed: Followed
) -> None:
    followed.join()
    other = Topics(f"{names.prefix}other-")
    event_topics.create(kafka, other)
    with pytest.raises(LogDiffers, match="another log"):
        Followed(store, kafka, other.article_events, ARTICLE_EVENTS, lambda _: "rm_v1", "g").join()


def test_a_log_that_ends_before_what_was_read_is_refused(store: Engine, followed: Followed) -> None:
    with store.begin() as connection:
        offsets.move(connection, "rm_v1", ARTICLE_EVENTS, 0, 0, RECORDS + 1)
    with pytest.raises(LogDiffers, match="the log was cut"):
        followed.join()


def test_a_worker_that_stands_still_although_the_log_has_more_ends(
    kafka: str, names: Topics, database_url: str
) -> None:
    command = [sys.executable, "-c", STANDING_STILL, kafka, database_url, names.article_events]
    done = subprocess.run(command, capture_output=True, text=True, timeout=60, check=False)
    assert done.returncode == 1
    assert "stands still" in done.stderr
