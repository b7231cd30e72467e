"""One spelling of a JSON value, so that equal content has equal bytes and equal hashes."""

import hashlib
from typing import Any

import orjson


def canonical_json(value: Any) -> bytes:
    """UTF-8 JSON with sorted keys and no white space."""
    return orjson.dumps(value, option=orjson.OPT_SORT_KEYS)


def sha256_hex(content: bytes) -> str:
    """SHA-256 of `content`, 64 lower-case hexadecimal digits."""
    return hashlib.sha256(content).hexdigest()
