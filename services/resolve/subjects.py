"""Whose presence a claim speaks of: owner x force class; what a claim leaves open is fitted to the subjects there."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import NamedTuple

from events.record import Force
from services.resolve.assertions import Assertion
from services.resolve.force_classes import GENERIC, compatible, owner_and_class
from services.resolve.matter import ClaimKey, Testimony
from services.resolve.origins import Origin

COMPLETED = frozenset({"present", "withdrawn", "handed_over"})
"""States set by a completed transition: one that names the owner but not the class acts on every subject it fits."""


class Subject(NamedTuple):
    """Owner and force class; the place is the question's."""

    owner: str | None
    force: str

    def __str__(self) -> str:
        return f"{self.owner or '-'} {self.force}"


@dataclass(frozen=True, slots=True)
class Reading:
    """One claim, read for one of the forces it names (owner None, class GENERIC where it leaves them open)."""

    testimony: Testimony
    origin: Origin
    force: Force
    named: Subject
    assertion: Assertion


@dataclass(frozen=True, slots=True)
class Fitted:
    """The readings of each subject, one a claim, and of those that found none the reason."""

    by_subject: dict[Subject, dict[ClaimKey, Reading]]
    left_over: list[tuple[Reading, str]]


def read_forces(testimony: Testimony, origin: Origin, assertion: Assertion) -> list[Reading]:
    """One reading a subject named; a claim that names no force is read once, with all left open."""
    found: dict[Subject, Reading] = {}
    for force in testimony.claim.force or (Force(owner=None, type="unspecified"),):
        named = Subject(*owner_and_class(force))
        found.setdefault(named, Reading(testimony, origin, force, named, assertion))
    return list(found.values())


def fit(readings: Iterable[Reading]) -> Fitted:
    """Give every reading its subject, judged on all readings in view, whatever day they act on."""
    readings = list(readings)
    subjects = _subjects(readings)
    fitted = Fitted({subject: {} for subject in sorted(subjects, key=str)}, [])
    for reading in readings:
        targets, reason = _targets(reading, subjects)
        for subject in targets:
            fitted.by_subject[subject].setdefault(reading.testimony.key, reading)
        if not targets:
            fitted.left_over.append((reading, reason))
    return fitted


def _tracked(reading: Reading) -> bool:
    return reading.named.owner is None or reading.named.owner in reading.testimony.claim.tracked


def _subjects(readings: list[Reading]) -> set[Subject]:
    """The subjects that acting claims make: owner and class named; then owners that are named without a class only."""
    origins: dict[Subject, set[tuple[str, str]]] = {}
    for reading in readings:
        if reading.named.owner is not None and reading.assertion.acts and _tracked(reading):
            origins.setdefault(reading.named, set()).add(reading.origin.key)
    classed = {subject: len(keys) for subject, keys in origins.items() if subject.force != GENERIC}
    found = {subject for subject, count in classed.items() if count > 1 or not _outnumbered(subject, classed)}
    owners = {subject.owner for subject in found}
    return found | {subject for subject in origins if subject.force == GENERIC and subject.owner not in owners}


def _outnumbered(subject: Subject, classed: dict[Subject, int]) -> bool:
    """Whether two or more origins name another class of the same owner here."""
    return any(count > 1 for other, count in classed.items() if other.owner == subject.owner and other != subject)


def _targets(reading: Reading, subjects: set[Subject]) -> tuple[list[Subject], str]:
    named = reading.named
    if not _tracked(reading):
        return [], f"listed: {named.owner} is not tracked here"
    if named in subjects:
        return [named], ""
    if named.owner is not None and named.force != GENERIC:
        subject_of_all = Subject(named.owner, GENERIC)
        if subject_of_all in subjects:
            return [subject_of_all], ""
        if reading.assertion.acts:
            return [], f"listed: {named} is named by one origin, another class by several"
        return [], reading.assertion.why or f"listed: no subject {named}"
    fitting = sorted((subject for subject in subjects if compatible(subject, named)), key=str)
    if len(fitting) == 1:
        return fitting, ""
    if not fitting:
        return [], reading.assertion.why if not reading.assertion.acts else "listed: fits no subject"
    if named.owner is not None and reading.assertion.becomes in COMPLETED:
        return fitting, ""
    return [], f"listed: fits {' and '.join(map(str, fitting))}, acts on none"
