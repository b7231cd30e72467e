"""What the gazetteer's tables say of places and organisations, for the api to show."""

from dataclasses import dataclass
from operator import attrgetter

from sqlalchemy import Connection, select

from services.read_store.sets import plain_rows
from services.read_store.tables_shared import organisations, places


@dataclass(frozen=True, slots=True)
class PlaceName:
    """A place as the gazetteer lists it; `parent` is the place it lies in."""

    id: str
    name: str
    kind: str
    parent: str | None
    host: str | None = None
    lat: float | None = None
    lon: float | None = None


@dataclass(frozen=True, slots=True)
class OrganisationName:
    """An organisation as the gazetteer lists it."""

    id: str
    name: str
    tracked: bool


PLACES = select(*(places.c[name] for name in ("id", "name", "kind", "parent", "host", "lat", "lon")))


def listed_places(connection: Connection) -> list[PlaceName]:
    """All places, by id."""
    return sorted((PlaceName(*row) for row in plain_rows(connection.execute(PLACES))), key=attrgetter("id"))


def listed_organisations(connection: Connection) -> list[OrganisationName]:
    """All organisations, by id."""
    columns = (organisations.c.id, organisations.c.name, organisations.c.tracked)
    return sorted((OrganisationName(*row) for row in connection.execute(select(*columns))), key=attrgetter("id"))
