"""What the projector writes of an article: its editions, their copies, their claims, the reviews of these.

Rows are made apart from their writing: the same functions serve the event that arrives and the schema being filled.
"""

from sqlalchemy import Connection, select

from events.article import moment
from events.article_events import ArticleReextracted, ClaimReviewed, EditionEvent
from events.claims import Claim
from events.envelope import Envelope
from services.read_store.matters import matters_of
from services.read_store.rows import Rows
from services.read_store.sets import among, among_numbers
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


def edition_rows(rows: Rows, envelope: Envelope, event: EditionEvent) -> None:
    """One text of an article, the sentences left unread in it, and the keys under which its copies look for it."""
    article = event.article
    minima = list(event.signature.minima)
    rows.add(
        editions,
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
        reread=isinstance(event, ArticleReextracted),
        claims_total=event.claims_total,
        minima=minima,
    )
    for number, one in enumerate(event.unread, start=1):
        rows.add(unread, article_id=article.id, edition=event.edition, ordinal=number, **one.to_json())
    rows.add_each(edition_bands, "band", bands(minima), article_id=article.id, edition=event.edition)


def pair_with_copies(connection: Connection, event: EditionEvent) -> bool:
    """Write the pairs that a text forms with those of other articles that are alike. Returns whether there are any."""
    article_id, edition, minima = event.article.id, event.edition, list(event.signature.minima)
    texts, keys = editions.c, edition_bands.c
    sharing = select(keys.article_id, keys.edition).where(among_numbers(keys.band, bands(minima))).distinct().subquery()
    candidates = connection.execute(
        select(texts.article_id, texts.edition, texts.minima)
        .join(sharing, (texts.article_id == sharing.c.article_id) & (texts.edition == sharing.c.edition))
        .where(texts.article_id != article_id)
    )
    rows = Rows()
    for other_id, other_edition, other_minima in candidates:
        likeness = similarity(minima, other_minima) if len(minima) == len(other_minima) else 0.0
        if likeness >= ALIKE_FROM:
            pair_rows(rows, (article_id, edition), (other_id, other_edition), likeness)
    found = bool(rows)
    rows.insert(connection)
    return found


def pair_rows(rows: Rows, one: tuple[str, int], other: tuple[str, int], likeness: float) -> None:
    """Two texts (article, edition) that are alike, both ways."""
    for (article_id, edition), (other_id, other_edition) in ((one, other), (other, one)):
        rows.add(
            alike,
            article_id=article_id,
            edition=edition,
            other_id=other_id,
            other_edition=other_edition,
            similarity=likeness,
        )


def claim_rows(rows: Rows, source: str, envelopes: list[Envelope]) -> set[str]:
    """The claims of one edition. Returns the matters they bear on."""
    bearing: set[str] = set()
    for envelope in envelopes:
        claim = envelope.event
        assert isinstance(claim, Claim)
        key = {"article_id": envelope.article_id, "edition": claim.edition, "ordinal": claim.ordinal}
        rows.add(
            claims,
            **key,
            event_id=envelope.id,
            type=type(claim).__name__,
            source=source,
            data=envelope.data or claim.to_json(),
        )
        for matter in matters_of(claim, source):
            rows.add(claim_matters, matter=matter, **key)
            bearing.add(matter)
    return bearing


def review_rows(rows: Rows, envelope: Envelope, event: ClaimReviewed) -> None:
    """A person's verdict on a claim."""
    rows.add(
        reviews,
        event_id=envelope.id,
        article_id=envelope.article_id,
        edition=event.edition,
        ordinal=event.ordinal,
        verdict=event.verdict,
        reason=event.reason,
        recorded_at=envelope.recorded_at,
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
