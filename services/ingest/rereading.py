"""A text read again by the extractor at hand, beside the claims that the log has of it. Pure."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from events.article import Article
from events.canonical import canonical_json
from events.claims import Claim
from events.reading import Unread
from services.ingest.decide import claim_event
from services.ingest.extract import EXTRACTOR_VERSION, extract
from services.ingest.grade import grade, tracked_owners

VERSION = EXTRACTOR_VERSION
APART = frozenset({"edition", "ordinal", "rule"})
"""Where a claim stands and which rule read it is no part of what it says."""


@dataclass(frozen=True, slots=True)
class Reread:
    """What an extractor reads in a text, as the claims of a next edition, and how that differs from what was read."""

    claims: tuple[Claim, ...]
    unread: tuple[Unread, ...]
    lost: tuple[Claim, ...]
    gained: tuple[Claim, ...]


def read_again(article: Article, edition: int, known: Sequence[Claim]) -> Reread:
    """The claims of a text, whose last edition is `edition` and makes the claims `known`, as they would be read now."""
    reading = extract(article)
    claims = tuple(
        claim_event(record, grade(record, article.source), tracked_owners(record), edition + 1, ordinal)
        for ordinal, record in enumerate(reading.claims, start=1)
    )
    before, after = {_said(claim): claim for claim in known}, {_said(claim): claim for claim in claims}
    return Reread(
        claims=claims,
        unread=reading.unread,
        lost=tuple(claim for said, claim in before.items() if said not in after),
        gained=tuple(claim for said, claim in after.items() if said not in before),
    )


def _said(claim: Claim) -> bytes:
    value: dict[str, Any] = claim.to_json()
    return canonical_json({name: part for name, part in value.items() if name not in APART})
