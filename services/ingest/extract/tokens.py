"""Pass 4. In: a sentence and the mentions in it.
Out: its tokens, where a mention is one token, with their verb readings.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass, field

from services.ingest.extract.lexicon import Lexicon
from services.ingest.extract.mentions import Mention
from services.ingest.extract.normalise import NormalisedText
from services.ingest.extract.sentences import Sentence

_WORD = re.compile(r"\d+(?:[.,:]\d+)*(?:st|nd|rd|th)?(?![^\W\d_])|[^\W_]+|[^\w\s]")
_QUOTES = frozenset('“”"«»')


@dataclass(slots=True)
class Token:
    """One word, sign or mention. `verb` holds (lemma, form) readings; `quoted` says it stands inside quotation
    marks."""

    low: str
    start: int
    end: int
    mention: Mention | None = None
    verb: tuple[tuple[str, str], ...] = ()
    quoted: bool = False
    places: tuple[str, ...] = ()
    state: str | None = None

    @property
    def kind(self) -> str:
        """The kind of its mention, or an empty text."""
        return self.mention.kind if self.mention else ""

    def has(self, form: str) -> bool:
        """Whether one reading is this verb form."""
        return any(which == form for _, which in self.verb)

    def lemma(self, *lemmas: str) -> bool:
        """Whether one reading is of one of these verbs."""
        return any(lemma in lemmas for lemma, _ in self.verb)


@dataclass(slots=True)
class Line:
    """A sentence as tokens."""

    sentence: Sentence
    text: NormalisedText
    tokens: list[Token] = field(default_factory=list)

    def words(self, start: int, end: int) -> str:
        """The raw text from token `start` up to token `end`."""
        return self.text.raw[self.tokens[start].start : self.tokens[end - 1].end]


def tokenise(text: NormalisedText, sentence: Sentence, mentions: Sequence[Mention], words: Lexicon) -> Line:
    """The tokens of one sentence. `mentions` are those inside it, in order."""
    line = Line(sentence, text)
    at = sentence.start
    for mention in mentions:
        _plain(text, at, mention.start, words, line.tokens)
        low = text.folded[mention.start : mention.end]
        verb = words.forms.get(low, ()) if mention.kind == "force" else ()
        line.tokens.append(Token(low, mention.start, mention.end, mention, verb))
        at = mention.end
    _plain(text, at, sentence.end, words, line.tokens)
    _join(line)
    _mark_quotes(line)
    return line


def _plain(text: NormalisedText, start: int, end: int, words: Lexicon, into: list[Token]) -> None:
    for found in _WORD.finditer(text.folded, start, end):
        low = found.group()
        into.append(Token(low, found.start(), found.end(), verb=words.forms.get(low, ())))


def _join(line: Line) -> None:
    """Put together what belongs to one word: 's, n't, pull-out."""
    joined: list[Token] = []
    tokens = line.tokens
    i = 0
    while i < len(tokens):
        token = tokens[i]
        nxt = tokens[i + 1] if i + 1 < len(tokens) else None
        if (
            token.low == "'"
            and nxt
            and nxt.start == token.end
            and nxt.low in ("s", "t", "re", "ve", "ll", "d")
            and joined
        ):
            spelt = {"t": "not", "re": "are", "ve": "have", "ll": "will", "d": "would"}.get(nxt.low, "'s")
            if spelt == "not" and joined[-1].low.endswith("n") and not joined[-1].mention:
                joined[-1].low = {"ca": "can", "wo": "will", "ai": "is"}.get(joined[-1].low[:-1], joined[-1].low[:-1])
                joined[-1].verb = _AUX_VERB.get(joined[-1].low, joined[-1].verb)
            joined.append(Token(spelt, token.start, nxt.end, verb=_AUX_VERB.get(spelt, ())))
            i += 2
            continue
        if (
            token.low == "-"
            and nxt
            and nxt.low in ("out", "back", "over", "up")
            and joined
            and joined[-1].end == token.start
        ):
            joined[-1] = Token(joined[-1].low + "-" + nxt.low, joined[-1].start, nxt.end)
            i += 2
            continue
        joined.append(token)
        i += 1
    line.tokens = joined


_AUX_VERB: dict[str, tuple[tuple[str, str], ...]] = {
    "are": (("be", "s"),),
    "is": (("be", "s"),),
    "was": (("be", "past"),),
    "were": (("be", "past"),),
    "have": (("have", "base"),),
    "has": (("have", "s"),),
    "had": (("have", "past"),),
    "do": (("do", "base"),),
    "does": (("do", "s"),),
    "did": (("do", "past"),),
}


def _mark_quotes(line: Line) -> None:
    inside = False
    for token in line.tokens:
        if token.low in _QUOTES:
            inside = token.low in "“«" or (token.low == '"' and not inside)
            continue
        token.quoted = inside
