"""Pass 9a. In: an event. Out: the places where it happens, those excepted, and how they were found."""

from collections.abc import Sequence
from dataclasses import dataclass

from services.ingest.extract.clauses import Clause
from services.ingest.extract.phrases import NounPhrase
from services.ingest.extract.places import Where
from services.ingest.extract.roles import Roles
from services.ingest.extract.scene import Event, Scene
from services.ingest.extract.things import Thing

AT = frozenset(
    [
        "in",
        "at",
        "on",
        "near",
        "along",
        "around",
        "inside",
        "within",
        "across",
        "throughout",
        "outside",
        "above",
        "alongside",
        "beside",
        "next to",
        "close to",
        "over",
        "between",
        "opposite",
        "beyond",
        "",
    ]
)
FROM = AT | frozenset({"from", "out of", "off", "of", "away from"})
TO = AT | frozenset({"to", "into", "onto", "towards", "toward", "for"})
_EXCEPT = frozenset({"save", "save for", "barring", "bar", "except", "excepting", "excluding", "apart from", "aside from", "but", "minus"})
_VENUES = frozenset(
    {
        "human",
        "state",
        "meeting",
        "talks",
        "visit",
        "summit",
        "parliament",
        "person",
        "outlet",
        "agreement",
        "paper",
        "report",
        "envoy",
        "drill",
        "training",
        "invitation",
        "party",
        "civilian",
        "cadet",
    }
)
_POINTING = frozenset({"there", "here", "it", "them", "both", "these", "those", "them"})


@dataclass(frozen=True, slots=True)
class Located:
    """The places of an event, `tier` A its own clause, B its sentence, C the text before."""

    places: tuple[str, ...] = ()
    excluded: tuple[str, ...] = ()
    part: bool = False
    tier: str = "A"


def locate(scene: Scene, event: Event, preps: frozenset[str], forces: list[Thing]) -> Located:
    """The places of `event`: its own, else those of its forces, of the clauses around it, of the text before."""
    land = event.match.objects if "L" in event.match.sense.object else []
    own = _own(scene, event.roles, event.node, preps, [*event.match.objects, *event.match.subjects], land)
    excluded = _excluded(event.roles)
    if own.places:
        return Located(_without(own.places, excluded), excluded, own.part)
    if not own.places and forces:
        found = [p for thing in forces for p in thing.places]
        if found:
            return Located(_unique(found), excluded, any(t.part for t in forces))
    around = _around(scene, event, preps)
    if around.places:
        return Located(_without(around.places, excluded), excluded, around.part, "B")
    remembered = _remembered(scene, event)
    return Located(remembered, excluded, False, "C")


def _unique(places: list[str]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(places))


def _without(places: tuple[str, ...], excluded: tuple[str, ...]) -> tuple[str, ...]:
    return tuple(p for p in places if p not in excluded)


def _excluded(roles: Roles) -> tuple[str, ...]:
    return _unique([p for prep, thing in roles.links if prep in _EXCEPT for p in thing.places])


def _own(
    scene: Scene,
    roles: Roles,
    node: "Clause | NounPhrase",
    preps: frozenset[str],
    slots: list[Thing],
    land: Sequence[Thing] = (),
) -> Where:
    """Places in the slots of the sense and behind the prepositions of the event; `land` are things that are places
    there, also where they could be governments."""
    found: list[str] = []
    part = False
    for thing in slots:
        if thing.places and (not _stands_for_state(thing) or any(thing is one for one in land)):
            found += thing.places
            part = part or thing.part
    for prep, thing in roles.links:
        if prep in preps and thing.places and _is_place(scene, thing, node):
            found += thing.places
            part = part or thing.part
    return Where(_narrow(scene, found), part)


def _narrow(scene: Scene, found: list[str]) -> tuple[str, ...]:
    unique = list(dict.fromkeys(found))
    gazetteer = scene.setting.gazetteer
    parents = {a for p in unique for a in gazetteer.ancestors(p)}
    kept = [p for p in unique if p not in parents]
    if any(len(p) > 2 for p in kept):
        kept = [p for p in kept if len(p) > 2 or not any(q.startswith(p + ".") for q in kept)]
    return tuple(kept)


def _stands_for_state(thing: Thing) -> bool:
    """A country or capital as subject or object is its government."""
    return thing.head.kind in ("country", "capital", "adjective", "metonym")


def _is_place(scene: Scene, thing: Thing, node: "Clause | NounPhrase") -> bool:
    """Whether the phrase is where the event is, not where somebody sits who speaks of it."""
    if thing.kinds & _VENUES and thing.head.kind not in ("place", "country", "capital"):
        return False
    before = scene.beside.get(id(thing.phrase))
    if before is None or before is node:
        return True
    kinds = set(scene.things.of(before).kinds)
    return not kinds & _VENUES or bool(kinds & {"force", "post"})


def _around(scene: Scene, event: Event, preps: frozenset[str]) -> Where:
    """Places of the clauses that the event continues or stands under."""
    from services.ingest.extract.roles import of_clause

    clause = scene.tree.clause_of(event.node)
    if clause is None:
        return Where()
    seen = [clause] if event.node is not clause else []
    conditions = [
        inner for inner in clause.inner if inner.role == "adv" and inner.marker in ("if", "unless", "when", "once")
    ]
    for around in (*seen, *scene.tree.above(clause), *conditions):
        if around.role == "say":
            break
        roles = of_clause(around, scene.tree, scene.things)
        slots = [t for t in (*roles.objects, *roles.subjects) if t.head.start != scene.tokens[event.at].start]
        places = _own(scene, roles, around, preps, slots)
        if places.places:
            return places
    return Where()


def _remembered(scene: Scene, event: Event) -> tuple[str, ...]:
    """Places of the text before, where a word points back: there, the airport, the base."""
    clause = scene.tree.clause_of(event.node)
    memory = scene.setting.memory
    if clause is None or not memory.places:
        return ()
    gazetteer = scene.setting.gazetteer
    end = clause.verb.end if clause.verb else clause.start
    for token in scene.tokens[clause.start : min(len(scene.tokens), end + 8)]:
        if token.low in _POINTING or token.tag == "O":
            return memory.places
    for phrase in scene.tree.phrases:
        head = scene.tokens[phrase.head]
        senses = set(head.word.senses)
        if scene.tokens[phrase.start].low in ("the", "this", "that", "these", "those", "both") and not head.mention:
            if "site" in senses or "post" in senses:
                fit = tuple(p for p in memory.places if gazetteer.places[p].kind in ("site", "settlement"))
            elif "border" in senses:
                fit = tuple(p for p in memory.places if gazetteer.places[p].kind == "border")
            elif "area" in senses:
                fit = tuple(
                    p for p in memory.places if gazetteer.places[p].kind in ("province", "settlement", "region")
                )
            else:
                continue
            if fit:
                return fit
    return ()
