"""One batch of records, one transaction: check each stream's chain, archive, project, move the offset."""

import logging
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field

from sqlalchemy import Connection, Engine

from events.article_events import ClaimReviewed
from events.claims import Claim
from events.codec import DecodeError, LogRecord, decode
from events.envelope import Envelope, Head, head_of
from events.streams import ARTICLE_EVENTS, stream_of
from services.projector.assembly import Assembly, edition_of, is_part
from services.projector.chain import BEGINNING, judge
from services.projector.kept import Kept
from services.projector.projections import articles, assertions, conclusions, contingency
from services.projector.told import Review, WholeEdition, touched_by
from services.read_store import offsets, outbox, parked, schemas, streams
from services.read_store.streams import StreamState

log = logging.getLogger(__name__)

PARTITION = 0
STOPPED_IN_A_ROW_MAX = 100


class TooManyParked(RuntimeError):
    """Stream after stream had to be stopped: the fault is not in one of them. The projector stops."""


@dataclass(frozen=True, slots=True)
class Applied:
    """How many events were applied, and the matters on which a conclusion may have changed."""

    events: int = 0
    touched: frozenset[str] = frozenset()


@dataclass
class Batch:
    """What one transaction is about to do."""

    connection: Connection
    schema: str
    states: dict[str, StreamState] = field(default_factory=dict)
    changed: dict[str, StreamState] = field(default_factory=dict)
    applied: int = 0
    stopped_in_a_row: int = 0
    whole: list[WholeEdition | Review] = field(default_factory=list)
    assembly: Assembly = field(init=False)
    unarchived: list[tuple[Envelope, LogRecord]] = field(default_factory=list)

    def __post_init__(self) -> None:
        self.assembly = Assembly(self._begun_before)

    def _begun_before(self, claim: Envelope) -> list[Envelope]:
        """What the archive has of the edition of a claim, the claim itself included."""
        assert isinstance(claim.event, Claim)
        self.archive()
        first = claim.version - claim.event.ordinal
        return streams.archived_from(self.connection, claim.stream, claim.article_id, first)

    def archive(self) -> None:
        """Write the events that were taken to the archive, before it is asked and at the end."""
        streams.archive(self.connection, self.unarchived)
        self.unarchived.clear()


def apply(engine: Engine, schema: str, records: Sequence[LogRecord], feeds: bool, kept: Kept | None = None) -> int:
    """Apply records of `article-events`, in order, to a projection schema, in one transaction.

    `feeds`: whether changes go to the feed; a schema being rebuilt or replayed writes none. `kept`: what this worker
    keeps of the schema from batch to batch. Returns how many events were applied. Raises OffsetMoved if another worker
    applies to this schema, TooManyParked if nothing can be applied.
    """
    with _keeping(kept) as remembered, engine.begin() as connection:
        return apply_within(connection, schema, records, feeds, remembered).events


def apply_live(engine: Engine, records: Sequence[LogRecord], kept: Kept | None = None) -> int:
    """Apply records to the schema that answers, with the feed. While this lasts the pointer cannot move to another."""
    with _keeping(kept) as remembered, engine.begin() as connection:
        live = schemas.live_schema(connection, hold="share")
        return apply_within(connection, live, records, True, remembered).events


@contextmanager
def _keeping(kept: Kept | None) -> Iterator[Kept]:
    """What a worker keeps, or nothing of its own; forgotten if the transaction does not come to its end."""
    kept = Kept() if kept is None else kept
    try:
        yield kept
    except BaseException:
        kept.forget()
        raise


def apply_within(connection: Connection, schema: str, records: Sequence[LogRecord], feeds: bool, kept: Kept) -> Applied:
    """As `apply`, in the transaction of a connection."""
    following = offsets.next_offset(connection, schema, ARTICLE_EVENTS, PARTITION)
    fresh = [record for record in records if record.offset >= following]
    if not fresh:
        return Applied()
    if (kept.schema, kept.stands_at) != (schema, following):
        kept.forget()
    batch = take(connection, schema, fresh)
    touched = project(connection, batch.whole, feeds, kept)
    offsets.move(connection, schema, ARTICLE_EVENTS, PARTITION, following, fresh[-1].offset + 1)
    kept.schema, kept.stands_at = schema, fresh[-1].offset + 1
    if feeds:
        outbox.wake(connection)
    return Applied(batch.applied, touched)


def take(connection: Connection, schema: str, records: Sequence[LogRecord]) -> Batch:
    """Check and archive records, wherever the schema's offset stands. What they tell is still to be projected."""
    batch = Batch(schemas.within(connection, schema), schema)
    batch.states = streams.states(connection, {stream_named(record) for record in records})
    for record in records:
        _take(batch, record)
    batch.archive()
    streams.save_states(connection, batch.changed)
    return batch


def project(connection: Connection, whole: Sequence[WholeEdition | Review], feeds: bool, kept: Kept) -> frozenset[str]:
    """What the articles say, under which conditions it counts, what it asserts, what follows; returns the matters."""
    if not whole:
        return frozenset()
    told = articles.on_batch(connection, whole)
    touched = touched_by(told)
    bound = contingency.on_batch(connection, told, touched)
    assertions.on_batch(connection, told, touched, bound)
    conclusions.on_batch(connection, touched.values(), kept, feeds)
    return frozenset(matter for one in touched.values() for matter in one.matters)


def _take(batch: Batch, record: LogRecord) -> None:
    stream = stream_named(record)
    state = batch.states.get(stream)
    if state is not None and state.stopped is not None:
        return _park(batch, record, stream, f"waits behind: {state.stopped}")
    try:
        envelope = decode(record.message)
    except DecodeError as error:
        return _park(batch, record, stream, str(error))
    head = Head(state.version, state.last_id, state.last_hash, None) if state else BEGINNING
    known = _archived_id(batch, envelope) if envelope.version <= head.version else None
    verdict, reason = judge(envelope, head, known)
    if verdict is None:
        return _park(batch, record, stream, reason)
    batch.stopped_in_a_row = 0
    if verdict == "follows":
        batch.unarchived.append((envelope, record))
        _advance(batch, stream, head_of(envelope))
        _collect(batch, envelope, record.offset)
        batch.applied += 1
    return None


def _archived_id(batch: Batch, envelope: Envelope) -> str | None:
    batch.archive()
    return streams.archived_id(batch.connection, envelope.stream, envelope.version)


def _collect(batch: Batch, envelope: Envelope, offset: int) -> None:
    """An edition is projected whole, once its last claim is there; a review at once."""
    if is_part(envelope):
        parts = batch.assembly.add(envelope)
        if parts:
            batch.whole.append(WholeEdition(parts[0], edition_of(parts), parts[1:], offset))
    elif isinstance(envelope.event, ClaimReviewed):
        batch.whole.append(Review(envelope, envelope.event, offset))


def _advance(batch: Batch, stream: str, head: Head) -> None:
    state = StreamState(head.version, head.id, head.hash, None)
    batch.states[stream] = batch.changed[stream] = state


def _park(batch: Batch, record: LogRecord, stream: str, reason: str) -> None:
    """Keep the record and stop its stream; the others go on, unless it is stream after stream."""
    log.error("stream %s stopped at offset %s: %s", stream, record.offset, reason)
    parked.park(
        batch.connection, batch.schema, ARTICLE_EVENTS, record.partition, record.offset, stream, reason, record.message
    )
    before = batch.states.get(stream) or StreamState(0, "", BEGINNING.hash, None)
    if before.stopped is None:
        stopped = StreamState(before.version, before.last_id, before.last_hash, reason)
        batch.states[stream] = batch.changed[stream] = stopped
        batch.stopped_in_a_row += 1
    if batch.stopped_in_a_row > STOPPED_IN_A_ROW_MAX:
        raise TooManyParked(f"{batch.stopped_in_a_row} streams in a row had to be stopped, the last: {reason}")


def stream_named(record: LogRecord) -> str:
    """The stream a record belongs to, also where it cannot be decoded: by its header, else by its key."""
    named = dict(record.message.headers).get("ce_subject")
    name = named.decode(errors="replace") if named else stream_of(record.message.key.decode(errors="replace"))
    return name.replace("\x00", "�")
