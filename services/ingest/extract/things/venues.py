"""Pass 9f. In: what stands by a deal or an engagement. Out: where it takes place."""

from services.ingest.extract.frames.scene import Event, Scene
from services.ingest.extract.things.own_places import BESIDE, narrow
from services.ingest.extract.things.thing import Thing
from services.ingest.extract.words.word_sets import word_set

_VENUE = frozenset({"in", "at", "near", "inside", "outside", "around", "along", "across", "within", "into", "on", ""})


def venue(
    scene: Scene, event: Event, links: list[tuple[str, Thing]], but: set[str], barring: frozenset[str] = BESIDE
) -> tuple[str, ...]:
    """Where a deal or a meeting takes place; not the country, as a whole, of a party in `but`, nor what stands behind
    a phrase of a kind in `barring`."""
    found: list[str] = []
    places = scene.setting.gazetteer.places
    for prep, thing in links:
        if prep not in _VENUE or not thing.places or (thing.kinds & BESIDE and thing.head.kind not in _NAMED):
            continue
        if prep == "on" and not thing.kinds & _GROUND and thing.head.low not in _ISLANDS:
            continue
        before = scene.beside.get(id(thing.phrase))
        if before is not None and before is not event.node and scene.things.of(before).kinds & barring:
            continue
        found += [p for p in thing.places if not (len(p) == 2 and places[p].host in but)]
    return narrow(scene, found)


_ISLANDS = word_set("venues.islands")
_GROUND = frozenset({"area", "land", "border"})
_NAMED = frozenset({"place", "country", "capital"})
