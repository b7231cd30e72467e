"""Filling a schema with several processes, each with its part of the streams. Run as a script it is one of them.

Making rows is work for a core, and so is writing them: with one process the one waits for the other.
"""

import os
import subprocess
import sys
import tempfile
import time
from functools import partial
from typing import Any

import orjson
from sqlalchemy import Engine

from services.event_log.reader import read as read_log
from services.projector.apply import PARTITION
from services.projector.fill import Part, Progress, Reads, fill
from services.read_store import fills
from services.read_store.connect import open_store
from services.stack.process import bound

WORTH_IT = 100_000
"""With fewer records than these the processes would hardly have started."""
PARTS_MAX = 8
LOOK_SECONDS = 0.2


class PartFailed(RuntimeError):
    """A process that filled a part ended before its time."""


def fill_in_parts(
    kafka: str, topic: str, engine: Engine, schema: str, read: Reads, end: int, progress: Progress
) -> None:
    """As `fill`, with as many processes as there are cores if it is worth it. They end with this process.

    Raises PartFailed with the last words of the one that failed.
    """
    with engine.connect() as connection:
        known = fills.parts_of(connection, schema)
    parts = known or (min(PARTS_MAX, len(os.sched_getaffinity(0))) if end >= WORTH_IT else 1)
    if parts == 1:
        fill(engine, schema, read, end, progress)
        return
    with engine.begin() as connection:
        fills.begin(connection, schema, parts)
    url = engine.url.render_as_string(hide_password=False)
    common = {"database_url": url, "kafka": kafka, "topic": topic, "schema": schema, "end": end, "of": parts}
    processes = [_Process({**common, "number": number}) for number in range(parts)]
    try:
        while any(process.runs() for process in processes):
            time.sleep(LOOK_SECONDS)
            with engine.connect() as connection:
                progress(fills.done(connection, schema), end)
            for process in processes:
                process.require_success(schema)
    finally:
        for process in processes:
            process.end()


class _Process:
    """One of the processes."""

    def __init__(self, given: dict[str, Any]) -> None:
        self._said = tempfile.TemporaryFile()  # noqa: SIM115 - lives as long as the process
        command = [*bound(), sys.executable, "-m", "services.projector.fill_in_parts"]
        self._process = subprocess.Popen(command, stdin=subprocess.PIPE, stderr=self._said)
        assert self._process.stdin is not None
        self._process.stdin.write(orjson.dumps(given))  # no arguments: others could read them, the password too
        self._process.stdin.close()

    def runs(self) -> bool:
        return self._process.poll() is None

    def require_success(self, schema: str) -> None:
        if self._process.poll():
            self._said.seek(0)
            words = self._said.read().decode(errors="replace").strip().splitlines()
            raise PartFailed(f"filling a part of {schema} failed: {words[-1] if words else 'it said nothing'}")

    def end(self) -> None:
        self._process.terminate()
        self._process.wait()
        self._said.close()


def _fill_one(given: dict[str, Any]) -> None:
    engine = open_store(given["database_url"], connections=2)
    reads = partial(read_log, given["kafka"], given["topic"], PARTITION)
    part = Part(given["number"], given["of"])
    try:
        fill(engine, given["schema"], reads, given["end"], lambda _done, _end: None, part)
    finally:
        engine.dispose()


if __name__ == "__main__":
    _fill_one(orjson.loads(sys.stdin.buffer.read()))
