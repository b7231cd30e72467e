"""Pass 12c. Places told before an event, or that a word of it points back to."""

from services.ingest.extract.frames.scene import Event, Scene
from services.ingest.extract.grammar.clause import Clause
from services.ingest.extract.grammar.phrase import NounPhrase
from services.ingest.extract.things.armed import RECENT
from services.ingest.extract.things.around_places import AT, FROM, saying_clauses
from services.ingest.extract.things.own_places import each_once, narrow, places_of
from services.ingest.extract.things.roles import of_clause
from services.ingest.extract.things.thing import Thing
from services.ingest.extract.words.tokens import Token
from services.ingest.extract.words.word_sets import word_set
from services.ingest.gazetteer import Gazetteer

TO = AT | frozenset({"to", "up to", "into", "onto", "towards", "toward", "for"})
_POINTING = word_set("locating.pointing")
_LOCALS = frozenset({"civilian", "private"})
_LOCAL_HEADS = word_set("locating.local_heads")
_COMPARED = word_set("locating.compared")
_POINTS_BACK = word_set("locating.points_back")
_WIDE = frozenset({"country", "border"})
_KINDS = (
    ("land", frozenset({"country"})),
    ("site", frozenset({"site", "settlement"})),
    ("post", frozenset({"site", "settlement"})),
    ("border", frozenset({"border"})),
    ("border?", frozenset({"border"})),
    ("area", frozenset({"province", "settlement", "region"})),
)


def home_places(scene: Scene, forces: list[Thing]) -> tuple[str, ...]:
    """The base that a unit is of, where nothing else tells a place: two battalions of the 102nd base."""
    bases = [q for t in forces for prep, q in t.phrase.links if prep in ("of", "from") and isinstance(q, NounPhrase)]
    return each_once([p for q in bases for p in scene.tokens[q.head].places if scene.tokens[q.head].kind != "country"])


def places_of_locals(scene: Scene, event: Event) -> tuple[str, ...]:
    """Where those live who tell it: villagers in A said the Russians had gone; an officer in A said his unit would
    stay."""
    if event.roles.linked("from", "out of"):
        return ()
    said = [o.clause for o in event.climb.operators if o.name.startswith("SAY") and o.clause is not None]
    for around in said:
        if not isinstance(around.subject, NounPhrase):
            continue
        thing = scene.things.of(around.subject)
        if not thing.kinds & _LOCALS and thing.noun not in _LOCAL_HEADS:
            return ()
        found = [
            p
            for prep, q in around.subject.links
            if prep in ("in", "at", "of", "from", "near")
            and isinstance(q, NounPhrase)
            and scene.tokens[q.head].kind == "place"
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


def places_told_before(scene: Scene, event: Event) -> tuple[str, ...]:
    """Places told earlier in the sentence, where the event points back: …; their service continues, so they stay."""
    slots = (*event.roles.subjects, *event.roles.objects)
    clause = scene.tree.clause_of(event.node)
    words = {scene.tokens[t.phrase.start].low for t in slots} | {t.head.low for t in slots}
    if clause is not None:
        words |= {scene.tokens[i].low for i in clause.adverbs}
    compared = event.frame == "DUE" or any(t.lows & _COMPARED for t in slots)
    explained = clause is not None and clause.marker == "colon"
    if (
        not words & _POINTS_BACK
        and not compared
        and not explained
        and not any(t.kinds & {"post", "force"} and "the" in t.lows for t in slots)
    ):
        return ()
    said = saying_clauses(scene, event)
    for other in reversed(scene.tree.clauses):
        if other.verb is None or other.verb.head >= event.at or other.role in ("say", "rel") or id(other) in said:
            continue
        roles = of_clause(other, scene.tree, scene.things)
        found = places_of(scene, roles, other, FROM | TO, [*roles.objects, *roles.subjects])
        if found.places:
            return found.places
    return ()


def listed_places(scene: Scene, event: Event) -> tuple[str, ...]:
    """Places that a colon brings after the clause: four villages have new guards: A, B, C and D."""
    roots = scene.tree.roots
    clause = scene.tree.clause_of(event.node)
    start = clause.start if clause is not None else event.at
    for root in roots:
        if root.start > start and root.marker == "colon" and root.verb is None and isinstance(root.subject, NounPhrase):
            return narrow(scene, [p for thing in scene.things.all(root.subject) for p in thing.places])
    return ()


def sites_named_elsewhere(scene: Scene, event: Event) -> tuple[str, ...]:
    """The airport, the checkpoint, the base: the one that the same sentence names in another clause."""
    gazetteer = scene.setting.gazetteer
    slots = [*event.roles.objects, *event.roles.subjects, *(t for _, t in event.roles.links)]
    inner = [scene.things.of(q) for t in slots for p, q in t.phrase.links if p == "of" and isinstance(q, NounPhrase)]
    if not any(t.kinds & {"site", "post"} and "the" in t.lows and not t.places for t in (*slots, *inner)):
        return ()
    found = [p for q in scene.tree.phrases for p in scene.things.of(q).places if p in gazetteer.places]
    return narrow(scene, [p for p in found if gazetteer.places[p].kind == "site"])


def remembered_places(scene: Scene, event: Event) -> tuple[str, ...]:
    """Places of the text before, where a word points back: there, the airport, the base."""
    clause = scene.tree.clause_of(event.node)
    memory = scene.setting.memory
    if clause is not None and memory.dateline and any(t.low == "here" for t in scene.tokens):
        return memory.dateline
    if clause is None:
        return ()
    slots = (*event.match.subjects, *event.match.objects)
    roles = event.roles
    beside = (scene.things.of(q) for t in slots for _, q in t.phrase.links if isinstance(q, NounPhrase))
    for thing in (*roles.objects, *(t for _, t in roles.links), *beside):
        if not thing.places and (kinds := _ground(scene, thing.phrase)):
            if fit := _told_ground(scene, event, thing.phrase, kinds):
                return fit
            if kinds & _WIDE:
                return ()
    if any("remembered" in t.kinds for t in slots) and memory.places:
        return _narrowed(scene, memory.places)
    end = clause.verb.end if clause.verb else clause.start
    for token in scene.tokens[clause.start : min(len(scene.tokens), end + 8)]:
        if token.low in ("there", "here") and token.tag in "RO" and (near := _before(scene, event, frozenset())):
            return near
        if (token.low in _POINTING or token.tag == "O") and not _is_state(scene, clause, token):
            return _narrowed(scene, memory.places)
    known = next((t for t in slots if t.told), None)
    if known is not None:
        noun = known.noun if "post" in known.kinds else ""
        return each_once([_site_of(scene.setting.gazetteer, p, noun) for p in known.told])
    for phrase in scene.tree.phrases:
        if (kinds := _ground(scene, phrase)) and (fit := _told_ground(scene, event, phrase, kinds)):
            return fit
    return ()


def _is_state(scene: Scene, clause: Clause, token: Token) -> bool:
    """It is getting rid of them: the pronoun is the state that does it, no place."""
    subject = clause.subject
    if not isinstance(subject, NounPhrase) or scene.tokens[subject.head] is not token:
        return False
    return token.low == "it" and scene.things.of(subject).state is not None


def _ground(scene: Scene, phrase: NounPhrase) -> frozenset[str]:
    """The kinds of place that a definite noun can mean: the airport, this border, the country; none for others."""
    head = scene.tokens[phrase.head]
    if scene.tokens[phrase.start].low not in ("the", "this", "that", "these", "those", "both") or head.mention:
        return frozenset()
    return next((kinds for sense, kinds in _KINDS if sense in head.word.senses), frozenset())


def _told_ground(scene: Scene, event: Event, phrase: NounPhrase, kinds: frozenset[str]) -> tuple[str, ...]:
    """The place of these kinds that was told before."""
    gazetteer, noun = scene.setting.gazetteer, scene.tokens[phrase.head].word.noun
    fit = _before(scene, event, kinds) or tuple(
        p for p in scene.setting.memory.places if gazetteer.places[p].kind in kinds
    )
    if not fit and noun == "country":
        fit = _country_told(scene) or _home_of_member(scene, event)
    return each_once([_site_of(gazetteer, p, noun) for p in fit])


def _narrowed(scene: Scene, places: tuple[str, ...]) -> tuple[str, ...]:
    """The places, a town as the site in it that was told of before: the 102nd base, not Gyumri."""
    told = scene.setting.memory.told
    sites = told.places if told is not None and scene.setting.memory.age <= RECENT else ()
    gazetteer = scene.setting.gazetteer
    return each_once([next((s.id for s in gazetteer.sites_of(p) if s.id in sites), p) for p in places])


def _country_told(scene: Scene) -> tuple[str, ...]:
    """They are leaving the country: the one that the place is in where they were told of."""
    told = scene.setting.memory.told
    found = each_once([place.partition(".")[0] for place in told.places]) if told is not None else ()
    return found if len(found) == 1 and scene.setting.memory.age <= RECENT else ()


def _home_of_member(scene: Scene, event: Event) -> tuple[str, ...]:
    """Soldiers are leaving the country: that of the member last spoken of, unless they are its own."""
    member = scene.setting.memory.member
    country = scene.setting.gazetteer.countries.get(member or "")
    own = any(t.owner == member for t in (*event.match.subjects, *event.match.objects))
    return (country.alpha2,) if country is not None and not own else ()


def _site_of(gazetteer: Gazetteer, place: str, noun: str) -> str:
    """The site at a place that a noun means: the base where Gyumri was named."""
    return next((site.id for site in gazetteer.sites_of(place) if noun in site.site_words), place)
