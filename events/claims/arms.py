"""Arms sought, ordered, called off, delivered."""

from typing import Literal

from events.claims.base import Claim


class ArmsDealNegotiated(Claim):
    """Arms are sought: talks, an inquiry, a letter of intent."""

    stored_as = "arms-deal-negotiated.v1"
    effect = "arms"
    type: Literal["ArmsDealNegotiated"] = "ArmsDealNegotiated"


class ArmsDealSigned(Claim):
    """Arms were ordered or bought."""

    stored_as = "arms-deal-signed.v1"
    effect = "arms"
    type: Literal["ArmsDealSigned"] = "ArmsDealSigned"


class ArmsDealCancelled(Claim):
    """An arms deal was called off."""

    stored_as = "arms-deal-cancelled.v1"
    effect = "arms"
    type: Literal["ArmsDealCancelled"] = "ArmsDealCancelled"


class ArmsDelivered(Claim):
    """A batch of arms arrived."""

    stored_as = "arms-delivered.v1"
    effect = "arms"
    type: Literal["ArmsDelivered"] = "ArmsDelivered"
