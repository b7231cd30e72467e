"""Names for the ids in conclusions. A place that the gazetteer does not list is shown by its id."""

from collections.abc import Iterable, Iterator

from services.api import responses
from services.read_store.names import PlaceName

UNLISTED = "unlisted"


class Names:
    """The gazetteer's places, by id."""

    def __init__(self, places: Iterable[PlaceName]) -> None:
        self.listed = {place.id: place for place in places}

    def place(self, identity: str) -> responses.Place:
        """How a place is shown in a row."""
        found = self.listed.get(identity) or self._unlisted(identity)
        return responses.Place(id=found.id, name=found.name, kind=found.kind, parent=found.parent)

    def listed_beneath(self, identity: str) -> list[str]:
        """The listed places that lie in a place, at any depth; the place itself is not among them."""
        return self.beneath(identity, self.listed)

    def beneath(self, identity: str, others: Iterable[str]) -> list[str]:
        """Those of `others` that lie in a place, at any depth; the place itself is not among them."""
        return [other for other in others if identity in self._parents(other)]

    def by_name(self) -> dict[str, str]:
        """From id to name."""
        return {place.id: place.name for place in self.listed.values()}

    def _parents(self, identity: str) -> Iterator[str]:
        seen = {identity}
        while parent := (self.listed.get(identity) or self._unlisted(identity)).parent:
            if parent in seen:
                return
            seen.add(parent)
            yield parent
            identity = parent

    @staticmethod
    def _unlisted(identity: str) -> PlaceName:
        return PlaceName(identity, identity, UNLISTED, identity.rpartition(".")[0] or None)
