"""Grades on the Admiralty scale: the letter is stamped by ingest, the digit computed from independent origins."""

from collections.abc import Callable, Iterable
from typing import NamedTuple

from events.claims import Claim
from services.resolve.origins import Origin, OriginKind
from services.resolve.speakers import by_name

Side = Callable[[Claim], str | None]
"""On which of the two sides of the matter the speaker of a claim stands, by name; None for neither."""
RULES = {
    1: "two or more origins, from both sides of the matter",
    2: "two or more origins",
    3: "one origin: a named official",
    6: "one origin, and no named official",
}
"""What each digit means. 4 and 5 are for those who lost a contradiction, and decide nothing."""


class Grade(NamedTuple):
    """Ordered from best to worst: the smaller digit, then the earlier letter."""

    digit: int
    letter: str

    def __str__(self) -> str:
        return f"{self.letter}{self.digit}"


def presence_side(owner: str | None) -> Side:
    """For presence: the owner of the force, and a host state of the place."""

    def side(claim: Claim) -> str | None:
        state = claim.grading.state
        if state is None:
            return None
        if state == owner:
            return "owner"
        return "host" if state in claim.grading.hosts else None

    return side


def participation_side(org: str, member: str) -> Side:
    """For participation: the member, and the organisation or another member (`hosts` of a claim on an organisation)."""

    def side(claim: Claim) -> str | None:
        state = claim.grading.state
        if state == member:
            return "member"
        return "organisation" if state is not None and (state == org or state in claim.grading.hosts) else None

    return side


class Tally:
    """The support of one side of a question, counted as it comes: its origins, its sides, its best letters."""

    def __init__(self, side: Side) -> None:
        self._side = side
        self._origins: set[tuple[OriginKind, str]] = set()
        self._sides: dict[str, set[tuple[OriginKind, str]]] = {}
        self._letter = "F"
        self._official = "Z"

    def add(self, claim: Claim, origin: Origin) -> None:
        """Count one more claim on this side."""
        self._origins.add(origin.key)
        side = self._side(claim)
        if side is not None:
            self._sides.setdefault(side, set()).add(origin.key)
        self._letter = min(self._letter, claim.grading.source)
        if is_named_official(claim):
            self._official = min(self._official, claim.grading.source)

    @property
    def origins(self) -> int:
        return len(self._origins)

    @property
    def grade(self) -> Grade:
        """By `RULES`."""
        if self.origins > 1:
            both = len(self._sides) > 1 and len(set().union(*self._sides.values())) > 1
            return Grade(1 if both else 2, self._letter)
        return Grade(3, self._official) if self._official != "Z" else Grade(6, self._letter)


def is_named_official(claim: Claim) -> bool:
    return claim.grading.speaker == "official" and by_name(claim)


def tally(claims: Iterable[tuple[Claim, Origin]], side: Side) -> Tally:
    """The tally of several claims."""
    total = Tally(side)
    for claim, origin in claims:
        total.add(claim, origin)
    return total
