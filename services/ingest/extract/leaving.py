"""Pass 13b. In: an event of leaving. Out: drafts of withdrawal claims.

What the words around make of it: a part gone is a beginning, not until is staying, for training is a rotation, an order
carried out is an order and a departure, a warning under a condition is a threat.
"""

from dataclasses import replace

from events.record import Force
from services.ingest.extract import roles as roles_of
from services.ingest.extract.agreed import as_agreed
from services.ingest.extract.axes import Axes
from services.ingest.extract.clauses import Clause
from services.ingest.extract.forces import forces_of
from services.ingest.extract.locating import FROM, locate
from services.ingest.extract.phrases import NounPhrase
from services.ingest.extract.quantities import partitive
from services.ingest.extract.scene import Draft, Event, Scene
from services.ingest.extract.senses import is_a
from services.ingest.extract.sites import kept, settled
from services.ingest.extract.things import Thing

FRAMES = frozenset({"LEAVE", "LEAVE?", "STATELEAVE", "GO", "GONE", "ORDEROUT", "ACCORD"})
_TOTAL = frozenset(["last", "fully", "completely", "entirely", "all", "every", "remaining", "final", "whole", "entire",
                    "all of", "in full", "totally", "for good", "once and for all"])  # fmt: skip
_TRAINING = frozenset({"training", "drill", "exercise", "manoeuvre", "maneuver", "range", "leave", "rest"})
_BY_WHOM = frozenset(["PLAN", "BEGIN", "COMPLETE", "HAPPEN", "POSTPONE", "CANCEL", "REFUSE", "ORDER", "AGREE", "CONSIDER",
                      "THREATEN", "PROG", "STOP", "FAIL"])  # fmt: skip
_THREATENING = frozenset({"warn", "threaten", "hint", "signal", "caution"})


def read_leaving(scene: Scene, event: Event) -> list[Draft]:
    """The drafts of an event of leaving; none where nobody says it or no force and no place of this world is meant."""
    axes = event.axes
    if axes.unsaid:
        return []
    things = _forces(scene, event)
    forces = _owned(scene, event, forces_of(scene, things))
    place = locate(scene, event, FROM, things)
    frame, axes = leaving(scene, event, as_agreed(scene, event, axes, "LEAVE"), forces, words_of(scene, event))
    places = settled(scene, kept(scene, place.places, forces), forces)
    named = place.places or tuple(p for t in event.match.objects for p in t.places)
    elsewhere = bool(named) and not kept(scene, named, forces)
    if not frame or elsewhere or not _enough(event, axes, forces, places):
        return []
    draft = Draft(event, frame, axes, forces, places, place.excluded, place.part, tier=place.tier,
                  parties=_parties(scene, event, axes))  # fmt: skip
    return [draft, *_further(scene, event, draft)]


def _further(scene: Scene, event: Event, draft: Draft) -> list[Draft]:
    """What is told in the same breath: not all have left, so some have; the order that was carried out; who stays in
    the places excepted."""
    found = []
    axes = draft.axes
    if axes.presupposed is not None:
        found.append(replace_axes(draft, axes.presupposed))
    if axes.stage == "DONE" and axes.denied and _not_all(scene, event):
        found.append(replace_axes(draft, replace(axes, stage="PART", denied=False, certainty="probable")))
    if draft.excluded and axes.stage in ("FUTURE", "PLAN", "AGREE") and not axes.denied:
        stays = replace_axes(draft, replace(axes, stage="FUTURE", certainty="probable", loud=None))
        stays.frame, stays.places, stays.excluded = "STAY", draft.excluded, ()
        found.append(stays)
    return found


def replace_axes(draft: Draft, axes: Axes) -> Draft:
    """The same draft with other axes."""
    return Draft(draft.event, draft.frame, axes, draft.forces, draft.places, draft.excluded, draft.part, draft.org,
                 draft.parties, draft.item, draft.quantity, draft.value, draft.kind, draft.basis, draft.tier)  # fmt: skip


def _forces(scene: Scene, event: Event) -> list[Thing]:
    """The things that leave: those behind "of" where the sense has them there, else subjects and objects, else what
    the operators above name."""
    for preps, types in event.match.sense.links:
        if "F" in types:
            behind = [is_a(t, "F", scene.things, event.at) for p, t in event.roles.links if p in preps]
            if found := [t for t in behind if t is not None and t.force is not None]:
                return found
    given = [*event.match.subjects, *event.match.objects]
    found = [t for t in given if t.force is not None]
    if not found:
        found = [
            t for p, t in event.roles.links if t.force is not None and (p in ("of", "by", "for") or "post" in t.kinds)
        ]
    if not found and isinstance(event.node, NounPhrase):
        found = [t for t in _above(scene, event) if t.force is not None]
    return found


def _above(scene: Scene, event: Event) -> list[Thing]:
    """The subjects of the operators over an event told as a noun: peacekeepers start their exit; Russia plans none."""
    found: list[Thing] = []
    for operator in event.climb.operators:
        if operator.name in _BY_WHOM and operator.clause is not None and operator.clause.subject is not event.node:
            found += roles_of.of_clause(operator.clause, scene.tree, scene.things).subjects
    return found


def _owned(scene: Scene, event: Event, forces: tuple[Force, ...]) -> tuple[Force, ...]:
    """A state that withdraws, plans or begins is the owner, where the force has none of its own."""
    states = [t.state for t in event.match.subjects if t.state is not None and t.force is None]
    if not states and isinstance(event.node, NounPhrase):
        states = [
            t.state for t in (*event.roles.subjects, *_above(scene, event)) if t.state is not None and t.force is None
        ]
    owner = next((s for s in states if s != _host(scene, event)), None)
    if owner is None:
        return forces
    if not forces:
        return (Force(owner=owner, type="unspecified"),)
    return tuple(f if f.owner is not None else f.model_copy(update={"owner": owner}) for f in forces)


def _host(scene: Scene, event: Event) -> str | None:
    """The state on whose ground it happens closes no base of its own there, unless it says so of its own men."""
    if event.frame == "STATELEAVE" or event.match.sense.subject.startswith("S"):
        return None
    return "ARM"


def _enough(event: Event, axes: Axes, forces: tuple[Force, ...], places: tuple[str, ...]) -> bool:
    """A force and a place; a place and a word that is said of forces only; an owned force or an accord."""
    noun = isinstance(event.node, NounPhrase)
    if forces and places:
        return True
    if places:
        return event.frame not in ("GO", "GONE") and (noun or axes.loud is not None)
    owned = any(f.owner is not None or f.type in ("border_guards", "peacekeepers") for f in forces)
    if event.frame in ("GO", "ACCORD"):
        return False
    if event.frame == "LEAVE?":
        return axes.stage == "AGREE" or bool(forces)
    return owned or (bool(forces) and event.frame != "GONE")


def leaving(scene: Scene, event: Event, axes: Axes, forces: tuple[Force, ...], lows: set[str]) -> tuple[str, Axes]:
    """Frame and axes as the words around read them; an empty frame where nothing is told."""
    stage = axes.stage
    preps = {prep for prep, _ in event.roles.links}
    if event.frame == "ORDEROUT":
        return ("LEAVE", replace(axes, stage="ORDER")) if stage in ("DONE", "STATE", "PROG") else ("LEAVE", axes)
    if event.frame == "ACCORD":
        return "LEAVE", replace(axes, stage="AGREE")
    if (
        axes.denied
        and stage in ("FUTURE", "PLAN")
        and preps & {"until", "till", "before", "not before", "no earlier than"}
    ):
        return "STAY", replace(axes, denied=False, stage="FUTURE")
    if any(prep == "for" and t.noun in _TRAINING for prep, t in event.roles.links) and stage in (
        "DONE",
        "PROG",
        "STATE",
    ):
        return "ROTATE", replace(axes, stage="DONE" if stage == "STATE" else stage)
    if axes.conditional and stage in ("FUTURE", "PLAN") and _warned(scene, event):
        return "LEAVE", replace(axes, stage="THREATEN")
    if event.frame == "GONE" and stage == "STATE":
        return "LEAVE", replace(axes, stage="DONE", denied=axes.denied)
    if stage == "STATE":
        return "LEAVE", replace(axes, stage="DONE")
    if stage == "INF":
        return "LEAVE", replace(axes, stage="FUTURE")
    if stage == "NOMINAL":
        return "", axes
    if stage == "DONE" and _not_all(scene, event):
        return "LEAVE", replace(axes, denied=True)
    if stage == "DONE" and not axes.counterfactual and (axes.denied and _not_one(scene, event)):
        return "LEAVE", replace(axes, stage="PART")
    if stage == "DONE" and not axes.denied and not axes.counterfactual and _part(scene, event, lows):
        return "LEAVE", replace(axes, stage="PART")
    return "LEAVE", axes


def _warned(scene: Scene, event: Event) -> bool:
    """Warned, hinted, threatened that it would: what stands under a condition is a threat."""
    for operator in event.climb.operators:
        if operator.verb is not None and set(operator.verb.lemmas) & _THREATENING:
            return True
    return False


def _not_all(scene: Scene, event: Event) -> bool:
    return any(scene.tokens[t.phrase.start].low == "not all" for t in (*event.roles.subjects, *event.roles.objects))


def _not_one(scene: Scene, event: Event) -> bool:
    """Not a single soldier has been withdrawn: nothing has begun."""
    single = {"not a single", "not one", "not one single", "not a"}
    for thing in (*event.roles.subjects, *event.roles.objects):
        if scene.tokens[thing.phrase.start].low in single or "single" in thing.lows or "any" in thing.lows:
            return True
    return False


def _part(scene: Scene, event: Event, lows: set[str]) -> bool:
    """Two of the five, half of them, three of its posts: only a part has gone."""
    if lows & _TOTAL:
        return False
    for thing in (*event.roles.subjects, *event.roles.objects):
        start = scene.tokens[thing.phrase.start]
        if (start.tag in "DM" or start.low.endswith(" of")) and thing.phrase.links and thing.phrase.links[0][0] == "of":
            return start.low not in ("all of", "both of", "all", "none of") and partitive(
                scene.line, thing.phrase.start, thing.phrase.end + 3) or start.low in ("some of", "most of", "half of",
                "part of", "several of", "many of", "some", "most", "half", "several", "a few")  # fmt: skip
    return False


def moved_away(event: Event) -> bool:
    """Guards in Tavush were driven to Gyumri: they left Tavush."""
    forces = [t for t in event.match.objects if t.force is not None]
    return any(t.places and any(prep in ("in", "at", "of", "from") for prep, _ in t.phrase.links) for t in forces)


def words_of(scene: Scene, event: Event) -> set[str]:
    """The words of the event's own clause that can qualify it: adverbs, and the modifiers of its arguments."""
    clause = scene.tree.clause_of(event.node)
    tokens = scene.tokens
    found: set[str] = set()
    if clause is not None:
        found |= {tokens[i].low for i in clause.adverbs}
        if clause.verb is not None:
            found |= {tokens[i].low for i in clause.verb.adverbs}
    for thing in (*event.roles.subjects, *event.roles.objects):
        found |= thing.lows
    return found


def _parties(scene: Scene, event: Event, axes: Axes) -> tuple[tuple[str, str], ...]:
    """Who asks, refuses or agrees with whom."""
    loud = axes.loud
    if loud is None or loud.clause is None:
        return ()
    subjects = [t for t in roles_of.of_clause(loud.clause, scene.tree, scene.things).subjects]
    named = [s for t in subjects if (s := _named(t)) is not None]
    match axes.stage:
        case "REQUEST":
            return tuple([("requester", named[0])] if named else [])
        case "REFUSE":
            return tuple([("refuser", named[0])] if named else [])
        case "AGREE" if len(named) > 1:
            return (("a", named[0]), ("b", named[1]))
    return ()


def _named(thing: Thing) -> str | None:
    if thing.head.kind == "person" and thing.head.mention is not None:
        return thing.head.mention.key
    return thing.state


def clause_of(scene: Scene, event: Event) -> Clause | None:
    """The clause an event stands in."""
    return scene.tree.clause_of(event.node)
