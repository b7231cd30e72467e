"""The arithmetic of a row with its claims in words."""

from collections.abc import Mapping
from typing import get_args

from events.claims.base import Letter
from services.resolve.citing import Words
from services.resolve.copies import joined_by
from services.resolve.docket import Docket
from services.resolve.grades import RULES
from services.resolve.hearing import Heard
from services.resolve.matter import ClaimKey, EditionKey
from services.resolve.origins import OriginKind, origin_name
from services.resolve.speakers import role_of
from services.resolve.weighed import Copy, Voice, WeighedClaim, Weighing, Weight
from services.resolve.weighing import SHOWN, VoiceFound, WeighingFound, WeightFound

Likeness = Mapping[tuple[EditionKey, EditionKey], float]
LETTERS: dict[str, Letter] = {letter: letter for letter in get_args(Letter)}
KINDS: dict[str, OriginKind] = {kind: kind for kind in get_args(OriginKind)}


def weighing_in_words(found: WeighingFound, docket: Docket, heard: Heard, words: Words, likeness: Likeness) -> Weighing:
    """The arithmetic of a row with its claims in words."""
    support, outlook, against = (
        _weight_in_words(weight, docket, heard, words, likeness)
        for weight in (found.support, found.outlook, found.against)
    )
    stands = support or outlook
    return Weighing(
        subject=found.subject,
        value=found.value,
        confidence=stands.grade if stands else None,
        support=support,
        outlook=outlook,
        against=against,
        verdict=found.verdict,
        shown_as=found.shown_as,
    )


def _weight_in_words(
    found: WeightFound | None, docket: Docket, heard: Heard, words: Words, likeness: Likeness
) -> Weight | None:
    if found is None:
        return None
    return Weight(
        grade=str(found.grade),
        digit=found.grade.digit,
        rule=RULES[found.grade.digit],
        letter=LETTERS[found.grade.letter],
        letter_of=str(found.letter_of),
        origins=tuple(_voice_in_words(voice, docket, heard, words, likeness) for voice in found.voices),
        origins_total=found.voices_total,
    )


def _voice_in_words(voice: VoiceFound, docket: Docket, heard: Heard, words: Words, likeness: Likeness) -> Voice:
    kind = KINDS[voice.origin.partition(" ")[0]]
    first = words[str(voice.claims[0])][0].claim
    return Voice(
        kind=kind,
        name=origin_name(first, voice.origin),
        side=voice.side,
        claims=tuple(_claim(key, words) for key in voice.claims),
        claims_total=voice.claims_total,
        copies=_copies(docket, heard, voice.origin.removeprefix("article "), likeness) if kind == "article" else (),
    )


def _claim(key: ClaimKey, words: Words) -> WeighedClaim:
    testimony, edition = words[str(key)]
    grading = testimony.claim.grading
    return WeighedClaim(
        claim=str(key),
        letter=grading.source,
        outlet=edition.source,
        outlet_letter=grading.outlet,
        role=role_of(testimony.claim),
        speaks_for=grading.state,
        cites=testimony.claim.said.via if grading.cited else None,
        cited_letter=grading.cited,
    )


def _copies(docket: Docket, heard: Heard, leader: str, likeness: Likeness) -> tuple[Copy, ...]:
    """The pairs that join the articles of a component, the most alike first."""
    standing = heard.standing
    members = {EditionKey(a, standing.current[a]) for a, head in standing.leader.items() if head == leader}
    pairs = [pair for pair in docket.kin if members.issuperset(pair)]
    return tuple(
        Copy(
            article=one.article_id,
            edition=one.edition,
            other=other.article_id,
            other_edition=other.edition,
            likeness=None if likeness is None else round(likeness, 3),
        )
        for (one, other), likeness in joined_by(pairs, likeness)[:SHOWN]
    )
