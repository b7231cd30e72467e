"""Pass 11e. Nouns that are only part of what their verb says: turned a deaf ear to calls, waived the right to it."""

from services.ingest.extract.grammar.clause import Clause
from services.ingest.extract.grammar.phrase import NounPhrase
from services.ingest.extract.grammar.tree import Place, Tree
from services.ingest.extract.operators.operating import OCCASIONS
from services.ingest.extract.operators.operator_table import Row, rows
from services.ingest.extract.words.tokens import Token
from services.ingest.extract.words.word_sets import word_set

_CHANCES = word_set("operators.chances")


def idiomatic(phrase: NounPhrase, role: str, tree: Tree, tokens: list[Token]) -> bool:
    """Whether a noun is only part of what its verb says: turned a deaf ear to the calls, found common ground on it."""
    place = tree.up(phrase)
    if role in OCCASIONS or place is None:
        return False
    known, names = _rows_of(place), _names(phrase, tokens)
    if place.role == "object":
        return any(names & r.nouns for r in known)
    return any(prep == place.role and names & nouns for r in known for prep, nouns in r.phrases)


def is_declined(noun: NounPhrase, place: Place | None, tokens: list[Token]) -> bool:
    """Turned down the chance, waived the right to host it: what is refused is the act that the noun is of."""
    if place is None or place.role != "object":
        return False
    refused = _names(noun, tokens) & _CHANCES
    return any(r.operator == "REFUSE" and refused & r.nouns for r in _rows_of(place))


def _rows_of(place: Place) -> list[Row]:
    """The rows of the table for the verb of the clause that `place` is in; none where a noun holds it."""
    verb = place.holder.verb if isinstance(place.holder, Clause) else None
    return [r for lemma in verb.lemmas for r in rows().get((lemma, "v"), ())] if verb is not None else []


def _names(phrase: NounPhrase, tokens: list[Token]) -> set[str]:
    """How the table can name the noun: in the singular, or as it stands."""
    return {tokens[phrase.head].word.noun, tokens[phrase.head].low}
