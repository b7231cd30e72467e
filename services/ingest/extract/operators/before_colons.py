"""Pass 11c. What is told before a colon, or of a name behind a noun, as operators."""

from services.ingest.extract.grammar.clause import Clause
from services.ingest.extract.grammar.phrase import NounPhrase
from services.ingest.extract.grammar.tree import Tree
from services.ingest.extract.operators.copulas import noun_operator
from services.ingest.extract.operators.dates_kept import dates_kept
from services.ingest.extract.operators.operating import over
from services.ingest.extract.operators.operator import Operator
from services.ingest.extract.words.tokens import Token

_OPENING = frozenset({"AGREE", "ORDER", "REQUEST", "THREATEN", "PLAN", "REFUSE", "POSTPONE", "CANCEL", "PROPOSE"})
_PEOPLE = frozenset({"us", "them", "him", "her", "me", "you"})
"""Objects that leave no room for another: nobody has thrown us out: …"""


def operators_before_colon(root: "Clause | NounPhrase", tree: Tree, tokens: list[Token]) -> Operator | None:
    """What the clause before a colon announces: Putin granted the request: …; orders came from Moscow: strike camp."""
    at = next((i for i, r in enumerate(tree.roots) if r is root), 0)
    if isinstance(root, Clause) and root.marker != "colon" and (named := _named_behind(at, tree, tokens)) is not None:
        return named
    if not at or not isinstance(root, Clause) or root.marker != "colon":
        return None
    before = tree.roots[at - 1]
    if isinstance(before, Clause) and (kept := dates_kept(before, tokens)) is not None:
        return kept
    heard: list[Operator] = []
    phrases: list[object] = [before.subject, before.predicate]
    if before.verb is not None:
        of_men = any(tokens[p.head].low in _PEOPLE for p in before.objects)
        roles = ("that", "comp") if of_men else ("that", "object", "comp")
        heard += [o for role in roles for o in over(before, role, root, tokens) if not _only_is(o, before)]
        if isinstance(before.subject, NounPhrase) and noun_operator(before.subject, tokens) is not None:
            heard += over(before, "subject", before.subject, tokens)
        heard += [o for prep, q in before.links if isinstance(q, NounPhrase) for o in over(before, prep, q, tokens)]
    opening = any(o.name in _OPENING or o.name == "EXIST" for o in heard)
    if before.verb is None or opening or "be" in before.verb.lemmas:
        phrases += [*before.objects, *(q for _, q in before.links)]
    heard += [o for p in phrases if isinstance(p, NounPhrase) and (o := noun_operator(p, tokens)) is not None]
    return next((o for o in heard if o.name in _OPENING or (o.name == "YIELD" and not o.negated)), None)


def _only_is(operator: Operator, clause: Clause) -> bool:
    """There is no change: the verb is itself no plan."""
    return clause.verb is not None and "be" in clause.verb.lemmas and operator.at == clause.verb.head


def _named_behind(at: int, tree: Tree, tokens: list[Token]) -> Operator | None:
    """What the clause behind a colon or semicolon calls it: they will go home: this threat was heard in Moscow."""
    after = tree.roots[at + 1] if at + 1 < len(tree.roots) else None
    while after is not None and after.role == "say" and after.inner:
        after = after.inner[0]
    if after is None or after.marker not in ("colon", "semicolon", "dash") or after.verb is None or after.verb.negated:
        return None
    pointing = [after.subject, *after.objects, after.predicate]
    for phrase in (p for p in pointing if isinstance(p, NounPhrase)):
        if tokens[phrase.start].low in ("this", "that", "such", "such a", "the") and phrase.head > phrase.start:
            named = (
                noun_operator(phrase, tokens)
                if tokens[phrase.start].low != "the" or after.subject is not phrase
                else None
            )
            subject = after.subject
            points = tokens[phrase.start].low != "the" or (
                isinstance(subject, NounPhrase) and tokens[subject.start].low in ("this", "that", "such", "so", "it")
            )
            if named is not None and named.name in _OPENING and points:
                return named
    return None
