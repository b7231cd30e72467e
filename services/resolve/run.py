"""A run: the steps that speak for one state, counted as they come."""

from collections.abc import Iterable
from datetime import date

from events.dates import bounds, last_day
from services.resolve.assertion import Source, source_of
from services.resolve.grades import Grade, Side
from services.resolve.hearing import Step

DATES_SHOWN = 20
"""Other dates told for a state: so many are shown, those first in the order of the run."""
WORST = (9, "")


class Run:
    """Its grade, origins and dates are known at any time, however long it is. Steps come in their order."""

    __slots__ = (
        "_dates", "_letter", "_official", "_own", "_sides", "_since", "_words", "by_letter", "by_own", "counted",
        "firsts", "side", "steps",
    )  # fmt: skip

    def __init__(self, side: Side, steps: Iterable[Step] = ()) -> None:
        self.side = side
        self.steps: list[Step] = []
        self.firsts: dict[str, Step] = {}
        """The first step of each origin."""
        self.by_letter: Step | None = None
        self.by_own: Step | None = None
        """The first step with the best letter, and the first with the best grade of its own."""
        self.counted: Step | None = None
        """The last step that tells how many they are."""
        self._letter, self._official, self._own = "F", "Z", WORST
        self._sides: dict[str, set[str]] = {}
        self._words: set[tuple[str, str]] = set()
        self._since = ""
        self._dates: dict[str, None] = {}
        for step in steps:
            self.add(step)

    def __bool__(self) -> bool:
        return bool(self.steps)

    def copy(self) -> "Run":
        """The same run, to go on from twice."""
        twin = Run(self.side)
        for name in self.__slots__:
            setattr(twin, name, getattr(self, name))
        twin.steps, twin.firsts, twin._dates = list(self.steps), dict(self.firsts), dict(self._dates)
        twin._words = set(self._words)
        twin._sides = {side: set(origins) for side, origins in self._sides.items()}
        return twin

    def add(self, step: Step) -> None:
        """Count one more step."""
        self.steps.append(step)
        assertion = step.assertion
        word = step.origin, assertion.source
        if word not in self._words:
            self._words.add(word)
            self._weigh(step, source_of(assertion.source))
        if assertion.men:
            self.counted = step
        if assertion.stated or assertion.said_on:
            self._date(step, assertion.stated)

    def _weigh(self, step: Step, source: Source) -> None:
        """What an origin adds to the grade that speaks for the first time, or for the first time so."""
        self.firsts.setdefault(step.origin, step)
        if source.voice and (side := self.side(source)):
            self._sides.setdefault(side, set()).add(step.origin)
        if source.own < self._own:
            self._own, self.by_own = source.own, step
        if source.letter < self._letter or self.by_letter is None:
            self._letter, self.by_letter = source.letter, step
        if source.official and source.letter < self._official:
            self._official = source.letter

    def _date(self, step: Step, stated: str) -> None:
        if len(self._dates) < DATES_SHOWN + 2 and (told := date_told(step)):
            self._dates.setdefault(told)
        if stated and not self._since and dates_beginning(step):
            first = self.steps[0]
            start = bounds(stated)[0]
            if step.day == first.day or start is None or start <= first.day:
                self._since = stated

    @property
    def sources(self) -> int:
        """How many independent origins speak."""
        return len(self.firsts)

    @property
    def grade(self) -> Grade:
        """By `RULES`."""
        if len(self.firsts) > 1:
            both = len(self._sides) > 1 and len(set().union(*self._sides.values())) > 1
            return Grade(1 if both else 2, self._letter)
        return Grade(3, self._official) if self._official != "Z" else Grade(6, self._letter)

    @property
    def best(self) -> Step | None:
        """The first of its best graded steps, as graded in the group."""
        return self.by_letter if self.grade.digit < 3 else self.by_own

    @property
    def since(self) -> str | None:
        """Since when the state of the run holds, as stated.

        That is the date that its first step states, else the first stated one that reaches back to that step; else
        the run is open to the left: it began at the latest on the day its first step acts.
        """
        return self._since or (at_the_latest(self.steps[0]) if self.steps else None)

    @property
    def other_dates(self) -> tuple[str, ...]:
        """The other dates told for the state, in order of time."""
        since = self.since or ""
        told = [told for told in self._dates if told not in (since, since.removeprefix("../"))]
        return tuple(sorted(told[:DATES_SHOWN], key=_by_time))


def dates_beginning(step: Step) -> bool:
    """Whether its stated date is one from which the state held, not just a day on which it was seen."""
    kind = step.frame.kind
    return kind == "transition" or (kind == "observation" and step.assertion.role in ("since", "start"))


def date_told(step: Step) -> str:
    """The date it tells for its state, else the day it was said on; a presupposition tells none."""
    if step.frame.kind == "presupposition":
        return ""
    return step.assertion.stated or step.assertion.said_on


def at_the_latest(step: Step) -> str:
    """The beginning of a run that is not told: open to the left."""
    stated, said_on = step.assertion.stated, step.assertion.said_on
    told = stated or said_on
    if not told or "/" in told or (not stated and last_day(told) != step.day):
        return f"../{step.day.isoformat()}"
    return f"../{told}"


def _by_time(edtf: str) -> tuple[date, str]:
    first, last = bounds(edtf)
    return first or last or date.min, edtf
