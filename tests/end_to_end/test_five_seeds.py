"""The five articles the project began with, where they can be read: the table of the domain after all five."""

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from events.article import Article

SEEDS = Path(__file__).parents[2].parent / "shared" / "seeds"
PUBLISHED = {
    "000_bf9bf067af3fe11a": ("Militarnyi", "2024-10-13"),
    "001_b867ea8f7cc554b5": ("RFE/RL", "2024-05-09"),
    "002_7907231fdfc14f11": ("The Defense Post", "2024-10"),
    "003_d97c920262e2a662": ("Seznam Zpravy", "2024-05"),
    "004_eb38a5d2a19b8556": ("OC Media", "2023-11"),
}
PROVINCES = ("am.tavush", "am.syunik", "am.vayots_dzor", "am.gegharkunik", "am.ararat")
Row = tuple[str, tuple[str, str, str | None, bool] | None]
NOVEMBER_2024: dict[str, Row] = {
    **dict.fromkeys(PROVINCES, ("present", ("withdrawal", "agreed", None, False))),
    "am.yerevan.zvartnots_airport": ("present", ("withdrawal", "requested", "2024-08-01", True)),
    "am.syunik.agarak_checkpoint": ("present", ("handover", "agreed", "2025-01-01", False)),
    "am.border.tur": ("present", ("joint_guarding", "agreed", None, False)),
    "am.border.irn": ("present", ("withdrawal", "agreed", None, False)),
    "az.karabakh": ("withdrawn", None),
}


@pytest.fixture(scope="module")
def system(start: Callable[[], Any], unavailable: Callable[[str], Any]) -> Any:
    if not SEEDS.is_dir():
        unavailable("the seed articles are not on it")
    running = start()
    running.publish(
        [
            Article(id=name, text=(SEEDS / f"{name}.txt").read_text(), source=source, published_at=day)
            for name, (source, day) in PUBLISHED.items()
        ]
    )
    return running


def table(system: Any, as_of: str) -> dict[str, Row]:
    rows = system.get("/v1/presence", owner="RUS", as_of=as_of)["data"]
    found: dict[str, Row] = {}
    for row in rows:
        outlook = row["outlook"]
        plan = (outlook["plan"], outlook["stage"], outlook["effective"], outlook["due"]) if outlook else None
        if row["place"]["id"] in NOVEMBER_2024:
            found[row["place"]["id"]] = (row["status"], plan)
    return found


def test_presence_on_1_november_2024(system: Any) -> None:
    assert table(system, "2024-11-01") == NOVEMBER_2024


def test_the_handover_of_agarak_is_due_and_not_done_on_1_february_2025(system: Any) -> None:
    assert table(system, "2025-02-01")["am.syunik.agarak_checkpoint"] == (
        "present",
        ("handover", "agreed", "2025-01-01", True),
    )


def test_participation_frozen_funding_stopped_still_a_member(system: Any) -> None:
    facets = system.get("/v1/participation/CSTO/ARM", as_of="2024-11-01")["facets"]
    assert (facets["participation"]["value"], facets["participation"]["since"]) == ("frozen_de_facto", "2024-02")
    assert {"2024-03", "2024-09-01"} <= set(facets["participation"]["other_dates"])
    assert facets["funding"]["value"] == "stopped"
    assert facets["legal"]["value"] == "member"


def test_participation_was_partial_and_not_frozen_in_december_2023(system: Any) -> None:
    facets = system.get("/v1/participation/CSTO/ARM", as_of="2023-12-01")["facets"]
    assert facets["participation"]["value"] == "partial"


def test_no_province_and_no_airport_is_told_withdrawn(system: Any) -> None:
    rows = system.get("/v1/presence", owner="RUS", status="withdrawn")["data"]
    assert {row["place"]["id"] for row in rows} == {"az.karabakh"}
