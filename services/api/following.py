"""Following the feed for many clients with one question to the store in each half second."""

from collections.abc import Iterator
from contextlib import contextmanager
from time import monotonic

from anyio import Lock
from fastapi.concurrency import run_in_threadpool

from services.api.desk import Desk
from services.read_store.feed import feed_end


class Following:
    """The end of the feed, looked up at most once an interval however many clients ask."""

    def __init__(self, desk: Desk, seconds: float = 0.5) -> None:
        self.seconds = seconds
        self.clients = 0
        self.stopping = False
        self._desk = desk
        self._lock = Lock()
        self._end = 0
        self._looked_at = float("-inf")

    @contextmanager
    def client(self) -> Iterator[None]:
        """Count a client while it is connected."""
        self.clients += 1
        try:
            yield
        finally:
            self.clients -= 1

    async def end(self) -> int:
        """Position of the last released change, at most one interval old."""
        async with self._lock:
            if monotonic() - self._looked_at >= self.seconds:
                self._end = await run_in_threadpool(self._look)
                self._looked_at = monotonic()
            return self._end

    def stop(self) -> None:
        """Let every stream end at its next look, so that the server can leave."""
        self.stopping = True

    def _look(self) -> int:
        with self._desk.snapshot() as snapshot:
            return feed_end(snapshot.connection)
