"""Every sample article yields what its row says, and nothing of what it must not."""

import json
from collections.abc import Iterator
from functools import lru_cache
from pathlib import Path

import pytest

from events.article import Article
from events.record import Record
from services.ingest.extract import extract
from tests.unit.extract.reading import axes, claim

SAMPLES = Path(__file__).parents[3] / "samples" / "articles.jsonl"
NOW, PAST, PLAN = "certain actual current", "certain actual historical", "certain planned future"
FIVE = "am.tavush am.syunik am.vayots_dzor am.gegharkunik am.ararat"

MUST: dict[str, tuple[tuple[str, str, str | None], ...]] = {
    "interfax-2020-11-13-karabakh": (
        ("DeploymentCompleted RUS:peacekeepers az.karabakh occurred=2020-11-10", NOW, "Ministry of Defence of Russia"),
    ),
    "civilnet-2023-10-24-radars": (
        ("ArmsDealSigned", NOW, None),
        ("ArmsDealNegotiated", NOW, None),
        ("EngagementHeld am occurred=2023-09", NOW, None),
    ),
    "tass-2023-10-28-bases": (
        ("PresenceReported RUS:base_garrison am.shirak.gyumri.base_102", NOW, None),
        ("PresenceToContinue RUS:base_garrison am.shirak.gyumri.base_102 until=2044", PLAN, None),
        ("PresenceReported RUS:air_force am.yerevan.erebuni_airbase", NOW, None),
        ("PresenceToContinue RUS:air_force am.yerevan.erebuni_airbase until=2044", PLAN, None),
        ("PresenceReported RUS:border_guards am.border.tur since=1992", NOW, None),
        ("PresenceReported RUS:border_guards am.border.irn since=1992", NOW, None),
        ("PresenceReported RUS:border_guards am.armavir.margara_checkpoint", NOW, None),
    ),
    "reuters-2023-11-24-minsk": (
        ("SummitSkipped by.minsk CSTO/ARM occurred=2023-11-23", NOW, None),
        ("ExerciseSkipped CSTO/ARM occurred=2023-10", NOW, None),
    ),
    "oc-media-2024-02-23-freeze": (("ParticipationFrozen CSTO/ARM", NOW, "Nikol Pashinyan"),),
    "azatutyun-2024-03-12-zvartnots": (
        (
            "WithdrawalRequested RUS:border_guards am.yerevan.zvartnots_airport deadline=2024-08-01",
            NOW,
            "Nikol Pashinyan",
        ),
        ("ExitThreatened CSTO/ARM", "certain conditional future", "Nikol Pashinyan"),
    ),
    "hetq-2024-03-20-atags": (
        ("ArmsDealSigned", NOW, "Indian newspapers"),
        ("ArmsDealSigned occurred=2022", PAST, None),
        ("ArmsDealNegotiated", NOW, "same newspapers"),
    ),
    "kyiv-independent-2024-04-17-karabakh": (
        ("WithdrawalBegun RUS:peacekeepers az.karabakh", NOW, "Dmitry Peskov"),
        ("DeploymentCompleted RUS:peacekeepers az.karabakh occurred=2020-11", PAST, None),
    ),
    "armenpress-2024-05-08-funding": (
        ("FundingStopped CSTO/ARM", NOW, "Ministry of Foreign Affairs of Armenia"),
        ("ParticipationFrozen CSTO/ARM occurred=2024-02", NOW, None),
    ),
    "azatutyun-2024-05-09-posts": (
        (f"WithdrawalAgreed RUS:border_guards {FIVE} agreed=2024-05-08", PLAN, "Dmitry Peskov"),
        ("PresenceToContinue RUS:border_guards am.border.tur", PLAN, None),
        ("PresenceToContinue RUS:border_guards am.border.irn", PLAN, "Dmitry Peskov"),
        (f"DeploymentCompleted RUS:border_guards {FIVE} occurred=2020-23", PAST, None),
    ),
    "azatutyun-2024-06-05-nerkin-hand": (
        ("WithdrawalCompleted RUS:border_guards am.syunik.nerkin_hand", NOW, "Robert Ghukasyan"),
        (f"WithdrawalAgreed RUS:border_guards {FIVE} agreed=2024-05-08", PLAN, None),
    ),
    "reuters-2024-06-12-karabakh": (
        (
            "WithdrawalCompleted RUS:peacekeepers az.karabakh occurred=2024-06-12",
            NOW,
            "Ministry of Defence of Azerbaijan",
        ),
        ("DeploymentCompleted RUS:peacekeepers az.karabakh occurred=2020-11", PAST, None),
    ),
    "syunik-valley-news-2024-06-18-nerkin-hand": (
        ("PresenceToContinue RUS:border_guards am.syunik.nerkin_hand", NOW, "residents"),
    ),
    "armenpress-2024-08-01-zvartnots": (
        ("WithdrawalCompleted RUS:border_guards am.yerevan.zvartnots_airport occurred=2024-07-31", NOW, None),
        ("WithdrawalRequested RUS:border_guards am.yerevan.zvartnots_airport occurred=2024-03", PAST, None),
    ),
    "massis-post-2024-08-01-zvartnots": (
        ("WithdrawalCompleted RUS:border_guards am.yerevan.zvartnots_airport occurred=2024-07-31", NOW, None),
        ("WithdrawalRequested RUS:border_guards am.yerevan.zvartnots_airport occurred=2024-03", PAST, None),
    ),
    "yerevan-morning-wire-2024-08-06-erebuni": (
        ("WithdrawalCompleted RUS:troops am.yerevan.erebuni_airbase", NOW, None),
    ),
    "yerevan-morning-wire-2024-08-08-correction": (
        ("ArticleCorrected", NOW, None),
        ("not WithdrawalCompleted RUS:troops am.yerevan.erebuni_airbase", NOW, None),
    ),
    "kyiv-independent-2024-09-01-csto": (
        ("ParticipationFrozen CSTO/ARM", NOW, "Nikol Pashinyan"),
        ("MembershipAffirmed CSTO/ARM", NOW, None),
        ("not ExitNotified CSTO/ARM", NOW, None),
        ("FundingStopped CSTO/ARM", NOW, "Ministry of Foreign Affairs of Armenia"),
    ),
    "defense-post-2024-10-09-agarak": (
        (
            "ControlHandoverAgreed RUS:border_guards am.syunik.agarak_checkpoint "
            "agreed=2024-10-08 effective=2025-01-01",
            PLAN,
            None,
        ),
        (
            "JointDeploymentAgreed ARM:border_guards RUS:border_guards am.border.tur effective=2025-01-01",
            PLAN,
            "Government of Armenia",
        ),
        ("PresenceToContinue RUS:border_guards am.border.irn", NOW, None),
    ),
    "armenpress-2024-12-30-agarak": (
        (
            "ControlHandoverCompleted RUS:border_guards am.syunik.agarak_checkpoint occurred=2024-12-30",
            NOW,
            "National Security Service of Armenia",
        ),
    ),
    "hurriyet-2025-03-02-margara": (
        (
            "ControlHandoverCompleted RUS:border_guards am.armavir.margara_checkpoint occurred=2025-03-01",
            NOW,
            "Nikol Pashinyan",
        ),
    ),
    "syunik-valley-news-2025-04-14-football": (),
}

MAY: dict[str, frozenset[str]] = {
    "civilnet-2023-10-24-radars": frozenset({"EngagementHeld"}),
    "armenpress-2024-12-30-agarak": frozenset({"ControlHandoverAgreed", "PresenceReported"}),
    "armenpress-2024-08-01-zvartnots": frozenset({"PresenceReported"}),
    "massis-post-2024-08-01-zvartnots": frozenset({"PresenceReported"}),
    "armenpress-2024-05-08-funding": frozenset({"MembershipAffirmed", "OfficialStatementMade"}),
    "interfax-2020-11-13-karabakh": frozenset({"PresenceReported"}),
}


@lru_cache(maxsize=1)
def samples() -> dict[str, Article]:
    return {a.id: a for a in (Article(**json.loads(line)) for line in SAMPLES.read_text().splitlines() if line.strip())}


def found(name: str) -> list[Record]:
    return extract(samples()[name]).claims


def rows() -> Iterator[tuple[str, str, str, str | None]]:
    for name, wanted in MUST.items():
        for text, how, speaker in wanted:
            yield name, text, how, speaker


def test_the_table_names_every_sample() -> None:
    assert set(MUST) == set(samples())


@pytest.mark.parametrize(("name", "wanted", "how", "speaker"), list(rows()))
def test_a_sample_yields_its_row(name: str, wanted: str, how: str, speaker: str | None) -> None:
    lines = [(claim(r), axes(r), r.said.by or r.said.org) for r in found(name)]
    assert (wanted, how, speaker) in lines, "\n".join(map(str, lines))


@pytest.mark.parametrize("name", list(MUST))
def test_a_sample_yields_nothing_but_its_rows(name: str) -> None:
    wanted = {text for text, _, _ in MUST[name]}
    extra = [claim(r) for r in found(name) if claim(r) not in wanted and r.type not in MAY.get(name, frozenset())]
    assert extra == []


def test_the_corrected_claim_is_named_and_not_asserted() -> None:
    notice = next(r for r in found("yerevan-morning-wire-2024-08-08-correction") if r.type == "ArticleCorrected")
    assert notice.target_claim is not None
    assert notice.target_claim.type == "WithdrawalCompleted"
    assert notice.target_claim.locations == ("am.yerevan.erebuni_airbase",)
    assert notice.target_claim.published_on == "2024-08-06"


def test_deals_carry_item_number_and_parties() -> None:
    deals = {
        (r.item, r.parties.get("seller"), r.quantity.value if r.quantity else None)
        for r in found("hetq-2024-03-20-atags")
    }
    assert ("ATAGS howitzer", "IND", 84) in deals
    assert ("Pralay missile", "IND", None) in deals
