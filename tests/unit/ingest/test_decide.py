"""Which events follow when an article arrives."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta
from typing import Literal

import pytest

from events.article import Article
from events.article_events import (
    ArticleFoundDuplicate,
    ArticlePublished,
    ArticleReextracted,
    ArticleRevised,
    ClaimReviewed,
    Duplicate,
    Signature,
)
from events.claims import Claim, Grading
from events.command import Reextract, Review
from events.reading import Reason, Unread
from events.record import Quote, Record, Rule
from services.ingest.decide import NEW, Decision, Findings, NoSuchClaim, Standing, Verdict, decide, reread, review

NOON = datetime(2024, 8, 1, 12, tzinfo=UTC)
ARTICLE = Article(id="a-1", text="Guards left.", source="Hetq", published_at="2024-08-01")
ASKED = Reextract(article=ARTICLE)
REVISED = ARTICLE.model_copy(update={"text": "Guards are leaving."})
RECORD = Record(
    type="WithdrawalCompleted",
    polarity="affirmed",
    certainty="certain",
    realis="actual",
    temporal="current",
    quote=Quote(text="Guards left", start=0, end=11),
    rule=Rule(id="withdrawal.leave", version="1"),
)
UNREAD = Unread(start=0, end=12, reason=Reason.NO_PLACE_OR_FORCE, trigger="left")
GRADING = Grading(source="C", speaker="outlet")


def reading(claims: int = 2, copies: tuple[Duplicate, ...] = ()) -> Findings:
    return Findings([(RECORD, GRADING, ())] * claims, Signature.of([1, 2]), copies, "1")


def arrive(standing: Standing, article: Article, at: datetime = NOON, read: Findings | None = None) -> Decision:
    return decide(standing, article, lambda: read or reading(), at, "articles/0/7")


def test_a_new_article_is_published_with_its_claims() -> None:
    decision = arrive(NEW, ARTICLE)
    assert decision.outcome == "published"
    assert [type(e.event).__name__ for e in decision.envelopes] == [
        "ArticlePublished", "WithdrawalCompleted", "WithdrawalCompleted",
    ]  # fmt: skip
    assert [e.version for e in decision.envelopes] == [1, 2, 3]


def test_each_event_names_the_one_before_it() -> None:
    first, second, third = arrive(NEW, ARTICLE).envelopes
    assert (second.previous_id, second.previous_hash) == (first.id, first.hash)
    assert (third.previous_id, third.previous_hash) == (second.id, second.hash)


def test_the_same_article_again_is_nothing_new_and_is_not_read() -> None:
    standing = arrive(NEW, ARTICLE).standing
    decision = decide(standing, ARTICLE, lambda: pytest.fail("it was read"), NOON, "articles/0/8")
    assert (decision.outcome, decision.envelopes, decision.standing) == ("unchanged", (), standing)


@pytest.mark.parametrize(
    "change", [{"text": "Guards are leaving."}, {"published_at": "2024-08-02"}, {"source": "Civilnet"}]
)
def test_another_content_under_the_same_id_is_a_revision_that_supersedes_the_claims(change: dict[str, str]) -> None:
    first = arrive(NEW, ARTICLE)
    second = arrive(first.standing, ARTICLE.model_copy(update=change))
    event = second.envelopes[0].event
    assert isinstance(event, ArticleRevised)
    assert event.edition == 2
    assert event.supersedes == tuple(e.id for e in first.envelopes if isinstance(e.event, Claim))
    assert second.envelopes[0].version == 4


def test_a_text_that_comes_back_makes_a_third_edition_with_ids_of_its_own() -> None:
    first = arrive(NEW, ARTICLE)
    third = arrive(arrive(first.standing, REVISED).standing, ARTICLE)
    assert third.standing.edition == 3
    assert not {e.id for e in first.envelopes} & {e.id for e in third.envelopes}


def test_time_never_decreases_within_a_stream() -> None:
    first = arrive(NEW, ARTICLE)
    second = arrive(first.standing, REVISED, at=NOON - timedelta(hours=1))
    assert all(e.recorded_at == NOON for e in second.envelopes)


def test_the_id_of_an_event_does_not_depend_on_when_it_was_recorded() -> None:
    ids = [[e.id for e in arrive(NEW, ARTICLE, at=NOON + timedelta(days=day)).envelopes] for day in (0, 1)]
    assert ids[0] == ids[1]


def test_what_was_noticed_of_copies_comes_last() -> None:
    copies = (Duplicate(article_id="b-2", similarity=0.9),)
    *_, last = arrive(NEW, ARTICLE, read=reading(copies=copies)).envelopes
    assert isinstance(last.event, ArticleFoundDuplicate)
    assert last.event.of == copies


def test_an_article_without_a_claim_is_published_all_the_same() -> None:
    (only,) = arrive(NEW, ARTICLE, read=reading(claims=0)).envelopes
    assert isinstance(only.event, ArticlePublished)
    assert only.event.claims_total == 0


def test_what_was_left_unread_is_told_with_the_article_and_anew_with_each_revision() -> None:
    unread = Findings((), Signature.of([1, 2]), (), "1", (UNREAD,))
    first = arrive(NEW, ARTICLE, read=unread)
    (published,), (revised,) = first.envelopes, arrive(first.standing, REVISED, read=reading(claims=0)).envelopes
    assert isinstance(published.event, ArticlePublished)
    assert isinstance(revised.event, ArticleRevised)
    assert (published.event.unread, revised.event.unread) == ((UNREAD,), ())


def rejection(ordinal: int = 1, edition: int = 1, verdict: Literal["rejected", "confirmed"] = "rejected") -> Review:
    return Review(article_id="a-1", edition=edition, ordinal=ordinal, verdict=verdict, reason="misread", reviewer="ann")


def test_a_text_read_again_makes_an_edition_whose_claims_take_the_place_of_the_old() -> None:
    first = arrive(NEW, ARTICLE)
    found = replace(reading(1), extractor="2")
    again = reread(first.standing, ASKED, lambda: found, NOON, "articles/0/9")
    assert again.outcome == "reread"
    event = again.envelopes[0].event
    assert isinstance(event, ArticleReextracted)
    assert (event.edition, event.extractor, event.claims_total) == (2, "2", 1)
    assert event.supersedes == first.standing.claim_ids
    assert again.envelopes[0].version == first.standing.head.version + 1
    same = reread(again.standing, ASKED, lambda: found, NOON, "articles/0/10")
    assert (same.outcome, same.envelopes, same.reason) == ("unchanged", (), None)
    anyway = reread(again.standing, ASKED.model_copy(update={"again": True}), lambda: found, NOON, "articles/0/10")
    assert anyway.outcome == "reread"


def test_the_same_extractor_that_finds_other_claims_makes_an_edition() -> None:
    first = arrive(NEW, ARTICLE)
    assert reread(first.standing, ASKED, reading, NOON, "articles/0/9").outcome == "unchanged"
    assert reread(first.standing, ASKED, lambda: reading(1), NOON, "articles/0/9").outcome == "reread"


def test_an_article_that_changed_meanwhile_is_not_read_again() -> None:
    first = arrive(NEW, ARTICLE)
    for standing, article in ((first.standing, REVISED), (NEW, ARTICLE)):
        decision = reread(standing, Reextract(article=article), reading, NOON, "articles/0/9")
        assert decision.outcome == "unchanged"
        assert decision.reason is not None and "changed since" in decision.reason


def test_a_review_is_an_event_of_its_own() -> None:
    first = arrive(NEW, ARTICLE)
    decision = review(first.standing, rejection(2), None, NOON, "articles/0/9")
    (envelope,) = decision.envelopes
    assert envelope.event == ClaimReviewed(edition=1, ordinal=2, verdict="rejected", reason="misread", reviewer="ann")
    assert envelope.previous_id == first.standing.head.id
    assert decision.standing == replace(first.standing, head=decision.standing.head)


def test_the_same_review_again_makes_nothing_and_another_does() -> None:
    standing = arrive(NEW, ARTICLE).standing
    said = Verdict("rejected", "misread", "ann")
    assert review(standing, rejection(), said, NOON, "articles/0/9").outcome == "unchanged"
    assert review(standing, rejection(verdict="confirmed"), said, NOON, "articles/0/9").outcome == "reviewed"


@pytest.mark.parametrize(("edition", "ordinal"), [(1, 3), (2, 1)])
def test_a_claim_that_is_not_there_is_not_reviewed(edition: int, ordinal: int) -> None:
    with pytest.raises(NoSuchClaim, match=rf"a-1#{edition}\.{ordinal}"):
        review(arrive(NEW, ARTICLE).standing, rejection(ordinal, edition), None, NOON, "articles/0/9")


def test_a_verdict_holds_for_the_same_claim_of_the_next_edition() -> None:
    first = arrive(NEW, ARTICLE)
    other = RECORD.model_copy(update={"certainty": "probable"})
    moved = RECORD.model_copy(update={"quote": Quote(text="Guards left", start=7, end=18)})
    found = Findings([(other, GRADING, ()), (moved, GRADING, ())], Signature.of([1, 2]), (), "1")
    kept = {first.standing.contents[0]: Verdict("rejected", "misread", "ann")}
    second = decide(first.standing, REVISED, lambda: found, NOON, "articles/0/9", kept)
    reviews = [e.event for e in second.envelopes if isinstance(e.event, ClaimReviewed)]
    assert [(one.edition, one.ordinal, one.verdict) for one in reviews] == [(2, 2, "rejected")]
