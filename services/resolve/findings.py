"""Findings: what the fold concludes, its citations still by claim. Small enough to keep, and citable when shown."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from typing import NamedTuple

from services.resolve.conclusions import FacetName, Outlook, Size, Status


class Cited(NamedTuple):
    """A claim to be cited, by its key: whose word it is, its grade and what it did to the answer.

    The grade is empty where the claim is cited with its own.
    """

    claim: str
    origin: str
    grade: str
    effect: str


@dataclass(frozen=True, slots=True)
class RowFound:
    """One subject of a place."""

    owner: str | None
    force: str
    status: Status
    outlook: Outlook | None
    since: str | None
    other_dates: tuple[str, ...]
    last_confirmed: date | None
    until: str | None
    size: Size | None
    confidence: str | None
    sources: int
    disputed_by: tuple[Cited, ...]
    evidence: tuple[Cited, ...]


@dataclass(frozen=True, slots=True)
class PlaceFound:
    """A place: its own status, its subjects, and the last of the claims that count and decide nothing."""

    place: str
    status: Status
    subjects: tuple[RowFound, ...] = ()
    listed: tuple[Cited, ...] = ()


@dataclass(frozen=True, slots=True)
class FacetFound:
    """One facet of a membership."""

    value: str
    since: str | None
    other_dates: tuple[str, ...]
    confidence: str | None
    sources: int
    disputed_by: tuple[Cited, ...]
    evidence: tuple[Cited, ...]


@dataclass(frozen=True, slots=True)
class MembershipFound:
    """A member in an organisation: four facets, the last of what is expected, and of what decides nothing."""

    org: str
    member: str
    facets: dict[FacetName, FacetFound]
    expected: tuple[Cited, ...] = ()
    listed: tuple[Cited, ...] = ()


@dataclass(frozen=True, slots=True)
class Stretch:
    """A stretch of valid time in which a finding stayed the same; an open end is None."""

    start: date
    end: date | None
    found: RowFound | FacetFound
    subject: str


Found = PlaceFound | MembershipFound


def cited_in(found: Found | Stretch) -> Iterator[Cited]:
    """All citations of a finding."""
    if isinstance(found, Stretch):
        yield from (*found.found.disputed_by, *found.found.evidence)
        return
    parts: list[RowFound | FacetFound] = list(
        found.subjects if isinstance(found, PlaceFound) else found.facets.values()
    )
    for part in parts:
        yield from (*part.disputed_by, *part.evidence)
    yield from found.listed
    if isinstance(found, MembershipFound):
        yield from found.expected
