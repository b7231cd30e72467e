"""Pass 12. How a clause stands in time to the one it hangs on."""

from services.ingest.extract.grammar.clause import Clause
from services.ingest.extract.grammar.phrase import NounPhrase, VerbGroup, is_ranked
from services.ingest.extract.words.tokens import Token
from services.ingest.extract.words.word_sets import word_set

_ONCE = word_set("axes.once")


def to_come(above: Clause | None) -> bool:
    """Not until they quit A will the road open: a form of the present as well as of the past, under a future."""
    return above is not None and above.verb is not None and above.verb.tense in ("future", "must", "may", "can")


def only_to(verb: VerbGroup, tokens: list[Token]) -> bool:
    """Came back, only to bow out again: what happened next."""
    near = tokens[max(0, verb.start - 2) : verb.head]
    return any(t.low == "only" for t in near) and any(
        t.low == "," for t in tokens[max(0, verb.start - 2) : verb.start + 1]
    )


def of_ranked(clause: Clause, tokens: list[Token]) -> bool:
    """The last guard to leave locked the door: he has left. Not: the first to leave will be those in A."""
    holder, main = clause.parent, clause.back
    over = main is not None and main.verb is not None and main.verb.form == "finite" and main.verb.tense == "past"
    return clause.role == "comp" and over and isinstance(holder, NounPhrase) and is_ranked(holder, tokens)


def formerly(clause: Clause, verb: VerbGroup, tokens: list[Token]) -> bool:
    """Once stood there, were formerly stationed there: no longer, or the word would not be said."""
    past = verb.form == "pp" or (verb.form == "finite" and verb.tense == "past" and not verb.perfect)
    return past and any(tokens[i].low in _ONCE for i in (*verb.adverbs, *clause.adverbs))
