"""Position tokens: opaque to the client, to us a place in a log: one that was read up to, or a published record's."""

import base64
import binascii
from dataclasses import dataclass
from datetime import date
from typing import Any

import orjson

_READ, _PUBLISHED = "r", "p"


@dataclass(frozen=True, slots=True)
class ReadPosition:
    """An answer's place: the log, the projection that answered, the offset it had read up to, and the day that it was.

    The day stands in it so that what an answer takes for today is the same whenever it is asked again.
    """

    log: str
    projection: str
    offset: int
    day: date

    def __str__(self) -> str:
        return _encode([_READ, self.log, self.projection, self.offset, self.day.isoformat()])


@dataclass(frozen=True, slots=True)
class PublishedPosition:
    """The place of a published record on the topic `articles`."""

    partition: int
    offset: int

    def __str__(self) -> str:
        return _encode([_PUBLISHED, self.partition, self.offset])


def token_of(text: str) -> ReadPosition | PublishedPosition:
    """The position that a token stands for. Raises ValueError for one that we never gave out."""
    try:
        parts = orjson.loads(base64.b64decode(text.encode() + b"=" * (-len(text) % 4), altchars=b"-_", validate=True))
        match parts:
            case ["r", str(log), str(projection), int(offset), str(day)] if offset >= 0:
                return ReadPosition(log, projection, offset, date.fromisoformat(day))
            case ["p", int(partition), int(offset)] if partition >= 0 and offset >= 0:
                return PublishedPosition(partition, offset)
    except (binascii.Error, orjson.JSONDecodeError, UnicodeEncodeError, ValueError) as error:
        raise ValueError(_refusal(text)) from error
    raise ValueError(_refusal(text))


def _encode(parts: list[Any]) -> str:
    return base64.urlsafe_b64encode(orjson.dumps(parts)).decode().rstrip("=")


def _refusal(text: str) -> str:
    return f"{text[:60]!r} is no position; use `position` of an earlier answer, unchanged"
