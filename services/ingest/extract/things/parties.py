"""Pass 9c. In: a thing. Out: the party that acts by it: a firm by name, an organisation, else a state."""

from collections.abc import Iterable

from services.ingest.extract.frames.scene import Scene
from services.ingest.extract.grammar.phrase import NounPhrase
from services.ingest.extract.things.thing import Thing
from services.ingest.extract.words.word_sets import word_set

_SEATS = {"brussels": "EU"}
_BODIES = word_set("parties.bodies")


def party(scene: Scene, thing: Thing) -> str | None:
    """The name of a firm, the id of an organisation, or the ISO code of a state; None where none is named."""
    tokens = scene.tokens
    phrase = thing.phrase
    named = next((q for q in phrase.named if tokens[q.head].kind == "firm"), None)
    for i in (phrase.head, *((named.head,) if named is not None else ()), *range(phrase.start, phrase.head)):
        mention = tokens[i].mention
        if mention is not None and mention.kind == "firm":
            return str(mention.key)
    head = tokens[phrase.head]
    if head.kind == "organisation" and head.mention is not None:
        return head.mention.key
    if head.kind == "capital" and head.low in _SEATS:
        return _SEATS[head.low]
    found = thing.state or thing.owner
    if found is not None or not thing.kinds & (_BODIES | {"firm"}):
        return found
    for prep, linked in phrase.links:
        if prep in ("of", "from", "at") and isinstance(linked, NounPhrase):
            inner = scene.things.of(linked)
            found = party(scene, inner)
            if found is None and inner.places and inner.head.kind == "place":
                found = scene.setting.gazetteer.places[inner.places[0]].host
            if found is not None:
                return found
    return None


def parties(scene: Scene, things: Iterable[Thing]) -> list[str]:
    """The parties of several things, each once, in order; both of "Armenian and Indian delegations"."""
    found: dict[str, None] = {}
    for thing in things:
        several = _adjectives(scene, thing.phrase)
        names = several if len(several) > 1 else [p for p in (party(scene, thing),) if p is not None]
        found |= dict.fromkeys(names)
    return list(found)


def _adjectives(scene: Scene, phrase: NounPhrase) -> list[str]:
    """The states whose adjectives stand side by side before a noun."""
    before = scene.tokens[phrase.start : phrase.head]
    return list(dict.fromkeys(t.state for t in before if t.kind == "adjective" and t.state is not None))


def state_of(scene: Scene, name: str) -> str:
    """The state of a party: its own code, or that of the firm."""
    firm = scene.setting.gazetteer.firms.get(name)
    return name if firm is None else firm.state
