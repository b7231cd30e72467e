"""How the grade of each row comes about: which claims, of which origins, by which rule."""

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from datetime import date

from services.resolve.assertion import source_of
from services.resolve.changes import participation_subject, presence_subject
from services.resolve.contradiction import digit_of_losers
from services.resolve.docket import Docket
from services.resolve.grades import Grade, Side
from services.resolve.hearing import Heard, Step
from services.resolve.matter import ClaimKey, Membership
from services.resolve.participation import FacetFold, fold_membership, hear_membership
from services.resolve.presence import fold_place, hear_place
from services.resolve.run import Run
from services.resolve.subject_fold import SubjectFold

Again = Callable[[Step], tuple[list[ClaimKey], int]]
"""Which claims say again what a step says (some, and how many there are)."""
SHOWN = 20
"""Origins of a weight, claims and pairs of copies of an origin: so many are shown of each, and how many there are."""


@dataclass(frozen=True, slots=True)
class VoiceFound:
    """One origin, its claims by key."""

    origin: str
    side: str | None
    claims: list[ClaimKey]
    claims_total: int


@dataclass(frozen=True, slots=True)
class WeightFound:
    """What several claims weigh together."""

    grade: Grade
    letter_of: ClaimKey
    voices: list[VoiceFound]
    voices_total: int


@dataclass(frozen=True, slots=True)
class WeighingFound:
    """The arithmetic of one row, its claims by key."""

    subject: str
    value: str
    support: WeightFound | None
    outlook: WeightFound | None
    against: WeightFound | None
    verdict: str | None
    shown_as: int | None


def folded(docket: Docket, as_of: date | None) -> tuple[Heard, list[tuple[str, SubjectFold | FacetFold]]]:
    """The folds of a matter by the names of their subjects, up to `as_of`; without those of which nothing acts."""
    about = docket.about
    if isinstance(about, Membership):
        membership = hear_membership(docket)
        facets = fold_membership(membership, about, as_of).items()
        return membership.heard, [
            (participation_subject(about.org, about.member, name), fold) for name, fold in facets if fold.effects
        ]
    place = hear_place(docket)
    return place.heard, [
        (presence_subject(about, fold.subject.owner, fold.subject.force), fold) for fold in fold_place(place, as_of)
    ]


def again_in(heard: Heard, step: Step) -> tuple[list[ClaimKey], int]:
    """What a docket has of those who say again what a step says."""
    found = list(dict.fromkeys(again.key for again in heard.again.get(heard.said_as(step.assertion), ())))
    return found, len(found)


def weigh(folds: Iterable[tuple[str, SubjectFold | FacetFold]], again: Again) -> list[WeighingFound]:
    """The arithmetic of each fold."""
    found: list[WeighingFound] = []
    for subject, fold in folds:
        against = _weight(fold.losers, fold.side, again)
        found.append(
            WeighingFound(
                subject=subject,
                value=fold.state.state,
                support=_weight(fold.state.run.steps, fold.side, again),
                outlook=_weight(fold.planners, fold.side, again) if isinstance(fold, SubjectFold) else None,
                against=against,
                verdict=_verdict(fold) if against else None,
                shown_as=digit_of_losers(fold.state.run.grade) if against else None,
            )
        )
    return found


def claims_of(found: Iterable[WeighingFound]) -> Iterator[ClaimKey]:
    """All claims that are to be shown."""
    for weighing in found:
        for weight in (weighing.support, weighing.outlook, weighing.against):
            for voice in weight.voices if weight else ():
                yield from voice.claims


def _verdict(fold: SubjectFold | FacetFold) -> str:
    """Why what speaks against a value does not replace it."""
    if not fold.state.against:
        return "disputed by a denial, which never replaces a value"
    if not fold.state.run:
        return "the claims against it stand, and nothing is known of before"
    winner, loser = fold.state.run.grade, fold.state.against.grade
    rule = "the better graded side stands" if winner < loser else "the grades are equal, so the later side stands"
    return f"{winner} against {loser}: {rule}"


def _weight(steps: Iterable[Step], side: Side, again: Again) -> WeightFound | None:
    """What these steps weigh; None where there are none."""
    told = {step.key: step for step in steps}
    if not told:
        return None
    grade = Run(side, told.values()).grade
    voices: dict[str, list[Step]] = {}
    for step in told.values():
        voices.setdefault(step.origin, []).append(step)
    return WeightFound(
        grade=grade,
        letter_of=_bearer(grade, told.values()),
        voices=[_voice(origin, said, side, again) for origin, said in list(voices.items())[:SHOWN]],
        voices_total=len(voices),
    )


def _bearer(grade: Grade, told: Iterable[Step]) -> ClaimKey:
    """The first claim that has the letter; with digit 3 the letter is that of a named official."""
    return next(
        step.key
        for step in told
        if (source := source_of(step.assertion.source)).letter == grade.letter and (grade.digit != 3 or source.official)
    )


def _voice(origin: str, said: list[Step], side: Side, again: Again) -> VoiceFound:
    claims: dict[ClaimKey, None] = {}
    total = 0
    for step in said:
        others, count = again(step)
        claims |= dict.fromkeys((step.key, *others))
        total += 1 + count
    sides = (side(source_of(step.assertion.source)) for step in said)
    return VoiceFound(origin, next(filter(None, sides), None), list(claims)[:SHOWN], total)
