"""One subject, folded: its state and its plans, each step in its order."""

from collections import deque
from functools import lru_cache

import orjson

from services.resolve.citing import SHOWN, cite, cite_losers, cite_run
from services.resolve.conclusions import Outlook, Size, Status
from services.resolve.findings import Cited, RowFound
from services.resolve.fold import UNKNOWN, Fold
from services.resolve.frames import GONE
from services.resolve.grades import presence_side
from services.resolve.hearing import Heard, Step
from services.resolve.outlook import LEAVING, Board, Standing, plan_told
from services.resolve.run import Run
from services.resolve.subjects import Subject

STATUSES: tuple[Status, ...] = ("present_joint", "present", "withdrawing", "handed_over", "withdrawn", "unknown")
"""In the order in which a place takes its own status from its subjects."""


class SubjectFold:
    """Takes the steps of one subject in their order; `found` is the conclusion so far."""

    def __init__(self, subject: Subject) -> None:
        self.subject = subject
        self.side = presence_side(subject.owner)
        self.state = Fold(self.side)
        self.board = Board()
        self.effects: dict[tuple[str, int, int], str] = {}
        self._last: deque[Step] = deque(maxlen=SHOWN)
        self._until = ""
        self._board_before_run = Board()
        self._plans_since: list[Step] = []

    def copy(self) -> "SubjectFold":
        """The same fold, to go on from twice."""
        twin = SubjectFold(self.subject)
        twin.state, twin.board, twin.effects = self.state.copy(), self.board.copy(), dict(self.effects)
        twin._last, twin._until = self._last.copy(), self._until
        twin._board_before_run, twin._plans_since = self._board_before_run, list(self._plans_since)
        return twin

    def take(self, step: Step) -> None:
        """Take one step and note what it did."""
        self._last.append(step)
        kind = step.frame.kind
        if kind == "plan":
            self._plan(step)
        elif kind == "term":
            self._until = step.assertion.stated
            self._note(step, f"until {self._until}")
        elif kind == "transition":
            effect = self.state.take(step)
            if self.state.run.steps[0] is step:
                self._board_before_run, self._plans_since = self.board.copy(), []
            self._note(step, effect)
            self.board.clear(step.frame.state, step.day)
        else:
            state = self.state.state
            self._note(step, self.state.take(step))
            if self.state.state != state and state in GONE:
                self._plan_anew()

    def _plan(self, step: Step) -> None:
        told = plan_told(step, self.subject.owner)
        assert told is not None
        self._plans_since.append(step)
        if self.state.state in GONE and told.plan in LEAVING:
            self._note(step, f"no effect: {self.state.state} stands")
        else:
            self._note(step, self.board.tell(step, told))

    def _note(self, step: Step, effect: str) -> None:
        """What several steps of one claim did, what counts most for the answer first."""
        key = step.claim
        before = self.effects.get(key)
        self.effects[key] = effect if before is None else _joined(before, effect)

    def _plan_anew(self) -> None:
        """Transitions that lost a contradiction clear no plan any more: take the plans since they began again."""
        self.board = self._board_before_run.copy()
        for step in self._plans_since:
            told = plan_told(step, self.subject.owner)
            if told is not None:
                self._note(step, self.board.tell(step, told))

    @property
    def standing(self) -> tuple[Outlook, Standing] | None:
        """The plan shown, and who set it."""
        shown = self.board.shown(self.state.state)
        if shown is None:
            return None
        plan, standing = shown
        return Outlook(plan=plan, stage=standing.stage, effective=standing.effective), standing

    @property
    def conclusion(self) -> object:
        """Status and outlook: what a stretch of history has in common."""
        shown = self.board.shown(self.state.state)
        return self.state.state, (shown[0], shown[1].stage, shown[1].effective) if shown else None

    def found(self, heard: Heard | None = None, shown: int = SHOWN) -> RowFound:
        """The conclusion on the subject from the steps taken so far; `due` is left to the one who knows the day.

        At most so many claims are cited for it, and against it; with what was heard, copies beside their originals.
        """
        run, standing, plan_steps = self.state.run, self.standing, self.planners
        support = run if run else Run(self.side, plan_steps)
        return RowFound(
            owner=self.subject.owner,
            force=self.subject.force,
            status=next(status for status in STATUSES if status == self.state.state),
            outlook=standing[0] if standing else None,
            since=run.since,
            other_dates=run.other_dates,
            last_confirmed=run.steps[-1].day if run else None,
            until=(self._until or None) if self._there else None,
            size=self._size(run),
            confidence=str(support.grade) if support else None,
            sources=support.sources,
            disputed_by=tuple(cite_losers(self.losers, run.grade, self.effects, shown)),
            evidence=tuple(self._evidence(run, plan_steps, heard, shown)),
        )

    @property
    def planners(self) -> list[Step]:
        """What the outlook rests on."""
        shown = self.board.shown(self.state.state)
        return shown[1].evidence if shown else []

    @property
    def losers(self) -> list[Step]:
        """What speaks against the state or the outlook."""
        shown = self.board.shown(self.state.state)
        return [*self.state.against.steps, *self.state.disputes, *(shown[1].disputes if shown else ())]

    def _evidence(self, run: Run, plan_steps: list[Step], heard: Heard | None, shown: int) -> list[Cited]:
        """What state and outlook rest on; where nothing is known and planned, what was said in vain."""
        cited = cite_run(run, self.effects, heard, shown)
        known = {one.claim for one in cited}
        others = plan_steps if run or plan_steps else self._last
        unique = {step.key: step for step in others if str(step.key) not in known}
        return cited + [cite(step, self.effects) for step in unique.values()]

    @property
    def _there(self) -> bool:
        return self.state.state not in GONE and self.state.state != UNKNOWN

    def _size(self, run: Run) -> Size | None:
        """How many, as last told by a claim that supports the state; nobody counts those who have left."""
        if run.counted is None or not self._there:
            return None
        value, least, most = orjson.loads(run.counted.assertion.men)
        return Size(value=value, min=least, max=most, stated_on=run.counted.day)


@lru_cache(maxsize=4096)
def _joined(before: str, effect: str) -> str:
    parts = before.split("; ")
    if effect not in parts:
        parts.append(effect)
    acting = [part for part in parts if not part.startswith("no effect")]
    return "; ".join(sorted(acting or parts, key=lambda part: part.startswith("supports")))
