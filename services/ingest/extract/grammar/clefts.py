"""Pass 7k. In: the clauses of a sentence. Out: the same; what "it is … who" puts first says the same as without: it
will be Armenians rather than Russians who stamp passports there.
"""

from services.ingest.extract.grammar.clause import Clause
from services.ingest.extract.grammar.phrase import NounPhrase, is_it
from services.ingest.extract.words.tokens import Token
from services.ingest.extract.words.word_sets import word_set

_INSTEAD = word_set("control.instead") | {"not"}


def undo_clefts(roots: list[Clause], tokens: list[Token]) -> None:
    """Give the clause behind "who" or "that" its doer, the contrast, the tense and the negation of the "it is" before
    it."""
    for root in roots:
        for clause in root.walk():
            focus = clause.predicate
            if clause.verb is None or not clause.verb.copula:
                continue
            if not is_it(clause.subject, tokens) or clause.adjective >= 0:
                continue
            if focus is not None:
                _put_back(clause, focus)
            elif (told := next((c for c in clause.inner if c.role == "that"), None)) is not None:
                told.links += clause.links


def _put_back(clause: Clause, focus: NounPhrase) -> None:
    others = [q for prep, q in clause.links if prep in _INSTEAD and isinstance(q, NounPhrase)]
    others += [
        c.subject for c in clause.inner if c.marker in _INSTEAD and c.verb is None and isinstance(c.subject, NounPhrase)
    ]
    for holder in (*focus.all(), *others):
        told = next((c for c in holder.clauses if isinstance(c, Clause) and c.role == "rel" and c.verb), None)
        if told is None:
            continue
        if holder in others:
            _move(told, holder, focus)
        told.links += [("instead of", q) for q in others]
        assert clause.verb is not None and told.verb is not None
        if told.verb.tense == "pres" and not told.verb.perfect and clause.verb.tense in ("future", "would"):
            told.verb.tense, told.verb.modal = clause.verb.tense, clause.verb.modal
        if clause.verb.negated and not focus.also:
            told.verb.negated = not told.verb.negated
        return


def _move(told: Clause, holder: NounPhrase, focus: NounPhrase) -> None:
    """Armenians rather than Russians who stamp: the clause stands behind those who do not."""
    holder.clauses.remove(told)
    focus.clauses.append(told)
    told.parent = told.antecedent = focus
    told.subject = focus if told.subject is holder else told.subject
    told.links = [(prep, focus if q is holder else q) for prep, q in told.links]
