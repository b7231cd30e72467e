"""What does each article say? Texts, claims, reviews, copies."""

from collections.abc import Sequence

from sqlalchemy import Connection

from events.article_events import ArticleReextracted
from events.claims import NOTICES, Claim
from services.projector.told import Review, Told, ToldEdition, WholeEdition
from services.read_store.editions import band_rows, edition_row, editions_of, pair_with_copies
from services.read_store.matters import matters_of
from services.read_store.rows import Rows
from services.read_store.tables_matters import claim_matters
from services.read_store.tables_projection import claims, editions, notices, reviews, unread
from services.resolve.matter import Edition, Testimony
from services.resolve.notices import outlet_of
from services.resolve.press import Press, press_of


def on_batch(connection: Connection, batch: Sequence[WholeEdition | Review]) -> Told:
    """Write what a batch tells. Returns it as answers see it."""
    whole = [one for one in batch if isinstance(one, WholeEdition)]
    known = {one.key: edition_of(one) for one in whole}
    revised = {one.key.article_id for one in whole if one.key.edition > 1}
    press = press_of(known | (editions_of(connection, revised) if revised else {}))
    told = Told(reviews=[one for one in batch if isinstance(one, Review)])
    rows = Rows()
    for one in whole:
        told.editions.append(tell(one, known[one.key], press[one.key], rows))
    for review in told.reviews:
        review_row(rows, review)
    rows.write(connection)
    signatures = {one.position: one.event.signature.packed for one in whole}
    told.pairs = pair_with_copies(connection, signatures) if whole else set()
    return told


def edition_of(one: WholeEdition) -> Edition:
    """A text as answers see it."""
    article = one.event.article
    return Edition(
        key=one.key,
        source=article.source,
        published_at=article.published_at,
        revised_at=article.revised_at,
        recorded_at=one.envelope.recorded_at,
        url=article.url,
        title=article.title,
        reread=isinstance(one.event, ArticleReextracted),
        extractor=one.event.extractor,
    )


def tell(one: WholeEdition, edition: Edition, press: Press, rows: Rows) -> ToldEdition:
    """Make the rows of a text and its claims, but for its copies; a function of the text and of when it counts."""
    key, event = one.key, one.event
    named = {"article_id": key.article_id, "edition": key.edition}
    since = {"recorded_at": edition.recorded_at, "position": one.position}
    known = {"counts": press.counts, "claims_total": event.claims_total, "reread": edition.reread}
    rows.add(editions, **edition_row(event, {**named, **since, **known}))
    band_rows(rows, event, one.position)
    for number, left in enumerate(event.unread, start=1):
        rows.add(unread, **named, ordinal=number, **left.to_json())
    told = ToldEdition(edition, press, one.position, [], {})
    for envelope in one.claims:
        claim = envelope.event
        assert isinstance(claim, Claim)
        testimony = Testimony(envelope.id, key, claim)
        told.testimonies.append(testimony)
        told.matters[testimony.key] = matters_of(claim)
        own = {**named, "ordinal": claim.ordinal}
        data = envelope.data or claim.to_json()
        rows.add(claims, **own, event_id=envelope.id, type=type(claim).__name__, data=data)
        for matter in told.matters[testimony.key]:
            rows.add(claim_matters, matter=matter, published=press.counts, **own, **since)
        if type(claim).__name__ in NOTICES and claim.target_claim is not None:
            meant = {"outlet": outlet_of(edition.source), "type": claim.target_claim.type}
            for place in dict.fromkeys(claim.target_claim.locations or ("",)):
                rows.add(notices, **meant, place=place, **own)
    return told


def review_row(rows: Rows, review: Review) -> None:
    """The row of a person's verdict on a claim."""
    event = review.event
    rows.add(
        reviews,
        event_id=review.envelope.id,
        article_id=review.envelope.article_id,
        edition=event.edition,
        ordinal=event.ordinal,
        verdict=event.verdict,
        reason=event.reason,
        recorded_at=review.envelope.recorded_at,
        position=review.position,
    )
