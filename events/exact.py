"""Whether a record is spelled as this project spells it, to the byte. What hashes do not cover is covered here."""

from datetime import datetime

import orjson

from events.canonical import canonical_json
from events.codec import CONTENT_TYPE, SOURCE, Message
from events.envelope import time_text

HEADERS = (
    "ce_causationid", "ce_dataschema", "ce_id", "ce_partitionkey", "ce_previoushash", "ce_previousid", "ce_source",
    "ce_specversion", "ce_streamversion", "ce_subject", "ce_time", "ce_type", "content-type",
)  # fmt: skip
WITHOUT_PREVIOUS = tuple(name for name in HEADERS if name != "ce_previousid")


def misspelt(message: Message) -> str | None:
    """What of a record is not as `encode` would have written it; None if all is.

    The content itself is not looked at: its id covers it, the chain covers time and order.
    """
    names = tuple(name for name, _ in message.headers)
    if names not in (HEADERS, WITHOUT_PREVIOUS):
        return f"headers {', '.join(names)} are not {', '.join(HEADERS)}"
    headers = dict(message.headers)
    expected = {
        "ce_dataschema": b"urn:drawdown:schema:" + headers["ce_type"],
        "ce_partitionkey": message.key,
        "ce_source": SOURCE.encode(),
        "ce_specversion": b"1.0",
        "ce_streamversion": str(_number(headers["ce_streamversion"])).encode(),
        "ce_time": _time(headers["ce_time"]),
        "content-type": CONTENT_TYPE.encode(),
    }
    for name, value in expected.items():
        if headers[name] != value:
            return f"headers.{name}: {headers[name]!r} is not {value!r}"
    try:
        canonical = canonical_json(orjson.loads(message.value))
    except orjson.JSONDecodeError as error:
        return f"value: not JSON: {error}"
    return None if canonical == message.value else "value: not spelled canonically"


def _number(text: bytes) -> int | None:
    return int(text) if text.isdigit() else None


def _time(text: bytes) -> bytes:
    try:
        return time_text(datetime.fromisoformat(text.decode())).encode()
    except (UnicodeDecodeError, ValueError):
        return b"an RFC 3339 time"
