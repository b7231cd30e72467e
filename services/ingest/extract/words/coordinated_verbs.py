"""Pass 5b. Words behind and, or, nor that can be verbs: the same as what stands before the coordinator."""

from services.ingest.extract.words.neighbours import (
    is_plural,
    noun_ahead,
    opens_next,
    opens_phrase,
    previous_tag,
    tags_at,
)
from services.ingest.extract.words.tokens import Token
from services.ingest.extract.words.word_sets import word_set

_GOING = word_set("tagging.going")


def coordinated(tokens: list[Token], i: int, others: str, forms: frozenset[str]) -> str:
    """After and, or: the same as what stands before the coordinator."""
    j = i - 2
    if "pp" in forms and j > 0 and _is_participle(tokens, j) and not noun_ahead(tokens, i + 1):
        return "V"
    if (
        j >= 0
        and tokens[j].tag == "N"
        and tokens[j].word.plural
        and "s" in forms
        and tags_at(tokens, i + 1)[0] in "I.,"
    ):
        return others[0]
    if "s" in forms:
        while j >= 0 and tokens[j].tag not in ("B", ";", "."):
            if tokens[j].tag == "V" and "s" in tokens[j].word.forms:
                return "V" if _opens_or_preposition(tokens, i + 1) else others[0]
            j -= 1
        return others[0]
    if not is_plural(tokens[i]) and opens_next(tokens, i) and _has_verb(tokens, i):
        return "V"
    while j >= 0 and tokens[j].tag not in ("B", ";", "."):
        if tokens[j].tag == "T" or (tokens[j].tag == "X" and tokens[j].word.verbs[0][1] == "modal"):
            going = tokens[i].low in _GOING and tags_at(tokens, i + 1)[0] in ".,;"
            return "V" if going or _opens_or_preposition(tokens, i + 1) else others[0]
        if tokens[j].tag == "V" and "base" in tokens[j].word.forms:
            going = tokens[i].low in _GOING and tags_at(tokens, i + 1)[0] in ".,;"
            return "V" if going or _opens_or_preposition(tokens, i + 1) else others[0]
        j -= 1
    return others[0]


def _has_verb(tokens: list[Token], i: int) -> bool:
    """Are gone from A but still man the post at B: a clause that has its verb goes on with a bare noun before an
    article only where that is its second one."""
    for token in reversed(tokens[:i]):
        if token.tag in "BW;:.":
            return False
        if token.tag in "VX":
            return True
    return False


def _is_participle(tokens: list[Token], j: int) -> bool:
    """Has been neither enlarged nor cut: a participle right behind its auxiliary."""
    tag, _ = previous_tag(tokens, j)
    return tokens[j].tag == "V" and tag in "XC" and "pp" in tokens[j].word.forms


def _opens_or_preposition(tokens: list[Token], i: int) -> bool:
    return i < len(tokens) and (
        opens_phrase(tokens[i]) or "N" in tokens[i].word.tags or tokens[i].word.tags[0] in "ITKR"
    )
