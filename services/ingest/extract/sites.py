"""Which places are followed, and which site a bare name means beside a force."""

from events.record import Force
from services.ingest.extract.scene import Scene
from services.ingest.gazetteer import Gazetteer

_CROSSING = frozenset({"checkpoint", "crossing", "customs", "post", "officers", "guards", "guard"})


def kept(scene: Scene, places: tuple[str, ...], forces: tuple[Force, ...]) -> tuple[str, ...]:
    """Those of `places` where claims about these forces are kept, as `followed.tsv` says."""
    gazetteer = scene.setting.gazetteer
    owners = [f.owner for f in forces] or [None]
    found = [listed(gazetteer, p) for p in places if any(gazetteer.follows(owner, p) for owner in owners)]
    return tuple(dict.fromkeys(found))


def listed(gazetteer: Gazetteer, place: str) -> str:
    """The place, or its country where nothing smaller of that country is followed: Hmeimim is Syria."""
    country = place.partition(".")[0]
    if country == place or any(p.kind == "province" and p.parent == country for p in gazetteer.places.values()):
        return place
    under = [row.where for row in gazetteer.followed if place == row.where or place.startswith(row.where + ".")]
    return country if under and max(under, key=len) == country else place


def settled(scene: Scene, places: tuple[str, ...], forces: tuple[Force, ...]) -> tuple[str, ...]:
    """Bare Agarak with border guards or a word for a crossing is the checkpoint."""
    if "am.syunik.agarak" not in places:
        return places
    guarded = any(f.type == "border_guards" for f in forces) or any(t.low in _CROSSING for t in scene.tokens)
    return tuple("am.syunik.agarak_checkpoint" if p == "am.syunik.agarak" and guarded else p for p in places)
