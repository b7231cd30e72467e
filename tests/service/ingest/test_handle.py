"""Taking articles in, on a real Postgres: what stands in the ledger after a batch."""

from collections.abc import Callable

import pytest
from sqlalchemy import Engine, func, select

from events.article import Article
from events.article_events import (
    ArticleFoundDuplicate,
    ArticlePublished,
    ArticleReextracted,
    ArticleRevised,
    ClaimReviewed,
)
from events.claims import Claim
from events.codec import LogRecord, Message, decode
from events.command import Command, Reextract, Review
from events.envelope import Envelope
from events.streams import ARTICLE_EVENTS, ARTICLES, DEAD_LETTERS
from services.ingest.handle import handle
from services.read_store import ledger, offsets
from services.read_store.positions import INGEST
from services.read_store.tables_shared import ingest_outgoing

LEFT = "Russian border guards left Zvartnots airport on 31 July 2024."
STAYED = "Russian border guards remain at Zvartnots airport."
Make = Callable[..., LogRecord]


def finished(store: Engine, topic: str = ARTICLE_EVENTS) -> list[Message]:
    with store.connect() as connection:
        rows = [row for row in ledger.unsent(connection, 10_000) if row["topic"] == topic]
    return [Message(row["key"], tuple((n, v.encode()) for n, v in row["headers"]), row["value"]) for row in rows]


def events(store: Engine) -> list[Envelope]:
    return [decode(message) for message in finished(store)]


def test_an_article_becomes_a_stream_and_the_offset_moves_with_it(store: Engine, record: Make) -> None:
    assert handle(store, [record(0)]) == {"published": 1}
    first, *claims = events(store)
    assert isinstance(first.event, ArticlePublished)
    assert first.event.claims_total == len(claims) > 0
    assert all(isinstance(e.event, Claim) for e in claims)
    with store.connect() as connection:
        assert offsets.next_offset(connection, INGEST, ARTICLES, 0) == 1


def test_every_quote_stands_in_the_text_where_it_says(store: Engine, record: Make) -> None:
    handle(store, [record(0)])
    first, *claims = events(store)
    assert isinstance(first.event, ArticlePublished)
    for envelope in claims:
        assert isinstance(envelope.event, Claim)
        quote = envelope.event.quote
        assert first.event.article.text[quote.start : quote.end] == quote.text


def test_an_article_seen_twice_makes_nothing_new(store: Engine, record: Make) -> None:
    handle(store, [record(0)])
    before = finished(store)
    assert handle(store, [record(1)]) == {"unchanged": 1}
    assert finished(store) == before


def test_a_batch_delivered_twice_is_taken_in_once(store: Engine, record: Make) -> None:
    batch = [record(0), record(1, id="b-2", text=STAYED)]
    handle(store, batch)
    before = finished(store)
    assert handle(store, batch) == {}
    assert finished(store) == before


def test_a_changed_text_supersedes_the_claims_of_the_first(store: Engine, record: Make) -> None:
    handle(store, [record(0), record(1, text=STAYED)])
    everything = events(store)
    revision = next(e for e in everything if isinstance(e.event, ArticleRevised))
    assert isinstance(revision.event, ArticleRevised)
    old = [e.id for e in everything if isinstance(e.event, Claim) and e.event.edition == 1]
    assert list(revision.event.supersedes) == old
    assert [e.version for e in everything] == list(range(1, len(everything) + 1))


def test_a_copy_under_another_id_is_noticed(store: Engine, record: Make) -> None:
    handle(store, [record(0), record(1, id="b-2", source="Civilnet")])
    noticed = [e for e in events(store) if isinstance(e.event, ArticleFoundDuplicate)]
    assert [e.article_id for e in noticed] == ["b-2"]
    assert isinstance(noticed[0].event, ArticleFoundDuplicate)
    assert [(d.article_id, d.identical) for d in noticed[0].event.of] == [("a-1", True)]


@pytest.mark.parametrize(
    "value",
    [
        b"not json",
        b"\xff\xfe",
        b'{"id":"x"}',
        b'{"id":"x","source":"s","published_at":"soon","text":"t"}',
        b'{"id":"x","source":"s","published_at":"2024","text":"a\\u0000b"}',
        b'{"id":"x","source":"s","published_at":"2024","text":"' + b"x" * 10_000_000 + b'"}',
        b"\x00\x00",
        b"",
        '{"id":"x","source":"s","published_at":"2024","text":"Пограничники ушли"}'.encode("cp1251"),
        '{"id":"x","source":"s","published_at":"2024","text":"Guards left"}'.encode("utf-16"),
        b'\xef\xbb\xbf{"id":"x","source":"s","published_at":"2024","text":"Guards left"}',
        b'{"id":"x","source":"s","published_at":"2024","text":"caf\xe9"}',
        b'{"id":"x","source":"s","published_at":"2024","text":"\\ud800"}',
        b"[" * 1_000_000,
        bytes(range(256)) * 100,
    ],
    ids=[
        "bad JSON", "no UTF-8", "missing fields", "wrong date", "NUL", "10 MB", "NUL bytes", "empty", "windows-1251",
        "UTF-16", "a mark", "a broken byte", "half a character", "too deep", "binary",
    ],
)  # fmt: skip
def test_what_is_no_article_is_kept_with_its_bytes_and_the_others_go_on(
    store: Engine, record: Make, value: bytes
) -> None:
    outcomes = handle(store, [record(0), record(1, value=value), record(2, id="c-3", text=STAYED)])
    assert outcomes == {"published": 2, "dead letter": 1}
    (dead,) = finished(store, DEAD_LETTERS)
    headers = dict(dead.headers)
    assert dead.value == value
    assert headers["drawdown-reason"]
    assert (headers["drawdown-partition"], headers["drawdown-offset"]) == (b"0", b"1")
    with store.connect() as connection:
        result = ledger.result(connection, 0, 1)
    assert result is not None
    assert result["outcome"] == "dead letter"


def test_time_comes_from_the_broker(store: Engine, record: Make) -> None:
    handle(store, [record(0, at=1_700_000_000_123)])
    assert {e.recorded_at.isoformat() for e in events(store)} == {"2023-11-14T22:13:20.123000+00:00"}


def test_a_batch_that_another_worker_took_changes_nothing(store: Engine, record: Make) -> None:
    with store.begin() as connection:
        offsets.move(connection, INGEST, ARTICLES, 0, 0, 5)
    assert handle(store, [record(0)]) == {}
    with store.connect() as connection:
        assert connection.execute(select(func.count()).select_from(ingest_outgoing)).scalar_one() == 0


def asks(made: LogRecord, command: Command) -> LogRecord:
    """A record in the place of another that holds a command."""
    headers = (("drawdown-command", command.command.encode()),)
    message = Message(command.article_id.encode(), headers, command.model_dump_json().encode())
    return made._replace(message=message)


def rejects(ordinal: int = 1, edition: int = 1) -> Review:
    return Review(
        article_id="a-1", edition=edition, ordinal=ordinal, verdict="rejected", reason="misread", reviewer="ann"
    )


def article_in(made: LogRecord) -> Article:
    return Article.model_validate_json(made.message.value)


def test_a_review_follows_in_the_stream_and_holds_for_the_same_claim_of_a_revision(store: Engine, record: Make) -> None:
    handle(store, [record(0), asks(record(1), rejects()), asks(record(2), rejects())])
    handle(store, [record(3, text=LEFT + " Nothing else was said.")])
    reviews = [e for e in events(store) if isinstance(e.event, ClaimReviewed)]
    assert [(e.event.edition, e.event.ordinal, e.event.reason) for e in reviews] == [
        (1, 1, "misread"),
        (2, 1, "misread"),
    ]
    assert [e.version for e in events(store)] == list(range(1, len(events(store)) + 1))
    with store.connect() as connection:
        outcomes = [ledger.result(connection, 0, offset) for offset in range(4)]
    assert [found and found["outcome"] for found in outcomes] == ["published", "reviewed", "unchanged", "revised"]


def test_a_review_of_no_claim_becomes_a_dead_letter(store: Engine, record: Make) -> None:
    assert handle(store, [record(0), asks(record(1), rejects(9))]) == {"published": 1, "dead letter": 1}
    (dead,) = finished(store, DEAD_LETTERS)
    assert b"a-1#1.9" in dict(dead.headers)["drawdown-reason"]


def test_a_text_is_read_again_only_by_another_extractor(
    store: Engine, record: Make, monkeypatch: pytest.MonkeyPatch
) -> None:
    first = record(0)
    handle(store, [first])
    again = Reextract(article=article_in(first))
    assert handle(store, [asks(record(1), again)]) == {"unchanged": 1}
    monkeypatch.setattr("services.ingest.handle.EXTRACTOR_VERSION", "next")
    assert handle(store, [asks(record(2), again)]) == {"reread": 1}
    found = next(e for e in events(store) if isinstance(e.event, ArticleReextracted))
    assert isinstance(found.event, ArticleReextracted)
    assert (found.event.extractor, found.event.edition, found.caused_by) == ("next", 2, "articles/0/2")
    assert handle(store, [record(3)]) == {"unchanged": 1}


def test_an_article_that_was_revised_meanwhile_is_not_read_again(store: Engine, record: Make) -> None:
    first = record(0)
    handle(store, [first, record(1, text=STAYED)])
    assert handle(store, [asks(record(2), Reextract(article=article_in(first)))]) == {"unchanged": 1}
    with store.connect() as connection:
        result = ledger.result(connection, 0, 2)
    assert result is not None and "changed since" in result["reason"]
