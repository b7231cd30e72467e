"""Kafka and Postgres of one data folder: started together, ready together, stopped in reverse."""

import time
from collections.abc import Callable, Iterator, Mapping
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Protocol

from services.stack import data_folder, ports
from services.stack.kafka import Kafka, require_reachable
from services.stack.ports import Ports
from services.stack.postgres import Postgres
from services.stack.process import Child


class Part(Protocol):
    """What the stack can start, wait for and start again."""

    @property
    def name(self) -> str:
        """The word for it in messages, logs and `status`."""
        ...

    def start(self, say: Callable[[str], None]) -> Child:
        """Prepare and start it."""
        ...

    def restart(self) -> Child:
        """Start it again after it ended."""
        ...

    def wait_ready(self, child: Child) -> None:
        """Return when it can be used."""
        ...


@dataclass(frozen=True)
class Wanted:
    """Where a stack lives and what it is made of.

    `kafka` and `database` are addresses of running servers to use in place of our own.
    `environment` is the whole environment of the children.
    """

    data_dir: Path
    cache_dir: Path
    environment: Mapping[str, str]
    kafka: str | None = None
    database: str | None = None
    api_port: int | None = None
    new_ports: bool = False


@dataclass(frozen=True)
class PartAddresses:
    """Where Kafka and Postgres answer (the latter as an SQLAlchemy URL)."""

    kafka: str
    database: str


def chosen(wanted: Wanted, folder: Path) -> tuple[Ports, list[Part], PartAddresses]:
    """The ports, the parts to start here, and the addresses of Kafka and Postgres, ours or the user's."""
    claimed = ports.claim(folder, fresh=wanted.new_ports, api=wanted.api_port)
    parts: list[Part] = []
    kafka, database = wanted.kafka, wanted.database
    if kafka is None:
        node = Kafka(folder, wanted.cache_dir, claimed, wanted.environment)
        kafka = node.address
        parts.append(node)
    else:
        require_reachable(kafka)
    if database is None:
        server = Postgres(folder, claimed, wanted.environment)
        database = server.address
        parts.append(server)
    return claimed, parts, PartAddresses(kafka, database)


def start_together(parts: list[Part], started: Callable[[Part, Child], None], say: Callable[[str], None]) -> None:
    """Start all parts, then wait for each. `started` is told of every child at once, to stop it later."""
    began = time.monotonic()
    children = []
    for part in parts:
        child = part.start(say)
        started(part, child)
        children.append((part, child))
    for part, child in children:
        part.wait_ready(child)
        say(f"{part.name} is ready after {time.monotonic() - began:.1f} s")


@contextmanager
def running_parts(wanted: Wanted, say: Callable[[str], None] = lambda line: None) -> Iterator[PartAddresses]:
    """Kafka and Postgres alone, while the context lasts: for tests and for what needs no services."""
    with ExitStack() as stack:
        folder = stack.enter_context(data_folder.opened(wanted.data_dir))
        _, parts, addresses = chosen(wanted, folder)

        def stop_at_end(_part: Part, child: Child) -> None:
            stack.callback(child.stop)

        start_together(parts, stop_at_end, say)
        yield addresses
