"""When a text was printed, and from when it counts on the published clock."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, date, datetime

from events.article import end_of_day, moment
from services.resolve.clocks import Clocks
from services.resolve.matter import Edition, EditionKey, Matter


@dataclass(frozen=True, slots=True)
class Press:
    """`printed`: the day that dates what the text says undated; `counts`: from when the text counts as published."""

    printed: date
    counts: datetime


def recorded_day(edition: Edition) -> date:
    """The UTC day on which the log took the edition in."""
    return edition.recorded_at.astimezone(UTC).date()


def press_of(editions: Mapping[EditionKey, Edition]) -> dict[EditionKey, Press]:
    """Each edition's place on the published clock.

    A first edition counts from its `published_at`, else from the day it was recorded. A revision counts from its
    `revised_at`, else from its own `published_at` if later than the one before, else from the day it was recorded.
    A revision that does not say when it was made still dates its undated claims from the day its message gives:
    else better extraction of an old text would move the past to the day of the extraction. A text read again counts
    from when it counted: only the log clock tells the readings apart.
    """
    found: dict[EditionKey, Press] = {}
    before: dict[str, datetime] = {}
    former_press: dict[str, Press] = {}
    for key in sorted(editions):
        edition = editions[key]
        if edition.reread and key.article_id in former_press:
            found[key] = former_press[key.article_id]
            continue
        recorded = end_of_day(recorded_day(edition))
        stated = moment(edition.published_at) if edition.published_at else None
        printed = stated.date() if stated else recorded.date()
        former = before.get(key.article_id)
        if former is None:
            counts = stated or recorded
        elif edition.revised_at:
            counts = moment(edition.revised_at)
            printed = counts.date()
        else:
            counts = stated if stated and stated > former else recorded
        before[key.article_id] = stated or recorded
        found[key] = former_press[key.article_id] = Press(printed, counts)
    return found


def in_view(edition: Edition, press: Press, clocks: Clocks) -> bool:
    """Whether an edition is there for a question: published by the press clock, recorded by the log clock."""
    return clocks.reports(press.counts) and clocks.holds(edition.recorded_at)


def settled_on(matter: Matter) -> date:
    """The day from which every question without earlier clocks gets the conclusion of all claims, `due` apart.

    Nothing acts later than it was told, so it is the last day on which an edition counts or was recorded.
    """
    press = press_of(matter.editions)
    days = [max(press[key].counts.date(), recorded_day(edition)) for key, edition in matter.editions.items()]
    return max([*days, *(review.recorded_at.astimezone(UTC).date() for review in matter.reviews)], default=date.min)
