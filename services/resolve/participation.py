"""What a member does in an organisation: the conclusion on a membership, and its history."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from functools import partial

from services.resolve.changes import participation_subject
from services.resolve.citing import SHOWN, cite_losers, cite_run
from services.resolve.conclusions import FacetName
from services.resolve.docket import Docket, Listed
from services.resolve.facets import FACETS, WHOLE
from services.resolve.findings import Cited, FacetFound, MembershipFound, Stretch
from services.resolve.fold import Fold
from services.resolve.grades import participation_side
from services.resolve.hearing import Heard, Step, hear
from services.resolve.intervals import stretches
from services.resolve.matter import Membership
from services.resolve.presence import last_listed, until


@dataclass(slots=True)
class MembershipHeard:
    """Everything heard on a membership: the steps of each facet in their order, and what is expected."""

    heard: Heard
    steps: dict[FacetName, list[Step]]
    expected: list[Step]


class FacetFold:
    """Takes the steps of one facet in their order; `found` is the conclusion so far."""

    def __init__(self, about: Membership) -> None:
        self.about = about
        self.side = participation_side(about.org, about.member)
        self.state = Fold(self.side)
        self.effects: dict[tuple[str, int, int], str] = {}

    def copy(self) -> "FacetFold":
        """The same fold, to go on from twice."""
        twin = FacetFold(self.about)
        twin.state, twin.effects = self.state.copy(), dict(self.effects)
        return twin

    def take(self, step: Step) -> None:
        """Take one step and note what it did; what an observation only repeats is not noted twice."""
        effect, key = self.state.take(step), step.claim
        before = self.effects.get(key)
        if before is None or before.startswith("no effect"):
            self.effects[key] = effect

    @property
    def conclusion(self) -> object:
        """What a stretch of history has in common."""
        return self.state.state

    @property
    def losers(self) -> list[Step]:
        """What speaks against it."""
        return [*self.state.against.steps, *self.state.disputes]

    def found(self, heard: Heard | None = None, shown: int = SHOWN) -> FacetFound:
        """The conclusion on the facet from the steps taken so far, with at most so many claims cited for and against
        it; with what was heard, copies beside their originals."""
        run = self.state.run
        return FacetFound(
            value=self.state.state,
            since=run.since,
            other_dates=run.other_dates,
            confidence=str(run.grade) if run else None,
            sources=run.sources,
            disputed_by=tuple(cite_losers(self.losers, run.grade, self.effects, shown)),
            evidence=tuple(cite_run(run, self.effects, heard, shown)),
        )


def find_membership(docket: Docket, as_of: date | None) -> MembershipFound:
    """What is found on a membership, from its docket."""
    about = _membership(docket)
    heard = hear_membership(docket)
    folds = fold_membership(heard, about, as_of)
    return membership_found(about, folds, until(heard.expected, as_of), docket.listed, heard.heard)


def membership_found(
    about: Membership,
    folds: Mapping[FacetName, FacetFold],
    expected: Iterable[Step],
    listed: Iterable[Listed],
    heard: Heard,
) -> MembershipFound:
    """What is found on a membership, from the folds of its facets and what is expected, in order."""
    told = {step.key: step for step in expected}
    return MembershipFound(
        org=about.org,
        member=about.member,
        facets={name: fold.found(heard) for name, fold in folds.items()},
        expected=tuple(Cited(str(key), step.origin, "", "expected") for key, step in list(told.items())[-SHOWN:]),
        listed=last_listed(listed, heard, {}, lambda _: False),
    )


def membership_stretches(docket: Docket, as_of: date | None) -> Iterator[Stretch]:
    """The history of each facet of a membership, from its docket."""
    about = _membership(docket)
    for name, steps in hear_membership(docket).steps.items():
        subject = participation_subject(about.org, about.member, name)
        yield from stretches(partial(FacetFold, about), until(steps, as_of), subject)


def hear_membership(docket: Docket) -> MembershipHeard:
    """Choose the assertions that count and put what they do to each facet in order, whatever `as_of` is."""
    heard = hear(docket)
    by_part: dict[str, list[Step]] = {}
    for step in heard.steps:
        by_part.setdefault(step.assertion.part, []).append(step)
    return MembershipHeard(heard, {name: by_part.get(name, []) for name in FACETS}, by_part.get(WHOLE, []))


def fold_membership(heard: MembershipHeard, about: Membership, as_of: date | None) -> dict[FacetName, FacetFold]:
    """The facets, folded up to `as_of`."""
    folds = {name: FacetFold(about) for name in FACETS}
    for name, steps in heard.steps.items():
        for step in until(steps, as_of):
            folds[name].take(step)
    return folds


def _membership(docket: Docket) -> Membership:
    assert isinstance(docket.about, Membership)
    return docket.about
