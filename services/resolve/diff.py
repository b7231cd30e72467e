"""What differs on a matter between two points on any clock, and which claims made it so."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from itertools import groupby

from services.resolve.changes import differences, outlook_text, rows_of
from services.resolve.conclusions import Change
from services.resolve.docket import Docket
from services.resolve.finding import find
from services.resolve.findings import PlaceFound
from services.resolve.hearing import Heard
from services.resolve.matter import ClaimKey
from services.resolve.outlook import is_due
from services.resolve.participation import FacetFold
from services.resolve.subject_fold import SubjectFold
from services.resolve.weighing import folded

SHOWN = 10
"""Claims that made a difference: so many are shown, those that set something first, and how many there are."""
Folds = Mapping[str, SubjectFold | FacetFold]


@dataclass(frozen=True, slots=True)
class Mover:
    """A claim that made a difference: what it did before, and what it does after; None where it did nothing."""

    claim: ClaimKey
    before: str | None
    after: str | None


@dataclass(frozen=True, slots=True)
class Difference:
    """What differs on one subject, and the claims that made it so."""

    subject: str
    changes: tuple[Change, ...]
    movers: tuple[Mover, ...]
    movers_total: int


@dataclass(frozen=True, slots=True)
class Point:
    """A matter as it is in view at one point, and the day in the world that is asked about."""

    docket: Docket
    as_of: date | None


def diff(before: Point, after: Point) -> list[Difference]:
    """The differences from one point to another, by subject."""
    was, now = find(before.docket, before.as_of), find(after.docket, after.as_of)
    changes = [change for change in differences(was, now) if change.kind != "due"]
    if isinstance(was, PlaceFound) and isinstance(now, PlaceFound):
        changes += _come_due(was, before.as_of, now, after.as_of)
    if not changes:
        return []
    _, folds_before = folded(before.docket, before.as_of)
    heard, folds_after = folded(after.docket, after.as_of)
    found = []
    for subject, own in groupby(sorted(changes, key=lambda change: change.subject), key=lambda change: change.subject):
        movers = _movers(subject, dict(folds_before), dict(folds_after), heard, after)
        found.append(Difference(subject, tuple(own), tuple(movers[:SHOWN]), len(movers)))
    return found


def _come_due(was: PlaceFound, then: date | None, now: PlaceFound, later: date | None) -> Iterable[Change]:
    """Plans that stand unchanged, and whose day has passed between the two points (or, looking back, had not yet)."""
    before, after = rows_of(was), rows_of(now)
    for subject in before.keys() & after.keys():
        old, new = before[subject].outlook, after[subject].outlook
        if old is None or new is None or outlook_text(old) != outlook_text(new) or then is None or later is None:
            continue
        text = outlook_text(old)
        due = is_due(old, then), is_due(new, later)
        if due[0] != due[1]:
            yield Change(subject=subject, kind="due", before=_due(text, due[0]), after=_due(text, due[1]))


def _due(text: str | None, due: bool) -> str:
    return f"{text}, due" if due else str(text)


def _movers(subject: str, before: Folds, after: Folds, heard: Heard, point: Point) -> list[Mover]:
    """The claims that do something else than before, those that set something first."""
    was, now = (folds[subject].effects if subject in folds else {} for folds in (before, after))
    in_view = {assertion[:3] for assertion in point.docket.assertions}
    found = [
        Mover(ClaimKey(*key), was.get(key), now.get(key) or _why_not(ClaimKey(*key), heard, in_view, point.as_of))
        for key in was.keys() | now.keys()
        if was.get(key) != now.get(key)
    ]
    return sorted(found, key=lambda mover: (_weight(mover), mover.claim))


def _why_not(claim: ClaimKey, heard: Heard, in_view: set[tuple[str, int, int]], as_of: date | None) -> str | None:
    """Why a claim does nothing any more."""
    dismissed = heard.standing.dismissed(claim)
    if dismissed or claim not in in_view:
        return dismissed or None
    return f"acts after {as_of} only"


def _weight(mover: Mover) -> bool:
    """Whether a claim only supports, or did so: the others come first."""
    return all(effect is None or effect.startswith(("supports", "no effect")) for effect in (mover.before, mover.after))
