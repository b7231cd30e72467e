"""What a claim does to the facets of a membership: one table from event type to facet."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from datetime import date

from events.claims import Claim
from events.dates import last_day
from services.resolve.conclusions import FacetName
from services.resolve.matter import Testimony
from services.resolve.origins import Origin
from services.resolve.steps import AS_BEFORE, NOTHING, Kind, Step
from services.resolve.telling import OF_THE_ACT, Acting, Telling, acting_of_plan, acting_of_state, stated_date

FACETS: tuple[FacetName, ...] = ("legal", "participation", "funding", "exit_stage")
MEMBERS = frozenset({"member", "exit_notified"})
FROZEN = frozenset({"frozen_de_facto", "frozen_formal"})
UNFROZEN = frozenset({"unknown", "active", "partial", "resumed"})
"""States of participation that weak claims act on."""


@dataclass(frozen=True, slots=True)
class Doing:
    """What a claim does to one facet; the fields are those of a step."""

    facet: FacetName
    kind: Kind
    state: str = ""
    phase: int = 0
    rules: dict[str, frozenset[str]] = field(default_factory=dict)


def _becomes(facet: FacetName, state: str, phase: int, only_from: frozenset[str] | None = None) -> Doing:
    return Doing(facet, "transition", state, phase, {} if only_from is None else {"only_from": only_from})


PARTIAL = _becomes("participation", "partial", 2, UNFROZEN)
ACTIVE = _becomes("participation", "active", 1, frozenset({"unknown", "active"}))
IS_MEMBER = Doing("legal", "observation", "member", 0, {"compatible": MEMBERS})
TAKEN_FOR_MEMBER = Doing("legal", "presupposition", "member", 0, {"compatible": MEMBERS})

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
    "ParticipationFrozen": (Doing("participation", "denial", "", 0, {"denies": FROZEN}),),
    "ParticipationResumed": (Doing("participation", "denial", "", 0, {"denies": frozenset({"resumed"})}),),
    "FundingStopped": (Doing("funding", "observation", "paying", 0, {"compatible": frozenset({"paying", "resumed"})}),),
    "FundingResumed": (Doing("funding", "denial", "", 0, {"denies": frozenset({"resumed"})}),),
    "MembershipAffirmed": (Doing("legal", "denial", "", 0, {"denies": MEMBERS}),),
    "ExitNotified": (
        Doing("legal", "denial", "", 0, {"denies": frozenset({"exit_notified"})}),
        Doing("exit_stage", "denial", "", 0, {"denies": frozenset({"notified"})}),
    ),
    "ExitCompleted": (
        IS_MEMBER,
        Doing("exit_stage", "observation", AS_BEFORE, 0, {"denies": frozenset({"completed"})}),
    ),
}
"""What is said not to be the case, certain or probable."""

STAGE_DENIED: dict[str, frozenset[str]] = {
    "ExitThreatened": frozenset({"threatened"}),
    "ExitAnnounced": frozenset({"threatened", "announced"}),
}
"""Stages that a denial reaches: the member itself takes them back ("is not leaving"), others dispute them."""


def facet_steps(testimony: Testimony, origin: Origin, telling: Telling, member: str) -> list[tuple[FacetName, Step]]:
    """All that one claim does to the facets of a membership, each with the step."""
    build: Callable[..., Step] = Step
    return [
        (
            doing.facet,
            build(
                day=acting.day,
                published=telling.published,
                phase=doing.phase,
                kind=doing.kind,
                testimony=testimony,
                origin=origin,
                state=doing.state,
                stated=acting.stated,
                role=acting.role,
                **doing.rules,
            ),
        )
        for doing, acting in _doings(testimony.claim, telling, member)
    ]


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
    rules = dict(doing.rules)
    state = doing.state
    if claim.type == "ParticipationFrozen":
        if doing.kind == "denial":
            rules["denies"] = frozenset({f"frozen_{claim.basis}"}) if claim.basis else FROZEN
        elif claim.basis == "formal":
            state = "frozen_formal"
        elif claim.basis is None:
            rules["same_as"] = frozenset({"frozen_formal"})
    if still and doing.kind == "transition":
        rules["compatible"] = frozenset({state}) | rules.pop("same_as", NOTHING)
        only_from = rules.pop("only_from", None)
        weak = only_from is not None
        return Doing(doing.facet, "presupposition" if weak else "observation", state, 0, rules)
    return Doing(doing.facet, doing.kind, state, doing.phase, rules)


def _stage_denied(claim: Claim, member: str) -> Doing:
    reached = STAGE_DENIED[claim.type]
    if claim.grading.state == member:
        return _becomes("exit_stage", "none", 0, reached | {"unknown", "none"})
    return Doing("exit_stage", "denial", "", 0, {"denies": reached})


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
