"""Pass 13f. In: an event of two forces at one place. Out: drafts of joint guarding.

Both forces are named, by the names of their states; whoever joins men of his own army only adds to them.
"""

from dataclasses import replace

from events.record import Force
from services.ingest.extract.families.control import BESIDE
from services.ingest.extract.families.guard_sides import whose
from services.ingest.extract.frames.event_words import words_of
from services.ingest.extract.frames.scene import Draft, Event, Scene
from services.ingest.extract.grammar.phrase import NounPhrase
from services.ingest.extract.operators.agreed import as_agreed, as_considered
from services.ingest.extract.operators.axes import Axes
from services.ingest.extract.things.around_places import AT
from services.ingest.extract.things.forces import forces_of, taking_part
from services.ingest.extract.things.locating import grounds, locate
from services.ingest.extract.things.roles import of_clause
from services.ingest.extract.things.sites import kept, settled
from services.ingest.extract.things.thing import Thing
from services.ingest.extract.words.word_sets import word_set

FRAMES = frozenset({"JOINT", "JOIN", "MIXED"})
_HELPING = word_set("control.helping")
_NEGATING = word_set("control.negating")
_TOGETHER = word_set("control.together")
SHARED = word_set("control.shared")
_TRACKED = frozenset({"RUS", "EU", "CSTO"})


def read_guarding(scene: Scene, event: Event) -> list[Draft]:
    """The drafts of an event of these frames; none where one side or the place is missing."""
    axes = as_considered(event, event.axes)
    if axes.unsaid:
        return []
    forces = together(scene, event) or _sides(scene, event)
    if event.frame == "JOIN" and len(forces) < 2:
        return _joined(scene, event, axes)
    return joint(scene, event, axes, forces)


def joint(scene: Scene, event: Event, axes: Axes, forces: tuple[Force, ...]) -> list[Draft]:
    """Joint guarding at the event's places."""
    preps = (AT | {"of", "to"} if event.frame == "JOIN" else AT | {"of"}) | grounds(event)
    partners = [t for t in event.roles.linked("with", "between") if t.force is not None]
    place = locate(scene, event, preps, [*taking_part(scene, event), *partners])
    places = settled(scene, kept(scene, place.places, forces), forces)
    axes = as_agreed(scene, event, axes, "JOINT")
    if axes.stage == "NOMINAL" and _standing_alone(scene, event):
        axes = replace(axes, stage="STATE")
    if not places or len(forces) < 2 or axes.stage == "NOMINAL":
        return []
    if axes.stage == "INF":
        axes = replace(axes, stage="FUTURE")
    forces = tuple(sorted(forces, key=lambda f: (f.owner is None, f.owner)))
    return [Draft(event, "JOINT", axes, forces, places, place.excluded, place.part, tier=place.tier)]


def assisting(scene: Scene, event: Event, forces: tuple[Force, ...]) -> tuple[Force, ...]:
    """The forces of a watch in which the host's guards take part, help, share: they and those who are there, whose
    owner nobody names; else none."""
    clause = scene.tree.clause_of(event.node)
    if clause is None or clause.verb is None or [f.owner for f in forces] != ["ARM"] or event.axes.denied:
        return ()
    told = {scene.tokens[i].low for i in range(clause.verb.start, clause.verb.head)}
    for one in (clause, *list(scene.tree.above(clause))[:1]):
        told |= {scene.tokens[q.head].low for q in one.objects} | set(one.verb.lemmas if one.verb else ())
    return (*forces, Force(owner=None, type="unspecified")) if told & _HELPING else ()


def _joined(scene: Scene, event: Event, axes: Axes) -> list[Draft]:
    """Whoever joins his own: there are more of them now."""
    forces = forces_of(scene, [t for t in event.match.objects if t.force is not None])
    others = [*event.match.subjects, *event.roles.linked("to")]
    owner = next((t.owner or t.state for t in others if t.owner or t.state), None)
    forces = tuple(f if f.owner is not None else f.model_copy(update={"owner": owner}) for f in forces)
    place = locate(scene, event, AT | {"to"}, event.match.objects)
    places = settled(scene, kept(scene, place.places, forces), forces)
    if not forces or not places or axes.stage == "NOMINAL":
        return []
    if axes.stage == "INF":
        axes = replace(axes, stage="FUTURE")
    return [Draft(event, "REINFORCE", axes, forces, places, place.excluded, place.part, tier=place.tier)]


def _standing_alone(scene: Scene, event: Event) -> bool:
    """A headline without verb that asks nothing."""
    clause = scene.tree.clause_of(event.node)
    return clause is not None and clause.verb is None and not clause.question


def together(scene: Scene, event: Event) -> tuple[Force, ...]:
    """The forces of both sides where an event says that they do it together; empty where it does not."""
    things = [*taking_part(scene, event), *_companions(scene, event)]
    found = _by_owner(scene, [t for t in things if t.force is not None])
    if len(found) < 2:
        found = _mixed(scene, event) or found
    if len(found) == 1 and event.frame == "MIXED":
        found = tuple({f.owner: f for f in (*found, *_agreeing(scene, event).values())}.values())
    owners = {f.owner for f in found}
    of_bloc = event.frame in ("ARRIVE", "DEPLOY") and "CSTO" in owners
    if len(found) < 2 or not owners & _TRACKED or of_bloc:
        return ()
    if not (_says_together(scene, event) or _companions(scene, event) or _side_by_side(scene, event, things)):
        return ()
    return found


def _side_by_side(scene: Scene, event: Event, things: list[Thing]) -> bool:
    """The border is watched by Armenians and Russians, Armenian and Russian guards patrol it: named in one breath."""
    if event.frame != "GUARD" or any(t.lows & _NEGATING for t in things):
        return False
    listed = any(o.phrase in t.phrase.also for t in things for o in things)
    return listed or any(_adjectives(scene, t.phrase) for t in things)


def _by_owner(scene: Scene, things: list[Thing]) -> tuple[Force, ...]:
    """One force for each owner; a phrase with two adjectives is two: Russian and Armenian soldiers."""
    found: dict[str, Force] = {}
    for thing in things:
        made = forces_of(scene, [thing])
        if not made:
            continue
        type_ = "unspecified" if "post" in thing.kinds else made[0].type
        for owner in _adjectives(scene, thing.phrase) or (made[0].owner,):
            if owner is not None:
                one = made[0] if owner == made[0].owner else Force(owner=owner, type=type_)
                found.setdefault(owner, one.model_copy(update={"type": type_}))
    return tuple(found.values())


def _companions(scene: Scene, event: Event) -> list[Thing]:
    """Those beside whom it is done: together with, side by side with, alongside the Russians, them; serve with them."""
    ways = BESIDE | {"with"} if event.frame in ("STAND", "GUARD") and _hosts(event) else BESIDE
    beside = [_told_before(scene, t) for prep, t in event.roles.links if prep in ways]
    return [t for t in beside if t.force is not None and t.owner is not None]


def _hosts(event: Event) -> bool:
    """Whether it is told of the host's own men."""
    return any(t.owner == "ARM" and t.force is not None for t in event.match.subjects)


def _told_before(scene: Scene, thing: Thing) -> Thing:
    """The thing, or the men of the sentence before that it points back to."""
    memory = scene.setting.memory
    if thing.head.low != "them" or memory.owner is None:
        return thing
    return replace(thing, force=memory.force, owner=memory.owner)


def _says_together(scene: Scene, event: Event) -> bool:
    clause = scene.tree.clause_of(event.node)
    words = words_of(scene, event)
    if clause is not None:
        words |= {scene.tokens[i].low for i in clause.particles}
    things = (*event.roles.subjects, *event.roles.objects, *(t for _, t in event.roles.links))
    words |= {low for t in things for low in t.lows}
    if isinstance(event.node, NounPhrase):
        words |= scene.things.of(event.node).lows
    return bool(words & (_TOGETHER | SHARED)) or any(
        _hyphened(scene, t.phrase) for t in things if "border" not in t.kinds
    )


_ACCORDS = frozenset({"agreement", "paper", "talks", "meeting"})
"""Between whom these are says nothing of who guards together."""


def _mixed(scene: Scene, event: Event) -> tuple[Force, ...]:
    """Mixed Armenian-Russian patrols, a joint post of Armenians and Russians."""
    own = [scene.things.of(event.node)] if isinstance(event.node, NounPhrase) else []
    things = (*own, *event.roles.subjects, *event.roles.objects, *(t for _, t in event.roles.links))
    for thing in (t for t in things if t.force is not None or not t.places or t in own):
        if thing.kinds & _ACCORDS:
            continue
        states = _adjectives(scene, thing.phrase)
        if len(states) < 2:
            behind = [
                t
                for p, q in thing.phrase.links
                if p in ("of", "by", "between", "with") and isinstance(q, NounPhrase)
                for t in (*scene.things.all(q), *_beyond(scene, q))
            ]
            named = [s for t in behind for s in _adjectives(scene, t.phrase) or (whose(t),)]
            states = tuple(dict.fromkeys(s for s in named if s is not None))
        if len(states) >= 2 or (states and event.frame == "MIXED"):
            type_ = thing.force if thing.force in ("border_guards", "troops") else "unspecified"
            return tuple(Force(owner=s, type=type_) for s in states)
    return ()


def _beyond(scene: Scene, phrase: NounPhrase) -> list[Thing]:
    """The other side named behind the ground: joint guarding of the border with the Russians, of the Iranian border
    with Russia."""
    named = any(t.kind == "adjective" for t in scene.tokens[phrase.start : phrase.head])
    behind = [t for p, q in phrase.links if p == "with" and isinstance(q, NounPhrase) for t in scene.things.all(q)]
    return [t for t in behind if t.force or (named and t.state is not None)]


def _adjectives(scene: Scene, phrase: NounPhrase) -> tuple[str, ...]:
    """The states whose adjectives stand in the phrase, where there are two."""
    tokens = scene.tokens[phrase.start : phrase.head + 1]
    found = tuple(dict.fromkeys(t.state for t in tokens if t.state is not None and t.kind in ("adjective", "country")))
    return found if len(found) > 1 else ()


def _hyphened(scene: Scene, phrase: NounPhrase) -> bool:
    """Armenian-Russian."""
    tokens = scene.tokens
    return any(
        tokens[i].low in ("-", "–") and tokens[i - 1].state is not None and tokens[i + 1].state is not None
        for i in range(phrase.start + 1, phrase.head)
    )


def _sides(scene: Scene, event: Event) -> tuple[Force, ...]:
    """The sides of a shared watch: those who join and those joined, those who share, those of whom a shift consists."""
    things = [*event.match.subjects, *event.match.objects, *event.roles.objects]
    things += [t for p, t in event.roles.links if p in ("with", "between", "of", "to") or p in BESIDE]
    found: dict[str, Force] = {}
    for thing in (t for t in things if not _of_border(scene, t)):
        for owner in _adjectives(scene, thing.phrase) or (whose(thing),):
            if owner is None or owner in found or len(owner) != 3:
                continue
            made = forces_of(scene, [thing]) if thing.force is not None and "post" not in thing.kinds else ()
            found[owner] = Force(owner=owner, type=made[0].type if made else "unspecified")
    shared = event.frame in ("MIXED", "JOINT")
    if len(found) < 2 and shared:
        found |= {s: f for s, f in _agreeing(scene, event).items() if s not in found}
    beside = bool(_companions(scene, event)) or (event.frame == "JOINT" and bool(event.roles.linked(*BESIDE)))
    if len(found) == 1 and (beside or (shared and event.axes.stage == "AGREE")):
        found.setdefault("ARM", Force(owner="ARM", type="unspecified"))
    return tuple(found.values()) if set(found) & _TRACKED else ()


def _of_border(scene: Scene, thing: Thing) -> bool:
    """A neighbour named with a border is no side: the border with Turkey."""
    before = scene.beside.get(id(thing.phrase))
    ground = before is not None and "border" in scene.tokens[before.head].word.senses
    return thing.force is None and (ground or bool(thing.kinds & {"border", "site", "area"}))


def _agreeing(scene: Scene, event: Event) -> dict[str, Force]:
    """The two states that agree on a joint watch, or between which an accord on it is: Yerevan has agreed with Moscow
    on it, there is no deal with Moscow about it."""
    agreed = any(o.name == "AGREE" for o in event.climb.operators)
    clauses = [o.clause for o in event.climb.operators if o.clause is not None]
    roles = [of_clause(c, scene.tree, scene.things) for c in clauses]
    told = [t for r in roles for t in (*r.subjects, *r.linked("between"))]
    accords = [o.phrase for o in event.climb.operators if o.name == "AGREE" and o.phrase is not None]
    partners = [t for r in roles if agreed for t in r.linked("with")]
    partners += [
        t
        for q in accords
        for p, one in q.links
        if p in ("with", "between") and isinstance(one, NounPhrase)
        for t in scene.things.all(one)
    ]
    told += [t for t in partners if not _of_border(scene, t)]
    states = [t.state for t in told if t.state is not None]
    return {s: Force(owner=s, type="unspecified") for s in dict.fromkeys(states)} if len(set(states)) <= 2 else {}
