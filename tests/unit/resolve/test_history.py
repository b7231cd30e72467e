"""Histories on the valid clock, as known at the other two."""

from datetime import date

from services.resolve.conclusions import Facet, PresenceRow
from tests.unit.resolve.answering import participation_history, presence_history
from tests.unit.resolve.telling_stories import about_csto, article, claim, clocks, matter

PEACE = "RUS peacekeepers"
KARABAKH = matter(
    article("a", "2020-11-13", claim("DeploymentCompleted", "az.karabakh", on="2020-11-10", force=PEACE)),
    article("b", "2024-04-17", claim("WithdrawalBegun", "az.karabakh", force=PEACE)),
    article("c", "2024-05-01", claim("PresenceReported", "az.karabakh", force=PEACE)),
    article(
        "d", "2024-05-20", claim("WithdrawalAnnounced", "az.karabakh", force=PEACE, on="2024-06-30", role="deadline")
    ),
    article("e", "2024-06-13", claim("WithdrawalCompleted", "az.karabakh", on="2024-06-12", force=PEACE)),
)


def told(**asked: str) -> list[tuple[str | None, str | None, str, str | None]]:
    found: list[tuple[str | None, str | None, str, str | None]] = []
    for one in presence_history(KARABAKH, "az.karabakh", clocks(**asked)):
        assert isinstance(one.value, PresenceRow)
        assert one.subject == "presence/az.karabakh/RUS/peacekeepers"
        plan = one.value.outlook.effective if one.value.outlook else None
        found.append((_iso(one.start), _iso(one.end), one.value.status, plan))
    return found


def _iso(day: date | None) -> str | None:
    return day.isoformat() if day else None


def test_a_presence_is_told_stretch_by_stretch() -> None:
    assert told() == [
        ("2020-11-10", "2024-04-16", "present", None),
        ("2024-04-17", "2024-05-19", "withdrawing", None),
        ("2024-05-20", "2024-06-11", "withdrawing", "2024-06-30"),
        ("2024-06-12", None, "withdrawn", None),
    ]


def test_history_as_it_was_known_on_a_past_day_ends_with_what_was_known() -> None:
    assert told(reported_by="2024-04-30") == [
        ("2020-11-10", "2024-04-16", "present", None),
        ("2024-04-17", None, "withdrawing", None),
    ]


def test_history_ends_at_the_day_asked_for() -> None:
    assert told(as_of="2023-01-01") == [("2020-11-10", None, "present", None)]


def test_a_stretch_carries_the_row_of_its_last_day() -> None:
    stretch = presence_history(KARABAKH, "az.karabakh", clocks())[1]
    assert isinstance(stretch.value, PresenceRow)
    assert (stretch.value.sources, stretch.value.last_confirmed) == (2, date(2024, 5, 1))


def test_each_facet_has_its_own_history() -> None:
    said = matter(
        article("a", "2023-11-24", about_csto("SummitSkipped", "2023-11-23")),
        article("b", "2024-02-23", about_csto("ParticipationFrozen", "2024-02-22")),
        article("c", "2024-05-08", about_csto("FundingStopped")),
    )
    found = []
    for one in participation_history(said, "CSTO", "ARM", clocks()):
        assert isinstance(one.value, Facet)
        found.append((one.subject.rpartition("/")[2], _iso(one.start), _iso(one.end), one.value.value))
    assert found == [
        ("legal", "2023-11-23", None, "member"),
        ("participation", "2023-11-23", "2024-02-21", "partial"),
        ("participation", "2024-02-22", None, "frozen_de_facto"),
        ("funding", "2024-05-08", None, "stopped"),
    ]
