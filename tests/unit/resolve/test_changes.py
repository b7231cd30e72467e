"""domain.md section 4, "Also": a change is the difference between the conclusions before and after."""

from datetime import date
from typing import Any

from services.resolve.changes import differences
from services.resolve.conclusions import Change
from services.resolve.matter import Matter
from tests.unit.resolve.telling_stories import about_csto, article, claim, csto, matter, place

TAVUSH = "presence/am.tavush/RUS/border_guards"


def says(type: str, on: str | None = None, role: str = "effective", **more: Any) -> dict[str, Any]:
    return claim(type, "am.tavush", on=on, role=role, **more)


def story(*claims: dict[str, Any]) -> Matter:
    return matter(*(article(f"a{n}", f"2024-{n:02d}-01", one) for n, one in enumerate(claims, 1)))


def changes(*claims: dict[str, Any]) -> list[Change]:
    """What the last of the claims changed at the place."""
    return list(differences(place(story(*claims[:-1]), "am.tavush"), place(story(*claims), "am.tavush")))


def test_the_first_word_on_a_place_changes_its_status_from_unknown() -> None:
    after = place(story(says("PresenceReported")), "am.tavush")
    change = Change(subject=TAVUSH, kind="status", before="unknown", after="present")
    assert differences(None, after) == (change,)


def test_a_dated_plan_changes_the_outlook_and_falls_due_on_the_day_after() -> None:
    assert changes(says("PresenceReported"), says("WithdrawalAgreed", "2025-01-01")) == [
        Change(subject=TAVUSH, kind="outlook", before=None, after="withdrawal agreed 2025-01-01"),
        Change(
            subject=TAVUSH,
            kind="due",
            before="withdrawal agreed 2025-01-01",
            after="withdrawal agreed 2025-01-01, due",
            not_before=date(2025, 1, 2),
        ),
    ]


def test_a_plan_for_a_month_falls_due_after_its_last_day() -> None:
    (due,) = [one for one in changes(says("WithdrawalRequested", "2024-08")) if one.kind == "due"]
    assert due.not_before == date(2024, 9, 1)


def test_an_undated_or_ended_plan_never_falls_due() -> None:
    assert [one.kind for one in changes(says("PresenceReported"), says("WithdrawalAgreed"))] == ["outlook"]
    assert [one.kind for one in changes(says("WithdrawalAgreed"), says("WithdrawalPostponed", "2025-01-01"))] == [
        "outlook"
    ]


def test_a_restatement_changes_nothing() -> None:
    assert changes(says("WithdrawalAgreed", "2025-01-01"), says("WithdrawalAgreed", "2025-01-01")) == []


def test_the_departure_changes_status_and_clears_the_outlook() -> None:
    left = claim("WithdrawalCompleted", "am.tavush")
    assert changes(says("WithdrawalAgreed", "2025-01-01"), left) == [
        Change(subject=TAVUSH, kind="status", before="present", after="withdrawn"),
        Change(subject=TAVUSH, kind="outlook", before="withdrawal agreed 2025-01-01", after=None),
    ]


def test_a_row_becomes_disputed_and_is_no_longer() -> None:
    left, there = says("WithdrawalCompleted", by="Governor"), says("PresenceReported", speaker="unnamed")
    disputed = Change(subject=TAVUSH, kind="dispute", before=None, after="disputed")
    assert changes(left, there) == [disputed]
    settled = changes(left, there, says("DeploymentCompleted"))
    assert Change(subject=TAVUSH, kind="dispute", before="disputed", after=None) in settled


def test_a_row_that_is_no_longer_supported_goes_back_to_unknown() -> None:
    before = place(story(says("PresenceReported")), "am.tavush")
    after = place(story(), "am.tavush")
    assert differences(before, after) == (Change(subject=TAVUSH, kind="status", before="present", after="unknown"),)


def test_facets_change_one_by_one() -> None:
    before = csto(story(about_csto("SummitSkipped")))
    after = csto(story(about_csto("SummitSkipped"), about_csto("ParticipationFrozen")))
    assert differences(before, after) == (
        Change(subject="participation/CSTO/ARM/participation", kind="facet", before="partial", after="frozen_de_facto"),
    )
    assert {one.subject for one in differences(None, before)} == {
        "participation/CSTO/ARM/legal",
        "participation/CSTO/ARM/participation",
    }


def test_a_conclusion_does_not_differ_from_itself() -> None:
    said = story(says("WithdrawalAgreed", "2025-01-01"), says("WithdrawalCompleted", polarity="denied"))
    assert differences(place(said, "am.tavush"), place(said, "am.tavush")) == ()
    assert differences(None, None) == ()
