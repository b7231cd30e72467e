"""How an answer cites a claim: its words, its outlet, its speaker, its grade, and what it did to the answer."""

from collections.abc import Iterable, Mapping

from services.resolve.assertion import source_of, source_text
from services.resolve.conclusions import (
    Citation,
    Facet,
    Interval,
    ParticipationConclusion,
    PlaceConclusion,
    PresenceRow,
)
from services.resolve.contradiction import grade_of_loser
from services.resolve.findings import Cited, FacetFound, Found, MembershipFound, PlaceFound, RowFound, Stretch
from services.resolve.grades import Grade, grade_in_group, own_grade
from services.resolve.hearing import Heard, Step
from services.resolve.matter import Edition, Testimony
from services.resolve.origins import origin_name, origin_of
from services.resolve.run import Run

SHOWN = 10
"""Citations shown with a row; all others are in the evidence of the matter, which is paged."""
SHOWN_IN_HISTORY = 3
"""Citations shown with each stretch of a history: the first, the best and the latest."""
Effects = Mapping[tuple[str, int, int], str]
"""What each claim did, by its key."""
Words = Mapping[str, tuple[Testimony, Edition]]
"""By claim key as text, what is to be cited."""


def cite(step: Step, effects: Effects, grade: Grade | None = None) -> Cited:
    """A step as it is to be cited. Without a grade of its group it carries its own."""
    own = grade or own_grade(step.source)
    return Cited(str(step.key), step.origin, str(own), effects[step.key])


def cite_run(run: Run, effects: Effects, heard: Heard | None = None, shown: int = SHOWN) -> list[Cited]:
    """What a state rests on, in order: its first, best graded and latest claim, the first of each origin, and as far as
    there is room a copy of each."""
    if not run.steps:
        return []
    grade, best = run.grade, run.best
    kept = {step.key: step for step in (run.steps[0], best, run.steps[-1]) if step is not None}
    for step in run.firsts.values():
        if len(kept) >= shown:
            break
        kept.setdefault(step.key, step)
    cited = [(step, cite(step, effects, grade_in_group(step.source, grade))) for step in sorted(kept.values())]
    copies = [
        Cited(str(copy.key), copy.origin, own.grade, f"says again what {own.claim} said")
        for step, own in cited
        if heard is not None and (copy := heard.copy_of(step)) is not None
    ]
    return [own for _, own in cited] + copies[: max(0, shown - len(cited))]


def cite_losers(losers: Iterable[Step], winner: Grade, effects: Effects, shown: int = SHOWN) -> list[Cited]:
    """Who disagrees, the latest first, one claim an origin."""
    by_origin: dict[str, Step] = {}
    for step in sorted(losers, reverse=True):
        by_origin.setdefault(step.origin, step)
    return [
        cite(step, effects, grade_of_loser(own_grade(step.source), winner)) for step in list(by_origin.values())[:shown]
    ]


def citation(cited: Cited, words: Words) -> Citation:
    """A claim in its own words."""
    testimony, edition = words[cited.claim]
    claim = testimony.claim
    return Citation(
        claim=cited.claim,
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
        grade=cited.grade or str(own_grade(source_of(source_text(claim)))),
        origin=origin_name(claim, origin_of(claim) or cited.origin),
        effect=cited.effect,
    )


def in_words(found: Found, words: Words) -> PlaceConclusion | ParticipationConclusion:
    """A finding with its citations in words."""
    return place_in_words(found, words) if isinstance(found, PlaceFound) else membership_in_words(found, words)


def place_in_words(found: PlaceFound, words: Words) -> PlaceConclusion:
    """The conclusion on a place."""
    return PlaceConclusion(
        place=found.place,
        status=found.status,
        subjects=tuple(row_in_words(found.place, row, words) for row in found.subjects),
        listed=_all(found.listed, words),
    )


def membership_in_words(found: MembershipFound, words: Words) -> ParticipationConclusion:
    """The conclusion on a membership."""
    return ParticipationConclusion(
        org=found.org,
        member=found.member,
        facets={name: _facet(facet, words) for name, facet in found.facets.items()},
        expected=_all(found.expected, words),
        listed=_all(found.listed, words),
    )


def stretch_in_words(place: str, stretch: Stretch, words: Words) -> Interval:
    """A stretch of a history; `place` is empty for a membership."""
    found = stretch.found
    value = row_in_words(place, found, words) if isinstance(found, RowFound) else _facet(found, words)
    return Interval(start=stretch.start, end=stretch.end, value=value, subject=stretch.subject)


def row_in_words(place: str, row: RowFound, words: Words) -> PresenceRow:
    """A row of a place."""
    return PresenceRow(
        place=place,
        owner=row.owner,
        force=row.force,
        status=row.status,
        outlook=row.outlook,
        since=row.since,
        other_dates=row.other_dates,
        last_confirmed=row.last_confirmed,
        until=row.until,
        size=row.size,
        confidence=row.confidence,
        sources=row.sources,
        disputed_by=_all(row.disputed_by, words),
        evidence=_all(row.evidence, words),
    )


def _facet(facet: FacetFound, words: Words) -> Facet:
    return Facet(
        value=facet.value,
        since=facet.since,
        other_dates=facet.other_dates,
        confidence=facet.confidence,
        sources=facet.sources,
        disputed_by=_all(facet.disputed_by, words),
        evidence=_all(facet.evidence, words),
    )


def _all(cited: Iterable[Cited], words: Words) -> tuple[Citation, ...]:
    return tuple(citation(one, words) for one in cited)
