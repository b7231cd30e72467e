"""A position is a clock: what is pinned to it never changes; what is to rest on it waits for it."""

import threading

import httpx
import pytest
from sqlalchemy import Engine, text

from services.api.tokens import PublishedPosition, ReadPosition, token_of
from services.read_store import ledger
from tests.service.api.conftest import TODAY
from tests.service.api.story import GUARDS, HANDED_OVER, HANDOVER, Log, claim

ADDRESSES = (
    "/v1/presence", "/v1/presence/am.tavush", "/v1/presence/am.tavush/history", "/v1/presence/am.tavush/evidence",
    "/v1/participation", "/v1/participation/CSTO/ARM", "/v1/participation/CSTO/ARM/history",
    "/v1/participation/CSTO/ARM/evidence", "/v1/articles", f"/v1/articles/{HANDOVER.id}",
    f"/v1/articles/{HANDOVER.id}/events", "/v1/changes", "/v1/state", "/v1/places", "/v1/organisations",
)  # fmt: skip
CLOCKS = ({}, {"as_of": "2024-11"}, {"reported_by": "2024-12-30"}, {"recorded_by": "2026-11-01", "as_of": "2025"})


def more_is_told(log: Log) -> None:
    """News, a revision and a retraction of what the story told."""
    here = {"locations": ["am.tavush"], "force": GUARDS}
    log.tell(
        HANDOVER.model_copy(update={"id": "news", "published_at": "2024-12-01"}),
        claim("WithdrawalCompleted", "Russian border guards", **here),
        claim("FundingStopped", "Talks ended", org="CSTO", parties={"member": "ARM"}),
    )
    log.tell(HANDOVER.model_copy(update={"revised_at": "2024-10-09"}))
    target = {"type": "ControlHandoverCompleted", "locations": ["am.syunik.agarak_checkpoint"]}
    log.tell(
        HANDED_OVER.model_copy(update={"id": "notice", "published_at": "2025-01-02"}),
        claim("ArticleRetracted", "Russian border guards", target_claim=target),
    )


@pytest.mark.parametrize("address", ADDRESSES)
def test_an_answer_given_back_its_position_is_the_same_whatever_came_since(
    own_api: httpx.Client, log: Log, address: str
) -> None:
    before = [own_api.get(address, params=clocks).raise_for_status().json() for clocks in CLOCKS]
    more_is_told(log)
    for clocks, answer in zip(CLOCKS, before, strict=True):
        again = own_api.get(address, params={**clocks, "position": answer["position"]}).raise_for_status().json()
        assert again == {**answer, "lag_seconds": None}


def test_what_came_since_is_in_the_answers_that_are_not_pinned(own_api: httpx.Client, log: Log) -> None:
    def told() -> dict[str, str]:
        return {row["place"]["id"]: row["status"] for row in own_api.get("/v1/presence").json()["data"]}

    assert told() == {"am.syunik.agarak_checkpoint": "handed_over", "am.tavush": "present"}
    more_is_told(log)
    assert told() == {"am.tavush": "withdrawn"}


def test_a_pinned_answer_is_kept_for_good_and_others_are_asked_for_again(own_api: httpx.Client) -> None:
    free = own_api.get("/v1/presence")
    pinned = own_api.get("/v1/presence", params={"position": free.json()["position"]})
    trusted = own_api.get("/v1/presence", params={"position": free.json()["position"]}, headers={"Authorization": "x"})

    assert free.headers["cache-control"] == "no-cache"
    assert free.headers["etag"].startswith('W/"')
    assert pinned.headers["cache-control"] == "public, max-age=31536000, immutable"
    assert pinned.headers["etag"].startswith('"')
    assert trusted.headers["cache-control"].startswith("private")
    feed = own_api.get("/v1/changes", params={"position": free.json()["position"]})
    assert feed.headers["cache-control"] == "no-cache"


def test_a_token_holds_the_log_the_projection_the_offset_and_the_day(own_api: httpx.Client) -> None:
    assert token_of(own_api.get("/v1/presence").json()["position"]) == ReadPosition("", "rm_v1", 10, TODAY)


@pytest.mark.parametrize(
    ("token", "status", "problem", "told"),
    [
        pytest.param("soon", 422, "invalid-parameter", "is no position", id="no token"),
        pytest.param("WyJyIl0", 422, "invalid-parameter", "is no position", id="half a token"),
        pytest.param(str(PublishedPosition(0, 7)), 422, "invalid-parameter", "min_position", id="a published record"),
        pytest.param(
            str(ReadPosition("other", "rm_v1", 3, TODAY)), 422, "invalid-parameter", "another log", id="another log"
        ),
        pytest.param(str(ReadPosition("", "rm_v0", 3, TODAY)), 410, "position-gone", "rm_v1", id="a projection gone"),
        pytest.param(str(ReadPosition("", "rm_v1", 99, TODAY)), 503, "not-reached", "99", id="not reached"),
    ],
)
def test_a_position_that_cannot_be_answered_from_is_refused(
    api: httpx.Client, token: str, status: int, problem: str, told: str
) -> None:
    answer = api.get("/v1/presence", params={"position": token})

    assert (answer.status_code, answer.json()["type"]) == (status, f"/problems/{problem}")
    assert told in answer.json()["detail"]
    assert answer.headers.get("retry-after") == ("1" if status == 503 else None)


def test_an_answer_waits_for_its_position_and_then_says_how_late_it_is(own_api: httpx.Client, log: Log) -> None:
    ahead = str(ReadPosition("", "rm_v1", log.offset + 1, TODAY))
    late = own_api.get("/v1/presence", params={"min_position": ahead})
    telling = threading.Timer(0.3, more_is_told, [log])
    telling.start()
    answer = own_api.get("/v1/presence/am.tavush", params={"min_position": ahead, "wait": 10})
    telling.join()

    assert (late.status_code, late.json()["type"], late.json()["lag_seconds"]) == (503, "/problems/not-reached", 0.0)
    assert late.headers["retry-after"] == "1"
    assert answer.status_code == 200
    assert token_of(answer.json()["position"]).offset > log.offset - 6  # type: ignore[union-attr]


def test_a_published_record_is_waited_for_until_answers_rest_on_it(own_api: httpx.Client, store: Engine) -> None:
    def asked(offset: int) -> int:
        return own_api.get("/v1/presence", params={"min_position": str(PublishedPosition(0, offset))}).status_code

    assert (asked(7), asked(8), asked(9)) == (200, 503, 200)  # told, not yet whole, a dead letter
    assert asked(10) == 503
    with store.begin() as connection:
        ledger.add_result(connection, 0, 10, "unchanged", f"article-{HANDOVER.id}", 2)
    assert asked(10) == 200


def test_waiting_is_bounded(api: httpx.Client) -> None:
    answer = api.get("/v1/presence", params={"min_position": "WyJwIiwwLDEwXQ", "wait": 60})
    assert (answer.status_code, answer.json()["errors"][0]["parameter"]) == (422, "wait")


def test_a_schema_that_is_dropped_is_gone_with_its_positions(own_api: httpx.Client, store: Engine) -> None:
    token = own_api.get("/v1/presence").json()["position"]
    with store.begin() as connection:
        connection.execute(text("alter schema rm_v1 rename to rm_v2"))
        connection.execute(text("update drawdown.live_projection set schema_name = 'rm_v2'"))
        connection.execute(text("update drawdown.projection_offsets set projection = 'rm_v2'"))
    gone = own_api.get("/v1/presence", params={"position": token})
    assert (gone.status_code, gone.json()["suggestions"]) == (410, ["rm_v2"])
    assert own_api.get("/v1/presence", params={"min_position": token}).status_code == 200
