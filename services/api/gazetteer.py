"""`/v1/places` and `/v1/organisations`: the ids there are, with their names."""

from typing import Annotated

from fastapi import APIRouter, Query
from pydantic import Field

from services.api import cursors, responses
from services.api.answers import written
from services.api.clocks import ClockParameters
from services.api.desk import After, AtDesk, Limit, Plain
from services.read_store.names import PlaceName, listed_organisations, listed_places

router = APIRouter(prefix="/v1", tags=["gazetteer"])


class PlaceFilters(ClockParameters):
    """Which places are wanted."""

    kind: Annotated[list[Plain], Field(default_factory=list, description="Kinds of place", examples=[["province"]])]
    parent: Annotated[Plain | None, Field(description="The place they lie in directly", examples=["am"])] = None
    q: Annotated[Plain | None, Field(description="Part of the id or name")] = None
    limit: Limit = 1000
    after: After = None


class PageParameters(ClockParameters):
    """Which page."""

    limit: Limit = 1000
    after: After = None


@router.get("/places", summary="Places")
@written
def places(desk: AtDesk, asked: Annotated[PlaceFilters, Query()]) -> responses.PlaceList:
    """The places that the gazetteer lists, by id."""
    with desk.question(asked) as (snapshot, clocks):
        wanted = [place for place in listed_places(snapshot.connection) if _wanted(place, asked)]
        shown, following = cursors.page(wanted, lambda place: (place.id,), asked.after, asked.limit)
        data = [
            responses.MappedPlace(
                id=place.id,
                name=place.name,
                kind=place.kind,
                parent=place.parent,
                host=place.host,
                lat=place.lat,
                lon=place.lon,
            )
            for place in shown
        ]
        return responses.PlaceList(data=data, next=following, **snapshot.clocked(clocks))


@router.get("/organisations", summary="Organisations")
@written
def organisations(desk: AtDesk, asked: Annotated[PageParameters, Query()]) -> responses.OrganisationList:
    """The organisations that the gazetteer lists, by id; `tracked` where participation is followed."""
    with desk.question(asked) as (snapshot, clocks):
        listed = listed_organisations(snapshot.connection)
        shown, following = cursors.page(listed, lambda organisation: (organisation.id,), asked.after, asked.limit)
        data = [responses.Organisation(id=o.id, name=o.name, tracked=o.tracked) for o in shown]
        return responses.OrganisationList(data=data, next=following, **snapshot.clocked(clocks))


def _wanted(place: PlaceName, asked: PlaceFilters) -> bool:
    return (
        (not asked.kind or place.kind in asked.kind)
        and (asked.parent is None or place.parent == asked.parent)
        and (asked.q is None or asked.q.casefold() in f"{place.id} {place.name}".casefold())
    )
