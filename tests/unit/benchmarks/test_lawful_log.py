"""The synthetic log is one that ingest could have written, and the same each time."""

from collections import Counter
from itertools import islice

from benchmarks.lawful_log import LawfulLog
from events.article_events import ArticlePublished, ArticleRevised, ClaimReviewed
from events.claims import NOTICES, Claim
from events.codec import decode, encode
from events.envelope import Envelope, Head, head_of
from services.projector.chain import BEGINNING, judge
from services.resolve.likeness import ALIKE_FROM, similarity

CLAIMS = 2_000


def envelopes() -> list[Envelope]:
    return [decode(record.message) for record in LawfulLog(CLAIMS).records()]


def test_every_event_is_read_as_written_and_follows_the_one_before() -> None:
    heads: dict[str, Head] = {}
    for record in LawfulLog(CLAIMS).records():
        envelope = decode(record.message)
        assert encode(envelope) == record.message
        assert judge(envelope, heads.get(envelope.stream, BEGINNING), None) == ("follows", "")
        heads[envelope.stream] = head_of(envelope)


def test_every_edition_has_its_claims_and_each_quotes_the_text() -> None:
    texts: dict[str, tuple[str, int]] = {}
    waiting: dict[str, int] = {}
    for envelope in envelopes():
        event = envelope.event
        if isinstance(event, ArticlePublished | ArticleRevised):
            assert not waiting.get(envelope.stream)
            texts[envelope.stream] = (event.article.text, event.edition)
            waiting[envelope.stream] = event.claims_total
        elif isinstance(event, Claim):
            text, edition = texts[envelope.stream]
            assert text[event.quote.start : event.quote.end] == event.quote.text
            assert event.edition == edition
            waiting[envelope.stream] -= 1
    assert not any(waiting.values())


def test_it_has_all_that_can_happen_to_a_claim() -> None:
    found = envelopes()
    kinds = Counter(type(envelope.event).__name__ for envelope in found)
    assert kinds["ArticleRevised"] and kinds["ClaimReviewed"] and any(kinds[name] for name in NOTICES)
    assert {e.event.verdict for e in found if isinstance(e.event, ClaimReviewed)} == {"rejected", "confirmed"}
    texts = [e.event.signature.minima for e in found if isinstance(e.event, ArticlePublished)][:500]
    likeness = [similarity(one, other) for n, one in enumerate(texts) for other in texts[:n]]
    assert 4 <= sum(one >= ALIKE_FROM for one in likeness) <= 40
    assert sum(one > 0.05 for one in likeness) <= 40


def test_the_same_seed_writes_the_same_bytes_and_a_longer_log_of_it_begins_alike() -> None:
    once = list(islice(LawfulLog(CLAIMS, seed=7).records(), 500))
    assert once == list(islice(LawfulLog(CLAIMS, seed=7).records(), 500))
    assert once != list(islice(LawfulLog(CLAIMS, seed=8).records(), 500))


def test_subjects_are_told_of_unevenly() -> None:
    told = Counter(place for e in envelopes() if isinstance(e.event, Claim) for place in e.event.locations)
    most = [count for _, count in told.most_common(10)]
    assert most[0] > CLAIMS / 50
    assert len(told) > CLAIMS / 10
