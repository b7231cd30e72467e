"""`drawdown api` as a process: it listens where it is told, and leaves in order when told to."""

import errno
import os
import signal
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from time import monotonic

import httpx
import pytest

from services import settings
from services.stack import ports
from services.stack.errors import UNAVAILABLE
from tests.service.api.conftest import KEY
from tests.service.api.story import HANDOVER, Log

WITHIN_SECONDS = 30


@pytest.fixture
def environment(store_url: str, kafka: str, topics: str, tmp_path: Path) -> dict[str, str]:
    """What the process is told: a store, a broker, a key file, a free port."""
    key_file = tmp_path / "api-key"
    key_file.write_text(f"{KEY}\n")
    return settings.child_environment(
        data=str(tmp_path),
        database=store_url,
        kafka=kafka,
        topic_prefix=topics,
        api_port=str(ports.free()),
        api_key_file=str(key_file),
    )


@pytest.fixture
def store_url(database_url: str, log: Log) -> str:
    """Where the store with the story is."""
    return database_url


@pytest.fixture
def process(environment: dict[str, str]) -> Iterator["subprocess.Popen[str]"]:
    """The service in a process of its own, answering."""
    command = [sys.executable, "-m", "services", "api"]
    with subprocess.Popen(command, env=environment, stderr=subprocess.PIPE, text=True) as running:
        until = monotonic() + WITHIN_SECONDS
        while not _answers(environment):
            assert running.poll() is None and monotonic() < until, "the API did not start"
        yield running
        if running.poll() is None:
            running.kill()


def _answers(environment: dict[str, str]) -> bool:
    try:
        return httpx.get(f"{_address(environment)}/livez").is_success
    except httpx.TransportError:
        return False


def _address(environment: dict[str, str]) -> str:
    return f"http://127.0.0.1:{environment['DRAWDOWN_API_PORT']}"


def test_it_ends_a_stream_and_leaves_with_zero_when_asked_to(
    process: "subprocess.Popen[str]", environment: dict[str, str]
) -> None:
    with httpx.stream("GET", f"{_address(environment)}/v1/changes/stream") as stream:
        lines = stream.iter_lines()
        next(lines)
        process.send_signal(signal.SIGTERM)
        for _ in lines:
            pass

    assert process.wait(timeout=WITHIN_SECONDS) == 0


def test_it_logs_one_line_a_request_and_never_the_text(
    process: "subprocess.Popen[str]", environment: dict[str, str]
) -> None:
    httpx.get(f"{_address(environment)}/v1/articles/{HANDOVER.id}", headers={"Authorization": f"Bearer {KEY}"})
    process.send_signal(signal.SIGTERM)
    _, log = process.communicate(timeout=WITHIN_SECONDS)

    lines = [line for line in log.splitlines() if HANDOVER.id in line]
    assert len(lines) == 1
    assert '"status": 200' in lines[0]
    assert "weather" not in log
    assert KEY not in log


def test_a_port_that_is_taken_is_one_sentence(process: "subprocess.Popen[str]", environment: dict[str, str]) -> None:
    second = subprocess.run(
        [sys.executable, "-m", "services", "api"],
        env=environment,
        capture_output=True,
        text=True,
        timeout=WITHIN_SECONDS,
        check=False,
    )

    assert second.returncode == UNAVAILABLE
    assert environment["DRAWDOWN_API_PORT"] in second.stderr
    assert "Traceback" not in second.stderr
    assert os.strerror(errno.EADDRINUSE) in second.stderr
