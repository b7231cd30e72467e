"""A member leaving an organisation, stage by stage."""

from typing import Literal

from events.claims.base import Claim


class ExitProposed(Claim):
    """Somebody calls for leaving."""

    stored_as = "exit-proposed.v1"
    effect = "none"
    type: Literal["ExitProposed"] = "ExitProposed"


class ExitThreatened(Claim):
    """A member says it may leave, or does not rule it out."""

    stored_as = "exit-threatened.v1"
    effect = "outlook"
    type: Literal["ExitThreatened"] = "ExitThreatened"


class ExitAnnounced(Claim):
    """A member says it will leave."""

    stored_as = "exit-announced.v1"
    effect = "facet"
    type: Literal["ExitAnnounced"] = "ExitAnnounced"


class ExitNotified(Claim):
    """A member gave formal notice of leaving."""

    stored_as = "exit-notified.v1"
    effect = "facet"
    type: Literal["ExitNotified"] = "ExitNotified"


class ExitCompleted(Claim):
    """A member has left."""

    stored_as = "exit-completed.v1"
    effect = "facet"
    type: Literal["ExitCompleted"] = "ExitCompleted"
