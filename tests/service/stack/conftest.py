"""A supervisor in a process of its own, started and looked at from outside."""

import json
import signal
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from services import settings
from tests.service.stack.supervised import GONE_SECONDS, Launch, Refusal, Supervise, Supervised

_SCRIPT = Path(__file__).with_name("kafka_and_postgres_only.py")


@pytest.fixture
def launch(open_folder: Path) -> Iterator[Launch]:
    """Start a supervisor for a data folder: `launch(folder)`. Those still running at the end are stopped.

    Asks for the test's folder so that it is removed only after they have ended.
    """
    started = []

    def start(folder: Path, *arguments: str, **environment: str) -> "subprocess.Popen[str]":
        process = subprocess.Popen(
            [sys.executable, str(_SCRIPT), str(folder), *arguments],
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            text=True,
            env=settings.child_environment() | environment,
        )
        started.append(process)
        return process

    yield start
    for process in started:
        if process.poll() is None:
            process.send_signal(signal.SIGTERM)
        process.communicate(timeout=GONE_SECONDS)


@pytest.fixture
def supervise(launch: Launch) -> Supervise:
    """Start a supervisor and wait until Kafka and Postgres answer."""

    def start(folder: Path, *arguments: str, **environment: str) -> Supervised:
        process = launch(folder, *arguments, **environment)
        assert process.stdout is not None
        assert process.stderr is not None
        line = process.stdout.readline()
        assert line, f"the supervisor ended: {process.stderr.read()}"
        return Supervised(process, json.loads(line))

    return start


@pytest.fixture
def refusal(launch: Launch) -> Refusal:
    """Start a supervisor that is expected not to start; out: its exit code and its only line of complaint."""

    def start(folder: Path, *arguments: str, **environment: str) -> tuple[int, str]:
        process = launch(folder, *arguments, **environment)
        answers, talk = process.communicate(timeout=GONE_SECONDS)
        assert answers == ""
        complaints = [line for line in talk.splitlines() if line.startswith("drawdown: ")]
        assert "Traceback" not in talk
        assert len(complaints) == 1, talk
        return process.returncode, complaints[0]

    return start
