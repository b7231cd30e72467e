"""Random histories as records of a log: articles, revisions, notices, reviews and copies in any lawful order."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from random import Random

from events.article import Article
from events.article_events import ArticlePublished, ArticleRevised, ClaimReviewed, Signature
from events.catalogue import Event
from events.codec import LogRecord, encode
from events.envelope import Head, envelop, head_of
from events.streams import stream_of
from services.resolve.matter import Edition, EditionKey, Review
from tests.property.resolve.lawful_matters import Parts
from tests.property.resolve.naive import Log as NaiveLog

PERMUTATIONS, SHARED = 128, 42
"""Two copies have so many minima in common: a third, from which texts are alike."""


@dataclass
class ToldLog:
    """The records, and what the naive store makes of them."""

    records: list[LogRecord] = field(default_factory=list)
    naive: NaiveLog = field(default_factory=NaiveLog)
    heads: dict[str, Head] = field(default_factory=dict)

    def put(self, article_id: str, event: Event, recorded: Edition | Review) -> int:
        """One more event; returns its offset."""
        stream = stream_of(article_id)
        head = self.heads.get(stream, Head())
        cause = f"articles/0/{len(self.records)}"
        envelope = envelop(event, head, stream, article_id, recorded.recorded_at, cause)
        self.heads[stream] = head_of(envelope)
        self.records.append(LogRecord(0, len(self.records), 0, encode(envelope)))
        return len(self.records) - 1


def told_log(told: Parts, seed: int) -> ToldLog:
    """The parts of a matter as they might come, streams interleaved in any way."""
    chance = Random(seed)
    log = ToldLog()
    pairs = {(one, other) for one, other in told.alike if one.article_id != other.article_id}
    minima = _minima({edition.key for edition in told.editions}, sorted(pairs))
    waiting: dict[str, list[Iterator[None]]] = {}
    for edition in sorted(told.editions, key=lambda edition: edition.key):
        waiting.setdefault(edition.key.article_id, []).append(_text(log, told, edition, minima[edition.key]))
    for review in sorted(told.reviews, key=lambda review: review.recorded_at):
        waiting[review.claim.article_id].append(_review(log, review))
    while waiting:
        article = chance.choice(sorted(waiting))
        try:
            next(waiting[article][0])
        except StopIteration:
            waiting[article].pop(0)
            if not waiting[article]:
                del waiting[article]
    log.naive.testimonies = told.claims
    log.naive.alike = {pair for one, other in pairs for pair in ((one, other), (other, one))}
    return log


def _text(log: ToldLog, told: Parts, edition: Edition, minima: list[int]) -> Iterator[None]:
    """The events of one text, one at a time."""
    claims = [t for t in told.claims if t.edition == edition.key]
    article = Article(
        id=edition.key.article_id,
        text=f"Text {edition.key.edition} of {edition.key.article_id}",
        source=edition.source,
        published_at=edition.published_at,
        revised_at=edition.revised_at,
    )
    common = {
        "article": article,
        "signature": Signature.of(minima),
        "extractor": "test",
        "claims_total": len(claims),
        "unread": (),
    }
    first = edition.key.edition == 1
    event: Event = ArticlePublished(**common) if first else ArticleRevised(**common, edition=edition.key.edition)
    at = log.put(edition.key.article_id, event, edition)
    yield
    for testimony in sorted(claims, key=lambda t: t.key):
        at = log.put(edition.key.article_id, testimony.claim, edition)
        yield
    log.naive.editions.append((at, edition))


def _review(log: ToldLog, review: Review) -> Iterator[None]:
    article_id, edition, ordinal = review.claim
    event = ClaimReviewed(
        edition=edition, ordinal=ordinal, verdict=review.verdict, reason="read again", reviewer="desk"
    )
    log.naive.reviews.append((log.put(article_id, event, review), review))
    yield


def _minima(keys: set[EditionKey], pairs: list[tuple[EditionKey, EditionKey]]) -> dict[EditionKey, list[int]]:
    """Signatures in which these pairs are copies, three at most, and no others."""
    chance = Random(1)
    found = {key: [chance.getrandbits(32) for _ in range(PERMUTATIONS)] for key in sorted(keys)}
    for number, (one, other) in enumerate(pairs):
        block = slice(number * SHARED, (number + 1) * SHARED)
        found[other][block] = found[one][block]
    return found
