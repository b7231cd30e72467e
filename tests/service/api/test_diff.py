"""What changed between two points on any clock, and which claims made it so."""

from typing import Any

import httpx
import pytest

from tests.service.api.story import HANDOVER, Log, claim
from tests.service.api.test_positions import more_is_told

AGARAK = "presence/am.syunik.agarak_checkpoint/RUS/border_guards"


def diff(api: httpx.Client, since: str, to: str, **asked: Any) -> dict[str, list[tuple[str, Any, Any]]]:
    """The changes by subject."""
    answer = api.get("/v1/diff", params={"from": since, "to": to, **asked}).raise_for_status().json()
    return {
        one["subject"]: [(change["kind"], change["before"], change["after"]) for change in one["changes"]]
        for one in answer["data"]
    }


def test_what_the_press_came_to_know(api: httpx.Client) -> None:
    found = diff(api, "2024-10-07", "2024-10-08")
    assert found == {
        AGARAK: [
            ("status", "unknown", "present"),
            ("outlook", None, "handover agreed 2025-01-01"),
        ]
    }


def test_what_came_to_be_in_the_world_as_known_today(api: httpx.Client) -> None:
    found = diff(api, "2024-12-29", "2024-12-30", clock="as_of")
    assert found == {AGARAK: [("status", "present", "handed_over"), ("outlook", "handover agreed 2025-01-01", None)]}


def test_a_plan_that_came_due_between_two_days_differs(api: httpx.Client) -> None:
    found = diff(api, "2024-12-31", "2025-01-02", clock="as_of", reported_by="2024-12-01")
    text = "handover agreed 2025-01-01"
    assert found == {AGARAK: [("due", text, f"{text}, due")]}
    assert diff(api, "2025-01-02", "2024-12-31", clock="as_of", reported_by="2024-12-01") == {
        AGARAK: [("due", f"{text}, due", text)]
    }


def test_the_claims_that_made_it_so_are_cited_with_what_they_did(api: httpx.Client) -> None:
    asked = {"from": "2024-12-29", "to": "2024-12-30", "place": "am.syunik.agarak_checkpoint"}
    (found,) = api.get("/v1/diff", params=asked).json()["data"]
    assert found["claims_total"] == 1
    (mover,) = found["claims"]
    assert (mover["before"], mover["after"]) == (None, "sets handed_over")
    assert mover["citation"]["source"] == "Example Herald"


def test_what_the_log_took_in_between_two_positions_and_what_it_took_back(own_api: httpx.Client, log: Log) -> None:
    before = own_api.get("/v1/presence").json()["position"]
    more_is_told(log)
    after = own_api.get("/v1/presence").json()["position"]
    found = diff(own_api, before, after)
    assert found[AGARAK] == [("status", "handed_over", "unknown")]
    answer = own_api.get("/v1/diff", params={"from": before, "to": after, "place": AGARAK.split("/")[1]}).json()
    movers = {mover["citation"]["article"]: mover["after"] for mover in answer["data"][0]["claims"]}
    assert answer["clock"] == "position"
    assert movers["herald-2024-12-30-agarak"] == "does not count: retracted by notice#1.1"
    assert movers[HANDOVER.id] == "does not count: superseded by edition 2"
    assert diff(own_api, before, before) == {}


def test_only_what_is_asked_for_is_compared(api: httpx.Client) -> None:
    assert diff(api, "2024-01", "2025-02", place="am.tavush").keys() == {"presence/am.tavush/RUS/border_guards"}
    assert {name.split("/")[0] for name in diff(api, "2024-01", "2025-02", org="CSTO")} == {"participation"}


@pytest.mark.parametrize(
    ("asked", "parameter"),
    [
        pytest.param({"from": "soon", "to": "2024"}, "from", id="no day"),
        pytest.param({"from": "2024", "to": "2024-13"}, "to", id="no month"),
        pytest.param({"from": "2024", "to": "2025", "clock": "as_of", "as_of": "2024"}, "as_of", id="fixed as well"),
        pytest.param({"from": "2024", "to": "2025", "clock": "position"}, "from", id="a day is no position"),
        pytest.param({"from": "2024"}, "to", id="one point"),
    ],
)
def test_points_that_cannot_be_compared_are_refused(api: httpx.Client, asked: dict[str, str], parameter: str) -> None:
    answer = api.get("/v1/diff", params=asked)
    assert (answer.status_code, answer.json()["errors"][0]["parameter"]) == (422, parameter)


def test_a_comparison_goes_on_page_by_page(own_api: httpx.Client, log: Log, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("services.api.diff.MATTERS_A_PAGE", 1)
    log.tell(
        HANDOVER.model_copy(update={"id": "more"}),
        claim(
            "PresenceReported",
            "Russian border guards",
            locations=["am.lori"],
            force=[{"owner": "RUS", "type": "troops"}],
        ),
    )
    found, after = set(), None
    for _ in range(10):
        asked = {"from": "2023", "to": "2026", **({"after": after} if after else {})}
        answer = own_api.get("/v1/diff", params=asked).json()
        found |= {one["subject"] for one in answer["data"]}
        after = answer["next"]
        if after is None:
            break
    assert after is None
    assert len(found) == 5
