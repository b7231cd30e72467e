"""Pass 5b. Forms in -ing: nouns, adjectives or verbs."""

from services.ingest.extract.words.agreement import GATHERINGS
from services.ingest.extract.words.link_tags import OBJECTLESS
from services.ingest.extract.words.neighbours import (
    low_at,
    noun_ahead,
    previous_tag,
    tags_at,
    token_is_compound,
    token_senses,
)
from services.ingest.extract.words.tokens import Token
from services.ingest.extract.words.word_sets import word_set

_BEFORE_GERUND = word_set("tagging.before_gerund")
_GOVERNING = word_set("tagging.governing")
_TAKES_ING = word_set("clauses.takes_ing")
_TAKEN_AWAY = frozenset({"off", "back", "down"})
"""Particles behind which a form in -ing is what is taken away: cut off funding, held back training."""
_TOWARDS = frozenset({"to", "from", "out of", "away from", "into", "in"})


def ing_tag(tokens: list[Token], i: int, others: str, before: str) -> str:
    """The tag of a form in -ing, `before` being the tag that stands before it."""
    following = tokens[i + 1] if i + 1 < len(tokens) else None
    object_ahead = following is not None and following.word.tags[0] in "DSPOM"
    if "A" in tokens[i].word.tags and noun_ahead(tokens, i + 1) and before != "X":
        return "A"
    if before == "G" and following is not None and "K" in following.word.tags and "V" in tokens[i].word.tags:
        return "V"
    if before in "DSGA":
        if token_senses(tokens, i) and following is not None and "s" in following.word.forms:
            return "N"
        if noun_ahead(tokens, i + 1) and before != "G":
            return "A"
        if tokens[i - 1].low == "those" and not token_senses(tokens, i):
            return "V"
        return "V" if object_ahead and before not in "DA" else "N" if "N" in others else "V"
    if before == "X":
        auxiliary = tokens[previous_tag(tokens, i)[1]].word
        standing = "A" in tokens[i].word.tags and not object_ahead and auxiliary.verbs[0][0] == "be"
        return "A" if standing and tokens[i].word.lemmas.isdisjoint(OBJECTLESS) else "V"
    if before == "^" and "N" in others and following is not None and following.low == "of":
        return "N"
    if before == "M" and tokens[i - 1].low == "one" and "N" in others:
        return "N"
    if before == "O" and tokens[i - 1].low == "one" and "A" in tokens[i].word.tags:
        return "A"
    if before == "K" and low_at(tokens, i - 1) in _TAKEN_AWAY and "N" in others and token_senses(tokens, i):
        return "N"
    if before == "V" and "N" in others and token_senses(tokens, i) and _is_object(tokens, i):
        return "N"
    if before in "NP" and tokens[i].word.senses & GATHERINGS and named_gathering(tokens, i):
        return "N"
    if before == "I" and "N" in others and (_gerund(tokens, i) or _phrasal_gerund(tokens, i)):
        return "V"
    if (
        before == "I"
        and low_at(tokens, i - 1) in _BEFORE_GERUND
        and not token_senses(tokens, i)
        and not object_ahead
        and i + 1 < len(tokens)
        and tokens[i + 1].word.tags[0] in "IKTR"
    ):
        return "V"
    if before == "I" and "N" in others and not object_ahead and not noun_ahead(tokens, i + 1):
        return "N"
    if before in "NP" and "N" in others and token_is_compound(tokens, i):
        return "N"
    return "V"


def _is_object(tokens: list[Token], i: int) -> bool:
    """Halted funding for, suspended training of: a noun with what it is for, behind a verb that takes no gerund."""
    with_link = low_at(tokens, i + 1) in ("for", "of", "to")
    return with_link and tokens[i - 1].word.lemmas.isdisjoint(_TAKES_ING)


def named_gathering(tokens: list[Token], i: int) -> bool:
    """A CSTO meeting; the Yerevan meeting: named after who meets, or behind an article after where."""
    town = tokens[i - 1].kind in ("place", "capital") and i > 1 and tokens[i - 2].tag in "DSG"
    return tokens[i - 1].kind == "organisation" or town


def _gerund(tokens: list[Token], i: int) -> bool:
    """Of travelling to, for withdrawing from: a verb with its preposition, where the form is no noun of its own."""
    following = tokens[i + 1] if i + 1 < len(tokens) else None
    if following is None or following.low not in _TOWARDS or tokens[i].word.senses:
        return False
    return low_at(tokens, i - 1) in _GOVERNING


def _phrasal_gerund(tokens: list[Token], i: int) -> bool:
    """Of giving up the base: a verb with its particle and its object."""
    return "K" in tags_at(tokens, i + 1) and i + 2 < len(tokens) and tokens[i + 2].word.tags[0] in "DSP"
