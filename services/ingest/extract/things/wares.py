"""Pass 8b. In: a thing. Out: whether it is arms, or a deal, delivery or talk about arms."""

from collections.abc import Callable

from services.ingest.extract.grammar.phrase import NounPhrase
from services.ingest.extract.words.tokens import Token
from services.ingest.extract.words.word_sets import word_set

_MILITARY = word_set("wares.military")
_HUMANITARIAN = word_set("wares.humanitarian")
_ABOUT_WARES = word_set("wares.about")
_PARCELS = word_set("wares.parcels")
_OFFICES = word_set("engagement.offices")
_DEALS = frozenset({"contract", "agreement", "order", "trade", "paper"})
_MATTERS = _DEALS | {"price", "op", "intent", "inquiry", "interest", "talks"}
_TOPIC = word_set("wares.topic")


def is_ware(phrase: NounPhrase, tokens: list[Token], kinds: set[str]) -> bool:
    """Whether the phrase, which is no aid, names weapons or what armies use, by its head or by what stands before
    it."""
    if "weapon" in kinds:
        return True
    if phrase.start == phrase.head:
        return False
    head, before = tokens[phrase.head], tokens[phrase.start : phrase.head]
    if head.tag == "N" and any(t.kind == "weapon" for t in before) and "human" not in kinds:
        return head.word.noun not in _ABOUT_WARES
    return bool(kinds & {"weapon?", "lot"}) and any(
        t.low in _MILITARY or "weapon" in t.word.senses or t.kind in ("weapon", "firm") for t in before
    )


def matter(phrase: NounPhrase, tokens: list[Token], kinds: set[str], of: Callable[[NounPhrase], bool]) -> str:
    """ "arms" for a deal or delivery of what `of` says are wares, "arms talk" for a price, an offer, talks about
    them."""
    if not kinds & _MATTERS:
        return ""
    told = any("weapon" in t.word.senses or t.kind == "weapon" for t in tokens[phrase.start : phrase.head]) or any(
        prep in _TOPIC and isinstance(q, NounPhrase) and any(of(p) for p in q.all()) for prep, q in phrase.links
    )
    return "" if not told else "arms" if kinds & _DEALS else "arms talk"


def is_aid(phrase: NounPhrase, tokens: list[Token], kinds: set[str]) -> bool:
    """Humanitarian goods, non-lethal equipment, medical supplies."""
    if "aid?" not in kinds and tokens[phrase.head].word.noun not in _PARCELS:
        return False
    return any(t.low in _HUMANITARIAN for t in tokens[phrase.start : phrase.head])


def is_of_attache(phrase: NounPhrase, tokens: list[Token]) -> bool:
    """The office, the post of an attaché."""
    if tokens[phrase.head].word.noun not in _OFFICES:
        return False
    near = [
        *range(phrase.start, phrase.head),
        *(q.head for p, q in phrase.links if p == "of" and isinstance(q, NounPhrase)),
    ]
    return any("attache" in tokens[i].word.senses for i in near)
