"""What the projector writes of articles: their texts, claims and reviews; and which texts are copies of which."""

import struct
from collections.abc import Collection, Iterable, Mapping, Sequence
from typing import Any

from sqlalchemy import Connection, Integer, Text, and_, insert, select
from sqlalchemy.dialects.postgresql import insert as insert_unless_there

from events.article import Article, moment
from services.read_store.sets import among, table_of
from services.read_store.tables_projection import alike, claims, editions, notices, reviews, unread
from services.resolve.likeness import ALIKE_FROM, bands, similarity
from services.resolve.matter import Edition, EditionKey
from services.resolve.notices import outlet_of

Row = dict[str, Any]
Pair = tuple[EditionKey, EditionKey]


def edition_row(article: Article, minima: Sequence[int], fields: Row) -> Row:
    """The row of one text; `fields` are the columns that its article and its signature do not say."""
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
        "minima": struct.pack(f">{len(minima)}I", *minima),
        "bands": bands(minima),
        **fields,
    }


def add(connection: Connection, rows: Mapping[str, list[Row]]) -> None:
    """Write rows of the tables about articles, by the name of the table."""
    for table in (editions, unread, claims, notices, reviews):
        if rows.get(table.name):
            connection.execute(insert(table), rows[table.name])


def editions_of(connection: Connection, articles: Collection[str]) -> dict[EditionKey, Edition]:
    """Every text of these articles that is stored, without its words."""
    names = ("article_id", "edition", "source", "published_at", "revised_at", "recorded_at")
    query = select(*(editions.c[name] for name in names)).where(among(editions.c.article_id, articles))
    found = (Edition(EditionKey(*row[:2]), *row[2:]) for row in connection.execute(query))
    return {edition.key: edition for edition in found}


def pair_with_copies(connection: Connection, keys: Collection[EditionKey]) -> set[Pair]:
    """Pair these texts, which are stored, with all others that are their copies. Returns the pairs, each once."""
    new, old = editions.alias("new"), editions.alias("old")
    wanted = table_of("wanted", (("article_id", Text()), ("edition", Integer())), sorted(keys))
    sharing = (
        select(new.c.article_id, new.c.edition, new.c.minima, old.c.article_id, old.c.edition, old.c.minima)
        .select_from(wanted)
        .join(new, and_(new.c.article_id == wanted.c.article_id, new.c.edition == wanted.c.edition))
        .join(old, and_(old.c.bands.overlap(new.c.bands), old.c.article_id != new.c.article_id))
    )
    found: dict[Pair, float] = {}
    for article_id, edition, minima, other_id, other_edition, other_minima in connection.execute(sharing):
        likeness = likeness_of_signatures(minima, other_minima)
        if likeness >= ALIKE_FROM:
            one, other = EditionKey(article_id, edition), EditionKey(other_id, other_edition)
            found[min(one, other), max(one, other)] = likeness
    rows = [_pair(*pair, likeness) for both, likeness in found.items() for pair in (both, both[::-1])]
    if rows:
        connection.execute(insert_unless_there(alike).on_conflict_do_nothing(), rows)
    return set(found)


def likeness_of_signatures(one: bytes, other: bytes) -> float:
    """How alike two texts are by their signatures as they are stored; 0 where the signatures cannot be compared."""
    if len(one) != len(other):
        return 0.0
    return similarity(memoryview(one).cast("I"), memoryview(other).cast("I"))


def _pair(one: EditionKey, other: EditionKey, likeness: float) -> Row:
    names = ("article_id", "edition", "other_id", "other_edition", "similarity")
    return dict(zip(names, (*one, *other, likeness), strict=True))


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
