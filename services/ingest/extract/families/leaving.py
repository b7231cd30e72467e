"""Pass 13b. In: an event of leaving. Out: drafts of withdrawal claims: who leaves, from where, at which stage."""

from dataclasses import replace

from events.record import Force
from services.ingest.extract.families.addressees import addressed, bound
from services.ingest.extract.families.leaving_parts import not_all, rest
from services.ingest.extract.families.leaving_stages import leaving
from services.ingest.extract.families.leaving_whom import (
    goes_for_good,
    hosting_states,
    is_elsewhere,
    leaving_forces,
    names_no_force,
    owned_forces,
    wants_from,
)
from services.ingest.extract.families.letters import is_told_in_notice
from services.ingest.extract.families.rotating import recurring
from services.ingest.extract.frames.scene import Draft, Event, Scene
from services.ingest.extract.grammar.clause import Clause
from services.ingest.extract.grammar.phrase import NounPhrase
from services.ingest.extract.operators.agreed import as_agreed
from services.ingest.extract.operators.axes import Axes
from services.ingest.extract.things import roles as roles_of
from services.ingest.extract.things.around_places import FROM
from services.ingest.extract.things.forces import forces_of
from services.ingest.extract.things.locating import Located, locate
from services.ingest.extract.things.sites import kept, settled
from services.ingest.extract.things.thing import Thing

FRAMES = frozenset(
    {
        "STAYREST",
        "LEAVE",
        "LEAVE?",
        "STATELEAVE",
        "GO",
        "GONE",
        "ACCORD",
        "CLEAR",
        "UNLED",
        "CLEAR?",
        "LEFT",
        "CROSS",
        "CONVOY",
    }
)
_KNOWN = frozenset({"the", "all", "both", "its", "their", "these", "those"})
_TO = frozenset({"to", "into", "back to", "onto"})


def read_leaving(scene: Scene, event: Event) -> list[Draft]:
    """The drafts of an event of leaving; none where nobody says it or no force and no place of this world is meant."""
    axes = event.axes
    if axes.unsaid or recurring(scene, event):
        return []
    things = leaving_forces(scene, event)
    if is_told_in_notice(scene, event) and not any(t.force is not None for t in things):
        return []
    preps = FROM | {"for"} if isinstance(event.node, NounPhrase) else FROM
    if event.frame in FRAMES:
        preps |= {
            p
            for ways, types in event.match.sense.links
            if "L" in types
            for p in ways
            if p not in _TO or not wants_from(event)
        }
    place = _not_of_base(event, locate(scene, event, preps, things))
    if not goes_for_good(scene, event, things, place.places):
        return []
    forces = owned_forces(scene, event, forces_of(scene, things), hosting_states(scene, place.places))
    forces = addressed(scene, event, bound(scene, event, forces))
    axes = as_agreed(scene, event, axes, "LEAVE")
    frame, axes = leaving(scene, event, axes, forces)
    post = next((t.noun for t in things if "post" in t.kinds), "")
    places = settled(scene, kept(scene, place.places, forces), forces, post)
    if event.frame == "STAYREST":
        frame, axes = "STAY", replace(axes, stage="FUTURE" if axes.ahead else "STATE")
        places = places if event.roles.links else ()
    if not frame or is_elsewhere(scene, event, place, places, forces) or not _enough(event, axes, forces, places):
        return []
    draft = Draft(
        event,
        frame,
        axes,
        forces,
        places,
        place.excluded,
        place.part or _some_of_them(things, forces, places),
        tier=place.tier,
        parties=_parties(scene, event, axes),
    )
    return [draft, *_further(scene, event, draft)]


def _not_of_base(event: Event, place: Located) -> Located:
    """Soldiers of the base have left A: A, not where their base is."""
    home = {p for t in event.match.subjects if "post" not in t.kinds for p in t.places}
    left = tuple(p for p in place.places if p not in home)
    return replace(place, places=left) if left and event.match.objects else place


def _some_of_them(things: list[Thing], forces: tuple[Force, ...], places: tuple[str, ...]) -> bool:
    """Two thousand soldiers are leaving the country: so many, from somewhere in it, not all that it has of them."""
    country = bool(places) and not any("." in place for place in places)
    known = any(t.lows & _KNOWN for t in things)
    return country and not known and any(force.count is not None for force in forces)


def _further(scene: Scene, event: Event, draft: Draft) -> list[Draft]:
    """What is told in the same breath: not all have left, so some have; the order that was carried out; who stays in
    the places excepted."""
    found = []
    axes = draft.axes
    if axes.presupposed is not None and not axes.presupposed.unsaid:
        found.append(replace(draft, axes=axes.presupposed))
    if axes.stage == "DONE" and axes.denied and not_all(scene, event):
        found.append(replace(draft, axes=replace(axes, stage="PART", denied=False, certainty="probable")))
    contrast = [p for prep, t in event.roles.links if prep == "not" for p in t.places]
    if contrast:
        denied = replace(axes, denied=not axes.denied)
        found.append(replace(draft, axes=denied, places=tuple(dict.fromkeys(contrast)), excluded=()))
    if not axes.denied and rest(scene, event):
        ahead = axes.ahead or axes.stage in ("FUTURE", "PLAN", "AGREE", "ORDER")
        stays = replace(axes, stage="FUTURE" if ahead else "STATE", loud=None)
        found.append(replace(draft, frame="STAY", axes=stays))
    if draft.excluded and axes.stage in ("FUTURE", "PLAN", "AGREE") and not axes.denied:
        stays = replace(axes, stage="FUTURE", certainty="probable", loud=None)
        found.append(replace(draft, frame="STAY", axes=stays, places=draft.excluded, excluded=()))
    return found


def _enough(event: Event, axes: Axes, forces: tuple[Force, ...], places: tuple[str, ...]) -> bool:
    """A force and a place; a place and a word that is said of forces only; an owned force or an accord."""
    noun = isinstance(event.node, NounPhrase)
    if event.frame == "UNLED" and event.match.subjects:
        return bool(places) and any(o.name == "ORDER" for o in event.climb.operators)
    if event.frame == "UNLED":
        return (bool(places) and axes.stage in ("ORDER", "AGREE", "REFUSE", "CANCEL", "POSTPONE")) or bool(
            places and (forces or (axes.stage == "REQUEST" and axes.denied))
        )
    if event.frame == "LEAVE?" and any(p in ("from", "out of") and t.org is not None for p, t in event.roles.links):
        return False
    if forces and places:
        return True
    if event.frame in ("CLEAR?", "LEFT"):
        return axes.loud is not None and bool(places)
    if places:
        others = noun and any(names_no_force(t) for t in event.roles.linked("of"))
        return event.frame not in ("GO", "GONE") and (noun or axes.loud is not None) and not others
    owned = any(f.owner is not None or f.type in ("border_guards", "peacekeepers") for f in forces)
    if event.frame in ("GO", "ACCORD") and not _to_be_gone(event):
        return False
    if event.frame == "LEAVE?" and any(
        p in ("from", "out of") and not t.places and not t.force for p, t in event.roles.links
    ):
        return False
    if event.frame == "LEAVE?":
        return axes.stage == "AGREE" or bool(forces)
    if all(f.owner is None and f.type == "private_military" for f in forces):
        return False
    return owned or (bool(forces) and event.frame not in ("GONE", "CLEAR"))


def _to_be_gone(event: Event) -> bool:
    """Expects the guards to be gone by May."""
    verb = event.node.verb if isinstance(event.node, Clause) else None
    return verb is not None and verb.form == "inf" and verb.lemmas == ("go",) and verb.head - verb.start == 2


def _parties(scene: Scene, event: Event, axes: Axes) -> tuple[tuple[str, str], ...]:
    """Who asks, refuses or agrees with whom."""
    loud = axes.loud
    if loud is None or loud.clause is None:
        return ()
    subjects = list(roles_of.of_clause(loud.clause, scene.tree, scene.things).subjects)
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
