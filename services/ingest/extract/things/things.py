"""Pass 9. In: noun phrases and the memory of the text. Out: what each stands for: kinds, force, owner, places."""

from collections.abc import Callable
from dataclasses import replace

from services.ingest.extract.grammar.clause import Clause
from services.ingest.extract.grammar.phrase import NounPhrase
from services.ingest.extract.things.armed import Armed
from services.ingest.extract.things.places import places_in
from services.ingest.extract.things.speaking import WE
from services.ingest.extract.things.thing import Thing
from services.ingest.extract.things.wares import is_aid, is_of_attache, is_ware, matter
from services.ingest.extract.words.word_sets import word_set

_ONE_PERSON = frozenset({"he", "she", "him", "her"})
_SOIL = frozenset({"territory", "soil"})
_KIND_OF = frozenset({"those", "these", "one", "ones", "another", "others"})
_PAYING = word_set("things.paying")

_PARTIES = word_set("things.parties")
_VACANCIES = word_set("things.vacancies")

_CALLED = frozenset({"ally", "member", "partner", "participant"})
"""What a state is called: "it" is the state."""


class Things(Armed):
    """What the noun phrases of a sentence stand for, each read once."""

    def antecedent(
        self, thing: Thing, types: str, fits: Callable[[Thing, str], bool], apart: frozenset[int] = frozenset()
    ) -> Thing | None:
        """What a pronoun or bare number stands for: the nearest thing before it that fits, else what is remembered.
        `apart`: the phrases, by identity, that it cannot be."""
        at = thing.head.start
        if thing.head.low in WE and ((own := self.of_us(types, fits)) is not None or not set(types) & set("SRHfo")):
            return own
        for known in sorted(self._known.values(), key=lambda t: -t.head.start):
            if known.head.start >= at or known.head.tag in "OWMD" or not any(fits(known, letter) for letter in types):
                continue
            if id(known.phrase) in apart or any(linked is thing.phrase for _, linked in known.phrase.links):
                continue
            if thing.head.low == "it" and _is_no_it(known, types):
                continue
            if thing.head.low in _KIND_OF and known.head.tag != "N":
                continue
            if thing.head.tag == "M" and known.head.kind in ("country", "capital", "person", "metonym"):
                continue
            if thing.head.low in ("one", "ones") and known.force is not None and thing.owner is not None:
                return replace(known, phrase=thing.phrase, owner=thing.owner, state=None)
            return known
        if (
            thing.head.low in ("they", "them", "it")
            and (later := self._of_whom_said()) is not None
            and any(fits(later, letter) for letter in types)
        ):
            return later
        if thing.head.low == "they" and self.memory.force is None:
            behind = [t for t in self._known.values() if t.head.start > at and t.head.tag not in "OWMD"]
            for known in sorted(behind, key=lambda t: t.head.start):
                if any(fits(known, letter) for letter in types):
                    return known
        return self._remembered(thing, types)

    def _remembered(self, thing: Thing, types: str) -> Thing | None:
        """What a pronoun or bare number stands for of what earlier sentences told."""
        kind = {"F": "force", "B": "post"}
        wanted = frozenset(kind[letter] for letter in types if letter in kind)
        if (
            self.memory.force is not None
            and (self.memory.force_kind in wanted)
            and thing.head.low not in _ONE_PERSON
            and (thing.head.low != "it" or (self.memory.force_kind == "post" and self.memory.age == 0))
        ):
            return Thing(
                thing.phrase,
                thing.head,
                thing.noun,
                frozenset({self.memory.force_kind, "remembered"}),
                self.memory.force,
                self.memory.owner,
            )
        if thing.head.low == "it" and set(types) == {"L", "b"} and self.memory.places:
            return replace(thing, kinds=frozenset({"site"}), places=self.memory.places)
        if ("W" in types or "w" in types) and self.memory.deal is not None:
            return Thing(thing.phrase, thing.head, thing.noun, frozenset({"ware"}))
        if ("S" in types or "R" in types) and (thing.state is not None or self.memory.state is not None):
            return thing
        return None

    def _read(self, phrase: NounPhrase) -> Thing:
        tokens = self.tokens
        head = tokens[phrase.head]
        lows = frozenset(t.low for t in tokens[phrase.start : phrase.end])
        thing = Thing(phrase, head, head.word.noun or head.low, lows=lows)
        thing.titles = tuple(t.word.senses for t in tokens[phrase.start : phrase.head] if t.word.senses) + tuple(
            tokens[q.head].word.senses for q in phrase.named if tokens[q.head].word.senses
        )
        kinds = set(head.word.senses)
        mention = head.mention
        if mention is not None:
            kinds |= {mention.kind}
        if head.tag == "P" and mention is None and any("human" in senses for senses in thing.titles):
            kinds.add("human")
        thing.owner = self._owner(phrase)
        self._force(thing, kinds)
        if thing.force in ("unspecified", "troops"):
            self._of_kind(thing)
        if thing.force is not None and thing.owner is None:
            self._of_base(thing)
        if head.low in ("one", "ones") and thing.force is None:
            self._like_one_before(thing, kinds)
        whole = self._partitive(phrase)
        if whole is not None and thing.force is None:
            kinds |= whole.kinds
            thing.force, thing.owner, thing.unit = whole.force, whole.owner, whole.unit
        if thing.force is None and "vehicle" in kinds and (load := self._carried(phrase)) is not None:
            thing.force, thing.owner = load.force, thing.owner or load.owner
            kinds |= {"force"} if load.force is not None else set()
        found = places_in(phrase, tokens, self.gazetteer)
        thing.places, thing.part = found.places, found.part
        if thing.force is not None:
            self._taken_up(thing, kinds)
        thing.org = self._organisation(phrase) or (thing.owner if thing.owner in self.gazetteer.organisations else None)
        thing.state = self._state(phrase, kinds, thing.owner)
        country = self.gazetteer.countries.get(thing.owner or "")
        own_soil = head.low in _SOIL and tokens[phrase.start].tag == "S"
        if ("border" in kinds or own_soil) and not thing.places and country is not None:
            thing.places = (country.alpha2,)
        if thing.force is not None and not thing.places:
            thing.places = self._base_of(phrase)
        if "control" in kinds and not thing.places:
            thing.places = next(
                (
                    p
                    for prep, q in phrase.links
                    if prep in ("of", "to", "over") and isinstance(q, NounPhrase) and (p := self.of(q).places)
                ),
                (),
            )
        self._name_kinds(thing, kinds)
        thing.kinds = frozenset(kinds)
        return thing

    def _name_kinds(self, thing: Thing, kinds: set[str]) -> None:
        """Kinds that follow from what it names and belongs to: of a bloc that is followed, of arms, of aid."""
        tokens, phrase, head = self.tokens, thing.phrase, thing.head
        mention = head.mention
        if thing.org is not None and mention is not None and mention.kind == "organisation":
            kinds.add("org")
        if kinds & {"bloc", "bloc?"} and thing.org is not None:
            kinds.add("org")
        if head.tag == "P" and head.mention is None and head.low[-5:-2] == "-20" and head.low[-2:].isdigit():
            kinds.add("training")
        organisation = self.gazetteer.organisations.get(thing.org or "")
        if organisation is not None and organisation.tracked:
            kinds.add("of ours")
        elif thing.org is None and self._of_bloc(phrase):
            kinds |= {"of ours", "of bloc"}
        if mention is None and head.tag == "P":
            self._as_named(thing, kinds)
        aid = is_aid(phrase, tokens, kinds)
        ware = not aid and is_ware(phrase, tokens, kinds)
        if ware or ("weapon?" in kinds and (self._of_wares(phrase) or _paid_for(phrase))):
            kinds.add("ware")
        elif named := matter(phrase, tokens, kinds, lambda q: bool(self.of(q).kinds & {"ware", "arms", "arms talk"})):
            kinds.add(named)
        if thing.noun in _VACANCIES and self._for_learners(phrase):
            kinds.add("training")
        if aid:
            kinds.add("aid")
        if is_of_attache(phrase, tokens):
            kinds.add("of attache")
        if kinds & {"human", "force?"} and any("attache" in t.word.senses for t in tokens[phrase.start : phrase.head]):
            kinds.add("attache")

    def _as_named(self, thing: Thing, kinds: set[str]) -> None:
        """An unknown name is what stands beside it: Viktor Biyagov, Armenia's envoy to the alliance."""
        if any(p in ("of", "from") and isinstance(q, NounPhrase) and self._is_party(q) for p, q in thing.phrase.links):
            kinds |= {"human", "private"}
        for beside in thing.phrase.named:
            known = self.of(beside)
            if known.kinds & {"human", "envoy", "attache"}:
                kinds |= known.kinds & {"human", "envoy", "attache", "of ours", "private"}
                thing.state, thing.org = thing.state or known.state, thing.org or known.org

    def _is_party(self, phrase: NounPhrase) -> bool:
        """The Hayastan bloc, the Armenian National Congress: a body of politicians, not one that is followed."""
        head = self.tokens[phrase.head]
        own = "party" in head.word.senses or head.word.noun in _PARTIES
        return own and self.of(phrase).org is None

    def _for_learners(self, phrase: NounPhrase) -> bool:
        """Places for cadets at its academies, places that its academies keep for officers."""
        behind = [q for _, q in phrase.links if isinstance(q, NounPhrase)]
        for clause in phrase.clauses:
            if isinstance(clause, Clause):
                behind += [q for q in (clause.subject, *(q for _, q in clause.links)) if isinstance(q, NounPhrase)]
        return any(self.of(q).kinds & {"academy", "cadet", "training"} for q in behind if q is not phrase)

    def _of_wares(self, phrase: NounPhrase) -> bool:
        """The battery of an Akash, a system of radars."""
        return any(p == "of" and isinstance(q, NounPhrase) and "ware" in self.of(q).kinds for p, q in phrase.links)

    def _of_kind(self, thing: Thing) -> None:
        """A Wagner detachment, a border guard company: of the kind that stands before the noun."""
        for token in self.tokens[thing.phrase.start : thing.phrase.head]:
            if token.kind == "force" and token.mention is not None:
                noun = self.gazetteer.forces[token.mention.key]
                if noun.type not in ("unspecified", "troops", "base_garrison"):
                    thing.force, thing.unit = noun.type, noun.unit or thing.unit

    def _like_one_before(self, thing: Thing, kinds: set[str]) -> None:
        """Russian guards for Armenian ones: what the word before it names, of another owner."""
        adjective = next(
            (t for t in self.tokens[thing.phrase.start : thing.phrase.head] if t.kind == "adjective"), None
        )
        if adjective is None:
            return
        before = [t for t in self._known.values() if t.head.start < thing.head.start and t.force is not None]
        last = max(before, key=lambda t: t.head.start, default=None)
        thing.owner = adjective.state
        thing.force = last.force if last is not None else "unspecified"
        kinds.add("force" if last is None or "post" not in last.kinds else "post")


def _paid_for(phrase: NounPhrase) -> bool:
    """The systems we paid for."""
    clauses = [c for c in phrase.clauses if isinstance(c, Clause) and c.role == "rel" and c.verb is not None]
    return any(set(c.verb.lemmas) & _PAYING for c in clauses if c.verb is not None)


def _is_no_it(known: Thing, types: str) -> bool:
    """Several things, people, what a state is called (an ally), or a state where a place is sought."""
    if (known.head.tag == "N" and known.head.word.plural) or known.head.kind == "person" or "human" in known.kinds:
        return True
    placed = set(types) <= {"L", "b", "B", "C"} and known.head.kind in ("country", "capital")
    return known.noun in _CALLED or placed
