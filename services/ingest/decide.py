"""What an article means for its stream: which events follow. Pure: time, ids and what is known come in as values."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Literal

from events.article import Article
from events.article_events import ArticleFoundDuplicate, ArticlePublished, ArticleRevised, Duplicate, Signature
from events.canonical import canonical_json, sha256_hex
from events.catalogue import Event
from events.claims import CLAIMS, Claim, Grading
from events.envelope import Envelope, Head, envelop, head_of
from events.reading import Unread
from events.record import Record
from events.streams import stream_of

Outcome = Literal["published", "revised", "unchanged"]


@dataclass(frozen=True, slots=True)
class Standing:
    """Where an article's stream stands: its last event, and the edition that its last text made."""

    head: Head
    edition: int
    article_hash: str
    claim_ids: tuple[str, ...]


NEW = Standing(Head(), 0, "", ())
"""An article never seen."""


@dataclass(frozen=True, slots=True)
class Findings:
    """What ingest found in a text: its claims with the grading of their sources, its signature, its copies, and the
    sentences left unread."""

    claims: Sequence[tuple[Record, Grading, tuple[str, ...]]]
    signature: Signature
    copies: tuple[Duplicate, ...]
    extractor: str
    unread: tuple[Unread, ...] = ()


@dataclass(frozen=True, slots=True)
class Decision:
    """What follows: the outcome, the new events in order, where the stream stands after them, and what was found."""

    outcome: Outcome
    envelopes: tuple[Envelope, ...]
    standing: Standing
    findings: Findings | None


def article_hash(article: Article) -> str:
    """Hash of the whole canonical article: what "seen twice" compares."""
    return sha256_hex(canonical_json(article.to_json()))


def decide(
    standing: Standing, article: Article, read: Callable[[], Findings], recorded_at: datetime, caused_by: str
) -> Decision:
    """The events that follow when `article` arrives on a stream that stands at `standing`.

    The same article again: none. Another content under its id: a revision, whose claims supersede the old ones.
    `read` is called only where something follows.
    """
    arrived = article_hash(article)
    if standing.article_hash == arrived:
        return Decision("unchanged", (), standing, None)
    found, edition = read(), standing.edition + 1
    claims = [_claim_event(*claim, edition, ordinal) for ordinal, claim in enumerate(found.claims, start=1)]
    events: list[Event] = [_article_event(standing, article, found, edition), *claims]
    if found.copies:
        events.append(ArticleFoundDuplicate(edition=edition, of=found.copies))
    envelopes, head = [], standing.head
    for event in events:
        envelope = envelop(event, head, stream_of(article.id), article.id, recorded_at, caused_by)
        envelopes.append(envelope)
        head = head_of(envelope)
    claim_ids = tuple(envelope.id for envelope in envelopes if isinstance(envelope.event, Claim))
    outcome: Outcome = "published" if edition == 1 else "revised"
    return Decision(outcome, tuple(envelopes), Standing(head, edition, arrived, claim_ids), found)


def _article_event(
    standing: Standing, article: Article, found: Findings, edition: int
) -> ArticlePublished | ArticleRevised:
    common = {
        "article": article,
        "signature": found.signature,
        "extractor": found.extractor,
        "claims_total": len(found.claims),
        "unread": found.unread,
    }
    if edition == 1:
        return ArticlePublished.model_validate(common)
    return ArticleRevised.model_validate({**common, "edition": edition, "supersedes": standing.claim_ids})


def _claim_event(record: Record, grading: Grading, tracked: tuple[str, ...], edition: int, ordinal: int) -> Claim:
    fields = {name: getattr(record, name) for name in record.model_fields_set}
    return CLAIMS[record.type].model_validate(
        {**fields, "edition": edition, "ordinal": ordinal, "grading": grading, "tracked": tracked}
    )
