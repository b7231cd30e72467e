"""What does each article say? Texts, claims, reviews, copies."""

from collections.abc import Sequence

from sqlalchemy import Connection

from events.claims import NOTICES, Claim
from services.projector.told import Review, Told, ToldEdition, WholeEdition
from services.read_store import claim_matters, editions
from services.read_store.editions import Row
from services.read_store.matters import matters_of
from services.resolve.matter import Edition, Testimony
from services.resolve.notices import outlet_of
from services.resolve.press import Press, press_of

Rows = dict[str, list[Row]]


def on_batch(connection: Connection, batch: Sequence[WholeEdition | Review]) -> Told:
    """Write what a batch tells. Returns it as answers see it."""
    whole = [one for one in batch if isinstance(one, WholeEdition)]
    known = {one.key: _edition(one) for one in whole}
    revised = {one.key.article_id for one in whole if one.key.edition > 1}
    press = press_of(known | (editions.editions_of(connection, revised) if revised else {}))
    told = Told(reviews=[one for one in batch if isinstance(one, Review)])
    rows: Rows = {name: [] for name in ("editions", "unread", "claims", "notices", "claim_matters", "reviews")}
    for one in whole:
        told.editions.append(_told(one, known[one.key], press[one.key], rows))
    rows["reviews"] = [_review_row(review) for review in told.reviews]
    editions.add(connection, rows)
    claim_matters.add(connection, rows["claim_matters"])
    told.pairs = editions.pair_with_copies(connection, [one.key for one in whole]) if whole else set()
    return told


def _edition(one: WholeEdition) -> Edition:
    article = one.event.article
    return Edition(
        key=one.key,
        source=article.source,
        published_at=article.published_at,
        revised_at=article.revised_at,
        recorded_at=one.envelope.recorded_at,
        url=article.url,
        title=article.title,
    )


def _told(one: WholeEdition, edition: Edition, press: Press, rows: Rows) -> ToldEdition:
    key, event = one.key, one.event
    named = {"article_id": key.article_id, "edition": key.edition}
    since = {"recorded_at": edition.recorded_at, "position": one.position}
    known = {"counts": press.counts, "extractor": event.extractor, "claims_total": event.claims_total}
    rows["editions"].append(editions.edition_row(event.article, event.signature.minima, {**named, **since, **known}))
    rows["unread"] += [{**named, "ordinal": n, **left.to_json()} for n, left in enumerate(event.unread, start=1)]
    told = ToldEdition(edition, press, one.position, [], {})
    for envelope in one.claims:
        claim = envelope.event
        assert isinstance(claim, Claim)
        testimony = Testimony(envelope.id, key, claim)
        told.testimonies.append(testimony)
        told.matters[testimony.key] = matters_of(claim)
        own = {**named, "ordinal": claim.ordinal}
        rows["claims"].append({**own, "event_id": envelope.id, "type": type(claim).__name__, "data": claim.to_json()})
        for matter in told.matters[testimony.key]:
            rows["claim_matters"].append({"matter": matter, "published": press.counts, **own, **since})
        if type(claim).__name__ in NOTICES and claim.target_claim is not None:
            meant = {"outlet": outlet_of(edition.source), "type": claim.target_claim.type}
            places = claim.target_claim.locations or ("",)
            rows["notices"] += [{**meant, "place": place, **own} for place in dict.fromkeys(places)]
    return told


def _review_row(review: Review) -> Row:
    event = review.event
    return {
        "event_id": review.envelope.id,
        "article_id": review.envelope.article_id,
        "edition": event.edition,
        "ordinal": event.ordinal,
        "verdict": event.verdict,
        "reason": event.reason,
        "recorded_at": review.envelope.recorded_at,
        "position": review.position,
    }
