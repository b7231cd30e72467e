"""Whose presence an assertion speaks of: owner x force class; what it leaves open is fitted to the subjects there."""

from collections.abc import Collection, Iterable
from dataclasses import dataclass
from typing import NamedTuple

from services.resolve.assertion import DATELESS
from services.resolve.force_classes import GENERIC, compatible
from services.resolve.hearing import Step
from services.resolve.matter import ClaimKey

NO_DATE = "listed: told as history without a date"


class Subject(NamedTuple):
    """Owner and force class; the place is the question's."""

    owner: str | None
    force: str

    def __str__(self) -> str:
        return f"{self.owner or '-'} {self.force}"


@dataclass(frozen=True, slots=True)
class Targets:
    """On which subjects an assertion acts that names this part: `done` where it tells of something completed."""

    done: list[Subject]
    other: list[Subject]

    def of(self, step: Step) -> list[Subject]:
        return self.done if step.frame.completed else self.other


@dataclass(slots=True)
class Fitted:
    """The steps of each subject, in order; and of claims that found none, the first step and the reason.

    `origins` are those of whom something acts on each part, two at most: more makes no difference.
    """

    by_subject: dict[Subject, list[Step]]
    left_over: dict[ClaimKey, tuple[Step, str]]
    origins: dict[str, set[str]]


def subject_of(part: str) -> Subject:
    """The subject that a part names."""
    owner, _, force = part.partition("/")
    return Subject(None if owner == "-" else owner, force)


def fit(steps: Iterable[Step], dateless: Collection[Step]) -> Fitted:
    """Give every step its subject, judged on all that is in view, whatever day it acts on."""
    by_part: dict[str, list[Step]] = {}
    for step in steps:
        by_part.setdefault(step.assertion.part, []).append(step)
    origins = {part: acting_origins(told) for part, told in by_part.items()}
    for step in dateless:
        if len(found := origins.setdefault(step.assertion.part, set())) < 2:
            found.add(step.origin)
    subjects = sorted(subjects_among({subject_of(part): len(found) for part, found in origins.items()}), key=str)
    aims = {part: targets(subject_of(part), subjects) for part in sorted(origins)}
    fitted = Fitted({subject: [] for subject in subjects}, {}, origins)
    for part, told in by_part.items():
        if subject_of(part) in fitted.by_subject:
            fitted.by_subject[subject_of(part)] = told
    for part, told in sorted(by_part.items()):
        if subject_of(part) not in fitted.by_subject:
            _give(fitted, aims[part], told)
    for part, told in by_part.items():
        if not (aims[part].done and aims[part].other):
            for step in told:
                if not aims[part].of(step):
                    give_reason(fitted, step, [], subjects)
    for step in dateless:
        give_reason(fitted, step, aims[step.assertion.part].of(step), subjects)
    return fitted


def acting_origins(told: Iterable[Step]) -> set[str]:
    """Of whom something acts here, two at most."""
    found: set[str] = set()
    for step in told:
        if step.frame.kind != "term":
            found.add(step.origin)
            if len(found) > 1:
                break
    return found


def subjects_among(origins: dict[Subject, int]) -> set[Subject]:
    """The subjects that are made: owner and class named; then owners that are named without a class only.

    `origins` says of how many origins something acts on each.
    """
    owned = {subject: count for subject, count in origins.items() if subject.owner is not None and count}
    classed = {subject: count for subject, count in owned.items() if subject.force != GENERIC}
    found = {subject for subject, count in classed.items() if count > 1 or not _outnumbered(subject, classed)}
    owners = {subject.owner for subject in found}
    return found | {subject for subject in owned if subject.force == GENERIC and subject.owner not in owners}


def _outnumbered(subject: Subject, classed: dict[Subject, int]) -> bool:
    """Whether two or more origins name another class of the same owner here."""
    return any(count > 1 for other, count in classed.items() if other.owner == subject.owner and other != subject)


def targets(named: Subject, subjects: Collection[Subject]) -> Targets:
    """The subjects that an assertion on `named` acts on.

    If several fit, a completed transition that names the owner but not the class acts on each, any other on none.
    """
    if named in subjects:
        return Targets([named], [named])
    if named.owner is not None and named.force != GENERIC:
        generic = Subject(named.owner, GENERIC)
        of_all = [generic] if generic in subjects else []
        return Targets(of_all, of_all)
    fitting = [subject for subject in subjects if compatible(subject, named)]
    only = fitting if len(fitting) == 1 else []
    return Targets(fitting if named.owner is not None else only, only)


def _give(fitted: Fitted, aims: Targets, told: list[Step]) -> None:
    """Give steps that name no subject here to those they fit. A claim acts once on a subject, however it names it."""
    claims = {step.claim for step in told}
    articles = {article_id for article_id, _, _ in claims}
    for subject in aims.done:
        own = fitted.by_subject[subject]
        near = (step for step in own if step.article_id in articles)
        already = {(step.claim, step.assertion.frame, step.day) for step in near if step.claim in claims}
        for step in told:
            if subject in aims.of(step) and (step.claim, step.assertion.frame, step.day) not in already:
                own.append(step)
        own.sort()


def give_reason(fitted: Fitted, step: Step, aim: Collection[Subject], subjects: Collection[Subject]) -> None:
    """Note why a step acts on nothing: it fits no subject here, or it fits but acts on no day."""
    known = fitted.left_over.get(step.key)
    if known is None or _nearness(step) < _nearness(known[0]):
        fitted.left_over[step.key] = step, NO_DATE if aim else _why(step, subjects)


def _nearness(step: Step) -> tuple[bool, str]:
    """Of several reasons of one claim, which is given."""
    return step.day == DATELESS, step.assertion.part


def _why(step: Step, subjects: Collection[Subject]) -> str:
    named = subject_of(step.assertion.part)
    if step.frame.kind == "term":
        return "listed: tells a term, which decides nothing"
    if named.owner is not None and named.force != GENERIC:
        return f"listed: {named} is named by one origin, another class by several"
    fitting = [str(subject) for subject in subjects if compatible(subject, named)]
    return f"listed: fits {' and '.join(fitting)}, acts on none" if fitting else "listed: fits no subject"
