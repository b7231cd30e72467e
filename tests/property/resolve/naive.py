"""The naive store: nothing but the set of all claims, read from end to end for every question, and folded step by step.

Slow on purpose, and without any of the machinery of the product: no dockets, no runs, no grown folds. It shares with it
what one claim means (`said_of_place`, `said_of_membership`), when one was told, and the rules for plans (`Board`).
"""

from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from datetime import date, datetime
from itertools import combinations
from typing import Any

import orjson

from events.claims import NOTICES, Claim
from events.dates import bounds, last_day
from services.resolve.assertion import source_of, source_text
from services.resolve.clocks import Clocks
from services.resolve.facets import said_of_membership
from services.resolve.force_classes import GENERIC, compatible
from services.resolve.frames import AS_BEFORE, Frame, frame_of
from services.resolve.hearing import Step
from services.resolve.matter import ClaimKey, Edition, EditionKey, Membership, Review, Testimony
from services.resolve.notices import hits
from services.resolve.origins import origin_of
from services.resolve.outlook import Board, plan_told
from services.resolve.presence_reading import Said, said_of_place
from services.resolve.press import press_of
from services.resolve.telling import Telling, content_of, telling

GONE = {"withdrawn", "handed_over"}
LEAVING = {"withdrawal", "handover", "joint_guarding"}
About = str | Membership


@dataclass
class Log:
    """Everything that was ever taken in, each with the offset from which it is there."""

    editions: list[tuple[int, Edition]] = field(default_factory=list)
    testimonies: list[Testimony] = field(default_factory=list)
    reviews: list[tuple[int, Review]] = field(default_factory=list)
    alike: set[tuple[EditionKey, EditionKey]] = field(default_factory=set)


@dataclass(frozen=True)
class Told:
    """One thing that counts, with its place in the order."""

    claim: Claim
    key: ClaimKey
    told: Telling
    said: Said
    frame: Frame
    origin: str

    @property
    def order(self) -> tuple[Any, ...]:
        return self.day, self.told.published, self.frame.phase, self.key, self.frame.rank

    @property
    def day(self) -> date:
        return self.said.day or date.max

    @property
    def same(self) -> tuple[Any, ...]:
        """What another has in common with it that says the same again."""
        return self.origin, self.said, self.claim.said.said_on, source_text(self.claim)


class View:
    """What there is for a question."""

    def __init__(self, log: Log, about: About, clocks: Clocks) -> None:
        before = [edition for at, edition in log.editions if clocks.position is None or at < clocks.position]
        self.editions = {edition.key: edition for edition in before}
        self.press = press_of(self.editions)
        self.seen = {
            key
            for key, edition in self.editions.items()
            if clocks.reports(self.press[key].counts) and clocks.holds(edition.recorded_at)
        }
        self.current = {
            article: EditionKey(article, max(n for a, n in self.seen if a == article)) for article, _ in self.seen
        }
        self.about = about
        said = [t for t in log.testimonies if t.edition in self.seen]
        self.notices = [t for t in said if t.claim.type in NOTICES]
        self.claims = [t for t in said if t.claim.type not in NOTICES and self._speaks(t.claim)]
        self.reviews = [
            review
            for at, review in log.reviews
            if (clocks.position is None or at < clocks.position) and clocks.holds(review.recorded_at)
        ]
        self.alike = log.alike

    def _speaks(self, claim: Claim) -> bool:
        if isinstance(self.about, str):
            return self.about in claim.locations or self.about in claim.locations_excluded
        return claim.org == self.about.org and claim.parties.get("member") == self.about.member

    def counts(self, testimony: Testimony) -> bool:
        if self.current[testimony.edition.article_id] != testimony.edition or self._rejected(testimony.key):
            return False
        return not any(self._strikes(notice, testimony) for notice in self.notices)

    def _rejected(self, key: ClaimKey) -> bool:
        told = sorted((r.recorded_at, r.verdict) for r in self.reviews if r.claim == key)
        return bool(told) and told[-1][1] == "rejected"

    def _strikes(self, notice: Testimony, claim: Testimony) -> bool:
        if self.current[notice.edition.article_id] != notice.edition or self._rejected(notice.key):
            return False
        place = self.about if isinstance(self.about, str) else None
        at, of = self.editions[notice.edition], self.editions[claim.edition]
        return hits(notice, at, self.press[notice.edition], claim, of, place)

    def origin(self, testimony: Testimony) -> str:
        own = origin_of(testimony.claim)
        if own:
            return own
        linked, grown = {testimony.edition}, True
        while grown:
            more = {
                other
                for pair in self.alike
                for one, other in (pair, pair[::-1])
                if one in linked and set(pair) <= set(self.current.values())
            }
            grown, linked = not more <= linked, linked | more
        return f"article {min(key.article_id for key in linked)}"

    def first_told(self, testimony: Testimony) -> Telling:
        same = content_of(testimony.claim)
        earlier = [
            t.edition
            for t in self.claims
            if t.edition.article_id == testimony.edition.article_id
            and t.edition <= testimony.edition
            and content_of(t.claim) == same
        ]
        return telling(testimony.claim, self.press[min(earlier)])


def told_in(view: View) -> tuple[list[Told], dict[ClaimKey, str]]:
    """All that counts, each once and in order; and what is only listed."""
    found: list[Told] = []
    listed: dict[ClaimKey, str] = {}
    for testimony in view.claims:
        if not view.counts(testimony):
            continue
        told = view.first_told(testimony)
        if isinstance(view.about, str):
            said, reason = said_of_place(testimony.claim, view.about, told)
        else:
            said, reason = said_of_membership(testimony.claim, view.about.member, told)
        if not said:
            listed[testimony.key] = reason
        found += (
            Told(testimony.claim, testimony.key, told, one, frame_of(one.frame), view.origin(testimony)) for one in said
        )
    once: dict[Any, Told] = {}
    for one in sorted(found, key=lambda one: one.order):
        once.setdefault(one.same, one)
    return list(once.values()), listed


def fitted(told: list[Told]) -> dict[tuple[str | None, str], list[Told]]:
    """The steps of each subject."""
    parts = {one.said.part: _named(one.said.part) for one in told}
    origins = {
        named: {one.origin for one in told if one.said.part == part and one.frame.kind != "term"}
        for part, named in parts.items()
    }
    classed = {n for n, who in origins.items() if n[0] and n[1] != GENERIC and who}
    subjects = {
        n
        for n in classed
        if len(origins[n]) > 1 or not any(len(origins[m]) > 1 for m in classed if m[0] == n[0] and m != n)
    }
    subjects |= {
        n for n, who in origins.items() if n[0] and n[1] == GENERIC and who and n[0] not in {m[0] for m in subjects}
    }
    found: dict[tuple[str | None, str], list[Told]] = {subject: [] for subject in subjects}
    # What names a subject exactly comes first: a claim acts once on a subject, however it names it.
    for one in sorted(
        (one for one in told if one.said.day), key=lambda one: (parts[one.said.part] not in subjects, one.said.part)
    ):
        for subject in _targets(parts[one.said.part], subjects, one.frame.completed):
            if all(
                one.key != other.key or one.frame != other.frame or one.day != other.day for other in found[subject]
            ):
                found[subject].append(one)
    return {subject: sorted(steps, key=lambda one: one.order) for subject, steps in found.items()}


def _named(part: str) -> tuple[str | None, str]:
    owner, _, force = part.partition("/")
    return None if owner == "-" else owner, force


def _targets(named: tuple[str | None, str], subjects: Iterable[Any], completed: bool) -> list[Any]:
    if named in subjects:
        return [named]
    if named[0] and named[1] != GENERIC:
        return [subject for subject in subjects if subject == (named[0], GENERIC)]
    fitting = [subject for subject in subjects if compatible(subject, named)]
    return fitting if len(fitting) == 1 or (completed and named[0]) else []


def grade(steps: list[Told], side: Callable[[Claim], str]) -> tuple[int, str]:
    """Digit and letter of what these steps say together."""
    origins = {one.origin for one in steps}
    letters = [one.claim.grading.source for one in steps]
    if len(origins) > 1:
        pairs = combinations([(side(one.claim), one.origin) for one in steps], 2)
        both = any(a[0] and b[0] and a[0] != b[0] and a[1] != b[1] for a, b in pairs)
        sided = {(side(one.claim), one.origin) for one in steps if side(one.claim)}
        both = both or (len({s for s, _ in sided}) > 1 and len({o for _, o in sided}) > 1)
        return (1 if both else 2), min(letters)
    official = [one.claim.grading.source for one in steps if source_of(source_text(one.claim)).official]
    return (3, min(official)) if official else (6, min(letters, default="F"))


@dataclass
class State:
    """A state with what speaks for it, against it, and denies it."""

    state: str = "unknown"
    before: str = "unknown"
    run: list[Told] = field(default_factory=list)
    against: list[Told] = field(default_factory=list)
    disputes: list[Told] = field(default_factory=list)
    unanswered: list[Told] = field(default_factory=list)

    def take(self, one: Told, side: Callable[[Claim], str]) -> None:
        frame, kind = one.frame, one.frame.kind
        if kind == "transition":
            if frame.state == self.state or self.state in frame.same_as:
                self.run.append(one)
            elif frame.only_from is not None and self.state not in frame.only_from:
                return
            elif self.state in frame.continues:
                self.state = frame.state
                self.run.append(one)
            else:
                self.before = self.state
                self.state, self.run, self.against, self.disputes = frame.state, [one], [], []
        elif kind == "denial":
            if self.state in frame.denies:
                self.disputes.append(one)
            elif self.state == "unknown":
                self.unanswered.append(one)
        elif frame.state == AS_BEFORE and self.state not in frame.denies:
            return
        elif self.state == "unknown":
            self.state, self.run, self.against = frame.state, [one], []
            self.disputes = [denial for denial in self.unanswered if denial.day == one.day]
        elif self.state in frame.compatible:
            self.run.append(one)
        elif kind == "observation":
            self.against.append(one)
            if grade(self.against, side) <= grade(self.run, side):
                state = self.before if frame.state == AS_BEFORE else frame.state
                run = self.against if state != "unknown" else []
                self.state, self.run, self.against, self.disputes = state, run, self.run, []


def since(run: list[Told]) -> str | None:
    """Since when the state of a run holds, as stated."""
    if not run:
        return None
    first = run[0]
    for one in run:
        begins = one.frame.kind == "transition" or (
            one.frame.kind == "observation" and one.said.role in ("since", "start")
        )
        if one.said.stated and begins:
            start = bounds(one.said.stated)[0]
            if one.day == first.day or start is None or start <= first.day:
                return one.said.stated
    told = first.said.stated or first.claim.said.said_on
    if not told or "/" in told or (not first.said.stated and last_day(told) != first.day):
        return f"../{first.day.isoformat()}"
    return f"../{told}"


def known(state: State, side: Callable[[Claim], str]) -> dict[str, Any]:
    """What is to be said of a state."""
    own = since(state.run)
    told = dict.fromkeys(
        date
        for one in state.run
        if one.frame.kind != "presupposition" and (date := one.said.stated or one.claim.said.said_on)
    )
    others = [date for date in list(told)[:22] if own and date not in (own, own.removeprefix("../"))][:20]
    return {
        "state": state.state,
        "since": own,
        "other_dates": sorted(others, key=lambda edtf: (bounds(edtf)[0] or bounds(edtf)[1] or date.min, edtf)),
        "sources": len({one.origin for one in state.run}),
        "confidence": _graded(state.run, side),
        "disputed": {str(one.key) for one in _latest([*state.against, *state.disputes])},
    }


def _graded(steps: list[Told], side: Callable[[Claim], str]) -> str | None:
    digit, letter = grade(steps, side)
    return f"{letter}{digit}" if steps else None


def _latest(losers: list[Told]) -> list[Told]:
    """The latest of each origin, ten at most."""
    found: dict[str, Told] = {}
    for one in sorted(losers, key=lambda one: one.order, reverse=True):
        found.setdefault(one.origin, one)
    return list(found.values())[:10]


def as_step(one: Told) -> Step:
    """What the board of plans takes."""
    assertion: Any = _Assertion(one.said.effective, one.said.made, source_text(one.claim))
    return Step(
        one.day, one.told.published, one.frame.phase, *one.key, one.frame.rank, assertion, one.frame, one.origin
    )


@dataclass(frozen=True)
class _Assertion:
    effective: str
    made: date | None
    source: str


def place(log: Log, about: str, clocks: Clocks) -> dict[tuple[str | None, str], dict[str, Any]]:
    """What is known of each subject of a place."""
    told, _ = told_in(View(log, about, clocks))
    found = {}
    for subject, steps in fitted(told).items():
        owner = subject[0]
        taken = [one for one in steps if clocks.as_of is None or one.day <= clocks.as_of]
        if taken:
            found[subject] = _subject(taken, owner)
    return found


def _subject(steps: list[Told], owner: str | None) -> dict[str, Any]:
    side = _side(owner, "owner", "host")
    state, board, begun, until = State(), Board(), (Board(), 0), None
    for n, one in enumerate(steps):
        was = state.state
        if one.frame.kind == "plan":
            _plan(board, one, owner, was)
        elif one.frame.kind == "term":
            until = one.said.stated
        else:
            state.take(one, side)
        if one.frame.kind == "transition":
            if state.run[0] is one:
                begun = board.copy(), n
            board.clear(one.frame.state, one.day)
        elif one.frame.kind not in ("plan", "term") and state.state != was and was in GONE:
            # Transitions that lost a contradiction clear no plan any more.
            board = begun[0].copy()
            for again in steps[begun[1] : n]:
                if again.frame.kind == "plan":
                    board.tell(as_step(again), _told_plan(again, owner))
    shown = board.shown(state.state)
    there = state.state not in GONE | {"unknown"}
    planners = {step.key for step in shown[1].evidence} if shown else set()
    weighed = state.run or [one for one in steps if one.key in planners and one.frame.kind == "plan"]
    counted = [one for one in state.run if one.said.men]
    return {
        **known(state, side),
        "outlook": (shown[0], shown[1].stage, shown[1].effective) if shown else None,
        "last_confirmed": max((one.day for one in state.run), default=None),
        "until": until if there else None,
        "size": (tuple(orjson.loads(counted[-1].said.men)), counted[-1].day) if counted and there else None,
        "confidence": _graded(weighed, side),
        "sources": len({one.origin for one in weighed}),
        "disputed": known(state, side)["disputed"] if not shown else None,
    }


def _plan(board: Board, one: Told, owner: str | None, state: str) -> None:
    told = _told_plan(one, owner)
    if not (state in GONE and told.plan in LEAVING):
        board.tell(as_step(one), told)


def _told_plan(one: Told, owner: str | None) -> Any:
    return plan_told(as_step(one), owner)


def _side(first: str | None, name: str, other: str, org: str | None = None) -> Callable[[Claim], str]:
    def side(claim: Claim) -> str:
        state = claim.grading.state
        if state is None:
            return ""
        if state == first:
            return name
        return other if state == org or state in claim.grading.hosts else ""

    return side


def membership(log: Log, about: Membership, clocks: Clocks) -> dict[str, dict[str, Any]]:
    """What is known of each facet of a membership, and what is expected."""
    told, _ = told_in(View(log, about, clocks))
    side = _side(about.member, "member", "organisation", about.org)
    found: dict[str, dict[str, Any]] = {}
    acting = [one for one in told if clocks.as_of is None or one.day <= clocks.as_of]
    for facet in ("legal", "participation", "funding", "exit_stage"):
        state = State()
        for one in acting:
            if one.said.part == facet:
                state.take(one, side)
        found[facet] = known(state, side)
    expected = dict.fromkeys(str(one.key) for one in acting if one.frame.kind == "expected")
    found["expected"] = {"claims": list(expected)[-10:]}
    return found


def listed(log: Log, about: About, clocks: Clocks) -> list[str]:
    """The last ten claims that count and act on nothing, in the order of publication."""
    view = View(log, about, clocks)
    told, only = told_in(view)
    when: dict[ClaimKey, datetime] = {key: view.press[EditionKey(*key[:2])].counts for key in only}
    if isinstance(about, str):
        acting = fitted(told)
        taken = {
            one.key for steps in acting.values() for one in steps if clocks.as_of is None or one.day <= clocks.as_of
        }
        for one in told:
            left = one.said.day is None or not _targets(_named(one.said.part), acting, one.frame.completed)
            if left and one.key not in taken:
                when[one.key] = one.told.published
    return [str(key) for key, _ in sorted(when.items(), key=lambda item: (item[1], item[0]))][-10:]
