"""Pass 13b. In: an event of leaving. Out: drafts of withdrawal claims: who leaves, from where, at which stage."""

from dataclasses import replace

from events.record import Force
from services.ingest.extract import roles as roles_of
from services.ingest.extract.addressees import addressed, bound
from services.ingest.extract.agreed import as_agreed
from services.ingest.extract.axes import Axes
from services.ingest.extract.clauses import Clause
from services.ingest.extract.forces import forces_of
from services.ingest.extract.leaving_stages import leaving, not_all, rest
from services.ingest.extract.locating import FROM, Located, locate
from services.ingest.extract.phrases import NounPhrase
from services.ingest.extract.scene import Draft, Event, Scene
from services.ingest.extract.senses import is_a, links_of
from services.ingest.extract.sites import kept, settled
from services.ingest.extract.things import Thing

FRAMES = frozenset({"STAYREST", "LEAVE", "LEAVE?", "STATELEAVE", "GO", "GONE", "ACCORD", "CLEAR", "UNLED", "CLEAR?", "LEFT", "CROSS", "CONVOY"})
_BY_WHOM = frozenset(["PLAN", "BEGIN", "COMPLETE", "HAPPEN", "POSTPONE", "CANCEL", "REFUSE", "ORDER", "AGREE", "CONSIDER",
                      "THREATEN", "PROG", "STOP", "FAIL", "CARRY", "MANAGE", "OBLIGE", "EXCLUDE", "WARN"])  # fmt: skip


def read_leaving(scene: Scene, event: Event) -> list[Draft]:
    """The drafts of an event of leaving; none where nobody says it or no force and no place of this world is meant."""
    axes = event.axes
    if axes.unsaid:
        return []
    things = _forces(scene, event)
    preps = FROM | {"for"} if isinstance(event.node, NounPhrase) else FROM
    if event.frame in FRAMES:
        preps |= {p for ways, types in event.match.sense.links if "L" in types for p in ways if p not in _TO or not _from(event)}
    place = locate(scene, event, preps, things)
    forces = _owned(scene, event, forces_of(scene, things), _hosts(scene, place.places))
    forces = addressed(scene, event, bound(scene, event, forces))
    axes = as_agreed(scene, event, axes, "LEAVE")
    frame, axes = leaving(scene, event, axes, forces)
    post = next((t.noun for t in things if "post" in t.kinds), "")
    places = settled(scene, kept(scene, place.places, forces), forces, post)
    if event.frame == "STAYREST":
        frame, axes = "STAY", replace(axes, stage="FUTURE" if axes.ahead else "STATE")
        places = places if event.roles.links else ()
    if not frame or _elsewhere(scene, event, place, places, forces) or not _enough(event, axes, forces, places):
        return []
    draft = Draft(event, frame, axes, forces, places, place.excluded, place.part, tier=place.tier,
                  parties=_parties(scene, event, axes))  # fmt: skip
    return [draft, *_further(scene, event, draft)]


def _further(scene: Scene, event: Event, draft: Draft) -> list[Draft]:
    """What is told in the same breath: not all have left, so some have; the order that was carried out; who stays in
    the places excepted."""
    found = []
    axes = draft.axes
    if axes.presupposed is not None and not axes.presupposed.unsaid:
        found.append(replace_axes(draft, axes.presupposed))
    if axes.stage == "DONE" and axes.denied and not_all(scene, event):
        found.append(replace_axes(draft, replace(axes, stage="PART", denied=False, certainty="probable")))
    contrast = [p for prep, t in event.roles.links if prep == "not" for p in t.places]
    if contrast:
        other = replace_axes(draft, replace(axes, denied=not axes.denied))
        other.places, other.excluded = tuple(dict.fromkeys(contrast)), ()
        found.append(other)
    if not axes.denied and rest(scene, event):
        ahead = axes.ahead or axes.stage in ("FUTURE", "PLAN", "AGREE", "ORDER")
        stays = replace_axes(draft, replace(axes, stage="FUTURE" if ahead else "STATE", loud=None))
        stays.frame = "STAY"
        found.append(stays)
    if draft.excluded and axes.stage in ("FUTURE", "PLAN", "AGREE") and not axes.denied:
        stays = replace_axes(draft, replace(axes, stage="FUTURE", certainty="probable", loud=None))
        stays.frame, stays.places, stays.excluded = "STAY", draft.excluded, ()
        found.append(stays)
    return found


def replace_axes(draft: Draft, axes: Axes) -> Draft:
    """The same draft with other axes."""
    return Draft(draft.event, draft.frame, axes, draft.forces, draft.places, draft.excluded, draft.part, draft.org,
                 draft.parties, draft.item, draft.quantity, draft.value, draft.kind, draft.basis, draft.tier)  # fmt: skip


_TO = frozenset({"to", "into", "back to", "onto"})


def _from(event: Event) -> bool:
    """Whether its sense wants to know from where."""
    return any("from" in ways for ways, _ in event.match.sense.links)


def _forces(scene: Scene, event: Event) -> list[Thing]:
    """The things that leave: those behind "of" where the sense has them there, else subjects and objects, else what
    the operators above name."""
    for preps, types in event.match.sense.links:
        if "F" in types:
            linked = links_of(event.match.sense, event.roles, scene.things)
            behind = [is_a(t, types, scene.things, event.at) for p, t in linked if p in preps]
            if found := [t for t in behind if t is not None and t.force is not None]:
                return found
    given = [*event.match.subjects, *event.match.objects]
    if "F" in event.match.sense.object and any(t.force is not None for t in event.match.objects):
        given = event.match.objects
    found = _people_first([t for t in given if t.force is not None])
    if not found:
        found = [scene.things.of(t.phrase.possessor) for t in event.roles.objects if t.phrase.possessor is not None]
        found += [t for p, t in links_of(event.match.sense, event.roles, scene.things) if p == "of"]
        found = [t for t in found if t.force is not None]
    if not found:
        linked = [(p, t) for p, t in event.roles.links if t.force is not None]
        found = [t for p, t in linked if p in ("of", "by", "for") or t.kinds & {"post", "presence"}]
    if not found and isinstance(event.node, NounPhrase):
        found = [t for t in _above(scene, event) if t.force is not None]
    return found


def _people_first(things: list[Thing]) -> list[Thing]:
    """Guards leave their posts: the guards; a post closes: the post."""
    people = [t for t in things if "post" not in t.kinds or "force" in t.kinds]
    return people or things


def _above(scene: Scene, event: Event) -> list[Thing]:
    """The subjects of the operators over an event told as a noun: peacekeepers start their exit; Russia plans none;
    whose list of departures it is."""
    found: list[Thing] = []
    for operator in event.climb.operators:
        if operator.name in _BY_WHOM and operator.clause is not None and operator.clause.subject is not event.node:
            found += roles_of.of_clause(operator.clause, scene.tree, scene.things).subjects
        elif operator.phrase is not None and operator.phrase.possessor is not None and operator.name == "PLAN":
            found += scene.things.all(operator.phrase.possessor)
    return found


def _owned(scene: Scene, event: Event, forces: tuple[Force, ...], hosts: frozenset[str | None]) -> tuple[Force, ...]:
    """A state that withdraws, plans or begins is the owner, where the force has none of its own."""
    states = [t.state for t in event.match.subjects if t.state is not None and t.force is None]
    if not states and isinstance(event.node, NounPhrase):
        given = (*event.roles.subjects, *_above(scene, event))
        own = scene.things.of(event.node).owner
        states = [own] if own is not None else []
        states += [t.state for t in given if t.state is not None and t.force is None]
    if not states and not any(f.owner is not None for f in forces):
        states = _by_whose_order(scene, event)
    strangers = [s for s in states if s not in hosts or event.match.sense.subject.startswith(("S", "s"))]
    gazetteer = scene.setting.gazetteer
    if event.frame == "CONVOY":
        strangers = [t.owner for t in (*event.match.subjects, *event.match.objects) if t.owner is not None]
    owner = next((s for s in strangers if gazetteer.follows(s, "")), strangers[0] if strangers else None)
    if owner is None:
        return forces
    if not forces:
        return (Force(owner=owner, type="unspecified"),)
    return tuple(f if f.owner is not None else f.model_copy(update={"owner": owner}) for f in forces)


def _by_whose_order(scene: Scene, event: Event) -> list[str]:
    """The state whose own people order, refuse or put off what is told without an owner."""
    found: list[str] = []
    for operator in event.climb.operators:
        if operator.name in ("ORDER", "REFUSE", "POSTPONE", "CANCEL", "PLAN") and operator.clause is not None:
            subjects = roles_of.of_clause(operator.clause, scene.tree, scene.things).subjects
            found += [t.state for t in subjects if t.state is not None and scene.setting.gazetteer.follows(t.state, "")]
    return found


def _hosts(scene: Scene, places: tuple[str, ...]) -> frozenset[str | None]:
    """The states on whose ground it happens: they close no base of their own there, unless they say so themselves."""
    gazetteer = scene.setting.gazetteer
    return frozenset({gazetteer.places[p].host for p in places if p in gazetteer.places} or {"ARM"})


def _elsewhere(scene: Scene, event: Event, found: Located, places: tuple[str, ...], forces: tuple[Force, ...]) -> bool:
    """Whether it happens at a place nobody follows: one with a name that no table knows, or of an army of no concern."""
    if places:
        return False
    if found.places:
        return True
    named = [t for p, t in event.roles.links if p in FROM and t.head.tag == "P"] + [
        t for t in event.match.objects if t.head.tag == "P" and t.force is None
    ]
    if any(t.head.mention is None and t.state is None or t.places for t in named):
        return True
    gazetteer = scene.setting.gazetteer
    return bool(forces) and all(f.owner is not None and not gazetteer.follows(f.owner, "") for f in forces)


def _enough(event: Event, axes: Axes, forces: tuple[Force, ...], places: tuple[str, ...]) -> bool:
    """A force and a place; a place and a word that is said of forces only; an owned force or an accord."""
    noun = isinstance(event.node, NounPhrase)
    if event.frame == "UNLED" and event.match.subjects:
        return bool(places) and any(o.name == "ORDER" for o in event.climb.operators)
    if event.frame == "UNLED":
        return bool(places) and axes.stage in ("ORDER", "AGREE", "REFUSE", "CANCEL", "POSTPONE") or bool(
            places and (forces or (axes.stage == "REQUEST" and axes.denied)))  # fmt: skip
    if forces and places:
        return True
    if event.frame in ("CLEAR?", "LEFT"):
        return axes.loud is not None and bool(places)
    if places:
        others = noun and any(_no_force(t) for t in event.roles.linked("of"))
        return event.frame not in ("GO", "GONE") and (noun or axes.loud is not None) and not others
    owned = any(f.owner is not None or f.type in ("border_guards", "peacekeepers") for f in forces)
    if event.frame in ("GO", "ACCORD"):
        return False
    if event.frame == "LEAVE?" and any(p in ("from", "out of") and not t.places and not t.force for p, t in event.roles.links):
        return False
    if event.frame == "LEAVE?":
        return axes.stage == "AGREE" or bool(forces)
    return owned or (bool(forces) and event.frame != "GONE")


def _no_force(thing: Thing) -> bool:
    """Skiers, a bill: something that leaves and is neither a force nor a place."""
    ground = thing.kinds & {"site", "border", "area", "area?", "land", "post?", "border?"}
    return thing.force is None and thing.head.tag == "N" and thing.head.mention is None and not ground


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
