"""Pass 9a. In: an event. Out: the places where it happens, those excepted, and how they were found."""

from collections.abc import Sequence
from dataclasses import dataclass

from services.ingest.extract.clauses import Clause
from services.ingest.extract.phrases import NounPhrase
from services.ingest.extract.places import AROUND, NEARBY, Where, describes
from services.ingest.extract.roles import Roles, of_clause
from services.ingest.extract.scene import Event, Scene
from services.ingest.extract.senses import links_of, senses
from services.ingest.extract.things import Thing
from services.ingest.gazetteer import Gazetteer

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
        *AROUND,
    ]
)
FROM = AT | frozenset({"from", "out of", "off", "of", "away from"})
TO = AT | frozenset({"to", "into", "onto", "towards", "toward", "for"})
_TOWARDS = frozenset({"to", "into", "towards", "toward", "onto", "for"})
_EXCEPT = frozenset({"save", "save for", "barring", "bar", "except", "excepting", "excluding", "apart from", "aside from", "but", "minus"})
BESIDE = frozenset(
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
    sense = event.match.sense
    land = [
        *(event.match.objects if "L" in sense.object else []),
        *(event.match.subjects if "L" in sense.subject else []),
    ]
    named = [t for t in event.roles.objects if t.noun in sense.nouns or t.head.low in sense.nouns]
    slots = [*event.match.objects, *event.match.subjects, *named]
    own = _own(
        scene, event.roles, event.node, preps, slots, land, links_of(sense, event.roles, scene.things), sense.nouns
    )
    excluded = _excluded(scene, event)
    if own.places:
        return Located(_without(own.places, excluded), excluded, own.part)
    if not own.places and forces:
        found = [p for thing in forces for p in thing.places]
        if found:
            return Located(_unique(found), excluded, any(t.part for t in forces))
    around = _around(scene, event, preps)
    if around.places:
        return Located(_without(around.places, excluded), excluded, around.part, "B")
    before = _told_before(scene, event)
    if before:
        return Located(_without(before, excluded), excluded, False, "B")
    listed = _listed(scene, event) or _named_elsewhere(scene, event)
    if listed:
        return Located(listed, excluded, False, "B")
    told = _headed(scene, event) or _remembered(scene, event) or _by_locals(scene, event) or _at_home(scene, forces)
    return Located(told, excluded, False, "C")


def _unique(places: list[str]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(places))


def _without(places: tuple[str, ...], excluded: tuple[str, ...]) -> tuple[str, ...]:
    return tuple(p for p in places if p not in excluded)


def _excluded(scene: Scene, event: Event) -> tuple[str, ...]:
    """The places behind "except", of the act or of what it is done to."""
    links = [(prep, thing) for prep, thing in event.roles.links]
    for slot in (*event.roles.objects, *event.roles.subjects):
        links += [(p, t) for p, q in slot.phrase.links if isinstance(q, NounPhrase) for t in scene.things.all(q)]
    return _unique([p for prep, thing in links if prep in _EXCEPT for p in thing.places])


def _own(
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
    part = False
    for thing in slots:
        if thing.places and (not _stands_for_state(thing) or any(thing is one for one in land)):
            found += thing.places
            part = part or thing.part
    elsewhere = {id(q) for p, t in roles.links if p in _TOWARDS for _, q in t.phrase.links} if not preps & _TOWARDS else set()
    for prep, thing in links or roles.links:
        if found and describes(prep, thing.phrase, scene.tokens):
            continue
        wanted = prep in preps or (prep == "by" and thing.head.kind == "place")
        if wanted and thing.places and id(thing.phrase) not in elsewhere and _is_place(scene, thing, node, nouns):
            (beside if _only_near(scene, prep, thing) else found).extend(thing.places)
            part = part or thing.part
    return Where(narrow(scene, found or beside), part)


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


def _is_place(scene: Scene, thing: Thing, node: "Clause | NounPhrase", nouns: frozenset[str]) -> bool:
    """Whether the phrase is where the event is, not where somebody sits who speaks of it."""
    if thing.kinds & BESIDE and thing.head.kind not in ("place", "country", "capital"):
        return False
    before = scene.beside.get(id(thing.phrase))
    if before is None or before is node or scene.things.of(before).noun in nouns:
        return True
    if "border" in scene.tokens[before.head].word.senses and scene.things.of(before).places:
        return False
    kinds = set(scene.things.of(before).kinds)
    return not kinds & BESIDE or bool(kinds & {"force", "post"})


_WITHIN = frozenset({"if", "unless", "when", "once", "where"})
_BESIDE = _WITHIN | {"as", "while"}


def _around(scene: Scene, event: Event, preps: frozenset[str]) -> Where:
    """Places of the clauses that the event continues or stands under."""

    clause = scene.tree.clause_of(event.node)
    if clause is None:
        return Where()
    seen = [clause] if event.node is not clause else []
    subject = clause.subject.head if isinstance(clause.subject, NounPhrase) else -1
    if event.node is not clause and subject == event.at and not clause.links:
        seen = [inner for inner in clause.inner if inner.role == "comp"] + seen
    conditions = [
        inner
        for inner in clause.inner
        if inner.role == "adv" and inner.marker in (_BESIDE if event.frame == "PASSING" else _WITHIN)
    ]
    beside = [inner for inner in clause.inner if inner.role == "and" and _same_subject(inner, clause)]
    said = _said(event)
    for around in (*seen, *beside, *scene.tree.above(clause), *conditions, *_siblings(scene, clause)):
        if around.role == "say":
            continue
        roles = of_clause(around, scene.tree, scene.things)
        if id(around) in said:
            found = [t.places for t in roles.objects if t.force is not None and t.places]
            if found:
                return Where(_unique([p for places in found for p in places]))
            continue
        slots = [t for t in (*roles.objects, *roles.subjects) if t.head.start != scene.tokens[event.at].start]
        land = roles.objects if _takes_land(around) else ()
        places = _own(scene, roles, around, preps, slots, land)
        if places.places:
            return places
    return Where()


def _said(event: Event) -> set[int]:
    """The clauses above the event that have a place of their own: they said so in Moscow."""
    return {id(o.clause) for o in event.climb.operators if o.clause is not None and o.name not in _SAME_PLACE}


_SAME_PLACE = frozenset(["BEGIN", "COMPLETE", "HAPPEN", "PROG", "POSTPONE", "CANCEL", "STOP", "FAIL", "MANAGE", "CARRY", "SEE",
                         "OBLIGE", "EXIST", "NOT", "LET", "RESUME", "PRETEND", "POSSIBLE", "EXPECT", "PLAN"])  # fmt: skip
"""Operators that are where the act is."""


def _takes_land(clause: Clause) -> bool:
    """Whether the object of its verb can be a place: to leave Armenia."""
    lemmas = clause.verb.lemmas if clause.verb is not None else ()
    return any("L" in sense.object for lemma in lemmas for sense in senses().get((lemma, "v"), ()))


def _same_subject(one: Clause, other: Clause) -> bool:
    return one.subject is other.subject and (one.subject is not None or one.verb is not None and one.verb.form == "inf")


def _siblings(scene: Scene, clause: Clause) -> list[Clause]:
    """What hangs on the clause that this one is coordinated with: to stop checking passports at A and go home; what was
    said before it in the same breath: that they stay in A and that nobody asked them to leave."""
    above = clause.above()
    found: list[Clause] = []
    if clause.role == "and" and above is not None and _same_subject(clause, above):
        found += [inner for inner in above.inner if inner.role == "comp" and inner is not clause]
    at: Clause = clause
    for around in scene.tree.above(clause):
        found += [c for c in around.inner if c.role in ("that", "and") and c is not at and c.start < clause.start]
        at = around
    return found


def _headed(scene: Scene, event: Event) -> tuple[str, ...]:
    """Tavush first, then Syunik: in this order they will leave: the places before the colon."""
    clause = scene.tree.clause_of(event.node)
    roots = scene.tree.roots
    if clause is None:
        return ()
    around = {id(clause), *(id(c) for c in scene.tree.above(clause))}
    at = next((i for i, r in enumerate(roots) if id(r) in around), 0)
    if not at or roots[at].marker != "colon":
        return ()
    before = roots[at - 1]
    if before.verb is not None:
        inner = next((c for c in before.inner if c.role == "that"), before) if before.role == "say" else before
        roles = of_clause(inner, scene.tree, scene.things)
        slots = [t for t in (*roles.subjects, *roles.objects) if t.force is not None or t.kinds & {"presence", "plan", "mission"}]
        return _own(scene, roles, inner, FROM, slots).places
    subject = before.subject
    phrases = [*subject.all(), *subject.named] if isinstance(subject, NounPhrase) else []
    return _unique([p for q in phrases if scene.tokens[q.head].kind == "place" for p in scene.things.of(q).places])


def _at_home(scene: Scene, forces: list[Thing]) -> tuple[str, ...]:
    """The base that a unit is of, where nothing else tells a place: two battalions of the 102nd base."""
    bases = [q for t in forces for prep, q in t.phrase.links if prep in ("of", "from") and isinstance(q, NounPhrase)]
    return _unique([p for q in bases for p in scene.tokens[q.head].places if scene.tokens[q.head].kind != "country"])


_LOCALS = frozenset({"civilian", "private"})
_LOCAL_HEADS = frozenset({"mayor", "elder", "head", "governor", "official", "officer", "director"})


def _by_locals(scene: Scene, event: Event) -> tuple[str, ...]:
    """Where those live who tell it: villagers in A said the Russians had gone."""
    clause = scene.tree.clause_of(event.node)
    if clause is None or event.roles.linked("from", "out of"):
        return ()
    for around in scene.tree.above(clause):
        if around.role != "say" or not isinstance(around.subject, NounPhrase):
            continue
        thing = scene.things.of(around.subject)
        if not thing.kinds & _LOCALS and thing.noun not in _LOCAL_HEADS:
            return ()
        found = [
            p
            for prep, q in around.subject.links
            if prep in ("in", "at", "of", "from", "near") and isinstance(q, NounPhrase) and scene.tokens[q.head].kind == "place"
            for p in scene.things.of(q).places
        ]
        kinds = {scene.setting.gazetteer.places[p].kind for p in found}
        return tuple(found) if kinds <= {"settlement", "site"} else ()
    return ()


def _before(scene: Scene, event: Event, kinds: frozenset[str]) -> tuple[str, ...]:
    """The place of these kinds that was named last before the event, in its sentence."""
    gazetteer = scene.setting.gazetteer
    for phrase in reversed(scene.tree.phrases):
        token = scene.tokens[phrase.head]
        if phrase.head >= event.at or token.kind not in ("place", "country"):
            continue
        if token.kind == "country" and token.state is not None and gazetteer.follows(token.state, ""):
            continue
        found = tuple(p for p in scene.things.of(phrase).places if not kinds or gazetteer.places[p].kind in kinds)
        if found:
            return found
    return ()


_COMPARED = frozenset({"bigger", "larger", "smaller", "another", "further", "second", "third", "similar"})
_POINTS_BACK = frozenset({"they", "them", "it", "these", "those", "there", "their", "its", "his", "one", "ones"})


def _told_before(scene: Scene, event: Event) -> tuple[str, ...]:
    """Places told earlier in the sentence, where the event points back: …; their service continues, so they stay."""
    slots = (*event.roles.subjects, *event.roles.objects)
    clause = scene.tree.clause_of(event.node)
    words = {scene.tokens[t.phrase.start].low for t in slots} | {t.head.low for t in slots}
    if clause is not None:
        words |= {scene.tokens[i].low for i in clause.adverbs}
    compared = event.frame == "DUE" or any(t.lows & _COMPARED for t in slots)
    explained = clause is not None and clause.marker == "colon"
    if not words & _POINTS_BACK and not compared and not explained and not any(t.kinds & {"post", "force"} and "the" in t.lows for t in slots):
        return ()
    said = _said(event)
    for other in reversed(scene.tree.clauses):
        if other.verb is None or other.verb.head >= event.at or other.role in ("say", "rel") or id(other) in said:
            continue
        roles = of_clause(other, scene.tree, scene.things)
        found = _own(scene, roles, other, FROM | TO, [*roles.objects, *roles.subjects])
        if found.places:
            return found.places
    return ()


def _listed(scene: Scene, event: Event) -> tuple[str, ...]:
    """Places that a colon brings after the clause: four villages have new guards: A, B, C and D."""
    roots = scene.tree.roots
    clause = scene.tree.clause_of(event.node)
    start = clause.start if clause is not None else event.at
    for root in roots:
        if root.start > start and root.marker == "colon" and root.verb is None and isinstance(root.subject, NounPhrase):
            return narrow(scene, [p for thing in scene.things.all(root.subject) for p in thing.places])
    return ()


def _named_elsewhere(scene: Scene, event: Event) -> tuple[str, ...]:
    """The airport, the checkpoint, the base: the one that the same sentence names in another clause."""
    gazetteer = scene.setting.gazetteer
    slots = [*event.roles.objects, *event.roles.subjects, *(t for _, t in event.roles.links)]
    inner = [scene.things.of(q) for t in slots for p, q in t.phrase.links if p == "of" and isinstance(q, NounPhrase)]
    if not any(t.kinds & {"site", "post"} and "the" in t.lows and not t.places for t in (*slots, *inner)):
        return ()
    found = [p for q in scene.tree.phrases for p in scene.things.of(q).places if p in gazetteer.places]
    return narrow(scene, [p for p in found if gazetteer.places[p].kind == "site"])


def _remembered(scene: Scene, event: Event) -> tuple[str, ...]:
    """Places of the text before, where a word points back: there, the airport, the base."""
    clause = scene.tree.clause_of(event.node)
    memory = scene.setting.memory
    if clause is not None and memory.dateline and any(t.low == "here" for t in scene.tokens):
        return memory.dateline
    if clause is None:
        return ()
    if memory.places and any("remembered" in t.kinds for t in (*event.match.subjects, *event.match.objects)):
        return memory.places
    gazetteer = scene.setting.gazetteer
    end = clause.verb.end if clause.verb else clause.start
    for token in scene.tokens[clause.start : min(len(scene.tokens), end + 8)]:
        if token.low in ("there", "here") and token.tag in "RO" and (near := _before(scene, event, frozenset())):
            return near
        if token.low in _POINTING or token.tag == "O":
            return memory.places
    for phrase in scene.tree.phrases:
        head = scene.tokens[phrase.head]
        senses = set(head.word.senses)
        if scene.tokens[phrase.start].low in ("the", "this", "that", "these", "those", "both") and not head.mention:
            kinds = next((kinds for sense, kinds in _KINDS if sense in senses), None)
            if kinds is None:
                continue
            near = _before(scene, event, kinds)
            fit = near or tuple(p for p in memory.places if gazetteer.places[p].kind in kinds)
            if fit:
                return _unique([_site_of(gazetteer, p, head.word.noun) for p in fit])
    return ()


def _site_of(gazetteer: Gazetteer, place: str, noun: str) -> str:
    """The site at a place that a noun means: the base where Gyumri was named."""
    return next((site.id for site in gazetteer.sites_of(place) if noun in site.site_words), place)


_KINDS = (
    ("land", frozenset({"country"})),
    ("site", frozenset({"site", "settlement"})),
    ("post", frozenset({"site", "settlement"})),
    ("border", frozenset({"border"})),
    ("area", frozenset({"province", "settlement", "region"})),
)
