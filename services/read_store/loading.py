"""After a load without keys: drop what came twice, add the keys, find broken chains, pair the copies. All in SQL, so
that memory stays flat however long the log is."""

from typing import Any

from sqlalchemy import (
    ColumnElement,
    Connection,
    Text,
    cast,
    delete,
    func,
    insert,
    literal_column,
    or_,
    select,
    text,
)
from sqlalchemy.dialects.postgresql import distinct_on
from sqlalchemy.exc import IntegrityError

from events.streams import GENESIS, stream_of
from services.read_store.editions import pair_rows
from services.read_store.rows import Rows
from services.read_store.schemas import add_keys
from services.read_store.sets import among
from services.read_store.tables_projection import (
    article_streams,
    edition_bands,
    editions,
    projection,
    stream_events,
)
from services.resolve.likeness import ALIKE_FROM, similarity

SORT_MEMORY = "256MB"
PAIRS_AT_ONCE = 5000


def key_tables(connection: Connection) -> set[str]:
    """Give all tables their keys and indexes. Returns the streams that two different events claim one place of.

    A record that the relay sent twice left its rows twice: the first are kept.
    """
    connection.execute(text(f"set local maintenance_work_mem = '{SORT_MEMORY}'"))
    forked = set[str]()
    for table in projection.sorted_tables:
        try:
            with connection.begin_nested():
                add_keys(connection, table)
        except IntegrityError:
            if table is stream_events:
                forked = _forked(connection)
            connection.execute(_later_of_equals(table))
            add_keys(connection, table)
    connection.execute(text("analyze"))
    return forked


def _forked(connection: Connection) -> set[str]:
    table = stream_events.c
    ids = func.count(table.id.distinct())
    query = select(table.stream).group_by(table.stream, table.version).having(ids > 1)
    return set(connection.execute(query).scalars())


def _later_of_equals(table: Any) -> Any:
    """All rows whose key an earlier row has already."""
    place: ColumnElement[Any] = literal_column(f"{table.name}.ctid")
    nth = func.row_number().over(partition_by=list(table.primary_key.columns), order_by=place)
    ranked = select(place.label("place"), nth.label("nth")).select_from(table).subquery()
    return delete(table).where(place.in_(select(ranked.c.place).where(ranked.c.nth > 1)))


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


def forget_streams(connection: Connection, streams: set[str]) -> None:
    """Delete all rows of these streams."""
    articles = {stream.removeprefix(stream_of("")) for stream in streams}
    for table in projection.sorted_tables:
        if "stream" in table.c:
            connection.execute(delete(table).where(among(table.c.stream, streams)))
        elif "article_id" in table.c:
            connection.execute(delete(table).where(among(table.c.article_id, articles)))


def pair_copies(connection: Connection) -> None:
    """Write all pairs of texts of different articles that are alike."""
    one, other = edition_bands.alias("one"), edition_bands.alias("other")
    often = select(edition_bands.c.band).group_by(edition_bands.c.band).having(func.count() > 1).cte("often")
    sharing = (
        select(one.c.article_id, one.c.edition, other.c.article_id, other.c.edition)
        .distinct()
        .select_from(often)
        .join(one, one.c.band == often.c.band)
        .join(other, (other.c.band == often.c.band) & (one.c.article_id < other.c.article_id))
    )
    found = connection.execute(sharing, execution_options={"yield_per": PAIRS_AT_ONCE})
    for pairs in found.partitions():
        rows = Rows()
        minima = _minima(connection, {(a, n) for a, n, _, _ in pairs} | {(b, m) for _, _, b, m in pairs})
        for here, there in (((a, n), (b, m)) for a, n, b, m in pairs):
            if len(minima[here]) == len(minima[there]):
                likeness = similarity(minima[here], minima[there])
                if likeness >= ALIKE_FROM:
                    pair_rows(rows, here, there, likeness)
        rows.insert(connection)


def _minima(connection: Connection, wanted: set[tuple[str, int]]) -> dict[tuple[str, int], list[int]]:
    query = select(editions.c.article_id, editions.c.edition, editions.c.minima)
    rows = connection.execute(query.where(among(editions.c.article_id, {article for article, _ in wanted})))
    return {(article, edition): list(minima) for article, edition, minima in rows}
