"""Names of topics and streams, and the ids and hashes that chain a stream's events."""

from dataclasses import dataclass
from hashlib import sha1
from uuid import UUID, uuid5

from events.canonical import canonical_json, sha256_hex

ARTICLES = "articles"
ARTICLE_EVENTS = "article-events"
STATUS_CHANGES = "status-changes"
DEAD_LETTERS = "dead-letters"


@dataclass(frozen=True, slots=True)
class Topics:
    """The topics' names on a broker. A prefix lets several logs share one; the store always uses the bare names."""

    prefix: str = ""

    @property
    def articles(self) -> str:
        return self.prefix + ARTICLES

    @property
    def article_events(self) -> str:
        return self.prefix + ARTICLE_EVENTS

    @property
    def status_changes(self) -> str:
        return self.prefix + STATUS_CHANGES

    @property
    def dead_letters(self) -> str:
        return self.prefix + DEAD_LETTERS


NAMESPACE = UUID("8a6f3f0e-6d2b-5c1e-9d61-0d6b5f7c2a11")
GENESIS = "0" * 64
"""What stands in the place of the hash before a stream's first event."""


def stream_of(article_id: str) -> str:
    """The stream that holds everything about one article."""
    return f"article-{article_id}"


def content_hash(stored_type: str, data: dict[str, object]) -> str:
    """SHA-256 of what an event says: its type and data, never the time of its recording."""
    return sha256_hex(canonical_json({"data": data, "type": stored_type}))


def content_hash_of_bytes(stored_type: str, data: bytes) -> str:
    """The same, of data as canonical JSON: the whole is then spelled without parsing any of it."""
    return sha256_hex(b'{"data":%b,"type":"%b"}' % (data, stored_type.encode()))


def event_id(stream: str, version: int, content: str) -> str:
    """UUIDv5 of stream, version and content hash: the same event always has the same id.

    Spelled out, since this is done for each record read, and `uuid.uuid5` takes three times as long.
    """
    digest = sha1(NAMESPACE.bytes + f"{stream}/{version}/{content}".encode(), usedforsecurity=False).hexdigest()
    variant = "89ab"[int(digest[16], 16) & 3]
    return f"{digest[:8]}-{digest[8:12]}-5{digest[13:16]}-{variant}{digest[17:20]}-{digest[20:32]}"


def chain_hash(previous: str, identity: str, recorded_at: str) -> str:
    """Hash that the next event must name: covers this event's id (hence its content), its time and all before it."""
    return sha256_hex(f"{previous}{identity}{recorded_at}".encode())


def change_id(subject: str, before: str, after: str, caused_by: str) -> str:
    """UUIDv5 of a status change: derived, so that a repeat has the same id."""
    return str(uuid5(NAMESPACE, f"change/{subject}/{before}/{after}/{caused_by}"))
