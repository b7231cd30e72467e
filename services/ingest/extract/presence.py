"""Pass 13a. In: a kernel with its arguments and axes. Out: a draft of a presence, withdrawal or control claim, or None."""

from dataclasses import replace

from events.record import Force
from services.ingest.extract.arguments import Arguments, speaker_state
from services.ingest.extract.draft import Draft
from services.ingest.extract.modality import Axes
from services.ingest.extract.participation import objects
from services.ingest.extract.quantities import count_before, partitive
from services.ingest.extract.scene import ForceArg, Scene, Setting
from services.ingest.extract.triggers import Kernel

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
    ]
)
_DIPLOMATS = frozenset({"ambassador", "ambassadors", "attaché", "attache", "envoy"})
_NO_AUTHORITY = frozenset(
    """
    petition lawmaker lawmakers opposition party protesters demonstrators crowd activists analyst expert deputy residents rally protest
    """.split()
)
_SILENT_STAGES = frozenset({"NOMINAL"})
_GUARDED = frozenset({"border", "site"})
_EMPTY_POSTS = frozenset(["close", "dismantle", "shut", "empty", "vacate", "abandon", "leave", "evacuate", "quit"])
_CONTROL = frozenset(
    [
        "control",
        "over",
        "charge",
        "protection",
        "responsibility",
        "security",
        "jurisdiction",
        "guarding",
        "instead",
        "functions",
    ]
)
_TOGETHER = frozenset({"joint", "jointly", "together", "alongside", "mixed"})
_TRACKED_PLACES = ("am", "az", "ge", "md", "tj", "kg", "kz", "by", "sy", "ua", "uz", "tm")


def read_presence(scene: Scene, setting: Setting, kernel: Kernel, axes: Axes, args: Arguments) -> Draft | None:
    """The draft of a force event, None where no force or place of this world is meant."""
    frame, axes = _frame(scene, kernel, axes, args)
    if frame is None or axes.stage in _SILENT_STAGES:
        return None
    forces = _forces(scene, setting, kernel, args, frame)
    places = tuple(p for p in args.place.places if _tracked(setting, p, forces))
    if not _enough(scene, setting, kernel, args, frame, forces, places):
        return None
    if frame in ("ARRIVE", "STAND") and any(c == "drill" for _, c, _ in objects(scene.line.tokens, 0, len(scene.line.tokens))):
        return None
    clause = scene.clauses[kernel.clause]
    lows = {t.low for t in scene.line.tokens[clause.start : clause.end]}
    if lows & _DIPLOMATS:
        return None
    if axes.stage == "REQUEST" and lows & _NO_AUTHORITY:
        axes = replace(axes, stage="PROPOSE")
    frame, axes = _nuance(scene, kernel, axes, frame, forces)
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


def _frame(scene: Scene, kernel: Kernel, axes: Axes, args: Arguments) -> tuple[str | None, Axes]:
    tokens = scene.line.tokens
    clause = scene.clauses[kernel.clause]
    lows = {t.low for t in tokens[clause.start : clause.end]}
    match kernel.frame:
        case "STAYNOT":
            return ("STAY", replace(axes, polarity="affirmed")) if axes.polarity == "denied" else (None, axes)
        case "STAND" if kernel.group is None:
            return None, axes
        case "GO":
            return ("HANDOVER", axes) if any(".border" in p or p.count(".") > 1 for p in args.place.places) else (None, axes)
        case "STAND" if kernel.lemma == "stand" and kernel.group is not None and not _located_after(scene, kernel):
            return None, axes
        case "KEEP":
            return ("STAY", axes) if any(f.at > kernel.at for f in args.forces) else (None, axes)
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
            return "ARRIVE", axes
        case "DEPLOY":
            return _deployed(scene, kernel), axes
        case "TAKEOVER":
            if args.subject == "RUS" and not any(t.state == "ARM" for t in tokens[clause.start : clause.end]):
                return ("STAND", axes) if axes.stage == "DONE" else (None, axes)
            return ("HANDOVER", axes) if lows & _CONTROL else (None, axes)
        case "JOINT" | "JOINJOINT":
            return _joint(scene, kernel, axes, args, lows), axes
        case _:
            return kernel.frame, axes


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
        return _existing(kernel, axes, args)
    before = any(f.at < kernel.at and (f.owner or f.strong or f.type == "border_guards") for f in args.forces)
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


def _nuance(scene: Scene, kernel: Kernel, axes: Axes, frame: str, forces: tuple[Force, ...]) -> tuple[str, Axes]:
    """What the words around the verb make of it: not until is staying, for training is a rotation, additional is more."""
    tokens = scene.line.tokens
    clause = scene.clauses[kernel.clause]
    after = {t.low for t in tokens[kernel.at + 1 : clause.end]}
    lows = {t.low for t in tokens[clause.start : clause.end]}
    if frame == "LEAVE" and axes.polarity == "denied" and axes.stage == "FUTURE" and "until" in after:
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
    if frame == "LEAVE" and tokens[clause.start].low == "there" and axes.polarity == "denied":
        return "LEAVE", replace(axes, polarity="affirmed", stage="DONE")
    if frame == "STAND" and axes.stage in ("FUTURE", "AGREE") and axes.polarity == "denied" and "longer" not in lows:
        agreed = any(w.startswith("AGREE") for w in axes.words)
        if any(f.owner == "RUS" for f in forces):
            return "LEAVE", replace(axes, polarity="affirmed", stage="AGREE" if agreed else "FUTURE")
    if frame == "LEAVE" and axes.conditional and kernel.group is not None and {"have", "to"} <= set(kernel.group.words):
        return "LEAVE", replace(axes, stage="THREATEN")
    return frame, replace(axes, stage=_part_left(scene, kernel, axes, frame, forces))


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


def _forces(scene: Scene, setting: Setting, kernel: Kernel, args: Arguments, frame: str) -> tuple[Force, ...]:
    chosen = _chosen(scene, args, frame, kernel)
    found: list[Force] = []
    for arg in chosen:
        owner = arg.owner or _acting_owner(scene, setting, kernel, args, arg) or _remembered_owner(scene, setting, arg)
        force = Force(owner=owner, type=arg.type, unit=arg.unit, count=count_before(scene.line, arg.at))  # type: ignore[arg-type]
        if all((f.owner, f.type) != (force.owner, force.type) for f in found):
            found.append(force)
    if len(found) > 1:
        found = [f for f in found if f.type != "unspecified" or frame == "JOINT"] or found[:1]
        owners = {f.owner for f in found if f.owner}
        if frame != "JOINT" and len(owners) == 1:
            found = [f.model_copy(update={"owner": next(iter(owners))}) for f in found]
    if not found and frame == "LEAVE" and args.subject == "RUS":
        return (Force(owner="RUS", type="unspecified"),)
    if not found and frame in ("REINFORCE", "REDUCE", "STAY") and args.subject == "RUS":
        return (Force(owner="RUS", type="unspecified"),)
    if frame == "JOINT":
        return _both(scene, args, found)
    return tuple(found)


def _remembered_owner(scene: Scene, setting: Setting, force: ForceArg) -> str | None:
    """The guards, those troops: of the owner that a force of the same kind had in the sentences before."""
    tokens = scene.line.tokens
    if force.at < 1 or tokens[force.at - 1].low not in ("the", "those", "these"):
        return None
    known = [f.owner for f in setting.memory.forces if f.type == force.type and f.owner]
    return known[0] if known else None


def _both(scene: Scene, args: Arguments, found: list[Force]) -> tuple[Force, ...]:
    """The forces that guard together, the one that joins first."""
    states = dict.fromkeys(
        t.state for t in scene.line.tokens[args.start : args.end] if t.state in ("ARM", "RUS", "TUR", "AZE")
    )
    kind = found[0].type if found else "unspecified"
    known = {f.owner: f for f in found if f.owner}
    if "RUS" in known or "RUS" in states:
        states.setdefault("ARM" if any(p.startswith("am") for p in args.place.places) else None)
    both = [known.get(s) or Force(owner=s, type=kind) for s in states if s is not None]
    return tuple(sorted(both, key=lambda f: f.owner == "RUS" and any(p.startswith("am") for p in args.place.places)))


def _chosen(scene: Scene, args: Arguments, frame: str, kernel: Kernel) -> list[ForceArg]:
    """The forces that move: of a handover those that leave, otherwise those nearest to the kernel."""
    found = list(args.forces)
    if frame == "HANDOVER":
        return (
            [f for f in found if f.owner not in ("ARM", "AZE", "GEO")]
            if any(f.owner not in ("ARM", None) for f in found)
            else []
        )
    if frame == "LEAVE":
        tracked = [f for f in found if f.owner == "RUS"]
        nearest = [f for f in found if f.strong or f.owner]
        return tracked or nearest or found
    if frame == "JOINT":
        return [f for f in found if f.owner]
    if kernel.frame == "INCIDENT":
        return [f for f in found if f.at < kernel.at][:1]
    return [f for f in found if f.strong or f.owner] or found


def _acting_owner(scene: Scene, setting: Setting, kernel: Kernel, args: Arguments, force: ForceArg) -> str | None:
    """Moscow will close the post: whoever takes a force away without another owner named owns it."""
    if force.type == "civilian_mission":
        return None
    tokens = scene.line.tokens
    start = scene.clauses[kernel.clause].start
    first = next(
        (
            t
            for t in tokens[start : kernel.at]
            if t.state is not None and t.kind in ("country", "capital", "metonym", "person") and not t.places
        ),
        None,
    )
    if force.at < 0:
        return None
    before = {t.low for t in tokens[max(start, force.at - 3) : force.at]}
    if "our" in before:
        return speaker_state(scene, setting)
    active = kernel.group is not None and not kernel.group.passive and force.at > kernel.at
    if first is None or not active:
        return None
    sends = kernel.frame in ("ARRIVE", "REINFORCE", "REDUCE")
    return first.state if first.state == "RUS" or (sends and first.state in setting.gazetteer.countries) else None


def _tracked(setting: Setting, place: str, forces: tuple[Force, ...]) -> bool:
    root = place.split(".", 1)[0]
    return root in _TRACKED_PLACES and root != "ru"


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
    if frame == "LEAVE" and not located:
        return strong and bool(forces) and kernel.group is None and any(f.owner for f in forces)
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
