"""Pass 10. In: a lemma with its roles. Out: the senses that fit, with what fills their slots."""

from collections.abc import Iterable
from dataclasses import dataclass

from services.ingest.extract.frames.argument_types import is_a
from services.ingest.extract.frames.senses import Sense, senses
from services.ingest.extract.grammar.phrase import NounPhrase
from services.ingest.extract.things.roles import Roles
from services.ingest.extract.things.thing import Thing
from services.ingest.extract.things.things import Things

_Known = dict[tuple[int, str], tuple[Thing, Thing | None]]
"""What a thing is of some types, with the thing itself, so that no other can come to stand at its address."""


@dataclass(slots=True)
class Match:
    """A sense with the things that fill its slots."""

    sense: Sense
    subjects: list[Thing]
    objects: list[Thing]


def matches(
    lemmas: Iterable[str],
    pos: str,
    roles: Roles,
    particles: Iterable[str],
    modifiers: frozenset[str],
    things: Things,
    at: int,
) -> list[list[Match]]:
    """All senses of `lemmas` that fit, a list for each group of tables, in their order, up to one that says there is
    none."""
    particle_set = frozenset(particles)
    objects = {word for t in roles.objects for word in (t.noun, t.head.low)}
    known: _Known = {}
    found: dict[str, list[Match]] = {}
    for lemma in lemmas:
        for sense in senses().get((lemma, pos), ()):
            if (sense.particles and not sense.particles & particle_set) or (sense.nouns and not sense.nouns & objects):
                continue
            if sense.adjectives and not sense.adjectives & (modifiers | _before_noun(sense, roles)):
                continue
            fits = found.setdefault(sense.group, [])
            if fits and fits[-1].sense.frame == "NONE":
                continue
            fit = _fits(sense, roles, things, at, known)
            if fit is not None:
                fits.append(fit)
    return [fits for fits in found.values() if fits]


def _before_noun(sense: Sense, roles: Roles) -> frozenset[str]:
    """What stands before the noun that the sense wants as its object: extra men."""
    named = (t.lows for t in roles.objects if t.noun in sense.nouns or t.head.low in sense.nouns)
    return frozenset().union(*named)


def _fits(sense: Sense, roles: Roles, things: Things, at: int, known: _Known) -> Match | None:
    """The sense with what fills its slots; `known`: what is told of a thing and types already."""
    if sense.voice and roles.passive != (sense.voice == "passive"):
        return None
    if sense.doers and not any(t.noun in sense.doers or t.head.low in sense.doers for t in roles.subjects):
        return None
    for prep, words in sense.phrases:
        if not any(p == prep and (t.noun in words or t.head.low in words) for p, t in roles.links):
            return None
    subjects = _filled(sense.subject, roles.subjects, things, at, known)
    if subjects is None:
        return None
    rest = (
        [t for t in roles.objects if t.noun not in sense.nouns and t.head.low not in sense.nouns]
        if sense.nouns
        else roles.objects
    )
    objects = _filled(sense.object, rest, things, at, known)
    if objects is None:
        return None
    if sense.links:
        links = links_of(sense, roles, things)
        for preps, types in sense.links:
            if not any(p in preps and _known(t, types, things, at, known) is not None for p, t in links):
                return None
    return Match(sense, subjects, objects)


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


def _known(thing: Thing, types: str, things: Things, at: int, known: _Known) -> Thing | None:
    key = (id(thing), types)
    if key not in known:
        known[key] = (thing, is_a(thing, types, things, at))
    return known[key][1]


def _filled(types: str, given: list[Thing], things: Things, at: int, known: _Known) -> list[Thing] | None:
    """The things that fill a slot; None where it is not filled as the row wants."""
    if types == "":
        return given
    if types == "-":
        return [] if not given else None
    optional = types.endswith("?")
    wanted = types.rstrip("?")
    if not given:
        return [] if optional else None
    found = [fit for t in given if (fit := _known(t, wanted, things, at, known)) is not None]
    if found:
        return found
    return None
