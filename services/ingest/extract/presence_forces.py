"""Whose force a presence event is about: stated, acting, or remembered from the sentences before."""

from dataclasses import replace

from events.record import Force
from services.ingest.extract.arguments import Arguments, speaker_state
from services.ingest.extract.quantities import count_before
from services.ingest.extract.scene import ForceArg, Scene, Setting
from services.ingest.extract.triggers import Kernel


def forces_of(scene: Scene, setting: Setting, kernel: Kernel, args: Arguments, frame: str) -> tuple[Force, ...]:
    """The forces that a presence event is about, each with its owner as far as it is known."""
    chosen = _chosen(scene, _without_quarters(scene, list(args.forces)), frame, kernel)
    found: list[Force] = []
    for arg in chosen:
        owner = (
            _stated_owner(scene, kernel, args, arg, frame)
            or _acting_owner(scene, setting, kernel, args, arg)
            or _remembered_owner(scene, setting, arg)
        )
        force = Force(owner=owner, type=arg.type, unit=arg.unit, count=count_before(scene.line, arg.at))
        if all((f.owner, f.type) != (force.owner, force.type) for f in found):
            found.append(force)
    if len(found) > 1:
        found = [f for f in found if f.type != "unspecified" or frame == "JOINT"] or found[:1]
        owners = {f.owner for f in found if f.owner}
        if frame != "JOINT" and len(owners) == 1:
            found = [f.model_copy(update={"owner": next(iter(owners))}) for f in found]
    if not found and frame in ("LEAVE", "REINFORCE", "REDUCE", "STAY") and _acts(scene, args):
        return (Force(owner="RUS", type="unspecified"),)
    if frame == "JOINT":
        return _both(scene, args, found)
    return tuple(found)


def _acts(scene: Scene, args: Arguments) -> bool:
    """Whether Russia itself leaves or grows: the country, its capital or its leader, not "Russian capital"."""
    if args.subject != "RUS":
        return False
    named = [t for t in scene.line.tokens if t.state == "RUS"]
    return not named or any(t.kind != "adjective" for t in named)


def _stated_owner(scene: Scene, kernel: Kernel, args: Arguments, force: ForceArg, frame: str) -> str | None:
    """The owner that the words give. A host who wants "its" guards gone means those of the owner named beside it."""
    tokens = scene.line.tokens
    if force.owner is None and (force.type in _MISSIONS or kernel.frame == "ARRIVE"):
        named = [t.state for t in tokens[args.start : kernel.at] if t.state is not None]
        return named[-1] if named and named[-1] in _SENDERS else None
    possessed = force.at > 0 and {"its", "their"} & {t.low for t in tokens[max(0, force.at - 3) : force.at]}
    clause = scene.clauses[kernel.clause]
    if frame == "LEAVE" and force.owner == "ARM" and possessed and kernel.frame != "ROTATE":
        states = {
            t.state for t in tokens[clause.start : kernel.at] if t.kind in ("capital", "country", "metonym", "person")
        }
        return "RUS" if "RUS" in states else force.owner
    return force.owner


_MISSIONS = frozenset({"civilian_mission", "observers", "peacekeepers"})
_SENDERS = frozenset({"EU", "CSTO"})


def _without_quarters(scene: Scene, chosen: list[ForceArg]) -> list[ForceArg]:
    """Soldiers from its base: the base is where they are, and whose it is they are."""
    quarters = [f for f in chosen if f.type == "base_garrison" and _in_phrase(scene, f)]
    men = [f for f in chosen if f not in quarters]
    if not quarters or not men:
        return chosen
    owner = next((f.owner for f in quarters if f.owner), None)
    return [replace(f, owner=f.owner or owner) for f in men]


def _in_phrase(scene: Scene, force: ForceArg) -> bool:
    tokens = scene.line.tokens
    for i in range(force.at - 1, max(-1, force.at - 6), -1):
        if tokens[i].low in ("in", "at", "from", "near", "inside", "into", "of"):
            return True
        if not (
            tokens[i].kind in ("adjective", "country", "place")
            or tokens[i].low in ("the", "its", "'s", "their", "a", "military", "main")
        ):
            return False
    return False


def _remembered_owner(scene: Scene, setting: Setting, force: ForceArg) -> str | None:
    """The guards, those troops: of the owner that a force of the same kind had in the sentences before."""
    tokens = scene.line.tokens
    if force.at < 1 or tokens[force.at - 1].low not in ("the", "those", "these"):
        return None
    known = [f.owner for f in setting.memory.forces if f.type == force.type and f.owner]
    return known[0] if known else None


def _both(scene: Scene, args: Arguments, found: list[Force]) -> tuple[Force, ...]:
    """The forces that guard together, the one that joins first."""
    named = (str(t.state) for t in scene.line.tokens[args.start : args.end] if t.state in ("ARM", "RUS", "TUR", "AZE"))
    states = dict.fromkeys(named)
    kind = found[0].type if found else "unspecified"
    known = {f.owner: f for f in found if f.owner}
    if ("RUS" in known or "RUS" in states) and any(p.startswith("am") for p in args.place.places):
        states.setdefault("ARM")
    both = [known.get(s) or Force(owner=s, type=kind) for s in states]
    return tuple(sorted(both, key=lambda f: f.owner == "RUS" and any(p.startswith("am") for p in args.place.places)))


def _chosen(scene: Scene, found: list[ForceArg], frame: str, kernel: Kernel) -> list[ForceArg]:
    """The forces that move: of a handover those that leave, otherwise those nearest to the kernel."""
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
    sends = kernel.frame in ("ARRIVE", "REINFORCE", "REDUCE", "DEPLOY") or kernel.lemma == "station"
    return first.state if first.state == "RUS" or (sends and first.state in setting.gazetteer.countries) else None
