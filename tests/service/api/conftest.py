"""A server of the API on a store of the test's own."""

import secrets
import socket
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date
from time import monotonic

import httpx
import psycopg
import pytest
import structlog
import uvicorn
from fastapi import FastAPI
from psycopg import sql
from sqlalchemy import Engine, make_url

from services.api.app import create_app
from services.read_store.connect import open_store
from services.read_store.migrate import migrate
from tests.service.api.story import Log, tell_story

TODAY = date(2026, 11, 21)
KEY = "a-key-for-tests"
STARTS_WITHIN_SECONDS = 10


@pytest.fixture(autouse=True, scope="session")
def _quiet() -> None:
    """The server's log goes nowhere: it would mix with that of the tests."""
    structlog.configure(logger_factory=structlog.ReturnLoggerFactory())


@pytest.fixture
def store(database_url: str) -> Iterator[Engine]:
    """The test's own store, migrated and empty."""
    engine = open_store(database_url)
    yield engine
    engine.dispose()


@pytest.fixture
def log(store: Engine) -> Log:
    """The store with the story told."""
    return tell_story(store)


@pytest.fixture
def own_api(store: Engine, log: Log) -> Iterator[httpx.Client]:
    """A client of a server that answers from the test's own story, on 21 November 2026.

    It has a key but no way to the log.
    """
    with served(create_app(store, key=KEY, today=lambda: TODAY)) as client:
        yield client


@pytest.fixture(scope="session")
def api(database: str) -> Iterator[httpx.Client]:
    """The same on a story that all tests share and none changes."""
    address = make_url(database)
    name = f"drawdown_story_{secrets.token_hex(4)}"
    admin = address.set(drivername="postgresql").render_as_string(hide_password=False)
    with psycopg.connect(admin, autocommit=True) as connection:
        connection.execute(sql.SQL("CREATE DATABASE {}").format(sql.Identifier(name)))
        url = address.set(database=name).render_as_string(hide_password=False)
        migrate(url)
        engine = open_store(url)
        tell_story(engine)
        with served(create_app(engine, key=KEY, today=lambda: TODAY)) as client:
            yield client
        engine.dispose()
        connection.execute(sql.SQL("DROP DATABASE {} WITH (FORCE)").format(sql.Identifier(name)))


@contextmanager
def served(app: FastAPI) -> Iterator[httpx.Client]:
    """A real server on a free port for as long as the context lasts."""
    with socket.create_server(("127.0.0.1", 0)) as listening:
        server = uvicorn.Server(uvicorn.Config(app, log_config=None, access_log=False, timeout_graceful_shutdown=2))
        thread = threading.Thread(target=server.run, kwargs={"sockets": [listening]})
        thread.start()
        try:
            host, port = listening.getsockname()
            with httpx.Client(base_url=f"http://{host}:{port}", timeout=10) as client:
                _wait_until_alive(client)
                yield client
        finally:
            app.state.following.stop()
            server.should_exit = True
            thread.join(timeout=10)


def _wait_until_alive(client: httpx.Client) -> None:
    until = monotonic() + STARTS_WITHIN_SECONDS
    while True:
        try:
            client.get("/livez").raise_for_status()
            return
        except httpx.TransportError:
            if monotonic() > until:
                raise
