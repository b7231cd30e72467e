"""After a load without keys: the keys, the chains of all streams, the copies among all texts. In SQL as far as it
goes, so that memory stays flat however long the log is."""

from collections.abc import Collection, Iterable
from typing import Any

from sqlalchemy import ColumnElement, Connection, Table, Text, cast, delete, func, insert, or_, select, text
from sqlalchemy.dialects.postgresql import distinct_on
from sqlalchemy.exc import IntegrityError

from events.streams import GENESIS, stream_of
from services.read_store.editions import pair_rows, pairs_sharing_bands
from services.read_store.rows import Rows, spelled
from services.read_store.schemas import TABLES, add_keys
from services.read_store.sets import among
from services.read_store.tables_filling import filed
from services.read_store.tables_projection import article_streams, edition_bands, editions, stream_events
from services.resolve.likeness import ALIKE_FROM

SORT_MEMORY = "256MB"


def key_archive(connection: Connection) -> set[str]:
    """Give the archive its keys. Returns the streams of which some version came twice, whose rows are deleted."""
    connection.execute(text(f"set local maintenance_work_mem = '{SORT_MEMORY}'"))
    try:
        with connection.begin_nested():
            add_keys(connection, stream_events)
        return set()
    except IntegrityError:
        table = stream_events.c
        often = select(table.stream).group_by(table.stream, table.version).having(func.count() > 1)
        doubled = set(connection.execute(often).scalars())
        forget_streams(connection, doubled)
        add_keys(connection, stream_events)
        return doubled


def key(connection: Connection, tables: Iterable[Table]) -> None:
    """Give these tables their keys and indexes."""
    for table in tables:
        add_keys(connection, table)


def analyze(connection: Connection, tables: Iterable[Table]) -> None:
    """Let the planner know these tables of the connection's projection schema."""
    for table in tables:
        connection.execute(text(f"analyze {spelled(connection, table)}"))


def follow_chains(connection: Connection) -> set[str]:
    """Write how far each stream is. Returns the streams whose chain is broken: a gap, or an event that names another
    before it than the one that is there."""
    table = stream_events.c
    hashed = select(stream_events, _chain_hash().label("hash")).subquery().c
    in_order: dict[str, Any] = {"partition_by": hashed.stream, "order_by": hashed.version}
    linked = select(
        hashed.stream,
        func.row_number().over(**in_order) != hashed.version,
        hashed.previous_id != func.coalesce(func.lag(hashed.id).over(**in_order), ""),
        hashed.previous_hash != func.coalesce(func.lag(hashed.hash).over(**in_order), GENESIS),
    ).subquery()
    stream, *breaks = linked.c
    broken = connection.execute(select(stream).where(or_(*breaks)).distinct()).scalars().all()
    heads = (
        select(table.stream, table.version, table.id, _chain_hash())
        .ext(distinct_on(table.stream))
        .order_by(table.stream, table.version.desc())
    )
    connection.execute(insert(article_streams).from_select(["stream", "version", "last_id", "last_hash"], heads))
    return set(broken)


def _chain_hash() -> ColumnElement[str]:
    """`events.streams.chain_hash` of a row of the archive."""
    table = stream_events.c
    at = func.to_char(func.timezone("UTC", table.recorded_at), 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"')
    whole = cast(table.previous_hash, Text) + table.id + at
    return func.encode(func.sha256(func.convert_to(whole, "UTF8")), "hex")


def forget_streams(connection: Connection, streams: Collection[str]) -> None:
    """Delete all rows of these streams."""
    if not streams:
        return
    articles = {stream.removeprefix(stream_of("")) for stream in streams}
    theirs = select(editions.c.position).where(among(editions.c.article_id, articles))
    connection.execute(delete(edition_bands).where(edition_bands.c.position.in_(theirs)))
    for table in (*TABLES, filed):
        if "stream" in table.c:
            connection.execute(delete(table).where(among(table.c.stream, streams)))
        elif "article_id" in table.c:
            connection.execute(delete(table).where(among(table.c.article_id, articles)))


def pair_copies(connection: Connection) -> None:
    """Write all pairs of texts of different articles that are alike."""
    rows = Rows()
    for one, other, likeness in pairs_sharing_bands(connection):
        if likeness >= ALIKE_FROM:
            pair_rows(rows, one, other, likeness)
    rows.write(connection)
