"""Pass 13a. In: a kernel with its arguments and axes.
Out: a draft of a presence, withdrawal or control claim, or None.
"""

from dataclasses import replace

from events.record import Force
from services.ingest.extract.arguments import Arguments
from services.ingest.extract.draft import Draft
from services.ingest.extract.leaving import demanded, taken_as_known
from services.ingest.extract.modality import Axes
from services.ingest.extract.objects import objects
from services.ingest.extract.presence_forces import forces_of
from services.ingest.extract.presence_frames import frame_of, nuance
from services.ingest.extract.scene import Scene, Setting
from services.ingest.extract.triggers import Kernel
from services.ingest.extract.word_sets import word_set

FRAMES = frozenset(
    [
        "LEAVE",
        "STAY",
        "STAYNOT",
        "KEEP",
        "STAND",
        "DEPLOY",
        "ARRIVE",
        "INCIDENT",
        "REINFORCE",
        "REDUCE",
        "ROTATE",
        "LEASE",
        "HANDOVER",
        "TAKEOVER",
        "JOINT",
        "JOINJOINT",
        "BE",
        "HAVE",
        "ORDEROUT",
        "HOST",
        "REPLACE",
        "RESUME",
        "EXTEND",
        "WANTOUT",
        "ATTEND",
        "NOWHERE",
        "GONE",
        "CONDUCT",
        "QUITORG",
    ]
)
_DIPLOMATS = frozenset({"ambassador", "ambassadors", "envoy"})
_ATTACHES = frozenset({"attaché", "attache", "attachés", "attaches"})
_NO_AUTHORITY = word_set("presence.no_authority")
_SILENT_STAGES = frozenset({"NOMINAL"})
_GUARDED = frozenset({"border", "site"})
_SETTLED = frozenset({"border_guards", "peacekeepers", "base_garrison", "civilian_mission"})
_TRACKED_PLACES = ("am", "az", "ge", "md", "tj", "kg", "kz", "by", "sy", "ua", "uz", "tm")


def read_presence(scene: Scene, setting: Setting, kernel: Kernel, axes: Axes, args: Arguments) -> Draft | None:
    """The draft of a force event, None where no force or place of this world is meant."""
    frame, axes = frame_of(scene, setting, kernel, axes, args)
    axes = _told_in_the_present(scene, kernel, frame, axes)
    if frame == "LEAVE" and axes.stage == "NOMINAL" and (stage := taken_as_known(scene, kernel)) is not None:
        axes = replace(axes, stage=stage)
    if frame == "LEAVE" and axes.stage == "NOMINAL" and _rumoured(scene, kernel):
        axes = replace(axes, stage="PLAN")
    if frame is None or axes.stage in _SILENT_STAGES:
        return None
    forces = forces_of(scene, setting, kernel, args, frame)
    places = tuple(_site(setting, p, args) for p in args.place.places if _tracked(setting, p, forces))
    if not _enough(scene, setting, kernel, args, frame, forces, places):
        return None
    if frame in ("ARRIVE", "STAND") and any(
        c == "drill" for _, c, _ in objects(scene.line.tokens, 0, len(scene.line.tokens))
    ):
        return None
    clause = scene.clauses[kernel.clause]
    lows = {t.low for t in scene.line.tokens[clause.start : clause.end]}
    guarding = any(f.strong or (f.owner and f.type == "border_guards") for f in args.forces)
    if lows & _ATTACHES or (lows & _DIPLOMATS and not guarding):
        return None
    if axes.stage == "REQUEST" and lows & _NO_AUTHORITY:
        axes = replace(axes, stage="PROPOSE")
    if axes.stage == "PROPOSE" and frame == "LEAVE" and demanded(scene, setting, kernel):
        axes = replace(axes, stage="REQUEST")
    frame, axes = nuance(scene, kernel, axes, frame, forces)
    clause = scene.clauses[kernel.clause]
    gone = (
        frame == "LEAVE"
        and axes.stage in ("PART", "PROG")
        and _countrywide(places)
        and any(f.count is not None for f in forces)
    )
    draft = Draft(
        frame,
        kernel,
        axes,
        args,
        forces,
        places,
        args.place.excluded,
        args.place.part or gone,
        span=(clause.start, clause.end),
    )
    return _with_parties(scene, setting, draft)


def _told_in_the_present(scene: Scene, kernel: Kernel, frame: str | None, axes: Axes) -> Axes:
    """A headline tells in the present what is done; elsewhere "hands over" is what is to come."""
    if axes.stage != "STATE" or frame not in ("LEAVE", "HANDOVER"):
        return axes
    if _headline(scene, kernel):
        return replace(axes, stage="DONE")
    ahead = frame == "HANDOVER" and kernel.frame in ("HANDOVER", "TAKEOVER", "REPLACE", "GO") and kernel.lemma != "man"
    plain = kernel.group is not None and not kernel.group.passive
    return replace(axes, stage="FUTURE") if ahead and plain and not _now(scene, kernel) else axes


def _now(scene: Scene, kernel: Kernel) -> bool:
    """Now runs the crossing alone: a state, not an act."""
    clause = scene.clauses[kernel.clause]
    return bool({"now", "currently", "already"} & {t.low for t in scene.line.tokens[clause.start : clause.end]})


def _headline(scene: Scene, kernel: Kernel) -> bool:
    """Russia dismantles post in Berkaber: a headline, which ends without a full stop, tells what is done so."""
    ended = scene.line.tokens[-1].low in (".", "!", "?", '"', "”", ":", ";")
    return not ended and kernel.clause >= len(scene.clauses) - 2


def _rumoured(scene: Scene, kernel: Kernel) -> bool:
    """Reports of a pullout are nonsense: what is talked of is a plan, which the sentence then calls untrue."""
    clause = scene.clauses[kernel.clause]
    before = {t.low for t in scene.line.tokens[clause.start : kernel.at]}
    after = {t.low for t in scene.line.tokens[kernel.at : clause.end]}
    return bool(before & _TALK) and bool(after & _UNTRUE)


_TALK = frozenset(
    {"report", "reports", "rumour", "rumours", "rumor", "rumors", "talk", "claims", "speculation", "news"}
)
_UNTRUE = word_set("rebuttals.untrue")


def _tracked(setting: Setting, place: str, forces: tuple[Force, ...]) -> bool:
    root = place.split(".", 1)[0]
    return root in _TRACKED_PLACES and root != "ru"


def _site(setting: Setting, place: str, args: Arguments) -> str:
    """In Gyumri they want the Russian base gone: of a town that has one base, the base."""
    bases = {f.noun for f in args.forces if f.type == "base_garrison" and f.owner is not None}
    for site in setting.gazetteer.places.values():
        if place in site.upgrades and ".border." not in place and bases & set(site.site_words) - {"garrison"}:
            return site.id
    return place


def _countrywide(places: tuple[str, ...]) -> bool:
    return bool(places) and all("." not in p for p in places)


def _enough(
    scene: Scene,
    setting: Setting,
    kernel: Kernel,
    args: Arguments,
    frame: str,
    forces: tuple[Force, ...],
    places: tuple[str, ...],
) -> bool:
    """Whether this is about a force at all: a strong noun, an owner, or a site that only forces leave."""
    strong = any(f.strong or f.owner for f in args.forces) or any(f.owner for f in forces)
    located = bool(places) or args.place.part
    if frame == "HANDOVER":
        return located and all(_kind(setting, p) in _GUARDED or forces for p in places)
    if frame == "LEASE":
        return located and any(f.type == "base_garrison" for f in args.forces)
    if frame == "JOINT":
        return located
    if frame in ("STAND", "ARRIVE"):
        return located and strong and bool(forces)
    if frame == "LEAVE" and not forces and kernel.lemma == "vacate":
        return located and not _countrywide(places)
    if frame == "LEAVE" and not forces and kernel.group is None:
        return (
            located
            and args.place.at != ()
            and not _countrywide(places)
            and args.tier == "A"
            and _from_place(scene, args)
        )
    if frame == "STAY" and not located:
        return any(f.owner and f.type in _SETTLED for f in forces)
    if frame == "LEAVE" and not located:
        placeless = kernel.group is None or any(f.type in _SETTLED for f in forces)
        return strong and bool(forces) and placeless and any(f.owner for f in forces)
    if frame in ("REINFORCE", "REDUCE"):
        return located and bool(forces) and not (kernel.lemma in ("strengthen", "bolster") and not strong)
    return located and (
        strong or (bool(forces) and any(_kind(setting, p) in _GUARDED for p in places)) or _weak_post(forces, places)
    )


def _weak_post(forces: tuple[Force, ...], places: tuple[str, ...]) -> bool:
    return any(f.type in ("unspecified", "border_guards", "base_garrison") for f in forces) and not _countrywide(places)


def _from_place(scene: Scene, args: Arguments) -> bool:
    return any(t.low in ("from", "of", "out") for t in scene.line.tokens[args.start : args.end])


def _kind(setting: Setting, place: str) -> str:
    return setting.gazetteer.places[place].kind


def _with_parties(scene: Scene, setting: Setting, draft: Draft) -> Draft:
    tokens = scene.line.tokens
    clause = scene.clauses[draft.kernel.clause]
    states = [t.state for t in tokens[clause.start : clause.end] if t.state is not None and t.kind != "organisation"]
    parties: dict[str, str] = {}
    if draft.frame == "HANDOVER":
        taker = _taker(states, draft)
        leaver = draft.forces[0].owner if draft.forces else None
        if leaver is None and "RUS" in states:
            leaver = "RUS"
            kind = draft.forces[0].type if draft.forces else "unspecified"
            draft = replace(draft, forces=(Force(owner="RUS", type=kind),))
        parties = {k: v for k, v in (("from", leaver), ("to", taker)) if v}
    elif draft.axes.stage == "AGREE" and draft.frame == "LEAVE":
        named = _leaders(scene, clause.start, clause.end)
        if len(named) < 2 and any(t.low == "they" for t in tokens[clause.start : draft.kernel.at]):
            named = setting.memory.people
        parties = dict(zip(("a", "b"), named, strict=False)) if len(named) == 2 else {}
    elif (
        draft.axes.stage in ("REQUEST", "PROPOSE")
        and draft.frame == "LEAVE"
        and draft.arguments.subject not in (None, "RUS")
    ):
        parties = (
            {"requester": str(draft.arguments.subject), "addressee": "RUS"}
            if "RUS" in states
            else {"requester": str(draft.arguments.subject)}
        )
    elif draft.axes.stage == "REFUSE" and draft.arguments.subject:
        parties = {"refuser": draft.arguments.subject}
    return replace(draft, parties=tuple(parties.items()))


def _taker(states: list[str], draft: Draft) -> str | None:
    return next((s for s in states if s != "RUS" and s != "TUR" and s != "IRN"), None)


def _leaders(scene: Scene, start: int, end: int) -> tuple[str, ...]:
    tokens = scene.line.tokens[start:end]
    people = [t.mention.key for t in tokens if t.mention is not None and t.kind == "person"]
    if len(people) >= 2:
        return tuple(dict.fromkeys(people))[:2]
    states = [
        t.state
        for t in tokens
        if t.state in ("RUS", "ARM", "AZE") and t.kind in ("country", "capital", "person", "metonym")
    ]
    return tuple(s for s in dict.fromkeys(states) if s)[:2]
