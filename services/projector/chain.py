"""Whether an event follows what is known of its stream. Pure."""

from typing import Literal

from events.envelope import Envelope, Head
from events.streams import GENESIS

Verdict = Literal["follows", "repeated"]


def judge(envelope: Envelope, head: Head, known_id: str | None) -> tuple[Verdict | None, str]:
    """What an event is to a stream whose last event is `head`: its next, a repetition, or (None, why it is neither).

    `known_id` is the id that the archive has for the event's version, None if it has none.
    """
    if envelope.version <= head.version:
        if known_id == envelope.id:
            return "repeated", ""
        return None, f"fork: version {envelope.version} is {known_id} in the archive and {envelope.id} here"
    if envelope.version > head.version + 1:
        return None, f"gap: version {envelope.version} came after {head.version}"
    if (envelope.previous_id, envelope.previous_hash) != (head.id, head.hash):
        return None, f"broken chain: version {envelope.version} names another event before it than {head.id or 'none'}"
    return "follows", ""


BEGINNING = Head(0, "", GENESIS, None)
"""The head of a stream that has no event."""
