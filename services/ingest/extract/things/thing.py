"""A thing: what a noun phrase stands for."""

from dataclasses import dataclass, field

from services.ingest.extract.grammar.phrase import NounPhrase
from services.ingest.extract.words.tokens import Token


@dataclass(slots=True)
class Thing:
    """What a phrase stands for. `kinds` are senses of its head; `force` its type where it is one, `owner` whose it is;
    `places`; `state` for whom it speaks or acts; `org` the organisation; `noun` the singular of its head;
    `told` where it was told of in the sentences before, if it takes that up."""

    phrase: NounPhrase
    head: Token
    noun: str
    kinds: frozenset[str] = frozenset()
    force: str | None = None
    owner: str | None = None
    unit: str | None = None
    places: tuple[str, ...] = ()
    part: bool = False
    state: str | None = None
    org: str | None = None
    lows: frozenset[str] = field(default=frozenset())
    titles: tuple[frozenset[str], ...] = ()
    told: tuple[str, ...] = ()
