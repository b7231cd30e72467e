"""Records of `articles`, and a store to take them in."""

import json
from collections.abc import Callable

import pytest

from events.codec import LogRecord, Message

LEFT = "Russian border guards left Zvartnots airport on 31 July 2024."


@pytest.fixture
def record() -> Callable[..., LogRecord]:
    """A record of the topic: `record(offset, id=…, text=…)`, or raw bytes by `value=`."""

    def make(offset: int, value: bytes | None = None, at: int = 1_722_470_400_000, **fields: object) -> LogRecord:
        lawful = {"id": "a-1", "text": LEFT, "source": "Hetq", "published_at": "2024-08-01"}
        body = json.dumps({**lawful, **fields}).encode() if value is None else value
        return LogRecord(0, offset, at + offset, Message(b"", (), body))

    return make
