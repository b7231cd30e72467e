"""The clocks that a question may fix."""

from dataclasses import dataclass
from datetime import date, datetime

from events.article import end_of_day


@dataclass(frozen=True, slots=True)
class Clocks:
    """`as_of` on the world, `reported_by` on the press, `recorded_by` on the log; each a UTC day, meaning its end.

    `position` is the exact one: what stands before this offset of the log. None leaves a clock open: everything in
    the log counts, and nothing that depends on today is computed.
    """

    as_of: date | None = None
    reported_by: date | None = None
    recorded_by: date | None = None
    position: int | None = None

    def reports(self, counts: datetime) -> bool:
        """Whether a text that counts from this moment was published by the press clock."""
        return self.reported_by is None or counts <= end_of_day(self.reported_by)

    def holds(self, recorded_at: datetime) -> bool:
        """Whether what was recorded at this moment is in view of the log clock."""
        return self.recorded_by is None or recorded_at <= end_of_day(self.recorded_by)


OPEN = Clocks()
