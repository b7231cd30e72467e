"""Pass 13b. In: a kernel with its arguments and axes.
Out: a draft of a claim on membership of a tracked organisation, or None.
"""

from dataclasses import replace

from services.ingest.extract import membership_frames, membership_signs
from services.ingest.extract.arguments import Arguments, bare_alliance, organisation_in
from services.ingest.extract.draft import Draft
from services.ingest.extract.modality import Axes
from services.ingest.extract.objects import objects
from services.ingest.extract.participation_frames import frame_of, owned
from services.ingest.extract.scene import Scene, Setting
from services.ingest.extract.triggers import Kernel
from services.ingest.extract.word_sets import word_set

FRAMES = frozenset(
    [
        "LEAVE",
        "FREEZE",
        "LIMIT",
        "RESUME",
        "NOTIFY",
        "EXITED",
        "PAY",
        "SKIP",
        "ATTEND",
        "HOST",
        "STAY",
        "JOINJOINT",
        "REDUCE",
        "BE",
        "SIGN",
        "NORETURN",
        "DOSO",
        "ARRIVE",
        "GO",
        "QUITORG",
        "MEMBERSHIP",
        "INVITED",
        "REGARD",
        "GATHER",
        "HOLD",
        "TRAIN",
        "VETO",
        "PARTNOUN",
        "VACANT",
    ]
)


def read_participation(scene: Scene, setting: Setting, kernel: Kernel, axes: Axes, args: Arguments) -> Draft | None:
    """The draft of a membership event, None where no tracked organisation is meant."""
    clause = scene.clauses[kernel.clause]
    org = organisation_in(scene, setting)
    bare = org is None and bare_alliance(scene, setting, clause.start, clause.end)
    if org is None and not bare and kernel.frame in ("FREEZE", "PAY") and setting.memory.org_age <= 1:
        org = setting.memory.org
    if org is None and not bare:
        return None
    frame, axes = frame_of(scene, kernel, axes, args, org)
    if frame == "EXIT" and axes.stage == "NOMINAL" and axes.certainty == "possible":
        axes = replace(axes, stage="THREATEN", polarity="affirmed")
    if frame is None or axes.stage == "NOMINAL":
        return None
    if any(t.low == "than" for t in scene.line.tokens[max(0, kernel.at - 4) : kernel.at]):
        return None
    if frame == "EXIT" and axes.polarity == "affirmed" and axes.stage == "PLAN" and _musing(scene, kernel):
        axes = replace(axes, stage="THREATEN", certainty="possible")
    if frame in _DOUBTED and membership_signs.doubted(scene, kernel):
        axes = replace(axes, polarity="denied", certainty="probable")
    if frame == "EXIT" and any(w.startswith("EXPECT") for w in axes.words) and axes.stage in ("PLAN", "FUTURE"):
        axes = replace(axes, stage="THREATEN", certainty="probable")
    if frame == "EXIT" and kernel.group is not None and kernel.group.tense == "ger" and axes.stage == "PROG":
        return None
    if frame == "FREEZE" and axes.stage == "PROG" and membership_signs.only_named(scene, kernel):
        return None
    if frame.endswith("JOIN") and kernel.group is not None and kernel.group.tense == "ger":
        return None
    members = _members(scene, setting, kernel, args, org)
    if not members and not (frame == "EXIT" and (bare or axes.polarity == "denied")):
        return None
    places = _venue(scene, setting, kernel, args, frame)
    basis = _basis(scene, kernel, frame, axes)
    parties = tuple((("member", m),) for m in members)
    span = (clause.start, clause.end)
    return Draft(
        frame,
        kernel,
        axes,
        args,
        (),
        places,
        org=org,
        parties=parties[0] if parties else (),
        basis=basis,
        span=span,
        kind=_kind(scene, kernel, frame),
        steps=members[1:],
    )


def _members(scene: Scene, setting: Setting, kernel: Kernel, args: Arguments, org: str | None) -> tuple[str, ...]:
    states = tuple(s for s in args.subjects if s in setting.gazetteer.countries)
    own = membership_frames.whose(scene, kernel) or owned(scene, kernel)
    if own is not None:
        return (own,)
    asked = _asked(scene, kernel)
    if asked in setting.gazetteer.countries:
        return (str(asked),)
    if kernel.frame in _NAMED_ONLY:
        acting = _acting(scene, kernel)
        states = tuple(s for s in states if s in acting) or acting
        if not states:
            return ()
    if (
        len(states) > 1
        and "ARM" in states
        and not any(t.low in ("and", "both") for t in scene.line.tokens[args.start : kernel.at])
    ):
        return ("ARM",)
    if states or setting.memory.member:
        return states or (str(setting.memory.member),)
    named = {t.state for t in scene.line.tokens if t.state in setting.gazetteer.members and t.kind != "organisation"}
    return (str(named.pop()),) if len(named) == 1 else ()


_MUSING = word_set("participation.musing")


def _musing(scene: Scene, kernel: Kernel) -> bool:
    """Weighing an exit is not announcing one."""
    clause = scene.clauses[kernel.clause]
    return any(v.lemmas & _MUSING and v.head < kernel.at for v in clause.verbs)


def _asked(scene: Scene, kernel: Kernel) -> str | None:
    """Called for Armenia to leave: whoever stands right before the infinitive is to do it."""
    group = kernel.group
    if group is None or group.tense != "inf" or group.start == 0:
        return None
    token = scene.line.tokens[group.start - 1]
    return token.state if token.kind in ("country", "capital") else None


_DOUBTED = frozenset({"EXIT", "RESUME", "PAYAGAIN", "NOTIFY"})
_NAMED_ONLY = frozenset({"GATHER", "HOLD", "TRAIN"})
"""Frames of events that many hold: only those count as taking part who are named as doing it."""


def _acting(scene: Scene, kernel: Kernel) -> tuple[str, ...]:
    """The states named before the verb: presidents A and B, soldiers from C and D."""
    clause = scene.clauses[kernel.clause]
    before = scene.line.tokens[clause.start : kernel.at]
    return tuple(dict.fromkeys(t.state for t in before if t.state is not None and t.kind != "organisation"))


def _venue(scene: Scene, setting: Setting, kernel: Kernel, args: Arguments, frame: str) -> tuple[str, ...]:
    if frame not in ("SUMMITSKIP", "SUMMITJOIN", "DRILLSKIP", "DRILLJOIN", "LIMIT"):
        return ()
    if not args.place.places:
        return membership_signs.venue(scene, kernel)
    acting = {t.mention.key for t in scene.line.tokens[args.start : kernel.at] if t.places and t.mention}
    own = {setting.gazetteer.countries[s].alpha2 for s in acting if s in setting.gazetteer.countries}
    return tuple(p for p in args.place.places if kernel.frame not in _NAMED_ONLY or p not in own)


def _basis(scene: Scene, kernel: Kernel, frame: str, axes: Axes) -> str | None:
    clause = scene.clauses[kernel.clause]
    words = " ".join(t.low for t in scene.line.tokens[clause.start : clause.end])
    if frame in ("FREEZE", "MEMBER"):
        if "in practice" in words or "de facto" in words or "effectively" in words or "in effect" in words:
            return "de_facto"
        if "de jure" in words or "formally" in words or "officially" in words or "legally" in words:
            return "formal"
    return None


_LIMITS = {
    "document": "document_not_signed",
    "representative": "representative_recalled",
    "post": "post_refused",
    "council": "meeting_skipped",
    "activity": "activities",
}


def _kind(scene: Scene, kernel: Kernel, frame: str) -> str | None:
    clause = scene.clauses[kernel.clause]
    lows = {t.low for t in scene.line.tokens[clause.start : clause.end]}
    if frame in ("SUMMITJOIN", "SUMMITSKIP") and lows & {"video", "virtual", "online"}:
        return "video_link"
    if frame == "LIMIT":
        near = objects(scene.line.tokens, clause.start, clause.end)
        return next((_LIMITS[c] for _, c, _ in near if c in _LIMITS), None)
    if kernel.frame == "HOST":
        return "not_hosted" if frame == "DRILLSKIP" else "hosted"
    return None


def further(scene: Scene, draft: Draft) -> list[Draft]:
    """The same for each further member ("A and B left") and each further kind named ("drills and summits")."""
    found = [replace(draft, parties=(("member", m),), steps=()) for m in draft.steps]
    kinds = _KINDS.get(draft.frame)
    if kinds is None or (draft.frame == "LIMIT" and draft.kernel.frame not in ("SKIP", "ATTEND")):
        return found
    tokens = scene.line.tokens
    clause = scene.clauses[draft.kernel.clause]
    for first, kind, _ in objects(tokens, draft.kernel.at + 1, clause.end):
        frame = kinds.get(kind)
        if frame is not None and frame != draft.frame and tokens[first - 1].low in ("and", ",", "or"):
            found.append(replace(draft, frame=frame))
    return found


_KINDS = {
    **{
        key: {"summit": "SUMMITSKIP", "drill": "DRILLSKIP", "activity": "LIMIT", "council": "LIMIT"}
        for key in ("SUMMITSKIP", "DRILLSKIP")
    },
    "LIMIT": {"summit": "SUMMITSKIP", "drill": "DRILLSKIP"},
    **{key: {"summit": "SUMMITJOIN", "drill": "DRILLJOIN"} for key in ("SUMMITJOIN", "DRILLJOIN")},
}
