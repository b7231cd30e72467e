"""The one table from stored type name to event class."""

from events.article_events import (
    ARTICLE_EVENTS,
    ArticleFoundDuplicate,
    ArticlePublished,
    ArticleReextracted,
    ArticleRevised,
    ClaimReviewed,
)
from events.claims import CLAIM_CLASSES, Claim

Event = ArticlePublished | ArticleRevised | ArticleReextracted | ArticleFoundDuplicate | ClaimReviewed | Claim

_CLASSES: tuple[type[Event], ...] = (*ARTICLE_EVENTS, *CLAIM_CLASSES)
EVENTS: dict[str, type[Event]] = {event.stored_as: event for event in _CLASSES}
