"""`drawdown extract`: the claims of articles and what was left unread, without any service."""

import sys
from collections.abc import Iterable
from itertools import chain
from pathlib import Path
from typing import Annotated, BinaryIO

import orjson
import typer

from services.commands.failure import failures_told
from services.commands.options import Encoding

Source = Annotated[
    Path, typer.Argument(help="A file of articles, `-` for standard input.", metavar="FILE", allow_dash=True)
]
JsonLines = Annotated[
    bool, typer.Option("--jsonl", help="One JSON document a line on both sides: articles in, claims out.")
]
AsJson = Annotated[bool, typer.Option("--json", help="One JSON document: a list with an entry an article.")]


def extract(
    source: Source = Path("-"), jsonl: JsonLines = False, as_json: AsJson = False, encoding: Encoding = None
) -> None:
    """Read articles, one JSON object a line, and print what each claims and which sentences were left unread. Needs no
    running stack.

    Exit code 4 if some lines were no articles; the others are answered all the same.

    Examples:

    \b
      drawdown extract samples/articles.jsonl
      cat articles.jsonl | drawdown extract --jsonl -
    """
    from services.commands.claims_told import told

    with failures_told():
        read = failed = 0
        answers = []
        with _opened(source) as file:
            for number, line in enumerate(_lines(file, encoding), start=1):
                if not line.strip():
                    continue
                read += 1
                answer = _answer(line, number)
                failed += "error" in answer
                if jsonl:
                    sys.stdout.buffer.write(orjson.dumps(answer) + b"\n")
                elif as_json:
                    answers.append(answer)
                else:
                    typer.echo(told(answer))
        if as_json:
            typer.echo(orjson.dumps(answers).decode())
        if not read:
            typer.echo("no article was given: not a line", err=True)
        if failed:
            raise typer.Exit(4)


def _opened(source: Path) -> BinaryIO:
    from services.stack.errors import USAGE, StackError

    if str(source) == "-":
        return sys.stdin.buffer
    if source.is_dir():
        raise StackError(f"{source} is a folder: name one of its files", USAGE)
    try:
        return source.open("rb")
    except OSError as error:
        raise StackError(f"{source} cannot be read: {error.strerror}", USAGE) from error


def _lines(file: BinaryIO, encoding: str | None) -> Iterable[bytes]:
    """The lines of an open file in UTF-8; read as they are asked for, unless the file is in another encoding."""
    from services.commands.decoding import NotText, mark_of, text_of
    from services.stack.errors import USAGE, StackError

    first = file.readline()
    marked = mark_of(first)
    if encoding is None and marked is None:
        return chain((first,), file)
    try:
        return text_of(first + file.read(), encoding).encode().split(b"\n")
    except NotText as error:
        raise StackError(str(error), USAGE) from error


def _answer(line: bytes, number: int) -> dict[str, object]:
    from services.commands.claims_told import answer_of
    from services.commands.inputs import Fault, article_of_line
    from services.ingest.extract import extract as read_article

    article = article_of_line(f"line {number}", line, {})
    if not isinstance(article, Fault):
        return answer_of(article, read_article(article))
    typer.echo(f"{article.where}: no article: {article.reason}", err=True)
    known = _known_id(line)
    return {"id": known, "events": [], "unread": [], "error": f"{article.where}: {article.reason}"}


def _known_id(line: bytes) -> object:
    """The id that a line has, though it is no article."""
    try:
        fields = orjson.loads(line)
    except orjson.JSONDecodeError:
        return None
    return fields.get("id") if isinstance(fields, dict) else None
