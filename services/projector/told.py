"""What one batch tells: whole editions with their claims, and reviews, in the order of the log."""

from dataclasses import dataclass, field
from datetime import UTC, date, datetime

from events.article_events import ClaimReviewed, EditionEvent
from events.envelope import Envelope
from services.resolve.assertion import Assertion
from services.resolve.docket import Listed
from services.resolve.matter import ClaimKey, Edition, EditionKey, Testimony
from services.resolve.press import Press, recorded_day

Pair = tuple[EditionKey, EditionKey]


@dataclass(frozen=True, slots=True)
class WholeEdition:
    """The events of one text of an article; `position` is the offset of the last of them."""

    envelope: Envelope
    event: EditionEvent
    claims: list[Envelope]
    position: int

    @property
    def key(self) -> EditionKey:
        return EditionKey(self.envelope.article_id, self.event.edition)


@dataclass(frozen=True, slots=True)
class Review:
    """A person's verdict on one claim; `position` is the offset of its event."""

    envelope: Envelope
    event: ClaimReviewed
    position: int

    @property
    def claim(self) -> ClaimKey:
        return ClaimKey(self.envelope.article_id, self.event.edition, self.event.ordinal)


@dataclass(frozen=True, slots=True)
class ToldEdition:
    """A text as answers see it: when it counts, what it claims, and on which matters each claim bears."""

    edition: Edition
    press: Press
    position: int
    testimonies: list[Testimony]
    matters: dict[ClaimKey, list[str]]

    @property
    def key(self) -> EditionKey:
        return self.edition.key


@dataclass(slots=True)
class Told:
    """All that a batch tells. `pairs` are the copies it brings to light."""

    editions: list[ToldEdition] = field(default_factory=list)
    reviews: list[Review] = field(default_factory=list)
    pairs: set[Pair] = field(default_factory=set)


@dataclass(slots=True)
class Touched:
    """What one edition or review touches: matters to which it adds, and those that it changes in any other way.

    `day` is the one from which questions without earlier clocks see it; `speaks` are the matters its claims bear on.
    """

    cause: EditionKey
    position: int
    recorded_at: datetime
    day: date
    speaks: set[str] = field(default_factory=set)
    adds: dict[str, list[Assertion]] = field(default_factory=dict)
    lists: dict[str, list[Listed]] = field(default_factory=dict)
    tangles: set[str] = field(default_factory=set)

    @property
    def matters(self) -> set[str]:
        """All matters it touches."""
        return self.adds.keys() | self.lists.keys() | self.tangles


def touched_by(told: Told) -> dict[int, Touched]:
    """One entry for each position at which something is told."""
    found = {}
    for one in told.editions:
        day = max(one.press.counts.date(), recorded_day(one.edition))
        speaks = {matter for matters in one.matters.values() for matter in matters}
        found[one.position] = Touched(one.key, one.position, one.edition.recorded_at, day, speaks)
    for review in told.reviews:
        at = review.envelope.recorded_at
        cause = EditionKey(review.claim.article_id, review.claim.edition)
        found[review.position] = Touched(cause, review.position, at, at.astimezone(UTC).date())
    return found
