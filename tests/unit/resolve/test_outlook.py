"""domain.md section 4, "Outlook": plans, stages, dates; announced is not done."""

from typing import Any

import pytest

from services.resolve.conclusions import Outlook
from services.resolve.matter import Matter
from tests.unit.resolve.telling_stories import article, claim, matter, place, row

OWNER = {"by": "Peskov", "speaks_for": "RUS"}
HOST = {"by": "Pashinyan", "speaks_for": "ARM"}
OTHER = {"by": "Analyst", "speaks_for": "FRA"}


def plan(stage: str, by_date: str | None = None, **more: Any) -> dict[str, Any]:
    return claim(f"Withdrawal{stage}", "am.tavush", on=by_date, role="effective", **more)


def says(type: str, on: str | None = None, **more: Any) -> dict[str, Any]:
    return claim(type, "am.tavush", on=on, **more)


def story(*claims: dict[str, Any]) -> Matter:
    """One article a claim, on the first of each month of 2024."""
    return matter(*(article(f"a{n}", f"2024-{n:02d}-01", one) for n, one in enumerate(claims, 1)))


def outlook(said: Matter, **asked: str) -> tuple[str, str, str | None] | None:
    found = row(said, **asked).outlook
    return (found.plan, found.stage, found.effective) if found else None


@pytest.mark.parametrize(
    ("type", "shown"),
    [
        ("WithdrawalRequested", ("withdrawal", "requested", None)),
        ("WithdrawalAgreed", ("withdrawal", "agreed", None)),
        ("WithdrawalAnnounced", ("withdrawal", "announced", None)),
        ("WithdrawalOrdered", ("withdrawal", "ordered", None)),
        ("WithdrawalRefused", ("withdrawal", "refused", None)),
        ("WithdrawalPostponed", ("withdrawal", "postponed", None)),
        ("WithdrawalCancelled", ("withdrawal", "cancelled", None)),
        ("ControlHandoverAgreed", ("handover", "agreed", None)),
        ("JointDeploymentAgreed", ("joint_guarding", "agreed", None)),
        ("DeploymentAnnounced", ("deployment", "announced", None)),
        ("WithdrawalProposed", None),
        ("WithdrawalThreatened", None),
    ],
)
def test_each_plan_has_its_stage(type: str, shown: tuple[str, str, None] | None) -> None:
    assert outlook(story(says(type))) == shown


@pytest.mark.parametrize(
    ("claims", "shown"),
    [
        pytest.param([plan("Requested"), plan("Agreed")], ("agreed", None), id="a higher stage replaces a lower"),
        pytest.param([plan("Ordered"), plan("Agreed")], ("ordered", None), id="a lower never replaces a higher"),
        pytest.param(
            [plan("Agreed"), plan("Requested", "2024-08-01")], ("agreed", "2024-08-01"), id="but it may bring the date"
        ),
        pytest.param(
            [plan("Agreed", "2024-09-01"), plan("Requested", "2024-08-01")], ("agreed", "2024-09-01"),
            id="not another date",
        ),
        pytest.param([plan("Announced"), plan("Agreed")], ("agreed", None), id="agreed = announced: agreed is named"),
        pytest.param([plan("Agreed"), plan("Announced")], ("agreed", None), id="agreed = announced, the other way"),
        pytest.param(
            [plan("Requested", "2024-08-01"), plan("Agreed")], ("agreed", "2024-08-01"), id="the date stays"
        ),
        pytest.param(
            [plan("Agreed", "2024"), plan("Agreed", "2024-08-01"), plan("Announced", "2024-08")],
            ("agreed", "2024-08-01"),
            id="a restatement keeps the most precise compatible date",
        ),
        pytest.param(
            [plan("Agreed", "2024-08-01"), plan("Agreed", "2024-09-01")], ("agreed", "2024-09-01"), id="the plan moves"
        ),
        pytest.param([plan("Ordered"), plan("Refused")], ("refused", None), id="refused replaces any"),
        pytest.param(
            [plan("Agreed", "2024-08-01"), plan("Postponed", "2025-01-01")], ("postponed", "2025-01-01"),
            id="postponed replaces any, with its own date",
        ),
        pytest.param([plan("Agreed", "2024-08-01"), plan("Cancelled")], ("cancelled", None), id="cancelled too"),
        pytest.param([plan("Cancelled"), plan("Requested")], ("requested", None), id="a live stage replaces an ended"),
        pytest.param(
            [plan("Agreed"), plan("Cancelled"),
             claim("WithdrawalAgreed", "am.tavush", on="2024-01", role="agreed")],
            ("cancelled", None),
            id="a live stage older than the end does not",
        ),
        pytest.param(
            [plan("Requested"), claim("WithdrawalAgreed", "am.tavush", on="2024-02-01", role="agreed"),
             claim("WithdrawalRefused", "am.tavush", on="2024-01-20")],
            ("agreed", None),
            id="an end older than the act does not end it",
        ),
        pytest.param(
            [plan("Agreed"), plan("Announced"), plan("Announced"),
             claim("WithdrawalCancelled", "am.tavush", on="2024-02-15")],
            ("cancelled", None),
            id="telling a plan again does not make it younger than its end",
        ),
        pytest.param(
            [plan("Agreed"), plan("Announced", polarity="denied", **OWNER)], ("cancelled", None),
            id="denied by the owner: ended",
        ),
        pytest.param(
            [plan("Requested"), plan("Announced", polarity="denied", **OWNER)], ("refused", None),
            id="a request denied by the owner: refused",
        ),
        pytest.param(
            [plan("Agreed"), plan("Agreed", polarity="denied", **HOST)], ("cancelled", None),
            id="denied by the host: ended",
        ),
        pytest.param(
            [plan("Requested"), plan("Agreed", polarity="denied", **HOST)], ("requested", None),
            id="no agreement: the request stands",
        ),
        pytest.param([plan("Agreed", realis="conditional")], None, id="an if is listed only"),
        pytest.param([plan("Agreed", certainty="possible")], None, id="a may is listed only"),
        pytest.param([plan("Completed", "2024-08-01", realis="planned")], ("announced", "2024-08-01"),
                     id="will have left is a plan"),
    ],
)  # fmt: skip
def test_within_a_plan(claims: list[dict[str, Any]], shown: tuple[str, str | None] | None) -> None:
    found = outlook(story(*claims))
    assert (found and found[1:]) == shown


def test_a_plan_denied_by_others_is_disputed() -> None:
    found = row(story(plan("Agreed"), plan("Agreed", polarity="denied", **OTHER)))
    assert found.outlook == Outlook(plan="withdrawal", stage="agreed")
    assert [(one.article, one.effect) for one in found.disputed_by] == [
        ("a2", "disputes withdrawal agreed; supports present")
    ]


@pytest.mark.parametrize(
    ("claims", "shown"),
    [
        pytest.param(
            [says("ControlHandoverAgreed"), plan("Cancelled")], ("handover", "agreed"), id="a standing before an ended"
        ),
        pytest.param([plan("Ordered"), says("ControlHandoverAgreed")], ("withdrawal", "ordered"), id="highest stage"),
        pytest.param(
            [says("ControlHandoverAgreed"), says("JointDeploymentAgreed")],
            ("joint_guarding", "agreed"),
            id="latest told",
        ),
    ],
)
def test_of_several_plans_is_shown(claims: list[dict[str, Any]], shown: tuple[str, str]) -> None:
    found = outlook(story(*claims))
    assert found is not None
    assert found[:2] == shown


def test_told_on_one_day_handover_is_shown_then_joint_guarding_withdrawal_deployment() -> None:
    plans = [says("DeploymentAnnounced"), plan("Agreed"), says("JointDeploymentAgreed"), says("ControlHandoverAgreed")]
    shown = []
    while plans:
        found = outlook(matter(article("a", "2024-01-01", *plans)))
        assert found is not None
        shown.append(found[0])
        plans.pop()
    assert shown == ["handover", "joint_guarding", "withdrawal", "deployment"]


@pytest.mark.parametrize("done", ["WithdrawalCompleted", "ControlHandoverCompleted"])
def test_a_completed_transition_clears_the_plans_to_leave(done: str) -> None:
    said = story(plan("Agreed", "2024-02-15"), says("ControlHandoverAgreed"), says(done, "2024-02-10"))
    assert outlook(said) is None
    assert outlook(said, as_of="2024-02-09") is not None


def test_no_plan_to_leave_stands_on_those_who_left_even_if_told_later() -> None:
    assert outlook(story(says("WithdrawalCompleted"), plan("Agreed", "2024-08-01"))) is None


def test_a_plan_told_while_they_were_gone_does_not_wait_for_them_to_come_back() -> None:
    said = story(says("WithdrawalCompleted"), plan("Agreed", "2024-08-01"), says("DeploymentCompleted"))
    assert (row(said).status, outlook(said)) == ("present", None)


def test_a_plan_made_before_the_withdrawal_does_not_come_back_with_a_deployment() -> None:
    old = claim("WithdrawalAgreed", "am.tavush", on="2024-01-01", role="agreed")
    said = story(plan("Agreed"), says("WithdrawalCompleted"), says("DeploymentCompleted"), old)
    assert (row(said).status, outlook(said)) == ("present", None)


def test_a_withdrawal_that_lost_a_contradiction_clears_no_plan() -> None:
    said = story(
        plan("Agreed", "2024-08-01"),
        says("WithdrawalCompleted", speaker="unnamed"),
        plan("Announced", "2024-08-01"),
        says("WithdrawalCompleted", polarity="denied", **OWNER),
    )
    assert outlook(said, as_of="2024-03-31") is None
    assert outlook(said) == ("withdrawal", "agreed", "2024-08-01")


def test_begun_joint_guarding_clears_its_plan_and_no_other() -> None:
    said = story(says("JointDeploymentAgreed"), plan("Agreed"), says("JointDeploymentBegun"))
    assert outlook(said) == ("withdrawal", "agreed", None)


def test_a_completed_deployment_clears_its_plan() -> None:
    said = story(says("DeploymentAnnounced", "2024-02", role="effective"), says("DeploymentCompleted"))
    assert (row(said).status, outlook(said)) == ("present", None)


def test_a_begun_withdrawal_keeps_its_plan() -> None:
    said = story(plan("Agreed", "2024-08-01"), says("WithdrawalBegun"))
    assert (row(said).status, outlook(said)) == ("withdrawing", ("withdrawal", "agreed", "2024-08-01"))


@pytest.mark.parametrize(
    ("stage", "effective", "as_of", "due"),
    [
        pytest.param("Agreed", "2024-08-01", "2024-08-01", False, id="on its day it has not passed"),
        pytest.param("Agreed", "2024-08-01", "2024-08-02", True, id="from the day after"),
        pytest.param("Agreed", "2024-08", "2024-08-31", False, id="a month: not on its last day"),
        pytest.param("Agreed", "2024-08", "2024-09-01", True, id="a month: the day after its last day"),
        pytest.param("Requested", "2024-08-01", "2025-01-01", True, id="a request too"),
        pytest.param("Ordered", "2024-08-01", "2025-01-01", True, id="an order too"),
        pytest.param("Postponed", "2024-08-01", "2025-01-01", False, id="what is postponed is never due"),
        pytest.param("Agreed", None, "2030-01-01", False, id="without a date never"),
        pytest.param("Agreed", "2024-08-01/..", "2030-01-01", False, id="an open end never passes"),
    ],
)
def test_due(stage: str, effective: str | None, as_of: str, due: bool) -> None:
    found = row(story(plan(stage, effective)), as_of=as_of)
    assert found.status == "present"
    assert found.outlook is not None
    assert found.outlook.due is due


def test_nothing_is_due_where_no_day_is_asked_for() -> None:
    found = row(story(plan("Agreed", "2024-02-01"))).outlook
    assert found is not None
    assert not found.due


def test_a_plan_told_after_the_day_asked_for_does_not_stand_on_it() -> None:
    assert place(story(plan("Agreed")), "am.tavush", as_of="2023-12-31").subjects == ()


def test_a_plan_told_as_history_stands_from_the_day_of_the_act() -> None:
    accord = claim(
        "WithdrawalAgreed", "am.tavush", dates=[("1999", "agreed"), ("2002-12-31", "deadline")], temporal="historical"
    )
    said = matter(article("a", "2024-05-01", accord))
    assert outlook(said, as_of="2000-01-01") == ("withdrawal", "agreed", "2002-12-31")
    undated = claim("WithdrawalAgreed", "am.tavush", on="2002-12-31", role="deadline", temporal="historical")
    assert place(matter(article("a", "2024-05-01", undated)), "am.tavush").subjects == ()


def test_a_row_without_presence_rests_on_its_plan() -> None:
    found = row(story(says("DeploymentAnnounced", **OWNER)))
    assert (found.status, found.since, found.sources, found.confidence) == ("unknown", None, 1, "B3")
    assert [one.effect for one in found.evidence] == ["outlook: deployment announced"]
