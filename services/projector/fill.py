"""Filling a bare projection schema from the log, by COPY: rows are made while the batch before is being written."""

from collections.abc import Callable, Iterator
from concurrent.futures import Future, ThreadPoolExecutor
from dataclasses import dataclass, field
from zlib import crc32

from sqlalchemy import Engine, Table, text

from events.article_events import ClaimReviewed, EditionEvent
from events.codec import DecodeError, LogRecord, decode
from events.envelope import Envelope
from services.projector.apply import stream_named
from services.projector.assembly import Assembly, edition_of, is_part
from services.projector.projections.articles import review_row
from services.projector.staging import stage_first
from services.projector.told import Review, WholeEdition
from services.read_store import fills, schemas, streams
from services.read_store.fills import Fill
from services.read_store.rows import Rows, copy_text

BATCH = 10_000
Progress = Callable[[int, int], None]
Reads = Callable[[int, int], Iterator[list[LogRecord]]]
"""The records of `article-events` from one offset up to but without another, in batches, in order."""


class NotInOrder(Exception):
    """An event that does not follow what was read of its stream."""


@dataclass
class Filling:
    """What was read and not yet written: rows of complete editions, and the parts of others.

    Of an article that comes again only the first text is made into rows; the later ones, whose rows depend on it, are
    taken from the archive at the end. A stream in which something is amiss (an unreadable record, one that came twice,
    a gap) is `set_aside`: it is read again at the end, record by record, as a live worker would.
    """

    written_up_to: int
    set_aside: set[str]
    rows: Rows = field(default_factory=Rows)
    begun_at: dict[str, int] = field(default_factory=dict)
    assembly: Assembly = field(init=False)

    def __post_init__(self) -> None:
        self.assembly = Assembly(unknown)

    def take(self, record: LogRecord) -> None:
        """Make the rows of one record. Of one that was written before, only its part of an edition is kept."""
        if self.set_aside and stream_named(record) in self.set_aside:
            return
        try:
            self._project(decode(record.message), record)
        except (DecodeError, NotInOrder):
            stream = stream_named(record)
            self.set_aside.add(stream)
            self.assembly.parts.pop(stream, None)
            self.begun_at.pop(stream, None)

    def _project(self, envelope: Envelope, record: LogRecord) -> None:
        fresh = record.offset >= self.written_up_to
        if is_part(envelope):
            self._add_part(envelope, record.offset, fresh)
        elif fresh and isinstance(envelope.event, ClaimReviewed):
            review_row(self.rows, Review(envelope, envelope.event, record.offset))
        if fresh:
            streams.event_row(self.rows, envelope, record)

    def _add_part(self, envelope: Envelope, offset: int, fresh: bool) -> None:
        stream = envelope.stream
        if isinstance(envelope.event, EditionEvent):
            self.begun_at[stream] = offset
        elif (before := self.assembly.parts.get(stream)) and envelope.version != before[-1].version + 1:
            raise NotInOrder
        parts = self.assembly.add(envelope)
        if parts:
            del self.begun_at[stream]
            whole = WholeEdition(parts[0], edition_of(parts), parts[1:], offset)
            if fresh and whole.key.edition == 1:
                stage_first(self.rows, whole)

    def read_again_from(self, following: int) -> int:
        """Where to read from to have the parts of incomplete editions again."""
        return min(self.begun_at.values(), default=following)


def unknown(claim: Envelope) -> list[Envelope]:
    """No part of an edition that nobody knows of can be asked for here: raises NotInOrder."""
    raise NotInOrder


@dataclass(frozen=True, slots=True)
class Part:
    """One of several parts of the streams, told apart by their keys."""

    number: int = 0
    of: int = 1

    def has(self, key: bytes) -> bool:
        """Whether the stream of this key is in this part."""
        return self.of == 1 or crc32(key) % self.of == self.number


WHOLE = Part()


def fill(engine: Engine, schema: str, read: Reads, end: int, progress: Progress, part: Part = WHOLE) -> None:
    """Fill a bare schema with the records up to but without offset `end`; goes on where an earlier fill stopped.

    Each batch of rows is written in one transaction with the offset it stands for. Memory holds two batches.
    """
    with engine.begin() as connection:
        fills.begin(connection, schema, part.of)
        known = fills.find(connection, schema, part.number)
    filling = Filling(known.next_offset, set(known.set_aside))
    with ThreadPoolExecutor(1, thread_name_prefix="copy") as writer:
        pending: Future[None] | None = None
        for following in _batches(filling, read, min(known.read_again_from, known.next_offset), end, part):
            tables = filling.rows.as_text()
            now = Fill(following, filling.read_again_from(following), tuple(sorted(filling.set_aside)))
            filling.rows = Rows()
            if pending is not None:
                pending.result()
                progress(filling.written_up_to, end)
            pending = writer.submit(_write, engine, schema, tables, part, filling.written_up_to, now)
            filling.written_up_to = following
        if pending is not None:
            pending.result()
            progress(end, end)


def _batches(filling: Filling, read: Reads, begin: int, end: int, part: Part) -> Iterator[int]:
    """Take records; yield the offset after the last as often as there is a batch to write, and at the end."""
    taken = 0
    for records in read(begin, end):
        for record in records:
            if part.has(record.message.key):
                filling.take(record)
                taken += record.offset >= filling.written_up_to
        if taken >= BATCH:
            yield records[-1].offset + 1
            taken = 0
    if filling.written_up_to < end:
        yield end


def _write(engine: Engine, schema: str, tables: dict[Table, bytes], part: Part, expected: int, now: Fill) -> None:
    with engine.begin() as connection:
        connection.execute(text("set local synchronous_commit = off"))  # the offset stands with the rows, or neither
        schemas.within(connection, schema)
        for table, lines in tables.items():
            copy_text(connection, table, lines)
        fills.move(connection, schema, part.number, expected, now)
