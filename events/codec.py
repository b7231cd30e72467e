"""Bytes of an event on Kafka: CloudEvents 1.0, binary content mode (`ce_*` headers, JSON data)."""

from collections.abc import Iterable
from datetime import UTC, datetime, timedelta
from functools import lru_cache
from typing import Any, NamedTuple

import orjson
from cloudevents.core.bindings.kafka import to_binary
from cloudevents.core.formats.json import JSONFormat
from cloudevents.core.v1.event import CloudEvent
from pydantic import ValidationError

from events.canonical import canonical_json
from events.catalogue import EVENTS, Event
from events.envelope import Envelope, time_text
from events.status_change import StatusChanged
from events.streams import content_hash, content_hash_of_bytes, event_id, stream_of
from events.upcast import STEPS, is_newest, upcast

SOURCE = "drawdown/ingest"
CONTENT_TYPE = "application/json"


SPECVERSION = b"1.0"
REQUIRED_HEADERS = frozenset(
    {
        "ce_id", "ce_source", "ce_specversion", "ce_time", "ce_type", "ce_subject", "ce_streamversion",
        "ce_previoushash", "ce_causationid",
    }
)  # fmt: skip
"""Attributes that a CloudEvent or one of our events cannot do without."""


class Message(NamedTuple):
    """A Kafka record before it is sent, or as it was read."""

    key: bytes
    headers: tuple[tuple[str, bytes], ...]
    value: bytes


class LogRecord(NamedTuple):
    """A record with its place on a partition; `timestamp` is the broker's append time in milliseconds."""

    partition: int
    offset: int
    timestamp: int
    message: Message


class DecodeError(ValueError):
    """A record on the topic of events is not an event this release knows; the text says where and why."""


class _CanonicalJson(JSONFormat):
    """The library's JSON, with our one spelling of a value."""

    def write_data(self, data: Any, datacontenttype: str | None) -> bytes:
        return canonical_json(data)


_FORMAT = _CanonicalJson()


def encode(envelope: Envelope) -> Message:
    """The record of an event: always the same bytes for the same event."""
    attributes = {
        "id": envelope.id,
        "source": SOURCE,
        "specversion": SPECVERSION.decode(),
        "type": envelope.type,
        "subject": envelope.stream,
        "time": time_text(envelope.recorded_at),
        "datacontenttype": CONTENT_TYPE,
        "dataschema": f"urn:drawdown:schema:{envelope.type}",
        "partitionkey": envelope.article_id,
        "streamversion": str(envelope.version),
        "previousid": envelope.previous_id or None,
        "previoushash": envelope.previous_hash,
        "causationid": envelope.caused_by,
    }
    kept = {name: value for name, value in attributes.items() if value is not None}
    event = CloudEvent({**kept, "time": envelope.recorded_at}, envelope.event.to_json())
    message = to_binary(event, _FORMAT)
    headers = {**message.headers, "ce_time": time_text(envelope.recorded_at).encode()}
    return Message(envelope.article_id.encode(), tuple(sorted(headers.items())), message.value)


def encode_change(change: StatusChanged) -> Message:
    """The record of a status change."""
    attributes = {
        "id": change.id,
        "source": "drawdown/projector",
        "specversion": SPECVERSION.decode(),
        "type": StatusChanged.stored_as,
        "subject": change.subject,
        "time": change.recorded_at,
        "datacontenttype": CONTENT_TYPE,
        "dataschema": f"urn:drawdown:schema:{StatusChanged.stored_as}",
        "partitionkey": change.subject,
        "causationid": change.caused_by,
    }
    message = to_binary(CloudEvent(attributes, change.model_dump(mode="json")), _FORMAT)
    return Message(change.subject.encode(), tuple(sorted(message.headers.items())), message.value)


def decode(message: Message) -> Envelope:
    """The event of a record, lifted to its newest version. Raises DecodeError with the path of the offending field.

    The headers are read here and not by the library, which takes three times as long as all the rest.
    """
    if not message.value:
        raise DecodeError("the record has no value")
    headers = dict(message.headers)
    if not headers.keys() >= REQUIRED_HEADERS:
        raise DecodeError(f"headers.{min(REQUIRED_HEADERS - headers.keys())}: missing")
    if headers["ce_specversion"] != SPECVERSION:
        raise DecodeError(f"headers.ce_specversion: {headers['ce_specversion']!r} is not {SPECVERSION!r}")
    if not message.key:
        raise DecodeError("key: missing")
    try:
        stored_type = headers["ce_type"].decode()
        envelope = Envelope(
            headers["ce_id"].decode(),
            stored_type,
            headers["ce_subject"].decode(),
            _version(headers["ce_streamversion"]),
            _time(headers["ce_time"]),
            headers.get("ce_previousid", b"").decode(),
            headers["ce_previoushash"].decode(),
            headers["ce_causationid"].decode(),
            message.key.decode(),
            decode_data(stored_type, message.value),
            message.value if is_newest(stored_type) else None,
        )
    except UnicodeDecodeError as error:
        raise DecodeError(f"headers: not UTF-8: {error}") from error
    _check_identity(envelope, message.value)
    return envelope


def _version(text: bytes) -> int:
    if not text.isdigit() or int(text) < 1:
        raise DecodeError(f"headers.ce_streamversion: {text!r} is no version number")
    return int(text)


@lru_cache(maxsize=64)
def _time(text: bytes) -> datetime:
    """A time; that of the record before is asked for again and again."""
    try:
        time = datetime.fromisoformat(text.decode())
    except ValueError as error:
        raise DecodeError(f"headers.ce_time: {text!r} is no RFC 3339 time") from error
    if time.tzinfo is None:
        raise DecodeError(f"headers.ce_time: {text!r} lacks its offset")
    return time.astimezone(UTC)


def decode_data(stored_type: str, value: bytes) -> Event:
    """The event of a stored type and its JSON. Raises DecodeError with the path of the offending field."""
    try:
        newest, body = (stored_type, value) if stored_type not in STEPS else _lifted(stored_type, value)
    except (orjson.JSONDecodeError, KeyError, TypeError) as error:
        raise DecodeError(f"{stored_type}: cannot be lifted to its newest version: {error!r}") from error
    model = EVENTS.get(newest)
    if model is None:
        raise DecodeError(f"headers.ce_type: {stored_type!r} is no event this release knows")
    try:
        return model.model_validate_json(body, strict=True)
    except ValidationError as error:
        raise DecodeError(f"{stored_type}: {describe(error)}") from error


def describe(error: ValidationError) -> str:
    """A validation error as `path: what is wrong`, joined by semicolons."""
    return "; ".join(
        f"{'.'.join(str(part) for part in problem['loc']) or 'value'}: {problem['msg']}"
        for problem in error.errors(include_url=False, include_input=False)
    )


def _lifted(stored_type: str, value: bytes) -> tuple[str, bytes]:
    newest, data = upcast(stored_type, orjson.loads(value))
    return newest, canonical_json(data)


def _check_identity(envelope: Envelope, value: bytes) -> None:
    """An event whose id is not that of its content was altered."""
    if envelope.stream != stream_of(envelope.article_id):
        raise DecodeError(f"headers.ce_subject: {envelope.stream!r} is not the stream of key {envelope.article_id!r}")
    as_written = event_id(envelope.stream, envelope.version, content_hash_of_bytes(envelope.type, value))
    if envelope.id == as_written:
        return
    expected = event_id(envelope.stream, envelope.version, content_hash(envelope.type, orjson.loads(value)))
    if envelope.id != expected:
        raise DecodeError(f"headers.ce_id: {envelope.id} is not the id of this content, which is {expected}")


def recorded_time(milliseconds: int) -> datetime:
    """The broker's append time as UTC."""
    return datetime.fromtimestamp(milliseconds // 1000, UTC) + timedelta(milliseconds=milliseconds % 1000)


def header_pairs(headers: Iterable[tuple[str, bytes | str]] | None) -> tuple[tuple[str, bytes], ...]:
    """Headers as any Kafka client gives them, as pairs of text and bytes."""
    return tuple((name, value.encode() if isinstance(value, str) else value) for name, value in headers or ())
