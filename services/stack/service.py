"""One of Drawdown's own services as a child process: exactly the command that Compose runs."""

import http.client
import sys
import time
from collections.abc import Callable, Mapping
from pathlib import Path

from services.stack.errors import FAILED, UNAVAILABLE, StackError
from services.stack.process import Child, Program

NAMES = ("ingest", "projector", "api")
_READY_SECONDS = 60
_POLL_SECONDS = 0.05


class Service:
    """`drawdown ingest`, `drawdown projector` or `drawdown api`."""

    def __init__(self, name: str, data_dir: Path, environment: Mapping[str, str], port: int | None = None) -> None:
        self.name = name
        self._port = port
        argv = (sys.executable, "-m", "services", name)
        self._program = Program(name, argv, data_dir / "logs" / f"{name}.log", environment)

    def start(self, _say: Callable[[str], None]) -> Child:
        """Start it."""
        return self.restart()

    def restart(self) -> Child:
        """Start it again."""
        return Child(self._program)

    def wait_ready(self, child: Child) -> None:
        """Return when it answers on its port; one without a port is ready once it runs."""
        deadline = time.monotonic() + _READY_SECONDS
        while self._port is not None and not _is_live(self._port):
            if time.monotonic() > deadline:
                raise StackError(
                    f"{self.name} did not answer within {_READY_SECONDS} s (see {self._program.log})", UNAVAILABLE
                )
            self._require_running(child)
            time.sleep(_POLL_SECONDS)
        self._require_running(child)

    def _require_running(self, child: Child) -> None:
        if child.exit_code() is not None:
            raise StackError(
                f"{self.name} ended while starting: {child.last_words()} (see {self._program.log})", FAILED
            )


def _is_live(port: int) -> bool:
    connection = http.client.HTTPConnection("127.0.0.1", port, timeout=5)
    try:
        connection.request("GET", "/livez")
        return connection.getresponse().status == 200
    except (OSError, http.client.HTTPException):
        return False
    finally:
        connection.close()
