"""A server of the API on a store of the test's own."""

import socket
import threading
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, contextmanager
from datetime import date
from time import monotonic

import httpx
import pytest
import structlog
import uvicorn
from fastapi import FastAPI
from sqlalchemy import Engine

from services.api.app import create_app
from services.read_store.connect import open_store
from tests.service.api.story import Log, tell_story

TODAY = date(2026, 11, 21)
KEY = "a-key-for-tests"
STARTS_WITHIN_SECONDS = 10


@pytest.fixture(autouse=True, scope="session")
def _quiet() -> None:
    """The server's log goes nowhere: it would mix with that of the tests."""
    structlog.configure(logger_factory=structlog.ReturnLoggerFactory())


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
def api(new_database: Callable[[], AbstractContextManager[str]]) -> Iterator[httpx.Client]:
    """The same on a story that all tests share and none changes."""
    with new_database() as url:
        engine = open_store(url)
        tell_story(engine)
        with served(create_app(engine, key=KEY, today=lambda: TODAY)) as client:
            yield client
        engine.dispose()


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
