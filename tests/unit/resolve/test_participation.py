"""domain.md section 4, "Participation of a member in an organisation"."""

from typing import Any

import pytest

from services.resolve.matter import Matter
from tests.unit.resolve.telling_stories import about_csto, article, csto, facet, matter

MEMBER = {"by": "Pashinyan", "speaks_for": "ARM"}
OTHER = {"by": "Zakharova", "speaks_for": "RUS"}


def story(*claims: dict[str, Any]) -> Matter:
    """One article a claim, on the first of each month of 2024."""
    return matter(*(article(f"a{n}", f"2024-{n:02d}-01", one) for n, one in enumerate(claims, 1)))


def told(type: str, **more: Any) -> dict[str, Any]:
    return about_csto(type, **more)


FROZEN, FORMAL = told("ParticipationFrozen"), told("ParticipationFrozen", basis="formal")


@pytest.mark.parametrize(
    ("claims", "facet_name", "value"),
    [
        pytest.param([], "participation", "unknown", id="each may be unknown"),
        pytest.param([told("SummitSkipped")], "participation", "partial", id="a summit skipped: partial"),
        pytest.param([told("ExerciseSkipped")], "participation", "partial", id="a drill skipped: partial"),
        pytest.param([told("ParticipationLimited")], "participation", "partial", id="limited: partial"),
        pytest.param([told("SummitAttended")], "participation", "active", id="attended, from unknown: active"),
        pytest.param([told("ExerciseJoined")], "participation", "active", id="joined, from unknown: active"),
        pytest.param([told("SummitSkipped"), told("SummitAttended")], "participation", "partial",
                     id="attended moves only unknown"),
        pytest.param([told("SummitAttended"), told("SummitSkipped")], "participation", "partial",
                     id="skipped moves active"),
        pytest.param([told("ParticipationResumed"), told("SummitSkipped")], "participation", "partial",
                     id="skipped moves resumed"),
        pytest.param([FROZEN], "participation", "frozen_de_facto", id="frozen without a basis: de facto"),
        pytest.param([told("ParticipationFrozen", basis="de_facto")], "participation", "frozen_de_facto",
                     id="frozen de facto"),
        pytest.param([FORMAL], "participation", "frozen_formal", id="frozen formally"),
        pytest.param([FROZEN, FORMAL], "participation", "frozen_formal", id="formal after de facto"),
        pytest.param([FORMAL, FROZEN], "participation", "frozen_formal", id="a retelling without a basis changes none"),
        pytest.param([FROZEN, told("SummitSkipped"), told("ExerciseJoined")], "participation", "frozen_de_facto",
                     id="weak claims do not act on frozen"),
        pytest.param([FROZEN, told("ParticipationResumed")], "participation", "resumed", id="resumed"),
        pytest.param([told("ParticipationFrozen", realis="planned")], "participation", "unknown", id="planned: no"),
        pytest.param([told("ParticipationFrozen", certainty="possible")], "participation", "unknown", id="maybe: no"),
        pytest.param([told("FundingStopped")], "funding", "stopped", id="funding stopped"),
        pytest.param([told("FundingStopped"), told("FundingResumed")], "funding", "resumed", id="funding resumed"),
        pytest.param([told("FundingStopped", polarity="denied")], "funding", "paying", id="has not stopped paying"),
        pytest.param([FROZEN], "legal", "member", id="frozen and still a member are both true"),
        pytest.param([told("ExitProposed", realis="proposed")], "legal", "member", id="who is to leave is a member"),
        pytest.param([told("ExitCompleted", realis="planned")], "legal", "member", id="who will leave is a member"),
        pytest.param([told("FundingStopped", realis="counterfactual")], "legal", "unknown", id="counterfactual: no"),
        pytest.param([told("ParticipationFrozen", polarity="denied")], "legal", "unknown", id="not denied"),
        pytest.param([told("MembershipAffirmed")], "legal", "member", id="membership affirmed"),
        pytest.param([told("ExitNotified")], "legal", "exit_notified", id="notice given"),
        pytest.param([told("ExitNotified"), told("MembershipAffirmed")], "legal", "exit_notified",
                     id="a member until it has left"),
        pytest.param([told("ExitCompleted")], "legal", "former", id="left"),
        pytest.param([told("ExitCompleted"), FROZEN], "legal", "former", id="presupposed until it left"),
        pytest.param([told("ExitCompleted"), told("ParticipationResumed")], "legal", "member", id="came back"),
        pytest.param([told("ExitCompleted", polarity="denied")], "legal", "member", id="has not left: a member"),
        pytest.param([told("ExitThreatened", certainty="possible")], "exit_stage", "threatened", id="did not rule out"),
        pytest.param([told("ExitThreatened")], "exit_stage", "threatened", id="threatened, conditional"),
        pytest.param([told("ExitAnnounced")], "exit_stage", "announced", id="announced, planned"),
        pytest.param([told("ExitNotified")], "exit_stage", "notified", id="notified"),
        pytest.param([told("ExitCompleted")], "exit_stage", "completed", id="completed"),
        pytest.param([told("ExitAnnounced")], "legal", "member", id="announced is not done"),
        pytest.param([told("ExitCompleted", realis="planned")], "exit_stage", "unknown", id="planned is not completed"),
        pytest.param([told("ExitProposed", realis="proposed")], "exit_stage", "unknown", id="proposed is no stage"),
        pytest.param([told("ExitAnnounced"), told("ExitThreatened")], "exit_stage", "announced",
                     id="a lower stage never replaces a higher"),
        pytest.param([told("ExitAnnounced"), told("ExitAnnounced", polarity="denied", **MEMBER)], "exit_stage", "none",
                     id="the member takes it back"),
        pytest.param([told("ExitThreatened"), told("ExitNotified", polarity="denied")], "exit_stage", "threatened",
                     id="no notice: the threat stands"),
    ],
)  # fmt: skip
def test_facets(claims: list[dict[str, Any]], facet_name: str, value: str) -> None:
    assert facet(story(*claims), facet_name).value == value


def test_a_member_that_is_said_to_have_left_and_not_to_have_left_is_contested() -> None:
    left = told("ExitCompleted", speaker="unnamed")
    said = story(told("ExitAnnounced"), left, told("ExitCompleted", polarity="denied", **MEMBER))
    legal, stage = facet(said, "legal"), facet(said, "exit_stage")
    assert (legal.value, stage.value) == ("member", "announced")
    assert [one.article for one in legal.disputed_by] == ["a2"]
    assert [one.article for one in stage.disputed_by] == ["a2"]


def test_an_exit_that_is_set_aside_leaves_the_stage_as_unknown_as_before() -> None:
    said = story(told("ExitCompleted", speaker="unnamed"), told("ExitCompleted", polarity="denied", **MEMBER))
    found = facet(said, "exit_stage")
    assert (found.value, found.since, found.evidence) == ("unknown", None, ())
    assert [one.article for one in found.disputed_by] == ["a1"]


@pytest.mark.parametrize(
    ("denial", "disputed"),
    [
        pytest.param(told("ParticipationFrozen", polarity="denied", **OTHER), True, id="not frozen"),
        pytest.param(told("ParticipationFrozen", polarity="denied", basis="formal", **OTHER), False,
                     id="not formally frozen: says nothing against de facto"),
    ],
)  # fmt: skip
def test_a_denied_freeze_disputes_it(denial: dict[str, Any], disputed: bool) -> None:
    found = facet(story(FROZEN, denial), "participation")
    assert (found.value, bool(found.disputed_by)) == ("frozen_de_facto", disputed)


def test_a_stage_denied_by_others_is_disputed() -> None:
    found = facet(story(told("ExitAnnounced"), told("ExitAnnounced", polarity="denied", **OTHER)), "exit_stage")
    assert (found.value, len(found.disputed_by)) == ("announced", 1)


@pytest.mark.parametrize(
    ("claims", "since", "other_dates"),
    [
        pytest.param([told("ParticipationFrozen", on="2023-12"), told("ParticipationFrozen", on="2024-01")],
                     "2023-12", ("2024-01",), id="the earliest stated date"),
        pytest.param([FROZEN, FROZEN], "../2024-01-01", (), id="else the earliest telling, open to the left"),
        pytest.param([told("FundingStopped", said_on="2023-12-30"), told("FundingStopped", said_on="2024-01-15")],
                     "../2023-12-30", ("2024-01-15",), id="the said_on of an undated claim is another date"),
    ],
)  # fmt: skip
def test_since(claims: list[dict[str, Any]], since: str, other_dates: tuple[str, ...]) -> None:
    found = facet(story(*claims), "funding" if claims[0]["type"] == "FundingStopped" else "participation")
    assert (found.since, found.other_dates) == (since, other_dates)


def test_a_stage_of_leaving_acts_from_the_day_it_was_taken() -> None:
    announced = about_csto("ExitAnnounced", dates=[("2023-12-20", "occurred"), ("2025-01-01", "effective")])
    assert facet(story(announced), "exit_stage").since == "2023-12-20"


def test_planned_claims_are_expected_and_nothing_more() -> None:
    said = story(told("SummitSkipped", realis="planned", on="2024-11"), told("FundingStopped", realis="planned"))
    found = csto(said)
    assert [one.type for one in found.expected] == ["SummitSkipped", "FundingStopped"]
    assert (found.facets["participation"].value, found.facets["funding"].value) == ("unknown", "unknown")
    assert csto(said, as_of="2023-12-31").expected == ()
    assert len(csto(said, as_of="2030-01-01").expected) == 2


def test_all_four_facets_are_there_and_nothing_of_another_member() -> None:
    said = matter(article("a", "2024-01-01", about_csto("ParticipationFrozen", member="UZB")))
    found = csto(said)
    assert {name: one.value for name, one in found.facets.items()} == dict.fromkeys(
        ("legal", "participation", "funding", "exit_stage"), "unknown"
    )
    assert found.listed == ()


def test_what_decides_nothing_is_listed() -> None:
    found = csto(story(told("ParticipationFrozen", certainty="possible", polarity="denied")))
    assert [one.effect for one in found.listed] == ["listed: denied, possible, actual, current"]
