"""`/v1/presence`: whose force is where, what is planned for it, on whose word, and who disagrees."""

from collections.abc import Iterable
from typing import Annotated, Any

from fastapi import APIRouter, Query
from pydantic import Field

from services.api import cursors, responses
from services.api.asking import Asking
from services.api.clocks import ClockParameters
from services.api.desk import After, AtDesk, Limit, Plain, Snapshot
from services.api.naming import Names
from services.api.problems import Fault, ProblemError, did_you_mean, near
from services.api.rows import presence_interval, presence_row, roll_up
from services.read_store.matters import likeness, load_place
from services.read_store.settled import concluded_places
from services.resolve.conclusions import PlaceConclusion, PresenceRow, Status
from services.resolve.evidence import evidence_at
from services.resolve.presence import presence_history
from services.resolve.weighing import weigh_at

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
def presence(desk: AtDesk, asked: Annotated[Filters, Query()]) -> responses.PresenceList:
    """One row a subject, sorted by place, owner and force. One of which neither status nor outlook is known makes a
    row only where `status=unknown` is asked for."""
    clocks = asked.fixed(desk.today())
    with desk.snapshot() as snapshot:
        for place in asked.place:
            _check_filter(snapshot, place)
        conclusions = Asking(snapshot.connection, clocks).presence(asked.place or None)
        rows = [row for row in _rows(conclusions) if _wanted(row, asked)]
        shown, following = cursors.page(rows, _key, asked.after, asked.limit)
        data = [presence_row(row, snapshot.names) for row in shown]
        return responses.PresenceList(data=data, next=following, **snapshot.clocked(clocks))


@router.get("/{place}", summary="One place")
def presence_of(desk: AtDesk, place: Plain, asked: Annotated[ClockParameters, Query()]) -> responses.PlacePresence:
    """A place, its subjects, the claims that decide nothing, and for display a count of the places beneath it."""
    clocks = asked.fixed(desk.today())
    with desk.snapshot() as snapshot:
        _check_address(snapshot, place)
        names = snapshot.names
        asking = Asking(snapshot.connection, clocks)
        conclusion = asking.presence_of(place)
        return responses.PlacePresence(
            place=names.place(place),
            status=conclusion.status,
            subjects=[presence_row(row, names) for row in _rows([conclusion])],
            listed=list(conclusion.listed),
            roll_up=roll_up(asking.presence(names.beneath(place, concluded_places(snapshot.connection)))),
            **snapshot.clocked(clocks),
        )


@router.get("/{place}/history", summary="How one place changed")
def history(desk: AtDesk, place: Plain, asked: Annotated[PageParameters, Query()]) -> responses.PresenceHistory:
    """Stretches of days by subject, as known by `reported_by` and `recorded_by`."""
    clocks = asked.fixed(desk.today())
    with desk.snapshot() as snapshot:
        _check_address(snapshot, place)
        intervals = presence_history(load_place(snapshot.connection, place), place, clocks.for_resolver())
        ordered = sorted(intervals, key=lambda i: (i.subject, str(i.start or "")))
        shown, following = cursors.page(ordered, lambda i: (i.subject, str(i.start or "")), asked.after, asked.limit)
        return responses.PresenceHistory(
            place=snapshot.names.place(place),
            data=[presence_interval(interval, snapshot.names) for interval in shown],
            next=following,
            **snapshot.clocked(clocks),
        )


@router.get("/{place}/evidence", summary="Every claim on one place")
def evidence(desk: AtDesk, place: Plain, asked: Annotated[PageParameters, Query()]) -> responses.Evidence:
    """Claims in the order of publication, each with what it does to the answer, also those that do not count; and how
    the grade of each row comes of them."""
    clocks = asked.fixed(desk.today())
    with desk.snapshot() as snapshot:
        _check_address(snapshot, place)
        matter, asked_of = load_place(snapshot.connection, place), clocks.for_resolver()
        citations = evidence_at(matter, place, asked_of)
        weighed = weigh_at(matter, place, asked_of, likeness(snapshot.connection, matter))
        shown, following = cursors.page_in_order(citations, lambda c: c.claim, asked.after, asked.limit)
        return responses.Evidence(data=shown, weighed=list(weighed), next=following, **snapshot.clocked(clocks))


def _rows(conclusions: Iterable[PlaceConclusion]) -> list[PresenceRow]:
    return sorted((row for conclusion in conclusions for row in conclusion.subjects), key=_key)


def _key(row: PresenceRow) -> tuple[str, str, str]:
    return row.place, row.owner or "", row.force


def _wanted(row: PresenceRow, asked: Filters) -> bool:
    told = row.status in asked.status if asked.status else row.status != "unknown" or row.outlook is not None
    return told and (not asked.owner or row.owner in asked.owner) and (not asked.force or row.force in asked.force)


def _known(snapshot: Snapshot, place: str) -> bool:
    return place in snapshot.names.listed or place in concluded_places(snapshot.connection)


def _unknown(names: Names, place: str) -> tuple[str, list[str]]:
    suggestions = near(place, names.by_name())
    return f"No place has the id {place!r}.{did_you_mean(suggestions)}", suggestions


def _check_address(snapshot: Snapshot, place: str) -> None:
    if not _known(snapshot, place):
        detail, suggestions = _unknown(snapshot.names, place)
        raise ProblemError("unknown-place", detail, Fault(detail, parameter="place"), suggestions=suggestions)


def _check_filter(snapshot: Snapshot, place: str) -> None:
    if not _known(snapshot, place):
        detail, suggestions = _unknown(snapshot.names, place)
        raise ProblemError("invalid-parameter", detail, Fault(detail, parameter="place"), suggestions=suggestions)
