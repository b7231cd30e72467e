"""Pass 7b. In: the clauses of a sentence. Out: for each clause and noun phrase what it hangs on, and as what."""

from collections.abc import Iterator
from typing import NamedTuple

from services.ingest.extract.grammar.clause import Clause
from services.ingest.extract.grammar.phrase import NounPhrase
from services.ingest.extract.words.tokens import Token


class Place(NamedTuple):
    """Where a node hangs: on `holder` as `role` (subject, object, predicate, comp, that, rel, adv, and, also, named,
    possessor, or the preposition of a link)."""

    holder: "Clause | NounPhrase"
    role: str


class Tree:
    """The clauses of a sentence, all its noun phrases in order, and where each hangs."""

    def __init__(self, roots: list[Clause], tokens: list[Token]) -> None:
        self.roots, self._tokens = roots, tokens
        self._direct: set[int] = set()
        self.clauses: list[Clause] = []
        self.phrases: list[NounPhrase] = []
        self._up: dict[Clause | NounPhrase, Place] = {}
        for root in roots:
            self._clause(root, None)
        self.phrases.sort(key=lambda p: p.head)
        self.clauses.sort(key=lambda c: c.verb.head if c.verb is not None else c.start)

    def up(self, node: "Clause | NounPhrase") -> Place | None:
        """What `node` hangs on; None for a root."""
        return self._up.get(node)

    def attach(self, node: "Clause | NounPhrase", holder: "Clause | NounPhrase", role: str) -> None:
        """Hang a part or copy of a phrase or clause on `holder`, as a node of its own."""
        self._up[node] = Place(holder, role)

    def _clause(self, clause: Clause, place: Place | None) -> None:
        if clause in self._up or clause in self.clauses:
            return
        if place is not None:
            self._up[clause] = place
        self.clauses.append(clause)
        self._direct |= {id(linked) for _, linked in clause.links}
        if isinstance(clause.subject, NounPhrase):
            self._phrase(clause.subject, Place(clause, "subject"))
        elif clause.subject is not None:
            self._clause(clause.subject, Place(clause, "subject"))
        for phrase in clause.objects:
            self._phrase(phrase, Place(clause, "object"))
        if clause.predicate is not None:
            self._phrase(clause.predicate, Place(clause, "predicate"))
        for prep, linked in clause.links:
            self._node(linked, Place(clause, prep))
        for inner in clause.inner:
            if inner is not clause.subject:
                self._clause(inner, Place(clause, inner.role))

    def _node(self, node: object, place: Place) -> None:
        if isinstance(node, NounPhrase):
            self._phrase(node, place)
        elif isinstance(node, Clause):
            self._clause(node, place)

    def _phrase(self, phrase: NounPhrase, place: Place) -> None:
        if phrase in self._up:
            return
        self._up[phrase] = place
        self.phrases.append(phrase)
        if phrase.possessor is not None:
            self._phrase(phrase.possessor, Place(phrase, "possessor"))
        for other in phrase.also:
            self._phrase(other, Place(phrase, "also"))
        for other in phrase.named:
            self._phrase(other, Place(phrase, "named"))
        for prep, linked in phrase.links:
            if id(linked) not in self._direct or not (self._named(phrase) or prep == "during"):
                self._node(linked, Place(phrase, prep))
        for clause in phrase.clauses:
            if isinstance(clause, Clause):
                self._clause(clause, Place(phrase, clause.role))

    def _named(self, phrase: NounPhrase) -> bool:
        """Whether a phrase is a name, pronoun or date: what follows belongs to the verb: called on Moscow for a
        pullout."""
        return self._tokens[phrase.head].tag in "POZ"

    def clause_of(self, node: "Clause | NounPhrase") -> Clause | None:
        """The clause that `node` is, or stands in."""
        at: Clause | NounPhrase | None = node
        while at is not None and not isinstance(at, Clause):
            place = self.up(at)
            at = place.holder if place is not None else None
        return at

    def above(self, clause: Clause) -> Iterator[Clause]:
        """The clauses around `clause`, nearest first."""
        place = self.up(clause)
        while place is not None:
            if isinstance(place.holder, Clause):
                yield place.holder
            place = self.up(place.holder)
