"""An assertion: one thing that one claim says of one matter. Read from the claim once, whatever will be asked of it.

Assertions are what the read store keeps of claims for answering, and all that the fold sees of them.
"""

from datetime import date, datetime
from functools import lru_cache
from hashlib import blake2b
from typing import NamedTuple

from events.claims import Claim
from services.resolve.speakers import by_name

DATELESS = date.max
OFFICIAL, AT_HOME, SPEAKS_FOR = " official", " at home", " for "


class Assertion(NamedTuple):
    """What is not stated is an empty text, so that rows compare and hash as they are.

    `told_in` is the edition in which the article first said so, `published` when that one counts on the published
    clock. `part` is what of the matter it speaks of: `RUS/border_guards`, `-/unspecified`, or a facet. `day` is the
    acting day, `DATELESS` where history is told without a date. `stated` is the date told, `role` its role; `effective`
    and `made` belong to plans. `men` is how many, as JSON. `origin` is empty where the word is the article's own.
    `gist` is a digest of all that decides: two assertions with one gist are one, told twice.
    """

    article_id: str
    edition: int
    ordinal: int
    told_in: int
    published: datetime
    part: str
    day: date
    frame: str
    stated: str
    role: str
    said_on: str
    effective: str
    made: date | None
    source: str
    men: str
    origin: str
    gist: bytes


DECIDES = slice(5, 15)
"""The fields that decide, the origin apart: it may turn out to be that of a copy."""


def with_gist(assertion: Assertion) -> Assertion:
    """The same assertion with its gist."""
    origin = assertion.origin or f"article {assertion.article_id}"
    text = "\x1f".join(str(part) for part in [*tuple.__getitem__(assertion, DECIDES), origin])
    return assertion._replace(gist=blake2b(text.encode(), digest_size=16).digest())


class Source(NamedTuple):
    """On whose word: the letter, whether it is a named official's, for which state, and whether a host speaks.

    `own` orders sources by what each is worth alone, from best to worst.
    """

    letter: str
    official: bool
    voice: str
    at_home: bool
    own: tuple[int, str]


def source_text(claim: Claim) -> str:
    """The source of a claim as assertions keep it: `B`, `B official at home for ARM`."""
    grading = claim.grading
    named_official = OFFICIAL if is_named_official(claim) else ""
    if grading.state is None:
        return grading.source + named_official
    home = AT_HOME if grading.state in grading.hosts else ""
    return f"{grading.source}{named_official}{home}{SPEAKS_FOR}{grading.state}"


@lru_cache(maxsize=4096)
def source_of(text: str) -> Source:
    """The source that `source_text` wrote."""
    about, _, voice = text.partition(SPEAKS_FOR)
    official = OFFICIAL in about
    return Source(about[0], official, voice, AT_HOME in about, (3 if official else 6, about[0]))


def is_named_official(claim: Claim) -> bool:
    """Whether an official speaks, by name."""
    return claim.grading.speaker == "official" and by_name(claim)
