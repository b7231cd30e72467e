"""The one base of all models that are stored: frozen, closed, strict."""

from typing import Any

from pydantic import BaseModel, ConfigDict


class Frozen(BaseModel):
    """A value that cannot change and accepts no field it does not know."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    def to_json(self) -> dict[str, Any]:
        """JSON-ready fields; a field at its default ("not stated") is left out."""
        return self.model_dump(mode="json", exclude_defaults=True)
