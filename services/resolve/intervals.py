"""Histories: the stretches of valid time in which a finding stayed the same."""

from collections.abc import Callable, Iterable, Iterator
from datetime import date, timedelta
from itertools import groupby
from operator import attrgetter
from typing import Protocol

from services.resolve.citing import SHOWN, SHOWN_IN_HISTORY
from services.resolve.findings import FacetFound, RowFound, Stretch
from services.resolve.hearing import Heard, Step


class Folding(Protocol):
    """What takes steps in their order and comes to a conclusion."""

    def take(self, step: Step) -> None: ...

    @property
    def conclusion(self) -> object: ...

    def found(self, heard: Heard | None = None, shown: int = SHOWN) -> RowFound | FacetFound: ...


def stretches(begin: Callable[[], Folding], steps: Iterable[Step], subject: str) -> Iterator[Stretch]:
    """The stretches in which `conclusion` stays the same, each with the finding as it stood on its last day.

    A stretch starts on the day on which the step that opens it acts and ends on the day before the next;
    the last one has no end. Before the first nothing is known.
    """
    folding, ahead = begin(), begin()
    start: date | None = None
    last: object = None
    for day, todays in groupby(steps, key=attrgetter("day")):
        told = list(todays)
        for step in told:
            ahead.take(step)
        now = ahead.conclusion
        if start is None or now != last:
            if start is not None:
                yield Stretch(start, day - timedelta(days=1), folding.found(shown=SHOWN_IN_HISTORY), subject)
            start = day
        last = now
        for step in told:
            folding.take(step)
    if start is not None:
        yield Stretch(start, None, folding.found(shown=SHOWN_IN_HISTORY), subject)
