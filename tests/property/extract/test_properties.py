"""What holds for every text: quotes are exact, the same text gives the same records, what is unrelated changes
nothing.
"""

import json
import os
import subprocess
import sys
from collections.abc import Sequence
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


def assert_quotes_exact(text: str, records: Sequence[Record]) -> None:
    for record in records:
        assert text[record.quote.start : record.quote.end] == record.quote.text
        for step in record.rule.trace:
            assert step.start is None or 0 <= step.start < (step.end or 0) <= len(text)


@given(st.lists(st.sampled_from(PIECES), min_size=1, max_size=40).map(" ".join))
@settings(max_examples=60, deadline=None)
def test_quotes_are_exact_and_reading_twice_is_reading_once(text: str) -> None:
    first = extract(article(text)).claims
    assert_quotes_exact(text, first)
    assert [r.to_json() for r in extract(article(text)).claims] == [r.to_json() for r in first]


@given(st.text(st.characters(exclude_characters="\x00", exclude_categories=["Cs"]), min_size=1, max_size=120))
@settings(max_examples=60, deadline=None)
def test_no_text_breaks_the_reader(text: str) -> None:
    assert_quotes_exact(text, extract(article(text)).claims)


@pytest.mark.parametrize("told", TEXTS, ids=[t["id"] for t in TEXTS])
def test_an_unrelated_paragraph_before_changes_only_offsets(told: dict[str, str]) -> None:
    plain = extract(article(told["text"], told["published_at"])).claims
    shifted = extract(article(UNRELATED + told["text"], told["published_at"])).claims
    assert_quotes_exact(told["text"], plain)
    assert [without_offsets(r) for r in plain] == [without_offsets(r) for r in shifted]
    assert [r.quote.start + len(UNRELATED) for r in plain] == [r.quote.start for r in shifted]


@pytest.mark.parametrize("told", TEXTS, ids=[t["id"] for t in TEXTS])
def test_an_unrelated_paragraph_after_changes_nothing(told: dict[str, str]) -> None:
    plain = extract(article(told["text"], told["published_at"])).claims
    longer = extract(article(told["text"] + "\n\n" + UNRELATED, told["published_at"])).claims
    assert [r.to_json() for r in plain] == [r.to_json() for r in longer]


PARAGRAPHS = (
    "Russian border guards left Tavush on 3 May 2024, the governor of Tavush said.",
    "Armenia froze its participation in the CSTO in February 2024, Nikol Pashinyan told parliament.",
    "Russian border guards will remain on the border with Turkey, Dmitry Peskov said.",
    "India delivered Pinaka rocket launchers to Armenia in July 2023.",
    "EU observers opened a post in Kapan on 12 April 2024.",
    "Russian peacekeepers have begun to leave Nagorno-Karabakh, the defence ministry of Azerbaijan said.",
    "Kazakhstan joined the CSTO exercises in Kyrgyzstan in October 2023.",
    "Armenia has asked Russia to withdraw its border guards from Zvartnots airport by 1 August 2024.",
)


def read(text: str, published: str | None = "2024-06-01") -> list[dict[str, object]]:
    return [without_offsets(r) for r in extract(article(text, published)).claims]


@given(st.permutations(PARAGRAPHS), st.integers(2, len(PARAGRAPHS)))
@settings(max_examples=60, deadline=None)
def test_paragraphs_without_reference_are_read_together_as_apart(paragraphs: list[str], many: int) -> None:
    chosen = paragraphs[:many]
    apart = [record for paragraph in chosen for record in read(paragraph)]
    assert len(apart) >= many
    assert read("\n\n".join(chosen)) == apart


@pytest.mark.parametrize("told", TEXTS, ids=[t["id"] for t in TEXTS])
def test_marks_that_mean_the_same_are_read_the_same(told: dict[str, str]) -> None:
    typeset = told["text"].replace(' "', " “").replace('"', "”").replace("'", "’").replace(" 2024", "\u00a02024")

    def plain(records: list[dict[str, object]]) -> str:
        text = json.dumps(records, ensure_ascii=False, sort_keys=True)
        return text.replace("“", '\\"').replace("”", '\\"').replace("’", "'").replace("\u00a0", " ")

    assert plain(read(typeset, told["published_at"])) == plain(read(told["text"], told["published_at"]))


def test_the_order_of_articles_changes_nothing() -> None:
    there = {told["id"]: read(told["text"], told["published_at"]) for told in TEXTS}
    back = {told["id"]: read(told["text"], told["published_at"]) for told in reversed(TEXTS)}
    assert there == back


ALL_BYTES = """
import hashlib, json, sys
from events.article import Article
from services.ingest.extract import extract
for line in open(sys.argv[1], encoding="utf-8"):
    told = json.loads(line)
    found = extract(Article(id="p", text=told["text"], source="Reuters", published_at=told["published_at"]))
    told = [[r.to_json() for r in found.claims], [[u.start, u.end, u.reason.value] for u in found.unread]]
    print(hashlib.sha256(json.dumps(told).encode()).hexdigest())
"""


def test_another_process_with_another_hash_seed_gives_the_same_bytes() -> None:
    def digests(seed: str) -> list[str]:
        run = subprocess.run(
            [sys.executable, "-c", ALL_BYTES, str(SAMPLES)],
            env={"PYTHONHASHSEED": seed, "PYTHONPATH": os.pathsep.join(sys.path)},
            cwd=SAMPLES.parents[1],
            capture_output=True,
            text=True,
            check=True,
        )
        return run.stdout.split()

    first = digests("1")
    assert len(first) == len(TEXTS)
    assert first == digests("4242")
