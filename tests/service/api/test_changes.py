"""The feed of status changes, in pages and as it happens."""

import json
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

import httpx
import pytest

from events.article import Article
from services.api import responses
from tests.service.api.story import GUARDS, Log, claim

TAVUSH = "presence/am.tavush/RUS/border_guards"
LEFT = Article(
    id="herald-2025-03-01-tavush",
    source="Example Herald",
    published_at="2025-03-01",
    text="Russian border guards have left Tavush, Dmitry Peskov said.",
)


def leave_tavush(log: Log) -> None:
    """One more article, which changes one subject."""
    log.tell(
        LEFT,
        claim(
            "WithdrawalCompleted",
            "Russian border guards have left Tavush",
            "Dmitry Peskov",
            force=GUARDS,
            locations=["am.tavush"],
        ),
    )


@contextmanager
def listening(api: httpx.Client, headers: dict[str, str] | None = None, **asked: str) -> Iterator[Iterator[Any]]:
    """(event, id, data) of a stream, as they come."""
    with api.stream("GET", "/v1/changes/stream", params=asked, headers=headers) as answer:
        assert answer.headers["content-type"].startswith("text/event-stream")
        yield _events(answer.iter_lines())


def _events(lines: Iterator[str]) -> Iterator[tuple[str, int, Any]]:
    fields: dict[str, str] = {}
    for line in lines:
        if line:
            name, _, value = line.partition(": ")
            fields[name] = value
        elif "event" in fields:
            yield fields["event"], int(fields["id"]), json.loads(fields["data"])
            fields = {}


def test_changes_come_in_the_order_of_the_feed(api: httpx.Client) -> None:
    answer = api.get("/v1/changes").json()

    positions = [change["position"] for change in answer["data"]]
    assert positions == list(range(1, len(positions) + 1))
    assert answer["next"] is None
    assert answer["resume"] == str(positions[-1])
    assert responses.ChangeList.model_validate(answer)


def test_a_client_that_resumes_gets_only_what_is_new(own_api: httpx.Client, log: Log) -> None:
    resume = own_api.get("/v1/changes").json()["resume"]
    assert own_api.get("/v1/changes", params={"after": resume}).json()["data"] == []

    leave_tavush(log)

    new = own_api.get("/v1/changes", params={"after": resume}).json()["data"]
    assert (TAVUSH, "status", "present", "withdrawn") in [
        (change["subject"], change["kind"], change["before"], change["after"]) for change in new
    ]


def test_pages_of_the_feed_show_each_change_once(api: httpx.Client) -> None:
    whole = api.get("/v1/changes").json()["data"]
    seen, after = [], "0"
    while after:
        page = api.get("/v1/changes", params={"after": after, "limit": 3}).json()
        seen += page["data"]
        after = page["next"]

    assert seen == whole


@pytest.mark.parametrize("subject", [TAVUSH, "presence/am.tavush", "participation"])
def test_a_subject_chooses_itself_and_what_lies_beneath(api: httpx.Client, subject: str) -> None:
    found = api.get("/v1/changes", params={"subject": subject}).json()["data"]

    assert found
    assert all(f"{change['subject']}/".startswith(f"{subject}/") for change in found)


def test_a_part_of_a_name_chooses_nothing(api: httpx.Client) -> None:
    assert api.get("/v1/changes", params={"subject": "presence/am.tav"}).json()["data"] == []


@pytest.mark.parametrize("address", ["/v1/changes", "/v1/changes/stream"])
def test_a_position_that_the_feed_has_not_reached_is_refused(api: httpx.Client, address: str) -> None:
    answer = api.get(address, params={"after": "9999"})

    assert answer.status_code == 422
    assert answer.json()["errors"][0]["parameter"] == "after"


def test_a_stream_tells_the_backlog_then_that_it_caught_up_then_what_happens(own_api: httpx.Client, log: Log) -> None:
    backlog = own_api.get("/v1/changes").json()["data"]

    with listening(own_api) as events:
        told = [next(events) for _ in backlog]
        caught_up = next(events)
        leave_tavush(log)
        happened = next(events)

    assert [change for _, _, change in told] == backlog
    assert [identity for _, identity, _ in told] == [change["position"] for change in backlog]
    assert caught_up == ("caught-up", len(backlog), {"position": len(backlog)})
    assert (happened[0], happened[1], happened[2]["subject"]) == ("change", len(backlog) + 1, TAVUSH)


@pytest.mark.parametrize(
    ("headers", "asked"),
    [
        pytest.param({"Last-Event-ID": "2"}, {}, id="as a browser does"),
        pytest.param({}, {"after": "2"}, id="as one that cannot send headers"),
        pytest.param({"Last-Event-ID": "2"}, {"after": "0"}, id="a browser that was first given a place"),
    ],
)
def test_a_stream_goes_on_after_the_last_event_received(
    api: httpx.Client, headers: dict[str, str], asked: dict[str, str]
) -> None:
    with listening(api, headers, **asked) as events:
        assert next(events)[1] == 3


def test_a_stream_from_now_on_tells_no_backlog(api: httpx.Client) -> None:
    end = int(api.get("/v1/changes").json()["resume"])

    with listening(api, after="now") as events:
        assert next(events) == ("caught-up", end, {"position": end})


def test_a_stream_of_one_subject_tells_no_other(own_api: httpx.Client, log: Log) -> None:
    with listening(own_api, after="now", subject="participation") as events:
        assert next(events)[0] == "caught-up"
        leave_tavush(log)
        log.tell(
            LEFT.model_copy(update={"id": "herald-csto", "text": "Armenia does not pay the CSTO."}),
            claim("FundingStopped", "does not pay", org="CSTO", parties={"member": "ARM"}),
        )
        assert next(events)[2]["subject"] == "participation/CSTO/ARM/funding"


def test_streams_are_counted_while_they_are_open(own_api: httpx.Client) -> None:
    with listening(own_api, after="now") as events:
        next(events)
        assert "drawdown_sse_clients 1.0" in own_api.get("/metrics").text
