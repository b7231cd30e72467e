"""What counts of a docket: each assertion once, on its first telling, in the order of doing."""

from bisect import bisect_left
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import date, datetime
from functools import partial
from operator import attrgetter
from typing import Any, NamedTuple

from services.resolve.assertion import DATELESS, DECIDES, Assertion, Source, source_of
from services.resolve.docket import Docket, Standing
from services.resolve.frames import Frame, frame_of
from services.resolve.matter import ClaimKey


class Step(NamedTuple):
    """One assertion in its place: steps sort by acting day, publication, phase, claim key, rank.

    Ties fall to the claim key, which, unlike an event id, does not depend on the order of arrival. `origin` is whose
    word it is: `speaker peskov`, `agency tass`, or `article …` with the first id of the article's copies.
    """

    day: date
    published: datetime
    phase: int
    article_id: str
    edition: int
    ordinal: int
    rank: int
    assertion: Assertion
    frame: Frame
    origin: str

    @property
    def key(self) -> ClaimKey:
        return ClaimKey(self.article_id, self.edition, self.ordinal)

    @property
    def source(self) -> Source:
        """On whose word."""
        return source_of(self.assertion.source)

    @property
    def claim(self) -> tuple[str, int, int]:
        """The claim key as a plain tuple, which is made faster."""
        return self[3:6]


_step: Callable[[tuple[Any, ...]], Step] = partial(tuple.__new__, Step)
"""`Step._make` without a call in Python: steps are made by the thousand."""

SaidAs = bytes | tuple[object, str]
"""What an assertion says, all that decides, and whose word it is: equal for what is said again."""


@dataclass(slots=True)
class Heard:
    """`dateless` are the assertions that act on no day, `again` what was told again, by what was said."""

    standing: Standing
    steps: list[Step]
    dateless: list[Step]
    first: dict[SaidAs, Step]
    again: dict[SaidAs, list[Step]]

    def copy_of(self, step: Step) -> Step | None:
        """The first copy that says the same as a step: another text of its article's component."""
        leader = self.standing.leader.get(step.article_id)
        if leader is None:
            return None
        told = self.again.get(self.said_as(step.assertion), ())
        return next((other for other in told if self.standing.leader.get(other.article_id) == leader), None)

    def told_first(self, assertion: Assertion) -> Step | None:
        """What said the same first, among all that counts here."""
        return self.first.get(self.said_as(assertion))

    def said_as(self, assertion: Assertion) -> SaidAs:
        """What an assertion says and whose word it is: its gist, unless that is the word of a copy."""
        if assertion.origin or assertion.article_id not in self.standing.leader:
            return assertion.gist
        return assertion[DECIDES], self.standing.origin(assertion)


def hear(docket: Docket) -> Heard:
    """Choose the assertions that count and put them in order.

    What one origin says again in the same sense, however often and wherever it is printed, was said once.
    """
    standing = Standing(docket)
    heard = Heard(standing, [], [], {}, {})
    said_as, told_first = heard.said_as, heard.first.setdefault
    said_once: list[Step] = []
    for step in sorted(_in_place(docket, standing)):
        said = said_as(step.assertion)
        earlier = told_first(said, step)
        if earlier is step:
            said_once.append(step)
        elif earlier.claim != step.claim:
            heard.again.setdefault(said, []).append(step)
    dated = bisect_left(said_once, DATELESS, key=attrgetter("day"))
    heard.steps, heard.dateless = said_once[:dated], said_once[dated:]
    return heard


def _in_place(docket: Docket, standing: Standing) -> Iterable[Step]:
    contingent, held = docket.contingent, []
    for assertion in docket.assertions:
        if assertion.article_id in contingent:
            held.append(assertion)
        else:
            yield step_of(assertion, assertion.origin or f"article {assertion.article_id}")
    first_told: dict[ClaimKey, int] = {}
    for assertion in held:
        if assertion.told_in in standing.in_view[assertion.article_id]:
            key = ClaimKey(*assertion[:3])
            first_told[key] = min(assertion.told_in, first_told.get(key, assertion.told_in))
    for assertion in held:
        key = ClaimKey(*assertion[:3])
        if first_told.get(key) == assertion.told_in and not standing.dismissed(key):
            yield step_of(assertion, standing.origin(assertion))


def step_of(assertion: Assertion, origin: str) -> Step:
    """An assertion in its place, as the word of this origin."""
    frame = frame_of(assertion.frame)
    place = (assertion.day, assertion.published, frame.phase, *assertion[:3], frame.rank)
    return _step((*place, assertion, frame, origin))
