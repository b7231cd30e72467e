"""The read store, for the commands that open it themselves."""

from collections.abc import Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from sqlalchemy import Connection, Engine


@contextmanager
def read_store(database_url: str, connections: int) -> "Iterator[Engine]":
    """The store at an address, with so many connections at most, for as long as the context lasts."""
    from services.read_store.connect import open_store

    engine = open_store(database_url, connections=connections)
    try:
        yield engine
    finally:
        engine.dispose()


def must_be_an_article(connection: "Connection", article: str) -> None:
    """Raises StackError, exit code 3, where the store has no such article."""
    from services.read_store.articles import is_article
    from services.stack.errors import NOT_FOUND, StackError

    if not is_article(connection, article):
        raise StackError(f"there is no article {article}: see `drawdown events` or /v1/articles", NOT_FOUND)
