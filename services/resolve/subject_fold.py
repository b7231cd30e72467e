"""One subject, folded: its state and its plans, each step in its order."""

from services.resolve.citing import SHOWN, citation, cite_losers, cite_run
from services.resolve.conclusions import Citation, Outlook, PresenceRow, Size, Status
from services.resolve.fold import UNKNOWN, Fold
from services.resolve.force_classes import compatible, owner_and_class
from services.resolve.grades import presence_side, tally
from services.resolve.matter import ClaimKey, Edition, EditionKey
from services.resolve.outlook import GONE, LEAVING, Board, Standing
from services.resolve.steps import Step, other_dates, since_of
from services.resolve.subjects import Subject

STATUSES: tuple[Status, ...] = ("present_joint", "present", "withdrawing", "handed_over", "withdrawn", "unknown")
"""In the order in which a place takes its own status from its subjects."""
COUNTS_MEN = frozenset({"PresenceReported", "PresenceToContinue", "DeploymentCompleted"})
"""Claims whose number is the size of the force; elsewhere it is how many came, left or were exchanged."""


class SubjectFold:
    """Takes the steps of one subject in their order; `row` is the conclusion so far."""

    def __init__(self, subject: Subject, place: str, editions: dict[EditionKey, Edition]) -> None:
        self.subject, self.place, self.editions = subject, place, editions
        self.side = presence_side(subject.owner)
        self.state = Fold(self.side)
        self.board = Board()
        self.effects: dict[ClaimKey, str] = {}
        self._taken: list[Step] = []
        self._until: str | None = None
        self._before_run = (Board(), 0)

    def take(self, step: Step) -> None:
        """Take one step and note what it did."""
        self._taken.append(step)
        match step.kind:
            case "plan" if self.state.state in GONE and step.plan and step.plan.plan in LEAVING:
                self._note(step, f"no effect: {self.state.state} stands")
            case "plan":
                self._note(step, self.board.tell(step))
            case "term":
                self._until = step.stated
                self._note(step, f"until {step.stated}")
            case "transition":
                effect = self.state.take(step)
                if self.state.run[0] is step:
                    self._before_run = (self.board.copy(), len(self._taken))
                self._note(step, effect)
                self.board.clear(step.state, step.day)
            case _:
                state = self.state.state
                self._note(step, self.state.take(step))
                if self.state.state != state and state in GONE:
                    self._plan_anew()

    def _note(self, step: Step, effect: str) -> None:
        """What several steps of one claim did, what counts most for the answer first."""
        parts = [part for part in self.effects.get(step.key, "").split("; ") if part]
        if effect not in parts:
            parts.append(effect)
        acting = [part for part in parts if not part.startswith("no effect")]
        self.effects[step.key] = "; ".join(sorted(acting or parts, key=lambda part: part.startswith("supports")))

    def _plan_anew(self) -> None:
        """Transitions that lost a contradiction clear no plan any more: take the plans since they began again."""
        self.board, since = self._before_run
        for step in self._taken[since:]:
            if step.kind == "plan":
                self._note(step, self.board.tell(step))

    @property
    def standing(self) -> tuple[Outlook, Standing] | None:
        """The plan shown, and who set it."""
        shown = self.board.shown(self.state.state)
        if shown is None:
            return None
        plan, standing = shown
        return Outlook(plan=plan, stage=standing.stage, effective=standing.effective), standing

    @property
    def conclusion(self) -> tuple[str, Outlook | None]:
        """Status and outlook: what an interval of history has in common."""
        return self.state.state, self.standing[0] if self.standing else None

    def row(self) -> PresenceRow:
        """The conclusion on the subject from the steps taken so far; `due` is left to the one who knows the day."""
        run, standing = self.state.run, self.standing
        since = since_of(run) if run else None
        plan_steps = self.planners
        support = self.state.support if run else tally(((s.testimony.claim, s.origin) for s in plan_steps), self.side)
        return PresenceRow(
            place=self.place,
            owner=self.subject.owner,
            force=self.subject.force,
            status=next(status for status in STATUSES if status == self.state.state),
            outlook=standing[0] if standing else None,
            since=since,
            other_dates=other_dates(run, since) if since else (),
            last_confirmed=max((step.day for step in run), default=None),
            until=self._until if self._there else None,
            size=self._size(run),
            confidence=str(support.grade) if support.origins else None,
            sources=support.origins,
            disputed_by=cite_losers(self.losers, self.state.support.grade, self.editions, self.effects),
            evidence=self._evidence(run, plan_steps),
        )

    @property
    def planners(self) -> list[Step]:
        """What the outlook rests on."""
        return self.standing[1].evidence if self.standing else []

    @property
    def losers(self) -> list[Step]:
        """What speaks against the state or the outlook."""
        return [*self.state.against, *self.state.disputes, *(self.standing[1].disputes if self.standing else ())]

    def _evidence(self, run: list[Step], plan_steps: list[Step]) -> tuple[Citation, ...]:
        """What state and outlook rest on; where nothing is known and planned, what was said in vain."""
        cited = cite_run(run, self.state.support.grade, self.editions, self.effects)
        known = {one.claim for one in cited}
        others = plan_steps if run or plan_steps else self._taken[-SHOWN:]
        unique = {step.key: step for step in others if str(step.key) not in known}
        return cited + tuple(
            citation(step.testimony, self.editions[step.testimony.edition], self.effects[step.key], step.origin)
            for step in unique.values()
        )

    @property
    def _there(self) -> bool:
        return self.state.state not in GONE and self.state.state != UNKNOWN

    def _size(self, run: list[Step]) -> Size | None:
        """How many, as last told by a claim that supports the state; nobody counts those who have left."""
        if not self._there:
            return None
        for step in reversed(run):
            claim = step.testimony.claim
            if claim.type not in COUNTS_MEN or step.kind == "presupposition":
                continue
            for force in claim.force:
                if force.count and compatible(owner_and_class(force), self.subject):
                    told = force.count
                    return Size(value=told.value, min=told.min, max=told.max, stated_on=step.day)
        return None
