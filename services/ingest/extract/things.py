"""Pass 8. In: a noun phrase of the tree. Out: what it stands for: a force with its owner, places, a state, an
organisation, or one of the kinds of noun in `nouns.tsv`.
"""

from collections.abc import Callable
from dataclasses import dataclass, field, replace

from services.ingest.extract.clauses import Clause
from services.ingest.extract.memory import Memory
from services.ingest.extract.operator_table import speech
from services.ingest.extract.phrases import NounPhrase
from services.ingest.extract.places import places_in
from services.ingest.extract.tokens import Token
from services.ingest.extract.words import Vocabulary
from services.ingest.gazetteer import Gazetteer

_SPEAKING = frozenset({"state", "human", "parliament", "party", "envoy", "attache"})
_MISSIONS = frozenset({"CSTO", "EU", "UN", "OSCE", "NATO"})
_PEACE = frozenset({"peacekeeping", "peace", "peacekeeper"})
_OWN_PEOPLE = frozenset({"ns", "sh", "ks", "is", "rs", "ts"})
_PARTITIVE = frozenset(
    [
        "half",
        "part",
        "majority",
        "minority",
        "number",
        "group",
        "third",
        "quarter",
        "rest",
        "bulk",
        "remainder",
        "remnant",
        "handful",
        "dozen",
        "bunch",
        "most",
        "batch",
        "phase",
        "stage",
        "edition",
        "round",
        "wave",
        "line",
        "row",
        "string",
        "couple",
        "pair",
        "total",
        "hundred",
        "thousand",
        "portion",
        "share",
        "lot",
        "last",
        "first",
        "level",
        "extent",
        "degree",
        "scope",
    ]
)
_NO_STATE_FORCE = frozenset(
    [
        "soviet",
        "tsarist",
        "ottoman",
        "imperial",
        "byzantine",
        "persian",
        "nazi",
        "security",
        "private",
        "prison",
        "coast",
        "museum",
        "life",
        "traffic",
        "toy",
        "salvation",
        "rescue",
    ]
)
_AWAY = frozenset({"in", "near", "at", "from", "with", "against", "into", "by", "to"})
_INTO = frozenset({"of", "in", "with", "to", "from", "into", "within", "on", "at", "for", "between"})
_SOMEBODY = frozenset({"nobody", "no one", "anybody", "anyone", "somebody", "someone", "everybody", "everyone"})
_KIND_OF = frozenset({"those", "these", "one", "ones", "another", "others"})
_POSSESSIVE = frozenset({"its", "his", "their", "her", "our", "my"})


@dataclass(slots=True)
class Thing:
    """What a phrase stands for. `kinds` are senses of its head; `force` its type where it is one, `owner` whose it is;
    `places`; `state` for whom it speaks or acts; `org` the organisation; `noun` the singular of its head."""

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
    titles: tuple[tuple[str, ...], ...] = ()


def _specified(phrase: NounPhrase) -> bool:
    """The treaty on conventional forces, the union of writers: said at once which one it is."""
    return any(prep in ("on", "of", "for", "against", "between") for prep, _ in phrase.links)


class Things:
    """The things of one sentence, each made once."""

    def __init__(self, tokens: list[Token], gazetteer: Gazetteer, vocabulary: Vocabulary, memory: Memory) -> None:
        self.tokens, self.gazetteer, self.vocabulary, self.memory = tokens, gazetteer, vocabulary, memory
        self._known: dict[int, Thing] = {}

    def of(self, phrase: NounPhrase) -> Thing:
        """The thing a phrase stands for, without those coordinated with it."""
        known = self._known.get(id(phrase))
        if known is None:
            known = self._known[id(phrase)] = self._read(phrase)
        return known

    def all(self, phrase: NounPhrase) -> list[Thing]:
        """The phrase and those coordinated with it; an owner told once holds for all: Russian soldiers and guards."""
        found = [self.of(p) for p in phrase.all()]
        owner = found[0].owner
        for thing in found[1:]:
            if thing.force is not None and thing.owner is None:
                thing.owner = owner
        return found

    def antecedent(self, thing: Thing, types: str, fits: Callable[[Thing, str], bool]) -> Thing | None:
        """What a pronoun or bare number stands for: the nearest thing before it that fits, else what is remembered."""
        at = thing.head.start
        if thing.head.low in ("we", "us", "our") and (own := self._of_speaker()) is not None:
            return own
        for known in sorted(self._known.values(), key=lambda t: -t.head.start):
            if known.head.start >= at or known.head.tag in "OWMD" or not any(fits(known, letter) for letter in types):
                continue
            if any(linked is thing.phrase for _, linked in known.phrase.links):
                continue
            if thing.head.low == "it" and (known.head.kind == "person" or "human" in known.kinds):
                continue
            if thing.head.low in _KIND_OF and known.head.tag != "N":
                continue
            if thing.head.low in ("one", "ones") and known.force is not None and thing.owner is not None:
                return replace(known, phrase=thing.phrase, owner=thing.owner, state=None)
            return known
        if thing.head.low in ("they", "them", "it") and (later := self._of_whom_said()) is not None:
            if any(fits(later, letter) for letter in types):
                return later
        if "F" in types and self.memory.force is not None and thing.head.low != "it":
            remembered = Thing(
                thing.phrase, thing.head, thing.noun, frozenset({"force"}), self.memory.force, self.memory.owner
            )
            return remembered
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
        thing.owner = self._owner(phrase)
        self._force(thing, kinds)
        whole = self._partitive(phrase)
        if whole is not None and thing.force is None:
            kinds |= whole.kinds
            thing.force, thing.owner, thing.unit = whole.force, whole.owner, whole.unit
        found = places_in(phrase, tokens, self.gazetteer)
        thing.places, thing.part = found.places, found.part
        thing.org = self._organisation(phrase) or (thing.owner if thing.owner in self.gazetteer.organisations else None)
        thing.state = self._state(phrase, kinds, thing.owner)
        if thing.org is not None and mention is not None and mention.kind == "organisation":
            kinds.add("org")
        if kinds & {"bloc", "bloc?"} and thing.org is not None:
            kinds.add("org")
        if head.tag == "P" and head.mention is None and head.low[-5:-2] == "-20" and head.low[-2:].isdigit():
            kinds.add("training")
        if thing.org in self.gazetteer.organisations and self.gazetteer.organisations[thing.org].tracked:
            kinds.add("of ours")
        elif thing.org is None and self._of_bloc(phrase):
            kinds |= {"of ours", "of bloc"}
        if mention is None and head.tag == "P":
            self._as_named(thing, kinds)
        thing.kinds = frozenset(kinds)
        return thing

    def _as_named(self, thing: Thing, kinds: set[str]) -> None:
        """An unknown name is what stands beside it: Viktor Biyagov, Armenia's envoy to the alliance."""
        for beside in thing.phrase.named:
            known = self.of(beside)
            if known.kinds & {"human", "envoy", "attache"}:
                kinds |= known.kinds & {"human", "envoy", "attache", "of ours", "private"}
                thing.state, thing.org = thing.state or known.state, thing.org or known.org

    def _of_speaker(self) -> Thing | None:
        """The force that the speaker of the sentence belongs to: a sergeant of the border troops."""
        for known in self._known.values():
            if (
                known.force is not None
                and not known.head.quoted
                and "human" not in known.kinds
                and known.head.tag == "N"
            ):
                return known
        return None

    def _of_whom_said(self) -> Thing | None:
        """Whom the speaker speaks of at the end of the sentence: they have gone, a driver said of the Russians."""
        tokens = self.tokens
        for known in self._known.values():
            at = known.phrase.start
            if at > 1 and tokens[at - 1].low in ("of", "about") and tokens[at - 2].tag == "V":
                return known
        return None

    def _partitive(self, phrase: NounPhrase) -> Thing | None:
        """What two of the five, not all of the, half of the is a part of."""
        head = self.tokens[phrase.head]
        if head.low in ("those", "that"):
            return None
        if head.tag not in "MDO" and head.word.noun not in _PARTITIVE and not head.low.endswith(" of"):
            return None
        for prep, linked in phrase.links:
            if prep == "of" and isinstance(linked, NounPhrase):
                return self.of(linked)
        return None

    def _force(self, thing: Thing, kinds: set[str]) -> None:
        """Whether the phrase names men under arms, and of which type."""
        head, phrase = thing.head, thing.phrase
        mention = head.mention
        mods = thing.lows
        if mods & _NO_STATE_FORCE and not (mention is not None and mention.kind == "place"):
            return
        if mention is not None and mention.kind == "force":
            noun = self.gazetteer.forces[mention.key]
            thing.force, thing.unit = noun.type, noun.unit
            thing.owner = noun.owner or thing.owner
            last = head.low.rstrip("s")
            posted = last.endswith(("post", "base", "tower", "point", "facility", "garrison"))
            kinds.add("presence" if last.endswith("presence") else "post" if posted else "force")
        elif mention is not None and mention.kind == "place" and (m := self.gazetteer.places[mention.key]).garrison:
            named = any(c.isdigit() for c in head.low)
            if named or "base" in head.low:
                thing.force = m.garrison
                thing.owner = thing.owner or (m.garrison_owner if named else None)
                kinds.add("post")
        elif mention is not None and mention.kind == "adjective" and head.tag == "N":
            thing.force, thing.owner = "unspecified", head.state
            kinds.add("people")
        elif "force" in kinds or ("force?" in kinds and (thing.owner or mods & _PEACE)):
            thing.force = self.vocabulary.details.get(thing.noun, "unspecified")
            kinds.add("force")
        elif "post" in kinds or ("post?" in kinds and (thing.owner or "military" in mods)):
            thing.force = self.vocabulary.details.get(thing.noun, "unspecified")
            kinds.add("post")
        elif "presence" in kinds and ("military" in mods or thing.owner):
            thing.force = "unspecified"
        if kinds & {"force?", "human"} and thing.force in (None, "unspecified"):
            for prep, linked in phrase.links:
                inner = self.of(linked) if prep == "of" and isinstance(linked, NounPhrase) else None
                if inner is not None and inner.force is not None and "force?" in kinds:
                    thing.force, thing.owner = inner.force, thing.owner or inner.owner
                    kinds.add("force")
        if thing.force in ("troops", "unspecified", "base_garrison") and mods & _PEACE:
            thing.force = "peacekeepers"
        if "border" in mods and thing.force in ("troops",):
            thing.force = "border_guards"
        del phrase

    # -- whose it is -----------------------------------------------------------------------------------------------

    def _owner(self, phrase: NounPhrase) -> str | None:
        """The owner told in the phrase: Russian guards, Moscow's men, guards of the Russian army, its guards."""
        tokens = self.tokens
        start = phrase.possessor.end if phrase.possessor is not None else phrase.start
        for i in range(start, phrase.head):
            token = tokens[i]
            if token.state is not None and token.kind in ("adjective", "country", "capital", "metonym", "organisation"):
                return token.state
            if token.mention is not None and token.kind == "force":
                owner = self.gazetteer.forces[token.mention.key].owner
                if owner:
                    return owner
        if phrase.possessor is not None:
            return self.possessor_state(phrase.possessor)
        if tokens[phrase.start].tag == "S":
            return self.whose(phrase.start)
        for prep, linked in phrase.links:
            if prep in ("of", "from") and isinstance(linked, NounPhrase):
                token = tokens[linked.head]
                senses = set(token.word.senses)
                if token.kind in ("country", "metonym") and prep == "from" or token.kind == "organisation":
                    return token.state
                if senses & {"force", "force?", "state", "state?", "post"} or token.kind == "force":
                    return self.of(linked).owner or self.of(linked).state
                if token.kind == "place" and "102" in token.low or "3624" in token.low:
                    return self.of(linked).owner
        return None

    def possessor_state(self, possessor: NounPhrase) -> str | None:
        """The state a possessor speaks for: Armenia's, Putin's, the ministry's."""
        token = self.tokens[possessor.head]
        if token.state is not None and token.kind != "outlet":
            return token.state
        thing = self.of(possessor)
        return thing.state or thing.owner

    def whose(self, at: int) -> str | None:
        """Whom "its", "their", "our" at token `at` means: the nearest state named before, else the one remembered."""
        tokens = self.tokens
        low = tokens[at].low
        if low in ("our", "my", "we", "us", "i", "me"):
            return self.memory.heard or self.speaker_state() or self.memory.speaker_state
        best = None
        for j in range(at - 1, -1, -1):
            token = tokens[j]
            if low in ("he", "she", "his", "her") and token.kind == "person" and token.state is not None:
                acting = j + 1 < len(tokens) and tokens[j + 1].tag in "VX"
                if not acting and any(t.kind == "person" and t.state is not None for t in tokens[:j]):
                    best = best or token.state
                    continue
            if token.state is not None and token.kind in ("country", "capital", "metonym", "person", "organisation"):
                if token.kind == "person" and low in ("it", "the"):
                    best = best or token.state
                    continue
                before = tokens[j - 1].low if j else ""
                if token.kind == "organisation" and token.state not in _MISSIONS:
                    continue
                if before in _AWAY and token.kind != "person":
                    best = best or token.state
                    continue
                return token.state
        for j in range(at - 1, -1, -1):
            if tokens[j].state is not None and tokens[j].kind == "adjective":
                return tokens[j].state
        if best is not None and low != "his":
            return best
        if low in ("his", "her"):
            return self.memory.speaker_state or self._later(at)
        return self.memory.state or self._later(at)

    def _later(self, at: int) -> str | None:
        """He will not attend, Pashinyan told reporters: a pronoun before the speaker it stands for."""
        tokens = self.tokens
        for j in range(at + 2, len(tokens) - 1):
            token, said = tokens[j], tokens[j + 1]
            if token.state is not None and token.kind in ("person", "country", "capital") and tokens[j - 1].tag in ',"':
                speaks = said.tag == "V" and any(lemma in speech() for lemma, _ in said.word.verbs)
                return token.state if speaks else None
        return None

    def speaker_state(self) -> str | None:
        """The state of the person named in this sentence, for "we" and "our"."""
        for token in self.tokens:
            if token.kind == "person" and token.state is not None and not token.quoted:
                return token.state
        for token in self.tokens:
            if token.kind in ("metonym", "capital", "country") and token.state is not None and not token.quoted:
                return token.state
        for token, after in zip(self.tokens, self.tokens[1:], strict=False):
            if token.kind == "adjective" and token.state is not None and "human" in after.word.senses and not token.quoted:
                return token.state
        return None

    # -- for whom it stands ----------------------------------------------------------------------------------------

    def _state(self, phrase: NounPhrase, kinds: set[str], owner: str | None) -> str | None:
        head = self.tokens[phrase.head]
        if head.state is not None and head.kind in ("country", "capital", "metonym", "person", "adjective"):
            return head.state
        if head.low in ("we", "i", "us"):
            return self.whose(phrase.head)
        if head.tag == "S" or (head.low in ("it", "they", "he", "she") and head.tag == "O"):
            return self.whose(phrase.head)
        if head.low in _SOMEBODY and head.tag == "O":
            for prep, linked in phrase.links:
                if prep in ("in", "from") and isinstance(linked, NounPhrase):
                    token = self.tokens[linked.head]
                    if token.kind in ("country", "capital", "metonym"):
                        return token.state
        if kinds & _SPEAKING or "state?" in kinds:
            if owner is not None and owner not in _MISSIONS:
                return owner
            for token in self.tokens[phrase.start : phrase.end]:
                if token.state is not None:
                    return token.state
            for _, linked in phrase.links:
                if isinstance(linked, NounPhrase) and self.tokens[linked.head].kind in (
                    "country",
                    "capital",
                    "metonym",
                ):
                    return self.tokens[linked.head].state
            for named in phrase.named:
                if self.tokens[named.head].state is not None:
                    return self.tokens[named.head].state
        if "land" in kinds and self.tokens[phrase.start].low in ("the", "its", "his", "their", "our", "this"):
            return self.whose(phrase.start) if self.tokens[phrase.start].low in ("the", "this") else owner
        return None

    def _organisation(self, phrase: NounPhrase) -> str | None:
        """The organisation the phrase names or belongs to: the CSTO summit, a summit of the bloc, its Dushanbe summit."""
        tokens = self.tokens
        for token in tokens[phrase.start : phrase.end]:
            if token.kind == "organisation":
                assert token.mention is not None
                return token.mention.key
            if token.kind == "drill":
                assert token.mention is not None
                return self.gazetteer.drills[token.mention.key]
        head = tokens[phrase.head]
        if set(head.word.senses) & {"bloc", "bloc?"}:
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
        if set(head.word.senses) & {"paper", "agreement"}:
            return self._adopted_by(phrase)
        return None

    def _adopted_by(self, phrase: NounPhrase) -> str | None:
        """The declaration adopted at the summit of the alliance."""
        for clause in phrase.clauses:
            links = clause.links if isinstance(clause, Clause) and clause.verb is not None and clause.verb.form == "pp" else ()
            for prep, linked in links:
                if prep in ("at", "by", "within", "in", "under") and isinstance(linked, NounPhrase):
                    if (org := self.of(linked).org) is not None:
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
        """What "the alliance" means: the organisation named nearest before, else the one remembered, else one behind."""
        named = [
            (i, t.mention.key) for i, t in enumerate(self.tokens) if t.kind == "organisation" and t.mention is not None
        ]
        before = [key for i, key in named if i < at]
        if before:
            return before[-1]
        return self.memory.org or next((key for _, key in named), None)

    def _of_bloc(self, phrase: NounPhrase) -> bool:
        """Whether the phrase is or belongs to "the bloc" of which the text does not say which it is."""
        tokens = self.tokens
        if _specified(phrase) and tokens[phrase.head].word.senses:
            pass
        elif {"bloc", "bloc?"} & set(tokens[phrase.head].word.senses) and tokens[phrase.start].low in ("the", "this"):
            return "bloc" in tokens[phrase.head].word.senses
        if phrase.possessor is not None and self._of_bloc(phrase.possessor):
            return True
        return any(
            prep in _INTO and isinstance(linked, NounPhrase) and "of bloc" in self.of(linked).kinds
            for prep, linked in phrase.links
        )


def subject_phrase(clause: Clause) -> NounPhrase | None:
    """The noun phrase that is the subject of a clause, None for none or a clause."""
    return clause.subject if isinstance(clause.subject, NounPhrase) else None
