"""JSON Schemas of all events and of the input messages, generated from the models."""

from typing import Any

from events.article import Article
from events.catalogue import EVENTS
from events.command import COMMANDS
from events.status_change import StatusChanged


def schemas() -> dict[str, dict[str, Any]]:
    """From file name (`withdrawal-agreed.v1.json`, `article.json`) to JSON Schema (draft 2020-12, closed)."""
    models = {"article": Article, **COMMANDS, StatusChanged.stored_as: StatusChanged, **EVENTS}
    return {
        f"{name}.json": {
            "$schema": "https://json-schema.org/draft/2020-12/schema",
            "$id": f"urn:drawdown:schema:{name}",
            **model.model_json_schema(),
        }
        for name, model in models.items()
    }
