"""Tense and voice of a verb group, from its auxiliaries and the form of its head."""

import itertools
from typing import Literal

from services.ingest.extract.tokens import Token
from services.ingest.extract.word_sets import word_set

Tense = Literal[
    "past",
    "pres",
    "perf",
    "pluperf",
    "prog",
    "pastprog",
    "future",
    "would",
    "possible",
    "possible_done",
    "deontic",
    "counterfactual",
    "inf",
    "ger",
    "part",
    "perfpart",
]


BE = frozenset({"be", "is", "are", "was", "were", "been", "being", "am"})


HAVE = frozenset({"have", "has", "had", "having"})


DO = frozenset({"do", "does", "did"})


MODAL = word_set("verbs.modal")


FINITE = word_set("verbs.finite")


def agrees(form: str, tense: str, passive: bool) -> bool:
    """Whether a form of a verb can stand in a group of this tense and voice."""
    if passive or tense in ("perf", "pluperf", "counterfactual", "part", "perfpart", "possible_done"):
        return form == "pp" or form == "ing"
    if tense in ("prog", "pastprog", "ger"):
        return form == "ing"
    if tense == "past":
        return form == "past"
    return form in ("base", "s")


def tense_of(words: tuple[str, ...], head: Token) -> tuple[Tense, bool]:
    """Tense of a group with these auxiliaries and this head, and whether it is passive."""
    passive = head.has("pp") and next((w in BE for w in reversed(words) if _auxlike(w)), False)
    simple = _simple(words, head, passive)
    return simple, passive


def _auxlike(word: str) -> bool:
    return word in BE or word in HAVE or word in DO or word in MODAL or word == "to"


def _simple(words: tuple[str, ...], head: Token, passive: bool) -> Tense:
    have = any(w in ("have", "has") and words[i + 1 : i + 2] != ("to",) for i, w in enumerate(words))
    if "would" in words:
        return "counterfactual" if have else "would"
    if {"may", "might", "could"} & set(words):
        return "possible_done" if have and head.has("pp") else "possible"
    if {"should", "must", "ought"} & set(words):
        return "deontic"
    if {"will", "shall"} & set(words):
        return "future"
    semi = (
        bool(
            set(words)
            & {
                "going",
                "due",
                "set",
                "about",
                "expected",
                "scheduled",
                "unlikely",
                "likely",
                "slated",
                "supposed",
                "bound",
                "poised",
                "planned",
            }
        )
        and "to" in words
    )
    if "to" in words and {"forced", "compelled", "obliged"} & set(words) and {"was", "were", "been"} & set(words):
        return "perf" if "been" in words else "past"
    if semi or _be_to(words):
        return "future"
    if "yet" in words and "to" in words:
        return "perf"
    if (words and words[0] == "to") or ("to" in words and not head.has("pp")):
        return "perf" if "reported" in words or "said" in words else "inf"
    if have:
        return "prog" if head.has("ing") and "been" in words else "perf"
    if "having" in words:
        return "perfpart"
    if "had" in words:
        return "pluperf"
    be_past = any(w in ("was", "were") for w in words)
    if any(w in BE for w in words):
        if head.has("ing") or "being" in words:
            return "pastprog" if be_past else "prog"
        return "past" if be_past else "pres"
    return _bare(words, head)


def _bare(words: tuple[str, ...], head: Token) -> Tense:
    if "did" in words:
        return "past"
    if words and any(_auxlike(w) for w in words) is not False and head.has("base"):
        return "pres"
    if head.has("ing"):
        return "ger"
    if head.has("past"):
        return "past"
    return "part" if head.has("pp") and not head.has("base") else "pres"


def _be_to(words: tuple[str, ...]) -> bool:
    return any(a in ("is", "are", "was", "were") and b == "to" for a, b in itertools.pairwise(words))
