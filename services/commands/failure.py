"""How a command ends when something a user can mend went wrong: one sentence on standard error, an exit code."""

from collections.abc import Iterator
from contextlib import contextmanager

import typer

from services.stack.errors import FAILED, INTERRUPTED, NOT_FOUND, UNAVAILABLE, StackError
from services.stack.stop_signals import StopRequested


@contextmanager
def failures_told() -> Iterator[None]:
    """Turn what a user can mend, Ctrl-C and SIGTERM into a message and an exit code."""
    try:
        yield
    except StackError as error:
        typer.echo(f"drawdown: {error}", err=True)
        raise typer.Exit(error.exit_code) from error
    except StopRequested as stop:
        raise typer.Exit(INTERRUPTED if stop.by_keyboard else 0) from stop
    except KeyboardInterrupt as stop:
        raise typer.Exit(INTERRUPTED) from stop
    except tuple(_exit_codes()) as error:
        typer.echo(f"drawdown: {str(error).partition(chr(10))[0]}", err=True)
        raise typer.Exit(next(code for kind, code in _exit_codes().items() if isinstance(error, kind))) from error


def _exit_codes() -> dict[type[Exception], int]:
    """What may come from below, imported only once something came."""
    from sqlalchemy.exc import InterfaceError, OperationalError

    from services.event_log.topics import LogUnavailable
    from services.follow import LogDiffers
    from services.ingest.gazetteer import DataFault
    from services.projector.apply import TooManyParked
    from services.projector.fill_in_parts import PartFailed
    from services.projector.rebuild import NothingToGoBackTo
    from services.projector.replay import NotThere
    from services.read_store.builds import Busy
    from services.read_store.offsets import OffsetMoved
    from services.read_store.schemas import NoLiveProjection

    return {
        DataFault: FAILED,
        OperationalError: UNAVAILABLE,
        InterfaceError: UNAVAILABLE,
        LogUnavailable: UNAVAILABLE,
        NoLiveProjection: UNAVAILABLE,
        LogDiffers: FAILED,
        OffsetMoved: FAILED,
        TooManyParked: FAILED,
        PartFailed: FAILED,
        Busy: FAILED,
        NothingToGoBackTo: NOT_FOUND,
        NotThere: NOT_FOUND,
    }
