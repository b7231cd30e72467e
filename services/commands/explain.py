"""`drawdown explain`: why a text claims what it claims, and why some of its sentences claim nothing."""

import sys
from datetime import UTC, datetime
from pathlib import Path
from typing import Annotated

import typer

from services.commands.failure import failures_told
from services.commands.options import AsJson

Subject = Annotated[
    str, typer.Argument(help="A text, the name of a file of text, or `-` for standard input.", metavar="TEXT|FILE")
]
Day = Annotated[
    str | None,
    typer.Option("--date", help="The day it was published: relative dates are read from it. Today if not given."),
]


def explain(subject: Subject, day: Day = None, as_json: AsJson = False) -> None:
    """Show how a text is read: each sentence with the names in it marked, the frame that a word opens, what fills its
    slots, and each axis with the words that set it. Sentences left unread come with the reason. Needs no running stack.

    Examples:

    \b
      drawdown explain "Russia agreed to take its guards out of Tavush by June."
      drawdown explain note.txt --date 2024-05-09
      curl -s https://example.org/note.txt | drawdown explain - --json
    """
    from events.article import Article
    from services.commands.claims_told import answer_of
    from services.commands.explained import show_reading
    from services.ingest.extract import extract
    from services.stack.errors import USAGE, StackError

    with failures_told():
        text = _text(subject)
        if not text.strip():
            raise StackError("there is no text to explain", USAGE)
        published = day if day is not None else datetime.now(UTC).date().isoformat()
        try:
            article = Article(id="explained", text=text, source="explain", published_at=published)
        except ValueError as error:
            raise StackError(f"this is no article: {error}", USAGE) from error
        reading = extract(article)
        if as_json:
            import orjson

            typer.echo(orjson.dumps(answer_of(article, reading)).decode())
        else:
            show_reading(article, reading)


def _text(subject: str) -> str:
    from services.commands.decoding import text_of
    from services.commands.inputs import read_bytes

    if subject == "-":
        return text_of(sys.stdin.buffer.read(), None)
    path = Path(subject)
    if len(subject) < 256 and path.is_file():
        return text_of(read_bytes(path), None)
    return subject
