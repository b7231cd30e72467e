"""Pass 5g. In: tagged tokens. Out: where a noun stands that must be the verb of a clause that came out without one."""

from services.ingest.extract.words.agreement import GATHERINGS, agrees_with
from services.ingest.extract.words.neighbours import low_at, previous_tag, tags_at
from services.ingest.extract.words.tokens import Token
from services.ingest.extract.words.verb_tags import MANY_OF_THEM

_GOES_ON = frozenset("DSOPAMRKTZ")
"""Tags of words that a verb goes on with, and a noun seldom."""

_LAST_PARTS = GATHERINGS | {"force", "force?", "human", "post", "weapon"}
"""What the last word of a compound names, as in border guards: no verb before a preposition."""


def missing_verb(tokens: list[Token]) -> int | None:
    """Pictures show lorries; few expect peace: where the noun stands that must be the verb of a sentence without one.

    None where the sentence has a verb, is no full one, or has no noun that agrees with a subject before it."""
    if not tokens or tokens[-1].tag != "." or tokens[0].tag not in "DSNPAMO":
        return None
    stop = next((i for i, t in enumerate(tokens) if t.tag in ".;:BW" or t.low in ('"', "(", "?")), len(tokens))
    if low_at(tokens, stop) == "?" or (stop < len(tokens) and tokens[stop].tag in ":W" and tokens[stop].low != "when"):
        return None
    if any(_is_finite(tokens, i) for i in range(stop)):
        return None
    return next((i for i in range(1, stop) if _is_its_verb(tokens, i)), None)


def _is_finite(tokens: list[Token], i: int) -> bool:
    token = tokens[i]
    if token.tag not in "VX" or tokens[i - 1].tag == "T":
        return False
    return not token.word.forms.isdisjoint(("past", "s", "base", "modal"))


def _is_its_verb(tokens: list[Token], i: int) -> bool:
    """A noun that can be a verb, agrees with what stands before it and is followed by what a verb goes on with."""
    token, following = tokens[i], tokens[i + 1]
    if token.tag != "N" or token.mention is not None or "V" not in token.word.tags:
        return False
    goes_on = following.tag in _GOES_ON or (following.tag == "N" and following.word.plural)
    joined = not token.word.senses.isdisjoint(_LAST_PARTS)
    if not goes_on and (joined or (following.tag not in "I.,B" and "W" not in tags_at(tokens, i + 1))):
        return False
    before, at = previous_tag(tokens, i)
    if before == "D" and tokens[at].low in MANY_OF_THEM:
        return "base" in token.word.forms
    if before == ",":
        opened = next(j for j, t in enumerate(tokens) if t.tag == ",")
        return opened < at and _subject_agrees(tokens, i, opened - 1)
    return before in "NP" and _subject_agrees(tokens, i, at)


def _subject_agrees(tokens: list[Token], i: int, at: int) -> bool:
    return tokens[at].tag in "NPO" and agrees_with(tokens, i, at)
