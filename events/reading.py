"""What one text yields: its claims, and the sentences that had the makings of one and were not read as such."""

from dataclasses import dataclass
from enum import StrEnum
from typing import Annotated, Self

from pydantic import Field, model_validator

from events.model import Frozen
from events.record import Record


class Reason(StrEnum):
    """Why a sentence yields no claim. To add one: a member with its line; a stored name is never taken away."""

    meaning: str

    def __new__(cls, name: str, meaning: str = "") -> "Reason":
        member = str.__new__(cls, name)
        member._value_, member.meaning = name, meaning
        return member

    QUESTION = "question", "It is asked, not said."
    ONLY_HOPED = "only_hoped", "It is hoped, feared or wished for, not said to be so."
    ONLY_DISCUSSED = "only_discussed", "It is considered or debated; nobody says that it is so or will be."
    CONDITION_ONLY = "condition_only", "It stands in an `if` or a `once`: a condition, not a statement."
    NOT_SAID = "not_said", "Nobody says it: the saying itself is denied, refused or left open."
    ANOTHER_SENSE = "another_sense", "The verb or noun means something else here."
    NO_PLACE_OR_FORCE = "no_place_or_force", "Neither a place nor a force that it could be about is named or recalled."
    NO_ACTOR = "no_actor", "Nobody is named or recalled who would have done it."
    NOT_TRACKED = "not_tracked", "Its force, place or organisation is none that is followed."
    NO_FRAME_FITS = "no_frame_fits", "The words are known, but no rule fits the way in which they stand together."
    ENDLESS = "endless", "It is the rest of a sentence without end, which is read only in part."
    SET_ASIDE = "set_aside", "It belongs to the page and not to the story: a caption, a byline, a reference."


class Unread(Frozen):
    """A sentence that speaks of a matter that is followed, has a word for what happens there, and yields no claim.

    Offsets are those of the sentence in the stored text, in code points; `trigger` is the word that called for a claim.
    """

    start: Annotated[int, Field(ge=0)]
    end: Annotated[int, Field(ge=1)]
    reason: Reason
    trigger: Annotated[str, Field(min_length=1)]

    @model_validator(mode="after")
    def _holds_something(self) -> Self:
        if self.end <= self.start:
            raise ValueError(f"a sentence from {self.start} to {self.end} holds nothing")
        return self


@dataclass(frozen=True, slots=True)
class Reading:
    """Claims and unread sentences of one text, each in the order of the text. No sentence of `unread` has a claim."""

    claims: tuple[Record, ...] = ()
    unread: tuple[Unread, ...] = ()
