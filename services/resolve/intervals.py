"""Histories: the stretches of valid time in which a conclusion stayed the same."""

from collections.abc import Callable, Iterator
from datetime import date, timedelta
from itertools import groupby
from typing import Protocol

from services.resolve.conclusions import Facet, Interval, PresenceRow
from services.resolve.steps import Step


class Folding(Protocol):
    """What takes steps in their order and comes to a conclusion."""

    def take(self, step: Step) -> None: ...

    @property
    def conclusion(self) -> object: ...

    def row(self) -> PresenceRow | Facet: ...


def intervals(begin: Callable[[], Folding], steps: list[Step], subject: str) -> Iterator[Interval]:
    """The stretches in which `conclusion` stays the same, each with the row as it stood on its last day.

    A stretch starts on the day on which the step that opens it acts and ends on the day before the next;
    the last one has no end. Before the first nothing is known.
    """
    changes = _days_of_change(begin(), steps)
    folding = begin()
    start: date | None = None
    for step in steps:
        if changes and step.day == changes[0]:
            if start is not None:
                yield Interval(start=start, end=step.day - timedelta(days=1), value=folding.row(), subject=subject)
            start = changes.pop(0)
        folding.take(step)
    if start is not None:
        yield Interval(start=start, end=None, value=folding.row(), subject=subject)


def _days_of_change(folding: Folding, steps: list[Step]) -> list[date]:
    """The days at whose end the conclusion is another than at the end of the day before; the first day is one."""
    found: list[date] = []
    last: object = None
    for day, todays in groupby(steps, key=lambda step: step.day):
        for step in todays:
            folding.take(step)
        if not found or folding.conclusion != last:
            found.append(day)
        last = folding.conclusion
    return found
