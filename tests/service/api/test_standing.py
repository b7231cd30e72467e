"""State hash, gazetteer, health and metrics, out of a real store."""

from datetime import date

import httpx
import pytest
from sqlalchemy import Engine

from services.api import responses
from services.api.app import create_app
from services.api.tokens import token_of
from services.read_store.connect import open_store
from tests.service.api.conftest import served
from tests.service.api.story import HANDOVER, Log, claim, tell_story


def test_the_state_hash_covers_what_is_said_and_not_how_it_came(own_api: httpx.Client, log: Log) -> None:
    before = own_api.get("/v1/state").json()
    log.tell(HANDOVER)
    unchanged = own_api.get("/v1/state").json()
    log.tell(
        HANDOVER.model_copy(update={"id": "other"}),
        claim("PresenceReported", "Russian border guards", locations=["am.lori"]),
    )
    changed = own_api.get("/v1/state").json()

    assert (before["claims"], before["places"], before["memberships"]) == (5, 2, 1)
    assert changed["state_hash"] != before["state_hash"]
    assert unchanged["projection"] == "rm_v1"


def test_two_stores_that_were_told_the_same_have_one_state_hash(api: httpx.Client, empty_database_url: str) -> None:
    from services.read_store.migrate import migrate

    migrate(empty_database_url)
    other = open_store(empty_database_url)
    tell_story(other)
    with served(create_app(other)) as client:
        theirs = client.get("/v1/state", params={"reported_by": "2024-11"}).json()
    other.dispose()

    ours = api.get("/v1/state", params={"reported_by": "2024-11"}).json()
    assert (ours["state_hash"], ours["claims"]) == (theirs["state_hash"], 4)
    assert (ours["as_of"], ours["recorded_by"]) == ("2024-11-30", None)


@pytest.mark.parametrize(
    ("sought", "found"),
    [
        pytest.param({"q": "agarak"}, ["am.syunik.agarak", "am.syunik.agarak_checkpoint"], id="by name"),
        pytest.param({"kind": "province"}, ["am.lori", "am.syunik", "am.tavush"], id="by kind"),
        pytest.param({"parent": "am.syunik"}, ["am.syunik.agarak"], id="by the place they lie in"),
    ],
)
def test_places_are_found(api: httpx.Client, sought: dict[str, str], found: list[str]) -> None:
    answer = api.get("/v1/places", params=sought).json()

    assert [place["id"] for place in answer["data"]] == found
    assert responses.PlaceList.model_validate(answer)


def test_organisations_say_which_are_tracked(api: httpx.Client) -> None:
    listed = api.get("/v1/organisations").json()["data"]

    assert [(organisation["id"], organisation["tracked"]) for organisation in listed] == [
        ("CSTO", True),
        ("NATO", False),
    ]


def test_a_server_that_stands_level_is_ready(api: httpx.Client) -> None:
    ready = api.get("/readyz")

    assert (ready.status_code, ready.json()["status"]) == (200, "ok")
    assert {check["name"]: check["ok"] for check in ready.json()["checks"]} == {
        "read store": True,
        "projection lag": True,
    }


def test_a_store_never_migrated_is_told_with_the_way_out(empty_database_url: str) -> None:
    store = open_store(empty_database_url)
    with served(create_app(store, today=lambda: date(2026, 11, 21))) as client:
        ready, answer, alive = client.get("/readyz"), client.get("/v1/presence"), client.get("/livez")
        up = client.get("/metrics").text
    store.dispose()

    assert (ready.status_code, ready.json()["status"]) == (503, "unavailable")
    assert "drawdown migrate" in ready.json()["checks"][0]["detail"]
    assert (answer.status_code, answer.json()["type"]) == (503, "/problems/store-unavailable")
    assert "drawdown migrate" in answer.json()["detail"]
    assert alive.status_code == 200
    assert "drawdown_read_store_up 0.0" in up


def test_requests_are_counted_by_the_route_and_not_by_what_was_asked(own_api: httpx.Client, store: Engine) -> None:
    own_api.get("/v1/presence/am.tavush")
    own_api.get("/v1/presence/am.nowhere")
    own_api.get("/v1/" + "x" * 50)
    own_api.head("/v1/presence/am.tavush")
    own_api.request("BREW", "/v1/presence")

    metrics = own_api.get("/metrics").text

    assert 'drawdown_http_requests_total{method="GET",route="/v1/presence/{place}",status="200"} 2.0' in metrics
    assert 'drawdown_http_requests_total{method="GET",route="/v1/presence/{place}",status="404"} 1.0' in metrics
    assert 'drawdown_http_requests_total{method="GET",route="none",status="404"} 1.0' in metrics
    assert 'method="OTHER"' in metrics
    assert 'drawdown_projection_lag_seconds{projection="rm_v1"} 0.0' in metrics
    assert "am.tavush" not in metrics


def test_an_answer_that_has_not_changed_is_not_sent_again(own_api: httpx.Client, log: Log) -> None:
    first = own_api.get("/v1/presence")
    known = {"If-None-Match": first.headers["etag"]}
    again = own_api.get("/v1/presence", headers=known)
    log.tell(HANDOVER.model_copy(update={"id": "other"}))
    elsewhere = own_api.get("/v1/presence", headers=known)
    guards = [{"owner": "RUS", "type": "border_guards"}]
    log.tell(
        HANDOVER.model_copy(update={"id": "news"}),
        claim("PresenceReported", "Russian border guards", locations=["am.lori"], force=guards),
    )
    later = own_api.get("/v1/presence", headers=known)

    assert (again.status_code, again.content, again.headers["etag"]) == (304, b"", first.headers["etag"])
    assert elsewhere.status_code == 304
    assert (later.status_code, token_of(later.json()["position"]).offset) == (200, 13)
    assert "authorization" in first.headers["vary"].lower()
