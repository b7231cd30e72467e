"""How a download is shown: a bar on a terminal, a plain line now and then elsewhere."""

import sys
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager

_MB = 1_000_000


@contextmanager
def download_shown(label: str, total_bytes: int, say: Callable[[str], None]) -> Iterator[Callable[[int], None]]:
    """Show a download of `total_bytes`. Out: a function to call with the number of bytes that just arrived.

    Both forms go to standard error; `say` prints one plain line.
    """
    if sys.stderr.isatty():
        from rich.console import Console  # late: only the first start needs it
        from rich.progress import BarColumn, DownloadColumn, Progress, TextColumn, TransferSpeedColumn

        columns = (TextColumn("{task.description}"), BarColumn(), DownloadColumn(), TransferSpeedColumn())
        with Progress(*columns, console=Console(stderr=True)) as bar:
            task = bar.add_task(label, total=total_bytes)
            yield lambda arrived: bar.update(task, advance=arrived)
        return
    say(f"{label}: {total_bytes / _MB:.0f} MB")
    yield _QuarterLines(label, total_bytes, say).arrived


class _QuarterLines:
    """One plain line at each quarter of the way."""

    def __init__(self, label: str, total_bytes: int, say: Callable[[str], None]) -> None:
        self._label, self._total, self._say = label, total_bytes, say
        self._done, self._told = 0, 0
        self._lock = threading.Lock()

    def arrived(self, count: int) -> None:
        with self._lock:
            self._done += count
            quarter = min(4, 4 * self._done // self._total)
            if quarter > self._told:
                self._told = quarter
                self._say(f"{self._label}: {25 * quarter} %")
