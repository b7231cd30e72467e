"""The fold: one state after the other, each with the run of steps that supports it and those that speak against it."""

from services.resolve.contradiction import stands_against
from services.resolve.frames import AS_BEFORE
from services.resolve.grades import Side
from services.resolve.hearing import Step
from services.resolve.run import Run

UNKNOWN = "unknown"


class Fold:
    """The state of one subject or facet. Steps come in their order; each answers with its effect in words.

    `run` supports the state since it was set, `against` holds the observations that contradict it, `disputes` the
    denials.
    """

    __slots__ = ("_before", "_side", "_unanswered", "against", "disputes", "run", "state")

    def __init__(self, side: Side) -> None:
        self._side = side
        self._before = self.state = UNKNOWN
        self._unanswered: list[Step] = []
        self.run, self.against = Run(side), Run(side)
        self.disputes: list[Step] = []

    def copy(self) -> "Fold":
        """The same fold, to go on from twice."""
        twin = Fold(self._side)
        twin._before, twin.state = self._before, self.state
        twin.run, twin.against = self.run.copy(), self.against.copy()
        twin._unanswered, twin.disputes = list(self._unanswered), list(self.disputes)
        return twin

    def take(self, step: Step) -> str:
        """Take one step, say what it did."""
        frame = step.frame
        if self.state in frame.compatible:
            return self._supported_by(step)
        if frame.kind == "transition":
            return self._transition(step)
        if frame.kind == "denial":
            return self._denial(step)
        return self._observation(step)

    def _set(self, state: str, run: Run, against: Run) -> None:
        self.state, self.run, self.against, self.disputes = state, run, against, []

    def _transition(self, step: Step) -> str:
        frame = step.frame
        if frame.state == self.state or self.state in frame.same_as:
            return self._supported_by(step)
        if frame.only_from is not None and self.state not in frame.only_from:
            return f"no effect: {self.state} stands"
        if self.state in frame.continues:
            self.state = frame.state
            self._supported_by(step)
        else:
            self._before = self.state
            self._set(frame.state, Run(self._side, [step]), Run(self._side))
        return f"sets {frame.state}"

    def _observation(self, step: Step) -> str:
        frame = step.frame
        if frame.state == AS_BEFORE and self.state not in frame.denies:
            return f"no effect: {self.state} stands"
        if self.state == UNKNOWN:
            self._set(frame.state, Run(self._side, [step]), Run(self._side))
            self.disputes = [denial for denial in self._unanswered if denial.day == step.day]
            return f"sets {frame.state}" + (" (presupposes it)" if frame.kind == "presupposition" else "")
        if frame.kind == "presupposition":
            return f"no effect: {self.state} stands"
        return self._contradiction(step)

    def _supported_by(self, step: Step) -> str:
        self.run.add(step)
        return f"supports {self.state}"

    def _contradiction(self, step: Step) -> str:
        """The better graded side stands, at equal grades the later, which is this one; the other is kept against it."""
        self.against.add(step)
        beaten = self.state
        if not stands_against(self.against.grade, self.run.grade):
            return f"contradicts {beaten}, which is better graded"
        state = self._before if step.frame.state == AS_BEFORE else step.frame.state
        self._set(state, self.against if state != UNKNOWN else Run(self._side), self.run)
        return f"contradicts {beaten}, sets {self.state}"

    def _denial(self, step: Step) -> str:
        if self.state in step.frame.denies:
            self.disputes.append(step)
            return f"disputes {self.state}"
        if self.state == UNKNOWN:
            self._unanswered.append(step)
        return f"no effect: {self.state} stands"
