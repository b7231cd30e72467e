"""`drawdown publish`: articles onto the topic."""

import json
import sys
import time
from pathlib import Path
from typing import Annotated, Any, Literal

import typer

from services import settings
from services.commands.failure import failures_told
from services.commands.options import AsJson, DataDir, Encoding, say

Files = Annotated[list[Path], typer.Argument(help="Files of articles, `-` for standard input.", metavar="FILE…")]
Wait = Annotated[bool, typer.Option("--wait", help="Return when the answers rest on them.")]
Seconds = Annotated[float, typer.Option("--timeout", help="How long to wait, in seconds.", min=0.1)]
As = Annotated[
    Literal["jsonl", "text", "html"] | None,
    typer.Option("--as", help="What the files are; by default told from their names, and JSON Lines for `-`."),
]
Source = Annotated[str | None, typer.Option("--source", help="Name of the outlet.", show_default=False)]
Date = Annotated[
    str | None, typer.Option("--date", help="When it was published: 2024-08-01, 2024-08, 2024 or an RFC 3339 time.")
]
Id = Annotated[str | None, typer.Option("--id", help="The article's id; one file only.", show_default=False)]
Title = Annotated[str | None, typer.Option("--title", show_default=False)]
Url = Annotated[str | None, typer.Option("--url", show_default=False)]

BATCH = 200


def publish(
    files: Files,
    wait: Wait = False,
    timeout: Seconds = 60.0,
    form: As = None,
    encoding: Encoding = None,
    source: Source = None,
    date: Date = None,
    article_id: Id = None,
    title: Title = None,
    url: Url = None,
    data_dir: DataDir = None,
    as_json: AsJson = False,
) -> None:
    """Publish articles: JSON Lines, plain text or HTML pages. What is already known is not taken in twice.

    Exit code 4 if some were no articles or came out as dead letters; the others are published all the same.

    Examples:

    \b
      drawdown publish samples/articles.jsonl --wait
      drawdown publish notes.txt --source Hetq --date 2024-08-01
      drawdown publish page.html --source Civilnet
      drawdown publish old.txt --encoding windows-1251 --source Hetq --date 2024-08-01
      cat articles.jsonl | drawdown publish -
    """
    from services.commands.ask import Answers
    from services.commands.inputs import Fault, articles_in

    with failures_told():
        found = settings.load(data_dir=data_dir)
        given = {"id": article_id, "source": source, "published_at": date, "title": title, "url": url}
        items = [item for path in files for item in articles_in(path, _bytes(path), form, given, encoding)]
        articles = [item for item in items if not isinstance(item, Fault)]
        faults = [item for item in items if isinstance(item, Fault)]
        for fault in faults:
            say(f"{fault.where}: no article: {fault.reason}")
        placed = place(found, articles)
        rows = placed_rows(articles, placed)
        if wait and rows:
            with Answers(found.api_address()) as answers:
                rows = _waited(answers, rows, timeout)
        _show(rows, faults, waited=wait, as_json=as_json)
        if faults or any(row.get("outcome") == "dead letter" for row in rows):
            raise typer.Exit(4)


def _waited(answers: Any, rows: list[dict[str, Any]], timeout: float) -> list[dict[str, Any]]:
    from services.commands.progress import counted

    deadline = time.monotonic() + timeout
    found = []
    with counted("waiting for the answers", len(rows)) as advance:
        for row in rows:
            (outcome,) = answers.wait([row], max(0.1, deadline - time.monotonic()))
            found.append({**row, **outcome})
            advance(1)
    return found


def placed_rows(articles: list[Any], placed: list[Any]) -> list[dict[str, Any]]:
    """What is told of each article: its id, and where it stands on the topic."""
    return [
        {"id": article.id, "partition": at.partition, "offset": at.offset}
        for article, at in zip(articles, placed, strict=True)
    ]


def place(found: settings.Settings, articles: list[Any]) -> list[Any]:
    """Put articles on the topic, with a bar on a terminal. Returns their places in order."""
    from services.commands.progress import counted
    from services.event_log.publish import ArticlePublisher

    if not articles:
        return []
    publisher = ArticlePublisher(found.kafka_address(), found.topics)
    try:
        placed: list[Any] = []
        with counted("publishing", len(articles)) as advance:
            for start in range(0, len(articles), BATCH):
                batch = articles[start : start + BATCH]
                placed += publisher.publish(batch)
                advance(len(batch))
    finally:
        publisher.close()
    return placed


def _show(rows: list[dict[str, Any]], faults: list[Any], *, waited: bool, as_json: bool) -> None:
    if as_json:
        told = [{"where": fault.where, "reason": fault.reason} for fault in faults]
        typer.echo(json.dumps({"articles": rows, "refused": len(faults), "faults": told}))
        return
    for row in rows:
        typer.echo(f"{row['id']}  {row.get('outcome', 'sent')}" + (f": {row['reason']}" if row.get("reason") else ""))
    hint = "" if waited or not rows else "; `--wait` tells what came of them"
    say(f"{len(rows)} published, {len(faults)} refused{hint}")


def _bytes(path: Path) -> bytes:
    from services.commands.inputs import read_bytes, read_whole

    return read_whole(sys.stdin.buffer, "standard input") if str(path) == "-" else read_bytes(path)
