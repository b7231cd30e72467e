"""Whether an event follows what is known of its stream."""

from dataclasses import replace
from datetime import UTC, datetime

from events.article import Article
from events.article_events import ArticleFoundDuplicate, ArticlePublished, Duplicate, Signature
from events.envelope import Envelope, envelop, head_of
from services.projector.chain import BEGINNING, judge

NOON = datetime(2024, 8, 1, 12, tzinfo=UTC)
ARTICLE = Article(id="a-1", text="Guards left.", source="Hetq", published_at="2024-08-01")
FIRST = envelop(
    ArticlePublished(article=ARTICLE, signature=Signature.of([1]), extractor="1", claims_total=0, unread=()),
    BEGINNING, "article-a-1", "a-1", NOON, "articles/0/1",
)  # fmt: skip


def after(envelope: Envelope, similarity: float) -> Envelope:
    event = ArticleFoundDuplicate(edition=1, of=(Duplicate(article_id="b", similarity=similarity),))
    return envelop(event, head_of(envelope), envelope.stream, envelope.article_id, NOON, "articles/0/2")


SECOND = after(FIRST, 0.5)
THIRD = after(SECOND, 0.6)


def test_the_first_event_follows_the_beginning() -> None:
    assert judge(FIRST, BEGINNING, None) == ("follows", "")


def test_the_next_event_follows() -> None:
    assert judge(SECOND, head_of(FIRST), None) == ("follows", "")


def test_a_known_event_is_a_repetition() -> None:
    assert judge(FIRST, head_of(SECOND), FIRST.id) == ("repeated", "")


def test_a_missing_version_is_a_gap() -> None:
    verdict, reason = judge(THIRD, head_of(FIRST), None)
    assert verdict is None
    assert reason == "gap: version 3 came after 1"


def test_another_event_under_a_known_version_is_a_fork() -> None:
    verdict, reason = judge(after(FIRST, 0.9), head_of(SECOND), SECOND.id)
    assert verdict is None
    assert reason.startswith("fork: version 2 is")


def test_an_event_that_names_another_before_it_breaks_the_chain() -> None:
    verdict, reason = judge(replace(SECOND, previous_hash="f" * 64), head_of(FIRST), None)
    assert verdict is None
    assert reason.startswith("broken chain: version 2")


def test_a_changed_time_of_the_event_before_breaks_the_chain() -> None:
    backdated = replace(FIRST, recorded_at=datetime(2020, 1, 1, tzinfo=UTC))
    assert judge(SECOND, head_of(backdated), None)[0] is None
