"""What a claim asserts of a place: one reading for each force it names, each with the days on which it acts."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

import orjson

from events.claims import Claim
from events.dates import last_day
from events.record import Force, Role
from services.resolve import frames
from services.resolve.force_classes import GENERIC, compatible, owner_and_class
from services.resolve.frames import DATELESS, DATELESS_COMPLETED, DISPUTES_PRESENCE, IS_PRESENT, PRESUMES_PRESENT, UNTIL
from services.resolve.meaning import Sense, sense_of
from services.resolve.telling import (
    OF_THE_PLAN,
    Acting,
    Telling,
    acting_of_plan,
    acting_of_state,
    day_of_the_act,
    stated_date,
)

LEAVING_FAMILIES = re.compile(r"Withdrawal\w+|ControlHandover\w+|JointDeployment\w+")
TELLS_TERM: dict[str, tuple[Role, ...]] = {"PresenceToContinue": ("until",), "BasingTermsChanged": ("until", "end")}
COUNTS_MEN = frozenset({"PresenceReported", "PresenceToContinue", "DeploymentCompleted"})
"""Claims whose number is the size of the force; elsewhere it is how many came, left or were exchanged."""
COMPLETED = frozenset({"present", "withdrawn", "handed_over"})
"""States set by a completed transition: one that names the owner but not the class acts on every subject it fits."""
NO_DATE = "listed: told as history without a date"


@dataclass(frozen=True, slots=True)
class Said:
    """One thing said of one part of a matter: the fields of an assertion that its claim decides."""

    part: str
    frame: str
    day: date | None = None
    stated: str = ""
    role: str = ""
    effective: str = ""
    made: date | None = None
    men: str = ""


def said_of_place(claim: Claim, place: str, telling: Telling) -> tuple[list[Said], str]:
    """What a claim says of a place; where that is nothing, why the claim is only listed."""
    reason = _beside_the_point(claim, place)
    if reason:
        return [], reason
    sense = sense_of(claim)
    found: list[Said] = []
    for part, force in _forces(claim).items():
        if force.owner is not None and force.owner not in claim.tracked:
            reason = reason or f"listed: {force.owner} is not tracked here"
            continue
        said = list(_said(claim, sense, part, telling))
        if not said and sense.acts:
            said = [Said(part, DATELESS_COMPLETED if sense.becomes in COMPLETED else DATELESS)]
        reason = reason or sense.why
        found += said
    return found, "" if found else reason


def part_of(owner: str | None, force: str) -> str:
    """The name of a subject at its place; `-` and the generic class stand for what a claim leaves open."""
    return f"{owner or '-'}/{force}"


def _beside_the_point(claim: Claim, place: str) -> str:
    """Why a claim says nothing of this very place, or an empty text.

    Who is at a site is in its province, but who leaves an unlisted site does not leave the province that stands for it.
    """
    if place in claim.locations_excluded:
        return "listed: names the place as an exception"
    if claim.geo_precision == "part":
        return "listed: speaks of a part of the place only"
    if claim.geo_precision == "parent" and LEAVING_FAMILIES.fullmatch(claim.type):
        return "listed: speaks of a site within the place only"
    return ""


def _forces(claim: Claim) -> dict[str, Force]:
    """The forces named, one a subject; a claim that names none is read once, with all left open."""
    found: dict[str, Force] = {}
    for force in claim.force or (Force(owner=None, type=GENERIC),):
        found.setdefault(part_of(*owner_and_class(force)), force)
    return found


def _said(claim: Claim, sense: Sense, part: str, telling: Telling) -> Iterator[Said]:
    if sense.becomes or sense.observes or sense.disputes:
        yield from _of_state(claim, sense, part, telling)
    elif sense.presupposes:
        yield from _presumed(claim, sense, part, telling)
    if sense.plan:
        yield from _of_plan(claim, sense, part, telling)
    yield from _of_term(claim, part, telling)


def _of_state(claim: Claim, sense: Sense, part: str, telling: Telling) -> Iterator[Said]:
    men = _men(claim, part)
    for acting in acting_of_state(claim, telling):
        if sense.disputes:
            frame = DISPUTES_PRESENCE
        elif sense.becomes is None:
            frame = IS_PRESENT
        else:
            frame = frames.still(sense.becomes) if acting.still else frames.becomes(sense.becomes)
        yield Said(part, frame, acting.day, acting.stated or "", acting.role or "", men=men)


def _presumed(claim: Claim, sense: Sense, part: str, telling: Telling) -> Iterator[Said]:
    """A plan takes presence for granted when it is told; growth, rotation and what is denied, when it is dated."""
    if sense.plan is not None or claim.realis != "actual":
        plan = acting_of_plan(claim, telling)
        actings: tuple[Acting, ...] = (plan,) if plan else ()
    else:
        actings = acting_of_state(claim, telling)[:1]
    for acting in actings:
        yield Said(part, PRESUMES_PRESENT, acting.day, acting.stated or "", acting.role or "")


def _of_plan(claim: Claim, sense: Sense, part: str, telling: Telling) -> Iterator[Said]:
    acting = acting_of_plan(claim, telling)
    if sense.plan is None or acting is None:
        return
    plan, stage = sense.plan
    act = day_of_the_act(claim, telling)
    yield Said(
        part,
        frames.plans(plan, stage, denied=sense.plan_denied),
        acting.day,
        effective=_effective(claim, acting.day.isoformat()) or "",
        made=min(act, acting.day) if act else None,
    )


def _effective(claim: Claim, told: str) -> str | None:
    """The date of the plan; for a type that states something done, a date that lies ahead of its telling as well."""
    when = stated_date(claim, OF_THE_PLAN)
    if when is None and claim.type.endswith(("Completed", "Begun")):
        when = stated_date(claim, ("occurred",))
        last = last_day(when.edtf) if when else None
        when = when if last is not None and last.isoformat() > told else None
    return when.edtf if when else None


def _of_term(claim: Claim, part: str, telling: Telling) -> Iterator[Said]:
    """A stated end of term: until when a force is to stay, or its lease to last. It decides nothing."""
    if (
        claim.type not in TELLS_TERM
        or claim.polarity == "denied"
        or claim.certainty not in ("certain", "probable")
        or claim.realis not in ("actual", "planned")
    ):
        return
    when = stated_date(claim, TELLS_TERM[claim.type])
    acting = acting_of_plan(claim, telling)
    if when is not None and acting is not None:
        yield Said(part, UNTIL, acting.day, stated=when.edtf)


def _men(claim: Claim, part: str) -> str:
    """How many they are, where the claim tells that: value, least and most."""
    if claim.type not in COUNTS_MEN:
        return ""
    owner, _, force_class = part.partition("/")
    named = (None if owner == "-" else owner, force_class)
    for force in claim.force:
        if force.count and compatible(owner_and_class(force), named):
            return orjson.dumps([force.count.value, force.count.min, force.count.max]).decode()
    return ""
