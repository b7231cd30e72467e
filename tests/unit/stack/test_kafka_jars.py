"""Only the pinned jars are ever run."""

import hashlib
import re
from pathlib import Path

from services.stack.kafka_jars import VERSION, Jar, pinned


def test_every_jar_is_pinned_by_coordinate_size_and_hash_and_no_address() -> None:
    jars = pinned()

    assert len({jar.file_name for jar in jars}) == len(jars) > 40
    assert all(re.fullmatch(r"[0-9a-f]{64}", jar.sha256) and jar.bytes > 0 for jar in jars)
    assert not any("/" in jar.group + jar.artifact + jar.version for jar in jars)


def test_the_pinned_kafka_is_the_one_that_the_stack_names() -> None:
    kafka = [jar for jar in pinned() if jar.group == "org.apache.kafka"]

    assert {jar.version for jar in kafka} == {VERSION}


def test_a_damaged_jar_is_recognised(tmp_path: Path) -> None:
    content = b"a jar"
    jar = Jar("group", "artifact", "1", len(content), hashlib.sha256(content).hexdigest())
    file = tmp_path / jar.file_name

    assert not jar.is_in(file)
    file.write_bytes(content)
    assert jar.is_in(file)
    file.write_bytes(content[:-1])
    assert not jar.is_in(file)
