"""A small story in claims, taken through the projector's own code: what the answers of these tests rest on."""

from dataclasses import dataclass, field
from datetime import UTC, datetime
from typing import Any

from sqlalchemy import Engine

from events.article import Article
from events.claims import Grading
from events.codec import LogRecord, encode
from events.reading import Reason, Unread
from events.record import Record
from services.ingest.decide import NEW, Findings, Standing, decide
from services.ingest.signature import sign
from services.projector.apply import apply
from services.read_store import gazetteer, ledger
from services.read_store.names import OrganisationName, PlaceName
from services.read_store.schemas import FIRST

RECORDED_AT = datetime(2026, 11, 1, 12, tzinfo=UTC)

PLACES = [
    PlaceName(place, name, kind, parent, "ARM")
    for place, name, kind, parent in (
        ("am", "Armenia", "country", None),
        ("am.syunik", "Syunik", "province", "am"),
        ("am.syunik.agarak", "Agarak", "settlement", "am.syunik"),
        ("am.syunik.agarak_checkpoint", "Agarak checkpoint", "site", "am.syunik.agarak"),
        ("am.tavush", "Tavush", "province", "am"),
        ("am.lori", "Lori", "province", "am"),
    )
]
ORGANISATIONS = [
    OrganisationName("CSTO", "Collective Security Treaty Organization", True),
    OrganisationName("NATO", "North Atlantic Treaty Organization", False),
]
GUARDS = [{"owner": "RUS", "type": "border_guards"}]


def left_unread(article: Article, sentence: str, reason: Reason, trigger: str) -> Unread:
    """A sentence of an article that was left unread."""
    start = article.text.index(sentence)
    return Unread(start=start, end=start + len(sentence), reason=reason, trigger=trigger)


def claim(kind: str, quote: str, by: str | None = None, **fields: Any) -> dict[str, Any]:
    """An extraction record for a quote; affirmed, certain, actual and current unless told otherwise."""
    axes = {"polarity": "affirmed", "certainty": "certain", "realis": "actual", "temporal": "current"}
    said = {"by": by} if by else {}
    rule = {"id": "test", "version": "1", "trace": [{"at": "triggers", "found": kind}]}
    return {"type": kind, **axes, "said": said, "rule": rule, "quote": {"text": quote}, **fields}


@dataclass
class Log:
    """Articles put into one store as events, in order; each call of `tell` is one batch."""

    engine: Engine
    offset: int = 0
    standings: dict[str, Standing] = field(default_factory=dict)

    def tell(self, article: Article, *claims: dict[str, Any], unread: tuple[Unread, ...] = ()) -> None:
        """Take an article, what it claims and what is left unread, through ingest's decision and the projector."""
        reading = Findings([self._graded(article, one) for one in claims], sign(article.text), (), "test-1", unread)
        caused_by = f"articles/0/{self.offset}"
        decision = decide(self.standings.get(article.id, NEW), article, lambda: reading, RECORDED_AT, caused_by)
        self.standings[article.id] = decision.standing
        records = []
        for envelope in decision.envelopes:
            records.append(LogRecord(0, self.offset, int(RECORDED_AT.timestamp() * 1000), encode(envelope)))
            self.offset += 1
        apply(self.engine, FIRST, records, feeds=True)

    @staticmethod
    def _graded(article: Article, one: dict[str, Any]) -> tuple[Record, Grading, tuple[str, ...]]:
        text = one["quote"]["text"]
        start = article.text.index(text)
        record = Record.model_validate({**one, "quote": {"text": text, "start": start, "end": start + len(text)}})
        speaker = "official" if record.said.by else "outlet"
        return record, Grading(source="B", speaker=speaker, state="ARM", hosts=("ARM",)), ("RUS",)


HANDOVER = Article(
    id="pool-2024-10-08-agarak",
    source="Pool Agency",
    published_at="2024-10-08",
    title="Guards to leave Agarak",
    url="https://news.example/agarak",
    lang="en",
    text="YEREVAN. Talks ended on Tuesday. Russian border guards will hand over the Agarak checkpoint on "
    "1 January 2025, Nikol Pashinyan said. The weather was fine.",
)
HANDED_OVER = Article(
    id="herald-2024-12-30-agarak",
    source="Example Herald",
    published_at="2024-12-30",
    text="Russian border guards handed over the Agarak checkpoint on 30 December, Armen Abazyan said.",
)
AGREED = Article(
    id="pool-2024-05-09-tavush",
    source="Pool Agency",
    published_at="2024-05-09",
    text="Moscow agreed to withdraw border guards from Tavush, Dmitry Peskov said.",
)
FROZEN = Article(
    id="herald-2024-02-23-csto",
    source="Example Herald",
    published_at="2024-02-23",
    text="Armenia has frozen its participation in the CSTO, Nikol Pashinyan said.",
)
HOSTILE = Article(
    id="\"><svg-onload=alert(1)>&amp;'é",
    source='"><img src=x onerror=alert(1)>',
    published_at="2024-06-01",
    title="<b>bold</b>\u202e",
    text="<script>alert('guards')</script> Russian border guards are stationed in Tavush.",
)


def tell_story(engine: Engine) -> Log:
    """A handover agreed and done, a withdrawal agreed, a freeze, and a text that would like to be a script."""
    with engine.begin() as connection:
        gazetteer.replace(connection, PLACES, ORGANISATIONS)
        ledger.add_result(connection, 0, 7, "published", f"article-{HANDOVER.id}", 2)
        ledger.add_result(connection, 0, 8, "published", "article-late", 3)
        ledger.add_result(connection, 0, 9, "dead letter", reason="text: Field required")
    log = Log(engine)
    log.tell(
        FROZEN,
        claim(
            "ParticipationFrozen",
            "Armenia has frozen its participation in the CSTO",
            "Nikol Pashinyan",
            org="CSTO",
            parties={"member": "ARM"},
            basis="de_facto",
        ),
    )
    log.tell(
        AGREED,
        claim(
            "WithdrawalAgreed",
            "agreed to withdraw border guards from Tavush",
            "Dmitry Peskov",
            force=GUARDS,
            locations=["am.tavush"],
            realis="planned",
            temporal="future",
        ),
    )
    log.tell(
        HANDOVER,
        claim(
            "ControlHandoverAgreed",
            "hand over the Agarak checkpoint on 1 January 2025",
            "Nikol Pashinyan",
            force=GUARDS,
            locations=["am.syunik.agarak_checkpoint"],
            realis="planned",
            temporal="future",
            when=[{"edtf": "2025-01-01", "role": "effective", "precision": "day"}],
        ),
    )
    log.tell(
        HANDED_OVER,
        claim(
            "ControlHandoverCompleted",
            "handed over the Agarak checkpoint on 30 December",
            "Armen Abazyan",
            force=GUARDS,
            locations=["am.syunik.agarak_checkpoint"],
            when=[{"edtf": "2024-12-30", "role": "occurred", "precision": "day"}],
        ),
    )
    log.tell(
        HOSTILE,
        claim(
            "PresenceReported",
            "Russian border guards are stationed in Tavush",
            force=GUARDS,
            locations=["am.tavush"],
        ),
    )
    return log
