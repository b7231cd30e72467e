"""`/v1/state`: the hash of all conclusions and claims, by which two logs are compared."""

from typing import Annotated

from fastapi import APIRouter, Query

from services.api.answers import written
from services.api.clocks import ClockParameters
from services.api.desk import AtDesk
from services.api.responses import StateAnswer
from services.read_store.state import state_at

router = APIRouter(prefix="/v1/state", tags=["state"])


@router.get("", summary="The state hash")
@written
def state(desk: AtDesk, asked: Annotated[ClockParameters, Query()]) -> StateAnswer:
    """Resolves everything anew: the more claims, the longer. A clock that is not given stays open."""
    clocks = asked.open()
    with desk.snapshot(asked.pinned) as snapshot:
        found = state_at(snapshot.connection, clocks)
        return StateAnswer(
            state_hash=found.hash,
            claims=found.claims,
            places=found.places,
            memberships=found.memberships,
            **snapshot.under(clocks),
        )
