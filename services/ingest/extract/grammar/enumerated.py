"""Pass 6c. In: the phrases and words of a sentence. Out: the same without the names that only spell out a noun before
them, which hang on that noun: five provinces of Armenia: A, B and C; two towns (A and B); one site, namely A."""

from services.ingest.extract.grammar.items import HARD, Items
from services.ingest.extract.grammar.phrase import NounPhrase, VerbGroup
from services.ingest.extract.words.tokens import Token

_GROUNDS = frozenset({"area", "area?", "site", "post", "post?", "border"})
_OPENING = {":": "", "—": "—", "–": "–", "-": "-", "(": ")"}
"""What opens a list of names, and the sign that closes it if the sentence goes on."""
_SPELLING = frozenset({"namely", "viz", "specifically"})
_BETWEEN = frozenset({"of", "in", "on", "within", "across", "inside", "with"})


def join_enumerated(tokens: list[Token], items: list[object]) -> list[object]:
    """The items without the lists that spell out a noun; each name of them is `named` by it."""
    if not any(token.tag in _OPENING or token.low in _SPELLING for token in tokens):
        return items
    row, rest = Items(tokens, items), list[object]()
    k = 0
    while k < len(items):
        closing, first = _opened(row, k)
        if first:
            names, end = _names(row, first)
            noun = _spelt_out(tokens, rest) if names and _ended(row, end, closing) else None
            if noun is not None:
                noun.named += names
                k = end + (row.tag(end) == closing)
                continue
        rest.append(items[k])
        k += 1
    return rest


def _opened(row: Items, k: int) -> tuple[str, int]:
    """The sign that will close a list that item `k` opens, and where its first name would stand; 0 if it opens none."""
    tag = row.tag(k)
    first = k + 1 + (row.low(k + 1) in _SPELLING)
    if tag in _OPENING:
        return _OPENING[tag], first
    return (",", first) if tag == "," and first == k + 2 else ("", 0)


def _names(row: Items, k: int) -> tuple[list[NounPhrase], int]:
    """Names of places in a row from item `k` on, and the item behind them."""
    found: list[NounPhrase] = []
    while k < len(row.items) and (name := _name(row.tokens, row.items[k])) is not None:
        found.append(name)
        following = k + 1
        while row.tag(following) in (",", "C"):
            following += 1
        if following == k + 1 or following >= len(row.items) or _name(row.tokens, row.items[following]) is None:
            return found, k + 1
        k = following
    return found, k


def _name(tokens: list[Token], item: object) -> NounPhrase | None:
    named = isinstance(item, NounPhrase) and tokens[item.head].kind == "place" and item.possessor is None
    return item if named else None  # type: ignore[return-value]


def _ended(row: Items, end: int, closing: str) -> bool:
    """Whether a list ends before item `end`, and no statement about its names begins there."""
    tag = row.tag(end)
    if closing and tag == closing:
        return True
    verb = end < len(row.items) and isinstance(row.items[end], VerbGroup)
    return closing != ")" and not verb and (end >= len(row.items) or tag in HARD or tag == ",")


def _spelt_out(tokens: list[Token], rest: list[object]) -> NounPhrase | None:
    """The noun without a name that stands last, perhaps with the land in which it lies."""
    if not rest or not isinstance(rest[-1], NounPhrase):
        return None
    last = rest[-1]
    if tokens[last.head].kind and len(rest) > 2 and isinstance(rest[-2], int) and tokens[rest[-2]].low in _BETWEEN:
        last = rest[-3] if isinstance(rest[-3], NounPhrase) else last
    head = tokens[last.head]
    unnamed = head.tag == "N" and not any(t.kind == "place" for t in tokens[last.start : last.head])
    return last if unnamed and head.word.senses & _GROUNDS else None
