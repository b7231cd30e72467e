"""Military cooperation: visits, talks, drills, attachés, agreements, missions, training, aid (`kind`)."""

from typing import Literal

from events.claims.base import Claim


class EngagementPlanned(Claim):
    """An engagement is planned."""

    stored_as = "engagement-planned.v1"
    effect = "none"
    type: Literal["EngagementPlanned"] = "EngagementPlanned"


class EngagementHeld(Claim):
    """An engagement took place."""

    stored_as = "engagement-held.v1"
    effect = "none"
    type: Literal["EngagementHeld"] = "EngagementHeld"


class EngagementReduced(Claim):
    """An engagement was cut or ended."""

    stored_as = "engagement-reduced.v1"
    effect = "none"
    type: Literal["EngagementReduced"] = "EngagementReduced"
