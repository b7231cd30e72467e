"""Which events follow when an article arrives."""

from datetime import UTC, datetime, timedelta

import pytest

from events.article import Article
from events.article_events import ArticleFoundDuplicate, ArticlePublished, ArticleRevised, Duplicate, Signature
from events.claims import Claim, Grading
from events.reading import Reason, Unread
from events.record import Quote, Record, Rule
from services.ingest.decide import NEW, Decision, Findings, Standing, decide

NOON = datetime(2024, 8, 1, 12, tzinfo=UTC)
ARTICLE = Article(id="a-1", text="Guards left.", source="Hetq", published_at="2024-08-01")
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
