"""Pass 9b. In: things. Out: forces of the record: whose men, of which kind, how many."""

from collections.abc import Iterable

from events.record import Force
from services.ingest.extract.quantities import count_in
from services.ingest.extract.scene import Scene
from services.ingest.extract.things import Thing


def force_of(scene: Scene, thing: Thing) -> Force | None:
    """The force a thing stands for; None where it is none."""
    if thing.force is None:
        return None
    type_ = thing.force
    if thing.owner in ("EU", "BEL") and type_ in ("observers", "unspecified"):
        type_ = "civilian_mission"
    count = count_in(scene.line, thing.phrase.start, thing.phrase.head) if "post" not in thing.kinds else None
    if thing.owner == "BEL" and type_ == "civilian_mission":
        return Force(owner=None, type="civilian_mission", count=count)
    owner = thing.owner if thing.owner is None or len(thing.owner) == 3 and thing.owner not in ("CIS", "OSCE") else None
    return Force(owner=owner, type=type_, unit=thing.unit, count=count)  # type: ignore[arg-type]


def forces_of(scene: Scene, things: Iterable[Thing]) -> tuple[Force, ...]:
    """The forces among `things`, each owner and type once."""
    found: dict[tuple[str | None, str], Force] = {}
    for thing in things:
        force = force_of(scene, thing)
        if force is not None:
            found.setdefault((force.owner, force.type), force)
    return tuple(found.values())
