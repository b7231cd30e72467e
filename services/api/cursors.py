"""Cursors of lists: opaque to the client, a sort key to us. Never an offset, so that new rows shift nothing."""

import base64
import binascii
from collections.abc import Callable, Sequence
from typing import Any, TypeVar

import orjson

from services.api.problems import Fault, ProblemError

Item = TypeVar("Item")
Key = Sequence[str | int | None]


def encode(key: Key) -> str:
    """The cursor that stands after the item with this key."""
    return base64.urlsafe_b64encode(orjson.dumps(list(key))).decode().rstrip("=")


def decode(cursor: str, *kinds: type) -> list[Any]:
    """The key in a cursor whose parts are of these kinds. A cursor that we never gave out is a problem of `after`."""
    problem = refused(cursor)
    try:
        key = orjson.loads(base64.b64decode(cursor.encode() + b"=" * (-len(cursor) % 4), altchars=b"-_", validate=True))
    except (binascii.Error, orjson.JSONDecodeError, UnicodeEncodeError) as error:
        raise problem from error
    if not isinstance(key, list) or [type(part) for part in key] != list(kinds):
        raise problem
    if any(isinstance(part, str) and "\x00" in part for part in key):
        raise problem
    return key


def refused(cursor: str) -> ProblemError:
    """The problem of a cursor that we never gave out."""
    detail = f"after: {cursor!r} is no cursor of this list; use `next` of an earlier answer, unchanged"
    return ProblemError("invalid-parameter", detail, Fault(detail, parameter="after"))


def page(
    items: Sequence[Item], key: Callable[[Item], Sequence[str]], after: str | None, limit: int
) -> tuple[list[Item], str | None]:
    """Up to `limit` of the items, which are sorted by `key`, and the cursor of the rest."""
    rest = list(items)
    if after is not None:
        width = len(key(rest[0])) if rest else 0
        last = decode(after, *[str] * width) if rest else []
        rest = [item for item in rest if list(key(item)) > last]
    shown = rest[:limit]
    return shown, encode(key(shown[-1])) if len(rest) > limit else None


def page_in_order(
    items: Sequence[Item], key: Callable[[Item], str], after: str | None, limit: int
) -> tuple[list[Item], str | None]:
    """Like `page`, for items in an order of their own: the cursor names the last one shown."""
    first = 0
    if after is not None:
        (last,) = decode(after, str)
        keys = [key(item) for item in items]
        if last not in keys:
            raise refused(after)
        first = keys.index(last) + 1
    shown = list(items[first : first + limit])
    return shown, encode([key(shown[-1])]) if first + limit < len(items) else None
