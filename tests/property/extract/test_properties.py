"""What holds for every text: quotes are exact, the same text gives the same records, what is unrelated changes
nothing.
"""

import json
import time
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from events.article import Article
from events.record import Record
from services.ingest.extract import extract

SAMPLES = Path(__file__).parents[3] / "samples" / "articles.jsonl"
TEXTS = [json.loads(line) for line in SAMPLES.read_text().splitlines() if line.strip()]
UNRELATED = "The price of apricots rose by a tenth at the market, a trader said.\n\n"
PIECES = (
    "Russian border guards",
    "left",
    "will leave",
    "Zvartnots airport",
    "Tavush, Syunik and Ararat",
    "“",
    "”",
    '"',
    ".",
    ",",
    ";",
    "\n\n",
    "not",
    "agreed to withdraw",
    "the CSTO",
    "Armenia",
    "froze its participation in",
    "on 1 August 2024",
    "said",
    "if",
    "?",
    "’s",
    "ё",
    "İ",
    "\u200f",
    "by the end of the year",
    "two of the five",
    "$41.5 million",
    "Correction:",
    "we retract",
    "who",
    "and",
    "Pashinyan",
)


def article(text: str, published: str | None = "2024-06-01") -> Article:
    return Article(id="property", text=text, source="Reuters", published_at=published)


def without_offsets(record: Record) -> dict[str, object]:
    told = record.to_json()
    told["quote"].pop("start", None)
    told["quote"].pop("end", None)
    told["rule"].pop("trace", None)
    return told


def assert_quotes_exact(text: str, records: list[Record]) -> None:
    for record in records:
        assert text[record.quote.start : record.quote.end] == record.quote.text
        for step in record.rule.trace:
            assert step.start is None or 0 <= step.start < (step.end or 0) <= len(text)


@given(st.lists(st.sampled_from(PIECES), min_size=1, max_size=40).map(" ".join))
@settings(max_examples=60, deadline=None)
def test_quotes_are_exact_and_reading_twice_is_reading_once(text: str) -> None:
    first = extract(article(text))
    assert_quotes_exact(text, first)
    assert [r.to_json() for r in extract(article(text))] == [r.to_json() for r in first]


@given(st.text(st.characters(exclude_characters="\x00", exclude_categories=["Cs"]), min_size=1, max_size=120))
@settings(max_examples=60, deadline=None)
def test_no_text_breaks_the_reader(text: str) -> None:
    assert_quotes_exact(text, extract(article(text)))


@pytest.mark.parametrize("told", TEXTS, ids=[t["id"] for t in TEXTS])
def test_an_unrelated_paragraph_before_changes_only_offsets(told: dict[str, str]) -> None:
    plain = extract(article(told["text"], told["published_at"]))
    shifted = extract(article(UNRELATED + told["text"], told["published_at"]))
    assert_quotes_exact(told["text"], plain)
    assert [without_offsets(r) for r in plain] == [without_offsets(r) for r in shifted]
    assert [r.quote.start + len(UNRELATED) for r in plain] == [r.quote.start for r in shifted]


@pytest.mark.parametrize("told", TEXTS, ids=[t["id"] for t in TEXTS])
def test_an_unrelated_paragraph_after_changes_nothing(told: dict[str, str]) -> None:
    plain = extract(article(told["text"], told["published_at"]))
    longer = extract(article(told["text"] + "\n\n" + UNRELATED, told["published_at"]))
    assert [r.to_json() for r in plain] == [r.to_json() for r in longer]


@pytest.mark.parametrize(
    "piece",
    [
        "Russian border guards left Zvartnots, ",
        "“",
        "and ",
        ", ",
        "withdraw ",
        "\u200f",
        "1.",
        "border with Turkey and ",
        "if ",
        "agreed ",
    ],
)
def test_long_adversarial_text_is_read_in_linear_time(piece: str) -> None:
    def seconds(length: int) -> float:
        text = (piece * (length // len(piece) + 1))[:length]
        began = time.process_time()
        extract(article(text))
        return time.process_time() - began

    seconds(2_000)
    short, long = min(seconds(5_000) for _ in range(2)), seconds(20_000)
    assert long < 12 * short + 0.2
