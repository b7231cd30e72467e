"""Everything said on a matter, in its own words: for what no assertion holds, such as a matter as it would be."""

from collections.abc import Collection, Iterable, Sequence
from typing import TypeVar

from sqlalchemy import Connection, select

from events.claims import NOTICES
from services.read_store.editions import Pair, editions_of, pairs_among_copies
from services.read_store.sets import among
from services.read_store.tables_matters import claim_matters
from services.read_store.tables_projection import reviews
from services.read_store.words import words
from services.resolve.copies import Groups
from services.resolve.matter import ClaimKey, Edition, Matter, Review, Testimony


def load(connection: Connection, matters: Sequence[str]) -> dict[str, Matter]:
    """Everything said on each matter: its claims, the notices that hit or name them, all texts that are copies.

    A handful of queries, however many matters are asked for.
    """
    bearing = _bearing(connection, matters)
    said = {key: told for key, (told, _) in words(connection, set().union(*bearing.values())).items()}
    pairs = pairs_among_copies(connection, {testimony.edition.article_id for testimony in said.values()})
    linked = _linked(pairs)
    articles = {testimony.edition.article_id for testimony in said.values()} | linked.keys()
    editions = _by_article(editions_of(connection, articles).values())
    verdicts = _by_article(_reviews(connection, articles))
    return {
        matter: _gather([said[str(key)] for key in bearing.get(matter, ())], linked, editions, verdicts, pairs)
        for matter in matters
    }


def _gather(
    said: list[Testimony],
    linked: dict[str, set[str]],
    editions: dict[str, list[Edition]],
    verdicts: dict[str, list[Review]],
    pairs: set[Pair],
) -> Matter:
    speaking = {testimony.edition.article_id for testimony in said}
    articles = speaking.union(*(linked[article] for article in speaking & linked.keys()))
    return Matter.gather(
        editions=(edition for article in articles for edition in editions.get(article, ())),
        testimonies=(t for t in said if t.claim.type not in NOTICES),
        notices=(t for t in said if t.claim.type in NOTICES),
        reviews=(review for article in articles for review in verdicts.get(article, ())),
        alike=(pair for pair in pairs if pair[0].article_id in articles),
    )


def _bearing(connection: Connection, matters: Collection[str]) -> dict[str, set[ClaimKey]]:
    columns = [claim_matters.c[name] for name in ("matter", "article_id", "edition", "ordinal")]
    found: dict[str, set[ClaimKey]] = {}
    for matter, *key in connection.execute(select(*columns).where(among(claim_matters.c.matter, matters))):
        found.setdefault(matter, set()).add(ClaimKey(*key))
    return found


def _linked(pairs: Iterable[Pair]) -> dict[str, set[str]]:
    """From each article that has a copy to all that are linked to it through copies, itself among them."""
    groups = Groups[str]()
    members: dict[str, set[str]] = {}
    for one, other in pairs:
        groups.join(one.article_id, other.article_id)
    articles = {edition.article_id for pair in pairs for edition in pair}
    for article in articles:
        members.setdefault(groups.of(article), set()).add(article)
    return {article: members[groups.of(article)] for article in articles}


Kept = TypeVar("Kept", Edition, Review)


def _by_article(rows: Iterable[Kept]) -> dict[str, list[Kept]]:
    found: dict[str, list[Kept]] = {}
    for row in rows:
        found.setdefault(row.key.article_id if isinstance(row, Edition) else row.claim.article_id, []).append(row)
    return found


def _reviews(connection: Connection, articles: Collection[str]) -> list[Review]:
    names = ("article_id", "edition", "ordinal", "verdict", "recorded_at")
    query = select(*(reviews.c[name] for name in names)).where(among(reviews.c.article_id, articles))
    return [Review(ClaimKey(*row[:3]), *row[3:]) for row in connection.execute(query)]
