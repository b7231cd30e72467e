"""Pass 5e. To, that, there, what: words that open a clause or a phrase."""

from services.ingest.extract.operators.operator_table import rows
from services.ingest.extract.words.neighbours import (
    SAYING,
    before_phrase,
    low_at,
    noun_ahead,
    opens_next,
    previous_tag,
    tags_at,
)
from services.ingest.extract.words.tokens import Token
from services.ingest.extract.words.word_sets import word_set

_MOTION = word_set("tagging.motion")
_ANSWERS = frozenset({"reply", "response", "answer", "reaction", "objection", "reference"})
_BEFORE_TO = word_set("tagging.before_to")
_GOALS = word_set("tagging.goals")
_NAMED = frozenset({"person", "outlet", "capital", "country", "metonym"})
_TOLD_NOUNS = word_set("tagging.told_nouns")
_TELLING = word_set("tagging.telling")
_MAKING = word_set("tagging.making")
_CONTRAST = word_set("control.negating")


def to_tag(tokens: list[Token], i: int) -> str:
    if i and tokens[i - 1].low in _BEFORE_TO:
        return "I"
    j = i + 1
    while j < len(tokens) and (tokens[j].word.tags == "R" or tokens[j].tag == '"'):
        j += 1
    if j >= len(tokens) or (tokens[j].mention is not None and not tokens[j].word.verbs):
        return "I"
    word = tokens[j].word
    if "base" not in word.forms:
        return "I"
    if "N" not in word.tags:
        return "T"
    before = tokens[i - 1] if i else None
    if before is not None and before.word.noun in _ANSWERS:
        return "I"
    moving = before is not None and (before.tag == "K" or not before.word.lemmas.isdisjoint(_MOTION))
    if before is not None and before.low == "going" and tokens[j].low not in _GOALS:
        moving = False
    goes_on = j + 1 < len(tokens) and (tokens[j + 1].word.tags[0] in "DSPMAO" or "N" in tokens[j + 1].word.tags)
    return "I" if moving and not goes_on else "T"


def for_tag(tokens: list[Token], i: int) -> str:
    """Is still a member, for no letter has come: behind a comma with a subject and its auxiliary it opens a clause."""
    if not i or tokens[i - 1].tag != "," or not any(token.tag in "XV" for token in tokens[:i]):
        return "I"
    for j in range(i + 2, min(len(tokens), i + 20)):
        word = tokens[j].word
        if tokens[j].low in _RELATIVES or tokens[j].tag in ",;:." or word.tags in ("B", "T", "W", "C"):
            return "I"
        if word.tags[0] == "X" and tokens[j - 1].low != "to":
            return "B" if word.verbs[0][1] not in ("pp", "ing") else "I"
    return "I"


_RELATIVES = frozenset({"who", "whom", "whose", "which", "that", "what"})
_CONTENTS = frozenset({"op", "report", "agreement", "hope", "paper", "notice", "notice?"})


def that_tag(tokens: list[Token], i: int) -> str:
    before, at = previous_tag(tokens, i)
    following = tags_at(tokens, i + 1)
    if i and tokens[i - 1].low == "," and _put_first(tokens, i - 1):
        return "W"
    if (
        before == "N"
        and at == i - 1
        and "V" in following
        and opens_next(tokens, i + 1)
        and "s" in tokens[i + 1].word.forms
    ):
        return "W"
    if before in "NP" and at == i - 1:
        if (
            _told(tokens, at)
            or _said_in(tokens, at)
            or (tokens[at].kind in _NAMED and following[0] not in "VXR" and low_at(tokens, i + 1) not in ("had", "has"))
        ):
            return "B"
        senses, word = tokens[at].word.senses, tokens[at].word.noun
        if following[0] in "DPSO" and ((word, "n") in rows() or (word, "p") in rows()):
            return "B"
        if following[0] in "AN" and _judges(word):
            return "B"
        if tokens[at].kind in ("country", "capital", "place") and following[0] not in "VXR":
            return "B"
        if "ing" in _forms(tokens, i + 1) and _told_before(tokens, at):
            return "B"
        if following[0] in "VX" or following[0] == "R":
            return "W"
        if {"agreement", "paper", "contract"} & senses and _made(tokens, i):
            return "W"
        return "B" if _told_before(tokens, at) or _holds_words(tokens[at]) or _words_of(tokens, at) else "W"
    if before == "Z" and at == i - 1 and following[0] in "VX" and _dated_noun(tokens, at):
        return "W"
    if before in ("^", "I", "C", "D") and (following[0] in "NA" or "N" in following):
        return "D"
    if (
        before == "V"
        and at == i - 1
        and _ends_with_noun(tokens, i)
        and not tokens[at].word.lemmas & (SAYING | _TELLING)
    ):
        return "D"
    if before == "V" and low_at(tokens, i + 1) == "as" and not tokens[at].word.lemmas & (SAYING | _TELLING):
        return "O"
    return "O" if following[0] in ".,X" and before in ("^", "I", "V", "C") else "B"


def _forms(tokens: list[Token], i: int) -> frozenset[str]:
    return tokens[i].word.forms if i < len(tokens) else frozenset()


def _judges(noun: str) -> bool:
    """A lie, a fact, a doubt, a sign, news: what it says of something follows."""
    told = {row.operator for row in rows().get((noun, "n"), ())}
    return (noun, "p") in rows() or not told.isdisjoint({"UNSAID", "HINT", "REPORT"})


def _holds_words(token: Token) -> bool:
    """A report, an agreement, a claim: what it says can follow."""
    return not _CONTENTS.isdisjoint(token.word.senses) or token.word.noun in _TOLD_NOUNS


def _words_of(tokens: list[Token], at: int) -> bool:
    """An allegation by the intelligence service that, a statement from Moscow that: the noun at `at` is whose words
    they are."""
    j = before_phrase(tokens, at, "NPADSG")
    return j > 0 and tokens[j].low in ("by", "from") and tokens[j - 1].tag == "N" and _holds_words(tokens[j - 1])


def _put_first(tokens: list[Token], comma: int) -> bool:
    """It is the EU, not the CSTO, that monitors it: what is put first, with its contrast, before the comma."""
    contrast = False
    for j in range(comma - 1, 0, -1):
        token = tokens[j]
        contrast = contrast or token.low in _CONTRAST
        if token.tag == "X":
            return contrast and tokens[j].word.verbs[0][0] == "be" and _expletive_before(tokens, j)
        if token.tag not in "NPADSGMROC," and token.low not in _CONTRAST:
            return False
    return False


def _expletive_before(tokens: list[Token], j: int) -> bool:
    """Whether "it" is the subject of the auxiliary at `j`."""
    while j > 0 and tokens[j].tag in "XR":
        j -= 1
    return tokens[j].low == "it"


def _ends_with_noun(tokens: list[Token], i: int) -> bool:
    """End that mission, reject that demand: a noun, and no clause behind it."""
    noun = tokens[i + 1] if i + 1 < len(tokens) else None
    if noun is None or noun.word.tags[0] != "N" or noun.word.plural or noun.mention is not None:
        return False
    return i + 2 == len(tokens) or tokens[i + 2].tag in (".", ",", ";", ":")


def _dated_noun(tokens: list[Token], at: int) -> bool:
    """A deal on Wednesday that will bring: the date hangs on a noun."""
    return at > 1 and tokens[at - 1].tag == "I" and tokens[at - 2].tag == "N"


def _said_in(tokens: list[Token], at: int) -> bool:
    """Stated in an interview that, said at a briefing in Moscow that: what follows is what the verb says."""
    within = False
    for j in range(at, max(-1, at - 14), -1):
        tag = tokens[j].tag
        if tag == "V":
            return within and not tokens[j].word.lemmas.isdisjoint(SAYING)
        if tag == "I":
            within = True
        elif tag not in "NPADSGZ" or (tag == "N" and within and j and tokens[j - 1].tag not in "DSAGNIP"):
            return False
    return False


def _told(tokens: list[Token], at: int) -> bool:
    """Told Interfax that, assured the mayor that: the noun at `at` is whom a verb of telling speaks to."""
    for j in range(at, max(-1, at - 5), -1):
        if tokens[j].tag == "V":
            return not tokens[j].word.lemmas.isdisjoint(_TELLING)
        if tokens[j].tag not in "NPADSG":
            return False
    return False


def _told_before(tokens: list[Token], at: int) -> bool:
    """Told Lukashenko by telephone that: the verb before still waits for what was told."""
    for j in range(at, max(-1, at - 8), -1):
        if tokens[j].tag in "BW.;:,":
            return False
        if tokens[j].tag == "V":
            return bool(tokens[j].word.lemmas & _TELLING) and j < at - 1
    return False


def _made(tokens: list[Token], i: int) -> bool:
    """The charter that both sides signed in May: a verb of making it, without an object of its own."""
    for j in range(i + 1, min(len(tokens), i + 9)):
        if any(lemma in _MAKING for lemma, form in tokens[j].word.verbs if form != "base"):
            return j + 1 == len(tokens) or not noun_ahead(tokens, j + 1)
    return False


def there_tag(tokens: list[Token], i: int) -> str:
    after = tokens[i + 1] if i + 1 < len(tokens) else None
    if i and tokens[i - 1].tag == "I":
        return "O"
    if after is None or after.word.tags[0] not in "XV":
        return "R"
    before, at = previous_tag(tokens, i)
    if before in ("N", "P") and at == i - 1 and not _led(tokens, at):
        return "R"
    return "R" if before in ("X", "V", "I") and after.word.tags[0] == "V" else "E"


def _led(tokens: list[Token], at: int) -> bool:
    """Whether a preposition stands before the noun phrase that ends at `at`: in Gyumri there is a base."""
    j = before_phrase(tokens, at)
    return j >= 0 and tokens[j].tag == "I"


def what_tag(tokens: list[Token], i: int) -> str:
    """What guards saw, what stays, what Yerevan asked for: a determiner only before a common noun."""
    following = tokens[i + 1] if i + 1 < len(tokens) else None
    if following is None or following.mention is not None or "s" in following.word.forms:
        return "W"
    return "D" if following.word.tags[0] in "NA" else "W"
