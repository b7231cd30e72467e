"""Pass 9c. Whether a thing is a force or a post, and of which kind."""

from dataclasses import replace

from services.ingest.extract.grammar.clause import Clause
from services.ingest.extract.grammar.phrase import NounPhrase
from services.ingest.extract.things.bodies_named import BodiesNamed
from services.ingest.extract.things.memory import Told
from services.ingest.extract.things.thing import Thing
from services.ingest.extract.words.word_sets import word_set

_PEACE = frozenset({"peacekeeping", "peace", "peacekeeper"})
_PARTITIVE = word_set("things.partitive")
_NO_FORCE = word_set("things.no_force")
_NO_STATE_FORCE = word_set("things.no_state_force")
_GENERAL = frozenset({"troops", "unspecified"})
_DEFINITE = frozenset({"the", "these", "those"})
_MILITARY = word_set("things.military")
_FAR = 8
_HIS = frozenset({"his", "her", "my"})
_BODIES = frozenset({"unit", "squad", "company"})
_MEANT = _DEFINITE | {"no", "not a single", "not a", "not one", "none of the", "all the"}
RECENT = 3
"""How many sentences later "the guards" still means those of a claim."""
_CARRYING = word_set("things.carrying")
_LOADING = word_set("things.loading")
_FREIGHT = frozenset({"weapon", "weapon?", "supplies", "vehicle", "post?"})
_MADE_OF_MEN = frozenset({"force?", "human", "force", "presence", "member"})


class Armed(BodiesNamed):
    """Men under arms among things."""

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

    def _carried(self, phrase: NounPhrase) -> Thing | None:
        """What is in a vehicle, men before goods with an owner: buses carrying guards, lorries loaded with Russian
        kit."""
        inside = [q for p, q in phrase.links if p in ("of", "with")]
        for clause in phrase.clauses:
            if isinstance(clause, Clause) and clause.verb is not None:
                inside += clause.objects if set(clause.verb.lemmas) & _CARRYING else ()
                inside += [q for p, q in clause.links if p == "with"] if set(clause.verb.lemmas) & _LOADING else ()
        found = [self.of(q) for q in inside if isinstance(q, NounPhrase) and q is not phrase]
        return next(
            (t for t in found if t.force is not None),
            next((t for t in found if t.owner is not None and t.kinds & _FREIGHT), None),
        )

    def _partitive(self, phrase: NounPhrase) -> Thing | None:
        """What two of the five, not all of the, half of the is a part of."""
        head = self.tokens[phrase.head]
        if not phrase.links or head.low in ("those", "that"):
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
            kinds.discard("force?")
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
        elif "post" in kinds or ("post?" in kinds and (thing.owner or mods & _MILITARY or self._held(phrase))):
            held = self._held(phrase)
            thing.force = held or self.vocabulary.details.get(thing.noun, "unspecified")
            kinds.add("post")
        elif "presence" in kinds and ("military" in mods or thing.owner):
            thing.force = "unspecified"
        elif kinds & {"force?", "vehicle"} and (known := self._told_of(thing, kinds)) is not None:
            thing.force, thing.owner = known.force, known.owner
            thing.told = known.places
            kinds.add("force")
        elif "fellow" in kinds and thing.owner:
            thing.force = "unspecified"
            kinds.add("force")
        if kinds & {"force", "force?"} and thing.owner is None and (led := self._under_officer(phrase)) is not None:
            thing.force = led.force if thing.force in (None, *_GENERAL) else thing.force
            thing.owner, thing.told = led.owner, led.places
            kinds.add("force")
        if (
            kinds & {"force", "force?"}
            and thing.owner is None
            and thing.force != "private_military"
            and self._of_firm(phrase)
        ):
            thing.force = None
            kinds -= {"force", "force?"}
        if kinds & _MADE_OF_MEN and thing.force in (None, "unspecified", "troops"):
            self._of_men(thing, kinds)
        if thing.force in ("troops", "unspecified", "base_garrison") and mods & _PEACE:
            thing.force = "peacekeepers"
        if "border" in mods and thing.force in ("troops",):
            thing.force = "border_guards"

    def _told(self) -> Told | None:
        """The force of the last claim at one place, if it was made a moment ago or no other place was told of since."""
        told, memory = self.memory.told, self.memory
        near = memory.age <= RECENT or (memory.age <= _FAR and len(memory.grounds) == 1)
        return told if told is not None and told.places and near else None

    def _told_as(self, type_: str | None) -> Told | None:
        """The force of this type that was told of: that of the last claim, else the only one of its kind, the base."""
        told = self._told()
        if told is not None and (told.force == type_ or {told.force, type_} & _GENERAL):
            return told
        return self.memory.types.get(type_) if type_ is not None and type_ not in _GENERAL else None

    def _told_of(self, thing: Thing, kinds: set[str]) -> Told | None:
        """The observers, the airmen, their last shift: those told of a moment ago; the trucks of those who leave."""
        told = self._told()
        first = self.tokens[thing.phrase.start].low
        if told is None or told.owner is None or first not in (*_DEFINITE, "their"):
            return None
        if "vehicle" in kinds:
            return told if self.memory.leaving_age <= 1 else None
        type_ = self.vocabulary.details.get(thing.noun)
        alike = type_ == told.force or {type_, told.force} == {"observers", "civilian_mission"}
        return told if alike or (type_ in _GENERAL and (first == "their" or thing.noun in _BODIES)) else None

    def _under_officer(self, phrase: NounPhrase) -> Thing | None:
        """His men, said the head of the contingent: those of the force that he heads."""
        if self.tokens[phrase.start].low not in _HIS:
            return None
        for known in list(self._known.values()):
            behind = [self.of(q) for p, q in known.phrase.links if p == "of" and isinstance(q, NounPhrase)]
            led = next((t for t in behind if t.force is not None), None)
            if led is not None and "human" in known.kinds and known.head.start < self.tokens[phrase.start].start:
                return led
        return None

    def _taken_up(self, thing: Thing, kinds: set[str]) -> None:
        """The guards, the Russians, the contingent: those told of a moment ago, where nothing else is said of them."""
        phrase = thing.phrase
        told = self._told_as(thing.force)
        first = self.tokens[phrase.start].low
        if told is None or not (first in _MEANT or (first == "their" and "fellow" in kinds)):
            return
        if (
            thing.places
            or phrase.links
            or phrase.clauses
            or (None not in (thing.owner, told.owner) and thing.owner != told.owner)
        ):
            return
        if any(t.force is not None and t.head.start < thing.head.start for t in self._known.values()):
            return
        thing.owner = told.owner or thing.owner
        if thing.force in _GENERAL:
            thing.force = told.force
        thing.told = told.places

    def told_force(self, phrase: NounPhrase) -> Thing | None:
        """The force that "the pullout" in `phrase` is of: the one before it in its sentence, else that of the last
        claim."""
        at = self.tokens[phrase.head].start
        before = [t for t in self._known.values() if t.head.start < at and t.force is not None]
        if before:
            return max(before, key=lambda t: t.head.start)
        told = self._told()
        if told is None:
            return None
        kinds = frozenset({told.kind})
        return Thing(phrase, self.tokens[phrase.head], "", kinds, told.force, told.owner, told=told.places)

    def _of_firm(self, phrase: NounPhrase) -> bool:
        """Pilots of an airline, the guards of a bank: men of a company."""
        return any(
            prep in ("of", "from")
            and isinstance(q, NounPhrase)
            and "firm" in self.tokens[q.head].word.senses
            and self.of(q).force is None
            for prep, q in phrase.links
        )

    def _of_men(self, thing: Thing, kinds: set[str]) -> None:
        """Two companies of peacekeepers, a member of the garrison, the base's men: the type of the men it consists
        of or belongs to."""
        whose = thing.phrase.possessor
        for prep, linked in [*thing.phrase.links, *([("of", whose)] if whose is not None else [])]:
            its = prep == "of" or (prep == "by" and "presence" in kinds)
            inner = self.of(linked) if its and isinstance(linked, NounPhrase) else None
            if inner is None or inner.force is None:
                continue
            if kinds & {"force?", "presence", "member"} or (
                "post" not in inner.kinds and "force" in kinds and inner.force not in ("unspecified", "base_garrison")
            ):
                thing.force, thing.owner = inner.force, thing.owner or inner.owner
                kinds.add("force")
