"""Pass 14c. In: a claim's node in the tree. Out: the voices above it and to its side, innermost first: clauses that say
it, nouns ("Kyiv's claim that"), "according to X", "as X told Y", "citing X".
"""

from collections.abc import Iterator

from events.record import Said
from services.ingest.extract.frames.scene import Scene
from services.ingest.extract.grammar.clause import Clause
from services.ingest.extract.grammar.phrase import NounPhrase
from services.ingest.extract.operators.operating import over
from services.ingest.extract.voices.colons import beside
from services.ingest.extract.voices.sayings import CITING, Node, Voice, brands, by_verb, is_told, speaks
from services.ingest.extract.voices.speakers import is_nobody, speaker
from services.ingest.extract.words.word_sets import word_set

_ACCORDING = word_set("attribution.according")
_PAPER = word_set("attribution.paper")
_RUMOURS = word_set("attribution.rumours")
_STATEMENTS = word_set("attribution.statements")
_RECKONING = word_set("attribution.reckoning")
_REBUTTING = frozenset({"DENY", "REFUSE", "FALSE"})
_SPEAKING = word_set("speakers.civil") | {"report", "paper", "notice", "outlet", "state", "parliament", "body"}
_DEPTH = 24


def voices(scene: Scene, node: Node) -> list[Voice]:
    """The speakers of what `node` tells, innermost first."""
    found = list(_above(scene, node))
    return found or list(beside(scene, node))


def _above(scene: Scene, node: Node) -> Iterator[Voice]:
    at = node
    for _ in range(_DEPTH):
        if isinstance(at, Clause):
            yield from _aside(scene, at)
        elif at is not node and not _rebutted(scene, at) and (told := _noun(scene, at)) is not None:
            yield told
        place = scene.tree.up(at)
        if place is None:
            return
        holder, role = place.holder, place.role
        if isinstance(holder, Clause) and (speaks(holder) or brands(scene, holder, at)) and is_told(holder, role, at):
            yield from () if _kept_silent(holder) else by_verb(scene, holder, at)
        at = holder


def _kept_silent(clause: Clause) -> bool:
    """Had not announced that they would leave: who denies that he did speaks, not he."""
    return clause.verb is not None and clause.verb.negated and clause.verb.perfect


def _rebutted(scene: Scene, phrase: NounPhrase) -> bool:
    """Dismissed Baku's claim that: who denies it speaks."""
    place = scene.tree.up(phrase)
    if place is None or not isinstance(place.holder, Clause) or place.role != "object":
        return False
    return any(o.name in _REBUTTING and not o.negated for o in over(place.holder, "object", phrase, scene.tokens))


def _noun(scene: Scene, phrase: NounPhrase) -> Voice | None:
    """Kyiv's claim that, reports that, a statement by the ministry that."""
    noun = scene.tokens[phrase.head].word.noun
    if noun not in _RUMOURS | _STATEMENTS:
        return None
    if phrase.possessor is not None:
        return Voice(speaker(scene, phrase.possessor), None)
    for prep, linked in phrase.links:
        if prep in ("by", "from") and isinstance(linked, NounPhrase):
            return Voice(speaker(scene, linked), None)
    thing = scene.things.of(phrase)
    countries = scene.setting.gazetteer.countries
    if thing.owner is not None and thing.owner in countries and noun in _STATEMENTS:
        return Voice(Said(org=f"Government of {countries[thing.owner].name}"), None)
    return None


def _aside(scene: Scene, clause: Clause) -> Iterator[Voice]:
    """According to X, as X told Y, citing X: hung on the clause itself."""
    for prep, linked in clause.links:
        if prep in _ACCORDING and isinstance(linked, NounPhrase) and scene.tokens[linked.head].low not in _PAPER:
            found = speaker(scene, linked)
            if not is_nobody(found):
                yield Voice(found, None)
        elif prep in ("by", "in", "on") and isinstance(linked, NounPhrase) and _reckons(scene, linked):
            assert linked.possessor is not None
            yield Voice(speaker(scene, linked.possessor), None)
    for inner in clause.inner:
        if inner.role == "adv" and inner.marker in ("as", "ing", "pp"):
            yield from _as_told(scene, inner)


def _reckons(scene: Scene, phrase: NounPhrase) -> bool:
    """By Chisinau's reckoning, in Peskov's words."""
    return phrase.possessor is not None and scene.tokens[phrase.head].low in _RECKONING


def _can_speak(scene: Scene, phrase: NounPhrase) -> bool:
    """Citing officials, a report, TASS; not: citing the lack of an assessment."""
    head = scene.tokens[phrase.head]
    named = head.capital or head.mention is not None or head.tag in "PO"
    return named or bool(head.word.senses & _SPEAKING)


def _as_told(scene: Scene, inner: Clause) -> Iterator[Voice]:
    if inner.verb is None:
        for deeper in inner.inner:
            yield from _as_told(scene, deeper)
        return
    if set(inner.verb.lemmas) & CITING and inner.verb.form == "ing":
        if inner.objects and _can_speak(scene, inner.objects[0]):
            yield Voice(speaker(scene, inner.objects[0]), None)
    elif inner.marker in ("as", "pp") and speaks(inner) and not inner.objects[1:]:
        yield from by_verb(scene, inner, inner)
