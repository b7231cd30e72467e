"""Pass 13d. In: a kernel of leaving or staying with its axes. Out: what the words around it make of it.

None left is gone, some left stay, men taken from a base make it smaller, guards that must leave are asked to.
"""

from dataclasses import replace

from events.record import Force
from services.ingest.extract.modality import Axes
from services.ingest.extract.scene import Scene, Setting
from services.ingest.extract.triggers import Kernel
from services.ingest.extract.word_sets import word_set

_NO_AUTHORITY = word_set("presence.no_authority")


def demanded(scene: Scene, setting: Setting, kernel: Kernel) -> bool:
    """The guards must leave, said by the host's authorities: a demand. By anybody else it is a proposal."""
    group = kernel.group
    if group is None or group.tense != "deontic" or not ({"must"} & set(group.words) or _told(scene, kernel)):
        return False
    told = scene.line.tokens[: kernel.at] + [
        t for n in scene.spoken for t in scene.line.tokens[scene.clauses[n].start : scene.clauses[n].end]
    ]
    if {t.low for t in told} & _NO_AUTHORITY:
        return False
    day = setting.published.isoformat() if setting.published else None
    for token in told:
        if token.kind in ("capital", "metonym") and token.state not in (None, "RUS") and not token.places:
            return True
        if token.kind == "person" and token.mention is not None and token.state != "RUS":
            return setting.gazetteer.people[token.mention.key].office_on(day) is not None
    return False


def _told(scene: Scene, kernel: Kernel) -> bool:
    """Notified Moscow that the guards should leave: what is told to the owner is asked of it."""
    heads = [v.head for v in scene.verbs if v.head < kernel.at and v.lemmas & {"notify", "tell", "inform", "warn"}]
    after = scene.line.tokens[heads[-1] + 1 : heads[-1] + 5] if heads else []
    return any(t.state == "RUS" for t in after)


def men_from_a_base(scene: Scene, kernel: Kernel, forces: tuple[Force, ...]) -> bool:
    """A number of soldiers taken from a base that stands on makes it smaller."""
    clause = scene.clauses[kernel.clause]
    lows = {t.low for t in scene.line.tokens[clause.start : clause.end]}
    counted = any(f.count is not None and f.type in ("troops", "unspecified") for f in forces)
    base = any(f.type == "base_garrison" and clause.start <= f.at < clause.end for f in scene.forces)
    return counted and base and not lows & {"all", "last", "every", "entire", "barracks"}


def none_left(scene: Scene, kernel: Kernel, axes: Axes, frame: str) -> tuple[str, Axes] | None:
    """Not one is left, none remain, are no longer there: they have left. Only some are left: those stay."""
    clause = scene.clauses[kernel.clause]
    lows = {t.low for t in scene.line.tokens[clause.start : clause.end]}
    denied = axes.polarity == "denied"
    remaining = frame == "LEAVE" and kernel.lemma == "leave" and kernel.group is not None and kernel.group.passive
    existing = scene.line.tokens[clause.start].low == "there" and kernel.lemma == "leave"
    if frame == "LEAVE" and (remaining or existing) and denied:
        return "LEAVE", replace(axes, polarity="affirmed", stage="FUTURE" if axes.stage == "FUTURE" else "DONE")
    if axes.counterfactual:
        return None
    if remaining and axes.stage in ("DONE", "STATE"):
        return "STAY", axes
    ended = frame == "STAY" or (frame == "STAND" and ({"longer", "anymore"} & lows))
    if not (ended and denied) or axes.conditional:
        return None
    if axes.stage in ("STATE", "DONE"):
        return "LEAVE", replace(axes, polarity="affirmed", stage="DONE")
    return ("LEAVE", replace(axes, polarity="affirmed")) if axes.stage == "FUTURE" else None


def taken_as_known(scene: Scene, kernel: Kernel) -> str | None:
    """After the departure of the guards, amid the pullout: told in passing as done, as under way. Not of what is to
    come."""
    if kernel.group is not None or any(v.tense in ("future", "would", "possible", "deontic") for v in scene.verbs):
        return None
    tokens = scene.line.tokens
    for i in range(kernel.at - 1, max(-1, kernel.at - 6), -1):
        if tokens[i].low in ("following", "after"):
            return "DONE"
        if tokens[i].low in ("amid", "during"):
            return "PROG"
        if not (tokens[i].kind in ("adjective", "force") or tokens[i].low in _BEFORE_NOUN):
            return None
    return None


_BEFORE_NOUN = frozenset({"the", "full", "complete", "final", "'s", "recent", "military", "early", "their"})


def answered(scene: Scene) -> bool:
    """In reply to the demand: "will not leave" is then a refusal."""
    lows = {t.low for t in scene.line.tokens}
    return bool(lows & _ANSWER) and bool(lows & _DEMAND)


_ANSWER = frozenset({"reply", "response", "answer", "responding", "replying", "answering", "despite", "rebuffing"})
_DEMAND = frozenset({"demand", "demands", "request", "requests", "call", "calls", "appeal", "appeals", "ultimatum"})
