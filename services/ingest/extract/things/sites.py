"""Which places are followed, and which site a bare name means beside a force."""

from events.record import Force
from services.ingest.extract.frames.scene import Scene
from services.ingest.extract.words.word_sets import word_set
from services.ingest.gazetteer import Gazetteer

_CROSSING = word_set("sites.crossing")


def kept(scene: Scene, places: tuple[str, ...], forces: tuple[Force, ...]) -> tuple[str, ...]:
    """Those of `places` where claims about these forces are kept, as `followed.tsv` says."""
    gazetteer = scene.setting.gazetteer
    owners = [f.owner for f in forces] or [None]
    found = [
        listed(gazetteer, p)
        for p in places
        if any(gazetteer.follows(o, p) and not _own_ground(scene, p, o) for o in owners)
    ]
    return tuple(dict.fromkeys(found))


def listed(gazetteer: Gazetteer, place: str) -> str:
    """The place, or its country where nothing smaller of that country is followed: Hmeimim is Syria."""
    country = place.partition(".")[0]
    if country == place or country in gazetteer.provinces:
        return place
    known = gazetteer.places.get(place)
    within = (place, *gazetteer.ancestors(place))
    under = [row.where for row in gazetteer.followed if row.where in within or place.startswith(row.where + ".")]
    nearest = max(under, key=len) if under else place
    inside = place.startswith(nearest) and not (known is not None and known.kind == "site")
    return place if inside and nearest != country else nearest


def _site(scene: Scene, place: str, noun: str) -> str:
    """The site of a town that a noun names."""
    fit = [s.id for s in scene.setting.gazetteer.sites_of(place) if noun in s.site_words and noun != "garrison"]
    return fit[0] if fit else place


def _own_ground(scene: Scene, place: str, owner: str | None) -> bool:
    """Whether a tracked owner's force is at home: Russian soldiers in Russia."""
    gazetteer = scene.setting.gazetteer
    return place in gazetteer.places and gazetteer.places[place].host == owner and owner in dict(gazetteer.tracked)


def at_home(scene: Scene, place: str, owner: str | None) -> bool:
    """Whether the place is in the owner's own country."""
    gazetteer = scene.setting.gazetteer
    if place in gazetteer.places:
        return gazetteer.places[place].host == owner or (owner == "AZE" and place.startswith("az."))
    country = gazetteer.countries.get(owner or "")
    return country is not None and country.alpha2 == place


def settled(scene: Scene, places: tuple[str, ...], forces: tuple[Force, ...], noun: str = "") -> tuple[str, ...]:
    """Bare Agarak with border guards or a word for a crossing is the checkpoint; the base that will stay in Gyumri is
    the site in the town."""
    if noun:
        places = tuple(_site(scene, p, noun) for p in places)
    if "am.syunik.agarak" not in places:
        return places
    guarded = any(f.type == "border_guards" for f in forces) or any(t.low in _CROSSING for t in scene.tokens)
    return tuple("am.syunik.agarak_checkpoint" if p == "am.syunik.agarak" and guarded else p for p in places)
