"""From the bytes of a record to an article, or to the reason why it is none. Pure."""

import codecs
from dataclasses import dataclass

import orjson
from pydantic import ValidationError

from events.article import TEXT_BYTES_MAX, Article
from events.codec import LogRecord, describe
from events.command import COMMAND_HEADER, COMMANDS, Command

MARKS = (codecs.BOM_UTF8, codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)
RECORD_BYTES_MAX = 8 * TEXT_BYTES_MAX
"""No lawful article is larger, however much its JSON is escaped."""


@dataclass(frozen=True, slots=True)
class NoArticle:
    """Why a record is no article, in a sentence that says how to mend it."""

    reason: str


def _not_json(value: bytes, error: orjson.JSONDecodeError) -> str:
    """Why bytes are no JSON: often they are in another encoding, which a JSON parser does not say."""
    if value.startswith(MARKS):
        return "not JSON in UTF-8: it begins with a byte order mark: send it without one, in UTF-8"
    try:
        value.decode()
    except UnicodeDecodeError as wrong:
        place = f"byte 0x{value[wrong.start]:02x} at position {wrong.start}"
        return f"not JSON in UTF-8: {place} belongs to another encoding: send it in UTF-8"
    return f"not JSON in UTF-8: {error}"


def read_record(incoming: LogRecord) -> Article | Command | NoArticle:
    """The article or the command of a record, told apart by the header of commands."""
    asked = [value for name, value in incoming.message.headers if name == COMMAND_HEADER]
    if not asked:
        return read_article(incoming)
    name = asked[0].decode(errors="replace")
    if name not in COMMANDS:
        return NoArticle(f"header {COMMAND_HEADER}: there is no command {name!r}, only {', '.join(COMMANDS)}")
    try:
        command = COMMANDS[name].model_validate_json(incoming.message.value, strict=True)
    except ValidationError as error:
        return NoArticle(f"command {name}: {describe(error)}")
    if incoming.message.key != command.article_id.encode():
        return NoArticle(f"command {name}: the record's key is not the article's id {command.article_id!r}")
    return command


def read_article(incoming: LogRecord) -> Article | NoArticle:
    """The article of a record that is no command."""
    value = incoming.message.value
    if not value:
        return NoArticle("the record has no value: send the article as a JSON object")
    if len(value) > RECORD_BYTES_MAX:
        return NoArticle(f"the record has {len(value)} bytes, at most {RECORD_BYTES_MAX} are read: shorten the text")
    try:
        fields = orjson.loads(value)
    except orjson.JSONDecodeError as error:
        return NoArticle(_not_json(value, error))
    if not isinstance(fields, dict):
        return NoArticle(f"a JSON object was expected, not {type(fields).__name__}")
    try:
        article = Article.model_validate_json(value, strict=True)
    except ValidationError as error:
        return NoArticle(describe(error))
    if incoming.message.key and incoming.message.key != article.id.encode():
        return NoArticle(f"the record's key is not the article's id {article.id!r}: send it under that key or none")
    return article
