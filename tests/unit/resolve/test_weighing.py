"""The arithmetic of a grade can be followed: whose word, in which claims, joined by which likeness, by which rule."""

from typing import Any

import pytest

from services.resolve.matter import EditionKey, Matter
from services.resolve.weighed import Weighing, Weight
from services.resolve.weighing import SHOWN
from tests.unit.resolve.answering import weigh_at
from tests.unit.resolve.telling_stories import Told, about_csto, article, claim, clocks, matter, row


def there(id: str, source: str = "Reuters", on: str = "2024-05-01", **more: Any) -> Told:
    return article(id, on, claim("PresenceReported", "am.tavush", **more), source=source)


def gone(id: str, on: str = "2024-06-01", **more: Any) -> Told:
    return article(id, on, claim("WithdrawalCompleted", "am.tavush", **more))


def weighed(said: Matter, likeness: dict[tuple[str, str], float] | None = None) -> Weighing:
    pairs = {(EditionKey(a, 1), EditionKey(b, 1)): value for (a, b), value in (likeness or {}).items()}
    (only,) = weigh_at(said, "am.tavush", clocks(), pairs)
    return only


def supported(said: Matter, likeness: dict[tuple[str, str], float] | None = None) -> Weight:
    found = weighed(said, likeness).support
    assert found is not None
    return found


@pytest.mark.parametrize(
    ("articles", "grade", "rule", "letter_of"),
    [
        pytest.param(
            [there("a", by="Peskov", speaks_for="RUS"), there("b", by="Pashinyan", speaks_for="ARM", grade="A")],
            "A1", "two or more origins, from both sides of the matter", "b#1.1", id="both sides",
        ),
        pytest.param([there("a"), there("b")], "B2", "two or more origins", "a#1.1", id="two texts"),
        pytest.param(
            [there("a", grade="A", agency="Peskov", speaker="party"), there("b", grade="D", by="Peskov")],
            "D3", "one origin: a named official", "b#1.1", id="the letter is that of the official",
        ),
        pytest.param([there("a")], "B6", "one origin, and no named official", "a#1.1", id="one text"),
    ],
)  # fmt: skip
def test_a_grade_says_its_rule_and_whose_letter_it_has(
    articles: list[Told], grade: str, rule: str, letter_of: str
) -> None:
    said = matter(*articles)
    found = supported(said)
    assert (found.grade, found.rule, found.letter_of) == (grade, rule, letter_of)
    assert found.grade == weighed(said).confidence == row(said).confidence
    assert found.origins_total == row(said).sources


def test_ten_outlets_that_quote_one_speaker_are_one_origin_with_ten_claims() -> None:
    outlets = [f"Outlet {n}" for n in range(10)]
    found = supported(
        matter(*(there(f"a{n}", source=outlet, by="Peskov", speaks_for="RUS") for n, outlet in enumerate(outlets)))
    )
    (voice,) = found.origins
    assert (found.grade, voice.kind, voice.name, voice.side, voice.claims_total) == (
        "B3", "speaker", "Peskov", "owner", 10,
    )  # fmt: skip
    assert [one.outlet for one in voice.claims] == outlets


def test_copies_are_one_origin_and_show_which_texts_were_joined_by_which_likeness() -> None:
    silent = article("x", "2024-05-01")
    said = matter(there("a"), there("b"), silent, there("c"), copies=[("a", "b"), ("a", "x"), ("b", "x"), ("x", "c")])
    likeness = {("a", "b"): 0.9, ("a", "x"): 0.41234, ("b", "x"): 0.5, ("c", "x"): 0.31}
    (voice,) = supported(said, likeness).origins
    assert (voice.kind, voice.name, voice.claims_total) == ("article", "article a", 3)
    assert [(pair.article, pair.other, pair.likeness) for pair in voice.copies] == [
        ("a", "b", 0.9), ("b", "x", 0.5), ("c", "x", 0.31),
    ]  # fmt: skip


def test_an_agency_cited_is_an_origin_of_its_own_kind() -> None:
    (voice,) = supported(matter(there("a", via="TASS"), there("b", via="TASS"))).origins
    assert (voice.kind, voice.name, voice.claims_total, voice.copies) == ("agency", "via TASS", 2, ())


def test_a_claim_shows_how_its_letter_came() -> None:
    edition, (testimony,) = there("a", source="Hetq", via="TASS", speaker="agency", grade="C")
    grading = testimony.claim.grading.model_copy(update={"outlet": "B", "cited": "C"})
    graded = testimony.claim.model_copy(update={"grading": grading})
    said = matter((edition, [type(testimony)(testimony.event_id, testimony.edition, graded)]))
    (one,) = supported(said).origins[0].claims
    assert (one.letter, one.outlet, one.outlet_letter, one.role, one.cites, one.cited_letter) == (
        "C", "Hetq", "B", "agency", "TASS", "C",
    )  # fmt: skip


@pytest.mark.parametrize(
    ("speaks_for", "role"), [("RUS", "official_own"), ("ARM", "official_own"), ("FRA", "official_other")]
)
def test_an_official_of_a_side_of_the_matter_has_a_role_of_its_own(speaks_for: str, role: str) -> None:
    (voice,) = supported(matter(there("a", by="Spokesman", speaks_for=speaks_for))).origins
    assert voice.claims[0].role == role


@pytest.mark.parametrize(
    ("articles", "value", "against", "verdict", "shown_as"),
    [
        pytest.param(
            [gone("a", by="Governor"), there("b", on="2024-07-01", by="residents", speaker="unnamed", grade="D")],
            "withdrawn", "D6", "B3 against D6: the better graded side stands", 4, id="the better graded",
        ),
        pytest.param(
            [gone("a"), there("b", on="2024-07-01")],
            "present", "B6", "B6 against B6: the grades are equal, so the later side stands", 4, id="the later",
        ),
        pytest.param(
            [gone("a", by="Peskov", speaks_for="RUS"), gone("b", by="Pashinyan", speaks_for="ARM"),
             there("c", on="2024-07-01", grade="A")],
            "withdrawn", "A6", "B1 against A6: the better graded side stands", 5, id="both sides speak against it",
        ),
        pytest.param(
            [there("a"), article("b", "2024-07-01", claim("PresenceReported", "am.tavush", polarity="denied"))],
            "present", "B6", "disputed by a denial, which never replaces a value", 4, id="a denial",
        ),
    ],
)  # fmt: skip
def test_who_lost_is_weighed_too_with_why(
    articles: list[Told], value: str, against: str, verdict: str, shown_as: int
) -> None:
    said = matter(*articles)
    found = weighed(said)
    assert found.against is not None
    assert (found.value, found.against.grade, found.verdict, found.shown_as) == (value, against, verdict, shown_as)
    assert {one.grade[1] for one in row(said).disputed_by} == {str(shown_as)}


def test_a_row_that_only_has_a_plan_takes_its_grade_from_the_plan() -> None:
    said = matter(article("a", "2024-05-01", claim("DeploymentAnnounced", "am.tavush", by="Peskov")))
    found = weighed(said)
    assert (found.value, found.support) == ("unknown", None)
    assert found.outlook is not None
    assert found.confidence == found.outlook.grade == row(said).confidence == "B3"


def test_a_plan_beside_a_state_is_weighed_by_itself() -> None:
    said = matter(
        there("a"), article("b", "2024-05-02", claim("WithdrawalAgreed", "am.tavush", by="Peskov", speaks_for="RUS"))
    )
    found = weighed(said)
    assert found.support is not None
    assert found.outlook is not None
    assert (found.confidence, found.support.grade, found.outlook.grade) == ("B2", "B2", "B3")


def test_many_origins_are_counted_and_some_are_shown() -> None:
    found = supported(matter(*(there(f"a{n:03d}") for n in range(SHOWN * 2))))
    assert (found.origins_total, len(found.origins)) == (SHOWN * 2, SHOWN)


def test_a_claim_that_is_not_in_view_weighs_nothing() -> None:
    said = matter(there("a"), there("b", on="2024-08-01"))
    (then,) = weigh_at(said, "am.tavush", clocks(reported_by="2024-06-01"), {})
    assert then.confidence == "B6"


def test_each_facet_of_a_membership_that_something_was_said_of_is_weighed() -> None:
    said = matter(
        article("a", "2024-05-01", about_csto("ParticipationFrozen", by="Pashinyan", speaks_for="ARM")),
        article("b", "2024-05-01", about_csto("ParticipationFrozen", by="Tasmagambetov", speaks_for="CSTO")),
    )
    found = {one.subject: one for one in weigh_at(said, ("CSTO", "ARM"), clocks(), {})}
    assert found.keys() == {"participation/CSTO/ARM/legal", "participation/CSTO/ARM/participation"}
    frozen = found["participation/CSTO/ARM/participation"].support
    assert frozen is not None
    assert frozen.grade == "B1"
    assert [voice.side for voice in frozen.origins] == ["member", "organisation"]
