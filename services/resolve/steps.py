"""One thing a claim does to one conclusion, with its place in the order of doing."""

from dataclasses import dataclass
from datetime import date, datetime
from typing import Literal

from events.dates import bounds, last_day
from events.record import Role
from services.resolve.conclusions import Plan, Stage
from services.resolve.matter import ClaimKey, Testimony
from services.resolve.origins import Origin

Kind = Literal["observation", "presupposition", "denial", "transition", "plan", "term"]
ORDER: dict[Kind, int] = {"observation": 0, "presupposition": 1, "denial": 2, "transition": 3, "plan": 4, "term": 5}
NOTHING: frozenset[str] = frozenset()
AS_BEFORE = "as before"
"""State of an observation that only says: the state in `denies` was never reached."""


@dataclass(frozen=True, slots=True)
class PlanTold:
    """What a claim says of a plan. `by_party`: said by owner or host, who can end a plan.

    `made` is the day of the act (agreed, called off …) where it is `dated`, else of the telling.
    """

    plan: Plan
    stage: Stage
    effective: str | None
    made: date
    dated: bool = False
    denied: bool = False
    by_party: bool = False


@dataclass(frozen=True, slots=True)
class Step:
    """`state` is what it sets or observes; an observation is at ease with the states in `compatible`.

    A transition says "the same again" where the state is in `same_as`, keeps the run where it is in `continues`, and
    does nothing where `only_from` is given and lacks the state. A denial speaks against the states in `denies`.
    """

    day: date
    published: datetime
    phase: int
    kind: Kind
    testimony: Testimony
    origin: Origin
    state: str = ""
    stated: str | None = None
    role: Role | None = None
    compatible: frozenset[str] = NOTHING
    same_as: frozenset[str] = NOTHING
    continues: frozenset[str] = NOTHING
    only_from: frozenset[str] | None = None
    denies: frozenset[str] = NOTHING
    plan: PlanTold | None = None

    @property
    def key(self) -> ClaimKey:
        return self.testimony.key

    @property
    def order(self) -> tuple[date, datetime, int, ClaimKey, int]:
        """By acting day, publication, phase; ties by claim key, which does not depend on the order of arrival."""
        return self.day, self.published, self.phase, self.key, ORDER[self.kind]

    @property
    def dates_beginning(self) -> bool:
        """Whether its stated date is one from which the state held, not just a day on which it was seen."""
        return self.stated is not None and (
            self.kind == "transition" or (self.kind == "observation" and self.role in ("since", "start"))
        )

    @property
    def date_told(self) -> str | None:
        """The date it tells for its state, else the day it was said on; a presupposition tells none."""
        if self.kind == "presupposition":
            return None
        return self.stated or self.testimony.claim.said.said_on


def since_of(run: list[Step]) -> str:
    """Since when the state of an unbroken run holds, as stated.

    That is the date that its first step states, else the first stated one that reaches back to that step; else
    the run is open to the left: it began at the latest on the day its first step acts.
    """
    first = run[0]
    for step in run:
        if step.stated is not None and step.dates_beginning:
            start = bounds(step.stated)[0]
            if step is first or step.day == first.day or start is None or start <= first.day:
                return step.stated
    return _at_the_latest(first)


def _at_the_latest(step: Step) -> str:
    told = step.stated or step.testimony.claim.said.said_on
    if told is None or "/" in told or (step.stated is None and last_day(told) != step.day):
        return f"../{step.day.isoformat()}"
    return f"../{told}"


def other_dates(run: list[Step], since: str) -> tuple[str, ...]:
    """The other dates told for the state of a run, in order of time."""
    told = {date for step in run if (date := step.date_told) is not None}
    return tuple(sorted(told - {since, since.removeprefix("../")}, key=_by_time))


def _by_time(edtf: str) -> tuple[date, str]:
    first, last = bounds(edtf)
    return first or last or date.min, edtf
