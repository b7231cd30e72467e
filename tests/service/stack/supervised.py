"""A supervisor that runs in a process of its own, looked at from outside."""

import subprocess
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from services.stack.identity import ProcessIdentity, identity_of

GONE_SECONDS = 60

Launch = Callable[..., "subprocess.Popen[str]"]
Supervise = Callable[..., "Supervised"]
Refusal = Callable[..., tuple[int, str]]


@dataclass(frozen=True)
class Supervised:
    """A supervisor and what it printed when all answered."""

    process: "subprocess.Popen[str]"
    run: dict[str, Any]

    @property
    def kafka(self) -> str:
        """Kafka's bootstrap address."""
        return str(self.run["addresses"]["kafka"])

    @property
    def database(self) -> str:
        """Postgres for psycopg."""
        return str(self.run["addresses"]["postgres"]).replace("+psycopg", "")

    def child(self, name: str) -> ProcessIdentity:
        """One of its children."""
        found = self.run["children"][name]
        return ProcessIdentity(found["pid"], found["started"])

    def end(self, signal_number: int) -> int:
        """Signal the supervisor and return its exit code."""
        self.process.send_signal(signal_number)
        return self.process.wait(GONE_SECONDS)

    def family(self) -> list[ProcessIdentity]:
        """Its children and theirs, such as the sessions of Postgres."""
        listed = []
        waiting = [self.child("kafka"), self.child("postgres")]
        while waiting:
            process = waiting.pop()
            listed.append(process)
            for task in Path(f"/proc/{process.pid}/task").glob("*/children"):
                waiting += [found for pid in task.read_text().split() if (found := identity_of(int(pid)))]
        return listed


def all_gone(processes: list[ProcessIdentity]) -> bool:
    """True if every one of them ends within the time allowed."""
    return all(process.wait_until_gone(GONE_SECONDS) for process in processes)


def processes_that_name(folder: Path) -> list[ProcessIdentity]:
    """Every running process with the folder on its command line, as Kafka and Postgres have it."""
    found = []
    for process in Path("/proc").glob("[0-9]*"):
        try:
            named = str(folder).encode() in (process / "cmdline").read_bytes()
        except (FileNotFoundError, ProcessLookupError):
            continue
        identity = identity_of(int(process.name)) if named else None
        if identity is not None:
            found.append(identity)
    return found
