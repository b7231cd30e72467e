"""Old versions of events, lifted one step at a time to the newest. Pure functions on JSON values."""

from collections.abc import Callable
from typing import Any

Data = dict[str, Any]
Step = Callable[[Data], Data]


def _article_published_v1_to_v2(data: Data) -> Data:
    """v1 had the bare minima in `minhash` and left their parameters to the reader; they were always these."""
    lifted = {key: value for key, value in data.items() if key != "minhash"}
    return {**lifted, "signature": {"values": data["minhash"]}}


def _with_nothing_unread(data: Data) -> Data:
    """Before, nobody noted which sentences were left unread."""
    return {**data, "unread": []}


STEPS: dict[str, tuple[str, Step]] = {
    "article-published.v1": ("article-published.v2", _article_published_v1_to_v2),
    "article-published.v2": ("article-published.v3", _with_nothing_unread),
    "article-revised.v1": ("article-revised.v2", _with_nothing_unread),
}
"""From a stored type name to its successor and the function that leads there."""


def is_newest(stored_type: str) -> bool:
    """Whether a stored type has no successor."""
    return stored_type not in STEPS


def upcast(stored_type: str, data: Data) -> tuple[str, Data]:
    """Type and data in their newest version; unchanged where there is nothing newer."""
    while stored_type in STEPS:
        stored_type, step = STEPS[stored_type]
        data = step(data)
    return stored_type, data
