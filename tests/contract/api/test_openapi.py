"""The OpenAPI document in the repository is that of the code, and its examples are true to its schemas."""

import json
from pathlib import Path
from typing import Any

import pytest
from pydantic import TypeAdapter

import services.api
from services.api import article_responses, examples, responses, what_if
from services.api.app import openapi_document

KEPT = Path(str(services.api.__file__)).with_name("openapi.json")
DOCUMENT = openapi_document()
OPERATIONS = [
    pytest.param(operation, id=f"{method} {path}")
    for path, operations in DOCUMENT["paths"].items()
    for method, operation in operations.items()
]


def test_the_document_kept_in_the_repository_is_current() -> None:
    assert json.loads(KEPT.read_text()) == DOCUMENT, "run `drawdown schemas --write`"


def test_the_document_is_of_version_3_1() -> None:
    assert DOCUMENT["openapi"].startswith("3.1")


@pytest.mark.parametrize("operation", OPERATIONS)
def test_every_operation_says_what_it_does_and_how_it_fails(operation: dict[str, Any]) -> None:
    assert operation["summary"]
    assert operation["description"]
    assert list(operation["responses"]["default"]["content"]) == ["application/problem+json"]


@pytest.mark.parametrize(
    "model",
    [
        model
        for module in (responses, article_responses, what_if)
        for model in vars(module).values()
        if isinstance(model, type) and "examples" in (getattr(model, "model_config", {}).get("json_schema_extra") or {})
    ],
    ids=lambda model: model.__name__,
)
def test_every_example_is_a_value_of_its_model(model: Any) -> None:
    for example in model.model_config["json_schema_extra"]["examples"]:
        shown = TypeAdapter(model).validate_python(example).model_dump(mode="json")

        assert set(example) <= set(shown)


def test_the_article_of_the_example_is_one_that_is_taken() -> None:
    from events.article import Article

    assert Article.model_validate(examples.ARTICLE_IN).id == examples.ARTICLE_IN["id"]
