"""A child ends with its parent, and its log says why it ended."""

import json
import subprocess
import sys
from pathlib import Path

import pytest

from services import settings
from services.stack.identity import ProcessIdentity, identity_of
from services.stack.process import Child, Program, last_line

GONE_SECONDS = 30

PARENT = """
import os, sys
from pathlib import Path
from services.stack.process import Child, Program
sleeper = (sys.executable, "-c", "import signal; signal.pause()")
child = Child(Program("sleeper", sleeper, Path(sys.argv[1]), os.environ))
print(child.identity.pid, child.identity.started, flush=True)
sys.stdin.read()
"""


def a_program(tmp_path: Path, code: str) -> Program:
    """A Python program as a child."""
    return Program("program", (sys.executable, "-c", code), tmp_path / "logs" / "it.log", settings.child_environment())


def test_a_child_does_not_outlive_a_parent_killed_with_sigkill(tmp_path: Path) -> None:
    with subprocess.Popen(
        [sys.executable, "-c", PARENT, str(tmp_path / "logs" / "it.log")],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=True,
    ) as parent:
        assert parent.stdout is not None
        pid, started = parent.stdout.readline().split()
        child = ProcessIdentity(int(pid), started)
        assert child.alive()

        parent.kill()

    assert child.wait_until_gone(GONE_SECONDS)


def test_a_child_that_ignores_the_signal_is_ended_all_the_same(tmp_path: Path) -> None:
    code = "import signal; signal.signal(signal.SIGTERM, signal.SIG_IGN); print('deaf', flush=True); signal.pause()"
    impatient = a_program(tmp_path, code)
    child = Child(Program(impatient.name, impatient.argv, impatient.log, impatient.environment, stop_seconds=0.2))
    while child.last_words() != "deaf":
        assert child.exit_code() is None

    assert not child.stop()

    assert not child.identity.alive()


def test_what_a_child_left_behind_ends_with_it(tmp_path: Path) -> None:
    code = (
        "import subprocess, sys; p = subprocess.Popen([sys.executable, '-c', 'import signal; signal.pause()'],"
        "start_new_session=False); print(p.pid, flush=True); p.wait()"
    )
    child = Child(a_program(tmp_path, code))
    while not child.last_words():
        assert child.exit_code() is None
    grandchild = identity_of(int(child.last_words()))
    assert grandchild is not None

    child.stop()

    assert grandchild.wait_until_gone(GONE_SECONDS)


def test_an_identity_is_not_that_of_another_process_with_the_number(tmp_path: Path) -> None:
    child = Child(a_program(tmp_path, "import signal; signal.pause()"))
    impostor = ProcessIdentity(child.identity.pid, "another time")

    assert child.identity.alive()
    assert not impostor.alive()
    assert child.stop()


@pytest.mark.parametrize(
    ("log", "told"),
    [
        ("", ""),
        ("first\nsecond\n\n", "second"),
        ("said\n\x1b[?25l\x1b[?25h\n", "said"),
        ("drawdown: it went wrong\n", "it went wrong"),
        (
            "java.lang.IllegalStateException: no\n\tat kafka.Kafka.main\n    at there\n",
            "java.lang.IllegalStateException: no",
        ),
        (json.dumps({"event": "the store is gone", "level": "error"}) + "\n", "the store is gone"),
    ],
)
def test_the_last_words_are_the_last_line_that_says_something(tmp_path: Path, log: str, told: str) -> None:
    file = tmp_path / "it.log"
    file.write_text(log)

    assert last_line(file) == told
