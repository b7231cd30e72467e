"""One child process of the stack: started so that it cannot outlive us, stopped in order, its output in a log file."""

import json
import os
import re
import signal
import subprocess
import sys
import threading
import time
from collections.abc import Mapping
from dataclasses import dataclass
from math import inf
from pathlib import Path
from signal import Signals

from services.stack.errors import StackError
from services.stack.identity import ProcessIdentity, identity_of

_CHILD_SCRIPT = Path(__file__).with_name("child.py")
_LOG_BYTES_KEPT = 8 * 1024 * 1024
_LOG_TAIL_BYTES = 4096
_TERMINAL_CONTROL = re.compile(r"\x1b\[[0-9;?]*[A-Za-z]")  # Faust hides and shows the cursor even in a log


@dataclass(frozen=True)
class Program:
    """What to run, as whom, and how it is asked to stop. `environment` is the whole environment of the child."""

    name: str
    argv: tuple[str, ...]
    log: Path
    environment: Mapping[str, str]
    user: tuple[int, int] | None = None
    stop_signal: Signals = Signals.SIGTERM
    death_signal: Signals = Signals.SIGKILL
    stop_seconds: float = 15


class Child:
    """A running program. Build it from the main thread: the kernel ties the death signal to the forking thread."""

    def __init__(self, program: Program) -> None:
        if threading.current_thread() is not threading.main_thread():
            raise RuntimeError("children are started from the main thread, or they die with the thread")
        self.program = program
        self._process = _spawn(program)
        self._deadline = inf
        self.identity = identity_of(self._process.pid) or ProcessIdentity(self._process.pid, "ended at once")

    def exit_code(self) -> int | None:
        """The exit code once the process has ended (negative: killed by that signal), else None."""
        return self._process.poll()

    def ask_to_stop(self) -> None:
        """Send its stop signal, the first time only: some programs take a second one as "at once". Returns at once."""
        if self.exit_code() is None and self._deadline == inf:
            self._deadline = time.monotonic() + self.program.stop_seconds
            self._process.send_signal(self.program.stop_signal)

    def stop(self) -> bool:
        """Ask it to stop, wait until `stop_seconds` after it was asked, then end it with what it left behind.

        False if it did not stop in time and was ended.
        """
        self.ask_to_stop()
        try:
            self._process.wait(max(0.0, self._deadline - time.monotonic()))
            return True
        except subprocess.TimeoutExpired:
            self._process.kill()
            self._process.wait()
            return False
        finally:
            self.end_group()

    def end_group(self) -> None:
        """End what the program itself started and left behind. Only for a program that has ended."""
        try:
            os.killpg(self._process.pid, signal.SIGKILL)
        except (ProcessLookupError, PermissionError):
            return

    def last_words(self) -> str:
        """The last line of its log that is not blank, for an error message."""
        return last_line(self.program.log)


def last_line(log: Path) -> str:
    """What the last line of a log says, stack traces and blank lines aside. Empty if there is none."""
    try:
        with log.open("rb") as file:
            file.seek(max(0, log.stat().st_size - _LOG_TAIL_BYTES))
            lines = _TERMINAL_CONTROL.sub("", file.read().decode(errors="replace")).splitlines()
    except FileNotFoundError:
        return ""
    told = [line.strip() for line in lines if line.strip() and not line.startswith(("\t", "    "))]
    return _message_of(told[-1]).removeprefix("drawdown: ") if told else ""


def _message_of(line: str) -> str:
    """The message of a line of structured log, any other line as it is."""
    try:
        return str(json.loads(line)["event"])
    except (ValueError, KeyError, TypeError):
        return line


def bound(death_signal: Signals = Signals.SIGKILL, user: str = "-") -> list[str]:
    """The words before a command line that make its process get a signal when the thread that started it ends."""
    return [sys.executable, "-I", "-S", str(_CHILD_SCRIPT), str(os.getpid()), str(int(death_signal)), user]


def _spawn(program: Program) -> "subprocess.Popen[bytes]":
    user = "-" if program.user is None else f"{program.user[0]}:{program.user[1]}"
    prepared = bound(program.death_signal, user)
    program.log.parent.mkdir(mode=0o700, exist_ok=True)
    if program.log.exists() and program.log.stat().st_size > _LOG_BYTES_KEPT:
        program.log.replace(program.log.with_suffix(".log.1"))
    try:
        with program.log.open("ab") as log:
            return subprocess.Popen(
                [*prepared, *program.argv],
                stdin=subprocess.DEVNULL,
                stdout=log,
                stderr=subprocess.STDOUT,
                cwd="/",
                env=dict(program.environment),
                start_new_session=True,  # Ctrl-C reaches the supervisor only, which stops its children in order
            )
    except OSError as error:
        raise StackError(f"cannot start {program.name}: {error.strerror}") from error
