"""Pass 12a. Places in the slots of an event and behind its prepositions."""

from collections.abc import Sequence

from services.ingest.extract.frames.scene import Scene
from services.ingest.extract.grammar.clause import Clause
from services.ingest.extract.grammar.phrase import NounPhrase, nested_links
from services.ingest.extract.things.border_lines import Where
from services.ingest.extract.things.places import NEARBY, describes
from services.ingest.extract.things.roles import Roles
from services.ingest.extract.things.thing import Thing
from services.ingest.extract.words.word_sets import word_set

_TOWARDS = word_set("locating.towards")
BESIDE = word_set("locating.beside")
_ORIGIN = frozenset({"from", "out of"})
"""Prepositions that tell of the act also where they stand behind its goal: went back to Russia from A."""
_AROUND_TIME = word_set("locating.around_time")
"""Prepositions of what went on at the time: since the start of the war in Ukraine."""


def each_once(places: list[str]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(places))


def places_without(places: tuple[str, ...], excluded: tuple[str, ...]) -> tuple[str, ...]:
    return tuple(p for p in places if p not in excluded)


def places_of(
    scene: Scene,
    roles: Roles,
    node: "Clause | NounPhrase",
    preps: frozenset[str],
    slots: list[Thing],
    land: Sequence[Thing] = (),
    links: Sequence[tuple[str, Thing]] = (),
    nouns: frozenset[str] = frozenset(),
) -> Where:
    """Places in the slots of the sense and behind the prepositions of the event; `land` are things that are places
    there, also where they could be governments."""
    found: list[str] = []
    beside: list[str] = []
    apart: list[str] = []
    part = False
    for thing in slots:
        if thing.places and (not _stands_for_state(thing) or any(thing is one for one in land)):
            found += thing.places
            part = part or thing.part
    within = {
        id(q)
        for t in slots
        if t.places and "border" in t.kinds
        for _, p in t.phrase.links
        if isinstance(p, NounPhrase)
        for q in p.all()
    }
    elsewhere = (
        {
            id(q)
            for p, t in roles.links
            if p in _TOWARDS and not _leads(scene, t.phrase)
            for at, q in t.phrase.links
            if at not in _ORIGIN
        }
        if not preps & _TOWARDS
        else set()
    )
    elsewhere |= {
        id(q) for p, t in roles.links if p in _AROUND_TIME and not t.head.kind for _, q in nested_links(t.phrase)
    }
    others = _beside_others(roles, slots)
    for prep, thing in links or roles.links:
        if (
            id(thing.phrase) in within
            or (prep == "between" and not _drawn(scene, thing))
            or (found and describes(prep, thing.phrase, scene.tokens))
        ):
            continue
        wanted = prep in preps or (prep == "by" and thing.head.kind == "place")
        if wanted and thing.places and id(thing.phrase) not in elsewhere and _is_place(scene, thing, node, nouns):
            near = beside if _only_near(scene, prep, thing) else found
            (apart if id(thing.phrase) in others else near).extend(thing.places)
            part = part or thing.part
    return Where(narrow(scene, found or apart or beside), part)


def _beside_others(roles: Roles, slots: list[Thing]) -> set[int]:
    """What hangs on the things listed beside those meant: an airfield at A and a regiment in B."""
    meant = {id(t.phrase) for t in slots}
    listed = [*roles.objects, *roles.subjects]
    if not any(id(t.phrase) in meant for t in roles.objects):
        return set()
    apart = [t for t in listed if id(t.phrase) not in meant and t in roles.objects]
    return {id(q) for t in apart for _, p in t.phrase.links if isinstance(p, NounPhrase) for q in p.all()}


def _drawn(scene: Scene, thing: Thing) -> bool:
    """The border between A and B, the road between them; not the war between them."""
    before = scene.beside.get(id(thing.phrase))
    if before is None:
        return True
    over = scene.things.of(before)
    told = bool(over.kinds & {"post", "post?"}) and bool(over.places)
    return not told and bool(over.kinds & {"border", "area", "site", "land", "post", "road"})


def _only_near(scene: Scene, prep: str, thing: Thing) -> bool:
    """In Yeraskh near the border: the border says where the town is; in Gyumri and along the border: it is one more."""
    if prep not in NEARBY or "border" not in thing.kinds:
        return False
    before = [t.tag for t in scene.tokens[max(0, thing.phrase.start - 2) : thing.phrase.start]]
    return "C" not in before and (prep != "along" or "," not in before)


def narrow(scene: Scene, found: list[str]) -> tuple[str, ...]:
    unique = list(dict.fromkeys(found))
    gazetteer = scene.setting.gazetteer
    parents = {a for p in unique for a in gazetteer.ancestors(p)}
    kept = [p for p in unique if p not in parents and not any(site.id in unique for site in gazetteer.sites_of(p))]
    above = {line for p in kept if p in gazetteer.places for line in gazetteer.places[p].upgrades}
    kept = [p for p in kept if p not in above]
    if any(len(p) > 2 for p in kept):
        kept = [p for p in kept if len(p) > 2 or not any(q.startswith(p + ".") for q in kept)]
    return tuple(kept)


def _stands_for_state(thing: Thing) -> bool:
    """A country or capital as subject or object is its government."""
    return thing.head.kind in ("country", "capital", "adjective", "metonym")


def _leads(scene: Scene, phrase: NounPhrase) -> bool:
    """The bridge to Iran, the road to Georgia: a name that tells which site is meant."""
    over = scene.beside.get(id(phrase))
    return over is not None and bool(scene.things.of(over).kinds & {"site", "road", "border", "post"})


def _is_place(scene: Scene, thing: Thing, node: "Clause | NounPhrase", nouns: frozenset[str]) -> bool:
    """Whether the phrase is where the event is, not where somebody sits who speaks of it."""
    if thing.kinds & BESIDE and thing.head.kind not in ("place", "country", "capital"):
        return False
    before = scene.beside.get(id(thing.phrase))
    if before is None or before is node or scene.things.of(before).noun in nouns:
        return True
    if "border" in scene.tokens[before.head].word.senses and scene.things.of(before).places:
        return False
    if _leads(scene, before):
        return True
    kinds = set(scene.things.of(before).kinds)
    return not kinds & BESIDE or bool(kinds & {"force", "post"})
