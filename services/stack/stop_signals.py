"""Ctrl-C, SIGTERM and SIGHUP as one exception, so that whatever is being done is unwound in order."""

import signal
from collections.abc import Iterator
from contextlib import contextmanager
from types import FrameType
from typing import NoReturn

_SIGNALS = (signal.SIGINT, signal.SIGTERM, signal.SIGHUP)


class StopRequested(BaseException):
    """Somebody asked us to stop. Not an Exception, so that nothing on the way takes it for a fault."""

    def __init__(self, signal_number: int) -> None:
        super().__init__(signal.Signals(signal_number).name)
        self.by_keyboard = signal_number == signal.SIGINT


@contextmanager
def stop_requests_raised() -> Iterator[None]:
    """The first signal raises StopRequested in the main thread; later ones do not disturb the orderly stop."""

    def raise_once(signal_number: int, _frame: FrameType | None) -> NoReturn:
        for number in _SIGNALS:
            signal.signal(number, signal.SIG_IGN)
        raise StopRequested(signal_number)

    before = {number: signal.signal(number, raise_once) for number in _SIGNALS}
    try:
        yield
    finally:
        for number, handler in before.items():
            signal.signal(number, handler)
