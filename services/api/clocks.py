"""The clocks of a question, read from its parameters."""

from collections.abc import Callable
from datetime import UTC, date, datetime
from typing import Annotated, NamedTuple

from pydantic import AfterValidator, BaseModel, Field

from events.article import moment
from services.resolve.clocks import Clocks

Today = Callable[[], date]


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


ClockText = Annotated[str, AfterValidator(_readable), Field(max_length=40)]


class FixedClocks(NamedTuple):
    """The three clocks of a question, none left open."""

    as_of: date
    reported_by: date
    recorded_by: date

    def for_resolver(self) -> Clocks:
        """The same clocks as the resolver takes them."""
        return Clocks(as_of=self.as_of, reported_by=self.reported_by, recorded_by=self.recorded_by)


class ClockParameters(BaseModel):
    """The three clocks. A value is an EDTF day, month or year (its last day) or an RFC 3339 time (its UTC day)."""

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

    def fixed(self, today: date) -> FixedClocks:
        """All three clocks, those not given at their defaults."""
        given = self.open()
        return FixedClocks(given.as_of or today, given.reported_by or today, given.recorded_by or today)

    def open(self) -> Clocks:
        """The clocks given, the others open; but `as_of` follows the earliest other clock."""
        reported_by = clock_day(self.reported_by) if self.reported_by else None
        recorded_by = clock_day(self.recorded_by) if self.recorded_by else None
        others = [day for day in (reported_by, recorded_by) if day is not None]
        as_of = clock_day(self.as_of) if self.as_of else min(others, default=None)
        return Clocks(as_of=as_of, reported_by=reported_by, recorded_by=recorded_by)
