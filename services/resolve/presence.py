"""Who is where: the conclusion on a place, and its history."""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from functools import partial

from services.resolve.assertions import asserted_by
from services.resolve.changes import presence_subject
from services.resolve.citing import citation
from services.resolve.clocks import Clocks
from services.resolve.conclusions import Citation, Interval, PlaceConclusion
from services.resolve.hearing import Hearing, hear
from services.resolve.intervals import intervals
from services.resolve.matter import ClaimKey, Matter, Testimony
from services.resolve.origins import Origin, components, origin_of
from services.resolve.outlook import with_due
from services.resolve.presence_steps import steps_of
from services.resolve.steps import Step
from services.resolve.subject_fold import STATUSES, SubjectFold
from services.resolve.subjects import Reading, Subject, fit, read_forces
from services.resolve.telling import telling_of, tellings

LEAVING_FAMILIES = re.compile(r"Withdrawal\w+|ControlHandover\w+|JointDeployment\w+")


@dataclass(frozen=True, slots=True)
class PlaceHearing:
    """Everything heard on a place: the steps of each subject in their order, and why other claims have none."""

    hearing: Hearing
    origins: dict[ClaimKey, Origin]
    steps: dict[Subject, list[Step]]
    listed: dict[ClaimKey, str]


def presence_at(matter: Matter, place: str, clocks: Clocks) -> PlaceConclusion:
    """The conclusion on `place` from everything said of it, by the clocks of the question.

    A row arises for a subject of which something acts by `as_of`. `due` is told only where `as_of` is given.
    """
    heard = hear_place(matter, place, clocks)
    folds = fold_place(heard, place, clocks.as_of)
    rows = tuple(fold.row() for fold in folds)
    found = {row.status for row in rows}
    conclusion = PlaceConclusion(
        place=place,
        status=next((status for status in STATUSES if status in found), "unknown"),
        subjects=rows,
        listed=_cite_listed(matter, heard, folds),
    )
    return with_due(conclusion, clocks.as_of) if clocks.as_of else conclusion


def presence_history(matter: Matter, place: str, clocks: Clocks) -> tuple[Interval, ...]:
    """The stretches of valid time in which status and outlook of each subject stayed the same, up to `as_of`.

    The `value` of a stretch is the row as it stood on its last day, without `due`.
    """
    heard = hear_place(matter, place, clocks)
    return tuple(
        interval
        for subject, steps in heard.steps.items()
        for interval in intervals(
            partial(SubjectFold, subject, place, matter.editions),
            _by(steps, clocks.as_of),
            presence_subject(place, subject.owner, subject.force),
        )
    )


def hear_place(matter: Matter, place: str, clocks: Clocks) -> PlaceHearing:
    """Choose the claims that count, give each its subject, and put what they do in order, whatever `as_of` is."""
    hearing = hear(matter, clocks, place)
    told, component = tellings(hearing), components(matter, hearing)
    origins = {t.key: origin_of(t, component) for t in hearing.counting}
    readings: list[Reading] = []
    listed: dict[ClaimKey, str] = {}
    for testimony in hearing.counting:
        reason = _beside_the_point(testimony, place)
        if reason:
            listed[testimony.key] = reason
        else:
            readings += read_forces(testimony, origins[testimony.key], asserted_by(testimony.claim))
    fitted = fit(readings)
    steps: dict[Subject, list[Step]] = {}
    for subject, own in fitted.by_subject.items():
        found: list[Step] = []
        for reading in own.values():
            made = steps_of(reading, subject, telling_of(reading.testimony, told))
            found += made
            if not made:
                dateless = "listed: told as history without a date"
                listed[reading.testimony.key] = dateless if reading.assertion.acts else reading.assertion.why
        steps[subject] = sorted(found, key=lambda step: step.order)
    for reading, reason in fitted.left_over:
        listed.setdefault(reading.testimony.key, reason)
    return PlaceHearing(hearing, origins, steps, listed)


def fold_place(heard: PlaceHearing, place: str, as_of: date | None) -> list[SubjectFold]:
    """The subjects of a place, folded up to `as_of`; without those of which nothing acts by then."""
    folds: list[SubjectFold] = []
    for subject, steps in heard.steps.items():
        fold = SubjectFold(subject, place, heard.hearing.editions)
        for step in _by(steps, as_of):
            fold.take(step)
        if fold.effects:
            folds.append(fold)
    return folds


def _beside_the_point(testimony: Testimony, place: str) -> str:
    """Why a claim says nothing of this very place, or an empty text.

    Who is at a site is in its province, but who leaves an unlisted site does not leave the province that stands for it.
    """
    claim = testimony.claim
    if place in claim.locations_excluded:
        return "listed: names the place as an exception"
    if claim.geo_precision == "part":
        return "listed: speaks of a part of the place only"
    if claim.geo_precision == "parent" and LEAVING_FAMILIES.fullmatch(claim.type):
        return "listed: speaks of a site within the place only"
    return ""


def _by(steps: Iterable[Step], as_of: date | None) -> list[Step]:
    return [step for step in steps if as_of is None or step.day <= as_of]


def _cite_listed(matter: Matter, heard: PlaceHearing, folds: list[SubjectFold]) -> tuple[Citation, ...]:
    """The claims that count but act on no subject."""
    acting = {key for fold in folds for key in fold.effects}
    by_key = {testimony.key: testimony for testimony in heard.hearing.counting}
    return tuple(
        citation(by_key[key], matter.editions[by_key[key].edition], reason, heard.origins[key])
        for key, reason in sorted(heard.listed.items())
        if key not in acting
    )
