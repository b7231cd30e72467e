"""Logs of events out of hand-made claims, and stores to project them into."""

from collections.abc import Callable
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime
from typing import Any, Literal

import pytest
from sqlalchemy import Engine

from events.article import Article
from events.article_events import ClaimReviewed
from events.claims import Grading
from events.codec import LogRecord, encode
from events.envelope import Envelope, envelop, head_of
from events.reading import Reason, Unread
from events.record import Force, Quote, Record, Rule, Said
from events.streams import stream_of
from services.ingest.decide import NEW, Findings, Standing, decide
from services.ingest.signature import sign
from services.read_store import schemas

RECORDED_AT = datetime(2026, 11, 1, 12, tzinfo=UTC)


def nothing(*_: Any) -> None:
    """Progress that nobody watches."""


@dataclass
class Log:
    """The records of `article-events`, as ingest would have written them."""

    records: list[LogRecord] = field(default_factory=list)
    standings: dict[str, Standing] = field(default_factory=dict)

    def tell(self, article_id: str, published_at: str, *kinds: str, place: str = "am.tavush", **fields: Any) -> None:
        """An article whose text makes one claim of each kind about a place."""
        told = f"{article_id} tells on {published_at} of " + ", ".join(kinds) + f" at {place}."
        text = fields.pop("text", told)
        left = Unread(start=0, end=5, reason=Reason.NO_ACTOR, trigger="tells")
        unread = (left,) if fields.pop("unread", False) else ()
        article = Article(id=article_id, text=text, source=fields.pop("source", "Hetq"), published_at=published_at)
        records = [self._record(kind, text, place, fields) for kind in kinds]
        grading = Grading(source="B", speaker="official", state="ARM", hosts=("ARM",))
        reading = Findings([(record, grading, ("RUS",)) for record in records], sign(text), (), "1", unread)
        caused_by = f"articles/0/{len(self.records)}"
        decision = decide(self.standings.get(article_id, NEW), article, lambda: reading, RECORDED_AT, caused_by)
        self.standings[article_id] = decision.standing
        self._append(decision.envelopes)

    def review(self, article_id: str, edition: int, ordinal: int, verdict: Literal["rejected", "confirmed"]) -> None:
        """A person's verdict on a claim."""
        standing = self.standings[article_id]
        event = ClaimReviewed(edition=edition, ordinal=ordinal, verdict=verdict, reason="seen", reviewer="ann")
        caused_by = f"articles/0/{len(self.records)}"
        review = envelop(event, standing.head, stream_of(article_id), article_id, RECORDED_AT, caused_by)
        self.standings[article_id] = replace(standing, head=head_of(review))
        self._append((review,))

    def _append(self, envelopes: tuple[Envelope, ...]) -> None:
        for envelope in envelopes:
            self.records.append(LogRecord(0, len(self.records), 0, encode(envelope)))

    @staticmethod
    def _record(kind: str, text: str, place: str, fields: dict[str, Any]) -> Record:
        membership = kind.startswith(("Participation", "Exit", "Funding", "Summit", "Exercise", "Membership"))
        axes = {"polarity": "affirmed", "certainty": "certain", "realis": "actual", "temporal": "current"}
        matter = (
            {"org": "CSTO", "parties": {"member": "ARM"}}
            if membership
            else {"locations": (place,), "force": (Force(owner="RUS", type="border_guards"),)}
        )
        return Record(
            type=kind,
            quote=Quote(text=text[:10], start=0, end=10),
            rule=Rule(id="test", version="1"),
            **{"said": Said(by="Nikol Pashinyan"), **axes, **matter, **fields},
        )

    def renumbered(self, records: list[LogRecord]) -> list[LogRecord]:
        """The records as another log would hold them: offsets from 0 in this order."""
        return [record._replace(offset=offset) for offset, record in enumerate(records)]


@pytest.fixture
def log() -> Log:
    return Log()


@pytest.fixture
def told(log: Log) -> Log:
    """A log with a bit of everything: plans, acts, a revision, a dispute, a membership."""
    log.tell("a-1", "2020-11-20", "DeploymentCompleted", place="az.karabakh")
    log.tell("b-1", "2024-05-09", "WithdrawalAgreed", realis="planned", temporal="future")
    log.tell("c-1", "2024-02-23", "ParticipationFrozen", "MembershipAffirmed")
    log.tell("d-1", "2024-06-05", "WithdrawalCompleted", place="am.syunik.nerkin_hand")
    log.tell("e-1", "2024-06-18", "PresenceToContinue", place="am.syunik.nerkin_hand", said=Said())
    log.tell("b-1", "2024-05-10", "WithdrawalAgreed", "PresenceReported", realis="planned", temporal="future")
    log.tell("f-1", "2024-06-12", "WithdrawalCompleted", place="az.karabakh")
    log.tell("g-1", "2024-07-01")
    return log


@pytest.fixture
def new_schema(store: Engine) -> Callable[[str], str]:
    """A projection schema beside the live one."""

    def make(name: str) -> str:
        with store.begin() as connection:
            schemas.create(connection, name)
        return name

    return make
