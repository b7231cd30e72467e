"""What the passes from arguments on share: the article's setting, and one line with everything found in it."""

from dataclasses import dataclass, field
from datetime import date

from services.ingest.extract.clauses import Clause
from services.ingest.extract.lexicon import Lexicon
from services.ingest.extract.tokens import Line
from services.ingest.extract.triggers import Kernel
from services.ingest.extract.verbs import VerbGroup
from services.ingest.gazetteer import Gazetteer


@dataclass(frozen=True, slots=True)
class ForceArg:
    """A force in the text: owner (ISO3 or organisation) or None, type, unit, the token it stands at."""

    owner: str | None
    type: str
    unit: str | None
    at: int
    strong: bool
    noun: str


@dataclass(slots=True)
class Memory:
    """What earlier sentences leave behind for pronouns and definite descriptions."""

    forces: tuple[ForceArg, ...] = ()
    places: tuple[str, ...] = ()
    member: str | None = None
    org_seen: bool = False
    speaker: str | None = None
    speaker_state: str | None = None
    org: str | None = None
    org_age: int = 99
    people: tuple[str, ...] = ()


@dataclass(slots=True)
class Setting:
    """One article being read: gazetteer, word lists, the day it was published (the middle of a coarse
    date), memory."""

    gazetteer: Gazetteer
    words: Lexicon
    published: date | None
    memory: Memory = field(default_factory=Memory)


@dataclass(slots=True)
class Scene:
    """One line with its verb groups, clauses, kernels and forces. `spoken` are clauses that only name a speaker."""

    line: Line
    verbs: list[VerbGroup]
    clauses: list[Clause]
    kernels: list[Kernel]
    forces: list[ForceArg]
    spoken: frozenset[int] = frozenset()
    neighbours: tuple[str, ...] = ()
