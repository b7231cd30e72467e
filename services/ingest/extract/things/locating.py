"""Pass 12. In: an event. Out: where it is: in its own clause, in its sentence, in the text before."""

from dataclasses import dataclass

from services.ingest.extract.frames.matching import links_of
from services.ingest.extract.frames.scene import Event, Scene
from services.ingest.extract.grammar.clause import Clause
from services.ingest.extract.grammar.phrase import NounPhrase
from services.ingest.extract.grammar.walk import MODAL
from services.ingest.extract.things.around_places import AT, headed_places, places_around
from services.ingest.extract.things.own_places import each_once, places_of, places_without
from services.ingest.extract.things.thing import Thing
from services.ingest.extract.things.told_places import (
    home_places,
    listed_places,
    places_of_locals,
    places_told_before,
    remembered_places,
    sites_named_elsewhere,
)
from services.ingest.extract.words.word_sets import word_set

_WHERE = AT | {"to", "into"}
REPLACING = frozenset({"REPLACE", "REPLACED", "RELIEVE"})
"""Frames in which the one acted on leaves, and another takes its place."""
_LEAVING = REPLACING | {"LEAVE", "GO", "GONE"}
_EXCEPT = word_set("locating.except")
_AIRFIELDS = word_set("locating.airfields")
"""Grounds that no town named before can be: they are not leaving Gyumri, they are leaving the airport."""


@dataclass(frozen=True, slots=True)
class Located:
    """The places of an event, `tier` A its own clause, B its sentence, C the text before."""

    places: tuple[str, ...] = ()
    excluded: tuple[str, ...] = ()
    part: bool = False
    tier: str = "A"


def locate(scene: Scene, event: Event, preps: frozenset[str], forces: list[Thing]) -> Located:
    """The places of `event`: its own, else those of its forces, of the clauses around it, of the text before."""
    found = _located(scene, event, preps, forces)
    fields = [t for t in (*event.roles.objects, *event.roles.subjects) if t.noun in _AIRFIELDS and not t.places]
    if found.tier != "A" and fields and not any(field in p for p in found.places for field in _AIRFIELDS):
        return Located((), found.excluded)
    return found


def _located(scene: Scene, event: Event, preps: frozenset[str], forces: list[Thing]) -> Located:
    sense = event.match.sense
    land = [
        *(event.match.objects if "L" in sense.object else []),
        *(event.match.subjects if "L" in sense.subject else []),
    ]
    named = [t for t in event.roles.objects if t.noun in sense.nouns or t.head.low in sense.nouns]
    slots = [*event.match.objects, *event.match.subjects, *named]
    own = places_of(
        scene, event.roles, event.node, preps, slots, land, links_of(sense, event.roles, scene.things), sense.nouns
    )
    excluded = _excluded(scene, event)
    if own.places:
        return Located(places_without(own.places, excluded), excluded, own.part)
    if not own.places and forces:
        found = [p for thing in forces for p in thing.places] or _where_they_were(scene, event, forces)
        if found:
            return Located(each_once(found), excluded, any(t.part for t in forces))
    around = places_around(scene, event, preps)
    if around.places:
        return Located(places_without(around.places, excluded), excluded, around.part, "B")
    before = places_told_before(scene, event)
    if before:
        return Located(places_without(before, excluded), excluded, False, "B")
    listed = listed_places(scene, event) or sites_named_elsewhere(scene, event)
    if listed:
        return Located(listed, excluded, False, "B")
    told = (
        headed_places(scene, event)
        or remembered_places(scene, event)
        or places_of_locals(scene, event)
        or home_places(scene, forces)
    )
    return Located(told, excluded, False, "C")


def grounds(event: Event) -> set[str]:
    """The prepositions by which the sense of an event names its ground: to look after a border."""
    return {p for ways, types in event.match.sense.links if set(types) & {"L", "B", "b"} for p in ways}


def _excluded(scene: Scene, event: Event) -> tuple[str, ...]:
    """The places behind "except", of the act or of what it is done to."""
    links = [(prep, thing) for prep, thing in event.roles.links]
    for slot in (*event.roles.objects, *event.roles.subjects):
        links += [(p, t) for p, q in slot.phrase.links if isinstance(q, NounPhrase) for t in scene.things.all(q)]
    return each_once([p for prep, thing in links if prep in _EXCEPT for p in thing.places])


def _where_they_were(scene: Scene, event: Event, forces: list[Thing]) -> list[str]:
    """To withdraw the guards that had been deployed at the airport, those who manned the post have left or been
    replaced: what leaves leaves from there."""
    if event.frame not in _LEAVING:
        return []
    inner = [
        c
        for t in forces
        for held in (t.phrase, *(q for prep, q in t.phrase.links if prep == "of" and isinstance(q, NounPhrase)))
        for c in held.clauses
        if isinstance(c, Clause) and c.verb is not None and not c.verb.negated and c.verb.tense not in MODAL
    ]
    linked = [q for c in inner for prep, q in c.links if prep in _WHERE and isinstance(q, NounPhrase)]
    linked += [q for c in inner for q in c.objects]
    things = [scene.things.of(q) for q in linked]
    return [p for t in things if t.head.kind not in ("country", "capital") or not t.force for p in t.places]
