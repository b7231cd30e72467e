"""domain.md section 4, "The fold": transitions, contradictions, `since`, `other_dates`, `last_confirmed`."""

from datetime import date
from typing import Any

import pytest

from services.resolve.matter import Matter
from tests.unit.resolve.telling_stories import article, claim, matter, row

OFFICIAL = {"by": "Governor", "speaks_for": "ARM"}
RESIDENTS = {"speaker": "unnamed"}


def says(type: str, on: str | None = None, **more: Any) -> dict[str, Any]:
    return claim(type, "am.tavush", on=on, **more)


def story(*days: tuple[str, dict[str, Any]]) -> Matter:
    """One article a claim, published on its day."""
    return matter(*(article(f"a{n}", day, one) for n, (day, one) in enumerate(days, 1)))


@pytest.mark.parametrize(
    ("days", "status", "since", "other_dates"),
    [
        pytest.param(
            [("2020-12-01", says("DeploymentCompleted", "2020-11-10")), ("2024-05-01", says("WithdrawalBegun"))],
            "withdrawing", "../2024-05-01", (),
            id="a transition sets its state",
        ),
        pytest.param(
            [("2024-06-20", says("WithdrawalCompleted", "2024-06-12")), ("2024-07-01", says("DeploymentCompleted"))],
            "present", "../2024-07-01", (),
            id="a later deployment is a change, not a contradiction",
        ),
        pytest.param(
            [
                ("2024-06-13", says("WithdrawalCompleted", "2024-06-12")),
                ("2024-06-20", says("WithdrawalCompleted", "2024-06-15")),
                ("2024-06-21", says("WithdrawalCompleted", said_on="2024-06-21")),
            ],
            "withdrawn", "2024-06-12", ("2024-06-15", "2024-06-21"),
            id="the same state again: its date goes to other_dates",
        ),
        pytest.param(
            [("2024-05-09", says("PresenceReported")), ("2024-06-01", says("DeploymentCompleted", "2020-23"))],
            "present", "2020-23", (),
            id="a deployment told later but done earlier begins the run",
        ),
        pytest.param(
            [("2024-05-09", says("PresenceReported")), ("2024-06-01", says("DeploymentCompleted", "2024-05-20"))],
            "present", "../2024-05-09", ("2024-05-20",),
            id="a restatement never moves since forward",
        ),
        pytest.param(
            [("2024-02-23", says("WithdrawalCompleted", said_on="2024-02-22")),
             ("2024-05-08", says("WithdrawalCompleted", "2024-02"))],
            "withdrawn", "2024-02", ("2024-02-22",),
            id="a stated month that reaches back to the undated beginning is its date",
        ),
        pytest.param(
            [("2024-12-31", says("WithdrawalCompleted", "2024-12-30")),
             ("2025-01-02", says("ControlHandoverCompleted", "2025-01-01"))],
            "handed_over", "2024-12-30", ("2025-01-01",),
            id="withdrawn and handed over: handed over is shown, since is the earlier",
        ),
        pytest.param(
            [("2024-12-31", says("WithdrawalCompleted", "2025-01-01")),
             ("2024-12-31", says("ControlHandoverCompleted", "2024-12-30"))],
            "handed_over", "2024-12-30", ("2025-01-01",),
            id="handed over, then withdrawn: the same",
        ),
        pytest.param(
            [("2024-06-12", says("WithdrawalCompleted", "2024-06-12")), ("2024-06-12", says("WithdrawalBegun"))],
            "withdrawn", "2024-06-12", (),
            id="begun and completed on one day: in the order of phases",
        ),
        pytest.param(
            [("2024-04-17", says("WithdrawalBegun")), ("2024-05-01", says("PresenceReported"))],
            "withdrawing", "../2024-04-17", (),
            id="who is leaving is still there: compatible",
        ),
    ],
)  # fmt: skip
def test_the_fold(days: list[tuple[str, Any]], status: str, since: str, other_dates: tuple[str, ...]) -> None:
    found = row(story(*days))
    assert (found.status, found.since, found.other_dates) == (status, since, other_dates)


@pytest.mark.parametrize(
    ("earlier", "later", "status", "disputed_by"),
    [
        pytest.param(OFFICIAL, RESIDENTS, "withdrawn", ["a2"], id="the better graded side stands: the earlier"),
        pytest.param(RESIDENTS, OFFICIAL, "present", ["a1"], id="the better graded side stands: the later"),
        pytest.param(RESIDENTS, RESIDENTS, "present", ["a1"], id="equal grades: the later"),
        pytest.param({"grade": "A"}, {"grade": "C"}, "withdrawn", ["a2"], id="equal digits: the better letter"),
        pytest.param({**RESIDENTS, "grade": "A"}, {**OFFICIAL, "grade": "F"}, "present", ["a1"], id="the digit first"),
    ],
)
def test_an_incompatible_observation_contradicts(
    earlier: dict[str, Any], later: dict[str, Any], status: str, disputed_by: list[str]
) -> None:
    said = story(
        ("2024-06-05", says("WithdrawalCompleted", **earlier)), ("2024-06-18", says("PresenceToContinue", **later))
    )
    found = row(said)
    assert (found.status, [one.article for one in found.disputed_by]) == (status, disputed_by)
    assert {one.grade[1] for one in found.disputed_by} == {"4"}
    assert row(said, as_of="2024-06-17").status == "withdrawn"
    assert row(said, as_of="2024-06-17").disputed_by == ()


def test_more_origins_on_the_losing_side_turn_the_contradiction() -> None:
    said = story(
        ("2024-06-05", says("WithdrawalCompleted", **OFFICIAL)),
        ("2024-06-18", says("PresenceReported", speaker="unnamed", agency="AP")),
        ("2024-06-20", says("PresenceReported", via="AFP")),
    )
    assert row(said, as_of="2024-06-19").status == "withdrawn"
    found = row(said)
    assert (found.status, found.sources, found.confidence) == ("present", 2, "B2")
    assert [one.article for one in found.disputed_by] == ["a1"]


def test_a_denied_withdrawal_is_an_observation() -> None:
    said = story(
        ("2024-06-05", says("WithdrawalCompleted", speaker="unnamed")),
        ("2024-06-06", says("WithdrawalCompleted", polarity="denied", **OFFICIAL)),
    )
    assert row(said).status == "present"


def test_a_presupposition_contradicts_nothing() -> None:
    said = story(
        ("2024-06-05", says("WithdrawalCompleted", speaker="unnamed")),
        ("2024-06-06", says("WithdrawalRefused", **OFFICIAL)),
    )
    assert (row(said).status, row(said).disputed_by) == ("withdrawn", ())


def test_a_new_transition_ends_the_dispute() -> None:
    said = story(
        ("2024-06-05", says("WithdrawalCompleted", **OFFICIAL)),
        ("2024-06-18", says("PresenceToContinue", **RESIDENTS)),
        ("2024-07-01", says("DeploymentCompleted", **OFFICIAL)),
    )
    assert (row(said).status, row(said).disputed_by) == ("present", ())


def test_the_row_is_confirmed_by_the_latest_day_a_supporting_claim_holds() -> None:
    said = story(
        ("2024-05-09", says("PresenceReported")),
        ("2024-06-20", says("PresenceToContinue", "2024-06-18")),
        ("2024-07-01", says("PresenceReported", certainty="possible")),
    )
    assert row(said).last_confirmed == date(2024, 6, 18)


def test_the_size_is_the_one_told_last_of_those_who_are_there() -> None:
    said = story(
        ("2020-11-13", says("DeploymentCompleted", "2020-11-10", count=1960)),
        ("2023-01-01", says("PresenceReported", count=2000)),
        ("2023-06-01", says("ForceReduced", count=300)),
    )
    size = row(said).size
    assert size is not None
    assert (size.value, size.stated_on) == (2000, date(2023, 1, 1))
    gone = matter(*[article("z", "2024-06-12", says("WithdrawalCompleted", count=2000))])
    assert row(gone).size is None


def test_a_stated_end_of_term_is_shown_while_they_are_there() -> None:
    stays = says("PresenceToContinue", "2044", role="until", realis="planned")
    said = story(("2023-10-28", stays), ("2024-06-05", says("WithdrawalCompleted")))
    assert row(said, as_of="2024-06-04").until == "2044"
    assert row(said).until is None


def test_a_lease_tells_the_end_of_term_and_nothing_else() -> None:
    lease = says(
        "BasingTermsChanged", role="until", dates=[("2010", "occurred"), ("2044", "until")], temporal="historical"
    )
    said = story(("2023-10-28", says("PresenceReported")), ("2023-10-29", lease))
    assert (row(said).until, row(said).status, row(said).sources) == ("2044", "present", 1)
