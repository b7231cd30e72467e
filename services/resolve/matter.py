"""What is put before the resolver: everything said on one place or one membership."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import NamedTuple

from events.claims import Claim


class EditionKey(NamedTuple):
    """One text of one article: its first is edition 1, each revision one more."""

    article_id: str
    edition: int


class ClaimKey(NamedTuple):
    """One claim of one edition; what breaks ties wherever the rules say "event id".

    An event id depends on what else the stream holds (whether a copy was noticed before a revision came), hence on the
    order of arrival. This key does not.
    """

    article_id: str
    edition: int
    ordinal: int

    def __str__(self) -> str:
        return f"{self.article_id}#{self.edition}.{self.ordinal}"


def key_of(text: str) -> ClaimKey:
    """The claim key that `str` wrote."""
    article_id, _, rest = text.rpartition("#")
    edition, _, ordinal = rest.partition(".")
    return ClaimKey(article_id, int(edition), int(ordinal))


class Membership(NamedTuple):
    """A member in an organisation, as a matter to ask about."""

    org: str
    member: str


@dataclass(frozen=True, slots=True)
class Edition:
    """An article's text as the log took it in: who published it, and when by each clock."""

    key: EditionKey
    source: str
    published_at: str | None
    revised_at: str | None
    recorded_at: datetime
    url: str | None = None
    title: str | None = None
    reread: bool = False
    """Whether it is the text of the edition before it, read again: published when that was."""
    extractor: str = ""


@dataclass(frozen=True, slots=True)
class Testimony:
    """A claim event, with the edition that makes it."""

    event_id: str
    edition: EditionKey
    claim: Claim

    @property
    def key(self) -> ClaimKey:
        return ClaimKey(*self.edition, self.claim.ordinal)


@dataclass(frozen=True, slots=True)
class Review:
    """A person's verdict on one claim: `rejected` or `confirmed`."""

    claim: ClaimKey
    verdict: str
    recorded_at: datetime


@dataclass(frozen=True, slots=True)
class Matter:
    """Everything said on the matter.

    `editions` holds every edition of every article that speaks here or is linked to one that does by a chain of
    copies, `notices` the corrections and retractions that may hit a claim here,
    `alike` the pairs of editions whose signatures reach the threshold of `likeness.py`.
    """

    editions: dict[EditionKey, Edition]
    testimonies: tuple[Testimony, ...]
    notices: tuple[Testimony, ...] = ()
    reviews: tuple[Review, ...] = ()
    alike: frozenset[tuple[EditionKey, EditionKey]] = frozenset()

    @property
    def words(self) -> dict[str, tuple[Testimony, Edition]]:
        """Each claim by its key as text, with the edition that makes it."""
        return {str(t.key): (t, self.editions[t.edition]) for t in (*self.testimonies, *self.notices)}

    @staticmethod
    def gather(
        editions: Iterable[Edition],
        testimonies: Iterable[Testimony],
        notices: Iterable[Testimony] = (),
        reviews: Iterable[Review] = (),
        alike: Iterable[tuple[EditionKey, EditionKey]] = (),
    ) -> "Matter":
        """The same matter for any order and any repetition of the parts."""
        return Matter(
            editions={e.key: e for e in sorted(editions, key=lambda e: (e.key, e.recorded_at))},
            testimonies=_each_once(testimonies),
            notices=_each_once(notices),
            reviews=tuple(sorted(set(reviews), key=lambda r: (r.claim, r.recorded_at, r.verdict))),
            alike=frozenset((min(a, b), max(a, b)) for a, b in alike),
        )


def _each_once(testimonies: Iterable[Testimony]) -> tuple[Testimony, ...]:
    return tuple({t.key: t for t in sorted(testimonies, key=lambda t: (t.key, t.event_id))}.values())
