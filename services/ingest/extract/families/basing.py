"""Pass 13h. In: an event about the terms on which a base stands. Out: drafts of claims that they have changed."""

from dataclasses import replace

from events.record import Force
from services.ingest.extract.families.presence import draft
from services.ingest.extract.frames.scene import Draft, Event, Scene
from services.ingest.extract.operators.agreed import as_agreed
from services.ingest.extract.things.around_places import AT
from services.ingest.extract.things.forces import forces_of, taking_part
from services.ingest.extract.things.locating import locate
from services.ingest.extract.things.sites import kept
from services.ingest.extract.things.thing import Thing

FRAMES = frozenset({"TERMS", "SIGNTERMS"})


def read_basing(scene: Scene, event: Event) -> list[Draft]:
    """The drafts of an event of these frames; none where it is about no base."""
    axes = event.axes
    if axes.unsaid or axes.stage == "NOMINAL" or (axes.denied and axes.stage == "PROPOSE"):
        return []
    things = taking_part(scene, event) or _base(scene)
    forces = _leased(event, forces_of(scene, [t for t in things if "post" in t.kinds or t.force == "base_garrison"]))
    if not forces:
        return []
    place = locate(scene, event, AT | {"of"} if event.frame == "TERMS" else frozenset({"of"}), things)
    axes = as_agreed(scene, event, axes, "LEASE")
    if axes.stage == "INF":
        axes = replace(axes, stage="FUTURE")
    return [draft(scene, event, "LEASE", axes, forces, kept(scene, place.places, forces), place)]


def _base(scene: Scene) -> list[Thing]:
    """The base that a lease or protocol of the sentence is about."""
    known = [scene.things.of(q) for q in scene.tree.phrases]
    bases = [t for t in known if "post" in t.kinds and t.force in ("base_garrison", "air_force")]
    named = [t for t in bases if t.noun.endswith("base") or t.head.kind == "place"]
    return named[:1] or [held for t in known if (held := scene.things.as_garrison(t)) is not None][:1]


def _leased(event: Event, forces: tuple[Force, ...]) -> tuple[Force, ...]:
    """A base is the guest's, where the sentence names him as a party: he who signs, to whom it is given."""
    parties = (*event.roles.subjects, *event.roles.objects, *event.roles.linked("to"))
    if any(t.state == "RUS" for t in parties):
        return tuple(f if f.owner is not None else f.model_copy(update={"owner": "RUS"}) for f in forces)
    return forces
