"""`drawdown down`: stop the stack of a data folder."""

import json
from signal import Signals

import typer

from services import settings
from services.commands.failure import failures_told
from services.commands.options import AsJson, DataDir, say
from services.stack import run_file
from services.stack.errors import StackError
from services.stack.run_file import RunFile

_ORDERLY_SECONDS = 60
_KILLED_SECONDS = 20


def down(data_dir: DataDir = None, as_json: AsJson = False) -> None:
    """Stop the stack that runs in the data folder. The data stays. Nothing running: nothing to do.

    Examples:

    - `drawdown down`
    - `drawdown down --data-dir ./second`
    """
    with failures_told():
        folder = settings.load(data_dir=data_dir).data_dir
        run = run_file.live(folder)
        if run is not None:
            stop(run)
        if as_json:
            typer.echo(json.dumps({"data_dir": str(folder), "stopped": run is not None}))
        else:
            say(f"no stack is running in {folder}" if run is None else f"stopped the stack in {folder}")


def stop(run: RunFile) -> None:
    """Stop a supervisor and its children: in order if it can, by force if it does not answer."""
    run.supervisor.send(Signals.SIGTERM)
    if not run.supervisor.wait_until_gone(_ORDERLY_SECONDS):
        say(f"the supervisor (process {run.supervisor.pid}) does not answer: ending it and its children")
        run.supervisor.send(Signals.SIGKILL)
    for name, child in run.children.items():
        if not child.identity.wait_until_gone(_KILLED_SECONDS):
            child.identity.send(Signals.SIGKILL)
            if not child.identity.wait_until_gone(_KILLED_SECONDS):
                raise StackError(f"{name} (process {child.pid}) cannot be ended")
