"""Pass 6b. In: the phrases and words of a sentence. Out: the same without what stands in brackets, and that apart."""

from services.ingest.extract.grammar.phrase import NounPhrase
from services.ingest.extract.words.tokens import Token

_ASIDE_MAX = 24


def cut_asides(tokens: list[Token], items: list[object]) -> tuple[list[object], list[list[object]]]:
    """The items without what stands in brackets, and each bracket's items apart: (CSTO), (not to its army)."""
    if "(" not in [token.tag for token in tokens]:
        return items, []
    rest: list[object] = []
    asides: list[list[object]] = []
    k = 0
    while k < len(items):
        if is_sign(tokens, items[k], "("):
            end = next(
                (j for j in range(k + 1, min(len(items), k + _ASIDE_MAX)) if is_sign(tokens, items[j], ")")), None
            )
            first = items[k + 1] if k + 1 < len(items) else None
            dated = isinstance(first, NounPhrase) and tokens[first.head].date is not None
            if end is not None and rest and not dated:
                asides.append(items[k + 1 : end])
                k = end + 1
                continue
        rest.append(items[k])
        k += 1
    return rest, asides


def is_sign(tokens: list[Token], item: object, tag: str) -> bool:
    """Whether an item is a word or sign with this tag."""
    return isinstance(item, int) and tokens[item].tag == tag
