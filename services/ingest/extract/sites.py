"""Which places are followed, and which site a bare name means beside a force."""

from events.record import Force
from services.ingest.extract.scene import Scene

_CROSSING = frozenset({"checkpoint", "crossing", "customs", "post", "officers"})


def kept(scene: Scene, places: tuple[str, ...], forces: tuple[Force, ...]) -> tuple[str, ...]:
    """Those of `places` where claims about these forces are kept, as `followed.tsv` says."""
    gazetteer = scene.setting.gazetteer
    owners = [f.owner for f in forces] or [None]
    return tuple(p for p in places if any(gazetteer.follows(owner, p) for owner in owners))


def settled(scene: Scene, places: tuple[str, ...], forces: tuple[Force, ...]) -> tuple[str, ...]:
    """Bare Agarak with border guards or a word for a crossing is the checkpoint."""
    if "am.syunik.agarak" not in places:
        return places
    guarded = any(f.type == "border_guards" for f in forces) or any(t.low in _CROSSING for t in scene.tokens)
    return tuple("am.syunik.agarak_checkpoint" if p == "am.syunik.agarak" and guarded else p for p in places)
