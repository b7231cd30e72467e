"""What is planned for a force: each plan keeps its own stage and date. Announced is not done."""

from dataclasses import dataclass, field
from datetime import date
from typing import NamedTuple

from events.dates import bounds, last_day
from services.resolve.assertion import source_of
from services.resolve.conclusions import Outlook, PlaceConclusion, Plan, Stage
from services.resolve.frames import GONE, STAGE_RANK
from services.resolve.hearing import Step

SHOWN_FIRST: tuple[Plan, ...] = ("handover", "joint_guarding", "withdrawal", "deployment")
LEAVING: frozenset[Plan] = frozenset({"withdrawal", "handover", "joint_guarding"})
CLEARED_BY: dict[str, frozenset[Plan]] = {
    "present": frozenset({"deployment"}),
    "present_joint": frozenset({"joint_guarding"}),
    "withdrawn": LEAVING | {"deployment"},
    "handed_over": LEAVING | {"deployment"},
}
"""Which plans a completed transition to a state clears: those it fulfils, and those that it leaves nobody for."""


class PlanTold(NamedTuple):
    """What a claim says of a plan. `by_party`: said by owner or host, who can end a plan.

    `made` is the day of the act (agreed, called off …) where it is `dated`, else of the telling.
    """

    plan: Plan
    stage: Stage
    effective: str | None
    made: date
    dated: bool
    denied: bool
    by_party: bool


def plan_told(step: Step, owner: str | None) -> PlanTold | None:
    """What a step says of the plans for a force of `owner`; None if it says nothing of any."""
    frame, told = step.frame, step.assertion
    if frame.plan is None or frame.stage is None:
        return None
    source = source_of(told.source)
    return PlanTold(
        plan=frame.plan,
        stage=frame.stage,
        effective=told.effective or None,
        made=told.made or step.day,
        dated=told.made is not None,
        denied=frame.denied,
        by_party=bool(source.voice) and (source.voice == owner or source.at_home),
    )


@dataclass(slots=True)
class Standing:
    """One plan as it stands: who set its stage, who its date, who disputes it.

    `told` is the latest telling of it; `made` the day of the act, which telling it again does not move.
    """

    stage: Stage
    effective: str | None
    made: date
    told: date
    steps: dict[str, Step]
    disputes: list[Step] = field(default_factory=list)

    def copy(self) -> "Standing":
        return Standing(self.stage, self.effective, self.made, self.told, dict(self.steps), list(self.disputes))

    @property
    def live(self) -> bool:
        return self.stage in STAGE_RANK

    @property
    def evidence(self) -> list[Step]:
        return [self.steps[of] for of in ("stage", "date") if of in self.steps]


class Board:
    """The plans for one subject. Steps come in their order; each answers with its effect in words."""

    def __init__(self) -> None:
        self.plans: dict[Plan, Standing] = {}
        self._cleared: dict[Plan, date] = {}

    def copy(self) -> "Board":
        """The same board, to go on from twice."""
        twin = Board()
        twin._cleared = dict(self._cleared)
        twin.plans = {plan: standing.copy() for plan, standing in self.plans.items()}
        return twin

    def clear(self, state: str, day: date) -> None:
        """A transition to `state` was completed on `day`: the plans it clears are void if they were made by then."""
        for plan in CLEARED_BY.get(state, ()):
            self._cleared[plan] = max(day, self._cleared.get(plan, day))
            if plan in self.plans and self.plans[plan].made <= day:
                del self.plans[plan]

    def tell(self, step: Step, told: PlanTold) -> str:
        """Take what a claim says of a plan."""
        cleared, standing = self._cleared.get(told.plan), self.plans.get(told.plan)
        if cleared is not None and told.made <= cleared:
            return f"no effect: the {words(told.plan)} was done by {cleared}"
        if told.denied:
            return _deny(standing, told, step)
        if standing is None or _ends_or_revives(standing, told):
            self.plans[told.plan] = _new(told, step)
            return f"outlook: {words(told.plan)} {told.stage}"
        if not standing.live or told.stage not in STAGE_RANK:
            return f"no effect: older than {words(told.plan)} {standing.stage}"
        return _restate(standing, told, step)

    def shown(self, state: str) -> tuple[Plan, Standing] | None:
        """The plan to show for a subject in `state`: a standing one first, the highest stage, the latest told."""
        if not self.plans:
            return None
        found = [(plan, standing) for plan, standing in self.plans.items() if state not in GONE or plan not in LEAVING]
        return min(found, key=_precedence) if len(found) > 1 else found[0] if found else None


def _precedence(item: tuple[Plan, Standing]) -> tuple[bool, int, int, int]:
    plan, standing = item
    return not standing.live, -STAGE_RANK.get(standing.stage, 0), -standing.told.toordinal(), SHOWN_FIRST.index(plan)


def _new(told: PlanTold, step: Step) -> Standing:
    steps = {"stage": step} | ({"date": step} if told.effective else {})
    return Standing(told.stage, told.effective, told.made, step.day, steps)


def _ends_or_revives(standing: Standing, told: PlanTold) -> bool:
    """An end replaces any stage, a live stage an end; but not where the act told of is older than what stands."""
    return (not standing.live or told.stage not in STAGE_RANK) and told.made >= standing.made


def _restate(standing: Standing, told: PlanTold, step: Step) -> str:
    """A live stage told of a live plan: a lower one may bring a date, an equal or higher one is taken."""
    rank, old = STAGE_RANK[told.stage], STAGE_RANK[standing.stage]
    if told.effective and _better_date(standing, told, equal_or_higher=rank >= old):
        standing.effective = told.effective
        standing.steps["date"] = step
    if rank < old:
        return f"supports the plan: {standing.stage} stands above {told.stage}"
    standing.told = max(standing.told, step.day)
    standing.made = max(standing.made, told.made) if told.dated else standing.made
    if rank > old or (told.stage == "agreed" and standing.stage == "announced"):
        standing.stage = told.stage
        standing.steps["stage"] = step
    return f"outlook: {words(told.plan)} {standing.stage}"


def _better_date(standing: Standing, told: PlanTold, *, equal_or_higher: bool) -> bool:
    """Whether the date told replaces the one that stands: the more precise of two that agree, else the newer."""
    if standing.effective is None or told.effective is None:
        return told.effective is not None
    old, new = _span(standing.effective), _span(told.effective)
    if old[0] <= new[1] and new[0] <= old[1]:
        return (new[1] - new[0]) < (old[1] - old[0])
    return equal_or_higher and told.made >= standing.made


def _span(edtf: str) -> tuple[date, date]:
    first, last = bounds(edtf)
    return first or date.min, last or date.max


def _deny(standing: Standing | None, told: PlanTold, step: Step) -> str:
    """A denied plan ends it when owner or host says so, else disputes it.

    "No plans to leave" (announced) reaches every stage; a denied agreement or order leaves a lower stage standing;
    a denied request reaches no more than a request.
    """
    if standing is None or not standing.live:
        return "no effect: denies a plan that does not stand"
    rank, old = STAGE_RANK[told.stage], STAGE_RANK[standing.stage]
    reached = told.stage == "announced" or (old == rank if told.stage == "requested" else old >= rank)
    if not reached:
        return f"no effect: {words(told.plan)} {standing.stage} stands"
    if not told.by_party:
        standing.disputes.append(step)
        return f"disputes {words(told.plan)} {standing.stage}"
    standing.stage = "refused" if standing.stage == "requested" else "cancelled"
    standing.effective, standing.made, standing.told = None, max(told.made, standing.made), step.day
    standing.steps, standing.disputes = {"stage": step}, []
    return f"outlook: {words(told.plan)} {standing.stage} (denied by owner or host)"


def words(plan: Plan) -> str:
    return plan.replace("_", " ")


def is_due(outlook: Outlook, as_of: date) -> bool:
    """Whether the plan's date has passed (from the day after its last day) while it is still requested, agreed …"""
    last = last_day(outlook.effective) if outlook.effective else None
    return outlook.stage in STAGE_RANK and last is not None and last < as_of


def with_due(conclusion: PlaceConclusion, as_of: date) -> PlaceConclusion:
    """The same conclusion with `due` as of a day: what the resolver leaves out when no `as_of` is asked."""
    rows = tuple(
        row.model_copy(update={"outlook": row.outlook.model_copy(update={"due": is_due(row.outlook, as_of)})})
        if row.outlook
        else row
        for row in conclusion.subjects
    )
    return conclusion.model_copy(update={"subjects": rows})
