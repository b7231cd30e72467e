"""What if: a matter as it would be, had an outlet not written, or had another extractor read."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

from events.claims import NOTICES
from events.claims.base import Letter
from services.resolve.copies import Pair
from services.resolve.matter import Edition, EditionKey, Matter, Testimony


@dataclass(frozen=True, slots=True)
class Rereading:
    """A text as another extractor reads it: its article's editions, the reading itself the last, and its claims."""

    editions: tuple[Edition, ...]
    testimonies: tuple[Testimony, ...]


@dataclass(frozen=True)
class Supposition:
    """What is supposed. Nothing of it is in the log, and nothing of it stays.

    `only_reliability` keeps the claims whose source has this letter or a better one. `extractor` takes of each text the
    reading by that extractor where the log has one. `rereadings` are, by article, readings that the log does not have,
    as far as they bear on the matter.
    """

    without_sources: frozenset[str] = frozenset()
    without_articles: frozenset[str] = frozenset()
    only_reliability: Letter | None = None
    extractor: str | None = None
    rereadings: Mapping[str, Rereading] = field(default_factory=dict)

    def of(self, matter: Matter) -> Matter:
        """The matter under the supposition."""
        matter = self._with_rereadings(matter)
        left_out = {key for key, edition in matter.editions.items() if self._is_without(edition)}
        left_out |= self._read_later(matter)
        return Matter(
            editions={key: edition for key, edition in matter.editions.items() if key not in left_out},
            testimonies=self._kept(matter.testimonies, left_out),
            notices=self._kept(matter.notices, left_out),
            reviews=matter.reviews,
            alike=frozenset(pair for pair in matter.alike if left_out.isdisjoint(pair)),
        )

    def _is_without(self, edition: Edition) -> bool:
        outlets = {source.casefold() for source in self.without_sources}
        return edition.source.casefold() in outlets or edition.key.article_id in self.without_articles

    def _kept(self, testimonies: Iterable[Testimony], left_out: set[EditionKey]) -> tuple[Testimony, ...]:
        worst = self.only_reliability or "F"
        return tuple(t for t in testimonies if t.edition not in left_out and t.claim.grading.source <= worst)

    def _read_later(self, matter: Matter) -> set[EditionKey]:
        """Readings of texts that came after the last one by the extractor supposed."""
        if self.extractor is None:
            return set()
        readings: dict[EditionKey, list[Edition]] = {}
        for key in sorted(matter.editions):
            edition = matter.editions[key]
            if edition.reread and (before := _text_before(key, readings)):
                readings[before].append(edition)
            else:
                readings[key] = [edition]
        found: set[EditionKey] = set()
        for of_one_text in readings.values():
            by_it = [number for number, one in enumerate(of_one_text) if one.extractor == self.extractor]
            if by_it:
                found |= {one.key for one in of_one_text[by_it[-1] + 1 :]}
        return found

    def _with_rereadings(self, matter: Matter) -> Matter:
        if not self.rereadings:
            return matter
        told = [testimony for one in self.rereadings.values() for testimony in one.testimonies]
        return Matter.gather(
            editions=[*matter.editions.values(), *(e for one in self.rereadings.values() for e in one.editions)],
            testimonies=[*matter.testimonies, *(t for t in told if t.claim.type not in NOTICES)],
            notices=[*matter.notices, *(t for t in told if t.claim.type in NOTICES)],
            reviews=matter.reviews,
            alike=[pair for known in matter.alike for pair in (known, *self._copied(known))],
        )

    def _copied(self, pair: Pair) -> Iterable[Pair]:
        """What is a copy of a text is a copy of the same text read again."""
        for one, other in (pair, pair[::-1]):
            read = self.rereadings.get(one.article_id)
            if read is not None and read.editions[-2].key == one:
                yield read.editions[-1].key, other


def _text_before(key: EditionKey, readings: Mapping[EditionKey, object]) -> EditionKey | None:
    """The text that an edition reads again: the last one of its article before it."""
    return max((one for one in readings if one.article_id == key.article_id and one < key), default=None)
