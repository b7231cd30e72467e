"""Read your writes: an answer that waits until the read models have reached a place in the log."""

from time import monotonic

from anyio import sleep
from fastapi import Request
from fastapi.concurrency import run_in_threadpool

from events.streams import ARTICLE_EVENTS
from services.api.clocks import WAIT_SECONDS_MAX
from services.api.desk import Desk, not_reached
from services.api.problems import Fault, ProblemError
from services.api.tokens import PublishedPosition, ReadPosition, token_of
from services.read_store import articles, ledger

POLL_SECONDS = 0.05


async def reached(request: Request) -> None:
    """Return once `min_position` is reached, for at most `wait` seconds; then it is a problem (503) with the lag.

    Nobody's thread waits. What cannot be read is left to the reader of the parameters, who says why.
    """
    asked = request.query_params
    try:
        token = token_of(asked.get("min_position", ""))
        seconds = float(asked.get("wait", "0"))
    except ValueError:
        return
    if not 0 <= seconds <= WAIT_SECONDS_MAX:
        return
    desk: Desk = request.app.state.desk
    until = monotonic() + seconds
    while (problem := await run_in_threadpool(_missing, desk, token)) is not None:
        if monotonic() >= until:
            raise problem
        await sleep(POLL_SECONDS)


def _missing(desk: Desk, token: ReadPosition | PublishedPosition) -> ProblemError | None:
    """What is missing until a place in the log is reached; None where nothing is."""
    with desk.snapshot() as snapshot:
        at = snapshot.at
        if isinstance(token, ReadPosition):
            if token.log != at.log:
                fault = Fault("min_position: it is a place in another log", parameter="min_position")
                raise ProblemError("invalid-parameter", fault.detail, fault)
            if at.next_offset >= token.offset:
                return None
            return not_reached(f"{ARTICLE_EVENTS} is read up to {at.next_offset}, min_position is {token.offset}", at)
        result = ledger.result(snapshot.connection, token.partition, token.offset)
        if result is None:
            return not_reached("The published record is not taken in yet", at)
        if result["stream"] is None:  # a dead letter: nothing more will come of it
            return None
        version, stopped = articles.stream_state(snapshot.connection, result["stream"]) or (0, None)
        if stopped is not None or version >= result["version"]:
            return None
        return not_reached("The published record is taken in, and the answers do not rest on it yet", at)
