"""`drawdown verify`: everything recomputed from the log and compared with what is stored."""

import time
from dataclasses import asdict
from datetime import UTC, datetime

import orjson
import typer

from services import settings
from services.commands.failure import failures_told
from services.commands.options import AsJson, DataDir, say
from services.commands.stored import read_store

EXIT_MISMATCH = 5


def verify(data_dir: DataDir = None, as_json: AsJson = False) -> None:
    """Recompute all chains and read models from the log, compare every record and row, and name what differs.

    Exit code 5 if anything does. Nothing that answers is touched. What came of it is also a metric of the API,
    `drawdown_verification_findings`; a running projector does the same every DRAWDOWN_VERIFY_HOURS (24; 0: never).

    Examples:

    \b
      drawdown verify
      drawdown verify --json
    """
    from services.commands.progress import stages
    from services.projector.verify import verify as verify_all

    with failures_told():
        found = settings.load(data_dir=data_dir)
        began = time.monotonic()
        with read_store(found.database_url(), 6) as engine, stages("reading the log") as (progress, step):
            at = datetime.now(UTC)
            verified = verify_all(engine, found.kafka_address(), found.topics, at, progress, step)
        if as_json:
            typer.echo(orjson.dumps({**asdict(verified), "equal": not verified.findings}).decode())
        else:
            _show(verified, time.monotonic() - began)
        if verified.findings:
            raise typer.Exit(EXIT_MISMATCH)


def _show(verified: object, seconds: float) -> None:
    from services.commands.tables import show, verification_table
    from services.projector.verify import Verified

    assert isinstance(verified, Verified)
    show(verification_table(asdict(verified)))
    for finding in verified.findings:
        typer.echo(finding)
    outcome = f"{len(verified.findings)} findings" if verified.findings else "all is as the log says"
    say(f"{verified.position} records of {verified.streams} streams in {seconds:.1f} s: {outcome}")
