"""Pass 13c. The states that things name, alone, together, or as owners."""

from collections.abc import Iterator

from services.ingest.extract.frames.scene import Event, Scene
from services.ingest.extract.grammar.clause import Clause
from services.ingest.extract.grammar.phrase import NounPhrase
from services.ingest.extract.things.thing import Thing
from services.ingest.extract.words.word_sets import word_set

_OWN = frozenset({"its", "their", "his", "her", "our", "my"})
OWNED = word_set("belonging.owned")
_KEEPING = frozenset({"reserve", "keep", "mean", "set", "assign", "allot", "intend", "mark"})


def together(scene: Scene, event: Event) -> list[str]:
    """Whom "they" are: the states named together before."""
    for phrase in reversed(scene.tree.phrases):
        if phrase.head < event.at and phrase.also:
            found = [s for t in scene.things.all(phrase) for s in states(scene, t)]
            if len(found) > 1:
                return found
    return []


def possessors(scene: Scene, thing: Thing) -> list[str]:
    """Armenia's membership, the Armenian seat, the membership of Armenia: not "its", which the subject explains."""
    phrase, tokens = thing.phrase, scene.tokens
    found: list[str] = []
    possessor = phrase.possessor
    while possessor is not None:
        head = tokens[possessor.head]
        if head.low not in _OWN and head.kind != "organisation":
            found += states(scene, scene.things.of(possessor))
        for other in possessor.also:
            found += states(scene, scene.things.of(other))
        possessor = possessor.possessor
    if found:
        return found
    start = phrase.start
    found = [
        tokens[i].state or ""
        for i in range(start, phrase.head)
        if tokens[i].kind in ("adjective", "country", "metonym") and tokens[i].state is not None
    ]
    if found:
        return found
    for prep, linked in (*phrase.links, *_set_aside(scene, phrase)):
        if prep in ("of", "by", "from", "between") and isinstance(linked, NounPhrase):
            inner = scene.things.of(linked)
            if inner.kinds & OWNED:
                found += possessors(scene, inner)
            elif inner.head.kind in ("country", "capital", "metonym", "person"):
                found += [s for t in scene.things.all(linked) for s in states(scene, t)]
    return found


def _set_aside(scene: Scene, phrase: NounPhrase) -> Iterator[tuple[str, object]]:
    """The chair reserved for Armenia, the seat that had been kept for it: of whom a thing is meant for."""
    for clause in phrase.clauses:
        if not isinstance(clause, Clause) or clause.verb is None:
            continue
        verb = clause.verb
        if set(verb.lemmas) & _KEEPING and (verb.passive or verb.form == "pp"):
            yield from (("of", linked) for prep, linked in clause.links if prep in ("for", "to"))


def states(scene: Scene, thing: Thing) -> list[str]:
    """The states a thing speaks or acts for: the presidents of A and B are two."""
    if thing.head.kind == "organisation":
        return []
    phrase = thing.phrase
    listed = [
        inner.state
        for prep, linked in phrase.links
        if prep in ("of", "from") and isinstance(linked, NounPhrase) and linked.also
        for inner in scene.things.all(linked)
        if inner.state is not None and inner.head.kind in ("country", "capital", "metonym")
    ]
    if len(listed) > 1 and thing.kinds & {"human", "state", "force", "force?", "envoy", "parliament"}:
        return listed
    adjectives = [
        token.state
        for token in scene.tokens[phrase.start : phrase.head]
        if token.kind == "adjective" and token.state is not None
    ]
    if len(adjectives) > 1:
        return adjectives
    if thing.state is not None:
        return [thing.state]
    if thing.owner is not None and (thing.force is not None or thing.kinds & {"force?", "post", "post?"}):
        return [thing.owner]
    if phrase.possessor is not None and not thing.kinds & {"paper", "report"}:
        return states(scene, scene.things.of(phrase.possessor))
    if thing.kinds & {"summit", "drill", "meeting"}:
        return []
    found = [
        inner.state
        for prep, linked in phrase.links
        if prep in ("from", "in", "of", "for") and isinstance(linked, NounPhrase)
        for inner in scene.things.all(linked)
        if inner.state is not None and inner.head.kind in ("country", "capital", "metonym")
    ]
    if found:
        return found
    return adjectives
