"""What surrounds an event in the log."""

from dataclasses import dataclass, field
from datetime import datetime

from events.catalogue import Event
from events.streams import GENESIS, chain_hash, content_hash, event_id


@dataclass(frozen=True, slots=True)
class Envelope:
    """One event with its place in its stream."""

    id: str
    """UUIDv5 of stream, version and content."""
    type: str
    """Stored type name with its version, such as `withdrawal-agreed.v1`."""
    stream: str
    """The stream it belongs to, `article-<article_id>`."""
    version: int
    """Its place in the stream: 1, 2, 3 … without gaps."""
    recorded_at: datetime
    """When the log took in what caused it: UTC, from the broker, never decreasing within a stream."""
    previous_id: str
    """Id of the event before it in the stream; empty for the first."""
    previous_hash: str
    """Chain hash of the event before it; 64 zeros for the first."""
    caused_by: str
    """The record that caused it, `topic/partition/offset`."""
    article_id: str
    """The article, also the Kafka key."""
    event: Event
    """What happened."""
    data: bytes | None = field(default=None, compare=False, repr=False)
    """Its JSON as it stands in the log; None where it was not read there, or was lifted from an older version."""

    @property
    def hash(self) -> str:
        """The chain hash that the next event of the stream names."""
        return chain_hash(self.previous_hash, self.id, time_text(self.recorded_at))


@dataclass(frozen=True, slots=True)
class Head:
    """The last event of a stream: what the next one must follow."""

    version: int = 0
    id: str = ""
    hash: str = GENESIS
    recorded_at: datetime | None = None


def envelop(event: Event, head: Head, stream: str, article_id: str, recorded_at: datetime, caused_by: str) -> Envelope:
    """The envelope of the event that follows `head`. Its time is `recorded_at`, or the head's where that is later."""
    at = max(recorded_at, head.recorded_at) if head.recorded_at else recorded_at
    identity = event_id(stream, head.version + 1, content_hash(event.stored_as, event.to_json()))
    return Envelope(
        id=identity,
        type=event.stored_as,
        stream=stream,
        version=head.version + 1,
        recorded_at=at,
        previous_id=head.id,
        previous_hash=head.hash,
        caused_by=caused_by,
        article_id=article_id,
        event=event,
    )


def head_of(envelope: Envelope) -> Head:
    """The head of a stream whose last event is this one."""
    return Head(envelope.version, envelope.id, envelope.hash, envelope.recorded_at)


def time_text(moment: datetime) -> str:
    """RFC 3339 in UTC with milliseconds, the broker's precision."""
    return moment.isoformat(timespec="milliseconds").replace("+00:00", "Z")
