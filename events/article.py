"""The input message: one article as an outlet published it."""

from datetime import UTC, date, datetime, time
from typing import Annotated, Literal, Self

from pydantic import AfterValidator, Field, model_validator

from events.dates import bounds
from events.model import Frozen

TEXT_BYTES_MAX = 1024 * 1024


def _published(value: str) -> str:
    moment(value)
    return value


def moment(value: str) -> datetime:
    """When something dated `value` counts, in UTC: an RFC 3339 time as it is, a date from the end of its last day.

    Raises ValueError for anything else.
    """
    if "T" in value:
        try:
            stamp = datetime.fromisoformat(value)
        except ValueError as error:
            raise ValueError(f"{value!r} is no RFC 3339 time such as 2024-08-01T09:30:00Z") from error
        if stamp.tzinfo is None:
            raise ValueError(f"{value!r} lacks its offset: write 2024-08-01T09:30:00Z or …+04:00")
        return stamp.astimezone(UTC)
    if len(value) not in (4, 7, 10) or not value[:4].isdigit():
        raise ValueError(f"{value!r} is no day (2024-08-01), month (2024-08), year (2024) or RFC 3339 time")
    last = bounds(value)[1]
    if last is None:
        raise ValueError(f"{value!r} has no last day")
    return end_of_day(last)


def end_of_day(day: date) -> datetime:
    """The last microsecond of a UTC day: what a clock set to that day means."""
    return datetime.combine(day, time.max, tzinfo=UTC)


PublishedAt = Annotated[str, AfterValidator(_published)]


def _plain(value: str) -> str:
    if "\x00" in value:
        raise ValueError("contains a NUL character")
    try:
        value.encode()
    except UnicodeEncodeError as error:
        raise ValueError("contains half of a surrogate pair") from error
    return value


PlainText = Annotated[str, AfterValidator(_plain)]


class Article(Frozen):
    """What users publish to the topic `articles`, and what a stream begins with.

    `published_at` is null where nobody knows it: the article then counts from the day it was recorded.
    """

    id: Annotated[
        PlainText,
        Field(
            min_length=1,
            max_length=200,
            pattern=r"^[^\s/?#%]+$",
            description="Stable id of the article; also the Kafka key",
        ),
    ]
    text: Annotated[PlainText, Field(min_length=1, description="Plain text, at most 1 MiB of UTF-8")]
    source: Annotated[PlainText, Field(min_length=1, max_length=200, description="Name of the outlet")]
    published_at: Annotated[PublishedAt | None, Field(description="EDTF day, month or year, or an RFC 3339 time")]
    published_at_basis: Literal["stated", "inferred"] = "stated"
    url: Annotated[PlainText, Field(max_length=2000)] | None = None
    title: Annotated[PlainText, Field(max_length=1000)] | None = None
    lang: Annotated[PlainText, Field(max_length=35)] | None = None
    revised_at: PublishedAt | None = None

    @model_validator(mode="after")
    def _fits(self) -> Self:
        size = len(self.text.encode())
        if size > TEXT_BYTES_MAX:
            raise ValueError(f"text is {size} bytes, at most {TEXT_BYTES_MAX} are taken")
        return self
