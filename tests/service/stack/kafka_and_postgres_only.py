"""Run as a script: supervise Kafka and Postgres, without the services, as `drawdown up` does with them.

    python kafka_and_postgres_only.py DATA_DIR [--new-ports]

Prints one JSON line when both answer; ends with the exit code of the command.
"""

import json
import sys
from dataclasses import asdict
from pathlib import Path

import typer

from services import settings
from services.commands.failure import failures_told
from services.commands.options import say
from services.stack.parts import PartAddresses, Wanted
from services.stack.run_file import Addresses, RunFile
from services.stack.stop_signals import stop_requests_raised
from services.stack.supervisor import Plan, supervise


def run(data_dir: Path, new_ports: bool = False) -> None:
    """Supervise until a signal comes."""

    def ready(run_file: RunFile) -> None:
        sys.stdout.write(json.dumps(asdict(run_file)) + "\n")
        sys.stdout.flush()

    def nothing_to_prepare(_addresses: PartAddresses) -> None:
        """No topics or tables are wanted here."""

    def same_environment(_addresses: Addresses) -> dict[str, str]:
        return settings.child_environment()

    with failures_told(), stop_requests_raised():
        found = settings.load(data_dir=data_dir)
        wanted = Wanted(found.data_dir, found.cache_dir, settings.child_environment(), found.kafka, new_ports=new_ports)
        supervise(Plan(wanted, nothing_to_prepare, same_environment, ready, services=()), say)


if __name__ == "__main__":
    typer.run(run)
