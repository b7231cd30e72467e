"""`/v1/changes`: the feed of status changes, as pages and as a stream of server-sent events."""

from collections.abc import AsyncIterator
from time import monotonic
from typing import Annotated, Any

import structlog
from anyio import sleep
from fastapi import APIRouter, Header, Query, Request
from fastapi.concurrency import run_in_threadpool
from fastapi.responses import StreamingResponse
from fastapi.sse import format_sse_event
from pydantic import BaseModel, Field
from sqlalchemy.exc import InterfaceError, OperationalError

from events.status_change import ChangeKind
from services.api import responses
from services.api.answers import written
from services.api.clocks import ClockParameters
from services.api.desk import AtDesk, Desk, Limit, Plain
from services.api.following import Following
from services.api.problems import Fault, ProblemError
from services.read_store.feed import changes_after, feed_end

router = APIRouter(prefix="/v1/changes", tags=["changes"])

BATCH = 200
RECONNECT_MILLISECONDS = 2000
KEEP_ALIVE_SECONDS = 15

_log = structlog.get_logger("drawdown.api")


class EventStream(StreamingResponse):
    """Server-sent events. FastAPI's own class would begin to answer before a wrong position is found."""

    media_type = "text/event-stream"


class Filters(BaseModel):
    """Which changes are wanted."""

    subject: Annotated[
        Plain | None,
        Field(description="This subject, or all beneath it", examples=["presence/am.tavush", "participation/CSTO/ARM"]),
    ] = None
    kind: Annotated[ChangeKind | None, Field(description="Only changes of this kind")] = None


class PageParameters(Filters, ClockParameters):
    """Which page. Clocks that are not given are open; `as_of` chooses which plans had come due by then."""

    after: Annotated[int, Field(ge=0, le=2**63 - 1, description="Position of the last change already known")] = 0
    limit: Limit = 100


class StreamParameters(Filters):
    """Where to begin."""

    after: Annotated[
        str | None,
        Field(
            pattern=r"^(now|\d{1,18})$",
            description="Position of the last change already known, or `now`; by default the whole feed is sent first. "
            "The header `Last-Event-ID`, which a browser sends when it reconnects, comes first.",
        ),
    ] = None


@router.get("", summary="Changes in the order of the feed")
@written
def changes(desk: AtDesk, asked: Annotated[PageParameters, Query()]) -> responses.ChangeList:
    """A page of the feed. `resume` is where to ask again later, also when there was nothing new."""
    clocks = asked.open()
    with desk.snapshot(asked.pinned) as snapshot:
        rows = changes_after(snapshot.connection, asked.after, asked.limit + 1, asked.subject, asked.kind, clocks)
        if not rows and asked.after and asked.after > (end := feed_end(snapshot.connection)):
            raise _beyond(asked.after, end)
        shown = [_change(row) for row in rows[: asked.limit]]
        last = str(shown[-1].position if shown else asked.after)
        following = last if len(rows) > asked.limit else None
        return responses.ChangeList(data=shown, next=following, resume=last, **snapshot.under(clocks))


@router.get(
    "/stream",
    summary="Changes as they happen",
    response_class=EventStream,
    responses={200: {"description": "Server-sent events `change`; `caught-up` once, where the backlog ends"}},
)
async def stream(
    desk: AtDesk,
    request: Request,
    asked: Annotated[StreamParameters, Query()],
    last_event_id: Annotated[
        str | None, Header(pattern=r"^\d{1,18}$", description="Position of the last change received")
    ] = None,
) -> EventStream:
    """First the changes after the given position, then `caught-up`, then each change as it is released."""
    following: Following = request.app.state.following
    position = await run_in_threadpool(_start, desk, last_event_id, asked.after)
    return EventStream(
        _events(desk, following, asked, position), headers={"Cache-Control": "no-cache", "X-Accel-Buffering": "no"}
    )


async def _events(desk: Desk, following: Following, asked: Filters, position: int) -> AsyncIterator[bytes]:
    """The wire format of the stream, until the client leaves, the server stops or the store fails."""
    yield format_sse_event(comment="changes of Drawdown", retry=RECONNECT_MILLISECONDS)
    caught_up, spoke_at = False, monotonic()
    with following.client():
        while not following.stopping:
            try:
                end = await following.end()
                rows = await run_in_threadpool(_read, desk, position, asked) if position < end else []
            except (OperationalError, InterfaceError) as error:
                _log.error("stream of changes ended", reason=str(error).splitlines()[0])
                return
            for row in rows:
                position = row["position"]
                data = _change(row).model_dump_json()
                yield format_sse_event(event="change", id=str(position), data_str=data)
            if len(rows) == BATCH:
                continue
            position = max(position, end)
            if not caught_up or (not rows and monotonic() - spoke_at >= KEEP_ALIVE_SECONDS):
                yield _caught_up(position) if not caught_up else format_sse_event(comment="still here")
                caught_up, spoke_at = True, monotonic()
            await sleep(following.seconds)


def _caught_up(position: int) -> bytes:
    return format_sse_event(event="caught-up", id=str(position), data_str=f'{{"position": {position}}}')


def _start(desk: Desk, last_event_id: str | None, after: str | None) -> int:
    with desk.snapshot() as snapshot:
        end = feed_end(snapshot.connection)
    if last_event_id is None and after == "now":
        return end
    position = int(last_event_id or after or 0)
    if position > end:
        raise _beyond(position, end, "Last-Event-ID" if last_event_id else None)
    return position


def _beyond(position: int, end: int, header: str | None = None) -> ProblemError:
    """A position that the feed has not reached is of another feed: going on from it would miss changes."""
    name = header or "after"
    detail = f"{name}: this feed ends at {end}, so {position} is of another one; begin again from 0"
    fault = Fault(detail, header=header) if header else Fault(detail, parameter="after")
    return ProblemError("invalid-parameter", detail, fault)


def _read(desk: Desk, position: int, asked: Filters) -> list[dict[str, Any]]:
    with desk.snapshot() as snapshot:
        return changes_after(snapshot.connection, position, BATCH, asked.subject, asked.kind)


def _change(row: dict[str, Any]) -> responses.Change:
    kept = ("position", "id", "subject", "kind", "before", "after", "caused_by", "recorded_at", "detail")
    return responses.Change(due_on=row["not_before"], **{name: row[name] for name in kept})
