"""Whatever goes wrong is a problem (RFC 9457) that names what is at fault and says how to mend it."""

import json

import pytest

from services.api.problems import KINDS, near
from tests.contract.api.asking import KEY, application, ask

ARTICLE = {"id": "a-1", "source": "Pool Agency", "published_at": "2024-05-09", "text": "Guards left."}
WITH_KEY = {"Authorization": f"Bearer {KEY}"}


@pytest.mark.parametrize(
    ("address", "parameter", "told"),
    [
        pytest.param("/v1/presence?as_of=2024-13", "as_of", "'2024-13'", id="a month that does not exist"),
        pytest.param("/v1/presence?asof=2024", "asof", "Did you mean as_of?", id="a misspelt parameter"),
        pytest.param("/v1/presence?as_of=2024&as_of=2025", "as_of", "given 2 times", id="one value given twice"),
        pytest.param("/v1/presence?status=gone", "status", "'withdrawn'", id="a status that there is not"),
        pytest.param("/v1/presence?limit=0", "limit", "greater than or equal to 1", id="a limit of none"),
        pytest.param("/v1/presence?place=a%00b", "place", "NUL", id="a character that the store refuses"),
        pytest.param(f"/v1/presence?place={'a' * 300}", "place", "at most 200", id="an id too long"),
        pytest.param("/v1/articles?from=soon", "from", "'soon'", id="a beginning that is no day"),
        pytest.param("/v1/changes?after=-1", "after", "greater than or equal to 0", id="a place before the feed"),
        pytest.param("/v1/changes/stream?after=soon", "after", "pattern", id="a stream from no place"),
        pytest.param("/v1/articles/a-1?full=1", "full", "It takes as_of, ", id="a parameter that is not taken"),
        pytest.param("/v1/ingest/0/last", "offset", "integer", id="an offset that is no number"),
        pytest.param("/livez?verbose", "verbose", "It takes none.", id="also where nothing is asked"),
    ],
)
def test_a_wrong_parameter_is_named_with_what_is_wrong(address: str, parameter: str, told: str) -> None:
    answer = ask("GET", address)

    problem = answer.json()
    assert answer.status_code == problem["status"] == 422
    assert answer.headers["content-type"] == "application/problem+json"
    assert problem["type"] == "/problems/invalid-parameter"
    assert [fault["parameter"] for fault in problem["errors"]] == [parameter]
    assert told in problem["errors"][0]["detail"]


def test_all_wrong_parameters_are_named_at_once() -> None:
    problem = ask("GET", "/v1/presence?as_of=2024-13&limit=9999&reported_by=x").json()

    assert sorted(fault["parameter"] for fault in problem["errors"]) == ["as_of", "limit", "reported_by"]


def test_a_wrong_header_is_named() -> None:
    problem = ask("GET", "/v1/changes/stream", headers={"Last-Event-ID": "x"}).json()

    assert [fault["header"] for fault in problem["errors"]] == ["last-event-id"]


@pytest.mark.parametrize(
    ("method", "address", "status", "kind"),
    [
        pytest.param("GET", "/nowhere", 404, "unknown-address", id="an address that there is not"),
        pytest.param("GET", "/v1/presence/a/b/c", 404, "unknown-address", id="an address too deep"),
        pytest.param("DELETE", "/v1/presence", 405, "wrong-method", id="a method that is not taken"),
        pytest.param("GET", "/problems/nothing", 404, "unknown-address", id="a problem that there is not"),
        pytest.param("GET", "/v1/presence", 503, "store-unavailable", id="a store that does not answer"),
        pytest.param("GET", "/v1/changes/stream", 503, "store-unavailable", id="the same for a stream"),
    ],
)
def test_every_failure_is_a_problem_of_its_kind(method: str, address: str, status: int, kind: str) -> None:
    answer = ask(method, address)

    assert (answer.status_code, answer.json()["type"]) == (status, f"/problems/{kind}")
    assert answer.headers["content-type"] == "application/problem+json"
    assert answer.json()["mend"]


@pytest.mark.parametrize("name", KINDS)
def test_the_type_of_a_problem_leads_to_its_meaning(name: str) -> None:
    answer = ask("GET", f"/problems/{name}")

    assert answer.status_code == 200
    assert answer.json()["status"] == KINDS[name].status


def test_a_fault_of_ours_is_a_problem_without_its_inside() -> None:
    app = application()

    @app.get("/broken")
    def broken() -> None:
        raise RuntimeError("a secret of the inside")

    answer = ask("GET", "/broken", app)

    assert (answer.status_code, answer.json()["type"]) == (500, "/problems/internal")
    assert "secret" not in answer.text
    assert answer.headers["x-content-type-options"] == "nosniff"


@pytest.mark.parametrize(
    ("headers", "challenge"),
    [
        pytest.param({}, 'Bearer realm="drawdown"', id="no key"),
        pytest.param(
            {"Authorization": "Bearer wrong"}, 'Bearer realm="drawdown", error="invalid_token"', id="a wrong key"
        ),
        pytest.param(
            {"Authorization": f"Basic {KEY}"}, 'Bearer realm="drawdown", error="invalid_token"', id="another scheme"
        ),
        pytest.param({"Authorization": "Bearer "}, 'Bearer realm="drawdown", error="invalid_token"', id="an empty key"),
    ],
)
def test_publishing_needs_the_key(headers: dict[str, str], challenge: str) -> None:
    answer = ask("POST", "/v1/articles", json=ARTICLE, headers=headers)

    assert (answer.status_code, answer.json()["type"]) == (401, "/problems/no-key")
    assert answer.headers["www-authenticate"] == challenge


def test_a_server_without_a_key_takes_no_article_whatever_is_sent() -> None:
    answer = ask("POST", "/v1/articles", application(key=None), json=ARTICLE, headers={"Authorization": "Bearer None"})

    assert (answer.status_code, answer.json()["type"]) == (403, "/problems/no-publishing")


@pytest.mark.parametrize(
    ("change", "pointer", "told"),
    [
        pytest.param({"published_at": "2024-02-30"}, "#/published_at", "2024-02-30", id="a day that does not exist"),
        pytest.param({"published_at": ...}, "#/published_at", "send null", id="no word of the date"),
        pytest.param({"text": ""}, "#/text", "at least 1 character", id="no text"),
        pytest.param({"text": "a\x00b"}, "#/text", "NUL", id="a text with NUL"),
        pytest.param({"text": "a" * (1024 * 1024 + 1)}, "#", "at most 1048576", id="a text too long"),
        pytest.param({"headline": "x"}, "#/headline", "there is no such field", id="a field that there is not"),
        pytest.param({"id": "a b"}, "#/id", "pattern", id="an id with a space"),
        pytest.param({"id": 7}, "#/id", "valid string", id="an id that is a number"),
    ],
)
def test_an_invalid_article_is_told_the_field_and_why(change: dict[str, object], pointer: str, told: str) -> None:
    article = {name: value for name, value in {**ARTICLE, **change}.items() if value is not ...}

    answer = ask("POST", "/v1/articles", json=article, headers=WITH_KEY)

    assert (answer.status_code, answer.json()["type"]) == (422, "/problems/invalid-article")
    assert [fault["pointer"] for fault in answer.json()["errors"]] == [pointer]
    assert told in answer.json()["errors"][0]["detail"]


@pytest.mark.parametrize(
    ("body", "media_type", "status", "kind"),
    [
        pytest.param(b"{", "application/json", 400, "invalid-json", id="half of an object"),
        pytest.param(b'{"id": "\xff"}', "application/json", 400, "invalid-json", id="no UTF-8"),
        pytest.param(b'"\\ud800"', "application/json", 400, "invalid-json", id="half of a surrogate pair"),
        pytest.param(b"", "application/json", 400, "invalid-json", id="nothing"),
        pytest.param(json.dumps([ARTICLE]).encode(), "application/json", 422, "invalid-article", id="a list"),
        pytest.param(b"<article/>", "application/xml", 415, "wrong-media-type", id="XML"),
        pytest.param(b" " * (2 * 1024 * 1024 + 1), "application/json", 413, "too-large", id="more than 2 MiB"),
    ],
)
def test_a_body_that_is_no_article_is_refused_by_its_kind(body: bytes, media_type: str, status: int, kind: str) -> None:
    answer = ask("POST", "/v1/articles", content=body, headers={**WITH_KEY, "Content-Type": media_type})

    assert (answer.status_code, answer.json()["type"]) == (status, f"/problems/{kind}")


def test_what_resembles_an_id_or_a_name_is_suggested() -> None:
    known = {"am.tavush": "Tavush", "am.syunik.agarak_checkpoint": "Agarak checkpoint", "am.lori": "Lori"}

    assert near("Tavuhs", known) == ["am.tavush"]
    assert near("agarak-checkpoint", known) == ["am.syunik.agarak_checkpoint"]
    assert near("zzz", known) == []
