"""Pass 11d. Who says or thinks what is told, and is wrong or right."""

from services.ingest.extract.grammar.clause import Clause
from services.ingest.extract.grammar.phrase import NounPhrase
from services.ingest.extract.grammar.tree import Place
from services.ingest.extract.operators.operating import over
from services.ingest.extract.operators.operator import Operator
from services.ingest.extract.operators.operator_table import saying
from services.ingest.extract.words.tokens import Token
from services.ingest.extract.words.word_sets import word_set

_ANYBODY = word_set("operators.anybody")
_FORESEEING = saying() | {"expect", "hope", "predict", "fear", "foresee"}
_THINKING = _FORESEEING | {"see", "imagine", "conceive", "picture"}
_HARD = word_set("operators.hard")
_ERRING = word_set("operators.erring")
_WRONG = word_set("operators.wrong")
_UNTRUE = frozenset({"DENY", "FALSE", "REFUSE"})


def who_says(node: "Clause | NounPhrase", who: NounPhrase, place: Place, tokens: list[Token]) -> Operator | None:
    """Those who claim that it has left are lying, are making it up: what they say is denied; what becomes of it else is
    left open."""
    clause = place.holder
    if tokens[who.head].low not in _ANYBODY or place.role != "subject" or not isinstance(clause, Clause):
        return None
    if not isinstance(node, Clause) or node.verb is None or not set(node.verb.lemmas) & _FORESEEING:
        return None
    verb = clause.verb
    if verb is None:
        return None
    told = {operator.name for operator in over(clause, "subject", who, tokens)}
    wrong = bool(set(verb.lemmas) & _ERRING or {"FALSE", "DENY"} & told)
    if not wrong and {"right", "correct"} & {tokens[i].low for i in range(verb.head, min(len(tokens), verb.head + 3))}:
        return Operator("TRUE", verb.head, verb, verb.negated, clause)
    return Operator("DENY" if wrong else "UNSAID", verb.head, verb, verb.negated if wrong else False, clause)


def wrongly_said(holder: Clause, role: str, at: "Clause | NounPhrase", tokens: list[Token]) -> Operator | None:
    """It would be wrong to think, a mistake to believe that they have gone: what is thought is denied. It is hard to
    believe: nothing is told."""
    verb = at.verb if role == "comp" and isinstance(at, Clause) else None
    if verb is None or holder.verb is None or not holder.verb.copula or not set(verb.lemmas) & _THINKING:
        return None
    words = {tokens[holder.adjective].low} if holder.adjective >= 0 else set()
    if holder.predicate is not None:
        words.add(tokens[holder.predicate.head].word.noun)
    if words & _HARD:
        return Operator("UNSAID", holder.verb.head, holder.verb, False, holder)
    return Operator("DENY", holder.verb.head, holder.verb, holder.verb.negated, holder) if words & _WRONG else None


def disowned(report: NounPhrase, place: Place | None, tokens: list[Token]) -> Operator | None:
    """A story that it had left, which he called a lie: who speaks of a report says in passing that it is untrue."""
    if place is not None and isinstance(place.holder, Clause):
        above = over(place.holder, place.role, report, tokens)
        if any(operator.name in _UNTRUE for operator in above):
            return None
    for clause in report.clauses:
        if isinstance(clause, Clause) and clause.role == "rel" and clause.marker == "which":
            said = over(clause, "object", report, tokens)
            if said and said[0].name in _UNTRUE:
                return said[0]
    return None
