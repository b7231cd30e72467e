"""A docket: what decides a matter, in view of the press clock, the log clock and a position in the log."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import datetime
from typing import NamedTuple

from services.resolve.assertion import Assertion
from services.resolve.copies import Groups
from services.resolve.matter import ClaimKey, EditionKey, Membership

About = str | Membership
"""What a matter is about: a place, by its id, or a membership."""


class Listed(NamedTuple):
    """A claim that bears on the matter and decides nothing, with the reason; `published` is when its edition counts."""

    article_id: str
    edition: int
    ordinal: int
    published: datetime
    reason: str


class Strike(NamedTuple):
    """A notice speaks of a claim: `verb` is what it does to it, corrected or retracted."""

    claim: ClaimKey
    notice: ClaimKey
    verb: str


class Verdict(NamedTuple):
    """A person's verdict on a claim, `rejected` or `confirmed`."""

    claim: ClaimKey
    verdict: str


@dataclass(slots=True)
class Docket:
    """What is in view of one matter.

    `contingent` has, for each article whose claims count here only under conditions (it was revised, has copies, takes
    something back, or one of its claims was struck or reviewed), its editions in view, the first first. `verdicts` are
    in the order of their time, `kin` the pairs of editions that are copies of each other.
    """

    about: About
    assertions: list[Assertion] = field(default_factory=list)
    listed: list[Listed] = field(default_factory=list)
    contingent: dict[str, list[int]] = field(default_factory=dict)
    strikes: list[Strike] = field(default_factory=list)
    verdicts: list[Verdict] = field(default_factory=list)
    kin: list[tuple[EditionKey, EditionKey]] = field(default_factory=list)


class Standing:
    """Which claims of contingent articles count, and whose copies they are."""

    def __init__(self, docket: Docket) -> None:
        self.current = {article: editions[-1] for article, editions in docket.contingent.items() if editions}
        self.in_view = {article: frozenset(editions) for article, editions in docket.contingent.items()}
        last: dict[ClaimKey, str] = {verdict.claim: verdict.verdict for verdict in docket.verdicts}
        self.rejected = frozenset(claim for claim, verdict in last.items() if verdict == "rejected")
        self.struck: dict[ClaimKey, str] = {}
        for strike in sorted(docket.strikes, key=lambda strike: (strike.notice, strike.claim)):
            if self.counts(strike.notice):
                self.struck.setdefault(strike.claim, f"{strike.verb} by {strike.notice}")
        self.leader = _leaders(self.current, docket.kin)

    def dismissed(self, claim: ClaimKey) -> str:
        """Why a claim in view does not count; an empty text where it does."""
        latest = self.current.get(claim.article_id, claim.edition)
        if latest != claim.edition:
            return f"does not count: superseded by edition {latest}"
        if claim in self.rejected:
            return "does not count: rejected on review"
        struck = self.struck.get(claim)
        return f"does not count: {struck}" if struck else ""

    def origin(self, assertion: Assertion) -> str:
        """Whose word an assertion is, a copy's that of the first of its copies."""
        return assertion.origin or f"article {self.leader.get(assertion.article_id, assertion.article_id)}"

    def counts(self, claim: ClaimKey) -> bool:
        """Whether a claim of a contingent article counts, notices against it apart."""
        return self.current.get(claim.article_id) == claim.edition and claim not in self.rejected


def _leaders(current: dict[str, int], kin: Iterable[tuple[EditionKey, EditionKey]]) -> dict[str, str]:
    """For each article that has a copy in view, the first id of its component: copies of copies are copies.

    Only the current edition of each article links it to others.
    """
    groups = Groups[str]()
    joined: set[str] = set()
    for one, other in sorted(kin):
        if current.get(one.article_id) == one.edition and current.get(other.article_id) == other.edition:
            groups.join(*sorted((groups.of(one.article_id), groups.of(other.article_id))))
            joined |= {one.article_id, other.article_id}
    return {article: groups.of(article) for article in joined}
