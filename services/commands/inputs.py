"""Articles out of files: JSON Lines, plain text, HTML pages."""

import hashlib
import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Literal

import orjson
from pydantic import ValidationError

from events.article import Article
from events.codec import describe
from services.stack.errors import USAGE, StackError

Format = Literal["jsonl", "text", "html"]
BY_SUFFIX: dict[str, Format] = {
    ".jsonl": "jsonl", ".ndjson": "jsonl", ".json": "jsonl",
    ".txt": "text", ".text": "text", ".md": "text",
    ".html": "html", ".htm": "html", ".xhtml": "html",
}  # fmt: skip
FILE_BYTES_MAX = 512 * 1024 * 1024


@dataclass(frozen=True, slots=True)
class Fault:
    """Something in a file that is no article: where, and why."""

    where: str
    reason: str


def articles_in(path: Path, raw: bytes, form: Format | None, given: dict[str, str | None]) -> Iterator[Article | Fault]:
    """The articles of one file; `given` are the fields typed by the user, which win over what the file says."""
    fields = {name: value for name, value in given.items() if value is not None}
    match form or BY_SUFFIX.get(path.suffix.lower(), "jsonl"):
        case "jsonl":
            yield from _lines(path, raw, fields)
        case "text":
            yield _one(str(path), {**_plain(path, raw), **fields})
        case "html":
            yield _one(str(path), {**_page(path, raw), **fields})


def read_bytes(path: Path) -> bytes:
    """A file's bytes. Raises StackError (2) if it cannot be read."""
    try:
        if path.stat().st_size > FILE_BYTES_MAX:
            raise StackError(f"{path} is larger than {FILE_BYTES_MAX >> 20} MiB: publish it in parts", USAGE)
        return path.read_bytes()
    except OSError as error:
        raise StackError(f"{path} cannot be read: {error.strerror}", USAGE) from error


def _lines(path: Path, raw: bytes, fields: dict[str, str]) -> Iterator[Article | Fault]:
    body = raw.strip()
    documents = [body] if body.startswith(b"{") and b"\n" in body and not _is_object(body.split(b"\n", 1)[0]) else None
    for number, line in enumerate(documents or raw.split(b"\n"), start=1):
        if not line.strip():
            continue
        where = f"{path}:{number}"
        try:
            found = orjson.loads(line)
        except orjson.JSONDecodeError as error:
            yield Fault(where, f"not JSON in UTF-8: {error}")
            continue
        yield _one(where, {**found, **fields}) if isinstance(found, dict) else Fault(where, "not a JSON object")


def _is_object(line: bytes) -> bool:
    try:
        return isinstance(orjson.loads(line), dict)
    except orjson.JSONDecodeError:
        return False


def _plain(path: Path, raw: bytes) -> dict[str, Any]:
    text = raw.decode(errors="replace").replace("\r\n", "\n")
    return {"id": _id(path, raw), "text": text}


def _page(path: Path, raw: bytes) -> dict[str, Any]:
    import trafilatura

    page = trafilatura.bare_extraction(raw, with_metadata=True, favor_precision=True)
    if page is None or isinstance(page, dict) or not page.text:
        raise StackError(f"{path}: no article text was found in this page: publish its text as .txt", USAGE)
    found = {
        "id": _id(path, raw),
        "text": page.text,
        "title": page.title,
        "url": page.url,
        "source": page.sitename or page.hostname,
        "published_at": page.date,
        "published_at_basis": "inferred" if page.date else "stated",
        "lang": page.language,
    }
    return {name: value for name, value in found.items() if value}


def _one(where: str, fields: dict[str, Any]) -> Article | Fault:
    complete = {"published_at": None, **fields} if "text" in fields and "id" in fields else fields
    try:
        article = Article.model_validate_json(orjson.dumps(complete), strict=True)
    except ValidationError as error:
        return Fault(where, describe(error))
    except (TypeError, orjson.JSONEncodeError) as error:
        return Fault(where, str(error))
    return article


def _id(path: Path, raw: bytes) -> str:
    """An id from the file's name and bytes: the same file is the same article."""
    stem = re.sub(r"[^\w.-]+", "-", path.stem).strip("-") or "article"
    return f"{stem[:80]}-{hashlib.sha256(raw).hexdigest()[:12]}"
