"""The run file is read back as written, closed to others, and never believed when its supervisor is gone."""

import os
from pathlib import Path

import pytest

from services.stack import run_file
from services.stack.identity import ProcessIdentity, identity_of
from services.stack.run_file import Addresses, RunFile, Running


def a_run(supervisor: ProcessIdentity | None) -> RunFile:
    """The run file of a small stack."""
    assert supervisor is not None
    addresses = Addresses("k:1", "postgresql+psycopg://u:p@h/d", "http://h:2")
    return RunFile("ready", supervisor, addresses, {"kafka": Running(7, "then", 1)}, {"kafka": "4.3.0"})


def test_what_was_written_is_read(tmp_path: Path) -> None:
    written = a_run(identity_of(os.getpid()))

    run_file.write(tmp_path, written)

    assert run_file.read(tmp_path) == run_file.live(tmp_path) == written
    assert run_file.path(tmp_path).stat().st_mode & 0o777 == 0o600


def test_a_stack_whose_supervisor_is_gone_is_not_live(tmp_path: Path) -> None:
    run_file.write(tmp_path, a_run(ProcessIdentity(os.getpid(), "an earlier process of this number")))

    assert run_file.read(tmp_path) is not None
    assert run_file.live(tmp_path) is None


@pytest.mark.parametrize("text", ["", "{", "[]", "null", '{"format": 2}', '{"format": 1, "state": "ready"}'])
def test_what_cannot_be_understood_is_no_run_file(tmp_path: Path, text: str) -> None:
    run_file.path(tmp_path).write_text(text)

    assert run_file.read(tmp_path) is None
