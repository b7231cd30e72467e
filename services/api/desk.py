"""What a request is answered from: the store, the way to the log, the key, and today."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import date
from functools import cached_property
from typing import Annotated, Any

from fastapi import Depends, Request
from pydantic import AfterValidator, Field
from sqlalchemy import Connection, Engine

from events.streams import ARTICLE_EVENTS
from services.api.clocks import ClockParameters, FixedClocks, Today
from services.api.door import Door
from services.api.naming import Names
from services.api.problems import Fault, ProblemError
from services.api.security import holds_key
from services.api.tokens import ReadPosition
from services.read_store.names import listed_places
from services.read_store.offsets import next_offset
from services.read_store.positions import Standing, standing
from services.read_store.schemas import exists, one_state, within
from services.resolve.clocks import Clocks


@dataclass(frozen=True)
class Desk:
    """The parts that the application was made with. Without a publisher or a key it takes no articles."""

    store: Engine
    door: Door | None
    key: str | None
    today: Today

    @contextmanager
    def snapshot(self, pinned: ReadPosition | None = None) -> Iterator["Snapshot"]:
        """One state of the store for all that a request reads; of the projection that a position is pinned to."""
        with one_state(self.store) as connection:
            at = standing(connection)
            within(connection, pinned.projection if pinned else at.projection)
            snapshot = Snapshot(connection, at, self.today(), pinned)
            if pinned is not None:
                snapshot.check_pinned(pinned)
            yield snapshot

    @contextmanager
    def question(self, asked: ClockParameters) -> Iterator[tuple["Snapshot", FixedClocks]]:
        """The same for a question, with its clocks."""
        with self.snapshot(asked.pinned) as snapshot:
            yield snapshot, asked.fixed(snapshot.today)

    def trusts(self, request: Request) -> bool:
        """Whether the request carries the key."""
        return holds_key(request, self.key)


@dataclass(frozen=True)
class Snapshot:
    """The store at one moment, where the live projection stands, and the position that the question is pinned to."""

    connection: Connection
    at: Standing
    today: date
    pinned: ReadPosition | None = None

    @cached_property
    def names(self) -> Names:
        """Names of places."""
        return Names(listed_places(self.connection))

    def check_pinned(self, pinned: ReadPosition) -> None:
        """Refuse a position of another log, of a projection that is gone, or one that is not reached."""
        if pinned.log != self.at.log:
            fault = Fault("position: it is a place in another log than the one that answers here", parameter="position")
            raise ProblemError("invalid-parameter", fault.detail, fault)
        if not exists(self.connection, pinned.projection):
            detail = f"The read models {pinned.projection} are gone; {self.at.projection} came after them."
            raise ProblemError("position-gone", detail, suggestions=[self.at.projection])
        reached = next_offset(self.connection, pinned.projection, ARTICLE_EVENTS, 0)
        if pinned.offset > reached:
            raise not_reached(f"{pinned.projection} stands at {reached}, the position is {pinned.offset}", self.at)

    def standing(self) -> dict[str, Any]:
        """What every answer says of itself. One that is pinned never changes, so it knows of no lag."""
        if self.pinned is not None:
            return {"position": str(self.pinned), "projection": self.pinned.projection, "lag_seconds": None}
        here = ReadPosition(self.at.log, self.at.projection, self.at.next_offset, self.today)
        return {"position": str(here), "projection": here.projection, "lag_seconds": round(self.at.lag_seconds, 3)}

    def clocked(self, clocks: FixedClocks) -> dict[str, Any]:
        """What every answer under clocks says of itself."""
        return self.under(clocks.for_resolver())

    def under(self, clocks: Clocks) -> dict[str, Any]:
        """The same under clocks of which some may be open."""
        days = {"as_of": clocks.as_of, "reported_by": clocks.reported_by, "recorded_by": clocks.recorded_by}
        return {**days, **self.standing()}


def not_reached(why: str, at: Standing) -> ProblemError:
    """The problem of a position that the read models have not reached."""
    detail = f"{why}: {at.lag_events} events, {at.lag_seconds:.1f} s behind."
    retry = {"Retry-After": str(max(1, min(60, round(at.lag_seconds))))}
    return ProblemError("not-reached", detail, headers=retry, lag_seconds=round(at.lag_seconds, 3))


async def _of(request: Request) -> Desk:
    """No coroutine for what it waits for: anything else FastAPI would hand to a thread and back."""
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
