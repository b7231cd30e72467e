"""Which membership event a noun or a rarer verb is: an invitation declined, a notice not received, membership ended,
a bloc ditched, a state regarded as a member.
"""

from dataclasses import replace

from services.ingest.extract.modality import Axes
from services.ingest.extract.scene import Scene
from services.ingest.extract.tokens import Token
from services.ingest.extract.triggers import Kernel
from services.ingest.extract.verbs import VerbGroup
from services.ingest.extract.word_sets import word_set

_HANDING = word_set("membership.handing")
_GETTING = word_set("membership.getting")
_DECLINING = word_set("membership.declining")
_ACCEPTING = frozenset({"accept", "take"})
_ENDING = word_set("membership.ending")
_FROZEN = frozenset({"frozen", "suspended"})
_KEEPING = word_set("membership.keeping")
_LASTING = word_set("membership.lasting")
_STOPPED = word_set("membership.stopped")
_EXITS = word_set("membership.exits")
_BLOC = word_set("membership.bloc")
_NEEDS_MEMBERSHIP = word_set("membership.needs_membership")
_MEMBER = frozenset({"member", "part", "ally", "party", "participant", "signatory"})
_OBJECT_REACH = 9
_STAGES = {
    "future": "FUTURE",
    "would": "FUTURE",
    "possible": "FUTURE",
    "inf": "PLAN",
    "deontic": "PROPOSE",
    "past": "DONE",
    "perf": "DONE",
    "pluperf": "DONE",
    "part": "DONE",
    "prog": "PROG",
}


def frame_of(scene: Scene, kernel: Kernel, axes: Axes, classes: list[str]) -> tuple[str | None, Axes]:
    """The frame of a membership event that a noun or a rarer verb opens; `classes` are the object nouns beside it."""
    match kernel.frame:
        case "NOTIFY":
            return noticed(scene, kernel, axes)
        case "QUITORG":
            return quits(scene, kernel, axes)
        case "MEMBERSHIP":
            return membership(scene, kernel, axes)
        case "INVITED":
            return invited(scene, kernel, axes, classes)
        case "PARTNOUN":
            return taking_part(scene, kernel, axes, classes)
        case "REGARD":
            return regarded(scene, kernel, axes)
    return None, axes


def quits(scene: Scene, kernel: Kernel, axes: Axes) -> tuple[str | None, Axes]:
    """Ditched the bloc, ended its membership, broke with the alliance: leaving it."""
    clause = scene.clauses[kernel.clause]
    window = scene.line.tokens[kernel.at + 1 : min(clause.end, kernel.at + _OBJECT_REACH)]
    lows = [t.low for t in window]
    if any(t.kind == "force" for t in window):
        return None, axes
    if kernel.lemma == "way":
        axes = replace(axes, stage="PROG")
    if "membership" in lows or "treaty" in lows:
        return "EXIT", axes
    if kernel.lemma in _NEEDS_MEMBERSHIP:
        return None, axes
    for i, token in enumerate(window):
        following = window[i + 1] if i + 1 < len(window) else None
        if token.kind == "organisation":
            owner = following is not None and (following.low in ("'s", "'") or _nounish(following))
            return (None if owner else "EXIT"), axes
        if token.low in _BLOC:
            return "EXIT", axes
    return None, axes


def _nounish(token: Token) -> bool:
    return token.low.isalpha() and token.low in EVENTS


EVENTS = frozenset(
    {
        "summit",
        "meeting",
        "session",
        "drills",
        "exercises",
        "exercise",
        "leaders",
        "declaration",
        "drill",
        "manoeuvres",
        "assembly",
    }
)


def membership(scene: Scene, kernel: Kernel, axes: Axes) -> tuple[str | None, Axes]:
    """Membership as a subject: it ends (an exit) or goes on (affirmed)."""
    if _called_frozen(scene, kernel):
        return "FREEZE", replace(axes, stage="DONE", polarity="affirmed")
    kept = _verb_before(scene, kernel, _KEEPING)
    if kept is not None and kernel.at - kept.head <= 4:
        return "MEMBER", replace(axes, stage="STATE", polarity="denied" if kept.negated else "affirmed")
    verb = _verb_after(scene, kernel)
    if verb is None:
        return None, axes
    stage = _STAGES.get(verb.tense, "STATE")
    polarity = "denied" if verb.negated else "affirmed"
    if verb.lemmas & _ENDING and not verb.lemmas & {"suspend", "freeze"}:
        return "EXIT", replace(axes, stage=stage, polarity=polarity)
    if verb.lemmas & _LASTING:
        return "MEMBER", replace(axes, stage="STATE", polarity=polarity)
    return None, axes


def _called_frozen(scene: Scene, kernel: Kernel) -> bool:
    """Its frozen membership, a "frozen" membership: the adjective right before the noun."""
    tokens = scene.line.tokens
    before = [t.low for t in tokens[max(0, kernel.at - 3) : kernel.at] if t.low.isalpha()]
    return bool(before) and before[-1] in _FROZEN


def _verb_after(scene: Scene, kernel: Kernel) -> VerbGroup | None:
    return next((v for v in scene.clauses[kernel.clause].verbs if v.head > kernel.at and v.finite), None)


def _verb_before(scene: Scene, kernel: Kernel, lemmas: frozenset[str]) -> VerbGroup | None:
    verbs = scene.clauses[kernel.clause].verbs
    return next((v for v in reversed(verbs) if v.lemmas & lemmas and v.head < kernel.at), None)


def invited(scene: Scene, kernel: Kernel, axes: Axes, classes: list[str]) -> tuple[str | None, Axes]:
    """An invitation to a summit or drill, declined or accepted."""
    first = next((c for c in classes if c in ("summit", "drill", "council")), None)
    no = _verb_before(scene, kernel, _DECLINING)
    yes = _verb_before(scene, kernel, _ACCEPTING)
    verb = no or yes or _passive_after(scene, kernel)
    if verb is None or first is None:
        return None, axes
    declined = bool(verb.lemmas & _DECLINING) != verb.negated
    frame = {
        ("summit", True): "SUMMITSKIP",
        ("summit", False): "SUMMITJOIN",
        ("drill", True): "DRILLSKIP",
        ("drill", False): "DRILLJOIN",
        ("council", True): "LIMIT",
    }.get((first, declined))
    return frame, replace(axes, stage=_STAGES.get(verb.tense, "STATE"), polarity="affirmed")


def _passive_after(scene: Scene, kernel: Kernel) -> VerbGroup | None:
    verb = _verb_after(scene, kernel)
    return verb if verb is not None and verb.passive and verb.lemmas & (_DECLINING | _ACCEPTING) else None


def noticed(scene: Scene, kernel: Kernel, axes: Axes) -> tuple[str | None, Axes]:
    """A notice handed in, sent, received or not: of leaving, or of a suspension."""
    clause = scene.clauses[kernel.clause]
    lows = {t.low for t in scene.line.tokens[clause.start : clause.end]}
    if lows & _STOPPED:
        frame = "FREEZE"
    elif lows & _EXITS or kernel.lemma == "notice":
        frame = "NOTIFY"
    else:
        return None, axes
    if kernel.group is not None:
        return frame, replace(axes, stage="DONE") if axes.stage == "STATE" else axes
    verb = _verb_before(scene, kernel, _HANDING | _GETTING) or _passive(scene, kernel)
    if verb is None:
        return None, axes
    ahead = verb.tense in ("future", "would", "possible", "inf")
    denied = verb.negated or axes.polarity == "denied"
    return frame, replace(axes, stage="FUTURE" if ahead else "DONE", polarity="denied" if denied else "affirmed")


def _passive(scene: Scene, kernel: Kernel) -> VerbGroup | None:
    verb = _verb_after(scene, kernel)
    fits = verb is not None and (verb.passive or verb.lemmas & {"come", "arrive", "reach"})
    return verb if verb is not None and fits and verb.lemmas & (_HANDING | _GETTING) else None


def notifier(scene: Scene, kernel: Kernel) -> str | None:
    """Whose notice it is: "received from Yerevan" names it after the verb of receiving."""
    clause = scene.clauses[kernel.clause]
    tokens = scene.line.tokens
    if not any(v.lemmas & _GETTING for v in clause.verbs):
        return None
    for i in range(clause.start, clause.end - 1):
        following = tokens[i + 1 : i + 3]
        if tokens[i].low in ("from", "by"):
            state = next((t.state for t in following if t.state is not None and t.kind != "organisation"), None)
            if state is not None:
                return state
    return None


def regarded(scene: Scene, kernel: Kernel, axes: Axes) -> tuple[str | None, Axes]:
    """Regards Armenia as a member: membership affirmed, though by another."""
    member = _regarded(scene, kernel)
    return ("MEMBER", replace(axes, stage="STATE")) if member is not None else (None, axes)


def _regarded(scene: Scene, kernel: Kernel) -> str | None:
    clause = scene.clauses[kernel.clause]
    window = scene.line.tokens[kernel.at + 1 : min(clause.end, kernel.at + 8)]
    if not any(t.low in _MEMBER for t in window):
        return None
    return next((t.state for t in window if t.state is not None and t.kind in ("country", "capital")), None)


def whose(scene: Scene, kernel: Kernel) -> str | None:
    """The member where it is not the subject: of a notice received, of a state regarded as a member."""
    if kernel.frame == "NOTIFY":
        return notifier(scene, kernel)
    if kernel.frame == "REGARD":
        return _regarded(scene, kernel)
    return None


def taking_part(scene: Scene, kernel: Kernel, axes: Axes, classes: list[str]) -> tuple[str | None, Axes]:
    """Participation in a drill or summit, cancelled, confirmed or out of the question."""
    if _called_frozen(scene, kernel):
        return "FREEZE", replace(axes, stage="DONE", polarity="affirmed")
    first = next((c for c in classes if c in ("summit", "drill")), None)
    before = _verb_before(scene, kernel, _DECLINING | _CONFIRMING)
    after = _verb_after(scene, kernel)
    verb = before or after
    if verb is None or first is None:
        return None, axes
    beyond = any(t.low == "question" for t in scene.line.tokens[verb.head + 1 : verb.head + 5])
    away = bool(verb.lemmas & _DECLINING) or beyond
    if not away and not verb.lemmas & _CONFIRMING:
        return None, axes
    stage = "FUTURE" if beyond or not away else _STAGES.get(verb.tense, "STATE")
    frame = ("SUMMIT" if first == "summit" else "DRILL") + ("SKIP" if away != verb.negated else "JOIN")
    return frame, replace(axes, stage=stage, polarity="affirmed")


_CONFIRMING = frozenset({"confirm", "announce"})


def made(scene: Scene, kernel: Kernel) -> bool:
    """No payment has been made, transferred, received."""
    verb = _verb_after(scene, kernel)
    return verb is not None and verb.passive and bool(verb.lemmas & _MADE)


_MADE = frozenset({"make", "transfer", "receive", "send", "pay", "allocate", "earmark"})
