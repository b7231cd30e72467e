"""Folds that grow: steps come in any order, and the fold is at any time that of all steps in their order."""

from bisect import bisect
from collections.abc import Callable, Iterable
from typing import Generic, Protocol, Self, TypeVar

from services.resolve.hearing import Step

TAIL = 64
"""A step that belongs among the last so many costs no more than they do; one further back costs the whole fold."""


class Foldable(Protocol):
    """What takes steps in their order, and can be copied."""

    def take(self, step: Step) -> None: ...

    def copy(self) -> Self: ...


F = TypeVar("F", bound=Foldable)


class Growing(Generic[F]):
    """`tip` is the fold of all `steps`, which stand in their order."""

    def __init__(self, begin: Callable[[], F], steps: Iterable[Step] = ()) -> None:
        self._begin = begin
        self.steps = sorted(steps)
        self._refold()

    def add(self, step: Step) -> None:
        """Put one more step in its place."""
        at = bisect(self.steps, step)
        self.steps.insert(at, step)
        if at == len(self.steps) - 1:
            self.tip.take(step)
        elif at >= self._marked:
            self._from_mark()
        else:
            self._refold()
        if len(self.steps) - self._marked > 2 * TAIL:
            self._advance()

    def _refold(self) -> None:
        self._mark, self._marked = self._begin(), 0
        self._advance()
        self._from_mark()

    def _advance(self) -> None:
        """Move the mark, the fold of all but the last steps, on."""
        upto = max(0, len(self.steps) - TAIL)
        for step in self.steps[self._marked : upto]:
            self._mark.take(step)
        self._marked = upto

    def _from_mark(self) -> None:
        self.tip = self._mark.copy()
        for step in self.steps[self._marked :]:
            self.tip.take(step)
