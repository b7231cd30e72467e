"""Which membership event a kernel is: by its verb, its object (summit, drill, money, membership), and its polarity."""

from dataclasses import replace

from services.ingest.extract import membership_frames, membership_signs
from services.ingest.extract.arguments import Arguments
from services.ingest.extract.modality import Axes
from services.ingest.extract.objects import objects
from services.ingest.extract.scene import Scene
from services.ingest.extract.tokens import Token
from services.ingest.extract.triggers import Kernel
from services.ingest.extract.word_sets import word_set

_OBJECT_REACH = 9


_STOPPING = word_set("participation.stopping")


_FREEZING = word_set("participation.freezing")
_CLEARING = frozenset({"clear", "settle", "repay"})
_UNPAID = word_set("participation.unpaid")


_AGAIN = frozenset({"again", "resume", "resumed", "resumes", "resuming", "restart", "anew"})


def frame_of(scene: Scene, kernel: Kernel, axes: Axes, args: Arguments, org: str | None) -> tuple[str | None, Axes]:
    """The frame of a membership event that `kernel` opens, with its axes; None where it opens none."""
    tokens = scene.line.tokens
    clause = scene.clauses[kernel.clause]
    near = objects(tokens, kernel.at + 1, min(clause.end, kernel.at + 1 + _OBJECT_REACH + 4))
    before = objects(tokens, max(clause.start, kernel.at - _OBJECT_REACH), kernel.at)
    classes = [c for _, c, _ in near] + [c for _, c, _ in before]
    match kernel.frame:
        case "VACANT":
            empty = {"representative", "post", "council", "seat"} & set(classes)
            leaders = any(t.low in ("summit", "leaders", "presidents") for t in tokens)
            return ("SUMMITSKIP" if empty and leaders else "LIMIT" if empty else None), axes
        case "VETO":
            return ("LIMIT", axes) if "document" in classes else (None, axes)
        case "LEAVE":
            if kernel.lemma in ("recall", "withdraw") and "representative" in classes:
                return "LIMIT", axes
            if kernel.lemma in _DROPPING and classes and classes[0] in _SKIPPED:
                return _SKIPPED[classes[0]], axes
            if not _leaves_it(scene, kernel, args) or any(
                k.frame == "NOTIFY" and k.at < kernel.at and k.clause == kernel.clause for k in scene.kernels
            ):
                return None, axes
            return "EXIT", axes
        case "BE":
            at = "at" in [t.low for t in tokens[kernel.at + 1 : kernel.at + 3]] and "summit" in classes
            return _appearance(scene, kernel, axes, classes) if at else _is_member(scene, kernel, axes, org)
        case "NORETURN":
            back = [t.low for t in tokens[max(0, kernel.at - 4) : kernel.at]]
            return (
                ("EXIT", replace(axes, stage="THREATEN", certainty="possible", polarity="affirmed"))
                if "no" in back
                else (None, axes)
            )
        case "SIGN":
            refused = axes.polarity == "denied" or axes.stage == "REFUSE"
            return ("LIMIT", replace(axes, polarity="affirmed")) if refused and "document" in classes else (None, axes)
        case "ARRIVE":
            return _sent(kernel, axes, classes) if kernel.lemma in _SENDING else (None, axes)
        case "EXITED":
            return ("EXIT", axes) if kernel.lemma == "lapse" or _in_state(tokens, kernel) else (None, axes)
        case "FREEZE" | "REDUCE":
            return _frozen(scene, kernel, axes, classes, org)
        case "RESUME":
            return _resumed(scene, kernel, axes, classes)
        case "LIMIT":
            return ("LIMIT", axes) if classes else (None, axes)
        case "NOTIFY" | "QUITORG" | "MEMBERSHIP" | "INVITED" | "PARTNOUN" | "REGARD":
            return membership_frames.frame_of(scene, kernel, axes, classes)
        case "PAY":
            return _paid(scene, kernel, axes, clause.start, clause.end)
        case "STAY":
            return ("MEMBER", axes) if _member_noun(tokens, kernel.at, clause.end) else (None, axes)
        case "GO" if "back" in [t.low for t in tokens[kernel.at + 1 : kernel.at + 2]] and membership_signs.names_it(
            scene, kernel
        ):
            return "RESUME", axes
        case "SKIP" | "ATTEND" | "HOST" | "JOINJOINT" | "GO" | "GATHER" | "HOLD" | "TRAIN":
            return _appearance(scene, kernel, axes, classes)
    return None, axes


def _leaves_it(scene: Scene, kernel: Kernel, args: Arguments) -> bool:
    """The organisation, not a place, is what is left, and no force does the leaving."""
    tokens = scene.line.tokens
    clause = scene.clauses[kernel.clause]
    window = tokens[kernel.at + 1 : min(clause.end, kernel.at + 8)]
    for i, token in enumerate(window):
        if token.kind == "organisation":
            following = window[i + 1] if i + 1 < len(window) else None
            return following is None or not (following.kind == "force" or following.low in membership_frames.EVENTS)
        if token.low in (
            "bloc",
            "alliance",
            "organisation",
            "organization",
            "pact",
            "treaty",
            "grouping",
            "it",
            "structure",
        ):
            return not (i + 1 < len(window) and window[i + 1].low in ("on", "of"))
        if token.kind == "force" or token.places:
            return False
    return not args.forces and not args.place.places


def _in_state(tokens: list[Token], kernel: Kernel) -> bool:
    return any(t.kind == "organisation" or t.low in ("alliance", "bloc") for t in tokens[kernel.at + 1 : kernel.at + 5])


def _member_noun(tokens: list[Token], at: int, end: int) -> bool:
    return any(
        t.low in ("member", "part", "ally", "party", "participant", "signatory")
        for t in tokens[at + 1 : min(end, at + 8)]
    )


def _frozen(scene: Scene, kernel: Kernel, axes: Axes, classes: list[str], org: str | None) -> tuple[str | None, Axes]:
    first = classes[0] if classes else ""
    if "money" in classes[:2]:
        return "PAYSTOP", _plain(axes)
    if "drill" in classes and kernel.frame == "FREEZE":
        return "DRILLSKIP", _plain(axes)
    if kernel.frame == "REDUCE":
        return ("LIMIT", axes) if first in ("membership", "activity") else (None, axes)
    if kernel.frame == "FREEZE" and (
        first in ("membership", "activity")
        or (org is not None and not classes and kernel.lemma in _FREEZING)
        or "membership" in classes
    ):
        if axes.stage == "NOMINAL" and kernel.lemma in ("freezing", "freeze", "suspension") and owned(scene, kernel):
            return "FREEZE", replace(axes, stage="DONE")
        return "FREEZE", replace(axes, stage="DONE" if axes.stage == "PLAN" and _decided(axes) else axes.stage)
    return None, axes


def _decided(axes: Axes) -> bool:
    """The decision to freeze is the freezing; a plan to freeze is not."""
    return any(w.startswith("PLAN:deci") for w in axes.words)


def _plain(axes: Axes) -> Axes:
    return axes


def _resumed(scene: Scene, kernel: Kernel, axes: Axes, classes: list[str]) -> tuple[str | None, Axes]:
    if "money" in classes[:2]:
        return "PAYAGAIN", axes
    back = kernel.lemma in ("return", "come", "go", "get") and membership_signs.names_it(scene, kernel)
    if back or kernel.lemma in ("rejoin", "unfreeze", "unfreezing") or {"membership", "activity"} & set(classes):
        return "RESUME", axes
    return None, axes


def _is_member(scene: Scene, kernel: Kernel, axes: Axes, org: str | None) -> tuple[str | None, Axes]:
    """Is a member: affirmed. Is no longer a member: has left."""
    tokens = scene.line.tokens
    clause = scene.clauses[kernel.clause]
    inside = membership_signs.inside(tokens, kernel.at)
    if org is None or not (inside or _member_noun(tokens, kernel.at, clause.end)):
        return None, axes
    past = kernel.group is not None and kernel.group.tense in ("past", "pluperf")
    lows = [t.low for t in tokens[clause.start : clause.end]]
    if "longer" in lows:
        return "EXIT", replace(axes, stage="DONE", polarity="affirmed")
    if "continue" in {lemma for v in scene.clauses[kernel.clause].verbs for lemma in v.lemmas}:
        axes = replace(axes, stage="STATE")
    return (None if past else "MEMBER"), axes


_DROPPING = frozenset({"withdraw", "pull", "drop"})
_SKIPPED = {"drill": "DRILLSKIP", "summit": "SUMMITSKIP"}
_MISSED = {"summit": "SUMMITSKIP", "council": "LIMIT"}
_SENDING = frozenset({"send", "dispatch", "deploy", "bring"})


def _sent(kernel: Kernel, axes: Axes, classes: list[str]) -> tuple[str | None, Axes]:
    """Sending soldiers to a drill is joining it, sending none is skipping it."""
    denied = axes.polarity == "denied" or axes.stage == "REFUSE"
    if "drill" not in classes:
        missed = next((_MISSED[c] for c in classes if c in _MISSED), None) if denied else None
        return missed, replace(axes, polarity="affirmed")
    return ("DRILLSKIP" if denied else "DRILLJOIN"), replace(axes, polarity="affirmed")


def _paid(scene: Scene, kernel: Kernel, axes: Axes, start: int, end: int) -> tuple[str | None, Axes]:
    """Paying denied, stopped or refused is FundingStopped; paying again is FundingResumed; paying as such is
    nothing."""
    if any(k.frame == "RESUME" and k.clause == kernel.clause for k in scene.kernels):
        return None, axes
    tokens = scene.line.tokens
    lows = {t.low for t in tokens[start:end]}
    clause = scene.clauses[kernel.clause]
    cut = kernel.lemma in ("cut", "withhold") and any(c == "money" for _, c, _ in objects(tokens, kernel.at, end))
    stopped = cut or any(v.lemmas & _STOPPING and v.head != kernel.at for v in clause.verbs)
    if kernel.lemma == "cut" and not cut:
        return None, axes
    near = {t.low for t in tokens[max(start, kernel.at - 3) : min(end, kernel.at + 4)]}
    if kernel.lemma in _CLEARING and axes.polarity == "affirmed" and axes.stage in ("DONE", "FUTURE", "STATE"):
        cleared = any(c == "money" for _, c, _ in objects(tokens, kernel.at + 1, min(end, kernel.at + 7)))
        return ("PAYAGAIN" if cleared else None), axes
    if kernel.group is not None and "nothing" in [t.low for t in tokens[kernel.at + 1 : kernel.at + 3]]:
        return "PAYSTOP", replace(axes, polarity="affirmed")
    if kernel.lemma == "owe" or (kernel.group is None and near & _UNPAID):
        return "PAYSTOP", replace(axes, stage="DONE", polarity="affirmed")
    if kernel.group is None and axes.polarity == "denied" and membership_frames.made(scene, kernel):
        return "PAYSTOP", replace(axes, stage="DONE", polarity="affirmed")
    if kernel.group is None:
        if not stopped:
            return None, axes
        stopper = next(v for v in clause.verbs if v.lemmas & _STOPPING)
        stage = {"future": "FUTURE", "would": "FUTURE", "inf": "PLAN"}.get(stopper.tense, "DONE")
        return "PAYSTOP", replace(axes, stage=stage)
    if axes.polarity == "denied" or axes.stage == "REFUSE" or stopped:
        return "PAYSTOP", replace(axes, polarity="affirmed", stage=axes.stage)
    if lows & _AGAIN:
        return "PAYAGAIN", axes
    return None, axes


def _appearance(scene: Scene, kernel: Kernel, axes: Axes, classes: list[str]) -> tuple[str | None, Axes]:
    """Staying away or taking part: a denied or refused attendance is a skipped meeting."""
    first = next((c for c in classes if c in ("summit", "drill", "council", "activity", "document")), "")
    if not first and kernel.lemma in ("travel", "fly", "go", "come"):
        first = next((c for _, c, _ in objects(scene.line.tokens, 0, len(scene.line.tokens)) if c == "summit"), "")
    if not first and "those" in {t.low for t in scene.line.tokens[kernel.at + 1 : kernel.at + 5]}:
        first = next((c for _, c, _ in objects(scene.line.tokens, 0, kernel.at) if c in ("drill", "summit")), "")
    if not first and membership_signs.names_it(scene, kernel):
        first = "activity"
    refused = axes.stage == "REFUSE" or axes.polarity == "denied"
    if not first or (kernel.lemma in _MOTION and first != "summit" and not (refused and first in ("council", "drill"))):
        return None, axes
    if kernel.frame in _GATHERING and kernel.group is not None and kernel.group.tense in ("ger", "part"):
        return None, axes
    away = kernel.frame == "SKIP"
    if classes[:1] == ["money"] and (away or axes.stage == "REFUSE" or axes.polarity == "denied"):
        return "PAYSTOP", replace(axes, polarity="affirmed")
    if _unfitting(scene, kernel):
        away, axes = not away, replace(axes, stage="FUTURE")
    elif axes.stage == "REFUSE" or axes.polarity == "denied" or _unlikely(scene, kernel):
        away = not away
        axes = replace(axes, polarity="affirmed")
    match first, away:
        case "summit", True:
            return "SUMMITSKIP", axes
        case "summit", False:
            return "SUMMITJOIN", axes
        case "drill", True:
            return "DRILLSKIP", axes
        case "drill", False:
            return "DRILLJOIN", axes
        case _, True:
            return "LIMIT", axes
    return None, axes


_MOTION = frozenset({"travel", "fly", "go", "come", "head", "arrive"})
_GATHERING = frozenset({"GATHER", "HOLD", "TRAIN"})
_UNFITTING = word_set("participation.unfitting")


def _unfitting(scene: Scene, kernel: Kernel) -> bool:
    """Inappropriate to hold the drills here: they will not be held."""
    clause = scene.clauses[kernel.clause]
    return any(t.low in _UNFITTING for t in scene.line.tokens[clause.start : kernel.at])


def _unlikely(scene: Scene, kernel: Kernel) -> bool:
    return kernel.group is not None and "unlikely" in kernel.group.words


def owned(scene: Scene, kernel: Kernel) -> str | None:
    """Armenia's exit, freezing Armenia's membership: the possessive beside the noun names the member."""
    tokens = scene.line.tokens
    clause = scene.clauses[kernel.clause]
    for i in range(max(clause.start, kernel.at - 4), min(clause.end, kernel.at + 6)):
        possessive = i + 1 < len(tokens) and tokens[i + 1].low in ("'s", "'")
        if tokens[i].state is not None and tokens[i].kind in ("country", "capital") and possessive:
            return tokens[i].state
    return None
