"""domain.md section 4, "Which claims count, and from when"."""

import pytest

from events.record import Force, TargetClaim
from services.resolve.matter import Matter
from tests.unit.resolve.answering import evidence_at
from tests.unit.resolve.telling_stories import article, claim, clocks, matter, place, review, row

LEFT = claim("WithdrawalCompleted", "am.tavush", on="2024-06-01")
THERE = claim("PresenceReported", "am.tavush")
TARGET = TargetClaim(type="WithdrawalCompleted", locations=("am.tavush",))


def retraction(**target: object) -> dict[str, object]:
    return claim("ArticleRetracted", force=None, target=TARGET.model_copy(update=target))


def status(said: Matter, **asked: str) -> str:
    return place(said, "am.tavush", **asked).status


@pytest.mark.parametrize(
    ("published_at", "reported_by", "counts"),
    [
        pytest.param("2024-06-10", "2024-06-09", False, id="a day: not the day before"),
        pytest.param("2024-06-10", "2024-06-10", True, id="a day: on that day"),
        pytest.param("2024-06-10T23:30:00-04:00", "2024-06-10", False, id="a time counts in UTC"),
        pytest.param("2024-06-10T23:30:00-04:00", "2024-06-11", True, id="a time counts in UTC, next day"),
        pytest.param("2024-06", "2024-06-29", False, id="a month counts from its last day"),
        pytest.param("2024-06", "2024-06-30", True, id="a month: on its last day"),
        pytest.param(None, "2025-12-31", False, id="no date: not before it was recorded"),
        pytest.param(None, "2026-01-01", True, id="no date: from the day it was recorded"),
    ],
)
def test_an_article_counts_from_its_publication(published_at: str | None, reported_by: str, counts: bool) -> None:
    said = matter(article("a", published_at, LEFT))
    assert status(said, reported_by=reported_by) == ("withdrawn" if counts else "unknown")


def test_an_article_counts_for_the_log_clock_from_the_day_it_was_recorded() -> None:
    said = matter(article("a", "2024-06-10", LEFT, recorded="2025-03-01"))
    assert status(said, recorded_by="2025-02-28") == "unknown"
    assert status(said, recorded_by="2025-03-01") == "withdrawn"


@pytest.mark.parametrize(
    ("published_at", "revised_at", "last_day_of_the_old"),
    [
        pytest.param("2024-06-10", "2024-06-20T08:00:00Z", "2024-06-19", id="from revised_at"),
        pytest.param("2024-06-25", None, "2024-06-24", id="else from its own later published_at"),
        pytest.param("2024-06-10", None, "2026-01-04", id="else from the day it was recorded"),
        pytest.param("2024-06-01", None, "2026-01-04", id="an earlier published_at is not a later one"),
        pytest.param(None, None, "2026-01-04", id="without a date from the day it was recorded"),
    ],
)
def test_a_revision_supersedes_the_old_claims(
    published_at: str | None, revised_at: str | None, last_day_of_the_old: str
) -> None:
    said = matter(
        article("a", "2024-06-10", LEFT),
        article("a", published_at, THERE, edition=2, revised_at=revised_at, recorded="2026-01-05"),
    )
    assert status(said, reported_by=last_day_of_the_old) == "withdrawn"
    assert status(said) == "present"
    assert status(said, recorded_by="2026-01-04") == "withdrawn"


def test_a_text_read_again_counts_from_when_it_was_published_and_the_log_clock_tells_the_readings_apart() -> None:
    said = matter(
        article("a", "2024-06-10", THERE),
        article("a", "2024-06-10", LEFT, edition=2, recorded="2026-01-05", reread=True),
    )
    assert status(said, reported_by="2024-06-10") == "withdrawn"
    assert status(said, reported_by="2024-06-09") == "unknown"
    assert status(said, recorded_by="2026-01-04") == "present"


def test_a_revision_read_again_counts_from_its_own_day() -> None:
    said = matter(
        article("a", "2024-06-10", LEFT),
        article("a", "2024-06-10", LEFT, edition=2, revised_at="2024-07-01"),
        article("a", "2024-06-10", THERE, edition=3, recorded="2026-01-05", reread=True),
    )
    assert status(said, reported_by="2024-06-30") == "withdrawn"
    assert status(said, reported_by="2024-07-01") == "present"
    assert status(said, reported_by="2024-07-01", recorded_by="2026-01-04") == "withdrawn"


def test_a_claim_that_a_revision_repeats_was_told_in_the_first_edition() -> None:
    said = matter(
        article("a", "2024-05-09", THERE),
        article("a", "2024-05-09", THERE, claim("ForceReduced", "am.tavush"), edition=2, revised_at="2024-08-01"),
    )
    assert row(said).since == "../2024-05-09"


def test_what_a_revision_adds_was_told_when_it_was_revised() -> None:
    left = claim("WithdrawalCompleted", "am.tavush", on="2024-07-31")
    said = matter(
        article("a", "2024-05-09", THERE),
        article("a", "2024-05-09", THERE, left, edition=2, revised_at="2024-08-01"),
    )
    assert status(said, as_of="2024-07-30") == "present"
    assert status(said, as_of="2024-07-31") == "withdrawn"


@pytest.mark.parametrize("verdicts", [("rejected",), ("confirmed", "rejected")])
def test_a_rejected_claim_does_not_count_from_the_day_of_the_review(verdicts: tuple[str, ...]) -> None:
    reviews = [review("a", verdict, on=f"2026-02-0{n}") for n, verdict in enumerate(verdicts, 1)]
    said = matter(article("a", "2024-06-10", LEFT), reviews=reviews)
    assert status(said) == "unknown"
    assert status(said, recorded_by="2026-01-31") == "withdrawn"


def test_a_later_confirmation_brings_a_rejected_claim_back() -> None:
    reviews = [review("a", "rejected", on="2026-02-01"), review("a", "confirmed", on="2026-02-02")]
    assert status(matter(article("a", "2024-06-10", LEFT), reviews=reviews)) == "withdrawn"


@pytest.mark.parametrize(
    ("target", "source", "hit"),
    [
        pytest.param({}, "Reuters", True, id="same outlet, type and place"),
        pytest.param({}, "  reuters ", True, id="the outlet's name in other letters"),
        pytest.param({}, "TASS", False, id="another outlet"),
        pytest.param({"type": "WithdrawalBegun"}, "Reuters", False, id="another type"),
        pytest.param({"locations": ("am.syunik",)}, "Reuters", False, id="another place"),
        pytest.param({"locations": ()}, "Reuters", True, id="no place named"),
        pytest.param({"when": "2024-06-01"}, "Reuters", True, id="the same date"),
        pytest.param({"when": "2024-06"}, "Reuters", True, id="the date, coarser"),
        pytest.param({"when": "2024-07"}, "Reuters", False, id="another date"),
        pytest.param({"published_on": "2024-06-10"}, "Reuters", True, id="the day of publication"),
        pytest.param({"published_on": "2024-06-09"}, "Reuters", False, id="another day of publication"),
        pytest.param({"force": Force(owner="RUS", type="unspecified")}, "Reuters", True, id="the force, generic"),
        pytest.param({"force": Force(owner="RUS", type="peacekeepers")}, "Reuters", False, id="another force"),
        pytest.param({"force": Force(owner="AZE", type="border_guards")}, "Reuters", False, id="another owner"),
    ],
)
def test_a_retraction_takes_support_from_the_claims_it_names(target: dict[str, object], source: str, hit: bool) -> None:
    said = matter(article("a", "2024-06-10", LEFT), article("n", "2024-06-12", retraction(**target), source=source))
    assert status(said, reported_by="2024-06-11") == "withdrawn"
    assert status(said) == ("unknown" if hit else "withdrawn")


def test_a_retraction_makes_no_opposite_claim() -> None:
    said = matter(
        article("p", "2024-05-01", THERE), article("a", "2024-06-10", LEFT), article("n", "2024-06-12", retraction())
    )
    assert row(said).disputed_by == ()
    assert row(said).status == "present"


def test_a_notice_leaves_the_denial_beside_it_and_later_news_alone() -> None:
    not_left = claim("WithdrawalCompleted", "am.tavush", polarity="denied")
    gone_now = claim("WithdrawalCompleted", "am.tavush", on="2025-01-05")
    said = matter(
        article("a", "2024-06-10", LEFT),
        article("n", "2024-06-12", retraction(), not_left),
        article("b", "2025-01-06", gone_now),
    )
    assert status(said, as_of="2024-12-31") == "present"
    assert status(said) == "withdrawn"


def test_a_retracted_place_leaves_the_other_places_of_the_claim_alone() -> None:
    both = claim("WithdrawalCompleted", "am.tavush", "am.syunik", on="2024-06-01")
    said = matter(article("a", "2024-06-10", both), article("n", "2024-06-12", retraction()))
    assert place(said, "am.tavush").status == "unknown"
    assert place(said, "am.syunik").status == "withdrawn"


def test_a_superseded_notice_no_longer_counts() -> None:
    said = matter(
        article("a", "2024-06-10", LEFT),
        article("n", "2024-06-12", retraction()),
        article("n", "2024-06-12", edition=2, revised_at="2024-06-14"),
    )
    assert status(said, reported_by="2024-06-13") == "unknown"
    assert status(said) == "withdrawn"


def test_what_does_not_count_is_shown_as_such() -> None:
    said = matter(
        article("a", "2024-06-10", LEFT),
        article("b", "2024-06-10", LEFT, source="TASS"),
        article("b", "2024-06-10", THERE, source="TASS", edition=2, revised_at="2024-06-20"),
        article("c", "2024-06-10", LEFT, source="Interfax"),
        article("n", "2024-06-12", retraction()),
        article("m", "2024-06-12", retraction(), source="Nobody"),
        reviews=[review("c", "rejected")],
    )
    effects = {one.claim: one.effect for one in evidence_at(said, "am.tavush", clocks())}
    assert effects == {
        "a#1.1": "does not count: retracted by n#1.1",
        "b#1.1": "does not count: superseded by edition 2",
        "b#2.1": "sets present",
        "c#1.1": "does not count: rejected on review",
        "m#1.1": "matches no claim here",
        "n#1.1": "retracted: a#1.1",
    }
