"""How an answer cites a claim: its words, its outlet, its speaker, its grade, and what it did to the answer."""

from collections.abc import Iterable

from services.resolve.conclusions import Citation
from services.resolve.contradiction import grade_of_loser
from services.resolve.grades import Grade, is_named_official
from services.resolve.matter import ClaimKey, Edition, EditionKey, Testimony
from services.resolve.origins import Origin
from services.resolve.steps import Step

SHOWN = 10
"""Citations shown with a row; all others are in the evidence of the matter, which is paged."""


def citation(
    testimony: Testimony, edition: Edition, effect: str, origin: Origin | None = None, grade: Grade | None = None
) -> Citation:
    """One claim as cited. Without a grade of its group it carries its own."""
    claim = testimony.claim
    return Citation(
        claim=str(testimony.key),
        type=claim.type,
        polarity=claim.polarity,
        certainty=claim.certainty,
        realis=claim.realis,
        temporal=claim.temporal,
        quote=claim.quote.text,
        source=edition.source,
        article=edition.key.article_id,
        edition=edition.key.edition,
        published_at=edition.published_at,
        url=edition.url,
        title=edition.title,
        said=claim.said,
        when=claim.when,
        grade=str(grade or own_grade(testimony)),
        origin=origin.name if origin else "",
        effect=effect,
    )


def own_grade(testimony: Testimony) -> Grade:
    """The grade of a claim that stands alone."""
    return Grade(3 if is_named_official(testimony.claim) else 6, testimony.claim.grading.source)


def grade_in_group(testimony: Testimony, group: Grade) -> Grade:
    """The grade of a claim among its supporters: several origins lift the digit of each."""
    return Grade(group.digit, testimony.claim.grading.source) if group.digit < 3 else own_grade(testimony)


def cite_run(
    run: list[Step], group: Grade, editions: dict[EditionKey, Edition], effects: dict[ClaimKey, str]
) -> tuple[Citation, ...]:
    """What a state rests on, in order: its first, best graded and latest claim, and the first of each origin."""
    if not run:
        return ()
    best = min(run, key=lambda step: grade_in_group(step.testimony, group))
    firsts = {step.origin.key: step for step in reversed(run)}.values()
    kept = {step.key: step for step in (run[0], best, run[-1])}
    for step in sorted(firsts, key=lambda step: step.order):
        if len(kept) < SHOWN:
            kept.setdefault(step.key, step)
    return tuple(
        citation(
            step.testimony,
            editions[step.testimony.edition],
            effects[step.key],
            step.origin,
            grade_in_group(step.testimony, group),
        )
        for step in sorted(kept.values(), key=lambda step: step.order)
    )


def cite_losers(
    losers: Iterable[Step], winner: Grade, editions: dict[EditionKey, Edition], effects: dict[ClaimKey, str]
) -> tuple[Citation, ...]:
    """Who disagrees, the latest first, one claim an origin."""
    by_origin: dict[tuple[str, str], Step] = {}
    for step in sorted(losers, key=lambda step: step.order, reverse=True):
        by_origin.setdefault(step.origin.key, step)
    return tuple(
        citation(
            step.testimony,
            editions[step.testimony.edition],
            effects[step.key],
            step.origin,
            grade_of_loser(own_grade(step.testimony), winner),
        )
        for step in list(by_origin.values())[:SHOWN]
    )
