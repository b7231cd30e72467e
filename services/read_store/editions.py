"""What the projector writes of an article: its editions, their copies, their claims, the reviews of these."""

from typing import Any

from sqlalchemy import Connection, literal, select
from sqlalchemy.dialects.postgresql import insert

from events.article import moment
from events.article_events import ArticlePublished, ArticleRevised, ClaimReviewed
from events.claims import Claim
from events.envelope import Envelope
from services.read_store.matters import matters_of
from services.read_store.sets import among, among_numbers, each_number
from services.read_store.tables_projection import (
    alike,
    claim_matters,
    claims,
    edition_bands,
    editions,
    reviews,
    unread,
)
from services.resolve.likeness import ALIKE_FROM, bands, similarity


def add_edition(connection: Connection, envelope: Envelope, event: ArticlePublished | ArticleRevised) -> bool:
    """One text of an article, and the pairs it forms with texts that are alike. Returns whether there are any."""
    article = event.article
    minima = list(event.signature.minima)
    connection.execute(
        insert(editions).values(
            article_id=article.id,
            edition=event.edition,
            source=article.source,
            published_at=article.published_at,
            published_on=moment(article.published_at).date() if article.published_at else None,
            revised_at=article.revised_at,
            recorded_at=envelope.recorded_at,
            url=article.url,
            title=article.title,
            lang=article.lang,
            text=article.text,
            extractor=event.extractor,
            claims_total=event.claims_total,
            minima=minima,
        )
    )
    _add_unread(connection, event)
    keys = bands(minima)
    rows = select(each_number(keys), literal(article.id), literal(event.edition))
    connection.execute(insert(edition_bands).from_select(["band", "article_id", "edition"], rows))
    return _pair_with_copies(connection, article.id, event.edition, minima)


def _add_unread(connection: Connection, event: ArticlePublished | ArticleRevised) -> None:
    key = {"article_id": event.article.id, "edition": event.edition}
    rows = [{**key, "ordinal": number, **one.to_json()} for number, one in enumerate(event.unread, start=1)]
    if rows:
        connection.execute(insert(unread), rows)


def _pair_with_copies(connection: Connection, article_id: str, edition: int, minima: list[int]) -> bool:
    texts, keys = editions.c, edition_bands.c
    sharing = select(keys.article_id, keys.edition).where(among_numbers(keys.band, bands(minima))).distinct().subquery()
    candidates = connection.execute(
        select(texts.article_id, texts.edition, texts.minima)
        .join(sharing, (texts.article_id == sharing.c.article_id) & (texts.edition == sharing.c.edition))
        .where(texts.article_id != article_id)
    )
    pairs: list[dict[str, Any]] = []
    for other_id, other_edition, other_minima in candidates:
        likeness = similarity(minima, other_minima) if len(minima) == len(other_minima) else 0.0
        if likeness >= ALIKE_FROM:
            here, there = (article_id, edition), (other_id, other_edition)
            pairs += [_pair(*here, *there, likeness), _pair(*there, *here, likeness)]
    if pairs:
        connection.execute(insert(alike), pairs)
    return bool(pairs)


def _pair(article_id: str, edition: int, other_id: str, other_edition: int, likeness: float) -> dict[str, Any]:
    return {
        "article_id": article_id,
        "edition": edition,
        "other_id": other_id,
        "other_edition": other_edition,
        "similarity": likeness,
    }


def add_claims(connection: Connection, source: str, envelopes: list[Envelope]) -> set[str]:
    """The claims of one edition. Returns the matters they bear on."""
    rows, links = [], []
    for envelope in envelopes:
        claim = envelope.event
        assert isinstance(claim, Claim)
        key = {"article_id": envelope.article_id, "edition": claim.edition, "ordinal": claim.ordinal}
        rows.append(
            {
                **key,
                "event_id": envelope.id,
                "type": type(claim).__name__,
                "source": source,
                "data": claim.to_json(),
            }
        )
        links += [{**key, "matter": matter} for matter in matters_of(claim, source)]
    if rows:
        connection.execute(insert(claims), rows)
    if links:
        connection.execute(insert(claim_matters), links)
    return {str(link["matter"]) for link in links}


def add_review(connection: Connection, envelope: Envelope, event: ClaimReviewed) -> None:
    """A person's verdict on a claim."""
    connection.execute(
        insert(reviews).values(
            event_id=envelope.id,
            article_id=envelope.article_id,
            edition=event.edition,
            ordinal=event.ordinal,
            verdict=event.verdict,
            reason=event.reason,
            recorded_at=envelope.recorded_at,
        )
    )


def matters_touched(connection: Connection, articles: set[str]) -> set[str]:
    """The matters on which any edition of these articles ever spoke."""
    query = select(claim_matters.c.matter).where(among(claim_matters.c.article_id, articles)).distinct()
    return set(connection.execute(query).scalars())


def matters_of_outlet(connection: Connection, source: str) -> set[str]:
    """The matters on which an outlet ever spoke."""
    query = (
        select(claim_matters.c.matter)
        .join(
            claims,
            (claims.c.article_id == claim_matters.c.article_id)
            & (claims.c.edition == claim_matters.c.edition)
            & (claims.c.ordinal == claim_matters.c.ordinal),
        )
        .where(claims.c.source == source)
        .distinct()
    )
    return set(connection.execute(query).scalars())


def copies_of(connection: Connection, article_id: str) -> set[str]:
    """This article and all that are linked to it through copies."""
    frontier, seen = {article_id}, {article_id}
    while frontier:
        found = connection.execute(select(alike.c.other_id).where(among(alike.c.article_id, frontier))).scalars()
        frontier = set(found) - seen
        seen |= frontier
    return seen
