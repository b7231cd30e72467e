"""Grades on the Admiralty scale: the letter is stamped by ingest, the digit computed from independent origins."""

from collections.abc import Callable
from typing import NamedTuple

from services.resolve.assertion import Source

Side = Callable[[Source], str]
"""On which of the two sides of the matter a speaker stands, by name; empty for neither."""
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

    def side(source: Source) -> str:
        if not source.voice:
            return ""
        if source.voice == owner:
            return "owner"
        return "host" if source.at_home else ""

    return side


def participation_side(org: str, member: str) -> Side:
    """For participation: the member, and the organisation or another member (`hosts` of a claim on an organisation)."""

    def side(source: Source) -> str:
        if not source.voice:
            return ""
        if source.voice == member:
            return "member"
        return "organisation" if source.voice == org or source.at_home else ""

    return side


def own_grade(source: Source) -> Grade:
    """The grade of a claim that stands alone."""
    return Grade(*source.own)


def grade_in_group(source: Source, group: Grade) -> Grade:
    """The grade of a claim among its supporters: several origins lift the digit of each."""
    return Grade(group.digit, source.letter) if group.digit < 3 else own_grade(source)
