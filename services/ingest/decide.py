"""What an article means for its stream: which events follow. Pure: time, ids and what is known come in as values."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Literal, NamedTuple

from events.article import Article
from events.article_events import (
    ArticleFoundDuplicate,
    ArticlePublished,
    ArticleReextracted,
    ArticleRevised,
    ClaimReviewed,
    Duplicate,
    EditionEvent,
    Signature,
)
from events.canonical import canonical_json, sha256_hex
from events.catalogue import Event
from events.claims import CLAIMS, Claim, Grading
from events.command import Reextract, Review
from events.envelope import Envelope, Head, envelop, head_of
from events.reading import Unread
from events.record import Record
from events.streams import stream_of

Outcome = Literal["published", "revised", "reread", "reviewed", "unchanged"]
CHANGED_SINCE = "the article has changed since, or is not known: ask again of what it is now"


class NoSuchClaim(ValueError):
    """A review speaks of a claim that its stream does not have."""


class Verdict(NamedTuple):
    """What a person said of a claim."""

    verdict: str
    reason: str
    reviewer: str


Kept = Mapping[str, Verdict]
"""From the hash of what a claim says to the last verdict on it."""
NO_VERDICTS: Kept = {}


class _Cause(NamedTuple):
    """When what caused the events was recorded, and where it stands."""

    recorded_at: datetime
    caused_by: str


@dataclass(frozen=True, slots=True)
class Standing:
    """Where an article's stream stands: its last event, and the edition that its last text made.

    `extractor` is the one that read it (None where that was not noted), `contents` the hashes of what its claims say.
    """

    head: Head
    edition: int
    article_hash: str
    claim_ids: tuple[str, ...]
    extractor: str | None = None
    contents: tuple[str, ...] = ()


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
    text_hash: str = ""


@dataclass(frozen=True, slots=True)
class Decision:
    """What follows: the outcome, the new events in order, where the stream stands after them, what was found in a new
    text, and why nothing follows where more was asked."""

    outcome: Outcome
    envelopes: tuple[Envelope, ...]
    standing: Standing
    findings: Findings | None
    reason: str | None = None


def article_hash(article: Article) -> str:
    """Hash of the whole canonical article: what "seen twice" compares."""
    return sha256_hex(canonical_json(article.to_json()))


def content_of(record: Record) -> str:
    """Hash of what a claim says in which words, wherever they stand in the text and whatever rule read them."""
    fields = {name: value for name, value in record.to_json().items() if name not in ("rule", "quote")}
    return sha256_hex(canonical_json({**fields, "quote": record.quote.text}))


def decide(
    standing: Standing,
    article: Article,
    read: Callable[[], Findings],
    recorded_at: datetime,
    caused_by: str,
    kept: Kept = NO_VERDICTS,
) -> Decision:
    """The events that follow when `article` arrives on a stream that stands at `standing`.

    The same article again: none. Another content under its id: a revision, whose claims supersede the old ones.
    `read` is called only where something follows. `kept` are the verdicts on claims of earlier editions, which hold for
    the same claim in the new one.
    """
    if standing.article_hash == article_hash(article):
        return Decision("unchanged", (), standing, None)
    outcome: Outcome = "published" if standing.edition == 0 else "revised"
    return _edition(outcome, standing, article, read(), _Cause(recorded_at, caused_by), kept)


def reread(
    standing: Standing,
    asked: Reextract,
    read: Callable[[], Findings],
    recorded_at: datetime,
    caused_by: str,
    kept: Kept = NO_VERDICTS,
) -> Decision:
    """The events that follow when an article is to be read again: none if it is not the one that the stream stands for,
    or, unless `again` is asked, if the extractor is the one that read it last and finds the same claims."""
    if standing.article_hash != article_hash(asked.article):
        return Decision("unchanged", (), standing, None, CHANGED_SINCE)
    found = read()
    same = tuple(content_of(record) for record, _, _ in found.claims) == standing.contents
    if same and standing.extractor == found.extractor and not asked.again:
        return Decision("unchanged", (), standing, None)
    return _edition("reread", standing, asked.article, found, _Cause(recorded_at, caused_by), kept)


def review(standing: Standing, asked: Review, last: Verdict | None, recorded_at: datetime, caused_by: str) -> Decision:
    """The event of a person's verdict; none if the last one says the same. Raises NoSuchClaim."""
    known = len(standing.claim_ids) if asked.edition == standing.edition else None
    if asked.edition > standing.edition or (known is not None and asked.ordinal > known):
        raise NoSuchClaim(f"there is no claim {asked.article_id}#{asked.edition}.{asked.ordinal} to be reviewed")
    if last == Verdict(asked.verdict, asked.reason, asked.reviewer):
        return Decision("unchanged", (), standing, None)
    event = ClaimReviewed(**asked.model_dump(exclude={"command", "article_id"}))
    envelopes, head = _chained([event], standing.head, asked.article_id, _Cause(recorded_at, caused_by))
    return Decision("reviewed", envelopes, replace(standing, head=head), None)


def _edition(
    outcome: Outcome, standing: Standing, article: Article, found: Findings, cause: _Cause, kept: Kept
) -> Decision:
    edition = standing.edition + 1
    claims = [claim_event(*claim, edition, ordinal) for ordinal, claim in enumerate(found.claims, start=1)]
    contents = tuple(content_of(record) for record, _, _ in found.claims)
    events: list[Event] = [_article_event(outcome, standing, article, found), *claims]
    if found.copies:
        events.append(ArticleFoundDuplicate(edition=edition, of=found.copies))
    events += [
        ClaimReviewed(edition=edition, ordinal=ordinal, **kept[content]._asdict())
        for ordinal, content in enumerate(contents, start=1)
        if content in kept
    ]
    envelopes, head = _chained(events, standing.head, article.id, cause)
    claim_ids = tuple(envelope.id for envelope in envelopes if isinstance(envelope.event, Claim))
    stands = Standing(head, edition, article_hash(article), claim_ids, found.extractor, contents)
    return Decision(outcome, envelopes, stands, found)


def _chained(events: Sequence[Event], head: Head, article_id: str, cause: _Cause) -> tuple[tuple[Envelope, ...], Head]:
    envelopes = []
    for event in events:
        envelope = envelop(event, head, stream_of(article_id), article_id, *cause)
        envelopes.append(envelope)
        head = head_of(envelope)
    return tuple(envelopes), head


def _article_event(outcome: Outcome, standing: Standing, article: Article, found: Findings) -> EditionEvent:
    common = {
        "article": article,
        "signature": found.signature,
        "extractor": found.extractor,
        "claims_total": len(found.claims),
        "unread": found.unread,
    }
    if outcome == "published":
        return ArticlePublished.model_validate(common)
    later = {**common, "edition": standing.edition + 1, "supersedes": standing.claim_ids}
    return (ArticleReextracted if outcome == "reread" else ArticleRevised).model_validate(later)


def claim_event(record: Record, grading: Grading, tracked: tuple[str, ...], edition: int, ordinal: int) -> Claim:
    """The event of a claim, graded, in its place of an edition."""
    fields = {name: getattr(record, name) for name in record.model_fields_set}
    return CLAIMS[record.type].model_validate(
        {**fields, "edition": edition, "ordinal": ordinal, "grading": grading, "tracked": tracked}
    )
