"""The public shapes of answers. What is not stated is null or empty; no field is ever left out."""

from datetime import date
from typing import Annotated, Any, Literal

from pydantic import BaseModel, ConfigDict, Field

from events.status_change import StatusChanged
from services.api import examples
from services.resolve.conclusions import Citation, FacetName, Outlook, Size, Status
from services.resolve.weighed import Weighing


def _shown(example: dict[str, Any]) -> ConfigDict:
    return ConfigDict(extra="forbid", json_schema_extra={"examples": [example]})


class Standing(BaseModel):
    """On what an answer stands."""

    position: Annotated[
        str, Field(description="The place in the log: give it back as `position` for this very answer. Opaque")
    ]
    projection: Annotated[str, Field(description="The read models that answered")]
    lag_seconds: Annotated[
        float | None, Field(description="Age of the oldest event not yet read; 0 when level, null when pinned")
    ]


class Clocked(Standing):
    """On what an answer stands, and the clocks it was given for; each day means its end in UTC."""

    as_of: date
    reported_by: date
    recorded_by: date


class OpenClocked(Standing):
    """On what an answer stands, and the clocks given. One that was not is open and null: everything counts."""

    as_of: date | None
    reported_by: date | None
    recorded_by: date | None


class Place(BaseModel):
    """A place by its id, with the gazetteer's name."""

    model_config = _shown(examples.PLACE)
    id: str
    name: str
    kind: Annotated[str, Field(description="province, border, site, settlement, region, country, or unlisted")]
    parent: str | None


class MappedPlace(Place):
    """A place with its state and coordinates."""

    model_config = _shown(examples.MAPPED_PLACE)
    host: Annotated[str | None, Field(description="State it lies in, ISO 3166-1 alpha-3")]
    lat: float | None
    lon: float | None


class PlaceList(Clocked):
    """Places the gazetteer knows, by id."""

    model_config = _shown({"data": [examples.MAPPED_PLACE], "next": None, **examples.CLOCKED})
    data: list[MappedPlace]
    next: str | None


class Organisation(BaseModel):
    """An organisation; `tracked` where participation in it is followed."""

    model_config = _shown(examples.ORGANISATION)
    id: str
    name: str
    tracked: bool


class OrganisationList(Clocked):
    """Organisations the gazetteer knows, by id."""

    model_config = _shown({"data": [examples.ORGANISATION], "next": None, **examples.CLOCKED})
    data: list[Organisation]
    next: str | None


class PresenceRow(BaseModel):
    """One subject: whose force, of which class, where; what is the case, since when, how sure, on whose word."""

    model_config = _shown(examples.ROW)
    place: Place
    owner: str | None
    force: str
    status: Status
    outlook: Outlook | None
    since: Annotated[str | None, Field(description="EDTF; `../2024-08-01` where the beginning is not told")]
    other_dates: list[str]
    last_confirmed: date | None
    until: Annotated[str | None, Field(description="A stated end of term")]
    size: Size | None
    confidence: Annotated[str | None, Field(description="Admiralty grade of the best supporting claim, such as B2")]
    sources: Annotated[int, Field(description="Independent origins, not outlets")]
    disputed_by: list[Citation]
    evidence: list[Citation]


class PresenceList(Clocked):
    """Subjects by place, owner and force."""

    model_config = _shown({"data": [examples.ROW], "next": None, **examples.CLOCKED})
    data: list[PresenceRow]
    next: str | None


class RollUp(BaseModel):
    """The places beneath a place, counted for display. It concludes nothing about the place itself."""

    model_config = _shown({"text": "present at 4 of 9 places", "present": 4, "of": 9, "statuses": {"present": 4}})
    text: str
    present: int
    of: Annotated[int, Field(description="Places beneath it of which any status is known")]
    statuses: dict[Status, int]


class PlacePresence(Clocked):
    """A place: its own status, its subjects, and the claims that were kept but decide nothing."""

    model_config = _shown(
        {
            "place": examples.PLACE,
            "status": "present",
            "subjects": [examples.ROW],
            "listed": [],
            "roll_up": None,
            **examples.CLOCKED,
        }
    )
    place: Place
    status: Status
    subjects: list[PresenceRow]
    listed: list[Citation]
    roll_up: RollUp | None


class PresenceInterval(BaseModel):
    """A stretch of days in which a subject's conclusion stayed the same; an open end is null."""

    model_config = _shown(examples.PRESENCE_INTERVAL)
    subject: str
    start: date | None
    end: date | None
    row: PresenceRow


class PresenceHistory(Clocked):
    """How a place's subjects changed over the days in the world, as known by the other two clocks."""

    model_config = _shown({"place": examples.PLACE, "data": [], "next": None, **examples.CLOCKED})
    place: Place
    data: list[PresenceInterval]
    next: str | None


class Evidence(Clocked):
    """Every claim on the matter, each with what it does to the answer, also those that do not count.

    `weighed` is the arithmetic of each row on the whole matter, whichever page of claims is asked for.
    """

    model_config = _shown(
        {"data": [examples.CITATION], "weighed": [examples.WEIGHING], "next": None, **examples.CLOCKED}
    )
    data: list[Citation]
    weighed: list[Weighing]
    next: str | None


class Facet(BaseModel):
    """One facet of a membership."""

    model_config = _shown(examples.FACET)
    value: str
    since: str | None
    other_dates: list[str]
    confidence: Annotated[str | None, Field(description="Admiralty grade of what the value rests on, such as B2")]
    sources: Annotated[int, Field(description="Independent origins, not outlets")]
    disputed_by: list[Citation]
    evidence: list[Citation]


class Membership(BaseModel):
    """A member in an organisation: four facets, what is expected, and what decides nothing."""

    model_config = _shown(examples.MEMBERSHIP)
    org: str
    member: str
    facets: dict[FacetName, Facet]
    expected: list[Citation]
    listed: list[Citation]
    evidence: Annotated[list[Citation], Field(description="The evidence of all facets, each claim once")]


class MembershipList(Clocked):
    """Memberships by organisation and member."""

    model_config = _shown({"data": [examples.MEMBERSHIP], "next": None, **examples.CLOCKED})
    data: list[Membership]
    next: str | None


class MembershipAnswer(Membership, Clocked):
    """One membership."""

    model_config = _shown({**examples.MEMBERSHIP, **examples.CLOCKED})


class FacetInterval(BaseModel):
    """A stretch of days in which a facet stayed the same; an open end is null."""

    model_config = _shown(examples.FACET_INTERVAL)
    subject: str
    start: date | None
    end: date | None
    facet: Facet


class MembershipHistory(Clocked):
    """How a membership's facets changed over the days in the world."""

    model_config = _shown({"org": "CSTO", "member": "ARM", "data": [], "next": None, **examples.CLOCKED})
    org: str
    member: str
    data: list[FacetInterval]
    next: str | None


class Change(StatusChanged):
    """One change of one subject's conclusion; `position` is also the id of the server-sent event."""

    model_config = ConfigDict(json_schema_extra={"examples": [examples.CHANGE]})


class ChangeList(OpenClocked):
    """Changes in the order of the feed."""

    model_config = _shown({"data": [examples.CHANGE], "next": None, "resume": "17", **examples.OPEN_CLOCKS})
    data: list[Change]
    next: Annotated[str | None, Field(description="`after` of the next page; null at the end of the feed")]
    resume: Annotated[str, Field(description="`after` for asking again later, also at the end of the feed")]


class StateAnswer(OpenClocked):
    """The hash of all conclusions and claims: equal for two logs that say the same."""

    model_config = _shown(examples.STATE)
    state_hash: str
    claims: int
    places: int
    memberships: int


class Check(BaseModel):
    """One thing that readiness depends on."""

    name: str
    ok: bool
    detail: str


class Health(BaseModel):
    """Whether the service lives, and the checks that were made."""

    model_config = _shown(examples.HEALTH)
    status: Literal["ok", "degraded", "unavailable"]
    checks: list[Check]


class Problem(BaseModel):
    """What went wrong (RFC 9457)."""

    model_config = ConfigDict(json_schema_extra={"examples": [examples.PROBLEM]})
    type: str
    title: str
    status: int
    detail: str
    mend: Annotated[str, Field(description="What to do about it")]
    instance: str
    errors: list[dict[str, str]] = []
    suggestions: list[str] = []
    lag_seconds: float | None = None
