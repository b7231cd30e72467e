"""Pass 9b. Which organisation a thing is or belongs to."""

from services.ingest.extract.grammar.clause import Clause
from services.ingest.extract.grammar.phrase import NounPhrase
from services.ingest.extract.things.owners import Owners
from services.ingest.extract.words.word_sets import word_set

_INTO = word_set("things.into")
_BLOCS = frozenset({"bloc", "bloc?"})


class BodiesNamed(Owners):
    """The organisations of things."""

    def _organisation(self, phrase: NounPhrase) -> str | None:
        """The organisation the phrase names or belongs to: the CSTO summit, a summit of the bloc, its Dushanbe
        summit."""
        tokens = self.tokens
        for token in tokens[phrase.start : phrase.end]:
            if token.mention is None:
                continue
            if token.kind == "organisation":
                return token.mention.key
            if token.kind == "drill":
                return self.gazetteer.drills[token.mention.key]
        head = tokens[phrase.head]
        if not head.word.senses.isdisjoint(_BLOCS):
            led = self._led(phrase)
            if led is not None:
                return led
            if tokens[phrase.start].low in ("the", "this", "that", "their", "our") and not _specified(phrase):
                return self._bloc_before(phrase.start)
        if phrase.possessor is not None and (found := self.of(phrase.possessor).org) is not None:
            return found
        for prep, linked in phrase.links:
            if prep in _INTO and isinstance(linked, NounPhrase):
                found = next((org for one in linked.all() if (org := self.of(one).org) is not None), None)
                if found is not None:
                    return found
        if head.word.senses & {"paper", "agreement"}:
            return self._adopted_by(phrase)
        return None

    def _adopted_by(self, phrase: NounPhrase) -> str | None:
        """The declaration adopted at the summit of the alliance."""
        for clause in phrase.clauses:
            links = (
                clause.links
                if isinstance(clause, Clause) and clause.verb is not None and clause.verb.form == "pp"
                else ()
            )
            for prep, linked in links:
                if (
                    prep in ("at", "by", "within", "in", "under")
                    and isinstance(linked, NounPhrase)
                    and (org := self.of(linked).org) is not None
                ):
                    return org
        return None

    def _led(self, phrase: NounPhrase) -> str | None:
        """The organisation that a modifier tells from others: the Russian-led alliance."""
        for token in self.tokens[phrase.start : phrase.head]:
            if "-" in token.low:
                for name, organisation in self.gazetteer.organisations.items():
                    if token.low in self._modifiers(organisation.context_aliases):
                        return name
        return None

    @staticmethod
    def _modifiers(aliases: tuple[str, ...]) -> frozenset[str]:
        return frozenset(alias.lower() for alias in aliases if "-" in alias)

    def _bloc_before(self, at: int) -> str | None:
        """What "the alliance" means: the organisation named nearest before, else the one remembered, else one
        behind."""
        named = [
            (i, t.mention.key) for i, t in enumerate(self.tokens) if t.kind == "organisation" and t.mention is not None
        ]
        before = [key for i, key in named if i < at]
        if before:
            return before[-1]
        return self.memory.org or next((key for _, key in named), None)

    def _of_bloc(self, phrase: NounPhrase) -> bool:
        """Whether the phrase is or belongs to "the bloc" of which the text does not say which it is."""
        tokens, senses = self.tokens, self.tokens[phrase.head].word.senses
        if not senses.isdisjoint(_BLOCS) and tokens[phrase.start].low in ("the", "this") and not _specified(phrase):
            return "bloc" in senses
        if phrase.possessor is not None and self._of_bloc(phrase.possessor):
            return True
        return any(
            prep in _INTO and isinstance(linked, NounPhrase) and "of bloc" in self.of(linked).kinds
            for prep, linked in phrase.links
        )


def _specified(phrase: NounPhrase) -> bool:
    """The treaty on conventional forces, the union of writers: said at once which one it is."""
    return any(prep in ("on", "of", "for", "against", "between") for prep, _ in phrase.links)
