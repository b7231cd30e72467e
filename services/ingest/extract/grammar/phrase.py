"""The noun phrase and the verb group."""

from collections.abc import Iterator

from services.ingest.extract.words.tokens import Token

_RANKS = frozenset({"first", "last", "only", "second", "third", "latest"})


class NounPhrase:
    """Tokens `start` up to `end` with head `head`; `possessor` the phrase before 's. What follows is hung on by
    `clauses`: `links` as (preposition, phrase or clause), `also` phrases coordinated with it, `named` appositions,
    `clauses` relative clauses and participles that describe it. `negated`: behind "nor"."""

    __slots__ = ("also", "clauses", "end", "head", "links", "named", "negated", "possessor", "start")

    def __init__(self, start: int, head: int, end: int, possessor: "NounPhrase | None" = None) -> None:
        self.start = start
        self.head = head
        self.end = end
        self.possessor = possessor
        self.links: list[tuple[str, object]] = []
        self.also: list[NounPhrase] = []
        self.named: list[NounPhrase] = []
        self.clauses: list[object] = []
        self.negated = False

    def __repr__(self) -> str:
        return f"NP[{self.start}:{self.end}]"

    def all(self) -> Iterator["NounPhrase"]:
        """The phrase and those coordinated with it."""
        yield self
        yield from self.also


def is_it(phrase: object, tokens: list[Token]) -> bool:
    """Whether a phrase is "it", which may stand only for what follows."""
    return isinstance(phrase, NounPhrase) and tokens[phrase.head].low == "it"


class VerbGroup:
    """Tokens `start` up to `end`, the verb at `head`. `form` is finite, inf, ing or pp; `tense` past, pres, future,
    would, may (possible), must (deontic); `perfect`, `progressive`, `passive`, `negated`; `adverbs` its adverb tokens;
    `lemmas` the verbs it can be; `modal` the modal word."""

    __slots__ = (
        "adverbs",
        "end",
        "form",
        "head",
        "lemmas",
        "modal",
        "negated",
        "passive",
        "perfect",
        "progressive",
        "start",
        "tense",
    )

    def __init__(self, start: int, head: int, end: int) -> None:
        self.start = start
        self.head = head
        self.end = end
        self.form = "finite"
        self.tense = "pres"
        self.modal = ""
        self.perfect = self.progressive = self.passive = self.negated = False
        self.adverbs: list[int] = []
        self.lemmas: tuple[str, ...] = ()

    def __repr__(self) -> str:
        marks = "".join(
            m
            for m, on in (
                ("perf ", self.perfect),
                ("prog ", self.progressive),
                ("pass ", self.passive),
                ("not ", self.negated),
            )
            if on
        )
        return f"VG[{'/'.join(self.lemmas)} {self.form} {self.tense} {marks}]"

    @property
    def copula(self) -> bool:
        """Whether it is a form of be and nothing else."""
        return self.lemmas == ("be",)


def is_ranked(phrase: NounPhrase, tokens: list[Token]) -> bool:
    """The last guard, the first minister, the only state to do it: whoever is so ranked has done it."""
    return any(tokens[i].low in _RANKS for i in range(phrase.start, phrase.head))


def nested_links(phrase: NounPhrase, depth: int = 0) -> Iterator[tuple[str, NounPhrase]]:
    """The prepositions and phrases that hang on `phrase`, and on those in turn."""
    for prep, linked in phrase.links:
        if isinstance(linked, NounPhrase):
            yield prep, linked
            if depth < 4:
                yield from nested_links(linked, depth + 1)
