"""Pass 13a. In: an event of staying or standing somewhere. Out: drafts of presence claims.

What the words around make of it: still is staying, no longer is leaving, instead of the others or alone is taking over,
side by side is guarding together.
"""

from dataclasses import replace

from events.record import Force
from services.ingest.extract.families import control, guarding
from services.ingest.extract.families.presupposed import mapped, taken_over
from services.ingest.extract.families.staying_stages import stationed, staying
from services.ingest.extract.frames.scene import Draft, Event, Scene
from services.ingest.extract.grammar.clause import Clause
from services.ingest.extract.grammar.phrase import NounPhrase
from services.ingest.extract.operators.agreed import as_agreed, as_considered
from services.ingest.extract.operators.axes import Axes
from services.ingest.extract.operators.copulas import predicate_operators
from services.ingest.extract.things.around_places import AT
from services.ingest.extract.things.forces import apart, forces_of, numbered, taking_part, with_owner
from services.ingest.extract.things.locating import Located, grounds, locate
from services.ingest.extract.things.sites import at_home, kept, settled
from services.ingest.extract.things.told_places import TO

FRAMES = {
    "STAY": "STAY", "RETAIN": "STAND", "MAN": "STAND", "BUDGE": "STAY", "TERMRUN": "STAY", "PROLONG": "STAY",
    "AHEAD": "STAY", "LEFTOVER": "STAY", "STATION": "STAND", "STAND": "STAND", "GUARD": "STAND", "NUMBER": "STAND",
    "HAVE": "STAND", "ABSENT": "STAND", "HARBOUR": "STAND", "HOME": "STAND", "SEEN": "STAND", "INHANDS": "STAND",
    "FLAG": "STAND",
}  # fmt: skip
_PREPS = {"STAY": AT | {"from", "of"}, "STAND": AT | {"of"}}
_OWNERLESS = frozenset({"HARBOUR", "SEEN", "INHANDS", "FLAG"})
_ANYBODY = "?"


def read_presence(scene: Scene, event: Event) -> list[Draft]:
    """The drafts of an event of these frames; none where no force and no place of this world is meant."""
    frame = FRAMES[event.frame]
    axes = as_considered(event, event.axes) if event.frame == "STATION" else event.axes
    if (
        axes.unsaid
        or _bare_be(scene, event)
        or _spoken_of(scene, event)
        or _described(scene, event)
        or taken_over(scene, event)
        or mapped(scene, event)
    ):
        return []
    if parts := apart(event):
        return [made for part in parts for made in read_presence(scene, part)]
    shared = guarding.together(scene, event)
    if shared and frame == "STAND":
        return guarding.joint(scene, event, axes, shared)
    things = taking_part(scene, event)
    forces = forces_of(scene, things)
    if event.frame not in _OWNERLESS:
        forces = with_owner(scene, event, forces)
    if event.frame == "NUMBER":
        forces = numbered(scene, event.roles.objects, forces)
    if event.frame == "GUARD" and (helped := guarding.assisting(scene, event, forces)):
        return guarding.joint(scene, event, axes, helped)
    if frame == "STAND" and not axes.denied and (sides := control.alone(scene, event, axes, forces)) is not None:
        begun = axes.stage in ("BEGIN", "PROG") and not axes.ahead
        return control.handover(scene, event, replace(axes, stage="DONE") if begun else axes, sides)
    if event.frame == "INHANDS" and (taken := control.taken_over(scene, event, axes, forces)) is not None:
        return taken
    if all(f.owner is None for f in forces) and frame == "STAND":
        forces = _of_base(scene, event) or _of_post(scene, event, forces)
    preps = _PREPS[frame] | ({"from"} if event.frame == "GUARD" else set())
    preps |= grounds(event)
    if event.frame == "STATION" and stationed(event, axes)[0] == "ARRIVE":
        preps = TO
    place = locate(scene, event, preps, things)
    sited = any("post" in t.kinds and t.places for t in things)
    if event.frame == "HOME" and isinstance(event.node, NounPhrase) and not sited:
        place = _home(scene, event.node)
    elif event.frame == "HARBOUR" and not place.places:
        place = host_of(scene, event)
    frame, axes = staying(scene, event, frame, as_agreed(scene, event, axes, frame), forces)
    places = kept(scene, place.places, forces)
    if frame in ("STAND", "STAY") and any(
        f.owner == "ARM" and all(at_home(scene, p, "ARM") for p in places) for f in forces
    ):
        return []
    if not frame or not _enough(scene, frame, forces, places) or (event.frame == "FLAG" and not places):
        return []
    return [draft(scene, event, frame, axes, forces, places, place)]


def _bare_be(scene: Scene, event: Event) -> bool:
    """Be it Russian or American: an aside, no claim."""
    verb = event.axes.verb
    return isinstance(event.node, Clause) and verb is not None and scene.tokens[verb.start].low == "be"


def _spoken_of(scene: Scene, event: Event) -> bool:
    """A joint guard near A is on the table: what is said of it is no place."""
    clause = event.node
    if event.match.sense.lemma != "be" or not isinstance(clause, Clause) or clause.adjective >= 0:
        return False
    subject = clause.subject
    return isinstance(subject, NounPhrase) and "CONSIDER" in predicate_operators(
        clause, "subject", subject, scene.tokens
    )


def _described(scene: Scene, event: Event) -> bool:
    """It is the biggest employer around Gyumri: what it is, not where."""
    clause = event.node
    if event.match.sense.lemma != "be" or not isinstance(clause, Clause) or clause.predicate is None:
        return False
    subject = clause.subject
    pronoun = isinstance(subject, NounPhrase) and scene.tokens[subject.head].tag == "O"
    inside = {id(q) for _, q in clause.predicate.links}
    return pronoun and bool(inside) and all(id(q) in inside for _, q in clause.links)


def _of_base(scene: Scene, event: Event) -> tuple[Force, ...]:
    """Whoever is found in the barracks of a base is of its garrison."""
    return forces_of(
        scene,
        [t for p, t in event.roles.links if p in ("in", "at", "inside", "near") and "post" in t.kinds and t.owner],
    )


def _of_post(scene: Scene, event: Event, forces: tuple[Force, ...]) -> tuple[Force, ...]:
    """Four soldiers man the Russian post: they are Russian; a guest that guards a border has guards there."""
    if not forces and event.frame == "GUARD":
        tracked = dict(scene.setting.gazetteer.tracked)
        states = [t.state for t in event.match.subjects if t.state in tracked and t.force is None]
        return tuple(Force(owner=s, type="unspecified") for s in states[:1])
    owner = next((t.owner for t in event.roles.objects if "post" in t.kinds and t.owner is not None), None)
    return tuple(f.model_copy(update={"owner": owner}) for f in forces) if owner is not None else forces


def host_of(scene: Scene, event: Event) -> Located:
    """The country that hosts, where nothing smaller is told."""
    countries = scene.setting.gazetteer.countries
    states = [t.state for t in event.roles.subjects if t.force is None and t.state in countries]
    return Located(tuple(countries[s].alpha2 for s in states[:1] if s is not None))


def _home(scene: Scene, home: NounPhrase) -> Located:
    """What is called the home of a force: the name beside the noun."""
    near = list(home.named)
    up = scene.tree.up(home)
    if up is not None and up.role == "named" and isinstance(up.holder, NounPhrase):
        near.append(up.holder)
    return Located(tuple(dict.fromkeys(p for q in near for p in scene.things.of(q).places)))


def draft(
    scene: Scene,
    event: Event,
    frame: str,
    axes: Axes,
    forces: tuple[Force, ...],
    places: tuple[str, ...],
    place: Located,
) -> Draft:
    """A claim about forces at places, bare names of towns settled to the site that is meant."""
    noun = next((t.noun for t in taking_part(scene, event) if "post" in t.kinds), "")
    sites = settled(scene, places, forces, noun)
    return Draft(
        event, frame, axes, _garrisons(scene, sites, forces), sites, place.excluded, place.part, tier=place.tier
    )


def _garrisons(scene: Scene, places: tuple[str, ...], forces: tuple[Force, ...]) -> tuple[Force, ...]:
    """A force of the kind that has its base there is the owner's: pilots at Erebuni."""
    known = [scene.setting.gazetteer.places[p] for p in places if p in scene.setting.gazetteer.places]
    owner = next((p.garrison_owner for p in known if p.garrison_owner is not None), None)
    kind = next((p.garrison for p in known if p.garrison_owner is not None), None)
    return tuple(
        f.model_copy(update={"owner": owner}) if f.owner is None and f.type == kind and owner else f for f in forces
    )


def _enough(scene: Scene, frame: str, forces: tuple[Force, ...], places: tuple[str, ...]) -> bool:
    """A force and a place, abroad somebody's force; who stays need not say where."""
    if forces and places:
        here = any(scene.setting.gazetteer.follows(_ANYBODY, p) for p in places)
        return (
            here
            or frame != "STAND"
            or any(f.owner is not None or f.type not in ("troops", "unspecified") for f in forces)
        )
    return frame in ("STAY", "LEAVE") and any(
        (f.owner is not None and scene.setting.gazetteer.follows(f.owner, ""))
        or (f.owner is None and f.type in ("border_guards", "peacekeepers"))
        for f in forces
    )
