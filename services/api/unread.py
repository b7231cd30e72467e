"""Sentences left unread, as answers show them: their words, and why they make no claim."""

from typing import Any

from events.reading import Reason
from services.api.article_responses import Sentence, UnreadSentence
from services.api.sentences import around_word


def unread_sentence(row: dict[str, Any], text: str) -> UnreadSentence:
    """A sentence of `text` that was left unread, from its row in the store."""
    return UnreadSentence(
        edition=row["edition"],
        start=row["start"],
        end=row["end"],
        sentence=Sentence(**around_word(text, row["start"], row["end"], row["trigger"])._asdict()),
        trigger=row["trigger"],
        reason=row["reason"],
        meaning=Reason(row["reason"]).meaning,
    )
