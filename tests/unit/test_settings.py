"""An address comes from the user's option, else the environment, else the stack that runs in the data folder."""

import os
from pathlib import Path

import pytest

from services import settings
from services.stack import run_file
from services.stack.errors import StackError
from services.stack.identity import ProcessIdentity, identity_of
from services.stack.run_file import Addresses, RunFile

LOCAL = Addresses("127.0.0.1:20001", "postgresql+psycopg://u:p@127.0.0.1:20002/d", "http://127.0.0.1:20003")


@pytest.fixture(autouse=True)
def nothing_set(monkeypatch: pytest.MonkeyPatch) -> None:
    """Whatever the machine sets does not count here."""
    for name in [name for name in os.environ if name.startswith("DRAWDOWN_")]:  # noqa: TID251 - it is cleared
        monkeypatch.delenv(name)


def stack_in(folder: Path, supervisor: ProcessIdentity | None) -> Path:
    """A data folder with the run file of a stack of this supervisor."""
    assert supervisor is not None
    run_file.write(folder, RunFile("ready", supervisor, LOCAL, {}, {}))
    return folder


def test_the_running_stack_of_the_data_folder_gives_the_addresses(tmp_path: Path) -> None:
    found = settings.load(data_dir=stack_in(tmp_path, identity_of(os.getpid())))

    assert found.addresses() == LOCAL


def test_the_environment_goes_before_the_running_stack(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("DRAWDOWN_DATA", str(stack_in(tmp_path, identity_of(os.getpid()))))
    monkeypatch.setenv("DRAWDOWN_KAFKA", "kafka:9092")
    found = settings.load()

    assert found.kafka_address() == "kafka:9092"
    assert found.database_url() == LOCAL.postgres


def test_an_option_goes_before_the_environment(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("DRAWDOWN_DATA", "/elsewhere")
    monkeypatch.setenv("DRAWDOWN_KAFKA", "kafka:9092")

    found = settings.load(data_dir=tmp_path, kafka="typed:1", database=None)

    assert (found.data_dir, found.kafka_address()) == (tmp_path, "typed:1")


def test_an_empty_variable_is_as_good_as_none(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("DRAWDOWN_KAFKA", "")

    assert settings.load(data_dir=stack_in(tmp_path, identity_of(os.getpid()))).kafka_address() == LOCAL.kafka


def test_a_stack_whose_supervisor_is_gone_is_no_stack(tmp_path: Path) -> None:
    found = settings.load(data_dir=stack_in(tmp_path, ProcessIdentity(os.getpid(), "another life of this number")))

    with pytest.raises(StackError, match=r"no stack is running in .*: start one with `drawdown up`") as told:
        found.kafka_address()
    assert told.value.exit_code == 69


@pytest.mark.parametrize(
    "given",
    ["postgres://u:p@h/d", "postgresql://u:p@h/d", "postgresql+psycopg://u:p@h/d", "postgres+psycopg://u:p@h/d"],
)
def test_every_spelling_of_a_postgres_url_means_psycopg(given: str) -> None:
    assert settings.load(database=given).database_url() == "postgresql+psycopg://u:p@h/d"


def test_a_wrong_value_is_told_by_the_name_of_its_variable(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("DRAWDOWN_KAFKA", "not an address")

    with pytest.raises(StackError, match="DRAWDOWN_KAFKA is 'not an address': host:port is wanted") as told:
        settings.load()
    assert told.value.exit_code == 2


def test_a_password_is_not_repeated_in_a_complaint(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("DRAWDOWN_DATABASE", "mysql://user:secret@host/database")

    with pytest.raises(StackError) as told:
        settings.load()
    assert "DRAWDOWN_DATABASE" in str(told.value)
    assert "secret" not in str(told.value)


def test_settings_do_not_change_under_a_running_service() -> None:
    with pytest.raises(ValueError, match="frozen"):
        settings.load().kafka = "another:1"  # type: ignore[misc]


def test_a_child_gets_our_environment_and_what_it_is_told(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("SOMETHING_OF_THE_USER", "kept")

    given = settings.child_environment(kafka="k:1", api_port="8000")

    assert given["SOMETHING_OF_THE_USER"] == "kept"
    assert (given["DRAWDOWN_KAFKA"], given["DRAWDOWN_API_PORT"]) == ("k:1", "8000")
