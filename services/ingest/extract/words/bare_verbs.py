"""Pass 5c. What takes a bare verb behind its subject: an auxiliary before it, a demand, letting and making."""

from services.ingest.extract.words.neighbours import before_phrase
from services.ingest.extract.words.tokens import Token
from services.ingest.extract.words.word_sets import word_set

_DEMANDING = word_set("tagging.demanding")
_DEMANDS = word_set("tagging.demands")
_ONLY = frozenset({"only if", "only when", "only after", "only once", "only then", "not until", "at no time", "only"})
"""What opens a sentence whose auxiliary comes before its subject: only if they paid would it return."""
LETTING = frozenset({"let", "make", "help", "watch", "see", "hear", "feel", "notice"})


def asked_before(tokens: list[Token], at: int) -> bool:
    """An auxiliary before the subject: nor will Armenia leave, did Putin order, what would Yerevan gain."""
    j = before_phrase(tokens, at - 1)
    if j < 0 or tokens[j].tag != "X" or tokens[j].word.verbs[0][1] not in ("modal", "base", "s", "past"):
        return False
    modal = tokens[j].word.verbs[0][1] == "modal" or tokens[j].word.verbs[0][0] == "do"
    return modal and (
        j == 0
        or tokens[0].low in _ONLY
        or tokens[j - 1].low in ("nor", "neither", "never", "only", ",", "if")
        or tokens[j - 1].tag in '"ZRW'
    )


def demanded_before(tokens: list[Token], at: int) -> bool:
    """Demanding that the country turn, insisting Armenia leave: a bare verb in what is demanded."""
    j = before_phrase(tokens, at)
    if j >= 0 and tokens[j].tag == "V" and tokens[at].tag == "P":
        return not tokens[j].word.lemmas.isdisjoint(_DEMANDING)
    if j < 1 or tokens[j].low != "that" or tokens[j].tag != "B":
        return False
    return tokens[j - 1].tag in "VN" and bool({le for le, _ in tokens[j - 1].word.verbs} & _DEMANDS)


def let_before(tokens: list[Token], at: int) -> bool:
    """Let its membership run out, made the alliance pay, saw the guards leave: a bare verb after the object of let."""
    j = before_phrase(tokens, at, "DSANPMGI")
    return j >= 0 and tokens[j].tag == "V" and tokens[j + 1].tag != "I" and bool(tokens[j].word.lemmas & LETTING)


def demanded(tokens: list[Token], at: int) -> bool:
    """Whether the subject that ends at `at` stands in what is demanded: insist that Moscow honour its word."""
    j = before_phrase(tokens, at)
    if j < 1 or tokens[j].low != "that":
        return False
    j -= 1
    while j > 0 and tokens[j].tag in "RZI":
        j -= 1
    before = tokens[j].word
    return not before.lemmas.isdisjoint(_DEMANDING) or bool({"op"} & before.senses)
