"""domain.md section 4, "Origins and grades": copies and quotes of one speaker are one origin."""

from typing import Any

import pytest

from services.resolve.matter import EditionKey, Matter
from tests.unit.resolve.telling_stories import Told, about_csto, article, claim, facet, matter, row


def there(id: str, **more: Any) -> Told:
    return article(id, "2024-05-01", claim("PresenceReported", "am.tavush", **more))


@pytest.mark.parametrize(
    ("articles", "sources"),
    [
        pytest.param([there("a", by="Peskov"), there("b", by="Peskov")], 1, id="one speaker is one origin"),
        pytest.param([there("a", by="Peskov"), there("b", by=" PESKOV")], 1, id="in whatever letters"),
        pytest.param([there("a", by="Peskov"), there("b", by="Pashinyan")], 2, id="two speakers are two"),
        pytest.param([there("a", by="Peskov", via="TASS"), there("b", by="Peskov", via="AP")], 1, id="speaker first"),
        pytest.param([there("a", via="TASS"), there("b", via="TASS")], 1, id="one agency cited is one origin"),
        pytest.param([there("a", via="TASS"), there("b", via="AP")], 2, id="two agencies are two"),
        pytest.param(
            [there("a", agency="Foreign Ministry", speaker="official"),
             there("b", agency="Foreign Ministry", speaker="official")],
            1, id="an institution that speaks is a speaker",
        ),
        pytest.param(
            [there("a", agency="some media", speaker="unnamed"), there("b", agency="some media", speaker="unnamed")],
            2, id="what is no institution is not",
        ),
        pytest.param([there("a"), there("b")], 2, id="two texts are two origins"),
        pytest.param(
            [there("a", by="residents", speaker="unnamed"), there("b", by="residents", speaker="unnamed")],
            2, id="residents are nobody in particular",
        ),
        pytest.param(
            [there("a", by="residents", via="TASS", speaker="unnamed"),
             there("b", by="sources", via="TASS", speaker="unnamed")],
            1, id="whom an agency quotes without a name is the agency's",
        ),
        pytest.param(
            [there("a", by="Ann Example", speaker="unnamed"), there("b", by="Ann Example", speaker="unnamed")],
            1, id="a name is one also of somebody nobody knows",
        ),
        pytest.param(
            [there("a", by="defence minister", speaks_for="ARM"), there("b", by="Defence minister", speaks_for="ARM")],
            1, id="an office of one state is a speaker",
        ),
        pytest.param(
            [there("a", by="defence minister", speaks_for="ARM"), there("b", by="defence minister", speaks_for="RUS")],
            2, id="of two states it is two",
        ),
    ],
)  # fmt: skip
def test_origins(articles: list[Told], sources: int) -> None:
    assert row(matter(*articles)).sources == sources


@pytest.mark.parametrize(
    ("copies", "sources"),
    [
        pytest.param([], 4, id="no copies"),
        pytest.param([("a", "b")], 3, id="a copy counts once"),
        pytest.param([("a", "b"), ("c", "b")], 2, id="taken transitively"),
        pytest.param([("a", "b"), ("b", "c"), ("c", "d"), ("d", "a")], 1, id="all of them"),
    ],
)
def test_copies_are_one_origin(copies: list[tuple[str, str]], sources: int) -> None:
    assert row(matter(*(there(id) for id in "abcd"), copies=copies)).sources == sources


def test_a_chain_of_copies_runs_through_an_article_that_says_nothing_here() -> None:
    silent = article("x", "2024-05-01")
    said = matter(there("a"), silent, there("b"), copies=[("a", "x"), ("x", "b")])
    assert row(said).sources == 1


def test_a_copy_that_is_not_in_view_links_nothing() -> None:
    late = article("x", "2024-07-01")
    said = matter(there("a"), late, there("b"), copies=[("a", "x"), ("x", "b")])
    assert row(said, reported_by="2024-06-30").sources == 2
    assert row(said).sources == 1


def test_an_edition_that_is_superseded_links_nothing() -> None:
    again = article("b", "2024-05-01", claim("PresenceReported", "am.tavush"), edition=2, revised_at="2024-06-01")
    said = matter(there("a"), there("b"), again, copies=[("a", "b")])
    assert row(said, reported_by="2024-05-31").sources == 1
    assert row(said).sources == 2


def test_a_revised_copy_is_compared_by_its_new_text() -> None:
    again = article("b", "2024-05-01", claim("PresenceReported", "am.tavush"), edition=2, revised_at="2024-06-01")
    editions = [there("a"), there("b"), again]
    said = Matter.gather(
        (edition for edition, _ in editions),
        (testimony for _, told in editions for testimony in told),
        alike=[(EditionKey("a", 1), EditionKey("b", 2))],
    )
    assert row(said, reported_by="2024-05-31").sources == 2
    assert row(said).sources == 1


OWNER, HOST = {"by": "Peskov", "speaks_for": "RUS"}, {"by": "Pashinyan", "speaks_for": "ARM"}


@pytest.mark.parametrize(
    ("articles", "confidence"),
    [
        pytest.param([there("a", **OWNER), there("b", **HOST)], "B1", id="1: origins of both sides"),
        pytest.param([there("a", **OWNER), there("b", by="Lavrov", speaks_for="RUS")], "B2", id="2: of one side"),
        pytest.param([there("a", **OWNER), there("b")], "B2", id="2: two or more origins"),
        pytest.param([there("a", **OWNER)], "B3", id="3: one named official"),
        pytest.param([there("a", agency="MoD", speaker="official")], "B6", id="6: an official without a name"),
        pytest.param([there("a", by="Analyst", speaker="expert")], "B6", id="6: a named person, no official"),
        pytest.param([there("a", by="defence minister")], "B6", id="6: an office without a name"),
        pytest.param([there("a", by="A. V. Petrov")], "B3", id="3: initials are part of a name"),
        pytest.param([there("a", by="Charles de Gaulle")], "B3", id="3: so are particles"),
        pytest.param([there("a", by="Նիկոլ Փաշինյան")], "B3", id="3: in any script that has capitals"),
        pytest.param([there("a", by="ნიკოლ ფაშინიანი")], "B3", id="3: or none"),
        pytest.param([there("a")], "B6", id="6: else"),
        pytest.param([there("a", grade="C"), there("b", grade="A")], "A2", id="the letter of the best"),
        pytest.param(
            [there("a", grade="A", agency="Peskov", speaker="party"), there("b", grade="D", **OWNER)], "D3",
            id="the letter of the best claim, not of another of the same origin",
        ),
    ],
)  # fmt: skip
def test_confidence(articles: list[Told], confidence: str) -> None:
    assert row(matter(*articles)).confidence == confidence


def test_sides_of_a_membership_are_the_member_and_the_organisation() -> None:
    frozen = [
        article("a", "2024-05-01", about_csto("ParticipationFrozen", by="Pashinyan", speaks_for="ARM")),
        article("b", "2024-05-01", about_csto("ParticipationFrozen", by="Tasmagambetov", speaks_for="CSTO")),
    ]
    assert facet(matter(*frozen), "participation").confidence == "B1"
    assert facet(matter(frozen[0]), "participation").confidence == "B3"
