"""Pass 8a. Border lines, by the states named with them."""

from typing import NamedTuple

from services.ingest.extract.grammar.phrase import NounPhrase
from services.ingest.extract.words.tokens import Token
from services.ingest.extract.words.word_sets import word_set
from services.ingest.gazetteer import Gazetteer

SIDES = word_set("places.sides")


class Where(NamedTuple):
    """Ids of places; `part` where only parts of the place are meant; `excluded` those excepted."""

    places: tuple[str, ...] = ()
    part: bool = False
    excluded: tuple[str, ...] = ()


def is_along_border(phrase: NounPhrase, tokens: list[Token]) -> bool:
    """The Turkish line, the Iranian stretch of the frontier: told by the neighbour."""
    foreign = (
        t.kind == "adjective" and t.state not in (None, "RUS", "ARM") for t in tokens[phrase.start : phrase.head]
    )
    if any(foreign) and tokens[phrase.head].low != "side":
        return True
    if _with_neighbour(phrase, tokens):
        return True
    return any(
        prep == "of" and isinstance(linked, NounPhrase) and "border" in tokens[linked.head].word.senses
        for prep, linked in phrase.links
    )


def is_border_strip(phrase: NounPhrase, tokens: list[Token]) -> bool:
    """The border region with Azerbaijan, the border strip with Turkey."""
    told = any("border" in tokens[i].word.senses for i in range(phrase.start, phrase.head))
    return told and _with_neighbour(phrase, tokens)


def _with_neighbour(phrase: NounPhrase, tokens: list[Token]) -> bool:
    return any(
        prep == "with" and isinstance(linked, NounPhrase) and tokens[linked.head].kind == "country"
        for prep, linked in phrase.links
    )


def border_line(phrase: NounPhrase, tokens: list[Token], gazetteer: Gazetteer) -> Where:
    """A border line by the states named with it; the country where no line of ours is meant."""
    states: list[str] = []
    areas: list[str] = []
    for token in tokens[phrase.start : phrase.head]:
        if token.state is not None and token.kind in ("adjective", "country", "capital"):
            states.append(token.state)
        elif token.kind == "place":
            areas += token.places
    for prep, linked in phrase.links:
        if prep in ("with", "between", "to", "and", "of") and isinstance(linked, NounPhrase):
            for one in linked.all():
                token = tokens[one.head]
                if token.state is not None and token.kind in ("country", "capital", "adjective"):
                    states.append(token.state)
                    states += [
                        tokens[q.head].state or ""
                        for p, linked_to in one.links
                        if p in ("with", "and") and isinstance(linked_to, NounPhrase)
                        for q in linked_to.all()
                    ]
                elif "border" in token.word.senses:
                    states += [t.state for t in tokens[one.start : one.head] if t.state and t.kind == "adjective"]
                    states += [
                        tokens[q.head].state or ""
                        for p, q in one.links
                        if p in ("with", "between") and isinstance(q, NounPhrase)
                    ]
                elif token.kind == "place":
                    areas += token.places
    lines = gazetteer.borders
    hosts = {host for host, _ in lines}
    named = [s for s in dict.fromkeys(states) if s not in ("RUS", "")]
    host = next((s for s in named if s in hosts), None)
    others = [s for s in named if s != host]
    if host is None and others:
        host = next((h for h in hosts if all((h, s) in lines for s in others)), None)
    found = [lines[host, s] for s in others if (host, s) in lines] if host is not None else []
    if found and len(found) == len(others):
        return Where(tuple(found))
    if areas:
        return Where(tuple(areas))
    if named:
        return Where((gazetteer.countries[named[0]].alpha2,) if named[0] in gazetteer.countries else ())
    return Where()
