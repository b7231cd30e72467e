"""Pass 5. In: tokens. Out: the same with one part of speech each."""

from services.ingest.extract.words.agreement import plural_head
from services.ingest.extract.words.link_tags import is_third_person, link_tag, particle_tag, question_word_tag
from services.ingest.extract.words.neighbours import (
    before_phrase,
    is_plural,
    low_at,
    noun_ahead,
    opens_sentence,
    other_tag,
    tags_at,
)
from services.ingest.extract.words.tokens import Token
from services.ingest.extract.words.verb_tags import verb_or_not
from services.ingest.extract.words.verbless import missing_verb
from services.ingest.extract.words.word_sets import word_set
from services.ingest.extract.words.word_tags import WORDS

_TIME_LINKS = word_set("tagging.time_links")
_STRANDED = word_set("tagging.stranded")
_ONE_OF_THEM = word_set("tagging.one_of_them")
_SELVES = frozenset({"itself", "himself", "herself", "themselves", "ourselves"})
_ACTING = frozenset({"we", "they", "he", "she", "i"})

_CHOSEN = WORDS.keys() | _TIME_LINKS | _SELVES
"""Words whose neighbours say what they are, though their entry has one part of speech."""


def tag(tokens: list[Token]) -> None:
    """Choose the tag of every token, left to right; again behind a verb that only the whole sentence shows."""
    _tag_from(tokens, 0)
    verb = missing_verb(tokens)
    if verb is not None:
        tokens[verb].tag = "V"
        _tag_from(tokens, verb + 1)


def _tag_from(tokens: list[Token], start: int) -> None:
    before = low_at(tokens, start - 1)
    for i in range(start, len(tokens)):
        token = tokens[i]
        low = token.low
        if token.date is not None:
            token.tag = "Z"
        elif before == "none the" or (before == "no" and token.tag == "M" and tokens[i - 1].tag == "R"):
            token.tag = "R"
        elif token.mention is not None:
            if (
                token.tag == "A"
                and token.kind == "adjective"
                and before in _ONE_OF_THEM
                and not noun_ahead(tokens, i + 1)
            ):
                token.tag = "N"
        else:
            token.tag = _tag_of_word(tokens, i, low)
        before = low


def _tag_of_word(tokens: list[Token], i: int, low: str) -> str:
    """The tag of a word that is neither a name nor a date."""
    token, tags = tokens[i], tokens[i].word.tags
    if token.tag == "P" and low.endswith("ly") and opens_sentence(tokens, i):
        return "R"
    if tags == "I":
        if low == "in" and i and tokens[i - 1].tag == "V" and tags_at(tokens, i + 1) == "I":
            return "K"
        if low == "among them" and tags_at(tokens, i + 1)[0] in ".;":
            return "R"
        if low == "about" and low_at(tokens, i + 1) == "to" and i and tokens[i - 1].tag in "XR":
            return "A"
        if low in _STRANDED and tags_at(tokens, i + 1) in ".":
            return "K" if low_at(tokens, i + 1) in ("", ",", ".", ";", ":", '"', "”") else "I"
    if len(tags) > 1 or tags == "V" or low in _CHOSEN:
        return _choose(tokens, i, tags)
    return token.tag


def _choose(tokens: list[Token], i: int, tags: str) -> str:
    low = tokens[i].low
    if "V" in tags and i > 1 and tokens[i - 1].tag == "," and (_modal_waits(tokens, i) or _subject_waits(tokens, i)):
        return "V"
    if tags == "O" and low in _SELVES and i and (tokens[i - 1].tag in ("X", "N", "P") or tokens[i - 1].low in _ACTING):
        return "R"
    chooser = WORDS.get(low)
    if chooser is not None:
        return chooser(tokens, i)
    if "X" in tags:
        return (
            "N" if low == "will" and i and (tokens[i - 1].tag in "SD" or tokens[i - 1].low in ("free", "own")) else "X"
        )
    if "V" in tags:
        return verb_or_not(tokens, i, tags)
    if "S" in tags:
        return "S" if noun_ahead(tokens, i + 1) else "O"
    if "K" in tags:
        return particle_tag(tokens, i, tags)
    if low in _TIME_LINKS or ("B" in tags and "I" in tags):
        return link_tag(tokens, i, tags)
    if "W" in tags:
        return question_word_tag(tokens, i)
    if "A" in tags and "N" in tags:
        if i + 1 < len(tokens) and is_third_person(tokens, i + 1):
            return "N"
        named = i > 1 and tokens[i - 1].tag == "P" and tokens[i - 2].tag in "DA" and "V" in tags_at(tokens, i + 1)
        return (
            "A"
            if noun_ahead(tokens, i + 1) and not named
            else "N"
            if i and (tokens[i - 1].tag in "DSGA" or named or _compounded(tokens, i))
            else "A"
        )
    if "D" in tags and low.endswith(" all") and i and tokens[i - 1].tag == "X":
        return "R"
    if "D" in tags:
        return "D" if noun_ahead(tokens, i + 1) or low_at(tokens, i + 1) == "of" else other_tag(tags, "D")
    if "R" in tags and "A" in tags and i and tokens[i - 1].tag in "NPO" and _past_next(tokens, i):
        return "R"
    if "R" in tags and "A" in tags and i and tokens[i - 1].tag == "D":
        return "A"
    if "R" in tags and "A" in tags:
        modal = i > 0 and tokens[i - 1].tag == "X" and "V" in tags_at(tokens, i + 1)
        if low == "only" and i + 1 < len(tokens) and tokens[i + 1].kind in ("country", "capital", "person"):
            return "R"
        part = i and tokens[i - 1].tag in "DS" and low_at(tokens, i + 1) == "of"
        return "A" if part or (noun_ahead(tokens, i + 1) and not modal) else "R"
    return tags[0]


def _compounded(tokens: list[Token], i: int) -> bool:
    """A foreign ministry official, an EU official: the one who is named, behind what he belongs to."""
    return tokens[i - 1].tag in "NP" and "human" in tokens[i].word.senses


def _modal_waits(tokens: list[Token], i: int) -> bool:
    """Will, after last year's quarrel, drill again: the verb that a modal before the aside waits for."""
    if "base" not in tokens[i].word.forms:
        return False
    for j in range(i - 2, 0, -1):
        if tokens[j].tag in ".;:VX":
            return False
        if tokens[j].tag == ",":
            before = tokens[j - 1]
            return before.tag == "X" and before.word.verbs[0][1] == "modal"
    return False


def _subject_waits(tokens: list[Token], i: int) -> bool:
    """Thirty soldiers, the mayor reckons, live in the school: the verb of a subject from which it is parted by whoever
    says so."""
    j = before_phrase(tokens, i - 3, "DSANPGI")
    if j < 1 or j == i - 3 or tokens[i - 2].tag != "V" or tokens[j].tag != "," or tokens[j - 1].tag not in "NP":
        return False
    for token in reversed(tokens[:j]):
        if token.tag in "VX":
            return False
        if token.tag in ".,;:BC":
            break
    forms = tokens[i].word.forms
    plural = is_plural(tokens[j - 1]) or plural_head(tokens, j - 1)
    return "past" in forms or (plural and "base" in forms) or (not plural and "s" in forms)


def _past_next(tokens: list[Token], i: int) -> bool:
    """Moscow first placed soldiers: a verb in the past right after."""
    return i + 1 < len(tokens) and "past" in tokens[i + 1].word.forms
