"""Articles whose claims count on a matter only under conditions, and the conditions: texts, strikes, verdicts, kin."""

from collections.abc import Collection, Iterable
from datetime import date
from typing import Any

from sqlalchemy import Connection, Date, Integer, Text, cast, func, select, tuple_
from sqlalchemy.dialects.postgresql import insert

from events.claims import CLAIMS
from events.dates import bounds
from events.record import TargetClaim
from services.read_store.sets import among, table_of
from services.read_store.tables_matters import claim_matters, contingent, kin, strikes, verdicts
from services.read_store.tables_projection import claims, editions, notices, reviews
from services.resolve.docket import Strike
from services.resolve.matter import ClaimKey, Edition, EditionKey, Testimony
from services.resolve.press import Press

Pair = tuple[EditionKey, EditionKey]
Printed = tuple[Testimony, Edition, Press]
"""A claim, its edition, and when that counts."""
EDITION = ("source", "published_at", "revised_at", "recorded_at", "url", "title")
CLAIM = ("article_id", "edition", "ordinal")


def make_contingent(connection: Connection, pairs: Iterable[tuple[str, str]]) -> set[tuple[str, str]]:
    """Note all texts of these articles on these matters (matter, article). Returns the pairs that are new."""
    wanted = table_of("wanted", (("matter", Text()), ("article_id", Text())), sorted(set(pairs)))
    names = ("article_id", "edition", "counts", "recorded_at", "position")
    rows = select(wanted.c.matter, *(editions.c[name] for name in names)).join(
        editions, editions.c.article_id == wanted.c.article_id
    )
    before = select(contingent.c.matter, contingent.c.article_id).join(
        wanted, (contingent.c.matter == wanted.c.matter) & (contingent.c.article_id == wanted.c.article_id)
    )
    known = {(row[0], row[1]) for row in connection.execute(before)}
    added = insert(contingent).from_select(["matter", *names], rows).on_conflict_do_nothing()
    done = connection.execute(added.returning(contingent.c.matter, contingent.c.article_id))
    return {(row[0], row[1]) for row in done} - known


def contingent_on(connection: Connection, articles: Collection[str]) -> dict[str, set[str]]:
    """The matters on which each of these articles is contingent."""
    query = select(contingent.c.article_id, contingent.c.matter).where(among(contingent.c.article_id, articles))
    found: dict[str, set[str]] = {}
    for article_id, matter in connection.execute(query):
        found.setdefault(article_id, set()).add(matter)
    return found


def settled_on(connection: Connection, matters: Collection[str]) -> dict[str, date]:
    """The last day on which a text of an article that is contingent on each matter counts, or was recorded."""
    days = [cast(func.timezone("UTC", contingent.c[name]), Date) for name in ("counts", "recorded_at")]
    query = select(contingent.c.matter, func.max(func.greatest(*days))).group_by(contingent.c.matter)
    return {row[0]: row[1] for row in connection.execute(query.where(among(contingent.c.matter, matters)))}


def add_strikes(connection: Connection, found: Iterable[tuple[str, Strike]]) -> None:
    """Notices speak of claims, on these matters."""
    names = ("matter", *CLAIM, "by_article", "by_edition", "by_ordinal", "verb")
    rows = [dict(zip(names, (matter, *one.claim, *one.notice, one.verb), strict=True)) for matter, one in found]
    if rows:
        connection.execute(insert(strikes).on_conflict_do_nothing(), rows)


def add_verdicts(connection: Connection, rows: list[dict[str, Any]]) -> None:
    """People's verdicts, on the matters of the claims."""
    if rows:
        connection.execute(insert(verdicts).on_conflict_do_nothing(), rows)


def add_verdicts_on(connection: Connection, bearing: Iterable[tuple[str, ClaimKey]]) -> None:
    """The verdicts that there are on these claims, on these matters (matter, claim)."""
    columns = (("matter", Text()), ("article_id", Text()), ("edition", Integer()), ("ordinal", Integer()))
    rows = sorted((matter, *claim) for matter, claim in bearing)
    if not rows:
        return
    wanted = table_of("wanted", columns, rows)
    said = select(wanted, *(reviews.c[name] for name in ("position", "recorded_at", "verdict"))).join(
        reviews, tuple_(*(reviews.c[name] for name in CLAIM)) == tuple_(*(wanted.c[name] for name in CLAIM))
    )
    names = ["matter", *CLAIM, "position", "recorded_at", "verdict"]
    connection.execute(insert(verdicts).from_select(names, said).on_conflict_do_nothing())


def file_verdicts(connection: Connection) -> set[tuple[str, str]]:
    """All verdicts, on all matters of their claims. Returns the pairs (matter, article) that they are about."""
    names = ["matter", *CLAIM, "position", "recorded_at", "verdict"]
    bears = tuple_(*(claim_matters.c[name] for name in CLAIM)) == tuple_(*(reviews.c[name] for name in CLAIM))
    said = select(claim_matters.c.matter, *(reviews.c[name] for name in names[1:])).join(reviews, bears)
    connection.execute(insert(verdicts).from_select(names, said).on_conflict_do_nothing())
    return {(row[0], row[1]) for row in connection.execute(select(verdicts.c.matter, verdicts.c.article_id))}


def add_kin(connection: Connection, found: Iterable[tuple[str, Pair]]) -> None:
    """Copies of each other that bear on these matters."""
    names = ("matter", "article_id", "edition", "other_id", "other_edition")
    rows = [dict(zip(names, (matter, *one, *other), strict=True)) for matter, (one, other) in found]
    if rows:
        connection.execute(insert(kin).on_conflict_do_nothing(), rows)


def notices_on(connection: Connection, said: Collection[tuple[str, str, str]]) -> list[Printed]:
    """The notices that may speak of claims: by outlet, type, and place (empty for one that names none)."""
    columns = (("outlet", Text()), ("type", Text()), ("place", Text()))
    wanted = table_of("wanted", columns, sorted(said))
    meant = tuple_(notices.c.outlet, notices.c.type, notices.c.place) == tuple_(*wanted.c)
    keys = select(*(notices.c[name] for name in CLAIM)).join(wanted, meant).distinct().subquery()
    return _printed(connection, select(*(keys.c[name] for name in CLAIM)).subquery())


def claims_meant(connection: Connection, outlet: str, target: TargetClaim, matters: Collection[str]) -> list[Printed]:
    """The claims that a notice of an outlet may speak of, on the matters it names, or on all if it names none."""
    query = select(*(claims.c[name] for name in CLAIM)).join(
        editions, (editions.c.article_id == claims.c.article_id) & (editions.c.edition == claims.c.edition)
    )
    query = query.where(editions.c.outlet == outlet, claims.c.type == target.type)
    if matters:
        bears = select(claim_matters.c.matter).where(
            *(claim_matters.c[name] == claims.c[name] for name in CLAIM), among(claim_matters.c.matter, matters)
        )
        query = query.where(bears.exists())
    first = bounds(target.published_on)[0] if target.published_on else None
    if first is not None:
        # A coarse date counts from its last day: what was printed on that day may stand later, never earlier.
        query = query.where((editions.c.published_on >= first) | editions.c.published_on.is_(None) | _revised())
    return _printed(connection, query.subquery())


def _revised() -> Any:
    return editions.c.revised_at.is_not(None)


def _printed(connection: Connection, wanted: Any) -> list[Printed]:
    query = (
        select(*(claims.c[name] for name in CLAIM), claims.c.event_id, claims.c.type, claims.c.data, editions.c.counts)
        .add_columns(*(editions.c[name] for name in EDITION))
        .select_from(wanted)
        .join(claims, tuple_(*(claims.c[name] for name in CLAIM)) == tuple_(*wanted.c))
        .join(editions, (editions.c.article_id == claims.c.article_id) & (editions.c.edition == claims.c.edition))
    )
    found: list[Printed] = []
    for article_id, edition, _, event_id, claim_type, data, counts, *about in connection.execute(query):
        key = EditionKey(article_id, edition)
        testimony = Testimony(event_id, key, CLAIMS[claim_type].model_validate(data))
        found.append((testimony, Edition(key, *about), Press(counts.date(), counts)))
    return found
