"""domain.md section 4: what a claim asserts, by its type and its axes. Announced is not done."""

from typing import Any

import pytest

from events.claims import CLAIMS, NOTICES
from tests.unit.resolve.telling_stories import article, claim, matter, place

DENIED = {"polarity": "denied"}


def status_after(type: str, before: str | None, **axes: Any) -> str:
    """The status that one claim leaves a place in, where `before` (a claim type) came first."""
    earlier = [article("a", "2024-01-01", claim(before, "am.tavush"))] if before else []
    return place(matter(*earlier, article("b", "2024-06-01", claim(type, "am.tavush", **axes))), "am.tavush").status


@pytest.mark.parametrize(
    ("type", "state"),
    [
        ("DeploymentCompleted", "present"),
        ("WithdrawalBegun", "withdrawing"),
        ("WithdrawalCompleted", "withdrawn"),
        ("ControlHandoverCompleted", "handed_over"),
        ("JointDeploymentBegun", "present_joint"),
        ("PresenceReported", "present"),
        ("PresenceToContinue", "present"),
    ],
)
def test_what_is_done_or_seen_sets_the_state(type: str, state: str) -> None:
    assert status_after(type, None) == state
    assert status_after(type, None, certainty="probable") == state


@pytest.mark.parametrize("certainty", ["possible", "unknown"])
@pytest.mark.parametrize("type", ["DeploymentCompleted", "WithdrawalCompleted", "PresenceReported"])
def test_what_is_only_possible_sets_nothing(type: str, certainty: str) -> None:
    assert status_after(type, None, certainty=certainty) == "unknown"


@pytest.mark.parametrize("realis", ["planned", "conditional", "counterfactual", "proposed"])
@pytest.mark.parametrize("type", sorted(CLAIMS.keys() - NOTICES))
def test_what_is_not_actual_never_ends_a_presence(type: str, realis: str) -> None:
    assert status_after(type, "PresenceReported", realis=realis) == "present"


@pytest.mark.parametrize(
    "type",
    [
        "WithdrawalProposed", "WithdrawalThreatened", "WithdrawalRequested", "WithdrawalAgreed", "WithdrawalAnnounced",
        "WithdrawalOrdered", "WithdrawalRefused", "WithdrawalPostponed", "WithdrawalCancelled", "ControlHandoverAgreed",
        "JointDeploymentAgreed", "ForceReinforced", "ForceReduced", "RotationReported",
    ],
)  # fmt: skip
def test_who_is_to_leave_share_grow_or_rotate_is_there(type: str) -> None:
    assert status_after(type, None) == "present"
    assert status_after(type, None, polarity="denied") == "present"
    assert status_after(type, None, realis="conditional") == "present"
    assert status_after(type, None, realis="counterfactual") == "unknown"
    assert status_after(type, None, temporal="historical") == "unknown"
    assert status_after(type, "WithdrawalCompleted") == "withdrawn"


@pytest.mark.parametrize(
    ("type", "axes", "state"),
    [
        pytest.param("DeploymentAnnounced", {}, "unknown", id="who is to come is not there"),
        pytest.param("BasingTermsChanged", {}, "unknown", id="a lease is listed only"),
        pytest.param("PresenceToContinue", {"realis": "planned"}, "present", id="who will stay is there"),
        pytest.param("PresenceToContinue", {"realis": "planned", **DENIED}, "present", id="who will not stay is there"),
        pytest.param("PresenceToContinue", DENIED, "unknown", id="who does not stay is not"),
        pytest.param("WithdrawalCompleted", DENIED, "present", id="who has not left is there"),
        pytest.param("WithdrawalCompleted", {"certainty": "possible"}, "unknown", id="who may have left is not known"),
        pytest.param("WithdrawalCompleted", {"realis": "planned"}, "present", id="who will have left is there"),
        pytest.param("WithdrawalBegun", {"realis": "planned"}, "present", id="who will begin to leave is there"),
        pytest.param("ControlHandoverCompleted", DENIED, "present", id="who has not handed over is there"),
        pytest.param("JointDeploymentBegun", DENIED, "present", id="who does not share yet is there"),
        pytest.param("PresenceReported", DENIED, "unknown", id="a denied presence leaves the unknown unknown"),
        pytest.param("DeploymentCompleted", DENIED, "unknown", id="a denied deployment leaves the unknown unknown"),
        pytest.param("OfficialStatementMade", {}, "unknown", id="a stance decides nothing"),
    ],
)
def test_what_the_axes_make_of_it(type: str, axes: dict[str, str], state: str) -> None:
    assert status_after(type, None, **axes) == state


def test_a_presupposition_of_history_acts_at_its_own_date() -> None:
    asked = claim("WithdrawalRequested", "am.tavush", on="2024-03", temporal="historical")
    said = matter(article("a", "2024-10-01", asked))
    assert place(said, "am.tavush", as_of="2024-03-30").status == "unknown"
    assert place(said, "am.tavush", as_of="2024-03-31").subjects[0].since == "../2024-03"


@pytest.mark.parametrize("type", ["PresenceReported", "DeploymentCompleted", "PresenceToContinue"])
def test_a_denied_presence_disputes_and_never_withdraws(type: str) -> None:
    said = matter(
        article("a", "2024-01-01", claim("PresenceReported", "am.tavush")),
        article("b", "2024-06-01", claim(type, "am.tavush", polarity="denied", by="Minister", speaks_for="RUS")),
    )
    (found,) = place(said, "am.tavush").subjects
    assert found.status == "present"
    assert [(one.article, one.effect) for one in found.disputed_by] == [("b", "disputes present")]


def test_a_denial_of_the_same_day_disputes_whichever_comes_first() -> None:
    for first, second in (("a", "b"), ("b", "a")):
        said = matter(
            article(first, "2024-06-01", claim("PresenceReported", "am.tavush")),
            article(second, "2024-06-01", claim("PresenceReported", "am.tavush", polarity="denied")),
        )
        (found,) = place(said, "am.tavush").subjects
        assert [one.article for one in found.disputed_by] == [second]


@pytest.mark.parametrize(
    ("type", "status"),
    [("DeploymentCompleted", "present"), ("WithdrawalCompleted", "unknown"), ("WithdrawalAgreed", "unknown")],
)
def test_who_is_at_an_unlisted_site_is_in_its_parent_but_leaving_the_site_is_not_leaving_the_parent(
    type: str, status: str
) -> None:
    assert status_after(type, None, geo_precision="parent") == status


def test_several_parts_set_neither_status_nor_outlook() -> None:
    parts = claim("WithdrawalAgreed", "am", geo_precision="part")
    gone = claim("WithdrawalCompleted", "am", geo_precision="part")
    found = place(matter(article("a", "2024-05-09", parts, gone)), "am")
    assert (found.subjects, len(found.listed)) == ((), 2)
