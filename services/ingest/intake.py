"""From the bytes of a record to an article, or to the reason why it is none. Pure."""

from dataclasses import dataclass

import orjson
from pydantic import ValidationError

from events.article import TEXT_BYTES_MAX, Article
from events.codec import LogRecord, describe

COMMAND_HEADER = "drawdown-command"
RECORD_BYTES_MAX = 8 * TEXT_BYTES_MAX
"""No lawful article is larger, however much its JSON is escaped."""


@dataclass(frozen=True, slots=True)
class NoArticle:
    """Why a record is no article, in a sentence that says how to mend it."""

    reason: str


def read_article(incoming: LogRecord) -> Article | NoArticle:
    """The article of a record."""
    if any(name == COMMAND_HEADER for name, _ in incoming.message.headers):
        return NoArticle(f"header {COMMAND_HEADER}: this release knows no commands; send articles without it")
    value = incoming.message.value
    if not value:
        return NoArticle("the record has no value: send the article as a JSON object")
    if len(value) > RECORD_BYTES_MAX:
        return NoArticle(f"the record has {len(value)} bytes, at most {RECORD_BYTES_MAX} are read: shorten the text")
    try:
        fields = orjson.loads(value)
    except orjson.JSONDecodeError as error:
        return NoArticle(f"not JSON in UTF-8: {error}")
    if not isinstance(fields, dict):
        return NoArticle(f"a JSON object was expected, not {type(fields).__name__}")
    try:
        article = Article.model_validate_json(value, strict=True)
    except ValidationError as error:
        return NoArticle(describe(error))
    if incoming.message.key and incoming.message.key != article.id.encode():
        return NoArticle(f"the record's key is not the article's id {article.id!r}: send it under that key or none")
    return article
