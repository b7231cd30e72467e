"""What is in the log stays readable, and nothing else is read."""

import json
from pathlib import Path

import jsoncompat
import pytest

from events.article_events import ArticlePublished, ArticleRevised
from events.catalogue import EVENTS
from events.codec import DecodeError, Message, decode, encode
from events.schema import schemas
from events.upcast import STEPS

GOLDEN = Path(__file__).parent.parent / "golden"
SCHEMAS = Path(__file__).parent.parent.parent / "events" / "schemas"
SCHEMAS_NOW = schemas()
FILES = sorted((GOLDEN / "events").glob("*.json"))


def message_of(path: Path) -> Message:
    golden = json.loads(path.read_text())
    headers = tuple((name, value.encode()) for name, value in golden["headers"].items())
    return Message(golden["key"].encode(), headers, golden["value"].encode())


def bare(schema: dict[str, object]) -> str:
    """The schema without its own name, which the checker takes for a reference that it cannot follow."""
    return json.dumps({name: value for name, value in schema.items() if name != "$id"})


def altered(message: Message, **fields: object) -> Message:
    return message._replace(value=json.dumps({**json.loads(message.value), **fields}).encode())


def test_every_event_type_and_every_old_version_has_a_golden_file() -> None:
    assert {path.stem for path in FILES} == set(EVENTS) | set(STEPS)


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.stem)
def test_a_golden_record_decodes(path: Path) -> None:
    envelope = decode(message_of(path))
    assert envelope.type == path.stem
    assert envelope.stream == "article-golden-1"


@pytest.mark.parametrize("name", sorted(EVENTS))
def test_a_golden_record_of_the_newest_version_encodes_to_the_same_bytes(name: str) -> None:
    message = message_of(GOLDEN / "events" / f"{name}.json")
    assert encode(decode(message)) == message


def test_an_old_version_is_lifted_to_the_newest() -> None:
    oldest, old, new = (decode(message_of(GOLDEN / "events" / f"article-published.v{n}.json")) for n in (1, 2, 3))
    assert isinstance(new.event, ArticlePublished)
    assert oldest.event == old.event == new.event.model_copy(update={"unread": ()})
    assert new.event.signature.minima == tuple(range(128))
    assert len({oldest.id, old.id, new.id}) == 3


def test_an_old_revision_is_lifted_to_the_newest() -> None:
    old, new = (decode(message_of(GOLDEN / "events" / f"article-revised.v{n}.json")) for n in (1, 2))
    assert isinstance(new.event, ArticleRevised)
    assert new.event.unread
    assert old.event == new.event.model_copy(update={"unread": ()})


@pytest.mark.parametrize(
    ("fields", "path"),
    [
        ({"surprise": 1}, "surprise"),
        ({"polarity": "maybe"}, "polarity"),
        ({"edition": "1"}, "edition"),
        ({"locations": ["Not A Place"]}, "locations.0"),
        ({"when": [{"edtf": "2024-13-40", "role": "occurred", "precision": "day"}]}, "when.0.edtf"),
        ({"quote": {"text": "x", "start": 0, "end": 1, "more": 2}}, "quote.more"),
    ],
)
def test_what_is_not_lawful_is_refused_with_its_path(fields: dict[str, object], path: str) -> None:
    message = message_of(GOLDEN / "events" / "withdrawal-completed.v1.json")
    with pytest.raises(DecodeError, match=rf"withdrawal-completed\.v1: .*{path}"):
        decode(altered(message, **fields))


def test_an_unknown_type_is_refused() -> None:
    message = message_of(GOLDEN / "events" / "withdrawal-completed.v1.json")
    headers = tuple((n, b"withdrawal-imagined.v1" if n == "ce_type" else v) for n, v in message.headers)
    with pytest.raises(DecodeError, match="withdrawal-imagined"):
        decode(message._replace(headers=headers))


def test_a_record_whose_content_was_altered_is_refused() -> None:
    message = message_of(GOLDEN / "events" / "withdrawal-completed.v1.json")
    with pytest.raises(DecodeError, match="ce_id"):
        decode(altered(message, certainty="possible"))


@pytest.mark.parametrize("missing", ["ce_id", "ce_time", "ce_streamversion", "ce_previoushash", "ce_type"])
def test_a_record_without_a_header_is_refused(missing: str) -> None:
    message = message_of(GOLDEN / "events" / "article-published.v3.json")
    with pytest.raises(DecodeError, match="headers"):
        decode(message._replace(headers=tuple(pair for pair in message.headers if pair[0] != missing)))


@pytest.mark.parametrize("value", [b"", b"null", b"[]", b"{", b"\xff\xfe", b'{"a":NaN}'])
def test_bytes_that_are_no_event_are_refused(value: bytes) -> None:
    message = message_of(GOLDEN / "events" / "withdrawal-completed.v1.json")
    with pytest.raises(DecodeError):
        decode(message._replace(value=value))


@pytest.mark.parametrize("name", sorted(SCHEMAS_NOW))
def test_schemas_are_those_of_the_models(name: str) -> None:
    assert json.loads((SCHEMAS / name).read_text()) == SCHEMAS_NOW[name], "run `drawdown schemas --write`"


def test_no_schema_is_left_over() -> None:
    assert {path.name for path in SCHEMAS.glob("*.json")} == set(SCHEMAS_NOW)


@pytest.mark.parametrize("path", sorted((GOLDEN / "schemas").glob("*.json")), ids=lambda path: path.stem)
def test_a_schema_reads_all_that_its_first_release_wrote(path: Path) -> None:
    first = json.loads(path.read_text())
    assert jsoncompat.check_compat(bare(first), bare(SCHEMAS_NOW[path.name]), "deserializer")


def test_the_check_of_schemas_finds_a_new_required_field() -> None:
    first = SCHEMAS_NOW["withdrawal-completed.v1.json"]
    stricter = {**first, "required": [*first["required"], "basis"]}
    assert not jsoncompat.check_compat(bare(first), bare(stricter), "deserializer")
