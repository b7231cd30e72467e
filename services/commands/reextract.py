"""`drawdown reextract`: read the stored texts again with the extractor at hand."""

from collections.abc import Iterable
from typing import Annotated, Any

import orjson
import typer

from services import settings
from services.commands.failure import failures_told
from services.commands.options import AsJson, DataDir, say
from services.commands.publish import Seconds, Wait
from services.commands.stored import must_be_an_article, read_store

Articles = Annotated[list[str] | None, typer.Argument(help="Ids of articles; all where none is named.", metavar="ID…")]
DryRun = Annotated[bool, typer.Option("--dry-run", help="Show what would be another, append nothing.")]
Every = Annotated[bool, typer.Option("--all", help="Also texts whose claims would be the same.")]


def reextract(
    articles: Articles = None,
    dry_run: DryRun = False,
    every: Every = False,
    wait: Wait = False,
    timeout: Seconds = 600.0,
    data_dir: DataDir = None,
    as_json: AsJson = False,
) -> None:
    """Read stored texts again and append what is read as new versions of their streams.

    The old claims are superseded, never removed: answers under an earlier --recorded-by stay as they were. First shows
    which claims and which conclusions become others. Texts whose claims stay the same are left alone.

    Examples:

    \b
      drawdown reextract --dry-run
      drawdown reextract hetq-akhurik --wait
    """
    with failures_told():
        found = settings.load(data_dir=data_dir)
        with read_store(found.database_url(), 3) as engine:
            changed, unchanged = _read_again(engine, articles or None)
            document = _document(engine, changed, unchanged)
        if not dry_run:
            document["appended"] = _append(found, changed, unchanged if every else [], timeout if wait else None)
        if as_json:
            typer.echo(orjson.dumps(document).decode())
        else:
            _show(document)


def _read_again(engine: Any, wanted: list[str] | None) -> tuple[list[Any], list[Any]]:
    """Texts whose claims or unread sentences would be others, and those that would be the same."""
    from services.commands.progress import counted
    from services.commands.rereading import read_all_again
    from services.read_store.articles import count_articles
    from services.read_store.schemas import reading

    with reading(engine) as connection:
        for article in wanted or ():
            must_be_an_article(connection, article)
        total = len(wanted) if wanted is not None else count_articles(connection)
        changed: list[Any] = []
        unchanged: list[Any] = []
        with counted("reading texts again", total) as advance:
            for text in read_all_again(connection, wanted):
                (changed if text.differs else unchanged).append(text)
                advance(1)
    return changed, unchanged


def _document(engine: Any, changed: list[Any], unchanged: list[Any]) -> dict[str, Any]:
    from services.commands.rereading import conclusions_of, shown

    return {
        "texts": len(changed) + len(unchanged),
        "changed": [shown(text) for text in changed],
        "conclusions": conclusions_of(engine, changed),
        "appended": [],
    }


def _append(found: settings.Settings, changed: list[Any], same: list[Any], timeout: float | None) -> list[Any]:
    """Put the commands on the topic; with a timeout, wait until the answers rest on them."""
    from events.command import Reextract
    from services.commands.ask import Answers
    from services.event_log.publish import ArticlePublisher

    commands = [Reextract(article=text.article, again=True) for text in changed]
    commands += [Reextract(article=text.article) for text in same]
    if not commands:
        return []
    publisher = ArticlePublisher(found.kafka_address(), found.topics)
    try:
        placed = publisher.ask(commands)
    finally:
        publisher.close()
    rows = [
        {"id": command.article_id, "partition": at.partition, "offset": at.offset}
        for command, at in zip(commands, placed, strict=True)
    ]
    if timeout is None:
        return rows
    with Answers(found.api_address()) as answers:
        outcomes: Iterable[dict[str, Any]] = answers.wait(rows, timeout)
    return [{**row, **outcome} for row, outcome in zip(rows, outcomes, strict=True)]


def _show(document: dict[str, Any]) -> None:
    from services.commands.tables import claims_table, revisions_table, revisions_told, show

    if document["changed"]:
        show(claims_table(document["changed"]))
    if document["conclusions"]:
        show(revisions_table(document["conclusions"]))
    say(
        f"{document['texts']} texts read again: {len(document['changed'])} would be read otherwise, "
        f"{revisions_told(document['conclusions'])}; {len(document['appended'])} appended"
    )
