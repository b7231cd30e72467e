"""Editions as they come together: an edition is projected whole, once its last claim is there."""

from collections.abc import Callable

from events.article_events import EditionEvent
from events.claims import Claim
from events.envelope import Envelope

Begun = Callable[[Envelope], list[Envelope]]
"""From a claim whose edition began before to that edition's events so far, the claim among them."""


class Assembly:
    """The editions begun and not yet complete, by stream."""

    def __init__(self, begun: Begun) -> None:
        self.parts: dict[str, list[Envelope]] = {}
        self._begun = begun

    def add(self, envelope: Envelope) -> list[Envelope]:
        """Take the next article or claim event of a stream. Returns the edition's events once it is complete."""
        stream = envelope.stream
        if isinstance(envelope.event, EditionEvent):
            self.parts[stream] = [envelope]
        elif stream in self.parts:
            self.parts[stream].append(envelope)
        else:
            self.parts[stream] = self._begun(envelope)
        parts = self.parts[stream]
        return self.parts.pop(stream) if len(parts) == edition_of(parts).claims_total + 1 else []


def edition_of(parts: list[Envelope]) -> EditionEvent:
    """The event that an edition begins with."""
    first = parts[0].event
    assert isinstance(first, EditionEvent)
    return first


def is_part(envelope: Envelope) -> bool:
    """Whether an event belongs to an edition."""
    return isinstance(envelope.event, EditionEvent | Claim)
