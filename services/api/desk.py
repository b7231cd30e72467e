"""What a request is answered from: the store, the way to the log, the key, and today."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from functools import cached_property
from typing import Annotated, Any

from fastapi import Depends, Request
from pydantic import AfterValidator, Field
from sqlalchemy import Connection, Engine

from services.api.clocks import FixedClocks, Today
from services.api.door import Door
from services.api.naming import Names
from services.api.security import holds_key
from services.read_store.names import listed_places
from services.read_store.positions import Standing, standing
from services.read_store.schemas import reading


@dataclass(frozen=True)
class Desk:
    """The parts that the application was made with. Without a publisher or a key it takes no articles."""

    store: Engine
    door: Door | None
    key: str | None
    today: Today

    @contextmanager
    def snapshot(self) -> Iterator["Snapshot"]:
        """One state of the store for all that a request reads."""
        with reading(self.store) as connection:
            yield Snapshot(connection, standing(connection))

    def trusts(self, request: Request) -> bool:
        """Whether the request carries the key."""
        return holds_key(request, self.key)


@dataclass(frozen=True)
class Snapshot:
    """The store at one moment, and where it stands."""

    connection: Connection
    at: Standing

    @cached_property
    def names(self) -> Names:
        """Names of places."""
        return Names(listed_places(self.connection))

    def standing(self) -> dict[str, Any]:
        """What every answer says of itself."""
        return {
            "position": self.at.position,
            "projection": self.at.projection,
            "lag_seconds": round(self.at.lag_seconds, 3),
        }

    def clocked(self, clocks: FixedClocks) -> dict[str, Any]:
        """What every answer under clocks says of itself."""
        return {
            **clocks._asdict(),
            **self.standing(),
        }


def _of(request: Request) -> Desk:
    desk = request.app.state.desk
    assert isinstance(desk, Desk)
    return desk


AtDesk = Annotated[Desk, Depends(_of)]


def _plain(value: str) -> str:
    if "\x00" in value:
        raise ValueError("contains a NUL character")
    return value


Plain = Annotated[str, AfterValidator(_plain), Field(max_length=200)]
"""Text from an address: short, and without NUL, which Postgres refuses."""

Limit = Annotated[int, Field(ge=1, le=1000, description="At most so many items")]
After = Annotated[str | None, Field(max_length=1000, description="`next` of the page before")]
