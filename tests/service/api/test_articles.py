"""What was said where: quotes in their sentence for everyone, texts for the holder of the key."""

from urllib.parse import quote

import httpx
import pytest

from events.reading import Reason
from events.streams import GENESIS
from services.api import article_responses
from tests.service.api.conftest import KEY
from tests.service.api.story import AGREED, FROZEN, HANDED_OVER, HANDOVER, HOSTILE, Log, left_unread

WITH_KEY = {"Authorization": f"Bearer {KEY}"}


def test_a_claim_is_shown_in_its_sentence(api: httpx.Client) -> None:
    answer = api.get(f"/v1/articles/{HANDOVER.id}").json()

    (claim,) = answer["claims"]
    assert claim["sentence"]["text"] == (
        "Russian border guards will hand over the Agarak checkpoint on 1 January 2025, Nikol Pashinyan said."
    )
    assert claim["record"]["quote"]["text"] in claim["sentence"]["text"]
    assert (claim["claim"], claim["type"]) == (f"{HANDOVER.id}#1.1", "ControlHandoverAgreed")


def test_the_full_text_is_for_the_holder_of_the_key_only(api: httpx.Client) -> None:
    for address in (f"/v1/articles/{HANDOVER.id}", f"/v1/articles/{HANDOVER.id}/events"):
        assert "The weather was fine" not in api.get(address).text
        assert "The weather was fine" not in api.get(address, headers={"Authorization": "Bearer wrong"}).text
        assert "The weather was fine" in api.get(address, headers=WITH_KEY).text


def test_a_stream_is_told_event_by_event_with_its_chain(api: httpx.Client) -> None:
    answer = api.get(f"/v1/articles/{HANDOVER.id}/events").json()

    first, second = answer["data"]
    assert (first["type"], second["type"]) == ("article-published.v3", "control-handover-agreed.v1")
    assert (first["streamversion"], second["streamversion"]) == (1, 2)
    assert (first["previousid"], first["previoushash"]) == (None, GENESIS)
    assert second["previousid"] == first["id"]
    assert (first["specversion"], first["subject"]) == ("1.0", f"article-{HANDOVER.id}")
    assert answer["text_withheld"] is True


def test_a_stream_is_read_in_pages(api: httpx.Client) -> None:
    first = api.get(f"/v1/articles/{HANDOVER.id}/events", params={"limit": 1}).json()
    second = api.get(f"/v1/articles/{HANDOVER.id}/events", params={"after": first["next"]}).json()

    assert [event["streamversion"] for event in first["data"] + second["data"]] == [1, 2]
    assert second["next"] is None


def test_a_revised_article_shows_both_texts_and_lists_the_newest(own_api: httpx.Client, log: Log) -> None:
    log.tell(HANDOVER.model_copy(update={"title": "Guards to stay", "revised_at": "2024-10-09"}))

    answer = own_api.get(f"/v1/articles/{HANDOVER.id}").json()
    listed = own_api.get("/v1/articles", params={"q": "Guards to stay"}).json()["data"]

    assert [edition["title"] for edition in answer["editions"]] == ["Guards to leave Agarak", "Guards to stay"]
    assert answer["title"] == "Guards to stay"
    assert [(article["id"], article["editions"]) for article in listed] == [(HANDOVER.id, 2)]
    assert own_api.get("/v1/articles", params={"q": "Guards to leave Agarak"}).json()["data"] == []


def test_a_copy_is_shown_with_its_likeness(own_api: httpx.Client, log: Log) -> None:
    log.tell(HANDOVER.model_copy(update={"id": "copy-1", "source": "Example Herald"}))

    copies = own_api.get(f"/v1/articles/{HANDOVER.id}").json()["editions"][0]["copies"]

    assert copies == [{"article": "copy-1", "edition": 1, "similarity": 1.0}]


ASKED = HANDOVER.model_copy(
    update={"id": "asked", "text": "Talks ended. Will the guards at Meghri leave, too? The weather was fine."}
)


def test_a_sentence_left_unread_is_shown_with_its_reason_and_counted(own_api: httpx.Client, log: Log) -> None:
    question = "Will the guards at Meghri leave, too?"
    log.tell(ASKED, unread=(left_unread(ASKED, question, Reason.QUESTION, "leave"),))

    answer = own_api.get("/v1/articles/asked").json()
    listed = own_api.get("/v1/articles", params={"q": "Meghri"}).json()["data"]

    assert answer["unread"] == [
        {
            "edition": 1, "start": 13, "end": 50, "trigger": "leave", "reason": "question",
            "meaning": "It is asked, not said.", "sentence": {"text": question, "start": 13, "end": 50},
        }
    ]  # fmt: skip
    assert [edition["unread"] for edition in answer["editions"]] == [1]
    assert [(article["id"], article["claims"], article["unread"]) for article in listed] == [("asked", 0, 1)]
    assert "The weather was fine" not in str(answer)


def test_only_the_newest_text_is_counted_as_unread(own_api: httpx.Client, log: Log) -> None:
    question = left_unread(ASKED, "Will the guards at Meghri leave, too?", Reason.QUESTION, "leave")
    log.tell(ASKED, unread=(question,))
    first = own_api.get("/metrics").text
    log.tell(ASKED.model_copy(update={"text": "The guards at Meghri stay. The weather was fine."}))
    second = own_api.get("/metrics").text

    assert 'drawdown_unread_sentences{reason="question"} 1.0' in first
    assert 'drawdown_unread_sentences{reason="question"} 0.0' in second
    assert 'drawdown_unread_sentences{reason="no_frame_fits"} 0.0' in second
    answer = own_api.get("/v1/articles/asked").json()
    assert [edition["unread"] for edition in answer["editions"]] == [1, 0]
    assert [sentence["edition"] for sentence in answer["unread"]] == [1]


@pytest.mark.parametrize(
    ("sought", "found"),
    [
        pytest.param({}, [HANDED_OVER, HANDOVER, HOSTILE, AGREED, FROZEN], id="all, the latest day first"),
        pytest.param({"source": "Pool Agency"}, [HANDOVER, AGREED], id="of one outlet"),
        pytest.param({"from": "2024-10"}, [HANDED_OVER, HANDOVER], id="from the first day of a month"),
        pytest.param({"to": "2024-05"}, [AGREED, FROZEN], id="to the last day of a month"),
        pytest.param({"from": "2024-05-09", "to": "2024-05-09"}, [AGREED], id="of one day"),
        pytest.param({"q": "tavush"}, [HOSTILE, AGREED], id="with a word, whatever its case"),
        pytest.param({"q": "%" * 2}, [], id="a wildcard is a character like another"),
    ],
)
def test_articles_are_found(api: httpx.Client, sought: dict[str, str], found: list[object]) -> None:
    listed = api.get("/v1/articles", params=sought).raise_for_status().json()["data"]

    assert [article["id"] for article in listed] == [article.id for article in found]  # type: ignore[attr-defined]


def test_pages_of_articles_show_each_once(api: httpx.Client) -> None:
    seen, after = [], None
    while True:
        page = api.get("/v1/articles", params={"limit": 2} | ({"after": after} if after else {})).json()
        seen += [article["id"] for article in page["data"]]
        after = page["next"]
        if after is None:
            break

    assert seen == [article.id for article in (HANDED_OVER, HANDOVER, HOSTILE, AGREED, FROZEN)]


def test_hostile_text_is_told_as_it_is_and_as_json(api: httpx.Client) -> None:
    answer = api.get(f"/v1/articles/{quote(HOSTILE.id, safe='')}", headers=WITH_KEY)

    assert answer.headers["content-type"] == "application/json"
    assert answer.json()["id"] == HOSTILE.id
    assert answer.json()["editions"][0]["text"] == HOSTILE.text
    assert api.get(f"/v1/articles/{quote(HOSTILE.id, safe='')}/events").json()["stream"] == f"article-{HOSTILE.id}"


@pytest.mark.parametrize("part", ["", "/events"])
def test_an_unknown_article_is_a_problem_with_near_ones(api: httpx.Client, part: str) -> None:
    answer = api.get(f"/v1/articles/pool-2024-10-08{part}")

    assert (answer.status_code, answer.json()["type"]) == (404, "/problems/unknown-article")
    assert HANDOVER.id in answer.json()["suggestions"]


def test_answers_keep_to_their_published_shape(api: httpx.Client) -> None:
    shapes = {
        "/v1/articles": article_responses.ArticleList,
        f"/v1/articles/{AGREED.id}": article_responses.ArticleAnswer,
        f"/v1/articles/{AGREED.id}/events": article_responses.StreamAnswer,
    }

    for address, shape in shapes.items():
        answer = api.get(address)
        assert shape.model_validate_json(answer.content).model_dump(mode="json") == answer.json()
