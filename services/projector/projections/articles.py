"""What does each article say? Editions, claims, reviews."""

from sqlalchemy import Connection

from events.article_events import ClaimReviewed, EditionEvent
from events.envelope import Envelope
from services.read_store import editions
from services.read_store.matters import outlet_matter
from services.read_store.rows import Rows


def edition_rows(rows: Rows, envelope: Envelope, event: EditionEvent, claims: list[Envelope]) -> set[str]:
    """The rows of an edition with its claims, but for its pairs of copies. Returns the matters that the claims bear on.

    A function of the edition alone: in any order, by INSERT or by COPY, the tables come out the same.
    """
    editions.edition_rows(rows, envelope, event)
    return editions.claim_rows(rows, event.article.source, claims)


def on_edition(connection: Connection, envelope: Envelope, event: EditionEvent, claims: list[Envelope]) -> set[str]:
    """Write an edition with its claims. Returns the matters on which a conclusion may have changed."""
    source = event.article.source
    rows = Rows()
    touched = edition_rows(rows, envelope, event, claims)
    rows.insert(connection)
    has_copies = editions.pair_with_copies(connection, event)
    if event.edition > 1 or has_copies:
        touched |= editions.matters_touched(connection, editions.copies_of(connection, envelope.article_id))
    if outlet_matter(source) in touched:
        touched |= editions.matters_of_outlet(connection, source)
    return touched


def review_rows(rows: Rows, envelope: Envelope, event: ClaimReviewed) -> None:
    """The row of a review."""
    editions.review_rows(rows, envelope, event)


def on_review(connection: Connection, envelope: Envelope, event: ClaimReviewed) -> set[str]:
    """Write a review. Returns the matters on which a conclusion may have changed."""
    rows = Rows()
    editions.review_rows(rows, envelope, event)
    rows.insert(connection)
    return editions.matters_touched(connection, {envelope.article_id})
