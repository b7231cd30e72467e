"""What a claim does to the presence of its subject, step by step."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass

from events.claims import Claim
from events.dates import last_day
from events.record import Role
from services.resolve.outlook import RANK
from services.resolve.steps import NOTHING, PlanTold, Step
from services.resolve.subjects import Reading, Subject
from services.resolve.telling import (
    OF_THE_PLAN,
    Acting,
    Telling,
    acting_of_plan,
    acting_of_state,
    day_of_the_act,
    stated_date,
)

THERE = frozenset({"present", "present_joint", "withdrawing"})
GONE = frozenset({"withdrawn", "handed_over"})
PHASE = {"present": 1, "present_joint": 2, "withdrawing": 3, "withdrawn": 4, "handed_over": 5}
"""Of steps of one day and one time of publication: what is observed, then what came, … then what was handed over."""
SAME_AS = {"withdrawn": frozenset({"handed_over"})}
TELLS_TERM: dict[str, tuple[Role, ...]] = {"PresenceToContinue": ("until",), "BasingTermsChanged": ("until", "end")}
CONTINUES = {"handed_over": frozenset({"withdrawn"})}


def steps_of(reading: Reading, subject: Subject, telling: Telling) -> list[Step]:
    """The steps of one reading for its subject; none where the claim tells history without a date."""
    return list(_steps(_Maker(reading, subject, telling)))


@dataclass(frozen=True, slots=True)
class _Maker:
    reading: Reading
    subject: Subject
    telling: Telling

    @property
    def claim(self) -> Claim:
        return self.reading.testimony.claim

    def step(self, **fields: object) -> Step:
        build: Callable[..., Step] = Step
        return build(
            published=self.telling.published,
            testimony=self.reading.testimony,
            origin=self.reading.origin,
            **fields,
        )


def _steps(maker: _Maker) -> Iterator[Step]:
    assertion = maker.reading.assertion
    if assertion.becomes or assertion.observes or assertion.disputes:
        yield from _state_steps(maker)
    elif assertion.presupposes:
        yield from _presuppositions(maker)
    if assertion.plan:
        yield from _plan_steps(maker)
    yield from _term_steps(maker)


def _state_steps(maker: _Maker) -> Iterator[Step]:
    assertion = maker.reading.assertion
    for acting in acting_of_state(maker.claim, maker.telling):
        dated = {"day": acting.day, "stated": acting.stated, "role": acting.role}
        if assertion.disputes:
            yield maker.step(**dated, phase=0, kind="denial", denies=THERE)
        elif assertion.becomes and not acting.still:
            state = assertion.becomes
            yield maker.step(
                **dated,
                phase=PHASE[state],
                kind="transition",
                state=state,
                same_as=SAME_AS.get(state, NOTHING),
                continues=CONTINUES.get(state, NOTHING),
            )
        else:
            state = assertion.becomes or "present"
            at_ease = GONE if state in GONE else THERE
            yield maker.step(**dated, phase=0, kind="observation", state=state, compatible=at_ease)


def _presuppositions(maker: _Maker) -> Iterator[Step]:
    """A plan takes presence for granted when it is told; growth, rotation and what is denied, when it is dated."""
    planned = maker.reading.assertion.plan is not None or maker.claim.realis != "actual"
    if planned:
        plan = acting_of_plan(maker.claim, maker.telling)
        actings: tuple[Acting, ...] = (plan,) if plan else ()
    else:
        actings = acting_of_state(maker.claim, maker.telling)[:1]
    for acting in actings:
        yield maker.step(
            day=acting.day,
            stated=acting.stated,
            role=acting.role,
            phase=0,
            kind="presupposition",
            state="present",
            compatible=THERE,
        )


def _plan_steps(maker: _Maker) -> Iterator[Step]:
    plan, claim = maker.reading.assertion.plan, maker.claim
    acting = acting_of_plan(claim, maker.telling)
    if plan is None or acting is None:
        return
    act = day_of_the_act(claim, maker.telling)
    sides = {maker.subject.owner, *claim.grading.hosts} - {None}
    told = PlanTold(
        plan=plan[0],
        stage=plan[1],
        effective=_effective(claim, acting.day.isoformat()),
        made=min(act or acting.day, acting.day),
        dated=act is not None,
        denied=maker.reading.assertion.plan_denied,
        by_party=claim.grading.state in sides,
    )
    phase = RANK.get(plan[1], len(RANK))
    yield maker.step(day=acting.day, phase=phase, kind="plan", plan=told)


def _effective(claim: Claim, told: str) -> str | None:
    """The date of the plan; for a type that states something done, a date that lies ahead of its telling as well."""
    when = stated_date(claim, OF_THE_PLAN)
    if when is None and claim.type.endswith(("Completed", "Begun")):
        when = stated_date(claim, ("occurred",))
        last = last_day(when.edtf) if when else None
        when = when if last is not None and last.isoformat() > told else None
    return when.edtf if when else None


def _term_steps(maker: _Maker) -> Iterator[Step]:
    """A stated end of term: until when a force is to stay, or its lease to last. It decides nothing."""
    claim = maker.claim
    if (
        claim.type not in TELLS_TERM
        or claim.polarity == "denied"
        or claim.certainty not in ("certain", "probable")
        or claim.realis not in ("actual", "planned")
    ):
        return
    when = stated_date(claim, TELLS_TERM[claim.type])
    acting = acting_of_plan(claim, maker.telling)
    if when is not None and acting is not None:
        yield maker.step(day=acting.day, phase=0, kind="term", stated=when.edtf)
