"""A thread that sends what waits in a table, batch after batch, for the life of its process."""

import logging
import os
import threading
from collections.abc import Callable

log = logging.getLogger(__name__)

BACK_OFF_SECONDS = 1.0
STOP_SECONDS = 10.0


class Sender(threading.Thread):
    """Calls `send_some` until stopped; at once again while it says that there may be more, else when woken or idle.

    What is `transient` is tried again after a second. Anything else ends the process: a worker that no longer sends
    must not go on as if it did.
    """

    def __init__(
        self, name: str, send_some: Callable[[], bool], idle_seconds: float, transient: tuple[type[Exception], ...]
    ) -> None:
        super().__init__(name=name, daemon=True)
        self._send_some = send_some
        self._idle_seconds = idle_seconds
        self._transient = transient
        self._wanted = threading.Event()
        self._stopping = threading.Event()

    def wake(self) -> None:
        """There is something to send."""
        self._wanted.set()

    def stop(self) -> None:
        """Stop after the batch in hand."""
        self._stopping.set()
        self._wanted.set()
        self.join(timeout=STOP_SECONDS)

    def run(self) -> None:
        try:
            while not self._stopping.is_set():
                self._once()
        except BaseException:
            log.critical("%s cannot go on, and so the process ends", self.name, exc_info=True)
            raise
        finally:
            if not self._stopping.is_set():
                os._exit(1)

    def _once(self) -> None:
        try:
            if not self._send_some():
                self._wanted.wait(self._idle_seconds)
            self._wanted.clear()
        except self._transient as error:
            log.warning("%s waits: %s", self.name, str(error).splitlines()[0])
            self._stopping.wait(BACK_OFF_SECONDS)
