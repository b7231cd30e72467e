"""Force somewhere: seen, staying, arriving, growing."""

from typing import Literal

from events.claims.base import Claim


class PresenceReported(Claim):
    """A force is said or shown to be at a place."""

    stored_as = "presence-reported.v1"
    effect = "presence"
    type: Literal["PresenceReported"] = "PresenceReported"


class PresenceToContinue(Claim):
    """A force remains, or will remain (`until`), where it is."""

    stored_as = "presence-to-continue.v1"
    effect = "presence"
    type: Literal["PresenceToContinue"] = "PresenceToContinue"


class DeploymentAnnounced(Claim):
    """A force is to come."""

    stored_as = "deployment-announced.v1"
    effect = "outlook"
    type: Literal["DeploymentAnnounced"] = "DeploymentAnnounced"


class DeploymentCompleted(Claim):
    """A force has come."""

    stored_as = "deployment-completed.v1"
    effect = "presence"
    type: Literal["DeploymentCompleted"] = "DeploymentCompleted"


class ForceReinforced(Claim):
    """A force that is there has grown."""

    stored_as = "force-reinforced.v1"
    effect = "size"
    type: Literal["ForceReinforced"] = "ForceReinforced"


class ForceReduced(Claim):
    """A force that is there has shrunk."""

    stored_as = "force-reduced.v1"
    effect = "size"
    type: Literal["ForceReduced"] = "ForceReduced"


class RotationReported(Claim):
    """Men of a force that is there were exchanged."""

    stored_as = "rotation-reported.v1"
    effect = "size"
    type: Literal["RotationReported"] = "RotationReported"


class BasingTermsChanged(Claim):
    """The lease or treaty of a base was signed, extended or ended."""

    stored_as = "basing-terms-changed.v1"
    effect = "outlook"
    type: Literal["BasingTermsChanged"] = "BasingTermsChanged"
