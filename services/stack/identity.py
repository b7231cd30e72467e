"""Which process a number means: a pid alone is reused, a pid with its start time is not."""

import os
import time
from dataclasses import dataclass
from pathlib import Path

_POLL_SECONDS = 0.05


@dataclass(frozen=True)
class ProcessIdentity:
    """A process, told apart from any later one with the same pid (also after a reboot)."""

    pid: int
    started: str

    def alive(self) -> bool:
        """True while this very process runs. One that has ended but not been waited for counts as gone."""
        return identity_of(self.pid) == self

    def send(self, signal_number: int) -> None:
        """Signal the process, if it is still this one."""
        if self.alive():
            try:
                os.kill(self.pid, signal_number)
            except ProcessLookupError:
                return

    def wait_until_gone(self, seconds: float) -> bool:
        """Wait at most `seconds`; True if the process is gone."""
        deadline = time.monotonic() + seconds
        while self.alive():
            if time.monotonic() > deadline:
                return False
            time.sleep(_POLL_SECONDS)
        return True


def identity_of(pid: int) -> ProcessIdentity | None:
    """The identity of the running process with this pid, or None if there is none."""
    try:
        stat = Path(f"/proc/{pid}/stat").read_text()
        boot = Path("/proc/sys/kernel/random/boot_id").read_text().strip()
    except (FileNotFoundError, ProcessLookupError):
        return None
    # The second field is the command in brackets and may itself hold blanks and brackets.
    state, *fields = stat.rpartition(")")[2].split()
    if state in "ZX":
        return None
    start_ticks = fields[18]
    return ProcessIdentity(pid, f"{boot}/{start_ticks}")


def resident_bytes(pid: int, *, descendants: bool = True) -> int:
    """Resident memory of a process and its descendants; memory shared by several is parted among them.

    A process that may not be looked into counts as nothing.
    """
    total = 0
    for member in [pid, *(_descendants(pid) if descendants else [])]:
        try:
            rollup = Path(f"/proc/{member}/smaps_rollup").read_text()
        except (FileNotFoundError, ProcessLookupError, PermissionError):
            continue
        total += sum(int(line.split()[1]) * 1024 for line in rollup.splitlines() if line.startswith("Pss:"))
    return total


def _descendants(pid: int) -> list[int]:
    try:
        lists = [task.read_text() for task in Path(f"/proc/{pid}/task").glob("*/children")]
    except (FileNotFoundError, ProcessLookupError):
        return []
    children = [int(child) for text in lists for child in text.split()]
    return children + [deeper for child in children for deeper in _descendants(child)]
