"""Pass 4c. In: tokens with the states they name. Out: names in a row before the borders they share, as adjectives: the
Armenia-Iran and Armenia-Turkey borders, the Iran and Turkey borders."""

from services.ingest.extract.words.tokens import Token

_STATES = frozenset({"country", "adjective"})


def describe_borders(tokens: list[Token]) -> None:
    """Tag such names as what they are to the noun, and the noun, which could be a verb, as one."""
    for i, token in enumerate(tokens):
        if "border" not in token.word.senses or not token.word.plural or _named(tokens, i + 1):
            continue
        j = i - 1 if i and tokens[i - 1].low == "state" else i
        first = j
        while first and (_named(tokens, first - 1) or (first < j and _joins(tokens, first - 1))):
            first -= 1
        row = tokens[first:j]
        if any(t.tag == "C" for t in row):
            for name in row:
                name.tag = "A" if name.kind in _STATES else name.tag
            token.tag = "N"


def _named(tokens: list[Token], i: int) -> bool:
    return i < len(tokens) and tokens[i].kind in _STATES


def _joins(tokens: list[Token], i: int) -> bool:
    """A hyphen or "and" between two names."""
    return i > 0 and tokens[i].tag in "-–C," and _named(tokens, i - 1)
