"""An operator over an event: agreed, refused, began, denied; and all of those on the way up."""

from dataclasses import dataclass

from services.ingest.extract.grammar.clause import Clause
from services.ingest.extract.grammar.phrase import NounPhrase, VerbGroup


@dataclass(frozen=True, slots=True)
class Operator:
    """An operator over a predicate: its name, the token it stands at, its verb if it is one, whether it is negated,
    the clause whose verb it is, the phrase whose head it is."""

    name: str
    at: int
    verb: VerbGroup | None = None
    negated: bool = False
    clause: Clause | None = None
    phrase: NounPhrase | None = None


@dataclass(frozen=True, slots=True)
class Climb:
    """All above a predicate: the operators innermost first, the conditions it stands under, whether it is itself a
    condition, in a question, or behind "before" or "until" (`marker`, with the clause it depends on); `opened` is what
    the clause before a colon announces."""

    operators: tuple[Operator, ...]
    condition: bool = False
    marker: str = ""
    question: bool = False
    unreal: bool = False
    main: Clause | None = None
    opened: Operator | None = None


class Found:
    """What a climb has gathered so far."""

    def __init__(self) -> None:
        self.operators: list[Operator] = []
        self.condition = self.question = self.unreal = False
        self.marker = ""
        self.main: Clause | None = None
        self.opened: Operator | None = None

    def climb(self) -> Climb:
        return Climb(
            tuple(self.operators), self.condition, self.marker, self.question, self.unreal, self.main, self.opened
        )
