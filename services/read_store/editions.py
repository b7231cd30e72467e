"""What the projector writes of articles: their texts, claims and reviews; and which texts are copies of which."""

from collections.abc import Collection, Iterable, Iterator, Mapping
from typing import Any

from sqlalchemy import BigInteger, ColumnElement, Connection, Select, and_, select
from sqlalchemy.dialects.postgresql import insert as insert_unless_there

from events.article import moment
from events.article_events import EditionEvent
from services.read_store.rows import Rows
from services.read_store.sets import among, table_of
from services.read_store.tables_projection import alike, edition_bands, editions, notices
from services.resolve.likeness import ALIKE_FROM, bands_of_bytes, similarity
from services.resolve.matter import Edition, EditionKey
from services.resolve.notices import outlet_of

Row = dict[str, Any]
Pair = tuple[EditionKey, EditionKey]


def edition_row(event: EditionEvent, fields: Row) -> Row:
    """The row of one text; `fields` are the columns that its event does not say."""
    article, minima = event.article, event.signature.packed
    return {
        "article_id": article.id,
        "source": article.source,
        "outlet": outlet_of(article.source),
        "published_at": article.published_at,
        "published_on": moment(article.published_at).date() if article.published_at else None,
        "revised_at": article.revised_at,
        "url": article.url,
        "title": article.title,
        "lang": article.lang,
        "text": article.text,
        "extractor": event.extractor,
        "minima": minima,
        **fields,
    }


def editions_of(connection: Connection, articles: Collection[str]) -> dict[EditionKey, Edition]:
    """Every text of these articles that is stored, without its words."""
    names = ("source", "published_at", "revised_at", "recorded_at", "url", "title", "reread", "extractor")
    columns = (editions.c.article_id, editions.c.edition, *(editions.c[name] for name in names))
    query = select(*columns).where(among(editions.c.article_id, articles))
    found = (Edition(EditionKey(*row[:2]), *row[2:]) for row in connection.execute(query))
    return {edition.key: edition for edition in found}


def band_rows(rows: Rows, event: EditionEvent, position: int) -> None:
    """The keys under which a text's copies look for it."""
    rows.add_each(edition_bands, "band", bands_of_bytes(event.signature.packed), position=position)


def pair_with_copies(connection: Connection, signatures: Mapping[int, bytes]) -> set[Pair]:
    """Pair texts, which are stored, with all others that are their copies; given are their signatures by position.

    Returns the pairs, each once.
    """
    keyed = [(position, band) for position, minima in signatures.items() for band in bands_of_bytes(minima)]
    wanted = table_of("wanted", (("position", BigInteger()), ("band", BigInteger())), keyed)
    under = edition_bands.c
    sharing = (
        select(wanted.c.position.label("new"), under.position.label("old"))
        .join(edition_bands, and_(under.band == wanted.c.band, under.position != wanted.c.position))
        .distinct()
        .subquery()
    )
    query = _both_texts(sharing.c.new, sharing.c.old)
    found: dict[Pair, float] = {}
    for article_id, edition, minima, other_id, other_edition, other_minima in connection.execute(query):
        likeness = likeness_of_signatures(minima, other_minima)
        if likeness >= ALIKE_FROM:
            one, other = EditionKey(article_id, edition), EditionKey(other_id, other_edition)
            found[min(one, other), max(one, other)] = likeness
    rows = [row for pair, likeness in found.items() for row in _both_ways(*pair, likeness)]
    if rows:
        connection.execute(insert_unless_there(alike).on_conflict_do_nothing(), rows)
    return set(found)


def pairs_sharing_bands(connection: Connection) -> Iterator[tuple[EditionKey, EditionKey, float]]:
    """All pairs of texts of different articles that have a key in common, each once, with how alike they are."""
    one, other = edition_bands.alias("one"), edition_bands.alias("other")
    both = select(one.c.position.label("new"), other.c.position.label("old")).distinct()
    # Into a table first: what a cursor reads is sought by one process, and this by all there are.
    found = both.join(other, and_(one.c.band == other.c.band, one.c.position < other.c.position)).into(
        "sharing", temporary=True
    )
    connection.execute(found)
    sharing = found.table
    query = _both_texts(sharing.c.new, sharing.c.old)
    for row in connection.execute(query, execution_options={"yield_per": 5000}):
        yield EditionKey(*row[:2]), EditionKey(*row[3:5]), likeness_of_signatures(row[2], row[5])
    sharing.drop(connection)


def _both_texts(one: ColumnElement[int], other: ColumnElement[int]) -> Select[Any]:
    """Key and signature of each of two texts, given by position, where they are of different articles."""
    new, old = editions.alias("new"), editions.alias("old")
    named = ("article_id", "edition", "minima")
    return (
        select(*(new.c[name] for name in named), *(old.c[name] for name in named))
        .join_from(new, old, old.c.article_id != new.c.article_id)
        .where(new.c.position == one, old.c.position == other)
    )


def likeness_of_signatures(one: bytes, other: bytes) -> float:
    """How alike two texts are by their signatures as they are stored; 0 where the signatures cannot be compared."""
    if len(one) != len(other):
        return 0.0
    return similarity(memoryview(one).cast("I"), memoryview(other).cast("I"))


def pair_rows(rows: Rows, one: EditionKey, other: EditionKey, likeness: float) -> None:
    """Two texts that are alike, both ways."""
    for row in _both_ways(one, other, likeness):
        rows.add(alike, **row)


def _both_ways(one: EditionKey, other: EditionKey, likeness: float) -> list[Row]:
    names = ("article_id", "edition", "other_id", "other_edition", "similarity")
    return [dict(zip(names, (*pair[0], *pair[1], likeness), strict=True)) for pair in ((one, other), (other, one))]


def pairs_among_copies(connection: Connection, articles: Iterable[str]) -> set[Pair]:
    """The pairs of copies among these articles and all that are linked to them through copies, each once."""
    columns = (alike.c.article_id, alike.c.edition, alike.c.other_id, alike.c.other_edition)
    pairs: set[Pair] = set()
    seen = set(articles)
    frontier = seen
    while frontier:
        rows = connection.execute(select(*columns).where(among(alike.c.article_id, frontier))).all()
        found = {(EditionKey(*row[:2]), EditionKey(*row[2:])) for row in rows}
        pairs |= {(min(pair), max(pair)) for pair in found}
        frontier = {other.article_id for _, other in found} - seen
        seen = seen | frontier
    return pairs


def positions_of(connection: Connection, articles: Collection[str]) -> dict[EditionKey, int]:
    """From which position each text of these articles is there."""
    columns = (editions.c.article_id, editions.c.edition, editions.c.position)
    rows = connection.execute(select(*columns).where(among(editions.c.article_id, articles)))
    return {EditionKey(article_id, edition): position for article_id, edition, position in rows}


def revised(connection: Connection) -> Iterator[str]:
    """Articles of which there is more than one text, each once."""
    return _ids(connection, select(editions.c.article_id).where(editions.c.edition == 2))


def notifying(connection: Connection) -> Iterator[str]:
    """Articles that hold a notice, each once."""
    return _ids(connection, select(notices.c.article_id).distinct())


def _ids(connection: Connection, query: Select[str]) -> Iterator[str]:
    yield from connection.execute(query, execution_options={"yield_per": 1000}).scalars()


def all_pairs(connection: Connection) -> Iterator[Pair]:
    """All pairs of copies, each once."""
    columns = (alike.c.article_id, alike.c.edition, alike.c.other_id, alike.c.other_edition)
    query = select(*columns).where(alike.c.article_id < alike.c.other_id).order_by(*columns)
    for row in connection.execute(query, execution_options={"yield_per": 1000}):
        yield EditionKey(*row[:2]), EditionKey(*row[2:])


def likeness_of(connection: Connection, pairs: Collection[Pair]) -> dict[Pair, float]:
    """How alike these copies are. For display: answers only rest on that they are copies."""
    articles = {edition.article_id for pair in pairs for edition in pair}
    if not articles:
        return {}
    query = select(alike).where(among(alike.c.article_id, articles))
    found = {
        (EditionKey(row.article_id, row.edition), EditionKey(row.other_id, row.other_edition)): row.similarity
        for row in connection.execute(query)
    }
    return {pair: found[pair] for pair in pairs if pair in found}
