"""Which presence event a kernel is: what the words around the verb make of it."""

from dataclasses import replace

from events.record import Force
from services.ingest.extract import changing_guard
from services.ingest.extract.arguments import Arguments
from services.ingest.extract.calendar_words import MONTHS, year_of
from services.ingest.extract.leaving import answered, men_from_a_base, none_left
from services.ingest.extract.modality import Axes
from services.ingest.extract.quantities import count_before, partitive
from services.ingest.extract.scene import Scene, Setting
from services.ingest.extract.triggers import Kernel
from services.ingest.extract.word_sets import word_set

_CONTROL = word_set("presence.control")


def frame_of(scene: Scene, setting: Setting, kernel: Kernel, axes: Axes, args: Arguments) -> tuple[str | None, Axes]:
    """The frame of a presence event that `kernel` opens, with its axes; None where it opens none."""
    tokens = scene.line.tokens
    clause = scene.clauses[kernel.clause]
    lows = {t.low for t in tokens[clause.start : clause.end]}
    if kernel.frame in ("STAND", "TAKEOVER") and changing_guard.alone(scene, setting, kernel, args):
        return "HANDOVER", axes
    match kernel.frame:
        case "STAYNOT":
            return ("STAY", replace(axes, polarity="affirmed")) if axes.polarity == "denied" else (None, axes)
        case "STAND" if kernel.group is None:
            return None, axes
        case "STAND" | "DEPLOY" if _attributive(scene, kernel):
            return None, axes
        case "STAND" if kernel.lemma in _POSTING and _sent(kernel, args):
            return "ARRIVE", axes
        case "CONDUCT":
            return ("HANDOVER" if changing_guard.alone(scene, setting, kernel, args) else None), axes
        case "STAND" if kernel.lemma == "stand" and kernel.group is not None and not _located_after(scene, kernel):
            return None, axes
        case "KEEP":
            return (_kept(axes, lows) if any(f.at > kernel.at for f in args.forces) else None), axes
        case "EXTEND":
            return (None if "deadline" in lows else _extended(kernel, args)), axes
        case "REPLACE":
            return changing_guard.replaced(scene, setting, kernel, args), axes
        case "RESUME":
            given = kernel.lemma == "return" and changing_guard.given_back(scene, setting, kernel, args)
            return ("HANDOVER", axes) if given else (None, axes)
        case "BE" if axes.stage in ("STATE", "DONE", "FUTURE") and changing_guard.under_control(
            scene, setting, kernel, args
        ):
            return "HANDOVER", axes
        case "BE":
            return _being(scene, kernel, axes, args)
        case "HAVE":
            counted = any(f.at > kernel.at and count_before(scene.line, f.at) for f in args.forces)
            return ("STAND", axes) if counted and axes.stage == "STATE" else (None, axes)
        case "ORDEROUT":
            return "LEAVE", replace(axes, stage="ORDER" if axes.stage in ("DONE", "STATE") else axes.stage)
        case "INCIDENT":
            return "STAND", replace(axes, stage="STATE")
        case "HOST":
            return ("STAND" if axes.stage == "STATE" else "ARRIVE"), axes
        case "DEPLOY":
            return _deployed(scene, kernel), axes
        case "TAKEOVER":
            if args.subject == "RUS" and not any(t.state == "ARM" for t in tokens[clause.start : clause.end]):
                return ("STAND", axes) if axes.stage == "DONE" else (None, axes)
            return ("HANDOVER", axes) if lows & _CONTROL or kernel.group is None else (None, axes)
        case "JOINT" | "JOINJOINT":
            return _joint(scene, kernel, axes, args, lows), axes
        case "GO" | "WANTOUT" | "ATTEND" | "NOWHERE" | "QUITORG" | "GONE":
            return _moving(kernel, axes, args, lows)
        case _:
            return kernel.frame, axes


def _moving(kernel: Kernel, axes: Axes, args: Arguments, lows: set[str]) -> tuple[str | None, Axes]:
    """Verbs of many uses that speak of forces only with the right things beside them: go, come, want out, bid
    farewell."""
    match kernel.frame:
        case "GO":
            return (
                ("HANDOVER", axes)
                if any(".border" in p or p.count(".") > 1 for p in args.place.places)
                else (None, axes)
            )
        case "WANTOUT":
            asked = any(kernel.at < f.at < kernel.at + 6 for f in args.forces)
            if kernel.lemma == "have":
                return ("LEAVE" if asked and axes.stage not in ("STATE", "DONE", "PROG") else None), axes
            return ("LEAVE", replace(axes, stage="REQUEST")) if asked else (None, axes)
        case "ATTEND":
            came = kernel.lemma in _COMING and any(f.at < kernel.at and (f.strong or f.owner) for f in args.forces)
            return ("ARRIVE" if came else None), axes
        case "NOWHERE":
            staying = (axes.stage in ("PROG", "STATE") and "nowhere" in lows) or axes.polarity == "denied"
            return ("STAY" if staying else None), replace(axes, stage="FUTURE", polarity="affirmed")
        case "QUITORG":
            return ("LEAVE" if any(f.at < kernel.at for f in args.forces) else None), axes
        case "GONE":
            left = kernel.group is not None and kernel.group.passive and any(f.at < kernel.at for f in args.forces)
            return ("LEAVE" if left else None), replace(axes, stage="DONE" if axes.stage == "STATE" else axes.stage)
        case _:
            return None, axes


_COMING = frozenset({"come", "fly"})


def _kept(axes: Axes, lows: set[str]) -> str:
    """Keeps a base abroad: it stands there. Will keep it, still keeps it, keeps it as long as: it stays."""
    return "STAND" if axes.stage == "STATE" and axes.polarity == "affirmed" and not lows & _LASTING else "STAY"


_LASTING = frozenset({"still", "continues", "long", "until", "till", "nonetheless"})


def _extended(kernel: Kernel, args: Arguments) -> str | None:
    """A mission or mandate of a force is extended: it stays. The term of a base: its terms change."""
    found = [f for f in args.forces if f.at > kernel.at or kernel.group is None or kernel.group.passive]
    if any(f.type == "base_garrison" for f in found):
        return "LEASE"
    return "STAY" if any(f.owner or f.strong for f in found) else None


_POSTING = frozenset({"station", "base", "quarter", "garrison"})


def _sent(kernel: Kernel, args: Arguments) -> bool:
    """Russia stationed troops there: it sent them. They are stationed there: they stand."""
    group = kernel.group
    active = group is not None and not group.passive and group.tense in ("past", "perf", "pluperf", "future", "would")
    return active and args.subject is not None and any(f.at > kernel.at for f in args.forces)


def _attributive(scene: Scene, kernel: Kernel) -> bool:
    """The temporarily deployed contingent: a participle before its noun says nothing of its own."""
    tokens = scene.line.tokens
    group = kernel.group
    if group is None or group.start != group.head or group.tense not in ("past", "part") or group.head < 1:
        return False
    before = tokens[group.head - 1].low
    following = tokens[group.head + 1].kind if group.head + 1 < len(tokens) else ""
    return (before in ("the", "a", "its", "their") or before.endswith("ly")) and following in ("adjective", "force")


def _deployed(scene: Scene, kernel: Kernel) -> str:
    """Are deployed, have deployed for decades: they stand there. Were deployed to, deployed: they came."""
    tokens = scene.line.tokens
    clause = scene.clauses[kernel.clause]
    group = kernel.group
    if group is None:
        return "ARRIVE"
    lasting = {"decades", "since", "years"} & {
        t.low for t in tokens[clause.start : clause.end]
    } and group.tense == "perf"
    standing = group.passive and group.tense in ("pres", "perf", "pluperf")
    directed = "to" in {t.low for t in tokens[kernel.at + 1 : kernel.at + 3]}
    reduced = (
        group.words == ()
        and kernel.at > 0
        and tokens[kernel.at - 1].kind == "force"
        and not directed
        and "after" not in {t.low for t in tokens[kernel.at : clause.end]}
    )
    return "STAND" if (standing and not directed) or reduced or lasting else "ARRIVE"


def _located_after(scene: Scene, kernel: Kernel) -> bool:
    return any(t.low in _LOCATIVE or t.low == "next" for t in scene.line.tokens[kernel.at + 1 : kernel.at + 3])


_LOCATIVE = frozenset({"in", "at", "on", "near", "along", "there", "inside"})


def _being(scene: Scene, kernel: Kernel, axes: Axes, args: Arguments) -> tuple[str | None, Axes]:
    """The guards are (still) at the airport: a force, to be, and a place directly after."""
    tokens = scene.line.tokens
    after = [t.low for t in tokens[kernel.at + 1 : kernel.at + 4]]
    while after and after[0] in ("still", "also", "now", "already"):
        after.pop(0)
    clause = scene.clauses[kernel.clause]
    if tokens[clause.start].low == "there":
        gone = any(t.low == "left" for t in tokens[kernel.at : clause.end])
        if after[:2] == ["no", "more"] and axes.stage == "STATE":
            return "LEAVE", replace(axes, stage="DONE", polarity="affirmed")
        return (None, axes) if gone else _existing(kernel, axes, args)
    before = any(f.at < kernel.at and (f.owner or f.strong or f.type == "border_guards") for f in args.forces)
    if after[:2] == ["home", "to"] and any(f.at > kernel.at and (f.owner or f.strong) for f in args.forces):
        return "STAND", axes
    if before and after[:2] == ["out", "of"]:
        return "LEAVE", replace(axes, stage="DONE" if axes.stage == "STATE" else axes.stage)
    if not before or not after or axes.stage not in ("STATE", "DONE"):
        return None, axes
    clause = scene.clauses[kernel.clause]
    if after[0] in _LOCATIVE or (clause.opener == "where" and after[0] in ("for", "since")):
        still = "still" in {t.low for t in tokens[clause.start : clause.end]}
        return ("STAY" if still else "STAND"), axes
    return None, axes


def _existing(kernel: Kernel, axes: Axes, args: Arguments) -> tuple[str | None, Axes]:
    """There are soldiers: they stand there. There will no longer be any: they leave."""
    if not any(f.owner and f.at > kernel.at for f in args.forces):
        return None, axes
    if axes.stage == "FUTURE" and axes.polarity == "denied":
        return "LEAVE", replace(axes, polarity="affirmed")
    return ("STAND", axes) if axes.stage == "STATE" else (None, axes)


def nuance(scene: Scene, kernel: Kernel, axes: Axes, frame: str, forces: tuple[Force, ...]) -> tuple[str, Axes]:
    """What the words around the verb make of it: not until is staying, for training is a rotation, additional is
    more."""
    tokens = scene.line.tokens
    clause = scene.clauses[kernel.clause]
    after = {t.low for t in tokens[kernel.at + 1 : clause.end]}
    lows = {t.low for t in tokens[clause.start : clause.end]}
    if frame == "LEAVE" and axes.polarity == "denied" and axes.stage == "FUTURE" and _not_before(scene, kernel, after):
        return "STAY", replace(axes, polarity="affirmed")
    if (
        frame == "LEAVE"
        and "for" in after
        and after & {"training", "drills", "exercises"}
        and axes.stage in ("DONE", "PROG")
    ):
        return "ROTATE", axes
    if (
        frame == "ARRIVE"
        and lows & {"additional", "more", "extra", "reinforcements"}
        and axes.stage in ("DONE", "PROG")
    ):
        return "REINFORCE", axes
    if (found := none_left(scene, kernel, axes, frame)) is not None:
        return found
    if frame == "STAND" and axes.stage in ("FUTURE", "AGREE") and axes.polarity == "denied":
        agreed = any(w.startswith("AGREE") for w in axes.words)
        if any(f.owner == "RUS" for f in forces):
            return "LEAVE", replace(axes, polarity="affirmed", stage="AGREE" if agreed else "FUTURE")
    if frame == "STAND" and axes.stage in ("STATE", "PROG") and axes.polarity == "affirmed" and "still" in lows:
        return "STAY", axes
    if frame == "LEAVE" and axes.stage == "FUTURE" and axes.polarity == "denied" and answered(scene):
        return "LEAVE", replace(axes, stage="REFUSE", polarity="affirmed")
    if frame == "LEAVE" and axes.stage in ("DONE", "PROG") and men_from_a_base(scene, kernel, forces):
        return "REDUCE", axes
    if frame == "LEAVE" and axes.conditional and kernel.group is not None and {"have", "to"} <= set(kernel.group.words):
        return "LEAVE", replace(axes, stage="THREATEN")
    return frame, replace(axes, stage=_part_left(scene, kernel, axes, frame, forces))


def _not_before(scene: Scene, kernel: Kernel, after: set[str]) -> bool:
    """Will not leave until, will not leave before 2025."""
    tokens = scene.line.tokens
    dated = any(
        t.low == "before" and (tokens[i + 1].low in MONTHS or year_of(tokens[i + 1].low))
        for i, t in enumerate(tokens[:-1])
        if i > kernel.at
    )
    return "until" in after or dated


def _joint(scene: Scene, kernel: Kernel, axes: Axes, args: Arguments, lows: set[str]) -> str | None:
    """Two owners, one of them already there, at one place: joint guarding."""
    tokens = scene.line.tokens
    owners = {t.state for t in tokens[args.start : args.end] if t.state is not None and t.kind != "organisation"}
    pair = ("RUS" in owners and len(owners) > 1) or bool(
        lows & {"mixed", "joint", "jointly"} and lows & {"patrols", "patrol", "guarding"}
    )
    if (
        not pair
        or not args.place.places
        or (not args.forces and "jointly" not in lows)
        or lows & {"exercise", "exercises", "drill", "drills", "talks"}
    ):
        return None
    if kernel.frame == "JOINJOINT" and not any(f.at > kernel.at for f in args.forces):
        return None
    return "JOINT"


def _part_left(scene: Scene, kernel: Kernel, axes: Axes, frame: str, forces: tuple[Force, ...]) -> str:
    """A part that has gone is a beginning, unless it is the last or all of it."""
    stage = axes.stage
    if frame != "LEAVE" or stage != "DONE":
        return stage
    clause = scene.clauses[kernel.clause]
    lows = {t.low for t in scene.line.tokens[clause.start : clause.end]}
    if axes.polarity == "denied":
        return "PART" if {"single", "begun", "any"} & lows else stage
    if lows & {"last", "fully", "completely", "entirely", "all", "every"}:
        return stage
    small = any(f.count is not None and f.count.value is not None and f.count.value < 100 for f in forces)
    part = partitive(scene.line, clause.start, clause.end)
    return "PART" if part or small else stage
