"""Who is where, by each clock, out of a real store."""

from typing import Any

import httpx
import pytest
from sqlalchemy import Engine, text

from events.article import Article
from services.api import responses
from services.api.tokens import ReadPosition, token_of
from tests.service.api.conftest import TODAY
from tests.service.api.story import GUARDS, HANDED_OVER, HANDOVER, Log, claim

AGARAK = "am.syunik.agarak_checkpoint"
ROW = {
    "place", "owner", "force", "status", "outlook", "since", "other_dates", "last_confirmed", "until", "size",
    "confidence", "sources", "disputed_by", "evidence",
}  # fmt: skip


def row_of(api: httpx.Client, place: str, **clocks: str) -> dict[str, Any]:
    """The one row of a place."""
    (row,) = api.get("/v1/presence", params={"place": place, **clocks}).raise_for_status().json()["data"]
    return dict(row)


def test_a_row_says_what_is_the_case_since_when_and_on_whose_word(api: httpx.Client) -> None:
    row = row_of(api, AGARAK)

    assert set(row) == ROW
    assert row["place"] == {
        "id": AGARAK,
        "name": "Agarak checkpoint",
        "kind": "site",
        "parent": "am.syunik.agarak",
    }
    assert (row["owner"], row["force"], row["status"]) == ("RUS", "border_guards", "handed_over")
    assert (row["outlook"], row["since"]) == (None, "2024-12-30")
    assert row["evidence"][0]["quote"] == "handed over the Agarak checkpoint on 30 December"
    assert row["evidence"][0]["source"] == "Example Herald"


@pytest.mark.parametrize(
    ("clocks", "status", "due"),
    [
        pytest.param({}, "handed_over", None, id="today it is handed over"),
        pytest.param({"reported_by": "2024-11"}, "present", False, id="by November the handover was only agreed"),
        pytest.param(
            {"reported_by": "2024-11", "as_of": "2025-01-01"}, "present", False, id="on its day it is not due yet"
        ),
        pytest.param(
            {"reported_by": "2024-11", "as_of": "2025-01-02"}, "present", True, id="announced is not done: it is due"
        ),
        pytest.param({"as_of": "2024-12-29"}, "present", False, id="the day before, with all that is known now"),
        pytest.param({"as_of": "2024-12-30T08:00:00+04:00"}, "handed_over", None, id="a time is its UTC day"),
    ],
)
def test_each_clock_changes_the_answer(
    api: httpx.Client, clocks: dict[str, str], status: str, due: bool | None
) -> None:
    row = row_of(api, AGARAK, **clocks)

    assert row["status"] == status
    assert (row["outlook"] and row["outlook"]["due"]) == due


def test_nothing_was_known_before_anything_was_recorded(api: httpx.Client) -> None:
    answer = api.get("/v1/presence", params={"recorded_by": "2026-10-31"}).json()

    assert answer["data"] == []
    assert answer["as_of"] == "2026-10-31"


def test_the_stored_answer_is_the_one_that_is_resolved_anew(own_api: httpx.Client, store: Engine) -> None:
    stored = own_api.get("/v1/presence").json()
    with store.begin() as connection:
        connection.execute(text("update rm_v1.findings set settled_on = '9999-12-31'"))

    resolved = own_api.get("/v1/presence").json()

    assert resolved["data"] == stored["data"]


def test_an_answer_says_on_what_it_stands(api: httpx.Client) -> None:
    answer = api.get("/v1/presence", params={"reported_by": "2024-05-10"}).json()

    assert {name: answer[name] for name in ("as_of", "reported_by", "recorded_by", "projection")} == {
        "as_of": "2024-05-10",
        "reported_by": "2024-05-10",
        "recorded_by": "2026-11-21",
        "projection": "rm_v1",
    }
    assert token_of(answer["position"]) == ReadPosition("", "rm_v1", 10, TODAY)
    assert answer["lag_seconds"] == 0


@pytest.mark.parametrize(
    ("filters", "places"),
    [
        pytest.param({"status": "present"}, ["am.tavush"], id="by status"),
        pytest.param({"status": ["present", "handed_over"]}, [AGARAK, "am.tavush"], id="by several statuses"),
        pytest.param({"place": "am.tavush"}, ["am.tavush"], id="by place"),
        pytest.param({"place": "am.syunik"}, [], id="a place is exactly itself"),
        pytest.param({"force": "peacekeepers"}, [], id="by force"),
        pytest.param({"owner": "RUS", "force": "border_guards"}, [AGARAK, "am.tavush"], id="by owner and force"),
    ],
)
def test_filters_choose_rows(api: httpx.Client, filters: dict[str, str], places: list[str]) -> None:
    rows = api.get("/v1/presence", params=filters).raise_for_status().json()["data"]

    assert [row["place"]["id"] for row in rows] == places


def test_pages_show_every_row_once(api: httpx.Client) -> None:
    first = api.get("/v1/presence", params={"limit": 1}).json()
    second = api.get("/v1/presence", params={"limit": 1, "after": first["next"]}).json()

    assert first["data"] + second["data"] == api.get("/v1/presence").json()["data"]
    assert second["next"] is None


def test_a_parent_shows_a_count_and_concludes_nothing_from_it(api: httpx.Client) -> None:
    armenia = api.get("/v1/presence/am").json()

    assert (armenia["status"], armenia["subjects"]) == ("unknown", [])
    assert armenia["roll_up"] == {
        "text": "present at 1 of 2 places",
        "present": 1,
        "of": 2,
        "statuses": {"handed_over": 1, "present": 1},
    }


def test_a_known_place_of_which_nothing_was_said_is_unknown(api: httpx.Client) -> None:
    lori = api.get("/v1/presence/am.lori").raise_for_status().json()

    assert (lori["place"]["name"], lori["status"], lori["subjects"], lori["roll_up"]) == ("Lori", "unknown", [], None)


@pytest.mark.parametrize("part", ["", "/history", "/evidence"])
def test_an_unknown_place_is_a_problem_with_near_ones(api: httpx.Client, part: str) -> None:
    answer = api.get(f"/v1/presence/am.tavus{part}")

    assert (answer.status_code, answer.json()["type"]) == (404, "/problems/unknown-place")
    assert answer.json()["suggestions"] == ["am.tavush"]


def test_an_unknown_place_in_a_filter_is_no_empty_answer(api: httpx.Client) -> None:
    answer = api.get("/v1/presence", params={"place": "Tavush"})

    assert answer.status_code == 422
    assert answer.json()["errors"][0]["parameter"] == "place"
    assert answer.json()["suggestions"] == ["am.tavush"]


def test_a_place_that_the_gazetteer_does_not_list_is_shown_by_its_id(own_api: httpx.Client, log: Log) -> None:
    article = Article(id="new-1", source="Pool Agency", published_at="2025-02-01", text="Guards stand in Sotk.")
    log.tell(
        article, claim("PresenceReported", "Guards stand in Sotk", force=GUARDS, locations=["am.gegharkunik.sotk"])
    )

    row = row_of(own_api, "am.gegharkunik.sotk")

    assert row["place"] == {
        "id": "am.gegharkunik.sotk",
        "name": "am.gegharkunik.sotk",
        "kind": "unlisted",
        "parent": "am.gegharkunik",
    }
    assert own_api.get("/v1/presence/am").json()["roll_up"]["of"] == 3


def test_history_tells_each_stretch_of_days(api: httpx.Client) -> None:
    history = api.get(f"/v1/presence/{AGARAK}/history").json()

    assert [(part["start"], part["end"], part["row"]["status"]) for part in history["data"]] == [
        ("2024-10-08", "2024-12-29", "present"),
        ("2024-12-30", None, "handed_over"),
    ]
    assert history["data"][0]["row"]["outlook"]["plan"] == "handover"


def test_evidence_tells_what_each_claim_did(api: httpx.Client) -> None:
    evidence = api.get(f"/v1/presence/{AGARAK}/evidence", params={"limit": 1}).json()
    rest = api.get(f"/v1/presence/{AGARAK}/evidence", params={"limit": 1, "after": evidence["next"]}).json()

    assert [one["article"] for one in evidence["data"] + rest["data"]] == [
        HANDOVER.id,
        "herald-2024-12-30-agarak",
    ]
    assert all(one["effect"] for one in evidence["data"] + rest["data"])


def test_evidence_shows_how_the_grade_of_each_row_came(api: httpx.Client) -> None:
    (weighed,) = api.get(f"/v1/presence/{AGARAK}/evidence").json()["weighed"]
    row = row_of(api, AGARAK)

    assert weighed["subject"] == f"presence/{AGARAK}/RUS/border_guards"
    assert (weighed["value"], weighed["confidence"]) == (row["status"], row["confidence"]) == ("handed_over", "B3")
    assert (weighed["support"]["rule"], weighed["support"]["letter_of"]) == (
        "one origin: a named official",
        f"{HANDED_OVER.id}#1.1",
    )
    (voice,) = weighed["support"]["origins"]
    assert (voice["kind"], voice["name"], voice["side"]) == ("speaker", "Armen Abazyan", "host")


def test_evidence_shows_which_copies_were_joined_by_which_likeness(own_api: httpx.Client, log: Log) -> None:
    text = "Russian border guards are stationed in Lori, where the road was repaired last year by the province."
    said = claim("PresenceReported", "Russian border guards are stationed in Lori", force=GUARDS, locations=["am.lori"])
    for number, source in enumerate(("Pool Agency", "Example Herald", "Example Post"), start=1):
        copied = text + " Some other words follow it here." * (number - 1)
        log.tell(Article(id=f"lori-{number}", source=source, published_at="2025-02-01", text=copied), said)

    (weighed,) = own_api.get("/v1/presence/am.lori/evidence").json()["weighed"]

    assert (weighed["confidence"], weighed["support"]["origins_total"]) == ("B6", 1)
    (voice,) = weighed["support"]["origins"]
    assert (voice["kind"], voice["claims_total"], [one["outlet"] for one in voice["claims"]]) == (
        "article",
        3,
        ["Pool Agency", "Example Herald", "Example Post"],
    )
    assert len(voice["copies"]) == 2
    assert all(0.3 <= pair["likeness"] <= 1 for pair in voice["copies"])
    copies = own_api.get("/v1/articles/lori-2").json()["editions"][0]["copies"]
    known = {(copy["article"], copy["similarity"]) for copy in copies}
    assert {(pair["article"], pair["likeness"]) for pair in voice["copies"] if pair["other"] == "lori-2"} <= known


def test_a_text_that_supersedes_another_takes_its_claims_away(own_api: httpx.Client, log: Log) -> None:
    revised = HANDOVER.model_copy(update={"text": "Nothing was agreed.", "revised_at": "2024-10-09"})
    log.tell(revised)

    evidence = own_api.get(f"/v1/presence/{AGARAK}/evidence").json()["data"]

    assert evidence[0]["effect"] == "does not count: superseded by edition 2"


def test_answers_keep_to_their_published_shape(api: httpx.Client) -> None:
    shapes = {
        "/v1/presence": responses.PresenceList,
        "/v1/presence/am.tavush": responses.PlacePresence,
        "/v1/presence/am.tavush/history": responses.PresenceHistory,
        "/v1/presence/am.tavush/evidence": responses.Evidence,
    }

    for address, shape in shapes.items():
        answer = api.get(address)
        assert shape.model_validate_json(answer.content).model_dump(mode="json") == answer.json()
