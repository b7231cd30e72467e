"""`/v1/diff`: what changed between two points on any clock, and which claims made it so."""

from collections.abc import Iterable
from typing import Annotated, Any, Literal

from fastapi import APIRouter, Query
from pydantic import Field, ValidationError

from services.api import cursors
from services.api import diff_responses as responses
from services.api.answers import written
from services.api.clocks import ClockParameters, FixedClocks
from services.api.desk import After, AtDesk, Plain, Snapshot
from services.api.problems import Fault, ProblemError
from services.api.tokens import token_of
from services.read_store.dockets import load
from services.read_store.findings import spoken_of
from services.read_store.matters import MEMBERSHIP, PLACE
from services.read_store.words import words
from services.resolve.citing import Words, citation
from services.resolve.diff import Difference, Mover, Point, diff
from services.resolve.findings import Cited

router = APIRouter(prefix="/v1/diff", tags=["diff"])

ClockName = Literal["as_of", "reported_by", "recorded_by", "position"]
MATTERS_A_PAGE = 200
"""So many matters are compared for one page, whether they differ or not: `next` goes on."""


class Parameters(ClockParameters):
    """The two points, and what is compared. The other clocks are the same at both; but `as_of`, where it is not given,
    follows each point, as it does in any other question."""

    from_: Annotated[str, Field(alias="from", max_length=400, description="A day, or a position")]
    to: Annotated[str, Field(max_length=400, description="A day, or a position")]
    clock: Annotated[
        ClockName | None,
        Field(description="On which clock the points lie; by default `position` for positions, else `reported_by`"),
    ] = None
    place: Annotated[list[Plain], Field(default_factory=list, description="Only these places")]
    org: Annotated[list[Plain], Field(default_factory=list, description="Only memberships in these organisations")]
    after: After = None


@router.get("", summary="What changed between two points")
@written
def differences(desk: AtDesk, asked: Annotated[Parameters, Query()]) -> responses.DiffAnswer:
    """One item a subject that differs; each with the changes, and the claims that do something else than before: new
    ones, and those that count no more. A page may hold none and still not be the last."""
    clock = asked.clock or ("position" if _is_token(asked.from_) else "reported_by")
    points = _at(asked, clock, "from", asked.from_), _at(asked, clock, "to", asked.to)
    with desk.snapshot(asked.pinned) as snapshot:
        for point in points:
            if clock == "position" and point.pinned is not None:
                snapshot.check_pinned(point.pinned)
        before, after = (point.fixed(snapshot.today) for point in points)
        compared, following = _page(_matters(snapshot, asked), asked.after)
        found = _compare(snapshot, compared, before, after)
        return responses.DiffAnswer(
            clock=clock,
            before=_told(before, asked.from_ if clock == "position" else None),
            after=_told(after, asked.to if clock == "position" else None),
            data=_in_words(snapshot, found),
            next=following,
            **snapshot.standing(),
        )


def _is_token(value: str) -> bool:
    try:
        token_of(value)
    except ValueError:
        return False
    return True


def _at(asked: Parameters, clock: ClockName, name: str, value: str) -> ClockParameters:
    """The clocks at one point."""
    given = asked.model_dump(include={"as_of", "reported_by", "recorded_by", "position"})
    if given[clock] is not None:
        detail = f"{clock}: the points lie on this clock, so it cannot be fixed"
        raise ProblemError("invalid-parameter", detail, Fault(detail, parameter=clock))
    try:
        return ClockParameters.model_validate({**given, clock: value})
    except ValidationError as error:
        message = str(error.errors()[0]["msg"]).removeprefix("Value error, ")
        raise ProblemError("invalid-parameter", f"{name}: {message}", Fault(message, parameter=name)) from error


def _matters(snapshot: Snapshot, asked: Parameters) -> list[str]:
    """The matters that are asked about, sorted."""
    places, memberships = (spoken_of(snapshot.connection, kind) for kind in (PLACE, MEMBERSHIP))
    if asked.place or asked.org:
        places = [name for name in places if name.removeprefix(PLACE) in asked.place]
        memberships = [name for name in memberships if name.split("/")[1] in asked.org]
    return sorted([*places, *memberships])


def _page(matters: list[str], after: str | None) -> tuple[list[str], str | None]:
    if after is not None:
        (last,) = cursors.decode(after, str)
        matters = [matter for matter in matters if matter > last]
    page = matters[:MATTERS_A_PAGE]
    return page, cursors.encode([page[-1]]) if len(matters) > len(page) else None


def _compare(snapshot: Snapshot, matters: list[str], before: FixedClocks, after: FixedClocks) -> list[Difference]:
    was = load(snapshot.connection, matters, before.for_resolver())
    now = load(snapshot.connection, matters, after.for_resolver())
    found = (diff(Point(was[name], before.as_of), Point(now[name], after.as_of)) for name in matters)
    return [difference for own in found for difference in own]


def _in_words(snapshot: Snapshot, found: Iterable[Difference]) -> list[responses.Difference]:
    differences = list(found)
    said = words(snapshot.connection, {mover.claim for one in differences for mover in one.movers})
    return [
        responses.Difference(
            subject=one.subject,
            changes=[responses.Differs(kind=c.kind, before=c.before, after=c.after) for c in one.changes],
            claims=[_mover(mover, said) for mover in one.movers],
            claims_total=one.movers_total,
        )
        for one in differences
    ]


def _mover(mover: Mover, said: Words) -> responses.Mover:
    cited = Cited(str(mover.claim), f"article {mover.claim.article_id}", "", mover.after or "")
    return responses.Mover(before=mover.before, after=mover.after, citation=citation(cited, said))


def _told(clocks: FixedClocks, position: str | None) -> dict[str, Any]:
    return {
        "as_of": clocks.as_of,
        "reported_by": clocks.reported_by,
        "recorded_by": clocks.recorded_by,
        "position": position,
    }
