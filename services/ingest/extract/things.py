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
from services.ingest.extract.wares import is_aid, is_of_attache, is_ware, matter
from services.ingest.extract.word_sets import word_set
from services.ingest.extract.words import Vocabulary
from services.ingest.gazetteer import Gazetteer

_SPEAKING = frozenset({"state", "human", "parliament", "party", "envoy", "attache"})
_MISSIONS = frozenset({"CSTO", "EU", "UN", "OSCE", "NATO"})
_PEACE = frozenset({"peacekeeping", "peace", "peacekeeper"})
_OFFICERS = frozenset({"commander", "officer", "general", "colonel", "major", "captain", "lieutenant", "sergeant", "ensign",
                       "soldier", "corporal"})  # fmt: skip
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
        "team",
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
        "party",
        "squad",
        "team",
        "column",
        "convoy",
        "crowd",
        "complement",
        "strength",
    ]
)
_NO_FORCE = word_set("things.no_force")
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
_CARRYING = frozenset({"carry", "transport", "take", "bring", "ferry", "bear", "hold", "contain"})
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
        self.speakers: list[NounPhrase] = []

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
        own = (self.of_speaker() or self._of_officer()) if thing.head.low in ("we", "us", "our") else None
        if own is not None and any(fits(own, letter) for letter in types):
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
        if thing.head.low == "they" and self.memory.force is None:
            later = [t for t in self._known.values() if t.head.start > at and t.head.tag not in "OWMD"]
            for known in sorted(later, key=lambda t: t.head.start):
                if any(fits(known, letter) for letter in types):
                    return known
        kind = {"F": "force", "B": "post"}
        wanted = frozenset(kind[letter] for letter in types if letter in kind)
        if self.memory.force is not None and (self.memory.force_kind in wanted) and thing.head.low != "it":
            return Thing(
                thing.phrase, thing.head, thing.noun, frozenset({self.memory.force_kind, "remembered"}), self.memory.force,
                self.memory.owner,
            )  # fmt: skip
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
        if thing.force is None and "vehicle" in kinds and (men := self._carried(phrase)) is not None:
            thing.force, thing.owner = men.force, men.owner
            kinds.add("force")
        found = places_in(phrase, tokens, self.gazetteer)
        thing.places, thing.part = found.places, found.part
        thing.org = self._organisation(phrase) or (thing.owner if thing.owner in self.gazetteer.organisations else None)
        thing.state = self._state(phrase, kinds, thing.owner)
        if "border" in kinds and not thing.places and thing.owner in self.gazetteer.countries:
            thing.places = (self.gazetteer.countries[thing.owner].alpha2,)
        if thing.force is not None and not thing.places:
            thing.places = self._base_of(phrase)
        if "control" in kinds and not thing.places:
            thing.places = next((p for prep, q in phrase.links if prep in ("of", "to", "over") and isinstance(q, NounPhrase)
                                 and (p := self.of(q).places)), ())  # fmt: skip
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
        if is_ware(phrase, tokens, kinds) or ("weapon?" in kinds and (self._of_wares(phrase) or _paid_for(phrase))):
            kinds.add("ware")
        elif named := matter(phrase, tokens, kinds, lambda q: bool(self.of(q).kinds & {"ware", "arms", "arms talk"})):
            kinds.add(named)
        if is_aid(phrase, tokens, kinds):
            kinds.add("aid")
        if is_of_attache(phrase, tokens):
            kinds.add("of attache")
        if kinds & {"human", "force?"} and any("attache" in t.word.senses for t in tokens[phrase.start : phrase.head]):
            kinds.add("attache")
        thing.kinds = frozenset(kinds)
        return thing

    def _as_named(self, thing: Thing, kinds: set[str]) -> None:
        """An unknown name is what stands beside it: Viktor Biyagov, Armenia's envoy to the alliance."""
        for beside in thing.phrase.named:
            known = self.of(beside)
            if known.kinds & {"human", "envoy", "attache"}:
                kinds |= known.kinds & {"human", "envoy", "attache", "of ours", "private"}
                thing.state, thing.org = thing.state or known.state, thing.org or known.org

    def _of_wares(self, phrase: NounPhrase) -> bool:
        """The battery of an Akash, a system of radars."""
        return any(p == "of" and isinstance(q, NounPhrase) and "ware" in self.of(q).kinds for p, q in phrase.links)

    def _held(self, phrase: NounPhrase) -> str | None:
        """The type of the force that holds what a phrase names: the peacekeepers' positions."""
        return self.of(phrase.possessor).force if phrase.possessor is not None else None

    def as_post(self, thing: Thing) -> Thing:
        """A thing whose noun can be one of a post, read as that: a checkpoint that somebody sets up."""
        made = replace(thing, kinds=thing.kinds | {"post"})
        made.force = thing.force or self.vocabulary.details.get(thing.noun, "unspecified")
        return made

    def _base_of(self, phrase: NounPhrase) -> tuple[str, ...]:
        """Where the base is whose men are told of: two battalions of the 102nd base."""
        for prep, linked in phrase.links:
            inner = self.of(linked) if prep == "of" and isinstance(linked, NounPhrase) else None
            if inner is not None and "post" in inner.kinds and inner.places:
                return inner.places
        return ()

    def _of_kind(self, thing: Thing) -> None:
        """A Wagner detachment, a border guard company: of the kind that stands before the noun."""
        for token in self.tokens[thing.phrase.start : thing.phrase.head]:
            if token.kind == "force" and token.mention is not None:
                noun = self.gazetteer.forces[token.mention.key]
                if noun.type not in ("unspecified", "troops", "base_garrison"):
                    thing.force, thing.unit = noun.type, noun.unit or thing.unit

    def as_garrison(self, thing: Thing) -> Thing | None:
        """The garrison of a site that is named alone: Erebuni was reinforced."""
        mention = thing.head.mention
        place = self.gazetteer.places.get(mention.key) if mention is not None and mention.kind == "place" else None
        if place is None or place.garrison is None:
            return None
        made = replace(thing, kinds=thing.kinds | {"post"})
        made.force, made.owner = place.garrison, thing.owner or place.garrison_owner
        return made

    def as_force(self, thing: Thing) -> Thing:
        """A thing whose noun can be one of men under arms, read as that: observers that somebody sends."""
        made = replace(thing, kinds=thing.kinds | {"force"})
        made.force = self.vocabulary.details.get(thing.noun, "unspecified")
        return made

    def _of_base(self, thing: Thing) -> None:
        """Conscripts at the 102nd base, soldiers in the barracks of the Russian garrison: theirs whose the base is."""
        for prep, linked in thing.phrase.links:
            inner = self.of(linked) if prep in ("at", "in", "of", "from") and isinstance(linked, NounPhrase) else None
            if inner is not None and "post" in inner.kinds and inner.owner is not None:
                thing.owner = inner.owner
                if thing.force == "troops" and inner.force == "base_garrison":
                    thing.force = inner.force

    def _like_one_before(self, thing: Thing, kinds: set[str]) -> None:
        """Russian guards for Armenian ones: what the word before it names, of another owner."""
        adjective = next((t for t in self.tokens[thing.phrase.start : thing.phrase.head] if t.kind == "adjective"), None)
        if adjective is None:
            return
        before = [t for t in self._known.values() if t.head.start < thing.head.start and t.force is not None]
        last = max(before, key=lambda t: t.head.start, default=None)
        thing.owner = adjective.state
        thing.force = last.force if last is not None else "unspecified"
        kinds.add("force" if last is None or "post" not in last.kinds else "post")

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

    def _carried(self, phrase: NounPhrase) -> Thing | None:
        """The men in a vehicle: buses carrying guards, lorries full of soldiers."""
        inside = [q for p, q in phrase.links if p in ("of", "with")]
        for clause in phrase.clauses:
            if isinstance(clause, Clause) and clause.verb is not None and set(clause.verb.lemmas) & _CARRYING:
                inside += clause.objects
        found = [self.of(q) for q in inside if isinstance(q, NounPhrase) and q is not phrase]
        return next((t for t in found if t.force is not None), None)

    def _partitive(self, phrase: NounPhrase) -> Thing | None:
        """What two of the five, not all of the, half of the is a part of."""
        head = self.tokens[phrase.head]
        if head.low in ("those", "that"):
            return None
        lot = head.word.noun in _PARTITIVE or "lot" in head.word.senses
        if head.tag not in "MDO" and not lot and not head.low.endswith(" of"):
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
        if mods & (_NO_STATE_FORCE | _NO_FORCE) and not (mention is not None and mention.kind == "place"):
            return
        if mention is not None and mention.kind == "force":
            noun = self.gazetteer.forces[mention.key]
            thing.force, thing.unit = noun.type, noun.unit
            thing.owner = noun.owner or thing.owner
            last = head.low.rstrip("s")
            posted = last.endswith(("post", "base", "tower", "point", "facility", "garrison", "office"))
            kinds.add("presence" if last.endswith("presence") else "post" if posted else "force")
        elif mention is not None and mention.kind == "place" and (m := self.gazetteer.places[mention.key]).garrison:
            named = any(c.isdigit() for c in head.low)
            if named or "base" in head.low:
                abroad = m.host != "ARM"
                thing.force = m.garrison
                thing.owner = thing.owner or (m.garrison_owner if named or abroad else None)
                kinds.add("post")
        elif mention is not None and mention.kind == "adjective" and head.tag == "N":
            thing.force, thing.owner = "unspecified", head.state
            kinds.add("people")
        elif "force" in kinds or ("force?" in kinds and (thing.owner or mods & _PEACE or "foreign" in mods)):
            thing.force = self.vocabulary.details.get(thing.noun, "unspecified")
            kinds.add("force")
        elif "post" in kinds or ("post?" in kinds and (thing.owner or "military" in mods or self._held(phrase))):
            held = self._held(phrase)
            thing.force = held or self.vocabulary.details.get(thing.noun, "unspecified")
            kinds.add("post")
        elif "presence" in kinds and ("military" in mods or thing.owner):
            thing.force = "unspecified"
        elif "fellow" in kinds and thing.owner:
            thing.force = "unspecified"
            kinds.add("force")
        if kinds & {"force", "force?"} and thing.owner is None and thing.force != "private_military" and self._of_firm(phrase):
            thing.force = None
            kinds -= {"force", "force?"}
        if kinds & {"force?", "human", "force", "presence"} and thing.force in (None, "unspecified", "troops"):
            self._of_men(thing, kinds)
        if thing.force in ("troops", "unspecified", "base_garrison") and mods & _PEACE:
            thing.force = "peacekeepers"
        if "border" in mods and thing.force in ("troops",):
            thing.force = "border_guards"

    def _of_firm(self, phrase: NounPhrase) -> bool:
        """Pilots of an airline, the guards of a bank: men of a company."""
        return any(
            prep in ("of", "from") and isinstance(q, NounPhrase) and "firm" in self.tokens[q.head].word.senses
            and self.of(q).force is None for prep, q in phrase.links
        )  # fmt: skip

    def _of_men(self, thing: Thing, kinds: set[str]) -> None:
        """Two companies of peacekeepers, a detachment of border guards: the type of the men it consists of."""
        for prep, linked in thing.phrase.links:
            its = prep == "of" or (prep == "by" and "presence" in kinds)
            inner = self.of(linked) if its and isinstance(linked, NounPhrase) else None
            if inner is None or inner.force is None:
                continue
            if kinds & {"force?", "presence"} or ("post" not in inner.kinds and "force" in kinds and inner.force not in ("unspecified", "base_garrison")):
                thing.force, thing.owner = inner.force, thing.owner or inner.owner
                kinds.add("force")

    # -- whose it is -----------------------------------------------------------------------------------------------

    def _owner(self, phrase: NounPhrase) -> str | None:
        """The owner told in the phrase: Russian guards, Moscow's men, guards of the Russian army, its guards."""
        tokens = self.tokens
        start = phrase.possessor.end if phrase.possessor is not None else phrase.start
        for i in range(start, phrase.head):
            token = tokens[i]
            if token.state is not None and token.kind in ("adjective", "country", "capital", "metonym", "organisation"):
                return token.state
            if token.kind == "place" and any(c.isdigit() for c in token.low) and token.mention is not None:
                return self.gazetteer.places[token.mention.key].garrison_owner
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
            if token.kind == "force" and token.mention is not None and (owner := self.gazetteer.forces[token.mention.key].owner):
                return owner
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
        if low in ("his", "her", "he", "she", "him"):
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
        """The state of whoever speaks in this sentence, for "we" and "our"."""
        for phrase in self.speakers:
            inside = [*self.tokens[phrase.start : phrase.head + 1], *(self.tokens[q.head] for _, q in phrase.links if isinstance(q, NounPhrase))]
            for token in inside:
                if token.state is not None and token.kind in ("person", "adjective", "metonym", "capital", "country"):
                    return token.state
        for token in self.tokens:
            if token.kind == "person" and token.state is not None and not token.quoted:
                return token.state
        for before, token in zip((None, *self.tokens), self.tokens, strict=False):
            if token.kind in ("metonym", "capital", "country") and token.state is not None and not token.quoted:
                if before is None or before.tag not in ("I", "T"):
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
        if head.tag == "P" and head.mention is None and phrase.possessor is not None and owner not in _MISSIONS:
            return owner
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


_PAYING = frozenset({"pay", "order", "buy", "purchase", "promise", "contract", "owe"})


def _paid_for(phrase: NounPhrase) -> bool:
    """The systems we paid for."""
    clauses = [c for c in phrase.clauses if isinstance(c, Clause) and c.role == "rel" and c.verb is not None]
    return any(set(c.verb.lemmas) & _PAYING for c in clauses if c.verb is not None)


def subject_phrase(clause: Clause) -> NounPhrase | None:
    """The noun phrase that is the subject of a clause, None for none or a clause."""
    return clause.subject if isinstance(clause.subject, NounPhrase) else None
