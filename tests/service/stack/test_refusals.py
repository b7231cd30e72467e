"""What cannot be done is told in one sentence that names the thing and the way out, with an exit code."""

import os
import socket
import subprocess
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import NoReturn

import pytest

from services.stack import ports
from tests.service.stack.supervised import Refusal


@pytest.fixture
def data_folder(open_folder: Path) -> Path:
    """A data folder as an earlier version of us left it."""
    (open_folder / "drawdown.json").write_text('{"format": 1}')
    return open_folder


def test_a_taken_port_is_named_with_the_way_out(refusal: Refusal, data_folder: Path) -> None:
    claimed = ports.claim(data_folder)

    with socket.create_server(("127.0.0.1", claimed.kafka)):
        code, complaint = refusal(data_folder)

    assert code == 1
    assert complaint == (
        f"drawdown: port {claimed.kafka} on 127.0.0.1, which this stack uses for kafka, is taken by another program: "
        f"stop that program, or move this stack with `drawdown up --new-ports` (data folder {data_folder})"
    )


def test_a_folder_with_other_files_is_left_alone(refusal: Refusal, open_folder: Path) -> None:
    letter = open_folder / "letter.txt"
    letter.write_text("mine")

    code, complaint = refusal(open_folder)

    assert code == 2
    assert complaint == (
        f"drawdown: {open_folder} holds other files and is no Drawdown data folder: choose a new or empty one"
    )
    assert [entry.name for entry in open_folder.iterdir()] == ["letter.txt"]


def test_a_file_is_no_data_folder(refusal: Refusal, open_folder: Path) -> None:
    file = open_folder / "file"
    file.write_text("")

    code, complaint = refusal(file)

    assert (code, complaint) == (
        2,
        f"drawdown: the data folder {file} is not a folder: choose another with --data-dir",
    )


def test_a_folder_of_another_format_is_left_alone(refusal: Refusal, open_folder: Path) -> None:
    (open_folder / "drawdown.json").write_text('{"format": 99}')

    code, complaint = refusal(open_folder)

    assert code == 2
    assert f"the data folder {open_folder} has format 99" in complaint


def test_a_cluster_of_another_postgres_is_left_alone(refusal: Refusal, data_folder: Path) -> None:
    (data_folder / "postgres").mkdir()
    (data_folder / "postgres" / "PG_VERSION").write_text("17\n")

    code, complaint = refusal(data_folder)

    assert code == 2
    assert f"the data folder {data_folder} was made by Postgres 17" in complaint


def test_a_folder_that_may_not_be_written_is_told(
    refusal: Refusal, tmp_path: Path, unavailable: Callable[[str], NoReturn]
) -> None:
    if os.geteuid() == 0:
        unavailable("root may write everywhere")
    tmp_path.chmod(0o500)

    code, complaint = refusal(tmp_path / "data")

    assert code == 2
    assert complaint.startswith(f"drawdown: the data folder {tmp_path / 'data'} cannot be used: no permission")


def test_as_root_a_folder_closed_to_others_is_told(
    refusal: Refusal, open_folder: Path, unavailable: Callable[[str], NoReturn]
) -> None:
    if os.geteuid() != 0:
        unavailable("only root needs another user for Postgres")
    closed = open_folder / "closed"
    closed.mkdir(mode=0o700)

    code, complaint = refusal(closed / "data")

    assert code == 2
    assert f"lies under {closed}, which is closed to other users" in complaint


@pytest.fixture
def small_disk(open_folder: Path, unavailable: Callable[[str], NoReturn]) -> Iterator[Path]:
    """A disk of 16 MB."""
    mount = open_folder / "small"
    mount.mkdir()
    if subprocess.run(["mount", "-t", "tmpfs", "-o", "size=16m", "tmpfs", mount], check=False).returncode != 0:
        unavailable("no right to mount a small disk")
    yield mount
    subprocess.run(["umount", mount], check=True)


def test_a_full_disk_is_told(refusal: Refusal, small_disk: Path) -> None:
    code, complaint = refusal(small_disk / "data")

    assert code == 1
    assert complaint.startswith(
        f"drawdown: the disk that holds the data folder {small_disk / 'data'} is full: 15 MB are free"
    )


def test_without_a_network_and_without_jars_the_ways_out_are_told(refusal: Refusal, open_folder: Path) -> None:
    nowhere = f"http://127.0.0.1:{ports.free()}"
    cache = open_folder / "cache"

    code, complaint = refusal(
        open_folder / "data",
        DRAWDOWN_CACHE=str(cache),
        M2_REPO=str(open_folder / "m2"),
        HTTPS_PROXY=nowhere,
        https_proxy=nowhere,
    )

    assert code == 69
    assert "no connection to Maven Central" in complaint
    assert "DRAWDOWN_KAFKA=host:port" in complaint
    assert "docker compose up" in complaint
    assert str(cache / "kafka-4.3.0") in complaint


def test_a_kafka_address_where_nothing_answers_is_told(refusal: Refusal, open_folder: Path) -> None:
    nowhere = f"127.0.0.1:{ports.free()}"

    code, complaint = refusal(open_folder / "data", DRAWDOWN_KAFKA=nowhere)

    assert (code, complaint) == (69, f"drawdown: no Kafka answers at {nowhere} (DRAWDOWN_KAFKA): is it running?")
