"""`drawdown api` as a process: it listens where it is told, and leaves in order when told to."""

import errno
import os
import signal
import socket
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

WITHIN_SECONDS = 60
COMMAND = [sys.executable, "-m", "services", "api"]


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
    with subprocess.Popen(COMMAND, env=environment, stderr=subprocess.PIPE, text=True) as running:
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


def test_it_ends_streams_and_leaves_in_order_with_one_line_a_request(
    process: "subprocess.Popen[str]", environment: dict[str, str]
) -> None:
    with httpx.Client(base_url=_address(environment)) as client:
        client.get(f"/v1/articles/{HANDOVER.id}", headers={"Authorization": f"Bearer {KEY}"}).raise_for_status()
        with client.stream("GET", "/v1/changes/stream") as stream:
            lines = stream.iter_lines()
            next(lines)
            process.send_signal(signal.SIGTERM)
            for _ in lines:
                pass
    _, log = process.communicate(timeout=WITHIN_SECONDS)

    assert process.returncode == 0
    (line,) = [line for line in log.splitlines() if HANDOVER.id in line]
    assert '"status": 200' in line
    assert "weather" not in log
    assert KEY not in log


def test_a_port_that_is_taken_is_one_sentence(environment: dict[str, str]) -> None:
    port = int(environment["DRAWDOWN_API_PORT"])
    with socket.create_server(("127.0.0.1", port)):
        refused = subprocess.run(
            COMMAND, env=environment, capture_output=True, text=True, timeout=WITHIN_SECONDS, check=False
        )

    assert refused.returncode == UNAVAILABLE
    assert f"127.0.0.1:{port}" in refused.stderr
    assert os.strerror(errno.EADDRINUSE) in refused.stderr
    assert "Traceback" not in refused.stderr
