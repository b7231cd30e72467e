"""How the tests of the extractor write down a claim: one short line that a reader of the domain recognises."""

import csv
from functools import lru_cache
from pathlib import Path

import pytest

from events.article import Article
from events.record import Record
from services.ingest.extract import extract


def article_of(text: str, published: str | None = "2024-06-01", source: str = "OC Media") -> Article:
    """An article with this text, printed on that day."""
    return Article(id="case", text=text, source=source, published_at=published)


def read(text: str, published: str | None = "2024-06-01") -> list[Record]:
    """The records of a text printed on that day."""
    return list(extract(article_of(text, published)).claims)


def claim(record: Record) -> str:
    """`not`? type, subject, place or organisation, and the dates with their roles."""
    parts = ["not " + record.type if record.polarity == "denied" else record.type]
    parts += [f"{f.owner or '-'}:{f.type}" for f in record.force]
    parts += [record.geo_precision + " of"] if record.geo_precision else []
    parts += list(record.locations)
    if record.org:
        parts.append(f"{record.org}/{record.parties.get('member')}")
    parts += [f"{w.role}={w.edtf}" for w in record.when]
    return " ".join(parts)


def axes(record: Record) -> str:
    """The axes besides polarity: certainty, realis, temporal."""
    return f"{record.certainty} {record.realis} {record.temporal}"


def claims(text: str, published: str | None = "2024-06-01") -> set[str]:
    """All claims of a text as lines."""
    return {claim(r) for r in read(text, published)}


@lru_cache(maxsize=1)
def _missed() -> dict[str, str]:
    with (Path(__file__).parent / "missed.tsv").open(encoding="utf-8", newline="") as lines:
        return {row["text"]: row["why"] for row in csv.DictReader(lines, delimiter="\t", quoting=csv.QUOTE_NONE)}


def case(text: str, *values: str) -> object:
    """One case of a table of sentences; of those in `missed.tsv` it is known that they are read wrongly, and why."""
    why = _missed().get(text)
    marks = [pytest.mark.xfail(reason=why, strict=True)] if why is not None else []
    return pytest.param(*values, marks=marks, id=text[:80])
