"""The folder that holds one stack's data: made, recognised, checked, and locked so that one supervisor uses it."""

import errno
import fcntl
import json
import os
import secrets
import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from signal import Signals

from services.stack import run_file
from services.stack.errors import FAILED, USAGE, StackError

_MARKER = "drawdown.json"
_FORMAT = 1
_FREE_BYTES_MIN = 256 * 1024 * 1024
_OLD_CHILD_SECONDS = 15


@contextmanager
def opened(data_dir: Path) -> Iterator[Path]:
    """Hold the data folder for one supervisor, made if it is new.

    Out: its absolute path. Raises StackError when it is not ours, not writable, too full or in use.
    """
    folder = data_dir.absolute()
    with explained(folder):
        _make_or_recognise(folder)
        lock = os.open(folder / "lock", os.O_RDWR | os.O_CREAT, 0o600)
    try:
        _lock(folder, lock)
        with explained(folder):
            require_room(folder)
        _end_left_over(folder)
        yield folder
    finally:
        os.close(lock)


@contextmanager
def explained(folder: Path) -> Iterator[None]:
    """Turn what the file system refuses into a sentence about the data folder."""
    try:
        yield
    except OSError as error:
        reasons = {
            errno.ENOSPC: f"the disk that holds the data folder {folder} is full: free some space, "
            "or choose another folder with --data-dir",
            errno.EDQUOT: f"the disk quota is used up for the data folder {folder}: free some space, "
            "or choose another folder with --data-dir",
            errno.EACCES: f"the data folder {folder} cannot be used: no permission for {error.filename}; "
            "choose another with --data-dir or DRAWDOWN_DATA",
            errno.EROFS: f"the data folder {folder} is on a read-only file system: choose another with --data-dir",
            errno.ENOTDIR: f"the data folder {folder} is not a folder: choose another with --data-dir",
            errno.EEXIST: f"the data folder {folder} is not a folder: choose another with --data-dir",
        }
        if error.errno not in reasons:
            raise
        code = FAILED if error.errno in (errno.ENOSPC, errno.EDQUOT) else USAGE
        raise StackError(reasons[error.errno], code) from error


def secret(folder: Path, name: str) -> str:
    """A random secret kept in a file of the folder that only its owner may read; made on first use."""
    file = folder / name
    if not file.exists():
        new = file.with_name(f".{name}.new")
        with os.fdopen(os.open(new, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600), "w") as handle:
            handle.write(secrets.token_urlsafe(32) + "\n")
        new.replace(file)
    return file.read_text().strip()


def require_room(folder: Path) -> None:
    """Raise StackError if the disk that holds the folder is (nearly) full."""
    free = shutil.disk_usage(folder).free
    if free < _FREE_BYTES_MIN:
        raise StackError(
            f"the disk that holds the data folder {folder} is full: {free // 2**20} MB are free and "
            f"{_FREE_BYTES_MIN // 2**20} MB are needed; free some space, or choose another folder with --data-dir"
        )


def _make_or_recognise(folder: Path) -> None:
    # As root, Postgres runs as another user, who must be able to pass through; the secrets inside are closed anyway.
    folder.mkdir(mode=0o711 if os.geteuid() == 0 else 0o700, parents=True, exist_ok=True)
    marker = folder / _MARKER
    if not marker.exists():
        if any(entry.name != "lock" for entry in folder.iterdir()):
            raise StackError(
                f"{folder} holds other files and is no Drawdown data folder: choose a new or empty one", USAGE
            )
        marker.write_text(json.dumps({"format": _FORMAT}) + "\n")
        return
    try:
        found = json.loads(marker.read_text())["format"]
    except (ValueError, KeyError, TypeError) as error:
        raise StackError(
            f"{marker} cannot be read: this is no Drawdown data folder, or a damaged one", USAGE
        ) from error
    if found != _FORMAT:
        raise StackError(
            f"the data folder {folder} has format {found}, this version of Drawdown knows format {_FORMAT}: "
            "choose another folder with --data-dir, or the version that made it",
            USAGE,
        )


def _lock(folder: Path, lock: int) -> None:
    try:
        fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError as error:
        run = run_file.live(folder)
        who = f" (process {run.supervisor.pid})" if run else ""
        raise StackError(
            f"a stack is already running in {folder}{who}: see `drawdown status`, stop it with `drawdown down`, "
            "or choose another folder with --data-dir"
        ) from error


def _end_left_over(folder: Path) -> None:
    """Children of a supervisor that was killed end by themselves; wait for them, and insist if one does not."""
    run = run_file.read(folder)
    if run is None:
        return
    for name, child in run.children.items():
        if not child.identity.wait_until_gone(_OLD_CHILD_SECONDS):
            child.identity.send(Signals.SIGKILL)
            if not child.identity.wait_until_gone(_OLD_CHILD_SECONDS):
                raise StackError(f"{name} of an earlier run (process {child.pid}) cannot be ended")
    run_file.remove(folder)
