"""The fold: one state after the other, each with the run of claims that supports it and those that speak against it."""

from services.resolve.contradiction import stands_against
from services.resolve.grades import Side, Tally
from services.resolve.steps import AS_BEFORE, Step

UNKNOWN = "unknown"


class Fold:
    """The state of one subject or facet. Steps come in their order; each answers with its effect in words.

    `run` supports the state since it was set, `against` holds the observations that contradict it, `disputes` the
    denials.
    """

    def __init__(self, side: Side) -> None:
        self._side = side
        self._before = UNKNOWN
        self._unanswered: list[Step] = []
        self._set(UNKNOWN, [], [])

    def _set(self, state: str, run: list[Step], against: list[Step]) -> None:
        self.state, self.run, self.against = state, run, against
        self.disputes: list[Step] = []
        self.support, self._opposition = Tally(self._side), Tally(self._side)
        for step in run:
            self.support.add(step.testimony.claim, step.origin)
        for step in against:
            self._opposition.add(step.testimony.claim, step.origin)

    def take(self, step: Step) -> str:
        """Take one step, say what it did."""
        match step.kind:
            case "transition":
                return self._transition(step)
            case "denial":
                return self._denial(step)
            case _:
                return self._observation(step)

    def _transition(self, step: Step) -> str:
        if step.state == self.state or self.state in step.same_as:
            return self._supported_by(step)
        if step.only_from is not None and self.state not in step.only_from:
            return f"no effect: {self.state} stands"
        if self.state in step.continues:
            self.state = step.state
            self._supported_by(step)
        else:
            self._before = self.state
            self._set(step.state, [step], [])
        return f"sets {step.state}"

    def _observation(self, step: Step) -> str:
        if step.state == AS_BEFORE and self.state not in step.denies:
            return f"no effect: {self.state} stands"
        if self.state == UNKNOWN:
            self._set(step.state, [step], [])
            self.disputes = [denial for denial in self._unanswered if denial.day == step.day]
            return f"sets {step.state}" + (" (presupposes it)" if step.kind == "presupposition" else "")
        if self.state in step.compatible:
            return self._supported_by(step)
        if step.kind == "presupposition":
            return f"no effect: {self.state} stands"
        return self._contradiction(step)

    def _supported_by(self, step: Step) -> str:
        self.run.append(step)
        self.support.add(step.testimony.claim, step.origin)
        return f"supports {self.state}"

    def _contradiction(self, step: Step) -> str:
        """The better graded side stands, at equal grades the later, which is this one; the other is kept against it."""
        self.against.append(step)
        self._opposition.add(step.testimony.claim, step.origin)
        beaten = self.state
        if not stands_against(self._opposition.grade, self.support.grade):
            return f"contradicts {beaten}, which is better graded"
        state = self._before if step.state == AS_BEFORE else step.state
        self._set(state, self.against if state != UNKNOWN else [], self.run)
        return f"contradicts {beaten}, sets {self.state}"

    def _denial(self, step: Step) -> str:
        if self.state in step.denies:
            self.disputes.append(step)
            return f"disputes {self.state}"
        if self.state == UNKNOWN:
            self._unanswered.append(step)
        return f"no effect: {self.state} stands"
