"""The three clocks a question may fix."""

from dataclasses import dataclass
from datetime import date


@dataclass(frozen=True, slots=True)
class Clocks:
    """`as_of` on the world, `reported_by` on the press, `recorded_by` on the log; each a UTC day, meaning its end.

    None leaves a clock open: everything in the log counts, and nothing that depends on today is computed.
    """

    as_of: date | None = None
    reported_by: date | None = None
    recorded_by: date | None = None


OPEN = Clocks()
