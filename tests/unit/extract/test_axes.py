"""Stage and axes come from the words above the trigger, never from the trigger alone."""

import pytest

from tests.unit.extract.reading import axes, claim, read

TAVUSH = "RUS:border_guards am.tavush"
NOW, PLAN, IF = "certain actual current", "certain planned future", "certain conditional future"
PAST, ASKED = "certain actual historical", "certain proposed future"

ROWS = [
    ("Russian border guards have left Tavush.", f"WithdrawalCompleted {TAVUSH}", NOW),
    ("Russian border guards are leaving Tavush.", f"WithdrawalBegun {TAVUSH}", NOW),
    ("Russian border guards have begun leaving Tavush.", f"WithdrawalBegun {TAVUSH}", NOW),
    ("Russian border guards will leave Tavush.", f"WithdrawalAnnounced {TAVUSH}", PLAN),
    ("Russian border guards are to leave Tavush.", f"WithdrawalAnnounced {TAVUSH}", PLAN),
    ("Russia has agreed to withdraw its border guards from Tavush.", f"WithdrawalAgreed {TAVUSH}", PLAN),
    ("Under the deal Russian border guards will leave Tavush.", f"WithdrawalAgreed {TAVUSH}", PLAN),
    ("Putin ordered Russian border guards out of Tavush.", f"WithdrawalOrdered {TAVUSH}", PLAN),
    ("Armenia asked Russia to pull its border guards out of Tavush.", f"WithdrawalRequested {TAVUSH}", NOW),
    ("Protesters demanded that Russian border guards leave Tavush.", f"WithdrawalProposed {TAVUSH}", ASKED),
    ("Russia refused to withdraw its border guards from Tavush.", f"WithdrawalRefused {TAVUSH}", NOW),
    ("Russia never refused to withdraw its guards from Tavush.", f"not WithdrawalRefused {TAVUSH}", NOW),
    ("The withdrawal of Russian border guards from Tavush was postponed.", f"WithdrawalPostponed {TAVUSH}", PLAN),
    ("The withdrawal of Russian border guards from Tavush was completed.", f"WithdrawalCompleted {TAVUSH}", NOW),
    ("Russian border guards have not left Tavush.", f"not WithdrawalCompleted {TAVUSH}", NOW),
    ("Russian border guards failed to leave Tavush.", f"not WithdrawalCompleted {TAVUSH}", NOW),
    ("Russian border guards have reportedly left Tavush.", f"WithdrawalCompleted {TAVUSH}", "probable actual current"),
    ("Russian border guards may leave Tavush.", f"WithdrawalAnnounced {TAVUSH}", "possible planned future"),
    ("If Yerevan asks, Russian border guards will leave Tavush.", f"WithdrawalAnnounced {TAVUSH}", IF),
    ("The Kremlin denied that Russian border guards had left Tavush.", f"not WithdrawalCompleted {TAVUSH}", NOW),
    ("Russian border guards will stay in Tavush.", f"PresenceToContinue {TAVUSH}", PLAN),
    ("Russian border guards are still in Tavush.", f"PresenceToContinue {TAVUSH}", NOW),
    ("Russian border guards will not leave Tavush until 2026.", f"PresenceToContinue {TAVUSH} until=2026", PLAN),
    ("Russian border guards serve in Tavush.", f"PresenceReported {TAVUSH}", NOW),
    ("In 2021 Russian border guards left Tavush.", f"WithdrawalCompleted {TAVUSH} occurred=2021", PAST),
    ("Two of the five Russian border guard posts in Tavush closed.", f"WithdrawalBegun {TAVUSH}", NOW),
    ("Talk that Armenia has left the CSTO is false.", "not ExitCompleted CSTO/ARM", NOW),
    ("Armenia will leave the CSTO if it stays silent.", "ExitThreatened CSTO/ARM", IF),
    ("Armenia has decided to freeze its participation in the CSTO.", "ParticipationFrozen CSTO/ARM", NOW),
    (
        "Armenia has decided to freeze its participation in the CSTO from January 2030.",
        "ParticipationFrozen CSTO/ARM effective=2030-01",
        PLAN,
    ),
    ("Armenia's exit from the CSTO cannot be excluded.", "ExitThreatened CSTO/ARM", "possible conditional future"),
    ("Armenia declined to attend the CSTO summit.", "SummitSkipped CSTO/ARM", NOW),
    ("Armenia will not take part in the CSTO drills.", "ExerciseSkipped CSTO/ARM", PLAN),
    ("Armenia has not left the CSTO.", "not ExitCompleted CSTO/ARM", NOW),
    ("Armenia is no longer a member of the CSTO.", "ExitCompleted CSTO/ARM", NOW),
]  # fmt: skip

SILENT = [
    "Have Russian border guards left Tavush?",
    "It is unclear whether Russian border guards will leave Tavush.",
    "Russian tourists are leaving Tavush.",
    "The bank has frozen the assets of a company in Gyumri.",
    "Armenia withdrew its bill on border trade.",
    "Pashinyan will not attend the CIS summit in Bishkek.",
    "Security guards at Zvartnots went on strike.",
]


@pytest.mark.parametrize(("text", "wanted", "how"), ROWS)
def test_stage_and_axes_follow_the_words_above_the_trigger(text: str, wanted: str, how: str) -> None:
    assert [(claim(r), axes(r)) for r in read(text)] == [(wanted, how)]


@pytest.mark.parametrize("text", SILENT)
def test_what_claims_nothing_yields_nothing(text: str) -> None:
    assert read(text) == []


def test_a_retraction_names_its_claim_and_asserts_nothing() -> None:
    (record,) = read(
        "We retract our report of August 6 that Russian troops had left the Erebuni airbase.", "2024-08-08"
    )
    assert record.type == "ArticleRetracted"
    assert record.target_claim is not None
    assert record.target_claim.type == "WithdrawalCompleted"
    assert record.target_claim.locations == ("am.yerevan.erebuni_airbase",)
    assert record.target_claim.published_on == "2024-08-06"


def test_a_correction_of_a_date_keeps_the_right_one() -> None:
    text = "Correction: the Agarak checkpoint was handed over to Armenia on January 1, not on December 30 as we wrote."
    found = {r.type: r for r in read(text, "2025-01-03")}
    assert found["ArticleCorrected"].target_claim is not None
    assert found["ArticleCorrected"].target_claim.when == "2024-12-30"
    assert [w.edtf for w in found["ControlHandoverCompleted"].when] == ["2025-01-01"]


def test_one_sentence_with_three_stages_gives_three_claims() -> None:
    text = "Russian guards have left Zvartnots, are leaving Agarak and will remain in Gyumri."
    assert [r.type for r in read(text)] == ["WithdrawalCompleted", "WithdrawalBegun", "PresenceToContinue"]


def test_an_answer_stands_beside_what_it_answers() -> None:
    first, second = read("Kyiv claims Russia is building up its base in Gyumri; Yerevan calls this fiction.")
    assert (first.polarity, first.certainty) == ("affirmed", "probable")
    assert (second.polarity, second.said.org) == ("denied", "Government of Armenia")
