"""Matters kept resolved: with every clock open, after each addition what the whole docket would give."""

from collections.abc import Collection, Iterable
from datetime import datetime
from functools import partial

from services.resolve.assertion import DATELESS, Assertion
from services.resolve.citing import SHOWN
from services.resolve.conclusions import FacetName
from services.resolve.docket import Docket, Listed
from services.resolve.facets import FACETS, WHOLE
from services.resolve.findings import MembershipFound, PlaceFound
from services.resolve.growing import Growing
from services.resolve.hearing import Heard, Step, step_of
from services.resolve.matter import Membership
from services.resolve.participation import FacetFold, hear_membership, membership_found
from services.resolve.presence import hear_place, place_found
from services.resolve.subject_fold import SubjectFold
from services.resolve.subjects import Fitted, Subject, Targets, fit, give_reason, subject_of, subjects_among, targets


class LivePlace:
    """A place. Additions come of articles that count without conditions, and say nothing that was said before."""

    def __init__(self, docket: Docket) -> None:
        self._place = str(docket.about)
        self._listed = list(docket.listed)
        self._heard = hear_place(docket).heard
        self._fit()

    @property
    def size(self) -> int:
        """How many assertions it holds."""
        return len(self._heard.steps)

    def add(self, asserted: Collection[Assertion], listed: Iterable[Listed] = ()) -> None:
        """Take what one edition adds."""
        self._listed = _last(self._heard, [*self._listed, *listed])
        steps = [step_of(one, one.origin or f"article {one.article_id}") for one in asserted]
        for step in steps:
            (self._heard.dateless if step.day == DATELESS else self._heard.steps).append(step)
            if step.frame.kind != "term" and len(origins := self._origins.setdefault(step.assertion.part, set())) < 2:
                origins.add(step.origin)
        if self._subjects() != self._aimed_at or self._named_openly_too(steps):
            self._fit()
            return
        for step in steps:
            self._give(step)

    def found(self) -> PlaceFound:
        """What is found, with every clock open."""
        folds = [growing.tip for growing in self._folds.values() if growing.tip.effects]
        return place_found(self._place, folds, self._listed, self._heard, self._fitted.left_over)

    def _fit(self) -> None:
        self._heard.steps.sort()
        self._heard.dateless.sort()
        self._fitted: Fitted = fit(self._heard.steps, self._heard.dateless)
        self._origins = self._fitted.origins
        self._aimed_at = self._subjects()
        self._aims: dict[str, Targets] = {}
        self._folds = {
            subject: Growing(partial(SubjectFold, subject), steps) for subject, steps in self._fitted.by_subject.items()
        }

    def _subjects(self) -> set[Subject]:
        return subjects_among({subject_of(part): len(found) for part, found in self._origins.items()})

    def _named_openly_too(self, steps: list[Step]) -> bool:
        """Whether a claim names several forces and leaves one open: it acts once on a subject, however it names it."""
        parts: dict[object, set[str]] = {}
        for step in steps:
            parts.setdefault(step.claim, set()).add(step.assertion.part)
        return any(
            len(named) > 1 and any(subject_of(part) not in self._folds for part in named) for named in parts.values()
        )

    def _give(self, step: Step) -> None:
        part = step.assertion.part
        if part not in self._aims:
            self._aims[part] = targets(subject_of(part), list(self._folds))
        aim = self._aims[part].of(step)
        if step.day == DATELESS or not aim:
            give_reason(self._fitted, step, aim, list(self._folds))
        else:
            for subject in aim:
                self._folds[subject].add(step)


def _last(heard: Heard, listed: list[Listed]) -> list[Listed]:
    """As many as can be shown: the last ones, and all that may turn out not to count."""
    held = [one for one in listed if one.article_id in heard.standing.current]
    free = sorted((one for one in listed if one.article_id not in heard.standing.current), key=_by_publication)
    return held + free[-SHOWN:]


def _by_publication(one: Listed) -> tuple[datetime, str, int, int]:
    return one.published, *one[:3]


class LiveMembership:
    """A membership. Additions come of articles that count without conditions, and say nothing that was said before."""

    def __init__(self, docket: Docket) -> None:
        assert isinstance(docket.about, Membership)
        self._about = docket.about
        self._listed = list(docket.listed)
        heard = hear_membership(docket)
        self._heard, self._expected = heard.heard, heard.expected
        self._folds: dict[FacetName, Growing[FacetFold]] = {
            name: Growing(partial(FacetFold, docket.about), heard.steps[name]) for name in FACETS
        }
        self.size = len(heard.heard.steps)
        """How many assertions it holds."""

    def add(self, asserted: Collection[Assertion], listed: Iterable[Listed] = ()) -> None:
        """Take what one edition adds."""
        self._listed = _last(self._heard, [*self._listed, *listed])
        self.size += len(asserted)
        for one in asserted:
            step = step_of(one, one.origin or f"article {one.article_id}")
            if one.part == WHOLE:
                self._expected.append(step)
                self._expected.sort()
            else:
                self._folds[next(name for name in FACETS if name == one.part)].add(step)

    def found(self) -> MembershipFound:
        """What is found, with every clock open."""
        folds = {name: growing.tip for name, growing in self._folds.items()}
        return membership_found(self._about, folds, self._expected, self._listed, self._heard)


Live = LivePlace | LiveMembership


def live(docket: Docket) -> Live:
    """A matter kept resolved, from its docket."""
    return LiveMembership(docket) if isinstance(docket.about, Membership) else LivePlace(docket)
