"""What does each article say? Editions, claims, reviews."""

from sqlalchemy import Connection

from events.article_events import ArticlePublished, ArticleRevised, ClaimReviewed
from events.envelope import Envelope
from services.read_store import editions
from services.read_store.matters import outlet_matter


def on_edition(
    connection: Connection, envelope: Envelope, event: ArticlePublished | ArticleRevised, claims: list[Envelope]
) -> set[str]:
    """Write an edition with its claims. Returns the matters on which a conclusion may have changed."""
    source = event.article.source
    has_copies = editions.add_edition(connection, envelope, event)
    touched = editions.add_claims(connection, source, claims)
    if event.edition > 1 or has_copies:
        touched |= editions.matters_touched(connection, editions.copies_of(connection, envelope.article_id))
    if outlet_matter(source) in touched:
        touched |= editions.matters_of_outlet(connection, source)
    return touched


def on_review(connection: Connection, envelope: Envelope, event: ClaimReviewed) -> set[str]:
    """Write a review. Returns the matters on which a conclusion may have changed."""
    editions.add_review(connection, envelope, event)
    return editions.matters_touched(connection, {envelope.article_id})
