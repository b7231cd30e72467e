"""Pass 13g. Men who have come to take the place of others."""

from services.ingest.extract.families.guard_sides import sides_of
from services.ingest.extract.frames.scene import Event, Scene
from services.ingest.extract.grammar.clause import Clause
from services.ingest.extract.operators.axes import Axes

FRAMES = frozenset({"ROTATE", "ROTATION"})
_RELIEVING = FRAMES | {"REPLACE"}


def relief_in(scene: Scene, event: Event) -> Event | None:
    """The relief that those who have arrived came for: have arrived to replace the old shift, replacing it."""
    inner = event.node.inner if isinstance(event.node, Clause) else []
    nodes = {id(c) for c in inner if c.role == "comp" or c.marker == "ing"}
    return next((e for e in scene.events if id(e.node) in nodes and _relieves(scene, e)), None)


def _relieves(scene: Scene, event: Event) -> bool:
    """Whether men relieve others; who takes a place, that of their like: of others of the same army."""
    if event.frame != "STANDIN":
        return event.frame in _RELIEVING
    sides = sides_of(scene, event)
    return sides.same or sides.taker is None


def arrived(scene: Scene, event: Event) -> Axes:
    """The axes of the arrival for which somebody is to be relieved, else those of the event."""
    coming = next((e for e in scene.events if e.frame == "ARRIVE" and relief_in(scene, e) is event), None)
    return event.axes if coming is None else coming.axes
