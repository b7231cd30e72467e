"""domain.md section 4: a subject is owner x force class x place; what a claim leaves open is fitted."""

from typing import Any

import pytest

from tests.unit.resolve.answering import evidence_at
from tests.unit.resolve.telling_stories import OPEN_CLOCKS, article, claim, matter, place


def says(type: str, force: str | tuple[str, ...], **more: Any) -> dict[str, Any]:
    return claim(type, "am.tavush", force=force, **more)


def rows(*claims: dict[str, Any]) -> dict[tuple[str | None, str], str]:
    """(owner, force class) -> status, from one article a claim, a day apart."""
    said = matter(*(article(f"a{n}", f"2024-06-{n:02d}", one) for n, one in enumerate(claims, 1)))
    return {(one.owner, one.force): one.status for one in place(said, "am.tavush").subjects}


GUARDS, PEACE = ("RUS", "border_guards"), ("RUS", "peacekeepers")


@pytest.mark.parametrize(
    ("claims", "expected"),
    [
        pytest.param(
            [says("PresenceReported", f"RUS {kind}") for kind in ("base_garrison", "air_force", "military_police")],
            {("RUS", "military"): "present"},
            id="garrison, air force and military police are one class",
        ),
        pytest.param(
            [says("PresenceReported", "RUS border_guards"), says("PresenceReported", "RUS peacekeepers")],
            {GUARDS: "present", PEACE: "present"},
            id="other classes are subjects of their own",
        ),
        pytest.param(
            [says("PresenceReported", "RUS border_guards"), says("WithdrawalCompleted", "RUS troops")],
            {GUARDS: "withdrawn"},
            id="generic troops count for the one subject they fit",
        ),
        pytest.param(
            [says("PresenceReported", "RUS border_guards"), says("WithdrawalCompleted", "- border_guards")],
            {GUARDS: "withdrawn"},
            id="a claim without an owner acts where one subject fits",
        ),
        pytest.param(
            [says("WithdrawalCompleted", ()), says("PresenceReported", "RUS border_guards")],
            {GUARDS: "present"},
            id="a claim without a force fits the one subject, told first or not",
        ),
        pytest.param([says("PresenceReported", "- border_guards")], {}, id="no owner makes no subject"),
        pytest.param([says("PresenceReported", "- troops")], {}, id="no owner and no class makes no subject"),
        pytest.param(
            [says("PresenceReported", "RUS troops"), says("PresenceReported", "RUS unspecified")],
            {("RUS", "unspecified"): "present"},
            id="where none fits the owner makes a subject of its own",
        ),
        pytest.param(
            [says("PresenceReported", "RUS troops"), says("PresenceReported", "RUS border_guards")],
            {GUARDS: "present"},
            id="not once a class is known, whoever came first",
        ),
        pytest.param(
            [
                says("PresenceReported", ("RUS border_guards", "RUS peacekeepers")),
                says("WithdrawalCompleted", "RUS troops"),
            ],
            {GUARDS: "withdrawn", PEACE: "withdrawn"},
            id="several fit: a completed transition with an owner acts on each",
        ),
        pytest.param(
            [
                says("PresenceReported", ("RUS border_guards", "RUS peacekeepers")),
                says("WithdrawalBegun", "RUS troops"),
            ],
            {GUARDS: "present", PEACE: "present"},
            id="several fit: any other claim acts on none",
        ),
        pytest.param(
            [
                says("PresenceReported", ("RUS border_guards", "RUS peacekeepers")),
                says("WithdrawalCompleted", "- troops"),
            ],
            {GUARDS: "present", PEACE: "present"},
            id="several fit: without an owner none, even completed",
        ),
        pytest.param(
            [
                says("PresenceReported", "RUS border_guards", by="A"),
                says("PresenceReported", "RUS border_guards", by="B"),
                says("PresenceReported", "RUS peacekeepers", by="C"),
            ],
            {GUARDS: "present"},
            id="a class named by one origin is evidence where two name another",
        ),
        pytest.param(
            [
                says("PresenceReported", "RUS border_guards", by="A"),
                says("PresenceReported", "RUS border_guards", by="A"),
                says("PresenceReported", "RUS peacekeepers", by="C"),
            ],
            {GUARDS: "present", PEACE: "present"},
            id="one speaker twice is one origin",
        ),
        pytest.param([says("PresenceReported", "ARM border_guards")], {}, id="owners that are not tracked make no row"),
        pytest.param(
            [says("PresenceReported", "EU civilian_mission")],
            {("EU", "civilian_mission"): "present"},
            id="a tracked mission has a row",
        ),
        pytest.param(
            [says("PresenceReported", "RUS border_guards", certainty="possible")],
            {},
            id="what decides nothing makes no subject",
        ),
    ],
)
def test_rows(claims: list[dict[str, Any]], expected: dict[tuple[str | None, str], str]) -> None:
    assert rows(*claims) == expected


def test_a_claim_that_fits_several_is_shown_with_all() -> None:
    said = matter(
        article("a", "2024-06-01", says("PresenceReported", ("RUS border_guards", "RUS peacekeepers"))),
        article("b", "2024-06-02", says("WithdrawalBegun", "RUS troops")),
    )
    assert [one.effect for one in place(said, "am.tavush").listed] == [
        "listed: fits RUS border_guards and RUS peacekeepers, acts on none"
    ]


def test_the_effect_on_several_subjects_is_told_for_each() -> None:
    said = matter(
        article("a", "2024-06-01", says("PresenceReported", ("RUS border_guards", "RUS peacekeepers"))),
    )
    assert [one.effect for one in evidence_at(said, "am.tavush", OPEN_CLOCKS)] == [
        "RUS border_guards: sets present; RUS peacekeepers: sets present"
    ]


def test_a_place_is_exactly_itself() -> None:
    said = matter(article("a", "2024-06-01", claim("ControlHandoverCompleted", "am.syunik.agarak_checkpoint")))
    assert place(said, "am.syunik.agarak_checkpoint").status == "handed_over"
    assert place(said, "am.syunik").status == "unknown"
    assert place(said, "am.border.irn").status == "unknown"


def test_an_excepted_place_is_listed_and_decides_nothing() -> None:
    gone = claim("WithdrawalCompleted", "am.syunik", locations_excluded=("am.tavush",))
    found = place(matter(article("a", "2024-06-01", gone)), "am.tavush")
    assert (found.status, found.subjects) == ("unknown", ())
    assert [one.effect for one in found.listed] == ["listed: names the place as an exception"]


@pytest.mark.parametrize(
    ("statuses", "own"),
    [
        (("WithdrawalCompleted", "PresenceReported"), "present"),
        (("PresenceReported", "JointDeploymentBegun"), "present_joint"),
        (("WithdrawalCompleted", "WithdrawalBegun"), "withdrawing"),
        (("WithdrawalCompleted", "ControlHandoverCompleted"), "handed_over"),
    ],
)
def test_the_status_of_a_place_is_the_first_found_of_its_subjects(statuses: tuple[str, str], own: str) -> None:
    said = matter(
        article("a", "2024-06-01", says(statuses[0], "RUS border_guards")),
        article("b", "2024-06-01", says(statuses[1], "RUS peacekeepers")),
    )
    assert place(said, "am.tavush").status == own
