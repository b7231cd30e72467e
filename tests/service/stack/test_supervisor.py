"""The supervisor keeps its children running while it lives, and none outlives it, however it ends."""

import signal
from pathlib import Path

import psycopg

from services.stack import run_file
from services.stack.kafka import metadata_names_a_broker
from tests.service.stack.supervised import GONE_SECONDS, Refusal, Supervise, all_gone, processes_that_name


def test_sigterm_stops_everything_in_order(supervise: Supervise, open_folder: Path) -> None:
    data = open_folder / "data"
    stack = supervise(data)
    family = stack.family()

    assert stack.end(signal.SIGTERM) == 0

    assert not any(process.alive() for process in family)
    assert processes_that_name(data) == []
    assert run_file.read(data) is None
    assert "database system is shut down" in (data / "logs" / "postgres.log").read_text()


def test_ctrl_c_stops_everything_and_says_so_by_its_exit_code(supervise: Supervise, open_folder: Path) -> None:
    stack = supervise(open_folder / "data")
    family = stack.family()

    assert stack.end(signal.SIGINT) == 130

    assert not any(process.alive() for process in family)


def test_sigkill_of_the_supervisor_leaves_no_process_and_the_next_start_has_the_data(
    supervise: Supervise, open_folder: Path
) -> None:
    data = open_folder / "data"
    stack = supervise(data)
    with psycopg.connect(stack.database) as connection:
        connection.execute("CREATE TABLE kept AS SELECT 42 AS answer")
    family = stack.family()
    assert len(family) > 5  # Kafka, Postgres and Postgres' own

    stack.end(signal.SIGKILL)

    assert all_gone(family)
    assert processes_that_name(data) == []
    stale = run_file.read(data)
    assert stale is not None and run_file.live(data) is None

    again = supervise(data)
    assert (again.kafka, again.database) == (stack.kafka, stack.database)
    assert again.child("kafka") != stack.child("kafka")
    assert metadata_names_a_broker(again.kafka)
    with psycopg.connect(again.database) as connection:
        assert connection.execute("SELECT answer FROM kept").fetchone() == (42,)


def test_a_killed_kafka_is_started_again(supervise: Supervise, open_folder: Path) -> None:
    data = open_folder / "data"
    stack = supervise(data)
    first = stack.child("kafka")

    first.send(signal.SIGKILL)

    assert first.wait_until_gone(GONE_SECONDS)
    assert metadata_names_a_broker(stack.kafka, seconds=GONE_SECONDS)
    run = run_file.live(data)
    assert run is not None
    assert run.children["kafka"].identity.alive()
    assert run.children["kafka"].restarts == 1
    assert run.children["postgres"].identity == stack.child("postgres")


def test_two_stacks_run_side_by_side_and_a_damaged_run_file_hinders_neither(
    supervise: Supervise, open_folder: Path
) -> None:
    (open_folder / "first").mkdir(mode=0o711)
    (open_folder / "first" / "drawdown.json").write_text('{"format": 1}')
    run_file.path(open_folder / "first").write_text('{"format": 1, "state": "ready"}')
    first = supervise(open_folder / "first")
    second = supervise(open_folder / "second")

    assert metadata_names_a_broker(first.kafka)
    assert metadata_names_a_broker(second.kafka)
    assert first.run["addresses"] != second.run["addresses"]


def test_one_folder_takes_one_stack_and_its_secrets_are_closed_to_others(
    supervise: Supervise, refusal: Refusal, open_folder: Path
) -> None:
    data = open_folder / "data"
    stack = supervise(data)

    code, complaint = refusal(data)

    assert code == 1
    assert complaint.startswith(f"drawdown: a stack is already running in {data} (process {stack.process.pid})")
    assert run_file.live(data) is not None
    modes = {name: (data / name).stat().st_mode & 0o777 for name in ("api-key", "postgres-password", "run.json")}
    assert modes == {"api-key": 0o600, "postgres-password": 0o600, "run.json": 0o600}
    assert len((data / "api-key").read_text().splitlines()) == 1
