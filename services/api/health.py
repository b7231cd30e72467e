"""`/livez` and `/readyz`: whether the process lives, and whether it can answer."""

from fastapi import APIRouter, Response
from sqlalchemy.exc import SQLAlchemyError

from services.api.desk import AtDesk, Desk
from services.api.responses import Check, Health
from services.event_log.topics import LogUnavailable
from services.read_store.schemas import NoLiveProjection

LAG_SECONDS_MAX = 60
REQUIRED = frozenset({"read store"})
"""Without these nothing can be answered; without the others answers are late, or nothing can be published."""

router = APIRouter(tags=["health"])


@router.get("/livez", summary="Is the process alive?")
def livez() -> Health:
    """Answers as long as the process does; looks at nothing else."""
    return Health(status="ok", checks=[])


@router.get("/readyz", summary="Can it answer?", responses={503: {"model": Health}})
def readyz(desk: AtDesk, response: Response) -> Health:
    """`ok`; `degraded` (200) where the log cannot be reached or the projection is late; else `unavailable` (503)."""
    checks = [*_store(desk), *_log(desk)]
    failed = {check.name for check in checks if not check.ok}
    if failed & REQUIRED:
        response.status_code = 503
        return Health(status="unavailable", checks=checks)
    return Health(status="degraded" if failed else "ok", checks=checks)


def _store(desk: Desk) -> list[Check]:
    try:
        with desk.snapshot() as snapshot:
            at = snapshot.at
    except (SQLAlchemyError, NoLiveProjection) as error:
        reason = str(error) if isinstance(error, NoLiveProjection) else "Postgres cannot be reached"
        return [Check(name="read store", ok=False, detail=reason)]
    level = at.lag_seconds <= LAG_SECONDS_MAX
    lag = f"{at.lag_events} events, {at.lag_seconds:.1f} s behind; at most {LAG_SECONDS_MAX} s is well"
    return [
        Check(name="read store", ok=True, detail=f"{at.projection} stands at {at.next_offset}"),
        Check(name="projection lag", ok=level, detail=lag),
    ]


def _log(desk: Desk) -> list[Check]:
    if desk.door is None:
        return []
    try:
        address = desk.door.knock()
    except LogUnavailable as error:
        return [Check(name="log", ok=False, detail=str(error))]
    return [Check(name="log", ok=True, detail=f"Kafka answers at {address}")]
