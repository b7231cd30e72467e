"""Pass 13g. In: an event of men relieved by their like. Out: drafts of rotation claims.

What is called no withdrawal but a rotation is both: a rotation, and a withdrawal denied.
"""

from dataclasses import replace
from itertools import pairwise

from events.record import Force
from services.ingest.extract.families.presence import draft
from services.ingest.extract.families.relief import FRAMES, arrived
from services.ingest.extract.frames.scene import Draft, Event, Scene
from services.ingest.extract.frames.senses import senses
from services.ingest.extract.grammar.clause import Clause
from services.ingest.extract.grammar.phrase import NounPhrase
from services.ingest.extract.operators.axes import Axes
from services.ingest.extract.things.around_places import AT
from services.ingest.extract.things.forces import forces_of, taking_part, with_owner
from services.ingest.extract.things.locating import Located, locate
from services.ingest.extract.things.sites import kept
from services.ingest.extract.words.word_sets import word_set

_NOT = frozenset({"no", "not a", "not", "not any"})
_RECURRING = word_set("rotating.recurring")
_SEEMING = word_set("rotating.seeming")


def read_rotating(scene: Scene, event: Event) -> list[Draft]:
    """The drafts of an event of rotating; none where no force and no place of this world is meant."""
    axes = arrived(scene, event)
    if axes.unsaid:
        return []
    called = _called_so(scene, event)
    if axes.stage == "NOMINAL" or (called and _as_planned(scene, event)):
        if not called:
            return []
        axes = replace(axes, stage="DONE", ahead=False)
    elif event.frame == "ROTATION" and not any(o.name == "HAPPEN" for o in event.climb.operators):
        return []
    things = taking_part(scene, event)
    forces = with_owner(scene, event, forces_of(scene, things)) or _told_elsewhere(scene)
    goals = frozenset() if event.frame in FRAMES else frozenset({"to", "into"})
    place = locate(scene, event, AT | {"of", "out of", "from"} | goals, things)
    if called and not place.places:
        place = _anywhere(scene)
    places = kept(scene, place.places, forces)
    if not forces or not places:
        return []
    if axes.stage == "INF":
        axes = replace(axes, stage="FUTURE")
    made = draft(scene, event, "ROTATE", axes, forces, places, place)
    return [made, *_no_withdrawal(scene, event, made, axes)] if called else [made]


def recurring(scene: Scene, event: Event) -> bool:
    """Whether what comes or goes does so again and again: every six months, twice a year, regularly."""
    clause = scene.tree.clause_of(event.node)
    if clause is None or event.axes.stage != "STATE":
        return False
    around = [clause, *([above] if clause.role == "and" and (above := clause.above()) is not None else [])]
    starts = [q.start for c in around for _, q in c.links if isinstance(q, NounPhrase)]
    lows = {scene.tokens[i].low for i in (*starts, *(i for c in around for i in c.adverbs))}
    return bool(lows & _RECURRING) or _each_time(scene, clause)


def _each_time(scene: Scene, clause: Clause) -> bool:
    """Every spring, each August: at the head of the clause."""
    head = scene.tokens[max(0, clause.start) : clause.verb.start if clause.verb is not None else 0]
    return any(t.low in ("every", "each") and u.tag == "Z" for t, u in pairwise(head))


def _as_planned(scene: Scene, event: Event) -> bool:
    """Is a planned rotation, is part of a scheduled relief: what is said to be going on was planned."""
    clause = scene.tree.clause_of(event.node)
    now = clause is not None and clause.verb is not None and clause.verb.tense in ("pres", "past")
    told = [o for o in event.climb.operators if not o.name.startswith("SAY")]
    return now and [o.name for o in told] == ["PLAN"] and told[0].clause is None


def _called_so(scene: Scene, event: Event) -> bool:
    """Whether the noun is what something is said to be, or stands alone: was merely a rotation; rotation in A."""
    node = event.node
    if not isinstance(node, NounPhrase):
        return False
    clause = scene.tree.clause_of(node)
    if clause is None:
        return False
    if clause.verb is None:
        return True
    predicate = clause.predicate
    return clause.verb.copula and predicate is not None and node in (predicate, *predicate.also, *predicate.named)


def _told_elsewhere(scene: Scene) -> tuple[Force, ...]:
    """The men of the sentence; where it names none, those of the state whose embassy speaks."""
    known = [scene.things.of(q) for q in scene.tree.phrases]
    found = forces_of(scene, [t for t in known if t.force is not None and t.owner is not None][:1])
    if found:
        return found
    owner = next((t.state for t in known if t.state == "RUS"), None)
    there = forces_of(scene, [t for t in known if t.force is not None][:1]) or (Force(type="unspecified"),)
    return tuple(f.model_copy(update={"owner": f.owner or owner}) for f in there)


def _anywhere(scene: Scene) -> Located:
    """The place that the sentence is about, where the noun has none."""
    found: dict[str, None] = {}
    for phrase in scene.tree.phrases:
        thing = scene.things.of(phrase)
        if not thing.kinds & {"human", "state", "outlet", "person"} and thing.head.kind not in ("country", "capital"):
            found |= dict.fromkeys(thing.places)
    return Located(tuple(found), tier="B")


def _no_withdrawal(scene: Scene, event: Event, made: Draft, axes: Axes) -> list[Draft]:
    """The withdrawal that it is not: no pullout but a rotation; what looked like a withdrawal."""
    for phrase in scene.tree.phrases:
        noun = scene.tokens[phrase.head].word.noun
        if not any(s.frame in ("LEAVE", "LEAVE?") for s in senses().get((noun, "n"), ())) or phrase is event.node:
            continue
        if scene.tokens[phrase.start].low in _NOT or _seeming(scene, phrase):
            denied = replace(axes, stage="PROG", denied=True)
            return [Draft(event, "LEAVE", denied, made.forces, made.places, made.excluded, made.part, tier=made.tier)]
    return []


def _seeming(scene: Scene, phrase: NounPhrase) -> bool:
    """What looked like it, was taken for it."""
    clause = scene.tree.clause_of(phrase)
    return isinstance(clause, Clause) and clause.verb is not None and bool(set(clause.verb.lemmas) & _SEEMING)
