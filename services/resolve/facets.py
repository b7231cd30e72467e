"""What a claim does to the facets of a membership: one table from event type to facet."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import date

from events.claims import Claim
from events.dates import last_day
from services.resolve.conclusions import FacetName
from services.resolve.frames import AS_BEFORE, EXPECTED, Frame, frame_text
from services.resolve.presence_reading import Said
from services.resolve.telling import OF_THE_ACT, Acting, Telling, acting_of_plan, acting_of_state, stated_date

FACETS: tuple[FacetName, ...] = ("legal", "participation", "funding", "exit_stage")
MEMBERS = frozenset({"member", "exit_notified"})
FROZEN = frozenset({"frozen_de_facto", "frozen_formal"})
UNFROZEN = frozenset({"unknown", "active", "partial", "resumed"})
"""States of participation that weak claims act on."""
WHOLE = "membership"
"""The part of what is expected: of no facet in particular."""

Doing = tuple[FacetName, Frame]


def _becomes(facet: FacetName, state: str, phase: int, only_from: frozenset[str] | None = None) -> Doing:
    return facet, Frame("transition", state, phase, only_from=only_from)


def _denies(facet: FacetName, *states: str) -> Doing:
    return facet, Frame("denial", denies=frozenset(states))


PARTIAL = _becomes("participation", "partial", 2, UNFROZEN)
ACTIVE = _becomes("participation", "active", 1, frozenset({"unknown", "active"}))
IS_MEMBER: Doing = ("legal", Frame("observation", "member", compatible=MEMBERS))
TAKEN_FOR_MEMBER: Doing = ("legal", Frame("presupposition", "member", compatible=MEMBERS))

DONE: dict[str, tuple[Doing, ...]] = {
    "ParticipationFrozen": (_becomes("participation", "frozen_de_facto", 3),),
    "ParticipationLimited": (PARTIAL,),
    "SummitSkipped": (PARTIAL,),
    "ExerciseSkipped": (PARTIAL,),
    "SummitAttended": (ACTIVE,),
    "ExerciseJoined": (ACTIVE,),
    "ParticipationResumed": (
        _becomes("participation", "resumed", 4),
        _becomes("legal", "member", 3, frozenset({"former"})),
        _becomes("exit_stage", "none", 5, frozenset({"completed"})),
    ),
    "FundingStopped": (_becomes("funding", "stopped", 1),),
    "FundingResumed": (_becomes("funding", "resumed", 2),),
    "MembershipAffirmed": (IS_MEMBER,),
    "ExitNotified": (_becomes("legal", "exit_notified", 1, MEMBERS | {"unknown"}),),
    "ExitCompleted": (_becomes("legal", "former", 2), _becomes("exit_stage", "completed", 4)),
}
"""What is done, certain or probable. ParticipationResumed brings back a former member."""

STAGES: dict[str, Doing] = {
    "ExitThreatened": _becomes("exit_stage", "threatened", 1, frozenset({"unknown", "none", "threatened"})),
    "ExitAnnounced": _becomes("exit_stage", "announced", 2, frozenset({"unknown", "none", "threatened", "announced"})),
    "ExitNotified": _becomes(
        "exit_stage", "notified", 3, frozenset({"unknown", "none", "threatened", "announced", "notified"})
    ),
}
"""Stages of leaving, set whatever the realis; a lower one never replaces a higher."""

DENIED: dict[str, tuple[Doing, ...]] = {
    "ParticipationFrozen": (_denies("participation", *FROZEN),),
    "ParticipationResumed": (_denies("participation", "resumed"),),
    "FundingStopped": (("funding", Frame("observation", "paying", compatible=frozenset({"paying", "resumed"}))),),
    "FundingResumed": (_denies("funding", "resumed"),),
    "MembershipAffirmed": (_denies("legal", *MEMBERS),),
    "ExitNotified": (_denies("legal", "exit_notified"), _denies("exit_stage", "notified")),
    "ExitCompleted": (
        IS_MEMBER,
        ("exit_stage", Frame("observation", AS_BEFORE, denies=frozenset({"completed"}))),
    ),
}
"""What is said not to be the case, certain or probable."""

STAGE_DENIED: dict[str, frozenset[str]] = {
    "ExitThreatened": frozenset({"threatened"}),
    "ExitAnnounced": frozenset({"threatened", "announced"}),
}
"""Stages that a denial reaches: the member itself takes them back ("is not leaving"), others dispute them."""


def said_of_membership(claim: Claim, member: str, telling: Telling) -> tuple[list[Said], str]:
    """What a claim says of a membership; where that is nothing, why the claim is only listed."""
    found = [
        Said(facet, frame_text(frame), acting.day, acting.stated or "", acting.role or "")
        for (facet, frame), acting in _doings(claim, telling, member)
    ]
    plan = acting_of_plan(claim, telling)
    sure = claim.certainty in ("certain", "probable")
    if plan and sure and claim.realis == "planned" and claim.polarity == "affirmed":
        found.append(Said(WHOLE, EXPECTED, plan.day))
    if found:
        return found, ""
    return [], f"listed: {claim.polarity}, {claim.certainty}, {claim.realis}, {claim.temporal}"


def _doings(claim: Claim, telling: Telling, member: str) -> Iterator[tuple[Doing, Acting]]:
    if claim.realis == "counterfactual":
        return
    sure, affirmed = claim.certainty in ("certain", "probable"), claim.polarity == "affirmed"
    if sure and claim.realis == "actual":
        for doing in (DONE if affirmed else DENIED).get(claim.type, ()):
            for acting in _actings(claim, telling):
                yield _as_told(doing, claim, still=acting.still), acting
    if claim.type in STAGES and affirmed and (sure or claim.type == "ExitThreatened"):
        yield from ((STAGES[claim.type], acting) for acting in _acting_of_act(claim, telling))
    if claim.type in STAGE_DENIED and not affirmed and sure:
        yield from ((_stage_denied(claim, member), acting) for acting in _acting_of_act(claim, telling))
    left = claim.type == "ExitCompleted" and claim.realis == "actual"
    if affirmed and not left and claim.type != "MembershipAffirmed":
        yield from ((TAKEN_FOR_MEMBER, acting) for acting in _presupposed_on(claim, telling))


def _as_told(doing: Doing, claim: Claim, *, still: bool) -> Doing:
    """A freeze with its basis; what began earlier and is told in the present was observed on the day of telling too."""
    facet, frame = doing
    if claim.type == "ParticipationFrozen":
        if frame.kind == "denial":
            frame = replace(frame, denies=frozenset({f"frozen_{claim.basis}"}) if claim.basis else FROZEN)
        elif claim.basis == "formal":
            frame = replace(frame, state="frozen_formal")
        elif claim.basis is None:
            frame = replace(frame, same_as=frozenset({"frozen_formal"}))
    if still and frame.kind == "transition":
        weak = frame.only_from is not None
        at_ease = frozenset({frame.state}) | frame.same_as
        frame = Frame("presupposition" if weak else "observation", frame.state, compatible=at_ease)
    return facet, frame


def _stage_denied(claim: Claim, member: str) -> Doing:
    reached = STAGE_DENIED[claim.type]
    if claim.grading.state == member:
        return _becomes("exit_stage", "none", 0, reached | {"unknown", "none"})
    return "exit_stage", Frame("denial", denies=reached)


def _actings(claim: Claim, telling: Telling) -> tuple[Acting, ...]:
    return _acting_of_act(claim, telling) if claim.type == "ExitNotified" else acting_of_state(claim, telling)


def _acting_of_act(claim: Claim, telling: Telling) -> tuple[Acting, ...]:
    """A stage of leaving acts from the day it was taken, not from the day on which the leaving takes effect."""
    when = stated_date(claim, OF_THE_ACT)
    if when is None:
        return () if claim.temporal == "historical" else (Acting(telling.day, None, None),)
    day: date | None = last_day(when.edtf)
    return (Acting(min(day or telling.by, telling.by), when.edtf, when.role),)


def _presupposed_on(claim: Claim, telling: Telling) -> tuple[Acting, ...]:
    if claim.realis == "actual":
        return _actings(claim, telling)[:1]
    plan = acting_of_plan(claim, telling)
    return (plan,) if plan else ()
