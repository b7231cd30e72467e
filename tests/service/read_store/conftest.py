"""A store for examples that each have a projection schema of their own."""

import secrets
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, contextmanager
from random import Random

import pytest
from sqlalchemy import Connection, Engine

from services.projector.apply import apply
from services.projector.kept import Kept
from services.read_store import schemas
from services.read_store.connect import open_store
from tests.service.read_store.told_log import ToldLog

Projected = Callable[[ToldLog, Random], AbstractContextManager[Connection]]


@pytest.fixture(scope="module")
def store(new_database: Callable[[], AbstractContextManager[str]]) -> Iterator[Engine]:
    """A migrated database for all examples of a file."""
    with new_database() as url:
        engine = open_store(url)
        yield engine
        engine.dispose()


@pytest.fixture(scope="module")
def projected(store: Engine) -> Projected:
    """A log through the projector, in batches of any sizes, by a worker that now and then forgets all it kept."""

    @contextmanager
    def project(log: ToldLog, chance: Random) -> Iterator[Connection]:
        schema = f"ex_{secrets.token_hex(6)}"
        with store.begin() as connection:
            schemas.create(connection, schema)
        kept = Kept()
        start = 0
        while start < len(log.records):
            size = chance.choice((1, 1, 2, 3, 5, 8, 100))
            if chance.random() < 0.2:
                kept = Kept(assertions_max=chance.choice((0, 5, 1000)))
            apply(store, schema, log.records[start : start + size], feeds=chance.random() < 0.5, kept=kept)
            start += size
        with schemas.reading(store, schema) as connection:
            yield connection
        with store.begin() as connection:
            schemas.drop(connection, schema)

    return project
