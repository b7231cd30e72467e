"""`drawdown verify` by itself: whenever the last check is older than so many hours."""

import logging
import subprocess
import sys
import threading
from datetime import UTC, datetime, timedelta

from sqlalchemy import Engine
from sqlalchemy.exc import SQLAlchemyError

from events.streams import Topics
from services import settings
from services.read_store.verifications import last
from services.stack.process import bound

log = logging.getLogger(__name__)

LOOK_SECONDS = 60.0
FIRST_AFTER = timedelta(minutes=10)
"""A store that was never checked is checked so long after the start: not while all else starts."""
COMMAND = (sys.executable, "-m", "services", "verify", "--json")


class Checking(threading.Thread):
    """Starts the check as a process of its own, so that it takes nothing from the projector, and waits for it.

    What it finds stands in the table of verifications, where the API's metrics look.
    """

    def __init__(self, engine: Engine, every: timedelta, kafka: str, database_url: str, topics: Topics) -> None:
        super().__init__(name="checking", daemon=True)
        self._engine = engine
        self._every = every
        self._environment = settings.child_environment(kafka=kafka, database=database_url, topic_prefix=topics.prefix)
        self._up_since = datetime.now(UTC)

    def run(self) -> None:
        waiting = threading.Event()
        while not waiting.wait(LOOK_SECONDS):
            try:
                if self.due(datetime.now(UTC)):
                    self.check()
            except SQLAlchemyError as error:
                log.warning("whether a check is due is not known: %s", str(error).splitlines()[0])

    def due(self, now: datetime) -> bool:
        """Whether the last check is too old, or there never was one and this process has settled."""
        with self._engine.connect() as connection:
            checked = last(connection)
        return now - checked.ended_at > self._every if checked else now - self._up_since > FIRST_AFTER

    def check(self) -> int:
        """Check now; returns the exit code of the command."""
        done = subprocess.run([*bound(), *COMMAND], env=self._environment, capture_output=True, check=False)
        if done.returncode:
            said = (done.stderr or done.stdout).decode(errors="replace").strip()
            log.error("the check of the store ended with code %s: %s", done.returncode, said[:2000])
        else:
            log.info("the check of the store found nothing amiss")
        return done.returncode
