"""Frames: what an assertion does to a state, whatever its date and source. Rows keep the name, the meaning is here."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from functools import lru_cache
from typing import Literal, get_args

from services.resolve.conclusions import Plan, Stage, Status

Kind = Literal["observation", "presupposition", "denial", "transition", "plan", "term", "dateless", "expected"]
RANKS: dict[Kind, int] = {
    "observation": 0, "presupposition": 1, "denial": 2, "transition": 3, "plan": 4, "term": 5, "dateless": 6,
    "expected": 7,
}  # fmt: skip
"""Of several things that one claim does at one time: what is done first."""
NOTHING: frozenset[str] = frozenset()
AS_BEFORE = "as before"
"""State of an observation that only says: the state in `denies` was never reached."""
STAGE_RANK: dict[Stage, int] = {"requested": 1, "announced": 2, "agreed": 2, "ordered": 3}
"""The live stages of a plan. The others (refused, postponed, cancelled) end it and are ended by a live one."""
THERE = frozenset({"present", "present_joint", "withdrawing"})
GONE = frozenset({"withdrawn", "handed_over"})
PHASE: dict[str, int] = {"present": 1, "present_joint": 2, "withdrawing": 3, "withdrawn": 4, "handed_over": 5}
"""Of steps of one day and one time of publication: what is observed, then what came, … then what was handed over."""


@dataclass(frozen=True, slots=True)
class Frame:
    """`state` is what it sets or observes; an observation is at ease with the states in `compatible`.

    A transition says "the same again" where the state is in `same_as`, keeps the run where it is in `continues`, and
    does nothing where `only_from` is given and lacks the state. A denial speaks against the states in `denies`.
    `completed` is part of a claim that something is done; a plan has its `plan` and `stage`, told or `denied`.
    """

    kind: Kind
    state: str = ""
    phase: int = 0
    compatible: frozenset[str] = NOTHING
    same_as: frozenset[str] = NOTHING
    continues: frozenset[str] = NOTHING
    only_from: frozenset[str] | None = None
    denies: frozenset[str] = NOTHING
    completed: bool = False
    plan: Plan | None = None
    stage: Stage | None = None
    denied: bool = False
    rank: int = field(init=False)

    def __post_init__(self) -> None:
        object.__setattr__(self, "rank", RANKS[self.kind])


SETS = ("compatible", "same_as", "continues", "only_from", "denies")


def becomes(state: str) -> str:
    """The force has come, left, handed over: a completed or begun act."""
    return f"becomes {state}"


def still(state: str) -> str:
    """What was done earlier still holds on the day of telling."""
    return f"still {state}"


def plans(plan: Plan, stage: Stage, *, denied: bool) -> str:
    """A plan is told, or denied."""
    return f"{'denies' if denied else 'plans'} {plan} {stage}"


IS_PRESENT, PRESUMES_PRESENT, DISPUTES_PRESENCE = "is present", "presumes present", "disputes presence"
UNTIL, DATELESS, DATELESS_COMPLETED, EXPECTED = "until", "dateless", "dateless, completed", "expected"


def _presence_frames() -> Iterable[tuple[str, Frame]]:
    yield IS_PRESENT, Frame("observation", "present", compatible=THERE)
    yield PRESUMES_PRESENT, Frame("presupposition", "present", compatible=THERE)
    yield DISPUTES_PRESENCE, Frame("denial", denies=THERE)
    yield UNTIL, Frame("term")
    yield DATELESS, Frame("dateless")
    yield DATELESS_COMPLETED, Frame("dateless", completed=True)
    yield EXPECTED, Frame("expected")
    states: tuple[Status, ...] = ("present", "present_joint", "withdrawing", "withdrawn", "handed_over")
    for state in states:
        done = state in ("present", "withdrawn", "handed_over")
        same_as = frozenset({"handed_over"}) if state == "withdrawn" else NOTHING
        continues = frozenset({"withdrawn"}) if state == "handed_over" else NOTHING
        yield (
            becomes(state),
            Frame("transition", state, PHASE[state], same_as=same_as, continues=continues, completed=done),
        )
        at_ease = GONE if state in GONE else THERE
        yield still(state), Frame("observation", state, compatible=at_ease, completed=done)
    for plan in get_args(Plan):
        for stage in get_args(Stage):
            for denied in (False, True):
                phase = STAGE_RANK.get(stage, len(STAGE_RANK))
                frame = Frame("plan", phase=phase, plan=plan, stage=stage, denied=denied)
                yield plans(plan, stage, denied=denied), frame


PRESENCE_FRAMES: dict[str, Frame] = dict(_presence_frames())


@lru_cache(maxsize=1024)
def frame_of(name: str) -> Frame:
    """The frame of this name. One that is not of presence spells out its rules, as `frame_text` wrote them."""
    known = PRESENCE_FRAMES.get(name)
    if known is not None:
        return known
    head, *rules = name.split("; ")
    kind, _, state = head.partition(" ")
    found: dict[str, frozenset[str] | int] = {}
    for rule in rules:
        key, *states = rule.split(" ")
        found[key] = int(states[0]) if key == "phase" else frozenset(states)
    return Frame(next(k for k in RANKS if k == kind), state, **found)  # type: ignore[arg-type]


def frame_text(frame: Frame) -> str:
    """A frame of a facet, spelled out: `transition partial; phase 2; only_from active partial resumed unknown`."""
    parts = [f"{frame.kind} {frame.state}".rstrip()]
    if frame.phase:
        parts.append(f"phase {frame.phase}")
    for rule in SETS:
        states = getattr(frame, rule)
        if states:
            parts.append(" ".join([rule, *sorted(states)]))
    return "; ".join(parts)
