"""`drawdown extract`: the claims of articles and what was left unread, without any service."""

import sys
from pathlib import Path
from typing import Annotated, BinaryIO

import orjson
import typer

from services.commands.failure import failures_told

Source = Annotated[
    Path, typer.Argument(help="A file of articles, `-` for standard input.", metavar="FILE", allow_dash=True)
]
JsonLines = Annotated[
    bool, typer.Option("--jsonl", help="One JSON document a line on both sides: articles in, claims out.")
]
AsJson = Annotated[bool, typer.Option("--json", help="One JSON document: a list with an entry an article.")]


def extract(source: Source = Path("-"), jsonl: JsonLines = False, as_json: AsJson = False) -> None:
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
        failed = 0
        answers = []
        with _opened(source) as lines:
            for number, line in enumerate(lines, start=1):
                if not line.strip():
                    continue
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
        if failed:
            raise typer.Exit(4)


def _opened(source: Path) -> BinaryIO:
    from services.stack.errors import USAGE, StackError

    if str(source) == "-":
        return sys.stdin.buffer
    try:
        return source.open("rb")
    except OSError as error:
        raise StackError(f"{source} cannot be read: {error.strerror}", USAGE) from error


def _answer(line: bytes, number: int) -> dict[str, object]:
    from pydantic import ValidationError

    from events.article import Article
    from events.codec import describe
    from services.ingest.extract import extract as read_claims

    try:
        fields = orjson.loads(line)
        if not isinstance(fields, dict):
            raise TypeError(f"a JSON object was expected, not {type(fields).__name__}")
        identity = fields.get("id")
        article = Article.model_validate({"published_at": None, **{k: v for k, v in fields.items() if v is not None}})
        reading = read_claims(article)
        unread = [{**left.to_json(), "sentence": article.text[left.start : left.end]} for left in reading.unread]
        return {"id": article.id, "events": [record.to_json() for record in reading.claims], "unread": unread}
    except ValidationError as error:
        reason, known = describe(error), identity
    except (orjson.JSONDecodeError, TypeError) as error:
        reason, known = str(error), None
    typer.echo(f"line {number}: no article: {reason}", err=True)
    return {"id": known, "events": [], "unread": [], "error": f"line {number}: {reason}"}
