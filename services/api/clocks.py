"""The clocks of a question, read from its parameters."""

from collections.abc import Callable
from datetime import UTC, date, datetime
from typing import Annotated, NamedTuple

from pydantic import AfterValidator, BaseModel, Field

from events.article import moment
from services.api.tokens import ReadPosition, token_of
from services.resolve.clocks import Clocks

Today = Callable[[], date]
WAIT_SECONDS_MAX = 30.0


def utc_today() -> date:
    """Today's UTC day, by this machine's clock."""
    return datetime.now(UTC).date()


def clock_day(value: str) -> date:
    """The UTC day whose end a clock value means: `2024-08` is 31 August 2024, an RFC 3339 time its UTC day.

    Raises ValueError, with the ways to write one, for anything else.
    """
    return moment(value).date()


def _readable(value: str) -> str:
    clock_day(value)
    return value


def _token(value: str) -> str:
    token_of(value)
    return value


def _read_token(value: str) -> str:
    if not isinstance(token_of(value), ReadPosition):
        raise ValueError(f"{value[:60]!r} is the place of a published record: give it as min_position")
    return value


ClockText = Annotated[str, AfterValidator(_readable), Field(max_length=40)]


class FixedClocks(NamedTuple):
    """The clocks of a question, the three of days none left open; `position` where it is pinned."""

    as_of: date
    reported_by: date
    recorded_by: date
    position: int | None = None

    @property
    def earliest(self) -> date:
        """The earliest day of the three."""
        return min(self.as_of, self.reported_by, self.recorded_by)

    def for_resolver(self) -> Clocks:
        """The same clocks as the resolver takes them."""
        return Clocks(*self)


class ClockParameters(BaseModel):
    """The clocks. A day is an EDTF day, month or year (its last day) or an RFC 3339 time (its UTC day)."""

    as_of: Annotated[
        ClockText | None,
        Field(
            description="The day in the world asked about; by default the earliest other clock given, else today.",
            examples=["2024-08-01"],
        ),
    ] = None
    reported_by: Annotated[
        ClockText | None,
        Field(
            description="Only what was published by the end of this day counts; by default today.",
            examples=["2024-05-10"],
        ),
    ] = None
    recorded_by: Annotated[
        ClockText | None,
        Field(
            description="Only what this log held at the end of this day counts; by default today.", examples=["2026-01"]
        ),
    ] = None
    position: Annotated[
        Annotated[str, AfterValidator(_read_token)] | None,
        Field(
            max_length=400,
            description="Only what stood before this place in the log counts: `position` of an earlier answer. What "
            "would be today by default is the day of that answer. Such an answer never changes.",
        ),
    ] = None
    min_position: Annotated[
        Annotated[str, AfterValidator(_token)] | None,
        Field(
            max_length=400,
            description="Answer once this place in the log is reached: `position` of an earlier answer, or of an "
            "article that was published.",
        ),
    ] = None
    wait: Annotated[
        float,
        Field(ge=0, le=WAIT_SECONDS_MAX, description="Seconds to wait for `min_position`, before 503 with the lag."),
    ] = 0.0

    @property
    def pinned(self) -> ReadPosition | None:
        """The place in the log that the question is pinned to."""
        token = token_of(self.position) if self.position else None
        return token if isinstance(token, ReadPosition) else None

    def fixed(self, today: date) -> FixedClocks:
        """All clocks, those of days that are not given at their defaults."""
        given, pinned = self.open(), self.pinned
        day = pinned.day if pinned else today
        return FixedClocks(
            given.as_of or day, given.reported_by or day, given.recorded_by or day, pinned.offset if pinned else None
        )

    def open(self) -> Clocks:
        """The clocks given, the others open; but `as_of` follows the earliest other clock."""
        reported_by = clock_day(self.reported_by) if self.reported_by else None
        recorded_by = clock_day(self.recorded_by) if self.recorded_by else None
        others = [day for day in (reported_by, recorded_by) if day is not None]
        as_of = clock_day(self.as_of) if self.as_of else min(others, default=None)
        pinned = self.pinned
        return Clocks(as_of, reported_by, recorded_by, pinned.offset if pinned else None)
