"""An official's stance that no other type holds."""

from typing import Literal

from events.claims.base import Claim


class OfficialStatementMade(Claim):
    """An official took a stance on a tracked subject."""

    stored_as = "official-statement-made.v1"
    effect = "none"
    type: Literal["OfficialStatementMade"] = "OfficialStatementMade"
