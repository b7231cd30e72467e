"""`drawdown up`: the whole stack on this machine."""

import json
import os
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Mapping
from dataclasses import asdict
from pathlib import Path
from typing import IO, Annotated

import typer

from events.streams import Topics
from services import settings
from services.commands.failure import failures_told
from services.commands.options import AsJson, DataDir, say
from services.settings import Settings
from services.stack import run_file
from services.stack.errors import FAILED, StackError
from services.stack.parts import PartAddresses, Wanted
from services.stack.run_file import Addresses, RunFile
from services.stack.stop_signals import stop_requests_raised
from services.stack.supervisor import Plan, supervise

Detach = Annotated[bool, typer.Option("--detach", "-d", help="Return when the stack is ready and leave it running.")]
NewPorts = Annotated[bool, typer.Option("--new-ports", help="Forget the remembered ports and find free ones.")]

_POLL_SECONDS = 0.1
_STOP_SECONDS = 60
_TALK_BYTES = 1 << 20
_COMPLAINT = "drawdown: "


def up(data_dir: DataDir = None, as_json: AsJson = False, detach: Detach = False, new_ports: NewPorts = False) -> None:
    """Start Kafka, Postgres, ingest, projector and API on this machine, and print where they answer.

    Everything listens on 127.0.0.1. Ports and data stay in the data folder, so the next start finds them again.
    DRAWDOWN_KAFKA and DRAWDOWN_DATABASE name running servers to use in place of our own.

    Examples:

    - `drawdown up` until Ctrl-C
    - `drawdown up --detach` in the background; `drawdown down` stops it
    - `drawdown up --data-dir ./second` a second stack beside the first
    """
    with failures_told():
        found = settings.load(data_dir=data_dir)
        if detach:
            show(start_detached(found, new_ports=new_ports), found, as_json=as_json)
            return
        run_stack(found, lambda run: show(run, found, as_json=as_json, stop_hint="Ctrl-C stops it."), new_ports)


def run_stack(found: Settings, ready: Callable[[RunFile], None], new_ports: bool = False) -> None:
    """Run the stack in the foreground until a signal comes; `ready` is told once, when everything answers.

    Ends with StopRequested, or with StackError if the stack cannot be started or kept running.
    """
    wanted = Wanted(
        found.data_dir,
        found.cache_dir,
        settings.child_environment(),
        found.kafka,
        found.database and found.database_url(),
        found.api_port,
        new_ports,
    )

    def environment_of(addresses: Addresses) -> Mapping[str, str]:
        port = addresses.api.rpartition(":")[2]
        return settings.child_environment(
            data=str(found.data_dir), kafka=addresses.kafka, database=addresses.postgres, api_port=port
        )

    def prepare(addresses: PartAddresses) -> None:
        _make_topics_and_tables(addresses, found.topics)

    with stop_requests_raised():
        supervise(Plan(wanted, prepare, environment_of, ready), say)


def start_detached(found: Settings, new_ports: bool = False) -> RunFile:
    """Start the stack in the background and return its run file when everything answers.

    A stack that runs in the folder already is left as it is. Raises StackError with the reason if it does not start.
    """
    running = run_file.live(found.data_dir)
    if running is not None and running.state == "ready":
        say(f"a stack is already running in {found.data_dir}")
        return running
    command = [sys.executable, "-m", "services", "up", "--data-dir", str(found.data_dir)]
    with tempfile.TemporaryFile() as talk:
        process = subprocess.Popen(
            [*command, *(["--new-ports"] if new_ports else [])],
            stdin=subprocess.DEVNULL,
            stdout=subprocess.DEVNULL,
            stderr=talk,
            start_new_session=True,
            cwd="/",
        )
        try:
            return _wait_ready(process, found.data_dir, talk)
        except KeyboardInterrupt:
            process.terminate()
            process.wait(_STOP_SECONDS)
            raise


def show(run: RunFile, found: Settings, *, as_json: bool, stop_hint: str = "`drawdown down` stops it.") -> None:
    """Print where the stack answers: one block for people, or one JSON document."""
    addresses = run.addresses
    if as_json:
        document = {
            "addresses": asdict(addresses),
            "data_dir": str(found.data_dir),
            "api_key_file": str(found.api_key_path()),
            "versions": run.versions,
        }
        typer.echo(json.dumps(document))
        return
    lines = {
        "API": f"{addresses.api}/docs",
        "Kafka": addresses.kafka,
        "Postgres": addresses.postgres.replace("+psycopg", ""),
        "data folder": str(found.data_dir),
        "API key": f"{found.api_key_path()} (for publishing)",
    }
    typer.echo("Drawdown is running.")
    for name, value in lines.items():
        typer.echo(f"  {name:<12} {value}")
    typer.echo(stop_hint)


def _wait_ready(process: "subprocess.Popen[bytes]", data_dir: Path, talk: IO[bytes]) -> RunFile:
    """Pass on what the supervisor says until it is ready or has ended. Its own time limits bound the wait."""
    told, reason = 0, "the stack ended while starting"
    while True:
        code = process.poll()
        # Read without moving the place where the other process writes; a line still being written waits.
        lines, end, _ = os.pread(talk.fileno(), _TALK_BYTES, told).rpartition(b"\n")
        told += len(lines + end)
        for line in lines.decode(errors="replace").splitlines():
            if line.startswith(_COMPLAINT):
                reason = line.removeprefix(_COMPLAINT)
            else:
                say(line)
        if code is not None:
            raise StackError(reason, code if code > 0 else FAILED)
        run = run_file.live(data_dir)
        if run is not None and run.supervisor.pid == process.pid and run.state == "ready":
            return run
        time.sleep(_POLL_SECONDS)


def _make_topics_and_tables(addresses: PartAddresses, topics: Topics) -> None:
    from services.commands.migrate import make_tables
    from services.event_log.topics import create

    create(addresses.kafka, topics)
    make_tables(addresses.database)
