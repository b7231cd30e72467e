"""How a command ends when something a user can mend went wrong: one sentence on standard error, an exit code."""

from collections.abc import Iterator
from contextlib import contextmanager

import typer

from services.stack.errors import INTERRUPTED, StackError
from services.stack.stop_signals import StopRequested


@contextmanager
def failures_told() -> Iterator[None]:
    """Turn StackError, Ctrl-C and SIGTERM into a message and an exit code."""
    try:
        yield
    except StackError as error:
        typer.echo(f"drawdown: {error}", err=True)
        raise typer.Exit(error.exit_code) from error
    except StopRequested as stop:
        raise typer.Exit(INTERRUPTED if stop.by_keyboard else 0) from stop
    except KeyboardInterrupt as stop:
        raise typer.Exit(INTERRUPTED) from stop
