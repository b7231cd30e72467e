"""The clause: what a sentence is a tree of."""

from collections.abc import Iterator

from services.ingest.extract.grammar.phrase import NounPhrase, VerbGroup


class Clause:
    """One verb with what belongs to it. `role` says how it hangs on `parent` (a clause or noun phrase): main, that,
    comp (infinitive or participle complement), rel, adv, and, link. `marker` is the word that opens it (if, that, who);
    `subject`, `objects`, `links` (preposition, phrase or clause), `inner` clauses that hang on it, `adjective` the
    token of a predicate adjective, `particles` and `adverbs` tokens, `back` the clause that goes on when this one ends,
    where that is not its parent."""

    __slots__ = (
        "adjective",
        "adverbs",
        "antecedent",
        "back",
        "end",
        "inner",
        "inverted",
        "links",
        "marker",
        "objects",
        "parent",
        "particles",
        "predicate",
        "question",
        "role",
        "start",
        "subject",
        "verb",
    )

    def __init__(self, role: str, start: int, parent: "Clause | NounPhrase | None" = None, marker: str = "") -> None:
        self.role = role
        self.start = self.end = start
        self.parent = parent
        self.marker = marker
        self.subject: NounPhrase | Clause | None = None
        self.verb: VerbGroup | None = None
        self.objects: list[NounPhrase] = []
        self.links: list[tuple[str, object]] = []
        self.inner: list[Clause] = []
        self.particles: list[int] = []
        self.adverbs: list[int] = []
        self.adjective = -1
        self.predicate: NounPhrase | None = None
        self.antecedent: NounPhrase | None = None
        self.question = self.inverted = False
        self.back: Clause | None = None

    def __repr__(self) -> str:
        return f"<{self.role} {self.marker} {self.subject} {self.verb} {self.objects} {self.links}>"

    def above(self) -> "Clause | None":
        """The clause that this one hangs on, through a noun phrase if need be."""
        return self.parent if isinstance(self.parent, Clause) else None

    def walk(self) -> Iterator["Clause"]:
        """This clause and all that hang on it."""
        yield self
        for inner in self.inner:
            yield from inner.walk()
