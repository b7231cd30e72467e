"""Which places are followed, and which site a bare name means beside a force."""

from events.record import Force
from services.ingest.extract.scene import Scene

_FOLLOWED = frozenset({"am", "az", "ge", "md", "tj", "kg", "kz", "by", "sy", "ua", "uz", "tm"})
_CROSSING = frozenset({"checkpoint", "crossing", "customs", "post", "officers"})


def tracked(place: str) -> bool:
    """Whether claims at this place are kept: Armenia, its neighbourhood, and where forces of a tracked owner stand."""
    return place.split(".")[0] in _FOLLOWED


def settled(scene: Scene, places: tuple[str, ...], forces: tuple[Force, ...]) -> tuple[str, ...]:
    """Bare Agarak with border guards or a word for a crossing is the checkpoint."""
    if "am.syunik.agarak" not in places:
        return places
    guarded = any(f.type == "border_guards" for f in forces) or any(t.low in _CROSSING for t in scene.tokens)
    return tuple("am.syunik.agarak_checkpoint" if p == "am.syunik.agarak" and guarded else p for p in places)
