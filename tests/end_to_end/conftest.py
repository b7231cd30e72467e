"""The three services as processes of their own, on a log and a database of one test file."""

import os
import secrets
import signal
import subprocess
import sys
from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass
from pathlib import Path

import httpx
import psycopg
import pytest
from psycopg import sql
from sqlalchemy import make_url

from events.article import Article
from events.codec import LogRecord
from events.streams import Topics
from services import settings
from services.commands.ask import Answers
from services.commands.migrate import make_tables
from services.event_log import topics as event_topics
from services.event_log.producer import Placed
from services.event_log.publish import ArticlePublisher
from services.event_log.reader import read
from services.stack import ports

KEY = "a-key-of-the-tests"
PATIENCE_SECONDS = 60.0
SUPERVISED = 'until "$0" "$@"; do :; done'
"""A service that ends by itself is started again, as the supervisor and Compose do."""


@dataclass(frozen=True)
class Running:
    """A running system: where it answers, and how to put articles into it."""

    api: str
    kafka: str
    database: str
    topics: Topics
    logs: Path

    def publish(self, articles: list[Article]) -> list[dict[str, object]]:
        """Publish articles to the topic and wait until the answers rest on them. Returns what came of each."""
        publisher = ArticlePublisher(self.kafka, self.topics)
        try:
            placed = publisher.publish(articles)
        finally:
            publisher.close()
        return self.wait(placed)

    def publish_raw(self, value: bytes) -> dict[str, object]:
        """Publish bytes as they are and wait for what comes of them."""
        publisher = ArticlePublisher(self.kafka, self.topics)
        try:
            placed = publisher.publish_raw([(None, value)])
        finally:
            publisher.close()
        return self.wait(placed)[0]

    def records(self, topic: str, at_least: int) -> list[LogRecord]:
        """The records of a topic's only partition, once there are so many."""
        batches = read(self.kafka, topic, 0, 0, at_least)
        return [record for batch in batches for record in batch]

    def wait(self, placed: list[Placed]) -> list[dict[str, object]]:
        rows = [{"id": str(at), "partition": at.partition, "offset": at.offset} for at in placed]
        with Answers(self.api) as answers:
            return answers.wait(rows, PATIENCE_SECONDS)

    def get(self, path: str, **parameters: str) -> dict[str, object]:
        with Answers(self.api) as answers:
            return answers.get(path, parameters)


@pytest.fixture(scope="module")
def start(kafka: str, database: str, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Callable[[], Running]]:
    """Start a system with an empty log and an empty database; all are stopped at the end of the file."""
    with ExitStack() as stack:
        yield lambda: stack.enter_context(_running(kafka, database, tmp_path_factory.mktemp("run")))


@contextmanager
def _running(kafka: str, server: str, folder: Path) -> Iterator[Running]:
    prefix = f"e{secrets.token_hex(4)}-"
    topics = Topics(prefix)
    event_topics.create(kafka, topics)
    with _database(server, f"drawdown_{prefix[:-1]}") as database:
        make_tables(database)
        port = ports.free()
        (folder / "api-key").write_text(KEY + "\n")
        environment = settings.child_environment(
            kafka=kafka,
            database=database,
            topic_prefix=prefix,
            api_port=str(port),
            api_key_file=str(folder / "api-key"),
            data=str(folder),
        )
        running = Running(f"http://127.0.0.1:{port}", kafka, database, topics, folder)
        with ExitStack() as stack:
            for name in ("ingest", "projector", "api"):
                log = stack.enter_context((folder / f"{name}.log").open("wb"))
                command = ["sh", "-c", SUPERVISED, sys.executable, "-m", "services", name]
                process = subprocess.Popen(command, env=environment, stderr=log, start_new_session=True)
                stack.callback(_stop, process)
            _wait_for(running.api)
            yield running


def _wait_for(api: str) -> None:
    with httpx.Client(transport=httpx.HTTPTransport(retries=10), base_url=api, timeout=10) as client:
        assert client.get("/livez").status_code == 200


def _stop(process: "subprocess.Popen[bytes]") -> None:
    os.killpg(process.pid, signal.SIGKILL)
    process.wait()


@contextmanager
def _database(server: str, name: str) -> Iterator[str]:
    address = make_url(server)
    admin = address.set(drivername="postgresql").render_as_string(hide_password=False)
    with psycopg.connect(admin, autocommit=True) as connection:
        connection.execute(sql.SQL("create database {} template template0").format(sql.Identifier(name)))
    try:
        yield address.set(database=name).render_as_string(hide_password=False)
    finally:
        with psycopg.connect(admin, autocommit=True) as connection:
            connection.execute(sql.SQL("drop database {} with (force)").format(sql.Identifier(name)))
