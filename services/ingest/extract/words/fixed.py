"""Pass 4a. In: tokens. Out: tokens with expressions of several words joined to one."""

from itertools import pairwise

from services.ingest.extract.words.tokens import Token
from services.ingest.extract.words.word_sets import word_set
from services.ingest.extract.words.words import Vocabulary, Word

_ONE_BY_ONE = Word("R")
_BEING = frozenset({"is", "are", "was", "were", "been", "be"})
_STEPS = word_set("fixed.steps")


def join_fixed(tokens: list[Token], vocabulary: Vocabulary) -> list[Token]:
    """The tokens with each fixed expression (instead of, as long as, no longer) as one token."""
    fixed = vocabulary.fixed
    joined: list[Token] = []
    lows = [token.low for token in tokens]
    i, last = 0, len(tokens) - 1
    for at, pair in enumerate(pairwise(lows)):
        options = fixed.get(pair)
        if at < i or (options is None and pair[1] != "by"):
            continue
        joined += tokens[i:at]
        i = at
        token, following = tokens[i], tokens[i + 1]
        by = i < last - 1 and following.low == "by" and tokens[i + 2].low == token.low and token.low[0].isalpha()
        if by and options is None:
            whole = Token(f"{token.low} by {token.low}", token.start, tokens[i + 2].end, _ONE_BY_ONE)
            whole.quoted, whole.capital = token.quoted, token.capital
            joined.append(whole)
            i += 3
            continue
        length = 0
        if options is not None and token.mention is None and following.mention is None:
            for parts, word in options:
                length = len(parts)
                if parts[0] == "part" and i and tokens[i - 1].word.tags[0] in "SD":
                    continue
                if parts[-1] == "to" and i + length < len(tokens) and _to_verb(tokens, i, i + length):
                    length = 0
                    continue
                if parts == ["all", "but"] and i + length < len(tokens) and tokens[i + length].mention is not None:
                    length = 0  # all but Armenia: a whole with its exception
                    continue
                if parts[-1] == "of" and word.tags == "D" and joined and _describes(joined[-1]):
                    length = 0
                    continue
                if [t.low for t in tokens[i : i + length]] == parts and all(
                    t.mention is None for t in tokens[i + 2 : i + length]
                ):
                    whole = Token(" ".join(parts), token.start, tokens[i + length - 1].end, word)
                    whole.quoted, whole.capital = token.quoted, token.capital
                    joined.append(whole)
                    break
                length = 0
        if not length:
            joined.append(token)
        i += length or 1
    joined += tokens[i:]
    return joined


def _to_verb(tokens: list[Token], at: int, after: int) -> bool:
    """A base form that is no noun, or not one behind a form of be: due to be, close to leave, were due to stay."""
    word = tokens[after].word
    if "base" not in word.forms:
        return False
    planned = tokens[at].low == "due" and at and tokens[at - 1].low in _BEING and word.noun in _STEPS
    return word.tags[0] in "VX" or bool(planned)


def _describes(token: Token) -> bool:
    """An article or adjective before "part of": a noun with what it is a part of."""
    return token.low in ("a", "the", "this", "that") or token.word.tags in ("A", "VA", "S")
