"""What the two commands that take files say, and with which code they end, where nothing of the stack is needed."""

import json
from pathlib import Path

import pytest
from typer.testing import CliRunner

from services.__main__ import app

RUN = CliRunner()
LAWFUL = {"id": "a-1", "text": "Rain.", "source": "Hetq", "published_at": "2024-08-01"}


@pytest.mark.parametrize(
    ("name", "raw", "words", "told"),
    [
        pytest.param("empty.jsonl", b"", (), "empty.jsonl: no article: it is empty", id="empty"),
        pytest.param("old.txt", "Ушли".encode("cp1251"), ("--source", "Hetq"), "--encoding", id="another encoding"),
        pytest.param("paper.pdf", b"%PDF-1.7\n\x00", (), "pdftotext", id="PDF"),
        pytest.param("page.html", b"<p>", ("--source", "Hetq"), "no article was found in this page", id="no page"),
        pytest.param("bad.jsonl", b'{"id":1}\n{', (), "bad.jsonl:2: no article: not JSON", id="bad lines"),
        pytest.param("note.txt", b"Rain.", (), "source: missing, give it with --source", id="no outlet"),
        pytest.param("long.txt", b"Rain. " * 1_700_000, ("--source", "Hetq"), "at most 1048576 are taken", id="10 MB"),
    ],
)
def test_what_cannot_be_published_is_told_and_published_as_none(
    tmp_path: Path, name: str, raw: bytes, words: tuple[str, ...], told: str
) -> None:
    path = tmp_path / name
    path.write_bytes(raw)
    done = RUN.invoke(app, ["publish", str(path), *words, "--json"])
    answer = json.loads(done.stdout)
    assert (done.exit_code, answer["articles"]) == (4, [])
    assert answer["refused"] == len(answer["faults"]) > 0
    assert told in done.stderr
    assert all(fault["where"].startswith(str(path)) and fault["reason"] for fault in answer["faults"])


def test_nothing_on_standard_input_is_told() -> None:
    done = RUN.invoke(app, ["publish", "-"], input=b"")
    assert (done.exit_code, done.stdout) == (4, "")
    assert done.stderr.splitlines() == ["-: no article: it is empty", "0 published, 1 refused"]


@pytest.mark.parametrize("verb", ["publish", "extract"])
def test_a_folder_is_wrong_usage(verb: str, tmp_path: Path) -> None:
    done = RUN.invoke(app, [verb, str(tmp_path)])
    assert (done.exit_code, done.stdout) == (2, "")
    assert "is a folder: name" in done.stderr


@pytest.mark.parametrize(
    ("raw", "words"),
    [
        pytest.param(json.dumps(LAWFUL).encode("utf-8-sig"), (), id="a mark of UTF-8"),
        pytest.param(json.dumps(LAWFUL).encode("utf-16"), (), id="UTF-16 with a mark"),
        pytest.param(
            json.dumps({**LAWFUL, "title": "Дождь"}, ensure_ascii=False).encode("cp1251"),
            ("--encoding", "windows-1251"),
            id="an encoding given",
        ),
    ],
)
def test_articles_in_another_encoding_are_read_for_extraction(raw: bytes, words: tuple[str, ...]) -> None:
    done = RUN.invoke(app, ["extract", "--jsonl", "-", *words], input=raw + b"\n" * (b"\x00" not in raw))
    assert done.exit_code == 0, done.stderr
    assert json.loads(done.stdout) == {"id": "a-1", "events": [], "unread": []}


def test_extraction_answers_every_line_also_the_bad_ones() -> None:
    lines = [b"\xff", json.dumps(LAWFUL).encode(), b'{"id":"b-2"}', b"", b"{"]
    done = RUN.invoke(app, ["extract", "--jsonl", "-"], input=b"\n".join(lines))
    answers = [json.loads(line) for line in done.stdout.splitlines()]
    assert done.exit_code == 4
    assert [(answer["id"], "error" in answer) for answer in answers] == [
        (None, True), ("a-1", False), ("b-2", True), (None, True),
    ]  # fmt: skip
    assert "line 3: no article: text: missing; source: missing" in done.stderr


def test_extraction_of_nothing_is_nothing_and_says_so() -> None:
    done = RUN.invoke(app, ["extract", "--json", "-"], input=b"\n\n")
    assert (done.exit_code, done.stdout) == (0, "[]\n")
    assert "no article was given" in done.stderr
