"""How the grade of each row comes about: which claims, of which origins, by which rule."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from services.resolve.changes import participation_subject, presence_subject
from services.resolve.clocks import Clocks
from services.resolve.contradiction import digit_of_losers
from services.resolve.copies import joined_by
from services.resolve.grades import RULES, Grade, Side, is_named_official, tally
from services.resolve.hearing import Hearing
from services.resolve.matter import EditionKey, Matter, Testimony
from services.resolve.origins import Origin, components
from services.resolve.participation import FacetFold, fold_membership, hear_membership
from services.resolve.presence import fold_place, hear_place
from services.resolve.speakers import role_of
from services.resolve.steps import Step
from services.resolve.subject_fold import SubjectFold
from services.resolve.weighed import Copy, Voice, WeighedClaim, Weighing, Weight

Likeness = Mapping[tuple[EditionKey, EditionKey], float]
SHOWN = 20
"""Origins of a weight, claims and pairs of copies of an origin: so many are shown of each, and how many there are."""


@dataclass(frozen=True, slots=True)
class _Scales:
    """What every weight of one matter is made with."""

    matter: Matter
    hearing: Hearing
    component: Mapping[str, str]
    likeness: Likeness


def weigh_at(matter: Matter, about: str | tuple[str, str], clocks: Clocks, likeness: Likeness) -> tuple[Weighing, ...]:
    """The arithmetic of each row of a place (its id) or a membership (organisation, member), by the clocks of the
    question. `likeness` has the measured likeness of pairs of copies; it is shown, and nothing rests on it here."""
    if isinstance(about, str):
        place = hear_place(matter, about, clocks)
        scales = _Scales(matter, place.hearing, components(matter, place.hearing), likeness)
        return tuple(
            _weighing(scales, fold, presence_subject(about, fold.subject.owner, fold.subject.force))
            for fold in fold_place(place, about, clocks.as_of)
        )
    org, member = about
    heard = hear_membership(matter, org, member, clocks)
    scales = _Scales(matter, heard.hearing, components(matter, heard.hearing), likeness)
    return tuple(
        _weighing(scales, fold, participation_subject(org, member, name))
        for name, fold in fold_membership(heard, org, member, clocks.as_of).items()
        if fold.effects
    )


def _weighing(scales: _Scales, fold: SubjectFold | FacetFold, subject: str) -> Weighing:
    support = _weight(scales, fold.state.run, fold.side)
    outlook = _weight(scales, fold.planners, fold.side) if isinstance(fold, SubjectFold) else None
    against = _weight(scales, fold.losers, fold.side)
    stands = support or outlook
    return Weighing(
        subject=subject,
        value=fold.state.state,
        confidence=stands.grade if stands else None,
        support=support,
        outlook=outlook,
        against=against,
        verdict=_verdict(fold) if against else None,
        shown_as=digit_of_losers(fold.state.support.grade) if against else None,
    )


def _verdict(fold: SubjectFold | FacetFold) -> str:
    """Why what speaks against a value does not replace it."""
    if not fold.state.against:
        return "disputed by a denial, which never replaces a value"
    if not fold.state.run:
        return "the claims against it stand, and nothing is known of before"
    winner = fold.state.support.grade
    loser = tally(((step.testimony.claim, step.origin) for step in fold.state.against), fold.side).grade
    rule = "the better graded side stands" if winner < loser else "the grades are equal, so the later side stands"
    return f"{winner} against {loser}: {rule}"


def _weight(scales: _Scales, steps: Iterable[Step], side: Side) -> Weight | None:
    """What the claims of these steps weigh, each once; None where there are none."""
    told = {step.key: (step.testimony, step.origin) for step in steps}
    if not told:
        return None
    grade = tally(((testimony.claim, origin) for testimony, origin in told.values()), side).grade
    voices: dict[Origin, list[Testimony]] = {}
    for testimony, origin in told.values():
        voices.setdefault(origin, []).append(testimony)
    return Weight(
        grade=str(grade),
        digit=grade.digit,
        rule=RULES[grade.digit],
        letter=grade.letter,
        letter_of=_bearer(grade, [testimony for testimony, _ in told.values()]),
        origins=tuple(_voice(scales, origin, said, side) for origin, said in list(voices.items())[:SHOWN]),
        origins_total=len(voices),
    )


def _bearer(grade: Grade, told: Iterable[Testimony]) -> str:
    """The first claim that has the letter; with digit 3 the letter is that of a named official."""
    return next(
        str(testimony.key)
        for testimony in told
        if testimony.claim.grading.source == grade.letter and (grade.digit != 3 or is_named_official(testimony.claim))
    )


def _voice(scales: _Scales, origin: Origin, said: list[Testimony], side: Side) -> Voice:
    kind, key = origin.key
    return Voice(
        kind=kind,
        name=origin.name,
        side=next((found for testimony in said if (found := side(testimony.claim)) is not None), None),
        claims=tuple(_claim(scales, testimony) for testimony in said[:SHOWN]),
        claims_total=len(said),
        copies=_copies(scales, key) if kind == "article" else (),
    )


def _claim(scales: _Scales, testimony: Testimony) -> WeighedClaim:
    claim = testimony.claim
    grading = claim.grading
    return WeighedClaim(
        claim=str(testimony.key),
        letter=grading.source,
        outlet=scales.matter.editions[testimony.edition].source,
        outlet_letter=grading.outlet,
        role=role_of(claim),
        speaks_for=grading.state,
        cites=claim.said.via if grading.cited else None,
        cited_letter=grading.cited,
    )


def _copies(scales: _Scales, leader: str) -> tuple[Copy, ...]:
    """The pairs that join the articles of a component, the most alike first."""
    members = {scales.hearing.current[article] for article, head in scales.component.items() if head == leader}
    pairs = [pair for pair in scales.matter.alike if members.issuperset(pair)]
    return tuple(
        Copy(
            article=one.article_id,
            edition=one.edition,
            other=other.article_id,
            other_edition=other.edition,
            likeness=None if likeness is None else round(likeness, 3),
        )
        for (one, other), likeness in joined_by(pairs, scales.likeness)[:SHOWN]
    )
