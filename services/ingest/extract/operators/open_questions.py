"""Pass 11g. What is asked or left open: how long they stay, whether or not, either of two ways, when they leave."""

from services.ingest.extract.grammar.clause import Clause
from services.ingest.extract.grammar.phrase import NounPhrase
from services.ingest.extract.words.tokens import Token
from services.ingest.extract.words.word_sets import word_set

_ASKING = word_set("operators.asking")
_TELLING = word_set("operators.telling")
_HOW_LONG = (["how", "long"], ["how", "soon"], ["how", "much"])


def for_how_long(clause: Clause, tokens: list[Token]) -> bool:
    """Nobody knows how long they will stay: what is asked is not told."""
    asked = clause.start if tokens[clause.start].low == "how" else clause.start - 1
    return clause.marker == "how" and asked >= 0 and [t.low for t in tokens[asked : asked + 2]] in _HOW_LONG


def both_ways(node: "Clause | NounPhrase") -> bool:
    """Leaving or not leaving it, to stay or not to stay: two ways, neither of them told."""
    verb = node.verb if isinstance(node, Clause) and node.marker == "or" else None
    return verb is not None and verb.negated and verb.form in ("ing", "inf")


def one_of_two(node: Clause, tokens: list[Token]) -> bool:
    """Either the Russians leave or we block the road: the first of two ways, one of which is to come."""
    if not any(tokens[i].low == "either" for i in node.adverbs):
        return False
    return any(c.role == "and" and c.marker == "or" and c.subject is not node.subject for c in node.inner)


def asks(clause: Clause) -> bool:
    """Asked when they leave, did not say when: an indirect question."""
    verb = clause.verb
    if verb is None:
        return False
    lemmas = set(verb.lemmas)
    if verb.passive and isinstance(clause.subject, NounPhrase) and lemmas & {"discuss", "debate", "question"}:
        return False
    return bool(lemmas & _ASKING) or (bool(lemmas & _TELLING) and (verb.negated or verb.form == "inf"))
