"""`/v1/presence`: whose force is where, what is planned for it, on whose word, and who disagrees."""

from collections.abc import Iterable, Iterator
from typing import Annotated, Any

from fastapi import APIRouter, Query
from pydantic import Field

from services.api import cursors, responses
from services.api.answers import written
from services.api.asking import Asking
from services.api.clocks import ClockParameters
from services.api.desk import After, AtDesk, Limit, Plain, Snapshot
from services.api.evidence import evidence_page
from services.api.problems import Fault, ProblemError, did_you_mean, near
from services.api.rows import presence_interval, presence_row, roll_up
from services.read_store.findings import spoken_of
from services.read_store.matters import PLACE
from services.resolve.conclusions import Status
from services.resolve.findings import PlaceFound, RowFound

router = APIRouter(prefix="/v1/presence", tags=["presence"])


def _several(description: str, example: str) -> Any:
    return Field(default_factory=list, description=description, examples=[[example]])


class Filters(ClockParameters):
    """Which subjects are wanted. A filter given several times takes any of its values."""

    place: Annotated[list[Plain], _several("Exactly these places", "am.tavush")]
    owner: Annotated[list[Plain], _several("Whose force: ISO 3166-1 alpha-3, or an organisation", "RUS")]
    force: Annotated[list[Plain], _several("Force class", "border_guards")]
    status: Annotated[list[Status], _several("Status of the subject", "present")]
    limit: Limit = 500
    after: After = None


class PageParameters(ClockParameters):
    """The clocks, and which page."""

    limit: Limit = 500
    after: After = None


@router.get("", summary="Presence by place, owner and force")
@written
def presence(desk: AtDesk, asked: Annotated[Filters, Query()]) -> responses.PresenceList:
    """One row a subject, sorted by place, owner and force. One of which neither status nor outlook is known makes a
    row only where `status=unknown` is asked for."""
    with desk.question(asked) as (snapshot, clocks):
        _check_filters(snapshot, asked.place)
        asking = Asking(snapshot.connection, clocks)
        rows = [
            (found, row)
            for found in asking.presence(asked.place or None)
            for row in sorted(found.subjects, key=lambda row: (row.owner or "", row.force))
            if _wanted(row, asked)
        ]
        shown, following = cursors.page(rows, _key, asked.after, asked.limit)
        data = [presence_row(row, snapshot.names) for row in asking.rows_in_words(shown)]
        return responses.PresenceList(data=data, next=following, **snapshot.clocked(clocks))


@router.get("/{place}", summary="One place")
@written
def presence_of(desk: AtDesk, place: Plain, asked: Annotated[ClockParameters, Query()]) -> responses.PlacePresence:
    """A place, its subjects, the last of the claims that decide nothing, and for display a count of the places beneath
    it."""
    with desk.question(asked) as (snapshot, clocks):
        _check_address(snapshot, place)
        names = snapshot.names
        asking = Asking(snapshot.connection, clocks)
        (conclusion,) = asking.presence_in_words([asking.presence_of(place)])
        rows = sorted(conclusion.subjects, key=lambda row: (row.owner or "", row.force))
        beneath = asking.places_beneath(place, names)
        return responses.PlacePresence(
            place=names.place(place),
            status=conclusion.status,
            subjects=[presence_row(row, names) for row in rows],
            listed=list(conclusion.listed),
            roll_up=roll_up(asking.presence(beneath)) if beneath else None,
            **snapshot.clocked(clocks),
        )


@router.get("/{place}/history", summary="How one place changed")
@written
def history(desk: AtDesk, place: Plain, asked: Annotated[PageParameters, Query()]) -> responses.PresenceHistory:
    """Stretches of days by subject, as known by `reported_by`, `recorded_by` and `position`."""
    with desk.question(asked) as (snapshot, clocks):
        _check_address(snapshot, place)
        asking = Asking(snapshot.connection, clocks)
        ordered = sorted(asking.history(place), key=lambda one: (one.subject, str(one.start)))
        shown, following = cursors.page(ordered, lambda one: (one.subject, str(one.start)), asked.after, asked.limit)
        return responses.PresenceHistory(
            place=snapshot.names.place(place),
            data=[presence_interval(interval, snapshot.names) for interval in asking.stretches_in_words(place, shown)],
            next=following,
            **snapshot.clocked(clocks),
        )


@router.get("/{place}/evidence", summary="Every claim on one place")
@written
def evidence(desk: AtDesk, place: Plain, asked: Annotated[PageParameters, Query()]) -> responses.Evidence:
    """Claims in the order of publication, each with what it does to the answer, also those that do not count; and how
    the grade of each row comes of them."""
    with desk.question(asked) as (snapshot, clocks):
        _check_address(snapshot, place)
        return evidence_page(snapshot, place, clocks, asked.after, asked.limit)


def _key(item: tuple[PlaceFound, RowFound]) -> tuple[str, str, str]:
    found, row = item
    return found.place, row.owner or "", row.force


def _wanted(row: RowFound, asked: Filters) -> bool:
    told = row.status in asked.status if asked.status else row.status != "unknown" or row.outlook is not None
    return told and (not asked.owner or row.owner in asked.owner) and (not asked.force or row.force in asked.force)


def _unknown(snapshot: Snapshot, asked: Iterable[str]) -> Iterator[tuple[str, list[str]]]:
    """Of these places those that are neither listed nor spoken of: what is wrong, and what may have been meant."""
    unlisted = [place for place in asked if place not in snapshot.names.listed]
    spoken = set(spoken_of(snapshot.connection, PLACE, only=[PLACE + place for place in unlisted]) if unlisted else ())
    for place in unlisted:
        if PLACE + place not in spoken:
            suggestions = near(place, snapshot.names.by_name())
            yield f"No place has the id {place!r}.{did_you_mean(suggestions)}", suggestions


def _check_address(snapshot: Snapshot, place: str) -> None:
    for detail, suggestions in _unknown(snapshot, [place]):
        raise ProblemError("unknown-place", detail, Fault(detail, parameter="place"), suggestions=suggestions)


def _check_filters(snapshot: Snapshot, places: Iterable[str]) -> None:
    for detail, suggestions in _unknown(snapshot, places):
        raise ProblemError("invalid-parameter", detail, Fault(detail, parameter="place"), suggestions=suggestions)
