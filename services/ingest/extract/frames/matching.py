"""Pass 10. In: a lemma with its roles. Out: the senses that fit, with what fills their slots."""

from collections.abc import Collection, Iterable
from dataclasses import dataclass

from services.ingest.extract.frames.argument_types import is_a
from services.ingest.extract.frames.senses import Sense, senses_beside
from services.ingest.extract.grammar.phrase import NounPhrase
from services.ingest.extract.things.roles import Roles
from services.ingest.extract.things.thing import Thing
from services.ingest.extract.things.things import Things


@dataclass(slots=True)
class Match:
    """A sense with the things that fill its slots."""

    sense: Sense
    subjects: list[Thing]
    objects: list[Thing]


class _Filling:
    """What fills the slots of one predicate's senses: of each thing and each type asked once. `missing` are the roles
    that nothing has: subject, object, link."""

    def __init__(self, roles: Roles, things: Things) -> None:
        self._roles, self._things = roles, things
        self._acting = frozenset(id(t.phrase) for t in roles.subjects)
        given = {"subject": roles.subjects, "object": roles.objects, "link": roles.links}
        self.missing = frozenset(role for role, found in given.items() if not found)
        self._subjects: dict[str, list[Thing] | None] = {}
        self._objects: dict[str, list[Thing] | None] = {}
        self._known: dict[tuple[int, str], tuple[Thing, Thing | None]] = {}

    def match(self, sense: Sense) -> Match | None:
        """The sense with what fills its slots; None where one is not filled as the row wants."""
        roles = self._roles
        if sense.voice and roles.passive != (sense.voice == "passive"):
            return None
        if sense.doers and not any(t.noun in sense.doers or t.head.low in sense.doers for t in roles.subjects):
            return None
        for prep, words in sense.phrases:
            if not any(p == prep and (t.noun in words or t.head.low in words) for p, t in roles.links):
                return None
        subjects = self._once(self._subjects, sense.subject, roles.subjects)
        if subjects is None:
            return None
        if sense.nouns:
            rest = [t for t in roles.objects if t.noun not in sense.nouns and t.head.low not in sense.nouns]
            objects = self._filled(sense.object, rest)
        else:
            objects = self._once(self._objects, sense.object, roles.objects)
        if objects is None or (sense.links and not self._linked(sense)):
            return None
        return Match(sense, subjects, objects)

    def _linked(self, sense: Sense) -> bool:
        """Whether prepositions lead to what the row wants."""
        links = links_of(sense, self._roles, self._things)
        return all(
            any(p in preps and self._as(thing, types) is not None for p, thing in links) for preps, types in sense.links
        )

    def _once(self, known: dict[str, list[Thing] | None], types: str, given: list[Thing]) -> list[Thing] | None:
        if types not in known:
            known[types] = self._filled(types, given)
        return known[types]

    def _filled(self, types: str, given: list[Thing]) -> list[Thing] | None:
        """The things that fill a slot; None where it is not filled as the row wants."""
        if types == "":
            return given
        if types == "-":
            return [] if not given else None
        wanted = types.rstrip("?")
        if not given:
            return [] if wanted != types else None
        return [fit for thing in given if (fit := self._as(thing, wanted)) is not None] or None

    def _as(self, thing: Thing, types: str) -> Thing | None:
        """What a thing is of some types; kept with the thing, so that no other can come to stand at its address."""
        key = (id(thing), types)
        known = self._known.get(key)
        if known is None:
            apart = self._acting - {id(thing.phrase)}
            known = self._known[key] = (thing, is_a(thing, types, self._things, apart))
        return known[1]


def matches(
    lemmas: Collection[str],
    pos: str,
    roles: Roles,
    particles: Iterable[str],
    modifiers: frozenset[str],
    things: Things,
) -> list[list[Match]]:
    """All senses of `lemmas` that fit, a list for each group of tables, in their order, up to one that says there is
    none."""
    if not lemmas:
        return []
    particle_set = frozenset(particles)
    objects = frozenset(word for t in roles.objects for word in (t.noun, t.head.low))
    beside = particle_set | objects | modifiers
    filling = _Filling(roles, things)
    found: dict[str, list[Match]] = {}
    for lemma in lemmas:
        for sense in senses_beside(lemma, pos, beside, filling.missing):
            if (sense.particles and not sense.particles & particle_set) or (sense.nouns and not sense.nouns & objects):
                continue
            if sense.adjectives and not sense.adjectives & (modifiers | _before_noun(sense, roles)):
                continue
            fits = found.setdefault(sense.group, [])
            if fits and fits[-1].sense.frame == "NONE":
                continue
            fit = filling.match(sense)
            if fit is not None:
                fits.append(fit)
    return [fits for fits in found.values() if fits]


def _before_noun(sense: Sense, roles: Roles) -> frozenset[str]:
    """What stands before the noun that the sense wants as its object: extra men."""
    named = (t.lows for t in roles.objects if t.noun in sense.nouns or t.head.low in sense.nouns)
    return frozenset().union(*named)


def links_of(sense: Sense, roles: Roles, things: Things) -> list[tuple[str, Thing]]:
    """What prepositions lead to from the verb, or from the noun that it says its sense with: see the back of them, put
    in an appearance at it."""
    links = list(roles.links)
    saying = [t for t in roles.objects if sense.nouns and (t.noun in sense.nouns or t.head.low in sense.nouns)]
    for prep, words in sense.phrases:
        saying += [t for p, t in roles.links if p == prep and (t.noun in words or t.head.low in words)]
    for thing in saying:
        links += [(p, one) for p, q in thing.phrase.links if isinstance(q, NounPhrase) for one in things.all(q)]
    return links
