"""Pass 5f. Words beside dates and numbers: up to, more than, running, left, dates."""

from services.ingest.extract.dates.date_forms import DateForm
from services.ingest.extract.words.neighbours import low_at, tags_at
from services.ingest.extract.words.tokens import Token
from services.ingest.extract.words.verb_tags import verb_or_not


def dates_tag(tokens: list[Token], i: int) -> str:
    """The contract dates from 2021, dates back to the war: a verb."""
    backwards = low_at(tokens, i + 1) in ("from", "back")
    return "V" if backwards and not (i and tokens[i - 1].tag in "DA") else verb_or_not(tokens, i, tokens[i].word.tags)


def more_than_tag(tokens: list[Token], i: int) -> str:
    """Has more than halved the number: beside a verb an adverb."""
    forms = tokens[i + 1].word.forms if i + 1 < len(tokens) else frozenset()
    return "R" if forms & {"past", "pp"} and "N" not in tags_at(tokens, i + 1) else "D"


def running_tag(tokens: list[Token], i: int) -> str:
    """For three years running: behind a span of time an adverb."""
    return "R" if i and tokens[i - 1].date is not None else verb_or_not(tokens, i, tokens[i].word.tags)


def left_tag(tokens: list[Token], i: int) -> str:
    """They have five months left: what remains, where no object follows."""
    span = tokens[i - 1].date if i else None
    remains = isinstance(span, DateForm) and span.shape == "duration" and tags_at(tokens, i + 1)[0] in "I.,TB"
    return "A" if remains else verb_or_not(tokens, i, tokens[i].word.tags)


def up_to_tag(tokens: list[Token], i: int) -> str:
    """Up to forty, up to half of: how many; brought up to Tegh, up to full strength: where to."""
    tag, low = tags_at(tokens, i + 1)[0], low_at(tokens, i + 1)
    counted = tag == "M" or (tag == "D" and low not in ("the", "its", "their", "that", "this"))
    return "R" if low == "a" and tags_at(tokens, i + 2)[0] == "M" else "D" if counted else "I"
