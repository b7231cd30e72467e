"""Stored texts as the extractor at hand reads them, and what would be concluded of it: for `reextract` and `replay`."""

from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any

from sqlalchemy import Connection, Engine

from events.article import Article
from events.claims import Claim
from services.commands.revised import revision_shown
from services.ingest.rereading import VERSION, Reread, read_again
from services.read_store.articles import article_editions, edition_claims
from services.read_store.schemas import reading
from services.read_store.streams import newest_editions
from services.read_store.supposed import revised_if, touched_by
from services.resolve.clocks import OPEN, Clocks
from services.resolve.matter import Edition, EditionKey, Testimony
from services.resolve.supposing import Rereading, Supposition


@dataclass(frozen=True, slots=True)
class TextReadAgain:
    """A text, its last edition, and how it is read now. `differs`: its claims or its unread sentences are others."""

    article: Article
    edition: int
    reread: Reread
    differs: bool


def read_all_again(connection: Connection, articles: Collection[str] | None = None) -> Iterator[TextReadAgain]:
    """The newest text of each article, or of these, read again."""
    for event in newest_editions(connection, articles):
        article = event.article
        found = read_again(article, event.edition, edition_claims(connection, article.id, event.edition))
        differs = bool(found.lost or found.gained) or found.unread != event.unread
        yield TextReadAgain(article, event.edition, found, differs)


def supposed(connection: Connection, texts: Sequence[TextReadAgain]) -> Supposition:
    """The supposition that these texts had been read so, now."""
    return Supposition(rereadings={text.article.id: _rereading(connection, text) for text in texts if text.differs})


def _rereading(connection: Connection, text: TextReadAgain) -> Rereading:
    known = [_edition(row) for row in article_editions(connection, text.article.id)]
    key = EditionKey(text.article.id, text.edition + 1)
    last = known[-1]
    new = Edition(
        key, last.source, last.published_at, last.revised_at, datetime.now(UTC), last.url, last.title, True, VERSION
    )
    told = tuple(Testimony(f"supposed/{key.article_id}/{claim.ordinal}", key, claim) for claim in text.reread.claims)
    return Rereading((*known, new), told)


def _edition(row: dict[str, Any]) -> Edition:
    names = ("source", "published_at", "revised_at", "recorded_at", "url", "title", "reread", "extractor")
    return Edition(EditionKey(row["article_id"], row["edition"]), *(row[name] for name in names))


def conclusions_of(engine: Engine, texts: Sequence[TextReadAgain], clocks: Clocks = OPEN) -> list[dict[str, Any]]:
    """What would be concluded otherwise, had these texts been read so."""
    with reading(engine) as connection:
        supposition = supposed(connection, texts)
        matters = touched_by(connection, supposition)
        return [revision_shown(revision) for revision in revised_if(connection, supposition, clocks, matters)]


def shown(text: TextReadAgain) -> dict[str, Any]:
    """How the reading of a text differs, for JSON and for tables."""
    return {
        "article": text.article.id,
        "edition": text.edition,
        "lost": [_claim(claim) for claim in text.reread.lost],
        "gained": [_claim(claim) for claim in text.reread.gained],
        "unread": len(text.reread.unread),
    }


def _claim(claim: Claim) -> dict[str, Any]:
    about = [*claim.locations, *([f"{claim.org}/{claim.parties.get('member')}"] if claim.org else [])]
    axes = f"{claim.polarity} {claim.certainty} {claim.realis} {claim.temporal}"
    return {"type": claim.type, "about": about, "axes": axes, "quote": claim.quote.text}
