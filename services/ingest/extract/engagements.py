"""Pass 13d. In: a kernel with its arguments and axes.
Out: a draft of an engagement (drill, visit, talks, agreement …), or None.
"""

from dataclasses import replace

from services.ingest.extract.arguments import Arguments, organisation_in
from services.ingest.extract.draft import Draft
from services.ingest.extract.modality import Axes
from services.ingest.extract.scene import Scene, Setting
from services.ingest.extract.tokens import Token
from services.ingest.extract.triggers import Kernel
from services.ingest.extract.verbs import VerbGroup
from services.ingest.extract.word_sets import word_set

_KINDS = {
    **dict.fromkeys(("exercise", "exercises", "drill", "drills", "manoeuvres", "maneuvers"), "drill"),
    **dict.fromkeys(("visit", "visits", "trip", "tour"), "visit"),
    **dict.fromkeys(("talks", "negotiations", "consultations", "dialogue", "meet", "discuss"), "talks"),
    **dict.fromkeys(("agreement", "agreements", "memorandum", "programme", "program", "roadmap"), "agreement"),
    **dict.fromkeys(("plan", "accord", "pact", "protocol"), "agreement"),
    **dict.fromkeys(("attaché", "attache"), "attache"),
    **dict.fromkeys(("training", "course", "train"), "training"),
    **dict.fromkeys(("aid", "assistance", "allocate", "grant"), "aid"),
    "charter": "agreement",
    "adviser": "mission",
    "advisers": "mission",
}
_VERBS = {
    kind: word_set(f"engagements.{kind}")
    for kind in ("drill", "visit", "talks", "agreement", "attache", "training", "aid", "mission")
}
_COMMON = word_set("engagements.common")
_MILITARY = word_set("engagements.military")
_GENERAL = word_set("engagements.general")
"""Words that stand for an engagement only beside a military word: others meet, sign and travel too."""
_PAST = frozenset({"past", "perf", "pluperf", "part", "prog", "pastprog"})
_NOT_WITH_THE_GUEST = ("talks", "visit", "training", "agreement")
"""Kinds too common between the host and the owner of its bases to tell of anything."""
_OF_FORCES = frozenset({"HANDOVER", "TAKEOVER", "LEAVE", "STAY", "STAND", "DEPLOY", "LEASE", "JOINT", "REDUCE"})
"""What a paper provides for is told by these frames themselves."""
_FRAMES = frozenset({"NEGOTIATE", "ENGAGE", "PAPER", "GATHER", "TRAIN"})


def read_engagement(scene: Scene, setting: Setting, kernel: Kernel, axes: Axes, args: Arguments) -> Draft | None:
    """The draft of an engagement of Armenia with another state or bloc. What belongs to a tracked bloc is
    participation, not this."""
    if kernel.frame == "LEAVE" and kernel.lemma in ("recall", "withdraw"):
        return _recalled(scene, setting, kernel, axes, args)
    if kernel.frame not in _FRAMES or (_belongs_to_it(scene, setting, kernel)):
        return None
    kind = _KINDS.get(kernel.lemma)
    if kernel.frame == "PAPER" and any(k.clause == kernel.clause and k.frame in _OF_FORCES for k in scene.kernels):
        return None
    if kernel.frame == "NEGOTIATE" and (kernel.group is None or not kernel.group.finite):
        return None
    if kind is None or not _about_arms(scene, setting, kernel):
        return None
    clause = scene.clauses[kernel.clause]
    if kind == "attache" and any(k.frame == "LEAVE" and k.clause == kernel.clause for k in scene.kernels):
        return None
    parties = _parties(scene, setting, kind, args, kernel.frame not in ("TRAIN", "GATHER", "NEGOTIATE"))
    if "ARM" not in parties or len(parties) < 2 or ("RUS" in parties and kind in _NOT_WITH_THE_GUEST):
        return None
    governing = _governing(scene, kernel, kind)
    stage = "CANCEL" if axes.stage == "CANCEL" else _stage(governing, scene, kernel)
    if stage is None:
        return None
    frame = "DISENGAGE" if governing is not None and governing.lemmas & _ENDING else "ENGAGE"
    negated = governing is not None and governing.negated
    settled = replace(
        axes,
        stage=stage,
        polarity="denied" if negated or _none(scene, kernel, clause.start) else "affirmed",
        conditional=False,
    )
    places = tuple(p for p in args.place.places if ".border." not in p)
    return Draft(
        frame,
        kernel,
        settled,
        args,
        places=places,
        kind=kind,
        parties=(("a", parties[0]), ("b", parties[1])),
        span=(clause.start, clause.end),
    )


def _belongs_to_it(scene: Scene, setting: Setting, kernel: Kernel) -> bool:
    """Whether a tracked bloc is meant: named in the clause, or in the sentence where the clause names no other."""
    clause = scene.clauses[kernel.clause]
    own = {
        t.mention.key for t in scene.line.tokens[clause.start : clause.end] if t.kind == "organisation" and t.mention
    }
    if own:
        return any(setting.gazetteer.organisations[key].tracked for key in own)
    return organisation_in(scene, setting) is not None


_ENDING = frozenset({"recall", "withdraw", "cancel", "suspend", "freeze", "scrap"})


def _about_arms(scene: Scene, setting: Setting, kernel: Kernel) -> bool:
    """Whether a word as general as "met" or "agreement" stands beside a military one."""
    if kernel.lemma not in _GENERAL:
        return True
    tokens = scene.line.tokens
    if any(t.low in _MILITARY or (t.kind == "force" and t.mention is not None) for t in tokens):
        return True
    for token in tokens:
        if token.kind == "person" and token.mention is not None:
            offices = setting.gazetteer.people[token.mention.key].offices
            if any("defence" in o.title or "general staff" in o.title for o in offices):
                return True
    return False


def _recalled(scene: Scene, setting: Setting, kernel: Kernel, axes: Axes, args: Arguments) -> Draft | None:
    """An ambassador or attaché called home."""
    clause = scene.clauses[kernel.clause]
    words = [t.low for t in scene.line.tokens[kernel.at : clause.end]]
    who = next((w for w in words if w in ("ambassador", "attaché", "attache")), None)
    parties = _parties(scene, setting, "visit", args)
    if who is None or len(parties) < 2 or "ARM" not in parties:
        return None
    places = tuple(p for p in args.place.places if ".border." not in p)
    kind = "ambassador_recalled" if who == "ambassador" else "attache"
    named = (("a", parties[0]), ("b", parties[1]))
    return Draft(
        "DISENGAGE", kernel, axes, args, places=places, kind=kind, parties=named, span=(clause.start, clause.end)
    )


def _none(scene: Scene, kernel: Kernel, start: int) -> bool:
    first = start if kernel.group is not None else max(start, kernel.at - 4)
    return any(t.low in ("no", "neither") for t in scene.line.tokens[first : kernel.at])


def _parties(scene: Scene, setting: Setting, kind: str, args: Arguments, filled: bool = True) -> tuple[str, ...]:
    """States and blocs of the clause, its people's states, the states of its places, and the partner of a named
    drill."""
    tokens = scene.line.tokens
    found: dict[str, None] = {}
    for token in tokens[args.start : args.end]:
        mention = token.mention
        if mention is None:
            continue
        if mention.kind == "drill":
            found[setting.gazetteer.drills[mention.key]] = None
        elif mention.kind == "organisation" and not setting.gazetteer.organisations[mention.key].tracked:
            found[mention.key] = None
        elif (token.places and kind == "drill") or _denied_beside(tokens, token):
            continue
        elif (
            mention.kind in ("country", "adjective", "capital", "metonym", "person")
            and token.state in setting.gazetteer.countries
        ):
            found[str(token.state)] = None
        elif mention.kind in ("country", "capital"):
            found[mention.key] = None
    found.pop("RUS", None) if len(found) > 2 else None
    for state in args.subjects:
        if filled and state in setting.gazetteer.countries and len(found) < 2:
            found[state] = None
    return tuple(found)


def _denied_beside(tokens: list[Token], token: Token) -> bool:
    """Georgia, not Armenia: the second is no party."""
    at = tokens.index(token)
    return at > 0 and tokens[at - 1].low == "not"


def _governing(scene: Scene, kernel: Kernel, kind: str) -> VerbGroup | None:
    """The verb that holds, begins or plans it: nearest before, else after, in its clause."""
    if kernel.group is not None and kernel.group.tense not in ("ger", "inf"):
        return kernel.group
    clause = scene.clauses[kernel.clause]
    fitting = [v for v in clause.verbs if v.lemmas & (_VERBS[kind] | _COMMON)]
    return min(fitting, key=lambda v: (abs(v.head - kernel.at), v.head), default=None)


def _stage(governing: VerbGroup | None, scene: Scene, kernel: Kernel) -> str | None:
    before = {t.low for t in scene.line.tokens[max(0, kernel.at - 3) : kernel.at]}
    if governing is None:
        return "DONE" if "during" in before else None
    if governing.lemmas & {"plan", "intend"} or governing.tense in ("future", "would", "possible", "inf"):
        return "DONE" if "during" in before else "FUTURE"
    return "DONE" if governing.tense in _PAST else None
