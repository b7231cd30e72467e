"""Who is where: the conclusion on a place, and its history."""

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from functools import partial

from services.resolve.changes import presence_subject
from services.resolve.citing import SHOWN
from services.resolve.docket import Docket, Listed
from services.resolve.findings import Cited, PlaceFound, Stretch
from services.resolve.hearing import Heard, Step, hear
from services.resolve.intervals import stretches
from services.resolve.matter import ClaimKey
from services.resolve.subject_fold import STATUSES, SubjectFold
from services.resolve.subjects import Subject, fit

LeftOver = Mapping[ClaimKey, tuple[Step, str]]
"""Claims that count and act on nothing, each with its first step and the reason."""


@dataclass(slots=True)
class PlaceHeard:
    """Everything heard on a place: the steps of each subject in their order, and why other claims have none."""

    heard: Heard
    steps: dict[Subject, list[Step]]
    left_over: LeftOver


def find_place(docket: Docket, as_of: date | None) -> PlaceFound:
    """What is found on a place, from its docket."""
    place = hear_place(docket)
    return place_found(str(docket.about), fold_place(place, as_of), docket.listed, place.heard, place.left_over)


def place_found(
    place: str, folds: list[SubjectFold], listed: Iterable[Listed], heard: Heard, left_over: LeftOver
) -> PlaceFound:
    """What is found on a place, from the folds of its subjects of which something acts."""
    rows = tuple(fold.found(heard) for fold in folds)
    found = {row.status for row in rows}
    return PlaceFound(
        place=place,
        status=next((status for status in STATUSES if status in found), "unknown"),
        subjects=rows,
        listed=last_listed(listed, heard, left_over, lambda key: any(key in fold.effects for fold in folds)),
    )


def place_stretches(docket: Docket, as_of: date | None) -> Iterator[Stretch]:
    """The history of each subject of a place, from its docket."""
    place = str(docket.about)
    for subject, steps in hear_place(docket).steps.items():
        name = presence_subject(place, subject.owner, subject.force)
        yield from stretches(partial(SubjectFold, subject), until(steps, as_of), name)


def hear_place(docket: Docket) -> PlaceHeard:
    """Choose the assertions that count and give each its subject, whatever `as_of` is."""
    heard = hear(docket)
    fitted = fit(heard.steps, heard.dateless)
    return PlaceHeard(heard, fitted.by_subject, fitted.left_over)


def fold_place(heard: PlaceHeard, as_of: date | None) -> list[SubjectFold]:
    """The subjects of a place, folded up to `as_of`; without those of which nothing acts by then."""
    folds: list[SubjectFold] = []
    for subject, steps in heard.steps.items():
        fold = SubjectFold(subject)
        for step in until(steps, as_of):
            fold.take(step)
        if fold.effects:
            folds.append(fold)
    return folds


def until(steps: Iterable[Step], as_of: date | None) -> list[Step]:
    """The steps that act by a day."""
    return [step for step in steps if as_of is None or step.day <= as_of]


def last_listed(
    listed: Iterable[Listed], heard: Heard, left_over: LeftOver, acts: Callable[[ClaimKey], bool]
) -> tuple[Cited, ...]:
    """Of the claims that count and act on nothing, those published last, in order."""
    found: dict[ClaimKey, tuple[datetime, Cited]] = {}
    standing = heard.standing
    for one in listed:
        key = ClaimKey(*one[:3])
        if not standing.dismissed(key):
            origin = f"article {standing.leader.get(key.article_id, key.article_id)}"
            found[key] = one.published, Cited(str(key), origin, "", one.reason)
    for key, (step, reason) in left_over.items():
        if not acts(key):
            found[key] = step.published, Cited(str(key), step.origin, "", reason)
    ordered = sorted(found.items(), key=lambda item: (item[1][0], item[0]))
    return tuple(cited for _, (_, cited) in ordered[-SHOWN:])
