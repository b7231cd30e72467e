"""`run.json` of a data folder: where the running stack is, and which processes it is made of."""

import json
import os
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any, Literal

from services.stack.identity import ProcessIdentity

_FILE = "run.json"
_FORMAT = 1

State = Literal["starting", "ready", "stopping"]


@dataclass(frozen=True)
class Addresses:
    """Where the parts answer: Kafka's bootstrap address, Postgres as an SQLAlchemy URL, the API's base URL."""

    kafka: str
    postgres: str
    api: str


@dataclass(frozen=True)
class Running:
    """One child as `status` shows it."""

    pid: int
    started: str
    restarts: int = 0

    @property
    def identity(self) -> ProcessIdentity:
        """The process itself."""
        return ProcessIdentity(self.pid, self.started)


@dataclass(frozen=True)
class RunFile:
    """What a supervisor writes down about itself."""

    state: State
    supervisor: ProcessIdentity
    addresses: Addresses
    children: dict[str, Running]
    versions: dict[str, str]

    def alive(self) -> bool:
        """False if the supervisor is gone: the file is then stale."""
        return self.supervisor.alive()


def path(data_dir: Path) -> Path:
    """The run file of a data folder."""
    return data_dir / _FILE


def write(data_dir: Path, run: RunFile) -> None:
    """Replace the run file in one step. It holds a password, so that only its owner may read it."""
    text = json.dumps({"format": _FORMAT, **asdict(run)}, indent=2) + "\n"
    new = data_dir / f".{_FILE}.new"
    with os.fdopen(os.open(new, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600), "w") as file:
        file.write(text)
    new.replace(path(data_dir))


def remove(data_dir: Path) -> None:
    """Delete the run file, if there is one."""
    path(data_dir).unlink(missing_ok=True)


def read(data_dir: Path) -> RunFile | None:
    """The run file, whether or not its supervisor still lives; None if there is none or it cannot be understood."""
    try:
        found: dict[str, Any] = json.loads(path(data_dir).read_text())
        if found["format"] != _FORMAT:
            return None
        return RunFile(
            state=found["state"],
            supervisor=ProcessIdentity(**found["supervisor"]),
            addresses=Addresses(**found["addresses"]),
            children={name: Running(**child) for name, child in found["children"].items()},
            versions=dict(found["versions"]),
        )
    except (FileNotFoundError, NotADirectoryError, ValueError, KeyError, TypeError, AttributeError):
        return None


def live(data_dir: Path) -> RunFile | None:
    """The run file of a stack that runs now, else None."""
    found = read(data_dir)
    return found if found is not None and found.alive() else None
