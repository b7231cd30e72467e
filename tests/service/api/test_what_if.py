"""Which conclusions hang on what: `/v1/what-if` on the story."""

from typing import Any

import httpx
import pytest

from services.api import what_if
from tests.service.api.story import AGREED, HANDED_OVER

AGARAK = "presence/am.syunik.agarak_checkpoint/RUS/border_guards"
TAVUSH = "presence/am.tavush/RUS/border_guards"


def asked(api: httpx.Client, **what: Any) -> dict[str, Any]:
    answer = api.get("/v1/what-if", params=what)
    assert answer.status_code == 200, answer.text
    return dict(answer.json())


def rows(answer: dict[str, Any]) -> list[tuple[str, str, str | None, str | None]]:
    return [(row["subject"], row["kind"], row["before"], row["after"]) for row in answer["data"]]


def test_without_an_outlet_what_hung_on_it_is_another(api: httpx.Client) -> None:
    answer = asked(api, without_source="Example Herald")
    assert rows(answer) == [
        ("participation/CSTO/ARM/legal", "facet", "member", "unknown"),
        ("participation/CSTO/ARM/participation", "facet", "frozen_de_facto", "unknown"),
        (AGARAK, "status", "handed_over", "present"),
        (AGARAK, "outlook", None, "handover agreed 2025-01-01"),
    ]
    agarak = answer["data"][2]
    assert agarak["no_longer_cited"] == [f"{HANDED_OVER.id}#1.1"]
    assert answer["matters"] == 2


def test_without_an_article_that_agrees_only_the_evidence_is_another(api: httpx.Client) -> None:
    answer = asked(api, without_article=AGREED.id)
    assert (TAVUSH, "outlook", "withdrawal agreed", None) in rows(answer)


def test_the_clocks_hold_for_both_sides(api: httpx.Client) -> None:
    answer = asked(api, without_source="Example Herald", reported_by="2024-11-01")
    assert {row[0] for row in rows(answer)} == {"participation/CSTO/ARM/legal", "participation/CSTO/ARM/participation"}
    assert answer["as_of"] == "2024-11-01"


def test_all_that_is_heard_is_reliable_here(api: httpx.Client) -> None:
    assert rows(asked(api, only_reliability="B")) == []
    assert {row[3] for row in rows(asked(api, only_reliability="A")) if row[1] in ("status", "facet")} == {"unknown"}


def test_the_one_extractor_there_was_changes_nothing(api: httpx.Client) -> None:
    assert asked(api, extractor="test-1") == {**asked(api, extractor="test-1"), "data": [], "matters": 0}


@pytest.mark.parametrize(
    ("what", "told"),
    [
        ({}, "Nothing is supposed"),
        ({"without_source": "Exampel Herald"}, "Did you mean Example Herald?"),
        ({"without_article": "pool-2024-05-09"}, f"Did you mean {AGREED.id}"),
        ({"extractor": "test-2"}, "Did you mean test-1?"),
        ({"only_reliability": "G"}, "only_reliability"),
    ],
)
def test_what_cannot_be_supposed_is_told_with_the_way_out(api: httpx.Client, what: dict[str, str], told: str) -> None:
    answer = api.get("/v1/what-if", params=what)
    assert answer.status_code == 422
    assert told in answer.json()["detail"]


def test_a_question_that_costs_too_much_is_refused(api: httpx.Client, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(what_if, "CLAIMS_MAX", 1)
    answer = api.get("/v1/what-if", params={"without_source": "Example Herald"})
    assert answer.status_code == 422
    assert answer.json()["type"] == "/problems/too-costly"
