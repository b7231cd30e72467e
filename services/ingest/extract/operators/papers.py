"""Pass 11f. What a paper does to what it tells of: a letter only asks for it, a decree that is signed orders it."""

from services.ingest.extract.grammar.clause import Clause
from services.ingest.extract.grammar.phrase import NounPhrase
from services.ingest.extract.operators.copulas import noun_operator
from services.ingest.extract.operators.operating import over
from services.ingest.extract.operators.operator import Operator
from services.ingest.extract.words.tokens import Token
from services.ingest.extract.words.word_sets import word_set

_PLEAS = word_set("operators.pleas")


def pleads(paper: NounPhrase, node: "Clause | NounPhrase", tokens: list[Token]) -> bool:
    """A letter that would see them gone: what a paper of those who only ask would bring about."""
    verb = node.verb if isinstance(node, Clause) else None
    return verb is not None and verb.tense == "would" and tokens[paper.head].word.noun in _PLEAS


def by_paper(holder: Clause, at: "Clause | NounPhrase", tokens: list[Token]) -> Operator | None:
    """Signed an order on Thursday, sending them home: what is signed does it, wherever its date stands."""
    if not isinstance(at, Clause) or at.marker != "ing" or at.verb is None or at.verb.perfect:
        return None
    named = [o for q in holder.objects if (o := noun_operator(q, tokens)) is not None and o.name in ("ORDER", "AGREE")]
    signed = over(holder, "comp", at, tokens) if named else []
    return next((o for o in signed if o.name == named[0].name), None)
