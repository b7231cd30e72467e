"""A synthetic log that is lawful to the byte: what ingest would have written of the articles of `lawful_news.py`.

Every stream is gapless and chained, every id is that of its content, every claim quotes its text, copies have the
signatures of copies. The same seed and size give the same bytes. Some 20,000 events a second and core, in flat memory.
"""

import struct
from base64 import b64encode
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, timedelta
from heapq import heappop, heappush
from typing import Any

from benchmarks.lawful_news import DAYS, DENIABLE_LATER, FIRST_DAY, OUTLETS, Newsroom, Told, letter_of
from events.canonical import canonical_json, sha256_hex
from events.claims import CLAIMS
from events.codec import CONTENT_TYPE, SOURCE, LogRecord, Message
from events.envelope import time_text
from events.streams import GENESIS, chain_hash, event_id, stream_of
from services.ingest.signature import sign

RECORDED_FROM = datetime(2026, 1, 1, tzinfo=UTC)
CLAIMS_AN_ARTICLE = 2.0
LATE, REVISED, COPIED, NOTICED, REVIEWED = 0.05, 0.03, 0.04, 0.004, 0.004
"""Shares of articles that come late, are revised, copied, taken back; of claims, that are reviewed."""
AHEAD_MAX = 400
"""What comes of an article comes at most so many articles later."""


@dataclass(slots=True)
class Stream:
    """Where an article's stream stands, and what it last said."""

    article: dict[str, Any]
    told: list[Told]
    version: int = 0
    last_id: str = ""
    last_hash: str = GENESIS
    recorded_at: datetime = RECORDED_FROM
    edition: int = 0
    claim_ids: list[str] = field(default_factory=list)


class LawfulLog:
    """The records of `article-events`, in the order of the log, until `claims` claims are told. Articles are called
    `name` and a number."""

    def __init__(self, claims: int, seed: int = 1, name: str = "syn") -> None:
        self.claims_wanted, self.seed, self.name = claims, seed, name
        self.events = self.claims = self.articles = 0
        self._news = Newsroom(seed)
        self._chance = self._news.chance
        self._due: list[tuple[int, int, str, Stream]] = []
        """(article number at which it comes, a tie breaker, what comes, the stream)."""

    def records(self) -> Iterator[LogRecord]:
        """One record an event."""
        expected = max(1.0, self.claims_wanted / CLAIMS_AN_ARTICLE)
        while self.claims < self.claims_wanted:
            while self._due and self._due[0][0] <= self.articles:
                _, _, what, stream = heappop(self._due)
                yield from self._follow_up(what, stream)
            day = FIRST_DAY + timedelta(days=min(DAYS - 1, int(DAYS * self.articles / expected)))
            yield from self._article(self._stream(day), 1)

    def _stream(self, day: date) -> Stream:
        late = int(self._chance.expovariate(0.02)) if self._chance.random() < LATE else 0
        printed = max(FIRST_DAY, day - timedelta(days=late))
        outlet = self._chance.choice(OUTLETS)
        article = {"id": f"{self.name}-{self.articles}", "source": outlet, "published_at": printed.isoformat()}
        return Stream(article, self._news.claims(printed))

    def _article(self, stream: Stream, edition: int) -> Iterator[LogRecord]:
        """The events of one text, and what is to come of it."""
        text = self._write(stream)
        stream.edition = edition
        stream.recorded_at = max(stream.recorded_at, self._now())
        body = {
            "article": stream.article,
            "signature": {"values": b64encode(struct.pack(">128I", *sign(text).minima)).decode()},
            "extractor": "synthetic-1",
            "claims_total": len(stream.told),
            "unread": [],
        }
        if edition == 1:
            self.articles += 1
            yield self._record(stream, "article-published.v3", body)
        else:
            named = {"edition": edition} | ({"supersedes": stream.claim_ids} if stream.claim_ids else {})
            yield self._record(stream, "article-revised.v2", body | named)
        stream.claim_ids = []
        at = 0
        for ordinal, told in enumerate(stream.told, start=1):
            at = text.index(told.sentence, at)
            yield self._claim(stream, told, ordinal, at)
            at += len(told.sentence)
            if self._chance.random() < REVIEWED:
                self._later("review", stream)
        drawn = self._chance.random()
        if edition == 1 and drawn < REVISED + COPIED + NOTICED:
            what = "revision" if drawn < REVISED else "copy" if drawn < REVISED + COPIED else "notice"
            self._later(what, stream)

    def _write(self, stream: Stream) -> str:
        """The text: a paragraph like no other, then a sentence a claim; a copy has the paragraph of its original."""
        around = stream.article.get("text", "").partition("\n")[0] or self._news.words()
        claims = " ".join(f"{told.sentence}." for told in stream.told)
        text = f"{around}\n{claims} {stream.article['source']} reports."
        stream.article["text"] = text
        return text

    def _later(self, what: str, stream: Stream) -> None:
        at = self.articles + self._chance.randint(1, AHEAD_MAX)
        heappush(self._due, (at, self.events, what, stream))

    def _follow_up(self, what: str, stream: Stream) -> Iterator[LogRecord]:
        printed = date.fromisoformat(stream.article["published_at"])
        if what == "revision":
            stream.article["revised_at"] = (printed + timedelta(days=self._chance.randint(0, 3))).isoformat()
            stream.told = stream.told[:-1] + self._news.claims(printed)[:2]
            yield from self._article(stream, stream.edition + 1)
        elif what == "copy":
            article = {**stream.article, "id": f"{self.name}-{self.articles}", "source": self._chance.choice(OUTLETS)}
            yield from self._article(Stream(article, list(stream.told)), 1)
        elif what == "notice":
            yield from self._notice(stream, printed)
        elif stream.claim_ids:
            ordinal = self._chance.randint(1, len(stream.claim_ids))
            verdict = {"verdict": self._chance.choice(("rejected", "confirmed")), "reason": "read again"}
            stream.recorded_at = max(stream.recorded_at, self._now())
            body = {"edition": stream.edition, "ordinal": ordinal, "reviewer": "desk", **verdict}
            yield self._record(stream, "claim-reviewed.v1", body)

    def _notice(self, stream: Stream, printed: date) -> Iterator[LogRecord]:
        """The outlet takes back one kind of claim that it made on that day."""
        aimed = next((told for told in stream.told if told.fields["type"] in DENIABLE_LATER), stream.told[0])
        target = {"type": aimed.fields["type"], "published_on": printed.isoformat()}
        target |= {"locations": aimed.fields["locations"]} if "locations" in aimed.fields else {}
        fields = {
            "type": self._chance.choice(("ArticleRetracted", "ArticleCorrected")),
            "polarity": "affirmed",
            "certainty": "certain",
            "realis": "actual",
            "temporal": "current",
            "target_claim": target,
        }
        told = Told(fields, f"We take back what we printed on {printed}", "outlet", None, ())
        day = (printed + timedelta(days=self._chance.randint(0, 9))).isoformat()
        article = {"id": f"{self.name}-{self.articles}", "source": stream.article["source"], "published_at": day}
        yield from self._article(Stream(article, [told]), 1)

    def _claim(self, stream: Stream, told: Told, ordinal: int, start: int) -> LogRecord:
        grading = {"source": letter_of(stream.article["source"], told), "speaker": told.speaker}
        grading |= {"state": told.state} if told.state else {}
        grading |= {"hosts": list(told.hosts)} if told.hosts else {}
        body = {
            **{name: value for name, value in told.fields.items() if value and name != "type"},
            "quote": {"text": told.sentence, "start": start, "end": start + len(told.sentence)},
            "rule": {"id": "synthetic", "version": "1"},
            "edition": stream.edition,
            "ordinal": ordinal,
            "grading": grading,
        }
        record = self._record(stream, CLAIMS[told.fields["type"]].stored_as, body)
        stream.claim_ids.append(stream.last_id)
        self.claims += 1
        return record

    def _now(self) -> datetime:
        """The broker's clock: six articles a minute."""
        return RECORDED_FROM + timedelta(milliseconds=10_000 * self.articles)

    def _record(self, stream: Stream, stored_type: str, body: dict[str, Any]) -> LogRecord:
        """Envelop and encode, as `events/envelope.py` and `events/codec.py` do, without a model for each event."""
        value = canonical_json(body)
        name, previous_id, previous_hash = stream_of(stream.article["id"]), stream.last_id, stream.last_hash
        stream.version += 1
        content = sha256_hex(b'{"data":' + value + b',"type":"' + stored_type.encode() + b'"}')
        at = time_text(stream.recorded_at)
        stream.last_id = event_id(name, stream.version, content)
        stream.last_hash = chain_hash(previous_hash, stream.last_id, at)
        headers = (
            ("ce_causationid", f"articles/0/{self.articles}".encode()),
            ("ce_dataschema", f"urn:drawdown:schema:{stored_type}".encode()),
            ("ce_id", stream.last_id.encode()),
            ("ce_partitionkey", stream.article["id"].encode()),
            ("ce_previoushash", previous_hash.encode()),
            *((("ce_previousid", previous_id.encode()),) if previous_id else ()),
            ("ce_source", SOURCE.encode()),
            ("ce_specversion", b"1.0"),
            ("ce_streamversion", str(stream.version).encode()),
            ("ce_subject", name.encode()),
            ("ce_time", at.encode()),
            ("ce_type", stored_type.encode()),
            ("content-type", CONTENT_TYPE.encode()),
        )
        record = LogRecord(
            0,
            self.events,
            int(stream.recorded_at.timestamp() * 1000),
            Message(stream.article["id"].encode(), headers, value),
        )
        self.events += 1
        return record
