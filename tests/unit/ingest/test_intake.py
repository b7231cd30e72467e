"""What is an article, and what is said of what is none."""

import json

import pytest

from events.article import TEXT_BYTES_MAX, Article
from events.codec import LogRecord, Message
from events.command import Reextract, Review
from services.ingest.intake import NoArticle, read_article, read_record

LAWFUL = {"id": "a-1", "text": "Guards left.", "source": "Hetq", "published_at": "2024-08-01"}


def record(value: object, key: bytes = b"a-1", headers: tuple[tuple[str, bytes], ...] = ()) -> LogRecord:
    body = value if isinstance(value, bytes) else json.dumps(value).encode()
    return LogRecord(0, 7, 1_700_000_000_000, Message(key, headers, body))


@pytest.mark.parametrize("published_at", ["2024-08-01", "2024-08", "2024", "2024-08-01T09:30:00Z", None])
def test_an_article_may_be_dated_by_day_month_year_time_or_not_at_all(published_at: str | None) -> None:
    article = read_article(record({**LAWFUL, "published_at": published_at}))
    assert isinstance(article, Article)
    assert article.published_at == published_at


def test_a_record_without_a_key_is_an_article() -> None:
    assert isinstance(read_article(record(LAWFUL, key=b"")), Article)


@pytest.mark.parametrize(
    ("value", "reason"),
    [
        (b"", "no value"),
        (b"not json", "not JSON"),
        (b"\xff\xfe{}", "not JSON in UTF-8"),
        (b"\xef\xbb\xbf{}", "byte order mark"),
        (json.dumps(LAWFUL).encode("utf-16"), "byte order mark"),
        (json.dumps(LAWFUL).encode("utf-16-le"), "not JSON in UTF-8"),
        ('{"text": "Пограничники"}'.encode("cp1251"), "byte 0xcf at position 10"),
        (b'{"text": "caf\xe9"}', "byte 0xe9 at position 13"),
        (b"[" * 100_000, "not JSON in UTF-8"),
        (b'{"id":"a-1","text":"\\ud800","source":"Hetq","published_at":null}', "JSON"),
        (b'["a"]', "JSON object"),
        ({**LAWFUL, "text": None}, "text"),
        ({name: value for name, value in LAWFUL.items() if name != "source"}, "source"),
        ({name: value for name, value in LAWFUL.items() if name != "published_at"}, "published_at"),
        ({**LAWFUL, "published_at": "yesterday"}, "published_at"),
        ({**LAWFUL, "published_at": "2024-02-30"}, "published_at"),
        ({**LAWFUL, "published_at": "2024-08-01T09:30:00"}, "offset"),
        ({**LAWFUL, "text": "a\x00b"}, "NUL"),
        ({**LAWFUL, "id": "has space"}, "id"),
        ({**LAWFUL, "text": ""}, "text"),
        ({**LAWFUL, "text": "x" * (TEXT_BYTES_MAX + 1)}, "at most"),
        ({**LAWFUL, "text": "x" * 10_000_000}, "at most"),
        ({**LAWFUL, "colour": "red"}, "colour"),
        ({**LAWFUL, "text": 5}, "text"),
    ],
    ids=lambda part: part if isinstance(part, str) else "",
)
def test_what_is_no_article_is_told_why(value: object, reason: str) -> None:
    found = read_article(record(value))
    assert isinstance(found, NoArticle)
    assert reason in found.reason


def test_an_article_under_another_key_is_refused() -> None:
    found = read_article(record(LAWFUL, key=b"b-2"))
    assert isinstance(found, NoArticle)
    assert "'a-1'" in found.reason


REVIEW = {
    "command": "review", "article_id": "a-1", "edition": 1, "ordinal": 2, "verdict": "rejected", "reason": "misread",
    "reviewer": "ann",
}  # fmt: skip


def command(name: str, value: object, key: bytes = b"a-1") -> LogRecord:
    return record(value, key=key, headers=(("drawdown-command", name.encode()),))


def test_a_command_is_told_from_an_article_by_its_header() -> None:
    assert read_record(command("review", REVIEW)) == Review.model_validate(REVIEW)
    asked = read_record(command("reextract", {"article": LAWFUL}))
    assert isinstance(asked, Reextract) and asked.article_id == "a-1"
    assert isinstance(read_record(record(LAWFUL)), Article)


@pytest.mark.parametrize(
    ("asked", "reason"),
    [
        (command("forget", REVIEW), "no command 'forget', only reextract, review"),
        (command("review", {**REVIEW, "verdict": "doubted"}), "verdict"),
        (command("review", {**REVIEW, "reason": ""}), "reason"),
        (command("review", REVIEW, key=b"b-2"), "'a-1'"),
        (command("review", REVIEW, key=b""), "'a-1'"),
        (command("reextract", LAWFUL), "article"),
    ],
)
def test_what_is_no_command_is_told_why(asked: LogRecord, reason: str) -> None:
    found = read_record(asked)
    assert isinstance(found, NoArticle)
    assert reason in found.reason
