"""Articles out of files: JSON Lines, plain text, HTML pages. What is none is told with its place and how to mend it."""

import hashlib
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any, BinaryIO, Literal

import orjson
from pydantic import ValidationError

from events.article import TEXT_BYTES_MAX, Article
from services.commands.decoding import NotText, mark_of, refuse_binary, text_of
from services.commands.pages import page_fields
from services.stack.errors import USAGE, StackError

Format = Literal["jsonl", "text", "html"]
BY_SUFFIX: dict[str, Format] = {
    ".jsonl": "jsonl", ".ndjson": "jsonl", ".json": "jsonl",
    ".txt": "text", ".text": "text", ".md": "text",
    ".html": "html", ".htm": "html", ".xhtml": "html",
}  # fmt: skip
FILE_BYTES_MAX = 512 * 1024 * 1024
OPTIONS = {"source": "--source", "id": "--id", "published_at": "--date", "title": "--title", "url": "--url"}
"""How a user gives the fields that a text or a page does not have, or has wrong."""


NO_OPTIONS: Mapping[str, str] = {}


@dataclass(frozen=True, slots=True)
class Fault:
    """Something in a file that is no article: where, and why."""

    where: str
    reason: str


def articles_in(
    path: Path, raw: bytes, form: Format | None, given: dict[str, str | None], encoding: str | None = None
) -> Iterator[Article | Fault]:
    """The articles of one file, and a fault for each part of it that is none.

    `given` are the fields typed by the user, which win over what the file says, `encoding` is what they say it is in.
    """
    fields = {name: value for name, value in given.items() if value is not None}
    told = form or BY_SUFFIX.get(path.suffix.lower())
    try:
        match told or "jsonl":
            case "jsonl":
                yield from _documents(path, raw, fields, encoding, certain=told is not None)
            case "text":
                text = text_of(raw, encoding).replace("\r\n", "\n")
                yield _one(str(path), {"id": _id(path, raw), "text": text, **fields}, OPTIONS)
            case "html":
                yield _one(str(path), {"id": _id(path, raw), **page_fields(raw, encoding), **fields}, OPTIONS)
    except NotText as error:
        yield Fault(str(path), str(error))


def read_bytes(path: Path) -> bytes:
    """A file's bytes. Raises StackError (2) if it cannot be read."""
    if path.is_dir():
        raise StackError(f"{path} is a folder: name its files, for example {path}/*.jsonl", USAGE)
    try:
        with path.open("rb") as file:
            return read_whole(file, str(path))
    except OSError as error:
        raise StackError(f"{path} cannot be read: {error.strerror}", USAGE) from error


def read_whole(file: BinaryIO, name: str) -> bytes:
    """All bytes of an open file. Raises StackError (2) if there are too many to hold."""
    raw = file.read(FILE_BYTES_MAX + 1)
    if len(raw) > FILE_BYTES_MAX:
        raise StackError(f"{name} is larger than {FILE_BYTES_MAX >> 20} MiB: publish it in parts", USAGE)
    return raw


def _documents(
    path: Path, raw: bytes, fields: dict[str, str], encoding: str | None, *, certain: bool
) -> Iterator[Article | Fault]:
    """JSON Lines; also one JSON document over several lines, an article or a list of articles."""
    if encoding is not None or mark_of(raw) or not raw.strip():
        raw = text_of(raw, encoding).encode()
    whole = _parsed(raw) if raw.lstrip()[:1] in (b"[", b"{") else None
    if isinstance(whole, dict):
        yield _object(f"{path}:1", whole, fields)
        return
    if isinstance(whole, list):
        for number, found in enumerate(whole, start=1):
            yield _object(f"{path}[{number}]", found, fields)
        return
    lines = raw.split(b"\n")
    if all(_parsed(line) is None for line in lines):
        refuse_binary(raw)
        if not certain:
            raise NotText("it is not JSON Lines: if it is a text or a page, say so with `--as text` or `--as html`")
    for number, line in enumerate(lines, start=1):
        if line.strip():
            yield article_of_line(f"{path}:{number}", line, fields)


def article_of_line(where: str, line: bytes, fields: dict[str, str]) -> Article | Fault:
    """The article of one line of JSON Lines. `where` is what a fault is told with, `fields` win over the line's own."""
    try:
        found = orjson.loads(line)
    except orjson.JSONDecodeError as error:
        try:
            text_of(line)
        except NotText as fault:
            return Fault(where, str(fault))
        return Fault(where, f"not JSON: {error}")
    return _object(where, found, fields)


def _object(where: str, found: Any, fields: dict[str, str]) -> Article | Fault:
    if not isinstance(found, dict):
        return Fault(where, f"a JSON object was expected, not {type(found).__name__}")
    return _one(where, {**{name: value for name, value in found.items() if value is not None}, **fields})


def _parsed(document: bytes) -> Any:
    try:
        return orjson.loads(document)
    except orjson.JSONDecodeError:
        return None


def _one(where: str, fields: dict[str, Any], options: Mapping[str, str] = NO_OPTIONS) -> Article | Fault:
    try:
        article = Article.model_validate_json(orjson.dumps({"published_at": None, **fields}), strict=True)
    except ValidationError as error:
        return Fault(where, "; ".join(_told(dict(problem), options) for problem in error.errors(include_url=False)))
    except (TypeError, orjson.JSONEncodeError) as error:
        return Fault(where, str(error))
    return article


def _told(problem: dict[str, Any], options: Mapping[str, str]) -> str:
    """One thing wrong with the fields of an article, and what to do."""
    name = ".".join(str(part) for part in problem["loc"]) or "article"
    message = str(problem["msg"]).removeprefix("Value error, ")
    if problem["type"] == "missing":
        return f"{name}: missing" + (f", give it with {options[name]}" if name in options else "")
    if problem["type"] == "extra_forbidden":
        return f"{name}: there is no such field; an article has {', '.join(Article.model_fields)}"
    if message.startswith("text is"):
        return f"{message}: shorten it below {TEXT_BYTES_MAX >> 20} MiB, or publish it as several articles"
    return f"{name}: {message}" + (f", give it with {options[name]}" if name in options else "")


def _id(path: Path, raw: bytes) -> str:
    """An id from the file's name and bytes: the same file is the same article."""
    stem = re.sub(r"[^\w.-]+", "-", path.stem).strip("-") or "article"
    return f"{stem[:80]}-{hashlib.sha256(raw).hexdigest()[:12]}"
