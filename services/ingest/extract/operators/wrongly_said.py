"""Pass 11d. Who says or thinks what is told, and is wrong or right."""

from services.ingest.extract.grammar.clause import Clause
from services.ingest.extract.grammar.phrase import NounPhrase
from services.ingest.extract.grammar.tree import Place
from services.ingest.extract.operators.copulas import predicate_operators
from services.ingest.extract.operators.operator import Operator
from services.ingest.extract.operators.operator_table import saying
from services.ingest.extract.words.tokens import Token
from services.ingest.extract.words.word_sets import word_set

_ANYBODY = word_set("operators.anybody")
_FORESEEING = saying() | {"expect", "hope", "predict", "fear", "foresee"}
_ERRING = word_set("operators.erring")
_WRONG = word_set("operators.wrong")


def who_says(node: "Clause | NounPhrase", who: NounPhrase, place: Place, tokens: list[Token]) -> Operator | None:
    """Those who claim that it has left are lying: what they say is denied; what becomes of it else is left open."""
    clause = place.holder
    if tokens[who.head].low not in _ANYBODY or place.role != "subject" or not isinstance(clause, Clause):
        return None
    if not isinstance(node, Clause) or node.verb is None or not set(node.verb.lemmas) & _FORESEEING:
        return None
    verb = clause.verb
    if verb is None:
        return None
    wrong = set(verb.lemmas) & _ERRING or {"FALSE", "DENY"} & {*predicate_operators(clause, "subject", who, tokens)}
    if not wrong and {"right", "correct"} & {tokens[i].low for i in range(verb.head, min(len(tokens), verb.head + 3))}:
        return Operator("TRUE", verb.head, verb, verb.negated, clause)
    return Operator("DENY" if wrong else "UNSAID", verb.head, verb, verb.negated if wrong else False, clause)


def wrongly_said(holder: Clause, role: str, at: "Clause | NounPhrase", tokens: list[Token]) -> Operator | None:
    """It would be wrong to think, a mistake to believe that they have gone: what is thought is denied."""
    verb = at.verb if role == "comp" and isinstance(at, Clause) else None
    if verb is None or holder.verb is None or not holder.verb.copula or not set(verb.lemmas) & _FORESEEING:
        return None
    words = {tokens[holder.adjective].low} if holder.adjective >= 0 else set()
    if holder.predicate is not None:
        words.add(tokens[holder.predicate.head].word.noun)
    return Operator("DENY", holder.verb.head, holder.verb, holder.verb.negated, holder) if words & _WRONG else None
