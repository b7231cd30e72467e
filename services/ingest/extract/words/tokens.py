"""Pass 4. In: a sentence and the mentions in it.
Out: its tokens: words with what they can be, signs, and each mention as one token.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache

from events.record import Amount
from services.ingest.extract.text.mentions import Mention
from services.ingest.extract.text.normalise import NormalisedText
from services.ingest.extract.text.sentences import Sentence
from services.ingest.extract.words.word_sets import word_set
from services.ingest.extract.words.words import Vocabulary, Word, vocabulary

_SITE = r"[^\W_]+\.(?:am|ru|az|com|org|net|info|ge|by|kz|kg|tj|uz|ua|md|tv|fm|eu|ir|tr|su|uk|fr|de)(?!\w|\.\w)"
"""The name of a site: Orda.kz."""
_WORD = re.compile(
    _SITE + r"|\d+(?:[.,:]\d+)*(?:st|nd|rd|th|bn|mln|mn|m|k|mm)?(?![^\W_])|[^\W_]+(?:-[^\W_]+)*|[^\w\s]|_"
)
_MENTION_TAGS = {"adjective": "A", "force": "N", "drill": "P", "noun": "N"}
_QUOTES = frozenset('“”"«»„')
_SPELT = {"re": "are", "ve": "have", "ll": "will", "d": "would", "m": "am"}
_WITH_IS = word_set("tokens.with_is")
_SHORT = {"ca": "can", "wo": "will", "sha": "shall", "ai": "is"}
_SPLIT = frozenset({"mid", "early", "late", "pre", "post"})
_PUNCTUATION = Word(".")
_GENITIVE = Word("G")
_ADJECTIVE = Word("A")
_INITIAL = Word("P")
_ABBREVIATED = word_set("sentences.abbreviated") | frozenset("abcdefghijklmnopqrstuvwxyz")


class Token:
    """One word, sign or mention at `start` up to `end` of the text. `low` is its folded form, `word` what it can be,
    `tag` what it is (set by `tagging`), `mention` the entity it names, `kind` the kind of that, else an empty text,
    `quoted` whether it stands in quotation marks."""

    __slots__ = (
        "capital", "date", "end", "kind", "low", "mention", "places", "quoted", "start", "state", "sum", "tag", "word",
    )  # fmt: skip

    def __init__(self, low: str, start: int, end: int, word: Word, mention: Mention | None = None) -> None:
        self.low = low
        self.start = start
        self.end = end
        self.word = word
        self.mention = mention
        self.kind = "" if mention is None else mention.kind
        self.tag = word.tags[0]
        self.quoted = False
        self.capital = False
        self.places: tuple[str, ...] = ()
        self.state: str | None = None
        self.date: object = None
        self.sum: Amount | None = None

    def __repr__(self) -> str:
        return f"{self.low}/{self.tag}"


@dataclass(slots=True)
class Line:
    """A sentence as tokens."""

    sentence: Sentence
    text: NormalisedText
    tokens: list[Token]

    def words(self, start: int, end: int) -> str:
        """The raw text from token `start` up to token `end`."""
        return self.text.raw[self.tokens[start].start : self.tokens[end - 1].end]


def tokenise(
    text: NormalisedText,
    sentence: Sentence,
    mentions: Sequence[Mention],
    vocabulary: Vocabulary,
    quoted: bool = False,
) -> Line:
    """The tokens of one sentence. `mentions` are those inside it, in order; `quoted`: it begins inside a quotation."""
    tokens: list[Token] = []
    at = sentence.start
    for mention in mentions:
        _plain(text, at, mention.start, vocabulary, tokens)
        tokens.append(_named(text, mention))
        at = mention.end
    _plain(text, at, sentence.end, vocabulary, tokens)
    written = text.folded[sentence.start : sentence.end]
    if "-" in written:
        tokens = _compounds(tokens)
    if quoted or not _QUOTES.isdisjoint(written):
        _mark_quotes(tokens, quoted)
    return Line(sentence, text, tokens)


_LED = word_set("tokens.led")
_MEASURES = word_set("tokens.measures")


def _compounds(tokens: list[Token]) -> list[Token]:
    """Russian-led, Moscow-backed: a name with a participle is one adjective, and names nobody; so is 49-year."""
    joined: list[Token] = []
    i = 0
    while i < len(tokens):
        first = tokens[i]
        if i + 2 < len(tokens) and tokens[i + 1].low == "-":
            last = tokens[i + 2]
            led = first.mention is not None and last.low in _LED
            measured = first.low.isdigit() and last.low in _MEASURES
            if (led or measured) and first.end == tokens[i + 1].start and tokens[i + 1].end == last.start:
                whole = Token(f"{first.low}-{last.low}", first.start, last.end, Word("A"))
                whole.capital = first.capital
                joined.append(whole)
                i += 3
                continue
        joined.append(first)
        i += 1
    return joined


def _named(text: NormalisedText, mention: Mention) -> Token:
    low = text.folded[mention.start : mention.end]
    return Token(low, mention.start, mention.end, _word_for(mention.kind, low), mention)


@lru_cache(maxsize=4096)
def _word_for(kind: str, low: str) -> Word:
    """What the name of an entity of this kind can be; the Collective Security Council is a council."""
    tags = _MENTION_TAGS.get(kind, "P")
    if tags == "A" and low.endswith("s") and not low.endswith(("ss", "us")):
        tags = "N"
    plural = kind in ("adjective", "force") and low.endswith(("s", "police"))
    known = vocabulary().words.get(low)
    senses = known.senses if known else frozenset()
    if kind == "organisation" and known is None:
        last = vocabulary().words.get(low.rpartition(" ")[2])
        senses = last.senses if last is not None and "body?" in last.senses else senses
    return Word(tags, known.verbs if known else (), low, plural, senses)


def _plain(text: NormalisedText, start: int, end: int, vocabulary: Vocabulary, into: list[Token]) -> None:
    folded, raw, words = text.folded, text.raw, vocabulary.words
    start = _compounded(text, start, end, vocabulary, into)
    for found in _WORD.finditer(folded, start, end):
        low = found.group()
        at, stop = found.span()
        known = words.get(low)
        if known is None:
            if not low[0].isalnum():
                _sign(low, at, stop, into, folded[stop : stop + 2].strip()[:1].isdigit())
                continue
            if "-" in low and low.partition("-")[0] in _SPLIT:
                _split(low, at, raw, vocabulary, into)
                continue
            if low == "s" and into and into[-1].low == "'s" and into[-1].end == at == into[-1].start + 1:
                into[-1].end = stop
                continue
            if into and into[-1].low == "'" and into[-1].end == at and _contracted(low, at, stop, vocabulary, into):
                continue
            known = vocabulary.look_up(low, raw[at].isupper() and not (not into and _plural_first(low)))
        elif into and into[-1].low == "'" and into[-1].end == at and _contracted(low, at, stop, vocabulary, into):
            continue
        token = Token(low, at, stop, known)
        token.capital = raw[at].isupper()
        into.append(token)


def _plural_first(low: str) -> bool:
    """An unknown word that opens a sentence and looks like a plural: Contractors, Sappers; no name."""
    return low.endswith("s") and not low.endswith(("ss", "us", "is", "os")) and len(low) > 5 and low.isalpha()


_TAIL = re.compile(r"-([^\W\d_]+)(?![\w-])")
_NUMBER = re.compile(r"-\d{1,4}(?![\w-])")
_COMPOUNDED = frozenset({"adjective", "country", "capital", "metonym", "firm", "organisation"})


def _compounded(text: NormalisedText, start: int, end: int, vocabulary: Vocabulary, into: list[Token]) -> int:
    """Russian-made, Delhi-based: a name with a participle behind a dash is one adjective; Rubezh-2022: a drill's name
    with its number is one name. Where to go on."""
    if not into or into[-1].end != start:
        return start
    if into[-1].kind == "drill" and (numbered := _NUMBER.match(text.folded, start, end)) is not None:
        into[-1] = Token(
            into[-1].low + numbered.group(), into[-1].start, numbered.end(), into[-1].word, into[-1].mention
        )
        return numbered.end()
    if into[-1].kind not in _COMPOUNDED:
        return start
    found = _TAIL.match(text.folded, start, end)
    if found is None:
        return start
    known = vocabulary.words.get(found.group(1))
    if known is None or "pp" not in known.forms:
        return start
    name = into[-1]
    into[-1] = Token(name.low + found.group(), name.start, found.end(), _ADJECTIVE, name.mention)
    return found.end()


def _sign(low: str, at: int, stop: int, into: list[Token], numbered: bool) -> None:
    if low == "'" and into and into[-1].end == at and into[-1].low.endswith("s"):
        into.append(Token("'s", at, stop, _GENITIVE))
        return
    if (
        low == "."
        and into
        and into[-1].end == at
        and into[-1].low in _ABBREVIATED
        and (into[-1].low != "no" or numbered)
    ):
        if len(into[-1].low) == 1 and into[-1].capital:
            into[-1].word, into[-1].tag = _INITIAL, "P"
        return
    token = Token(low, at, stop, _PUNCTUATION)
    token.tag = "." if low in ".?!" else low
    into.append(token)


def _split(low: str, at: int, raw: str, vocabulary: Vocabulary, into: list[Token]) -> None:
    """Mid-January, early-2025: two words."""
    first, _, rest = low.partition("-")
    into.append(Token(first, at, at + len(first), vocabulary.look_up(first, False)))
    into[-1].capital = raw[at].isupper()
    begin = at + len(first) + 1
    into.append(Token(rest, begin, begin + len(rest), vocabulary.look_up(rest, raw[begin].isupper())))
    into[-1].capital = raw[begin].isupper()


def _contracted(low: str, at: int, stop: int, vocabulary: Vocabulary, into: list[Token]) -> bool:
    """Russia's, isn't, they're: the ending takes the place of the apostrophe before it."""
    sign = into[-1]
    if low == "s" and len(into) > 1 and into[-2].low == "let":
        into[-1] = Token("us", sign.start, stop, vocabulary.words["us"])
        return True
    if low == "s" and len(into) > 1 and into[-2].low in _WITH_IS:
        into[-1] = Token("is", sign.start, stop, vocabulary.words["is"])
        return True
    if low == "s":
        into[-1] = Token("'s", sign.start, stop, _GENITIVE)
        return True
    if low == "t" and len(into) > 1 and into[-2].low.endswith("n"):
        stem = into[-2].low[:-1]
        whole = _SHORT.get(stem, stem)
        if whole in vocabulary.words and "X" in vocabulary.words[whole].tags:
            first = into[-2]
            into[-2] = Token(whole, first.start, first.end - 1, vocabulary.words[whole])
            into[-1] = Token("not", first.end - 1, stop, vocabulary.words["not"])
            return True
    spelt = _SPELT.get(low)
    if spelt is not None:
        into[-1] = Token(spelt, sign.start, stop, vocabulary.words[spelt])
        return True
    return False


def _mark_quotes(tokens: list[Token], inside: bool) -> None:
    for token in tokens:
        if token.low in _QUOTES:
            inside = token.low in "“«„" or (token.low == '"' and not inside)
            token.tag = '"'
            continue
        token.quoted = inside
