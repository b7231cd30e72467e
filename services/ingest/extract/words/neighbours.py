"""Pass 5a. What stands around a word whose part of speech is sought."""

from services.ingest.extract.words.tokens import Token
from services.ingest.extract.words.word_sets import word_set

STOPS = frozenset([",", ";", ":", ".", "(", ")", "—", "–", '"'])
_MANY = frozenset({"half", "rest", "remainder", "majority", "personnel", "pair", "couple", "duo", "trio"})
SAYING = word_set("tagging.saying")


def opens_sentence(tokens: list[Token], i: int) -> bool:
    """Quietly, Armenia paid: a capital letter that the place in the sentence explains."""
    return (
        (i == 0 or (i == 1 and tokens[0].tag == '"'))
        and len(tokens[i].low) > 5
        and low_at(tokens, i + 1) in (",", "and")
    )


def other_tag(tags: str, without: str) -> str:
    return next((t for t in tags if t != without), without)


def low_at(tokens: list[Token], i: int) -> str:
    return tokens[i].low if 0 <= i < len(tokens) else ""


def tags_at(tokens: list[Token], i: int) -> str:
    return tokens[i].word.tags if 0 <= i < len(tokens) else "."


def noun_ahead(tokens: list[Token], i: int) -> bool:
    """Whether a noun phrase goes on at token `i`."""
    while i < len(tokens) and tokens[i].tag == '"':
        i += 1
    if i >= len(tokens):
        return False
    if tokens[i].date is not None:
        return low_at(tokens, i + 1) == "'s"
    tags = tokens[i].word.tags
    if tags[0] in "NPM" or (tags[0] == "A" and tokens[i].low not in ("able", "due", "likely", "ready")):
        return True
    return "N" in tags or (
        "V" in tags
        and any(
            form in ("pp", "ing") and lemma not in SAYING and tokens[i].low != "left"
            for lemma, form in tokens[i].word.verbs
        )
        and i + 1 < len(tokens)
        and tokens[i + 1].word.tags[0] in "NAP"
    )


def previous_tag(tokens: list[Token], i: int) -> tuple[str, int]:
    """The tag before token `i`, adverbs and quotation marks stepped over, and where it stands."""
    j = i - 1
    while j >= 0 and (tokens[j].tag == "R" or tokens[j].tag == '"'):
        j -= 1
    return (tokens[j].tag, j) if j >= 0 else ("^", -1)


def before_phrase(tokens: list[Token], at: int, tags: str = "DSANPMG") -> int:
    """Where the token stands before the noun phrase that ends at token `at`, of words with `tags`; -1 where none
    does."""
    return next((j for j in range(at, -1, -1) if tokens[j].tag not in tags), -1)


def token_senses(tokens: list[Token], i: int) -> bool:
    """Whether a word is a known noun: training, meeting; not flying, going."""
    return bool(tokens[i].word.senses)


def token_is_compound(tokens: list[Token], i: int) -> bool:
    """The second part of a noun compound: border meeting, passport training."""
    before = tokens[i - 1]
    return before.tag == "N" and not before.word.plural and not before.mention and bool(tokens[i].word.senses)


def base_next(tokens: list[Token], i: int) -> bool:
    return i + 1 < len(tokens) and "base" in tokens[i + 1].word.forms


def is_plural(token: Token) -> bool:
    if token.tag == "M":
        return token.low != "one"
    if token.low in _MANY:
        return True
    return token.word.plural or (token.mention is not None and token.kind == "adjective" and token.tag == "N")


def is_inverted(tokens: list[Token], at: int) -> bool:
    return at > 0 and tokens[at - 1].low in ("nor", "neither")


def opens_next(tokens: list[Token], i: int) -> bool:
    """Whether a determiner follows: an object of a verb."""
    return i + 1 < len(tokens) and tokens[i + 1].word.tags[0] in "DS"


def opens_phrase(token: Token) -> bool:
    return token.word.tags[0] in "DSOPAM" or "D" in token.word.tags


def finite_later(tokens: list[Token], i: int) -> bool:
    """Whether a certain finite verb comes before the clause can end."""
    for j in range(i, min(len(tokens), i + 25)):
        token = tokens[j]
        if token.tag in STOPS or token.word.tags in ("B", "W", "C") or token.low in ("that", "who", "which", "and"):
            return False
        if "B" in token.word.tags and j + 1 < len(tokens) and tokens[j + 1].date is None:
            return False
        if token.word.tags[0] == "X" and token.word.verbs and token.word.verbs[0][1] not in ("pp", "ing"):
            return low_at(tokens, j - 1) != "to"
        if token.word.tags == "V" and not token.word.forms.isdisjoint(("past", "s")):
            return True
    return False


def must_be_verb(tokens: list[Token], i: int) -> bool:
    """Where its zone of duty ends, …; the freeze stays exactly …: a clause that can have no other verb."""
    following = tokens[i + 1]
    adverb = following.word.tags == "R" and following.low.endswith("ly") and not finite_later(tokens, i + 1)
    for token in reversed(tokens[:i]):
        if token.tag in "VX":
            return False
        if token.tag in "BW":
            return adverb or following.tag in ",."
        if token.tag in ",;:.":
            break
    return adverb


def names_time(token: Token) -> bool:
    return (
        token.date is not None
        or token.tag == "Z"
        or token.word.noun in ("day", "time", "moment", "year", "date", "week")
    )
