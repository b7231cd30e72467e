"""On which matters claims bear, in the order of publication."""

from collections.abc import Collection, Iterable, Sequence
from datetime import datetime
from typing import Any

from sqlalchemy import ColumnElement, Connection, Integer, Text, literal, select, tuple_
from sqlalchemy.dialects.postgresql import insert as insert_unless_there

from services.read_store.dockets import in_view
from services.read_store.matters import PLACE
from services.read_store.sets import among, keys, table_of
from services.read_store.tables_matters import claim_matters
from services.read_store.tables_projection import editions, notices
from services.resolve.clocks import Clocks
from services.resolve.matter import ClaimKey

ORDER = ("published", "article_id", "edition", "ordinal")


def add_notices(connection: Connection, found: Iterable[tuple[str, ClaimKey]]) -> None:
    """Notices turn out to bear on matters (matter, notice) that they do not name."""
    columns = (("matter", Text()), ("article_id", Text()), ("edition", Integer()), ("ordinal", Integer()))
    rows = sorted((matter, *notice) for matter, notice in found)
    if not rows:
        return
    wanted = table_of("wanted", columns, rows)
    known = (editions.c.article_id == wanted.c.article_id) & (editions.c.edition == wanted.c.edition)
    names = ["matter", "published", "article_id", "edition", "ordinal", "recorded_at", "position"]
    shown = select(
        wanted.c.matter, editions.c.counts, wanted.c.article_id, wanted.c.edition, wanted.c.ordinal,
        editions.c.recorded_at, editions.c.position,
    ).join(editions, known)  # fmt: skip
    connection.execute(insert_unless_there(claim_matters).from_select(names, shown).on_conflict_do_nothing())


def of_articles(connection: Connection, articles: Collection[str], before: int | None = None) -> dict[str, set[str]]:
    """The matters on which any text of each article bears; with `before` only of texts that were there before it.

    What a notice does not name but turned out to strike is not among them: that depends on what came before.
    """
    query = select(claim_matters.c.article_id, claim_matters.c.matter).distinct()
    query = query.where(among(claim_matters.c.article_id, articles), _own())
    if before is not None:
        query = query.where(claim_matters.c.position < before)
    found: dict[str, set[str]] = {}
    for article_id, matter in connection.execute(query):
        found.setdefault(article_id, set()).add(matter)
    return found


def _own() -> ColumnElement[bool]:
    """Whether a claim is no notice, or one that names the place."""
    same = tuple_(*(notices.c[name] for name in ORDER[1:])) == tuple_(*(claim_matters.c[name] for name in ORDER[1:]))
    named = select(notices.c.place).where(same, literal(PLACE) + notices.c.place == claim_matters.c.matter)
    return ~select(notices.c.place).where(same).exists() | named.exists()


def of_claims(connection: Connection, claims: Collection[ClaimKey]) -> dict[ClaimKey, set[str]]:
    """The matters on which each of these claims bears."""
    wanted = keys(claims)
    joined = claim_matters.join(wanted, tuple_(*wanted.c) == tuple_(*(claim_matters.c[name] for name in ORDER[1:])))
    found: dict[ClaimKey, set[str]] = {}
    for *key, matter in connection.execute(select(*wanted.c, claim_matters.c.matter).select_from(joined)):
        found.setdefault(ClaimKey(*key), set()).add(matter)
    return found


def page(
    connection: Connection, matter: str, clocks: Clocks, after: tuple[datetime, ClaimKey] | None, limit: int
) -> list[tuple[datetime, ClaimKey]]:
    """The claims in view that bear on a matter, in the order of publication: when each counts, and its key."""
    columns = [claim_matters.c[name] for name in ORDER]
    query = select(*columns).where(claim_matters.c.matter == matter, *in_view(claim_matters, clocks))
    if after is not None:
        query = query.where(tuple_(*columns) > tuple_(after[0], *after[1]))
    rows: Sequence[Any] = connection.execute(query.order_by(*columns).limit(limit)).all()
    return [(row[0], ClaimKey(*row[1:])) for row in rows]
