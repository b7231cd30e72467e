"""`drawdown up`, `status` and `down` with all services, as a user types them."""

import http.client
import json
import subprocess
import sys
from collections.abc import Callable, Iterator
from pathlib import Path
from signal import Signals

import pytest

from services import settings
from services.stack import run_file
from tests.service.stack.supervised import all_gone, processes_that_name

Typed = Callable[..., "subprocess.CompletedProcess[str]"]
CHILDREN = {"kafka", "postgres", "ingest", "projector", "api"}


@pytest.fixture
def typed(open_folder: Path) -> Iterator[Typed]:
    """Run a command for a data folder of this test; a stack it leaves running is stopped."""

    def run(*words: str) -> "subprocess.CompletedProcess[str]":
        return subprocess.run(
            [sys.executable, "-m", "services", *words, "--data-dir", str(open_folder / "data")],
            capture_output=True,
            text=True,
            check=False,
            cwd="/",
            timeout=120,
            env=settings.child_environment(),
        )

    yield run
    run("down")


def test_a_stack_in_the_background_is_found_stopped_and_survives_the_loss_of_its_supervisor(
    typed: Typed, open_folder: Path
) -> None:
    nothing = typed("status")
    assert (nothing.returncode, nothing.stdout) == (69, "")
    assert "start one with `drawdown up`" in nothing.stderr

    up = typed("up", "--detach", "--json")
    assert up.returncode == 0, up.stderr
    addresses = json.loads(up.stdout)["addresses"]

    status = json.loads(typed("status", "--json").stdout)
    assert status["addresses"] == addresses
    assert set(status["services"]) == CHILDREN | {"supervisor"}
    assert [name for name, service in status["services"].items() if not service["running"]] == []
    assert status["lag"]["projector"]["events"] == status["lag"]["ingest"]["messages"] == 0
    assert status["versions"]["kafka"] == "4.3.0"
    assert api_is_live(addresses["api"])

    again = typed("up", "--detach", "--json")
    assert (again.returncode, json.loads(again.stdout)["addresses"]) == (0, addresses)

    run = run_file.live(open_folder / "data")
    assert run is not None
    children = [child.identity for child in run.children.values()]
    run.supervisor.send(Signals.SIGKILL)
    assert all_gone([run.supervisor, *children])
    assert processes_that_name(open_folder / "data") == []
    assert typed("status").returncode == 69

    restarted = typed("up", "--detach", "--json")
    assert restarted.returncode == 0, restarted.stderr
    assert json.loads(restarted.stdout)["addresses"] == addresses

    down = typed("down")
    assert (down.returncode, down.stdout) == (0, "")
    assert processes_that_name(open_folder / "data") == []
    assert typed("down").returncode == 0


def api_is_live(address: str) -> bool:
    """True if the API answers that it lives."""
    connection = http.client.HTTPConnection(address.removeprefix("http://"), timeout=10)
    try:
        connection.request("GET", "/livez")
        return connection.getresponse().status == 200
    finally:
        connection.close()
