"""What every claim event has beyond its extraction record."""

from typing import Annotated, ClassVar, Literal

from pydantic import Field

from events.model import Frozen
from events.record import Record

Effect = Literal["presence", "outlook", "size", "facet", "arms", "none"]


Letter = Literal["A", "B", "C", "D", "E", "F"]
OutletLetter = Literal["A", "B", "C", "D", "E", "F", "unlisted"]
Speaker = Literal["official", "agency", "expert", "party", "unnamed", "outlet"]
SpeakerRole = Literal["official_own", "official_other", "agency", "expert", "party", "unnamed", "outlet"]
"""What the letter depends on besides the outlet: an official of a party to the matter knows it at first hand."""


class Grading(Frozen):
    """What ingest knows of the source, stamped once. The digit of the Admiralty grade is the resolver's.

    `source` is the letter of NATO AJP-2.1 for outlet and speaker. `state` is the side that the speaker speaks
    for (ISO 3166-1 alpha-3 or an organisation), `hosts` the states that the places lie in. `outlet` is the letter of
    the outlet alone, `cited` that of the outlet or agency on whose word the claim stands.
    """

    source: Letter
    speaker: Speaker
    state: str | None = None
    hosts: tuple[str, ...] = ()
    outlet: OutletLetter | None = None
    cited: OutletLetter | None = None


class Claim(Record):
    """A claim in the log. `edition` counts the texts of the article from 1, `ordinal` the claims of one text from 1."""

    stored_as: ClassVar[str]
    effect: ClassVar[Effect]

    edition: Annotated[int, Field(ge=1)]
    ordinal: Annotated[int, Field(ge=1)]
    grading: Grading
    tracked: Annotated[
        tuple[str, ...], Field(description="owners of `force` whose presence is tracked at these places")
    ] = ()
