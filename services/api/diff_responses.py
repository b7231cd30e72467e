"""The public shapes of what differs between two points."""

from datetime import date
from typing import Annotated, Literal

from pydantic import BaseModel, ConfigDict, Field

from events.status_change import ChangeKind
from services.api import examples
from services.api.responses import Standing
from services.resolve.conclusions import Citation


class Differs(BaseModel):
    """One thing that differs on a subject: status, outlook, facet, whether it is disputed, whether a plan is due."""

    kind: ChangeKind
    before: str | None
    after: str | None


class Mover(BaseModel):
    """A claim that does something else at the second point than at the first; null where it does nothing."""

    before: str | None
    after: str | None
    citation: Citation


class Difference(BaseModel):
    """What differs on one subject, and the claims that made it so: ten at most, those that set something first."""

    model_config = ConfigDict(extra="forbid", json_schema_extra={"examples": [examples.DIFFERENCE]})
    subject: str
    changes: list[Differs]
    claims: list[Mover]
    claims_total: int


class DiffPoint(BaseModel):
    """The clocks at one of the points; `position` where the points are positions."""

    as_of: date
    reported_by: date
    recorded_by: date
    position: str | None


class DiffAnswer(Standing):
    """What differs between two points on one clock."""

    model_config = ConfigDict(extra="forbid", json_schema_extra={"examples": [examples.DIFF]})
    clock: Literal["as_of", "reported_by", "recorded_by", "position"]
    before: DiffPoint
    after: DiffPoint
    data: list[Difference]
    next: Annotated[str | None, Field(description="Where the comparison goes on; null once all is compared")]
