"""Pass 9a. The things of a sentence by their phrases, and for whom "we" stands in it."""

from collections.abc import Callable
from dataclasses import replace

from services.ingest.extract.grammar.phrase import NounPhrase, nested_links
from services.ingest.extract.things.memory import Memory
from services.ingest.extract.things.thing import Thing
from services.ingest.extract.words.tokens import Token
from services.ingest.extract.words.word_sets import word_set
from services.ingest.extract.words.words import Vocabulary
from services.ingest.gazetteer import Gazetteer

_OFFICERS = word_set("things.officers")
WE = frozenset({"we", "us", "our"})


class Speaking:
    """What the phrases of a sentence stand for, and who speaks in it."""

    def __init__(self, tokens: list[Token], gazetteer: Gazetteer, vocabulary: Vocabulary, memory: Memory) -> None:
        self.tokens, self.gazetteer, self.vocabulary, self.memory = tokens, gazetteer, vocabulary, memory
        self._known: dict[NounPhrase, Thing] = {}
        self.speakers: list[NounPhrase] = []

    def of(self, phrase: NounPhrase) -> Thing:
        """The thing a phrase stands for, without those coordinated with it."""
        known = self._known.get(phrase)
        if known is None:
            known = self._known[phrase] = self._read(phrase)
        return known

    def _read(self, phrase: NounPhrase) -> Thing:
        """What a phrase stands for, read for the first time."""
        raise NotImplementedError

    def all(self, phrase: NounPhrase) -> list[Thing]:
        """The phrase and those coordinated with it; an owner told once holds for all: Russian soldiers and guards."""
        found = [self.of(p) for p in phrase.all()]
        owner = found[0].owner
        for thing in found[1:]:
            if thing.force is not None and thing.owner is None:
                thing.owner = owner
        return found

    def of_us(self, types: str, fits: Callable[[Thing, str], bool]) -> Thing | None:
        """The force for which "we" stands, if it is of one of these types of argument."""
        own = self.of_speaker() or self._of_officer()
        return own if own is not None and any(fits(own, letter) for letter in types) else None

    def _of_officer(self) -> Thing | None:
        """The force whose officer speaks, said a Russian commander."""
        for known in self._known.values():
            if known.owner is not None and known.noun in _OFFICERS and not known.head.quoted:
                made = replace(known, kinds=frozenset({"force"}))
                made.force = "unspecified"
                return made
        return None

    def of_speaker(self) -> Thing | None:
        """The force that the speaker of the sentence belongs to: a sergeant of the border troops."""
        for known in self._known.values():
            if (
                known.force is not None
                and not known.head.quoted
                and "human" not in known.kinds
                and known.head.tag in "NP"
                and (not self.speakers or self._speaks_for(known))
            ):
                return known
        return None

    def _speaks_for(self, thing: Thing) -> bool:
        return any(
            thing.phrase in (p, p.possessor, *(q for _, q in nested_links(p))) for s in self.speakers for p in s.all()
        )

    def _of_whom_said(self) -> Thing | None:
        """Whom the speaker speaks of at the end of the sentence: they have gone, a driver said of the Russians."""
        tokens = self.tokens
        for known in self._known.values():
            at = known.phrase.start
            if at > 1 and tokens[at - 1].low in ("of", "about") and tokens[at - 2].tag == "V":
                return known
        return None

    def speaker_state(self) -> str | None:
        """The state of whoever speaks in this sentence, for "we" and "our"."""
        for phrase in self.speakers:
            inside = [
                *self.tokens[phrase.start : phrase.head + 1],
                *(self.tokens[q.head] for _, q in phrase.links if isinstance(q, NounPhrase)),
            ]
            for token in inside:
                if token.state is not None and token.kind in ("person", "adjective", "metonym", "capital", "country"):
                    return token.state
        for token in self.tokens:
            if token.kind == "person" and token.state is not None and not token.quoted:
                return token.state
        for before, token in zip((None, *self.tokens), self.tokens, strict=False):
            if (
                token.kind in ("metonym", "capital", "country")
                and token.state is not None
                and not token.quoted
                and (before is None or before.tag not in ("I", "T"))
            ):
                return token.state
        for token, after in zip(self.tokens, self.tokens[1:], strict=False):
            if (
                token.kind == "adjective"
                and token.state is not None
                and "human" in after.word.senses
                and not token.quoted
            ):
                return token.state
        return None
