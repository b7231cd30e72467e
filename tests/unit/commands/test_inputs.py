"""Files of any kind become articles, or faults that say what is wrong, where, and how to mend it; nothing is lost."""

import json
from pathlib import Path

import pytest

from events.article import TEXT_BYTES_MAX, Article
from services.commands import inputs
from services.commands.inputs import Fault, Format, articles_in, read_bytes
from services.stack.errors import USAGE, StackError

LAWFUL = {"id": "a-1", "text": "Guards left.", "source": "Hetq", "published_at": "2024-08-01"}
RUSSIAN = "Российские пограничники покинули аэропорт Звартноц 31 июля."
GIVEN: dict[str, str | None] = {"source": "Hetq", "published_at": "2024-08-01"}


def line(**fields: object) -> bytes:
    return json.dumps({**LAWFUL, **fields}, ensure_ascii=False).encode()


def read(
    raw: bytes, name: str = "news.jsonl", form: Format | None = None, encoding: str | None = None, **given: str
) -> list[Article | Fault]:
    return list(articles_in(Path(name), raw, form, dict(given), encoding))


def only(found: list[Article | Fault]) -> Article:
    (article,) = found
    assert isinstance(article, Article), article
    return article


def fault(found: list[Article | Fault]) -> Fault:
    (wrong,) = found
    assert isinstance(wrong, Fault), wrong
    return wrong


@pytest.mark.parametrize(
    ("bad", "told"),
    [
        pytest.param(b"not json", "not JSON", id="no JSON"),
        pytest.param(b"{", "not JSON", id="cut off"),
        pytest.param(b"[1]", "a JSON object was expected, not list", id="no object"),
        pytest.param(b"null", "a JSON object was expected, not NoneType", id="null"),
        pytest.param(line(text=None), "text: missing", id="no text"),
        pytest.param(
            line(colour="red"), "colour: there is no such field; an article has id, text,", id="another field"
        ),
        pytest.param(line(published_at="soon"), "published_at: 'soon' is no day", id="no date"),
        pytest.param(line(text="x" * (TEXT_BYTES_MAX + 1)), "shorten it below 1 MiB", id="too long"),
        pytest.param(line(text=RUSSIAN).decode().encode("cp1251"), "give `--encoding cp1251`", id="another encoding"),
        pytest.param(line() + b"\xff", "is not UTF-8: byte 0xff", id="a broken byte"),
        pytest.param(b'{"id": "\x00"}', "NUL", id="a NUL byte"),
        pytest.param(line(text="a\x00b"), "NUL", id="a NUL character"),
        pytest.param(b'{"text": "\\ud800"}', "not JSON", id="half a character"),
        pytest.param(b"[" * 10_000, "not JSON", id="too deep"),
    ],
)
@pytest.mark.parametrize("place", [1, 2, 3])
def test_one_bad_line_is_told_with_its_number_and_the_others_are_read(bad: bytes, told: str, place: int) -> None:
    lines = [line(id="first"), line(id="second")]
    lines.insert(place - 1, bad)
    found = read(b"\n".join(lines) + b"\n")
    assert [item.id for item in found if isinstance(item, Article)] == ["first", "second"]
    (wrong,) = (item for item in found if isinstance(item, Fault))
    assert wrong.where == f"news.jsonl:{place}"
    assert told in wrong.reason


@pytest.mark.parametrize("encoding", ["utf-8-sig", "utf-16", "utf-32"])
def test_json_lines_with_a_mark_are_read_in_their_encoding(encoding: str) -> None:
    raw = (line(id="x", text=RUSSIAN) + b"\r\n\r\n" + line(id="y")).decode().encode(encoding)
    assert [item.id for item in read(raw) if isinstance(item, Article)] == ["x", "y"]


def test_json_lines_are_read_in_the_encoding_given() -> None:
    raw = line(text=RUSSIAN).decode().encode("cp1251")
    assert only(read(raw, encoding="windows-1251")).text == RUSSIAN


@pytest.mark.parametrize("indent", [None, 2])
def test_a_json_document_over_several_lines_is_read_too(indent: int | None) -> None:
    assert only(read(json.dumps(LAWFUL, indent=2).encode(), "one.json")).id == "a-1"
    several = json.dumps([LAWFUL, {**LAWFUL, "id": "b-2"}, 3], indent=indent).encode()
    first, second, third = read(several + b"\n" + b" " * (indent or 0) + b"\n", "list.json")
    if indent:
        assert [item.id for item in (first, second) if isinstance(item, Article)] == ["a-1", "b-2"]
        assert third == Fault("list.json[3]", "a JSON object was expected, not int")


@pytest.mark.parametrize("form", ["jsonl", "text", "html"])
@pytest.mark.parametrize(
    ("raw", "told"),
    [
        pytest.param(b"", "it is empty", id="empty"),
        pytest.param(b" \n\n", "nothing but white space", id="white space"),
        pytest.param(b"%PDF-1.7\n" + bytes(range(256)) * 100, "a PDF document", id="PDF"),
        pytest.param(b"\x7fELF\n" + bytes(range(256)) * 100, "binary data", id="program"),
        pytest.param("Left.\n".encode("utf-16-le") * 9, "give `--encoding utf-16-le`", id="UTF-16 without a mark"),
    ],
)
def test_a_file_that_is_nothing_to_read_is_one_fault(form: Format, raw: bytes, told: str) -> None:
    wrong = fault(read(raw, "file", form, source="Hetq"))
    assert wrong.where == "file"
    assert told in wrong.reason


def test_a_file_of_an_unknown_kind_that_is_no_json_lines_says_how_to_name_its_kind() -> None:
    assert "`--as text`" in fault(read(b"Guards left.\nThey did.", "note")).reason
    assert only(read(b"Guards left.\nThey did.", "note", "text", source="Hetq")).text == "Guards left.\nThey did."
    assert only(read(line(), "-")).id == "a-1"


def test_a_text_needs_an_outlet_and_says_how_to_give_it() -> None:
    assert fault(read(b"Guards left.", "note.txt")).reason == "source: missing, give it with --source"
    wrong = fault(read(b"Guards left.", "note.txt", source="Hetq", published_at="soon"))
    assert wrong.reason.endswith("give it with --date")


def test_a_text_keeps_its_scripts_and_marks_and_has_plain_line_ends() -> None:
    text = "Սահմանապահները\u200f (пограничники) left.\u200b\n\nمطار"
    found = only(read(text.replace("\n", "\r\n").encode("utf-16"), "note.txt", source="Hetq"))
    assert found.text == text


def test_the_same_file_is_the_same_article_and_another_is_another() -> None:
    one, same, other = (only(read(raw, "a note!.txt", source="Hetq")).id for raw in (b"x", b"x", b"y"))
    assert one == same != other
    assert one.startswith("a-note-")


def test_a_text_of_ten_megabytes_says_how_much_is_taken() -> None:
    wrong = fault(read(b"Guards left. " * 800_000, "long.txt", source="Hetq"))
    assert "text is 10400000 bytes, at most 1048576 are taken: shorten it" in wrong.reason


def test_json_lines_of_ten_megabytes_are_read() -> None:
    lines = [line(id=f"a-{number}", text="Guards left. " * 7000) for number in range(115)]
    raw = b"\n".join(lines)
    assert len(raw) > 10_000_000
    assert len([item for item in read(raw) if isinstance(item, Article)]) == 115


def test_a_folder_a_missing_file_and_one_too_large_are_told(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    large = tmp_path / "large.jsonl"
    large.write_bytes(b"x" * 11)
    monkeypatch.setattr(inputs, "FILE_BYTES_MAX", 10)
    for path, told in (
        (tmp_path, f"is a folder: name its files, for example {tmp_path}/*.jsonl"),
        (tmp_path / "none.jsonl", "cannot be read: No such file"),
        (large, "publish it in parts"),
    ):
        with pytest.raises(StackError) as caught:
            read_bytes(path)
        assert told in str(caught.value)
        assert caught.value.exit_code == USAGE
