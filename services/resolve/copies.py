"""Which articles are one because they are copies of each other, taken transitively."""

from collections.abc import Hashable, Iterable, Mapping
from typing import Generic, TypeVar

from services.resolve.matter import EditionKey

Item = TypeVar("Item", bound=Hashable)
Pair = tuple[EditionKey, EditionKey]


class Groups(Generic[Item]):
    """Items in groups that grow together; each group is named by one of its items."""

    def __init__(self) -> None:
        self._above: dict[Item, Item] = {}

    def of(self, item: Item) -> Item:
        """The name of the group that an item is in, at first its own."""
        while (above := self._above.setdefault(item, item)) != item:
            self._above[item] = item = self._above.setdefault(above, above)
        return item

    def join(self, one: Item, other: Item) -> bool:
        """Make the groups of two items one, named as the first's was. Returns whether they were two."""
        first, second = self.of(one), self.of(other)
        self._above[second] = first
        return first != second


def joined_by(pairs: Iterable[Pair], likeness: Mapping[Pair, float]) -> list[tuple[Pair, float | None]]:
    """The fewest pairs that join all these editions as far as they are joined, the most alike taken first."""
    groups = Groups[EditionKey]()
    ranked = sorted(pairs, key=lambda pair: (-likeness.get(pair, 0.0), pair))
    return [(pair, likeness.get(pair)) for pair in ranked if groups.join(*pair)]
