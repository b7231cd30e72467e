"""What subscribers get: one conclusion that changed."""

from datetime import date, datetime
from typing import Annotated, Any, ClassVar, Literal

from pydantic import Field

from events.model import Frozen

ChangeKind = Literal["status", "outlook", "dispute", "facet", "due", "history_revised"]


class StatusChanged(Frozen):
    """The difference that one edition of one article made to the conclusion on one subject.

    `due` is no news of the world: the date of a plan has passed, and nobody said that it happened. Nor is
    `history_revised`: the read models were built anew and conclude otherwise of what was told before; `detail.aspect`
    says whether it is the status, the outlook, the dispute or the facet that differs.
    """

    stored_as: ClassVar[str] = "status-changed.v1"

    id: Annotated[str, Field(description="UUIDv5 of subject, from, to and cause: a repeat has the same id")]
    position: Annotated[int, Field(ge=1, description="place in the feed; the cursor to go on from")]
    subject: Annotated[
        str, Field(description="presence/<place>/<owner>/<force> or participation/<org>/<member>/<facet>")
    ]
    kind: ChangeKind
    before: str | None
    after: str | None
    caused_by: Annotated[str, Field(description="<article id>#<edition>, or for `history_revised` the flip")]
    recorded_at: datetime
    due_on: date | None = None
    detail: Annotated[dict[str, Any], Field(description="the row after the change, with its first citations")]
