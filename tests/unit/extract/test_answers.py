"""Notices of an outlet about its own words, denials that answer a claim, and what nobody says."""

import pytest

from events.reading import Reason
from events.record import Record
from services.ingest.extract import extract
from tests.unit.extract.reading import article_of, claim, read

TAVUSH = "RUS:border_guards am.tavush"
LEFT = "Russian border guards had left Tavush"

NOTICES = [
    (f"The agency has retracted its May 30 report that {LEFT}.", "ArticleRetracted", "2024-05-30"),
    (f"Hetq on Friday retracted its claim that {LEFT}.", "ArticleRetracted", None),
    (f"The newspaper has taken down its story of 30 May that {LEFT}.", "ArticleRetracted", "2024-05-30"),
    (f"We have deleted our report that {LEFT}.", "ArticleRetracted", None),
    (f"An earlier version of this article said that {LEFT}.", "ArticleCorrected", None),
    (f"We wrongly reported on Friday that {LEFT}.", "ArticleCorrected", None),
    (
        f"Our report of 30 May said that {LEFT}; in fact the guards are still in place.",
        "ArticleCorrected",
        "2024-05-30",
    ),
]


@pytest.mark.parametrize(("text", "kind", "published"), NOTICES)
def test_a_notice_names_the_wrong_claim_and_does_not_make_it(text: str, kind: str, published: str | None) -> None:
    (found,) = [r for r in read(text) if r.type.startswith("Article") or r.polarity == "affirmed"]
    assert found.target_claim is not None
    target = found.target_claim
    assert (found.type, target.type, target.locations) == (kind, "WithdrawalCompleted", ("am.tavush",))
    assert target.published_on == published


RIGHTED = [
    ("Correction: Russian border guards left Tavush on May 30, not on May 20 as we wrote.",
     f"WithdrawalCompleted {TAVUSH} occurred=2024-05-30", ("am.tavush",), "2024-05-20"),
    ("Correction: Russian border guards left Tavush, not Goris.",
     f"WithdrawalCompleted {TAVUSH}", ("am.syunik.goris",), None),
    ("CORRECTED: Russian border guards leave Tavush (not Goris, as stated in an earlier version)",
     f"WithdrawalCompleted {TAVUSH}", ("am.syunik.goris",), None),
]  # fmt: skip


@pytest.mark.parametrize(("text", "right", "places", "day"), RIGHTED)
def test_a_correction_takes_back_what_stands_behind_not(
    text: str, right: str, places: tuple[str, ...], day: str | None
) -> None:
    notice, stated = read(text)
    assert notice.target_claim is not None
    assert (claim(stated), notice.target_claim.locations, notice.target_claim.when) == (right, places, day)


NO_NOTICES = [
    "Russia has withdrawn its report to the council; Russian border guards left Tavush.",
    "We reported on Friday that Russian border guards had left Tavush.",
    "The ministry corrected the map: Russian border guards left Tavush.",
]


@pytest.mark.parametrize("text", NO_NOTICES)
def test_other_corrections_are_no_notices(text: str) -> None:
    assert not [r for r in read(text) if r.type.startswith("Article")]


def voiced(record: Record) -> str:
    said = record.said
    return f"{claim(record)} {record.certainty} by {said.by or said.org or said.via or 'nobody'}"


GONE = f"WithdrawalCompleted {TAVUSH}"
KYIV, MOSCOW = "Government of Ukraine", "Government of Russia"
ANSWERS = [
    ("Kyiv says Russian border guards left Tavush; Moscow calls this fiction.",
     [f"{GONE} certain by {KYIV}", f"not {GONE} certain by {MOSCOW}"]),
    ("Kyiv claims Russian border guards left Tavush, but Moscow denied it.",
     [f"{GONE} probable by {KYIV}", f"not {GONE} certain by {MOSCOW}"]),
    ("Kyiv says Russian border guards left Tavush. Moscow dismissed the claim as nonsense.",
     [f"{GONE} certain by {KYIV}", f"not {GONE} certain by {MOSCOW}"]),
    ("Hetq reported that Russian border guards had left Tavush. Peskov said this was untrue.",
     [f"{GONE} probable by Hetq", f"not {GONE} certain by Dmitry Peskov"]),
    ("Reports that Russian border guards had left Tavush are false.", [f"not {GONE} certain by nobody"]),
    ("Claims that Russian border guards had left Tavush are untrue, Peskov said.",
     [f"not {GONE} certain by Dmitry Peskov"]),
    ("Peskov called reports that Russian border guards had left Tavush a fabrication.",
     [f"not {GONE} certain by Dmitry Peskov"]),
    ("The information that Russian border guards left Tavush does not correspond to reality, Peskov said.",
     [f"not {GONE} certain by Dmitry Peskov"]),
    ("It is not true that Russian border guards have left Tavush, Peskov said.",
     [f"not {GONE} certain by Dmitry Peskov"]),
    ("Contrary to reports, Russian border guards have not left Tavush.", [f"not {GONE} certain by nobody"]),
    ("There are reports that Russian border guards have left Tavush.", [f"{GONE} probable by nobody"]),
    ("Russian border guards have reportedly left Tavush.", [f"{GONE} probable by nobody"]),
    ("Russian border guards are believed to have left Tavush.", [f"{GONE} probable by unspecified reports"]),
    ("Russian border guards have left Tavush, Kommersant wrote.", [f"{GONE} probable by Kommersant"]),
    ("Russian border guards have left Tavush, a mayor alleged.", [f"{GONE} probable by mayor"]),
    ("Russian border guards have left Tavush, an official hinted.", [f"{GONE} probable by unnamed official"]),
]  # fmt: skip


@pytest.mark.parametrize(("text", "wanted"), ANSWERS)
def test_claim_and_denial_both_stand_each_on_its_own_word(text: str, wanted: list[str]) -> None:
    assert [voiced(r) for r in read(text)] == wanted


def test_what_a_former_official_foretells_is_unknown() -> None:
    (found,) = read("Former foreign minister Vartan Oskanian said Russian border guards would leave Tavush.")
    assert found.certainty == "unknown"


UNSAID = [
    ("Will Russian border guards leave Tavush?", Reason.QUESTION),
    ("Peskov was asked whether Russian border guards would leave Tavush.", Reason.QUESTION),
    ("Peskov was asked when Russian border guards would leave Tavush.", Reason.QUESTION),
    ("The ministry did not say when Russian border guards would leave Tavush.", Reason.QUESTION),
    ("Yerevan hopes that Russian border guards will leave Tavush.", Reason.ONLY_HOPED),
    ("Villagers fear that Russian border guards will leave Tavush.", Reason.ONLY_HOPED),
    ("Peskov did not confirm that Russian border guards would leave Tavush.", Reason.NOT_SAID),
    ("Peskov declined to confirm that Russian border guards had left Tavush.", Reason.NOT_SAID),
    ("Nobody has said that Russian border guards will leave Tavush.", Reason.NOT_SAID),
    ("The two ministers discussed the withdrawal of Russian border guards from Tavush.", Reason.ONLY_DISCUSSED),
    ("If Russian border guards leave Tavush, the road will be closed.", Reason.CONDITION_ONLY),
    ("Once Russian border guards leave Tavush, the road will open.", Reason.CONDITION_ONLY),
]


@pytest.mark.parametrize(("text", "reason"), UNSAID)
def test_what_nobody_says_is_no_claim_but_is_accounted_for(text: str, reason: Reason) -> None:
    reading = extract(article_of(text))
    assert reading.claims == ()
    assert [(entry.reason, text[entry.start : entry.end]) for entry in reading.unread] == [(reason, text)]


QUIET = ["Tavush produces good wine.", "The president visited a school.", "The ministry left the question open."]


@pytest.mark.parametrize("text", QUIET)
def test_a_sentence_about_other_things_is_not_unread(text: str) -> None:
    assert extract(article_of(text)).unread == ()


def test_no_sentence_is_both_read_and_unread() -> None:
    reading = extract(article_of("Russian border guards left Tavush. Will they leave Goris?"))
    (entry,) = reading.unread
    assert all(not entry.start <= r.quote.start < entry.end for r in reading.claims)
