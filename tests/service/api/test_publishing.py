"""Articles onto the topic, and what came of them, on a real broker."""

from collections.abc import Iterator

import httpx
import pytest
from kafka import KafkaConsumer, TopicPartition
from sqlalchemy import Engine

from events.article import Article
from events.streams import Topics
from services.api.app import create_app
from services.api.door import Door
from services.event_log.topics import create
from tests.service.api.conftest import KEY, served
from tests.service.api.story import HANDOVER, HOSTILE, Log

WITH_KEY = {"Authorization": f"Bearer {KEY}"}


@pytest.fixture
def own_topics(kafka: str, topics: str) -> Topics:
    """Topics of this test's own."""
    made = Topics(topics)
    create(kafka, made)
    return made


@pytest.fixture
def open_api(store: Engine, kafka: str, own_topics: Topics) -> Iterator[httpx.Client]:
    """A server with a key and a way to the log."""
    with served(create_app(store, Door(kafka, own_topics), KEY)) as client:
        yield client


@pytest.mark.parametrize("article", [HANDOVER, HOSTILE], ids=["an ordinary one", "a hostile one"])
def test_an_article_is_put_on_the_topic_under_its_id(
    open_api: httpx.Client, kafka: str, own_topics: Topics, article: Article
) -> None:
    answer = open_api.post("/v1/articles", content=article.model_dump_json(), headers=WITH_KEY)

    assert answer.status_code == 202
    token = answer.json()["ingest"]
    partition = TopicPartition(own_topics.articles, token["partition"])
    consumer = KafkaConsumer(bootstrap_servers=kafka, auto_offset_reset="earliest")
    consumer.assign([partition])
    consumer.seek(partition, token["offset"])
    record = next(consumer)
    consumer.close()
    assert record.key.decode() == article.id
    assert Article.model_validate_json(record.value) == article


def test_the_answer_says_where_to_ask_what_came_of_it(open_api: httpx.Client) -> None:
    answer = open_api.post("/v1/articles", content=HANDOVER.model_dump_json(), headers=WITH_KEY)

    assert answer.headers["location"] == f"/v1/articles/{HANDOVER.id}" == answer.json()["location"]
    came_of_it = open_api.get(answer.json()["ingest"]["location"]).json()
    assert (came_of_it["outcome"], came_of_it["visible"]) == ("pending", False)


@pytest.mark.parametrize(
    ("offset", "outcome", "visible", "article"),
    [
        pytest.param(7, "published", True, HANDOVER.id, id="what the answers rest on"),
        pytest.param(8, "published", False, "late", id="what the projector has not read yet"),
        pytest.param(9, "dead letter", False, None, id="what was no article"),
        pytest.param(10, "pending", False, None, id="what ingest has not read yet"),
    ],
)
def test_what_came_of_a_record_is_told(
    api: httpx.Client, offset: int, outcome: str, visible: bool, article: str | None
) -> None:
    answer = api.get(f"/v1/ingest/0/{offset}").raise_for_status().json()

    assert (answer["outcome"], answer["visible"], answer["article"]) == (outcome, visible, article)
    assert (outcome == "dead letter") == (answer["reason"] is not None)


def test_a_partition_that_there_is_not_is_a_problem(api: httpx.Client) -> None:
    assert api.get("/v1/ingest/6/0").json()["type"] == "/problems/unknown-partition"


def test_a_log_that_does_not_answer_is_a_problem_and_answers_go_on(store: Engine, log: Log) -> None:
    with served(create_app(store, Door("127.0.0.1:1", Topics()), KEY)) as client:
        publishing = client.post("/v1/articles", content=HANDOVER.model_dump_json(), headers=WITH_KEY, timeout=30)
        reading = client.get("/v1/presence")
        ready = client.get("/readyz")

    assert (publishing.status_code, publishing.json()["type"]) == (503, "/problems/log-unavailable")
    assert publishing.headers["retry-after"]
    assert reading.status_code == 200
    assert (ready.status_code, ready.json()["status"]) == (200, "degraded")
    assert [check["name"] for check in ready.json()["checks"] if not check["ok"]] == ["log"]
