"""domain.md section 6, "Read model after all five": the claims of five articles, and what follows from them."""

import pytest

from services.resolve.matter import Matter
from tests.unit.resolve.telling_stories import about_csto, article, claim, csto, matter, place, row

PROVINCES = ("am.tavush", "am.syunik", "am.vayots_dzor", "am.gegharkunik", "am.ararat")
PESKOV = {"by": "Dmitry Peskov", "speaks_for": "RUS", "said_on": "2024-05-09"}


def all_five() -> Matter:
    militarnyi = article(
        "000",
        "2024-10-13",
        claim("WithdrawalAgreed", "am.border.irn", force="RUS troops", via="TRT"),
        claim("PresenceReported", "am.border.irn", on="1992", role="since", force="RUS troops"),
        about_csto("ParticipationFrozen", said_on="2024-09-01"),
        about_csto("ExerciseSkipped"),
        about_csto("FundingStopped"),
        source="Militarnyi",
    )
    rferl = article(
        "001",
        "2024-05-09",
        claim(
            "WithdrawalAgreed",
            *PROVINCES,
            on="2024-05-08",
            role="agreed",
            force=("RUS border_guards", "RUS troops"),
            **PESKOV,
        ),
        claim("PresenceToContinue", "am.border.tur", "am.border.irn", realis="planned"),
        claim(
            "DeploymentCompleted", "am", on="2020-23", temporal="historical", geo_precision="part", force="RUS troops"
        ),
        claim("WithdrawalCompleted", "az.karabakh", force="RUS peacekeepers", hosts=("AZE",)),
        claim("WithdrawalRequested", "am.yerevan.zvartnots_airport", on="2024-08-01", role="effective"),
        about_csto("ParticipationFrozen", "2024-03", by="Nikol Pashinian", speaks_for="ARM", via="France 24"),
        about_csto("SummitSkipped", "2023-11", temporal="historical"),
        source="RFE/RL",
    )
    defense_post = article(
        "002",
        "2024-10",
        claim("ControlHandoverAgreed", "am.syunik.agarak_checkpoint", on="2025-01-01", role="effective"),
        claim("JointDeploymentAgreed", "am.border.tur", on="2025-01-01", role="effective"),
        about_csto("ParticipationFrozen", "2024-02", temporal="historical"),
        about_csto("ExitThreatened", by="Nikol Pashinyan", speaks_for="ARM", said_on="2024-09"),
        source="The Defense Post",
    )
    czech = article(
        "003",
        "2024-05",
        claim("WithdrawalAgreed", "am", geo_precision="part", force="RUS troops", **PESKOV),
        claim("PresenceToContinue", "am.border.tur", "am.border.irn", via="Interfax"),
        claim("WithdrawalBegun", "am", geo_precision="part", force="RUS troops", via="AP"),
        about_csto("ParticipationFrozen", "2024-02"),
        source="Czech daily",
    )
    oc_media = article(
        "004",
        "2023-11",
        about_csto("ExerciseSkipped", "2023-10"),
        about_csto("SummitSkipped", "2023-11"),
        source="OC Media",
    )
    return matter(militarnyi, rferl, defense_post, czech, oc_media)


@pytest.mark.parametrize(
    ("where", "force", "status", "plan", "stage", "effective", "due"),
    [
        *[(province, "border_guards", "present", "withdrawal", "agreed", None, False) for province in PROVINCES],
        ("am.yerevan.zvartnots_airport", "border_guards", "present", "withdrawal", "requested", "2024-08-01", True),
        ("am.syunik.agarak_checkpoint", "border_guards", "present", "handover", "agreed", "2025-01-01", False),
        ("am.border.tur", "border_guards", "present", "joint_guarding", "agreed", "2025-01-01", False),
        ("am.border.irn", "border_guards", "present", "withdrawal", "agreed", None, False),
    ],
)
def test_asked_for_november_2024(
    where: str, force: str, status: str, plan: str, stage: str, effective: str | None, due: bool
) -> None:
    found = row(all_five(), where, as_of="2024-11-01")
    assert (found.owner, found.force, found.status) == ("RUS", force, status)
    assert found.outlook is not None
    assert (found.outlook.plan, found.outlook.stage, found.outlook.effective, found.outlook.due) == (
        plan, stage, effective, due,
    )  # fmt: skip


def test_agarak_is_due_in_february_and_still_not_handed_over() -> None:
    found = row(all_five(), "am.syunik.agarak_checkpoint", as_of="2025-02-01")
    assert found.status == "present"
    assert found.outlook is not None
    assert (found.outlook.plan, found.outlook.stage, found.outlook.due) == ("handover", "agreed", True)


def test_karabakh_is_withdrawn() -> None:
    found = row(all_five(), "az.karabakh", as_of="2024-11-01")
    assert (found.status, found.since, found.outlook) == ("withdrawn", "../2024-05-09", None)


def test_the_border_with_iran_is_held_since_1992() -> None:
    assert row(all_five(), "am.border.irn", as_of="2024-11-01").since == "1992"


def test_parts_of_armenia_set_nothing_for_armenia() -> None:
    found = place(all_five(), "am", as_of="2024-11-01")
    assert (found.status, found.subjects, len(found.listed)) == ("unknown", (), 3)


def test_csto_is_frozen_de_facto_since_february_unpaid_and_still_a_member() -> None:
    facets = csto(all_five(), as_of="2024-11-01").facets
    assert facets["participation"].value == "frozen_de_facto"
    assert facets["participation"].since == "2024-02"
    assert facets["participation"].other_dates == ("2024-03", "2024-09-01")
    assert facets["funding"].value == "stopped"
    assert facets["legal"].value == "member"


def test_csto_was_partial_not_frozen_at_the_end_of_2023() -> None:
    facets = csto(all_five(), as_of="2023-12-01").facets
    assert facets["participation"].value == "partial"
    assert facets["funding"].value == "unknown"
