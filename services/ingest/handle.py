"""One batch of records, one transaction: the story of ingest on one screen."""

from collections.abc import Sequence
from datetime import datetime

from sqlalchemy import Connection, Engine

from events.article import Article
from events.canonical import sha256_hex
from events.codec import LogRecord, Message, recorded_time
from events.command import Command, Review
from events.envelope import Head
from events.streams import ARTICLE_EVENTS, ARTICLES, DEAD_LETTERS, stream_of
from services.ingest.decide import NEW, Decision, Findings, NoSuchClaim, Standing, Verdict, decide, reread, review
from services.ingest.extract import EXTRACTOR_VERSION, extract
from services.ingest.grade import grade, tracked_owners
from services.ingest.intake import NoArticle, read_record
from services.ingest.signature import copies, sign
from services.read_store import ledger, offsets
from services.read_store.positions import INGEST
from services.resolve.likeness import bands

REASON_CHARACTERS_MAX = 2000


PROBE = Article(
    id="probe",
    text="Russian border guards left Zvartnots airport on 1 August 2024, Prime Minister Nikol Pashinyan said.",
    source="none",
    published_at="2024-08-02",
)


def prepare() -> None:
    """Read all data that extraction and grading need. Raises DataFault, naming file and row, if one is wrong.

    Before the first article: a fault in the data is one of ours, and no article's.
    """
    for record in extract(PROBE).claims:
        grade(record, PROBE.source)
        tracked_owners(record)


def handle(engine: Engine, batch: Sequence[LogRecord]) -> dict[str, int]:
    """Take in records of one partition, in order, in one transaction. Returns how many came to which outcome.

    Records before the stored offset were taken in already. Raises OffsetMoved if another worker has the partition.
    """
    outcomes: dict[str, int] = {}
    partition = batch[0].partition
    with engine.begin() as connection:
        following = offsets.next_offset(connection, INGEST, ARTICLES, partition)
        fresh = [incoming for incoming in batch if incoming.offset >= following]
        for incoming in fresh:
            outcome = _take_in(connection, incoming)
            outcomes[outcome] = outcomes.get(outcome, 0) + 1
        if fresh:
            offsets.move(connection, INGEST, ARTICLES, partition, following, fresh[-1].offset + 1)
    return outcomes


def _take_in(connection: Connection, incoming: LogRecord) -> str:
    asked = read_record(incoming)
    if isinstance(asked, NoArticle):
        return _bury(connection, incoming, asked.reason)
    article_id = asked.id if isinstance(asked, Article) else asked.article_id
    try:
        decision = _decide(connection, article_id, asked, incoming)
    except (Unreadable, NoSuchClaim) as error:
        return _bury(connection, incoming, str(error))
    if decision.envelopes:
        _write(connection, article_id, decision)
    ledger.add_result(
        connection,
        incoming.partition,
        incoming.offset,
        decision.outcome,
        stream=stream_of(article_id),
        version=decision.standing.head.version,
        reason=decision.reason,
    )
    return decision.outcome


def _decide(connection: Connection, article_id: str, asked: Article | Command, incoming: LogRecord) -> Decision:
    standing = _standing(connection, article_id)
    recorded_at, place = recorded_time(incoming.timestamp), f"{ARTICLES}/{incoming.partition}/{incoming.offset}"
    if isinstance(asked, Review):
        return _review(connection, standing, asked, recorded_at, place)
    kept = {content: Verdict(*said) for content, *said in ledger.verdicts(connection, article_id)}
    article = asked if isinstance(asked, Article) else asked.article
    if isinstance(asked, Article):
        return decide(standing, article, lambda: _read(connection, article), recorded_at, place, kept)
    return reread(standing, asked, lambda: _read(connection, article), recorded_at, place, kept)


def _review(connection: Connection, standing: Standing, asked: Review, recorded_at: datetime, place: str) -> Decision:
    key = (asked.article_id, asked.edition, asked.ordinal)
    said = ledger.verdict(connection, *key)
    decision = review(standing, asked, Verdict(*said) if said else None, recorded_at, place)
    if decision.envelopes:
        current = asked.edition == standing.edition and asked.ordinal <= len(standing.contents)
        content = standing.contents[asked.ordinal - 1] if current else None
        ledger.save_verdict(connection, *key, (asked.verdict, asked.reason, asked.reviewer), content)
    return decision


class Unreadable(Exception):
    """The extractor failed on a text: a fault of ours, that must not stop the other articles."""


def _read(connection: Connection, article: Article) -> Findings:
    try:
        reading = extract(article)
        claims = [(record, grade(record, article.source), tracked_owners(record)) for record in reading.claims]
    except (ArithmeticError, AttributeError, LookupError, RecursionError, TypeError, ValueError) as error:
        raise Unreadable(f"extractor {EXTRACTOR_VERSION} failed on this text, a fault to report: {error!r}") from error
    signature = sign(article.text)
    minima = list(signature.minima)
    others = ledger.texts_with(connection, article.id, bands(minima))
    text_hash = sha256_hex(article.text.encode())
    return Findings(
        claims=claims,
        signature=signature,
        copies=copies(minima, text_hash, others),
        text_hash=text_hash,
        extractor=EXTRACTOR_VERSION,
        unread=reading.unread,
    )


def _standing(connection: Connection, article_id: str) -> Standing:
    row = ledger.stream_row(connection, article_id)
    if row is None:
        return NEW
    head = Head(row["version"], row["last_id"], row["last_hash"], row["last_recorded_at"])
    return Standing(
        head,
        row["edition"],
        row["article_hash"],
        tuple(row["claim_ids"]),
        row["extractor"],
        tuple(row["claim_contents"]),
    )


def _write(connection: Connection, article_id: str, decision: Decision) -> None:
    standing, found = decision.standing, decision.findings
    ledger.add_outgoing(connection, ARTICLE_EVENTS, decision.envelopes)
    ledger.save_stream_row(
        connection,
        article_id,
        {
            "version": standing.head.version,
            "last_id": standing.head.id,
            "last_hash": standing.head.hash,
            "last_recorded_at": standing.head.recorded_at,
            "edition": standing.edition,
            "article_hash": standing.article_hash,
            "claim_ids": list(standing.claim_ids),
            "extractor": standing.extractor,
            "claim_contents": list(standing.contents),
        },
    )
    if found is None:
        return
    minima = list(found.signature.minima)
    ledger.add_text(connection, article_id, standing.edition, found.text_hash, minima, bands(minima))


def _bury(connection: Connection, incoming: LogRecord, reason: str) -> str:
    reason = reason.replace("\x00", "\\0")[:REASON_CHARACTERS_MAX]
    headers = (
        ("drawdown-reason", reason.encode(errors="replace")),
        ("drawdown-topic", ARTICLES.encode()),
        ("drawdown-partition", str(incoming.partition).encode()),
        ("drawdown-offset", str(incoming.offset).encode()),
    )
    raw = Message(incoming.message.key, headers, incoming.message.value)
    ledger.add_dead_letter(connection, DEAD_LETTERS, raw, recorded_time(incoming.timestamp))
    ledger.add_result(connection, incoming.partition, incoming.offset, "dead letter", reason=reason)
    return "dead letter"
