"""Whose word a claim is: copies, and outlets that quote one speaker, are one origin."""

from typing import Literal

from events.claims import Claim
from services.resolve.speakers import by_name

OFFICES_SPEAK_AS = frozenset({"official", "agency", "expert", "party"})
"""Kinds of speaker (stamped by ingest) whose office or organisation counts as the speaker where no person is named."""
OriginKind = Literal["speaker", "agency", "article"]


def origin_of(claim: Claim) -> str:
    """The named speaker; else the office or institution that speaks; else the agency cited; else nobody: the article.

    `speaker dmitry peskov`, `agency tass`, or an empty text. Residents, sources and the like are nobody in particular:
    those of two texts need not be the same.
    """
    speaker = _speaker(claim)
    if speaker:
        return f"speaker {_plain(speaker)}"
    return f"agency {_plain(claim.said.via)}" if claim.said.via else ""


def origin_name(claim: Claim, origin: str) -> str:
    """The origin of a claim for readers."""
    kind, _, key = origin.partition(" ")
    if kind == "speaker":
        return _speaker(claim)
    if kind == "agency":
        return f"via {claim.said.via}"
    return f"article {key}" if key else ""


def _speaker(claim: Claim) -> str:
    said, grading = claim.said, claim.grading
    if said.by and by_name(claim):
        return said.by
    if grading.speaker in OFFICES_SPEAK_AS and (said.by or said.org):
        of = said.org or grading.state
        return f"{said.by}, {of}" if said.by and of else said.by or said.org or ""
    return ""


def _plain(name: str) -> str:
    return " ".join(name.casefold().split())
