"""The sample articles in, answers out over HTTP: what the demo shows."""

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import httpx
import pytest

from events.article import Article
from services.commands.demo import SAMPLES

ARTICLES = [Article.model_validate_json(line) for line in SAMPLES.read_text().splitlines()]
PROVINCES = ("am.tavush", "am.syunik", "am.vayots_dzor", "am.gegharkunik", "am.ararat")
Row = tuple[str, str, str | None, tuple[str, str, str | None, bool] | None]

TODAY: dict[str, Row] = {
    **dict.fromkeys(PROVINCES, ("border_guards", "present", "2020-23", ("withdrawal", "agreed", None, False))),
    "am.yerevan.zvartnots_airport": ("border_guards", "withdrawn", "2024-07-31", None),
    "am.syunik.agarak_checkpoint": ("border_guards", "handed_over", "2024-12-30", None),
    "am.armavir.margara_checkpoint": ("border_guards", "handed_over", "2025-03-01", None),
    "am.border.tur": ("border_guards", "present", "1992", ("joint_guarding", "agreed", "2025-01-01", True)),
    "am.border.irn": ("border_guards", "present", "1992", None),
    "am.syunik.nerkin_hand": ("border_guards", "withdrawn", "../2024-06-05", None),
    "az.karabakh": ("peacekeepers", "withdrawn", "2024-06-12", None),
    "am.shirak.gyumri.base_102": ("military", "present", "../2023-10-28", None),
    "am.yerevan.erebuni_airbase": ("military", "present", "../2023-10-28", None),
}
MAY_2024: dict[str, Row] = {
    **{place: TODAY[place] for place in PROVINCES},
    "am.yerevan.zvartnots_airport": (
        "border_guards", "present", "../2024-03-12", ("withdrawal", "requested", "2024-08-01", False),
    ),
    "am.armavir.margara_checkpoint": ("border_guards", "present", "../2023-10-28", None),
    "am.border.tur": ("border_guards", "present", "1992", None),
    "am.border.irn": TODAY["am.border.irn"],
    "az.karabakh": ("peacekeepers", "withdrawing", "../2024-04-17", None),
    "am.shirak.gyumri.base_102": TODAY["am.shirak.gyumri.base_102"],
    "am.yerevan.erebuni_airbase": TODAY["am.yerevan.erebuni_airbase"],
}  # fmt: skip
OCTOBER_2024: dict[str, Row] = {
    **TODAY,
    "am.syunik.agarak_checkpoint": (
        "border_guards", "present", "../2024-10-09", ("handover", "agreed", "2025-01-01", False),
    ),
    "am.armavir.margara_checkpoint": MAY_2024["am.armavir.margara_checkpoint"],
    "am.border.tur": ("border_guards", "present", "1992", ("joint_guarding", "agreed", "2025-01-01", False)),
}  # fmt: skip


@pytest.fixture(scope="module")
def system(start: Callable[[], Any]) -> Any:
    running = start()
    outcomes = running.publish(ARTICLES)
    assert {outcome["outcome"] for outcome in outcomes} == {"published"}
    return running


def table(system: Any, **clocks: str) -> dict[str, Row]:
    rows = system.get("/v1/presence", owner="RUS", **clocks)["data"]
    return {row["place"]["id"]: (row["force"], row["status"], row["since"], brief(row["outlook"])) for row in rows}


def brief(outlook: dict[str, Any] | None) -> tuple[str, str, str | None, bool] | None:
    return (outlook["plan"], outlook["stage"], outlook["effective"], outlook["due"]) if outlook else None


def test_presence_today(system: Any) -> None:
    assert table(system) == TODAY


def test_presence_as_it_was_known_in_may_2024(system: Any) -> None:
    assert table(system, reported_by="2024-05-10") == MAY_2024


def test_presence_as_it_was_known_in_october_2024(system: Any) -> None:
    assert table(system, reported_by="2024-10-15") == OCTOBER_2024


def test_a_wrong_report_counts_until_its_correction(system: Any) -> None:
    erebuni = "am.yerevan.erebuni_airbase"
    assert table(system, reported_by="2024-08-07")[erebuni][1] == "withdrawn"
    assert table(system, reported_by="2024-08-08")[erebuni][1] == "present"


def test_the_contested_place_shows_who_disagrees(system: Any) -> None:
    (row,) = system.get("/v1/presence", place="am.syunik.nerkin_hand", owner="RUS")["data"]
    assert [claim["article"] for claim in row["disputed_by"]] == ["syunik-valley-news-2024-06-18-nerkin-hand"]
    assert row["evidence"][0]["said"]["by"] == "Robert Ghukasyan"


def test_a_copy_counts_once(system: Any) -> None:
    (row,) = system.get("/v1/presence", place="am.yerevan.zvartnots_airport", owner="RUS")["data"]
    told = {claim["article"] for claim in row["evidence"]}
    assert {"armenpress-2024-08-01-zvartnots", "massis-post-2024-08-01-zvartnots"} <= told
    origins = {claim["origin"] for claim in row["evidence"] if claim["type"] == "WithdrawalCompleted"}
    assert len(origins) == 1


def test_participation_frozen_but_still_a_member(system: Any) -> None:
    facets = system.get("/v1/participation/CSTO/ARM")["facets"]
    assert {name: (facet["value"], facet["since"]) for name, facet in facets.items() if name != "legal"} == {
        "participation": ("frozen_de_facto", "2024-02"),
        "funding": ("stopped", "../2024-05-08"),
        "exit_stage": ("threatened", "../2024-03-12"),
    }
    assert facets["legal"]["value"] == "member"


def test_participation_before_the_freeze(system: Any) -> None:
    facets = system.get("/v1/participation/CSTO/ARM", reported_by="2023-12-01")["facets"]
    assert (facets["participation"]["value"], facets["participation"]["since"]) == ("partial", "2023-10")


def test_every_answer_cites_words_that_stand_in_the_article(system: Any) -> None:
    texts = {article.id: article.text for article in ARTICLES}
    rows = system.get("/v1/presence")["data"]
    cited = [claim for row in rows for claim in (*row["evidence"], *row["disputed_by"])]
    assert all(row["evidence"] for row in rows)
    assert all(claim["quote"] in texts[claim["article"]] for claim in cited)


def test_publishing_again_changes_nothing(system: Any) -> None:
    before = system.get("/v1/state")
    assert {outcome["outcome"] for outcome in system.publish(ARTICLES)} == {"unchanged"}
    after = system.get("/v1/state")
    assert (after["state_hash"], after["claims"]) == (before["state_hash"], before["claims"])


def test_the_feed_tells_each_change_once_in_order(system: Any) -> None:
    changes = system.get("/v1/changes", limit="1000")["data"]
    assert [change["position"] for change in changes] == list(range(1, len(changes) + 1))
    assert len({change["id"] for change in changes}) == len(changes)
    last = {change["subject"]: change["after"] for change in changes if change["kind"] == "status"}
    assert last["presence/am.yerevan.zvartnots_airport/RUS/border_guards"] == "withdrawn"


def test_a_subscriber_gets_the_feed_from_where_it_was(system: Any) -> None:
    known = system.get("/v1/changes", limit="1000")["data"]
    with httpx.stream("GET", f"{system.api}/v1/changes/stream", headers={"Last-Event-ID": "3"}, timeout=20) as answer:
        lines = (line for line in answer.iter_lines() if line.startswith("data:"))
        first = json.loads(next(lines).removeprefix("data:"))
    assert first["position"] == 4
    assert first["id"] == known[3]["id"]


def test_the_topic_of_changes_holds_the_feed_as_cloudevents(system: Any) -> None:
    changes = system.get("/v1/changes", limit="1000")["data"]
    records = system.records(system.topics.status_changes, len(changes))
    assert [json.loads(record.message.value)["id"] for record in records] == [change["id"] for change in changes]
    headers = dict(records[0].message.headers)
    assert (headers["ce_specversion"], headers["ce_type"]) == (b"1.0", b"status-changed.v1")
    assert records[0].message.key == headers["ce_subject"]


def test_what_is_no_article_lies_with_its_bytes_and_reason_among_the_dead_letters(system: Any) -> None:
    raw = b'{"id": "no-article", "text": "\xff"'
    outcome = system.publish_raw(raw)
    assert outcome["outcome"] == "dead letter"
    (letter,) = system.records(system.topics.dead_letters, 1)
    headers = dict(letter.message.headers)
    assert letter.message.value == raw
    assert b"JSON" in headers["drawdown-reason"]
    assert headers["drawdown-topic"] == b"articles"


def test_the_wheel_or_tree_carries_the_samples() -> None:
    assert Path(SAMPLES).is_file()
    assert len(ARTICLES) >= 16
    assert {article.published_at[:4] for article in ARTICLES if article.published_at} >= {"2020", "2025"}
