"""What the passes hand on: the setting of an article, one sentence with everything found in it, and a draft of a
claim."""

from dataclasses import dataclass, field
from datetime import date

from events.record import Amount, Force
from services.ingest.extract.frames.matching import Match
from services.ingest.extract.grammar.clause import Clause
from services.ingest.extract.grammar.phrase import NounPhrase
from services.ingest.extract.grammar.tree import Tree
from services.ingest.extract.operators.axes import Axes
from services.ingest.extract.operators.operator import Climb
from services.ingest.extract.things.memory import Memory
from services.ingest.extract.things.roles import Roles
from services.ingest.extract.things.things import Things
from services.ingest.extract.words.tokens import Line, Token
from services.ingest.extract.words.words import Vocabulary
from services.ingest.gazetteer import Gazetteer


@dataclass(slots=True)
class Setting:
    """The article around a sentence; `states` are those it names anywhere."""

    gazetteer: Gazetteer
    vocabulary: Vocabulary
    published: date | None
    version: str
    memory: Memory = field(default_factory=Memory)
    states: frozenset[str] = frozenset()


@dataclass(slots=True)
class Scene:
    """One sentence: its tokens, tree and things. `beside` maps a noun phrase to the one it stands right behind;
    `events` are those found, `told` the nodes whose arms or engagement has been told."""

    line: Line
    tokens: list[Token]
    tree: Tree
    things: Things
    setting: Setting
    title: bool
    beside: dict[int, NounPhrase] = field(default_factory=dict)
    events: "list[Event]" = field(default_factory=list)
    told: set[int] = field(default_factory=set)


@dataclass(slots=True)
class Event:
    """A predicate with a sense: where it stands, who does what, what is above it, and its axes. `others` are further
    senses that fit, for where the first makes no claim."""

    node: Clause | NounPhrase
    match: Match
    roles: Roles
    climb: Climb
    axes: Axes
    frame: str
    others: tuple[Match, ...] = ()

    @property
    def at(self) -> int:
        """The token the predicate stands at."""
        if isinstance(self.node, NounPhrase):
            return self.node.head
        assert self.node.verb is not None
        return self.node.verb.head


@dataclass(slots=True)
class Draft:
    """A claim before dates and speaker are added: `frame` and stage name its type through `stages.tsv`."""

    event: Event
    frame: str
    axes: Axes
    forces: tuple[Force, ...] = ()
    places: tuple[str, ...] = ()
    excluded: tuple[str, ...] = ()
    part: bool = False
    org: str | None = None
    parties: tuple[tuple[str, str], ...] = ()
    item: str | None = None
    quantity: Amount | None = None
    value: Amount | None = None
    kind: str | None = None
    basis: str | None = None
    tier: str = "A"
