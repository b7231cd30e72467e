"""A force leaving, stage by stage: asked, planned, put off, begun, done."""

from typing import Literal

from events.claims.base import Claim


class WithdrawalProposed(Claim):
    """Somebody without authority over the matter calls for a force to leave."""

    stored_as = "withdrawal-proposed.v1"
    effect = "outlook"
    type: Literal["WithdrawalProposed"] = "WithdrawalProposed"


class WithdrawalRequested(Claim):
    """An authority asks the owner to take its force away."""

    stored_as = "withdrawal-requested.v1"
    effect = "outlook"
    type: Literal["WithdrawalRequested"] = "WithdrawalRequested"


class WithdrawalThreatened(Claim):
    """Host or owner says a force will have to leave unless something happens."""

    stored_as = "withdrawal-threatened.v1"
    effect = "outlook"
    type: Literal["WithdrawalThreatened"] = "WithdrawalThreatened"


class WithdrawalRefused(Claim):
    """Owner or host refuses a withdrawal that was asked for."""

    stored_as = "withdrawal-refused.v1"
    effect = "outlook"
    type: Literal["WithdrawalRefused"] = "WithdrawalRefused"


class WithdrawalAgreed(Claim):
    """Both sides agreed that a force leaves. Nothing has moved yet."""

    stored_as = "withdrawal-agreed.v1"
    effect = "outlook"
    type: Literal["WithdrawalAgreed"] = "WithdrawalAgreed"


class WithdrawalAnnounced(Claim):
    """It is announced that a force will leave. Nothing has moved yet."""

    stored_as = "withdrawal-announced.v1"
    effect = "outlook"
    type: Literal["WithdrawalAnnounced"] = "WithdrawalAnnounced"


class WithdrawalOrdered(Claim):
    """A force was ordered to leave. Nothing has moved yet."""

    stored_as = "withdrawal-ordered.v1"
    effect = "outlook"
    type: Literal["WithdrawalOrdered"] = "WithdrawalOrdered"


class WithdrawalPostponed(Claim):
    """A planned withdrawal was put off."""

    stored_as = "withdrawal-postponed.v1"
    effect = "outlook"
    type: Literal["WithdrawalPostponed"] = "WithdrawalPostponed"


class WithdrawalCancelled(Claim):
    """A planned withdrawal was called off."""

    stored_as = "withdrawal-cancelled.v1"
    effect = "outlook"
    type: Literal["WithdrawalCancelled"] = "WithdrawalCancelled"


class WithdrawalBegun(Claim):
    """A force has begun to leave."""

    stored_as = "withdrawal-begun.v1"
    effect = "presence"
    type: Literal["WithdrawalBegun"] = "WithdrawalBegun"


class WithdrawalCompleted(Claim):
    """A force has left."""

    stored_as = "withdrawal-completed.v1"
    effect = "presence"
    type: Literal["WithdrawalCompleted"] = "WithdrawalCompleted"
