"""No text costs more than its length, none breaks the reader, and what is not read to its end is said to be unread."""

import json
import random
from collections import Counter
from pathlib import Path

import pytest

from events.article import Article
from services.ingest.extract import extract, reading
from services.ingest.extract.text.sentences import ENDLESS_MAX, SENTENCE_LENGTH_MAX
from tests.property.extract.hostile import ENDLESS, MIB, filled, nested_quotes

SAMPLES = Path(__file__).parents[3] / "samples" / "articles.jsonl"
TEXTS = [json.loads(line) for line in SAMPLES.read_text().splitlines() if line.strip()]
MUTATED = 10_000
ALPHABET = "“”\"'’,;:.?!()-–—\n\u200b\u200f\u00a0ёЁ0123456789$€%"


def article(text: str) -> Article:
    return Article(id="hostile", text=text, source="Reuters", published_at="2024-06-01")


@pytest.fixture
def built(monkeypatch: pytest.MonkeyPatch) -> Counter[str]:
    """How many sentences were built into trees, and how many characters they had."""
    count: Counter[str] = Counter()
    known = reading.scene_of

    def counting(line, setting):  # type: ignore[no-untyped-def]
        count["sentences"] += 1
        count["characters"] += line.sentence.end - line.sentence.start
        return known(line, setting)

    monkeypatch.setattr(reading, "scene_of", counting)
    return count


@pytest.mark.parametrize(
    "piece", [p for n, p in ENDLESS.items() if "?" not in p], ids=[n for n, p in ENDLESS.items() if "?" not in p]
)
def test_a_text_without_ends_is_read_only_so_far(piece: str, built: Counter[str]) -> None:
    extract(article(filled(piece, MIB) or "."))
    assert built["characters"] <= (ENDLESS_MAX + 2) * SENTENCE_LENGTH_MAX


def test_what_is_not_read_to_its_end_is_told_as_unread() -> None:
    found = extract(article(filled(ENDLESS["one endless sentence"], MIB)))
    assert any(left.reason.value == "endless" for left in found.unread)


def test_a_hundred_thousand_quotation_marks_are_no_obstacle(built: Counter[str]) -> None:
    extract(article(nested_quotes(100_000)))
    assert built["characters"] <= (ENDLESS_MAX + 2) * SENTENCE_LENGTH_MAX


def test_who_says_so_and_is_himself_said_to_say_so_ends_the_sentence() -> None:
    found = extract(article("has Armenia, six says Belarus, six says Kazakhstan, Security"))
    assert not found.claims


@pytest.mark.parametrize("seed", range(10))
def test_mutated_articles_break_nothing(seed: int) -> None:
    chance = random.Random(seed)
    for _ in range(MUTATED // 10):
        text = mutated(chance.choice(TEXTS)["text"][:600], chance)
        found = extract(article(text))
        for record in found.claims:
            assert text[record.quote.start : record.quote.end] == record.quote.text
        for left in found.unread:
            assert 0 <= left.start < left.end <= len(text)


def mutated(text: str, chance: random.Random) -> str:
    """`text` with pieces cut out, doubled, moved, and with strange characters put in."""
    for _ in range(chance.randint(1, 6)):
        i, j = sorted((chance.randrange(len(text) + 1), chance.randrange(len(text) + 1)))
        j = min(j, i + 120)
        match chance.randrange(5):
            case 0:
                text = text[:i] + text[j:]
            case 1:
                text = text[:j] + text[i:j] + text[j:]
            case 2:
                text = text[j:] + text[:i]
            case 3:
                text = text[:i] + "".join(chance.choice(ALPHABET) for _ in range(chance.randint(1, 8))) + text[i:]
            case _:
                words = text.split(" ")
                chance.shuffle(words)
                text = " ".join(words)
        text = text or "."
    return text if text.strip() else "."
