"""Control of a place passing from one owner to another, or shared."""

from typing import Literal

from events.claims.base import Claim


class ControlHandoverAgreed(Claim):
    """A place is to pass to other hands. The force is the one that leaves."""

    stored_as = "control-handover-agreed.v1"
    effect = "outlook"
    type: Literal["ControlHandoverAgreed"] = "ControlHandoverAgreed"


class ControlHandoverCompleted(Claim):
    """A place has passed to other hands. The force is the one that left."""

    stored_as = "control-handover-completed.v1"
    effect = "presence"
    type: Literal["ControlHandoverCompleted"] = "ControlHandoverCompleted"


class JointDeploymentAgreed(Claim):
    """A place is to be guarded together. The force is the one already there."""

    stored_as = "joint-deployment-agreed.v1"
    effect = "outlook"
    type: Literal["JointDeploymentAgreed"] = "JointDeploymentAgreed"


class JointDeploymentBegun(Claim):
    """A place is guarded together. The force is the one that was there before."""

    stored_as = "joint-deployment-begun.v1"
    effect = "presence"
    type: Literal["JointDeploymentBegun"] = "JointDeploymentBegun"
