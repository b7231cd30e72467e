"""Matters that the projector keeps resolved from batch to batch, so that an article costs what it adds.

They are a memory of rows: forgotten at any time, they are read again. Whoever fails to commit must forget them.
"""

from collections import OrderedDict
from collections.abc import Collection

from sqlalchemy import Connection

from services.read_store.dockets import load
from services.resolve.clocks import Clocks
from services.resolve.live import Live, live

ASSERTIONS_MAX = 150_000
"""Of all matters together; some 100 MB."""


class Kept:
    """`schema` and `stands_at` are the projection and the position that the kept matters stand at."""

    def __init__(self, assertions_max: int = ASSERTIONS_MAX) -> None:
        self._matters: OrderedDict[str, Live] = OrderedDict()
        self._max = assertions_max
        self.schema = ""
        self.stands_at = 0

    def fetch(self, connection: Connection, matters: Collection[str], position: int) -> dict[str, Live]:
        """These matters as they are before a position; those that are not kept are read."""
        missing = [matter for matter in matters if matter not in self._matters]
        read = load(connection, missing, Clocks(position=position), listing=True) if missing else {}
        self._matters |= {matter: live(docket) for matter, docket in read.items()}
        for matter in matters:
            self._matters.move_to_end(matter)
        return {matter: self._matters[matter] for matter in matters}

    def trim(self) -> None:
        """Forget the matters that were longest not asked for, until the others are few enough."""
        total = sum(matter.size for matter in self._matters.values())
        while total > self._max and self._matters:
            _, matter = self._matters.popitem(last=False)
            total -= matter.size

    def forget(self, matters: Collection[str] | None = None) -> None:
        """Forget these matters, or all."""
        for matter in list(self._matters) if matters is None else matters:
            self._matters.pop(matter, None)
