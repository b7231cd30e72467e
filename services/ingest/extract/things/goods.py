"""Pass 9d. In: things. Out: the wares they name or speak of: what each is called, how many, whose make."""

from collections.abc import Iterator
from dataclasses import dataclass

from events.record import Amount
from services.ingest.extract.frames.scene import Scene
from services.ingest.extract.grammar.clause import Clause
from services.ingest.extract.grammar.phrase import NounPhrase
from services.ingest.extract.things.thing import Thing
from services.ingest.extract.words.quantities import count_in, number
from services.ingest.extract.words.word_sets import word_set

_GENERIC = word_set("wares.generic")
_TOPIC = word_set("goods.topic")
_FIRST = word_set("goods.first")
_DEPTH_MAX = 4


@dataclass(frozen=True, slots=True)
class Ware:
    """Wares in the text: the phrase, what it is called, how many, and the state whose make it is told or known to
    be."""

    phrase: NounPhrase
    name: str | None
    quantity: Amount | None
    maker: str | None
    told: bool


def wares_of(scene: Scene, thing: Thing, depth: int = 0) -> Iterator[Ware]:
    """The wares a thing is, or that it is about: mortars, a batch of mortars, a contract for mortars, a missile
    deal."""
    phrase = thing.phrase
    if "ware" in thing.kinds:
        yield _ware(scene, thing)
        return
    if depth > _DEPTH_MAX:
        return
    shared = phrase.also[-1].links if phrase.also and not phrase.links else ()
    for prep, linked in (*phrase.links, *shared):
        if prep in _TOPIC and isinstance(linked, NounPhrase):
            for one in linked.all():
                yield from wares_of(scene, scene.things.of(one), depth + 1)
        elif isinstance(linked, Clause):
            yield from _of_clause(scene, linked, depth)
    for clause in phrase.clauses:
        if isinstance(clause, Clause) and (clause.role in ("comp", "link") or _content(clause)):
            yield from _of_clause(scene, clause, depth)
    for i in range(phrase.start, phrase.head):
        token = scene.tokens[i]
        if token.kind == "weapon" or ("weapon" in token.word.senses and token.tag == "N"):
            yield _ware(scene, scene.things.of(NounPhrase(i, i, i + 1)))


_HOLDING = word_set("goods.holding")


def _content(clause: Clause) -> bool:
    """A contract covering six radars: a clause that says what it holds."""
    return clause.role == "rel" and clause.verb is not None and bool(set(clause.verb.lemmas) & _HOLDING)


def _of_clause(scene: Scene, clause: Clause, depth: int) -> Iterator[Ware]:
    """What an infinitive or gerund is about: to buy 36 howitzers, on supplying radars."""
    behind = [q for p, q in clause.links if p in ("for", "on") and isinstance(q, NounPhrase)]
    for phrase in (*clause.objects, *behind):
        for thing in scene.things.all(phrase):
            yield from wares_of(scene, thing, depth + 1)


def _ware(scene: Scene, thing: Thing) -> Ware:
    phrase, whole = thing.phrase, _whole(scene, thing)
    head = scene.tokens[whole.head]
    named = next((t for t in scene.tokens[whole.start : whole.head + 1] if t.kind == "weapon"), None)
    maker = thing.owner or scene.things.of(whole).owner
    told = maker is not None
    if maker is None and named is not None and named.mention is not None:
        maker = scene.setting.gazetteer.weapons[named.mention.key].maker
    del head
    return Ware(phrase, _name(scene, whole), _how_many(scene, phrase, whole), maker, told)


def _whole(scene: Scene, thing: Thing) -> NounPhrase:
    """What the last six of, a batch of, half of is a part of."""
    phrase = thing.phrase
    for _ in range(_DEPTH_MAX):
        head = scene.tokens[phrase.head]
        part = (
            head.tag in "MDOA"
            or "lot" in head.word.senses
            or head.low.endswith(" of")
            or "weapon" not in head.word.senses
        )
        inner = next((q for p, q in phrase.links if p == "of" and isinstance(q, NounPhrase)), None)
        if not part or inner is None or "ware" not in scene.things.of(inner).kinds:
            return phrase
        phrase = inner
    return phrase


def _name(scene: Scene, phrase: NounPhrase) -> str | None:
    """Names and nouns without number, owner or article; None for bare "weapons" and for pronouns."""
    tokens = scene.tokens
    head = tokens[phrase.head]
    if head.tag not in "NP":
        return None
    start = phrase.possessor.end + 1 if phrase.possessor is not None else phrase.start
    words = [
        token
        for token in tokens[start : phrase.head]
        if token.tag in "NPA"
        and token.low not in _FIRST
        and token.kind not in ("adjective", "country", "capital", "firm")
        and not token.low.endswith(("-made", "-built", "-supplied"))
    ]
    if not words and head.word.noun in _GENERIC:
        return None
    last = head.low if head.kind == "weapon" else head.word.noun or head.low
    text = scene.line.text.raw
    return " ".join(
        [*(text[t.start : t.end] for t in words), text[head.start : head.end] if head.kind == "weapon" else last]
    )


def _how_many(scene: Scene, phrase: NounPhrase, whole: NounPhrase) -> Amount | None:
    """The number told of the part, else of the whole."""
    line = scene.line
    head = scene.tokens[phrase.head]
    if phrase is not whole and head.tag == "M" and head.sum is None:
        value = number(head.low)
        if value is not None:
            return Amount(raw=line.words(phrase.head, phrase.head + 1), value=value)
    counted = count_in(line, phrase.start, phrase.head)
    if counted is None and phrase is not whole and "lot" not in head.word.senses:
        return None
    return counted if counted is not None or phrase is whole else count_in(line, whole.start, whole.head)
