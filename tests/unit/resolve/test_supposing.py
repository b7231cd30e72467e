"""What would be concluded, had somebody not written, or had another extractor read."""

from dataclasses import replace
from typing import Any

from services.resolve.matter import EditionKey, Matter
from services.resolve.supposing import Rereading, Supposition
from tests.unit.resolve.telling_stories import article, claim, matter, place, row

LEFT = claim("WithdrawalCompleted", "am.tavush", grade="B")
THERE = claim("PresenceReported", "am.tavush", grade="C")


def read_by(told: Any, extractor: str) -> Any:
    edition, testimonies = told
    return replace(edition, extractor=extractor), testimonies


def status(said: Matter) -> str:
    return place(said, "am.tavush").status


def suppose(said: Matter, **what: Any) -> Matter:
    return Supposition(**what).of(said)


def test_without_an_outlet_its_claims_are_gone_and_no_others() -> None:
    said = matter(article("a", "2024-06-10", THERE), article("b", "2024-06-12", LEFT, source="Hetq"))
    assert status(said) == "withdrawn"
    assert status(suppose(said, without_sources=frozenset({"hetq"}))) == "present"
    assert status(suppose(said, without_articles=frozenset({"b"}))) == "present"
    assert status(suppose(said, without_articles=frozenset({"a"}))) == "withdrawn"


def test_what_an_outlet_took_back_stands_without_its_notice() -> None:
    notice = claim("ArticleRetracted", target={"type": "WithdrawalCompleted", "locations": ("am.tavush",)})
    said = matter(
        article("a", "2024-06-10", THERE),
        article("b", "2024-06-12", LEFT, source="Hetq"),
        article("c", "2024-06-13", notice, source="Hetq"),
    )
    assert status(said) == "present"
    assert status(suppose(said, without_articles=frozenset({"c"}))) == "withdrawn"


def test_only_sources_of_a_reliability_or_better_are_heard() -> None:
    said = matter(article("a", "2024-06-10", LEFT), article("b", "2024-06-12", THERE))
    assert status(suppose(said, only_reliability="B")) == "withdrawn"
    assert status(suppose(said, only_reliability="A")) == "unknown"
    assert suppose(said, only_reliability="C").testimonies == said.testimonies


def test_a_text_is_taken_as_an_extractor_in_the_log_read_it() -> None:
    said = matter(
        read_by(article("a", "2024-06-10", THERE), "1"),
        read_by(article("a", "2024-06-10", LEFT, edition=2, reread=True), "2"),
        read_by(article("a", "2024-06-10", edition=3, reread=True), "3"),
    )
    assert status(said) == "unknown"
    assert status(suppose(said, extractor="2")) == "withdrawn"
    assert status(suppose(said, extractor="1")) == "present"
    assert status(suppose(said, extractor="other")) == "unknown"


def test_a_later_text_stands_whoever_read_it() -> None:
    said = matter(
        read_by(article("a", "2024-06-10", THERE), "1"),
        read_by(article("a", "2024-06-12", LEFT, edition=2), "2"),
    )
    assert status(suppose(said, extractor="1")) == "withdrawn"


def test_a_reading_that_the_log_does_not_have_takes_the_place_of_the_last_one() -> None:
    said = matter(
        article("a", "2024-06-10", THERE), article("b", "2024-06-10", THERE, source="Copyist"), copies=[("a", "b")]
    )
    edition, told = article("a", "2024-06-10", LEFT, edition=2, reread=True)
    reading = Rereading((said.editions[EditionKey("a", 1)], edition), tuple(told))
    supposed = suppose(said, rereadings={"a": reading})
    assert (status(said), status(supposed)) == ("present", "withdrawn")
    assert (EditionKey("a", 2), EditionKey("b", 1)) in supposed.alike
    assert row(supposed).sources == 1
