"""Pass 11c. Dates that are told to stand: the timetable is unchanged, there is no change in the dates."""

from services.ingest.extract.grammar.clause import Clause
from services.ingest.extract.grammar.phrase import NounPhrase
from services.ingest.extract.operators.copulas import NO
from services.ingest.extract.operators.operator import Operator
from services.ingest.extract.words.tokens import Token
from services.ingest.extract.words.word_sets import word_set

DATES = word_set("operating.dates")
_CHANGES = word_set("dates_kept.changes")
_CHANGING = word_set("dates_kept.changing")
_HOLDING = word_set("dates_kept.holding")
_UNCHANGED = word_set("dates_kept.unchanged")


def dates_kept(clause: Clause, tokens: list[Token]) -> Operator | None:
    """The postponement that a clause denies of dates in general; None where it tells of none."""
    verb = clause.verb
    if verb is None:
        return None
    about = any(isinstance(q, NounPhrase) and names_dates(q, tokens) for _, q in clause.links)
    none = [p for p in (clause.subject, *clause.objects, clause.predicate) if isinstance(p, NounPhrase)]
    none = [p for p in none if tokens[p.start].low in NO or tokens[p.head].low == "nothing"]
    if about and any(tokens[p.head].word.noun in _CHANGES for p in none):
        return Operator("POSTPONE", verb.head, verb, True, clause)
    if about and none and set(verb.lemmas) & _CHANGING:
        return Operator("POSTPONE", verb.head, verb, True, clause)
    subject = clause.subject
    if not isinstance(subject, NounPhrase) or not names_dates(subject, tokens) or verb.negated:
        return None
    told = {tokens[i].low for i in (clause.adjective, *clause.adverbs) if i >= 0}
    told |= {tokens[p.head].low for p in (clause.predicate,) if isinstance(p, NounPhrase)}
    told |= {f"{prep} {tokens[q.head].low}" for prep, q in clause.links if isinstance(q, NounPhrase)}
    holds = set(verb.lemmas) & _HOLDING and not clause.objects and clause.adjective < 0
    if holds or (verb.copula and told & _UNCHANGED):
        return Operator("POSTPONE", verb.head, verb, True, clause)
    return None


def names_dates(phrase: NounPhrase, tokens: list[Token]) -> bool:
    """Whether a phrase is of dates: the timetable, the deadlines."""
    return tokens[phrase.head].word.noun in DATES
