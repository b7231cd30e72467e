"""What the resolver answers: the shapes of rows, with their evidence; what the API shows."""

from datetime import date
from typing import Literal

from events.model import Frozen
from events.record import Said, When

Status = Literal["present_joint", "present", "withdrawing", "handed_over", "withdrawn", "unknown"]
Plan = Literal["withdrawal", "handover", "joint_guarding", "deployment"]
Stage = Literal["requested", "agreed", "announced", "ordered", "refused", "postponed", "cancelled"]
FacetName = Literal["legal", "participation", "funding", "exit_stage"]


class Citation(Frozen):
    """One claim as an answer cites it: its words, its outlet, its speaker, and what it did to the answer."""

    claim: str
    type: str
    polarity: str
    certainty: str
    realis: str
    temporal: str
    quote: str
    source: str
    article: str
    edition: int
    published_at: str | None = None
    url: str | None = None
    title: str | None = None
    said: Said = Said()
    when: tuple[When, ...] = ()
    grade: str = ""
    origin: str = ""
    effect: str = ""


class Outlook(Frozen):
    """What is planned for a force. `due`: the date has passed and nobody said that it happened."""

    plan: Plan
    stage: Stage
    effective: str | None = None
    due: bool = False


class Size(Frozen):
    """How many, as last told."""

    value: float | None = None
    min: float | None = None
    max: float | None = None
    stated_on: date | None = None


class PresenceRow(Frozen):
    """One subject: owner x force class x place."""

    place: str
    owner: str | None
    force: str
    status: Status
    outlook: Outlook | None = None
    since: str | None = None
    other_dates: tuple[str, ...] = ()
    last_confirmed: date | None = None
    until: str | None = None
    size: Size | None = None
    confidence: str | None = None
    sources: int = 0
    disputed_by: tuple[Citation, ...] = ()
    evidence: tuple[Citation, ...] = ()


class PlaceConclusion(Frozen):
    """A place: its own status, its subjects, and the claims that were kept but decide nothing (`listed`)."""

    place: str
    status: Status
    subjects: tuple[PresenceRow, ...] = ()
    listed: tuple[Citation, ...] = ()


class Facet(Frozen):
    """One facet of a membership."""

    value: str
    since: str | None = None
    other_dates: tuple[str, ...] = ()
    confidence: str | None = None
    sources: int = 0
    disputed_by: tuple[Citation, ...] = ()
    evidence: tuple[Citation, ...] = ()


class ParticipationConclusion(Frozen):
    """A member in an organisation: four facets, what is expected, and the claims that decide nothing."""

    org: str
    member: str
    facets: dict[FacetName, Facet]
    expected: tuple[Citation, ...] = ()
    listed: tuple[Citation, ...] = ()


class Interval(Frozen):
    """A stretch of valid time in which a conclusion stayed the same; `start` and `end` are days, None where open."""

    start: date | None
    end: date | None
    value: PresenceRow | Facet
    subject: str


class Change(Frozen):
    """The difference that one edition's events made to one subject's conclusion (`due` where a dated plan came due)."""

    subject: str
    kind: Literal["status", "outlook", "dispute", "facet", "due"]
    before: str | None
    after: str | None
    not_before: date | None = None
