"""Pass 10. In: a predicate's lemmas and roles. Out: its sense: the first row of the frame tables whose slots its
arguments fit. Blocking by type of argument takes the place of word lists: to withdraw a bill is no row.
"""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, replace
from functools import lru_cache
from importlib.resources import files

from services.ingest.extract.operator_table import NAMES
from services.ingest.extract.phrases import NounPhrase
from services.ingest.extract.roles import Roles
from services.ingest.extract.things import Thing, Things
from services.ingest.extract.word_sets import word_set
from services.ingest.gazetteer.table import Table, many

_PACKAGE = "services.ingest.extract"
_COLUMNS = ("lemma", "pos", "with", "subject", "object", "links", "frame")
KINDS: Mapping[str, frozenset[str]] = {
    "S": frozenset(
        {
            "state",
            "human",
            "parliament",
            "party",
            "envoy",
            "person",
            "country",
            "capital",
            "metonym",
            "org",
            "member",
            "outlet",
            "force",
            "people",
            "land",
        }
    ),
    "H": frozenset({"human", "person", "envoy"}),
    "M": frozenset({"membership", "participation"}),
    "R": frozenset(
        {"state", "human", "parliament", "party", "envoy", "person", "country", "capital", "metonym", "member", "land"}
    ),
    "Y": frozenset({"activity"}),
    "$": frozenset({"dues", "budget", "money"}),
    "J": frozenset({"seat", "seat?"}),
    "E": frozenset({"debt?"}),
    "U": frozenset({"summit", "meeting"}),
    "D": frozenset({"drill"}),
    "K": frozenset({"agreement", "paper"}),
    "W": frozenset({"ware"}),
    "w": frozenset({"ware", "arms", "arms talk"}),
    "d": frozenset({"contract", "agreement", "order", "arms"}),
    "q": frozenset({"inquiry", "intent"}),
    "t": frozenset({"talks"}),
    "z": frozenset({"carrying"}),
    "y": frozenset({"visit"}),
    "e": frozenset({"envoy?"}),
    "j": frozenset({"attache"}),
    "l": frozenset({"of attache"}),
    "r": frozenset({"academy"}),
    "h": frozenset({"supplies"}),
    "V": frozenset({"visit", "talks"}),
    "A": frozenset({"envoy", "attache", "successor"}),
    "C": frozenset({"control", "control?"}),
    "N": frozenset({"notice", "notice?"}),
    "T": frozenset({"training", "cadet"}),
    "Q": frozenset({"lease", "lease?", "agreement", "paper"}),
    "G": frozenset({"cooperation"}),
    "I": frozenset({"aid", "thing"}),
    "Z": frozenset({"firm"}),
    "s": frozenset({"state", "country", "capital", "metonym", "org", "land", "parliament"}),
}
_INDEFINITE = word_set("senses.indefinite")
_NOTHING_NAMED = word_set("senses.nothing_named")
_ONES = word_set("senses.ones")
_EXPERT = word_set("senses.expert")
_EXPERTS = frozenset({"adviser", "advisor", "instructor", "trainer", "expert", "specialist"})
_POINTING = word_set("wares.pointing")
_THEY = word_set("senses.they")


@dataclass(frozen=True, slots=True)
class Sense:
    """One row: a lemma with what must stand by it, and the frame it opens. `words` are literal conditions: particles,
    object nouns, links (preposition, noun), adjectives. `operator` is what the word is over its own frame, told as
    FRAME<OPERATOR: to order somebody out is an order to leave."""

    lemma: str
    pos: str
    frame: str
    particles: frozenset[str]
    nouns: frozenset[str]
    phrases: tuple[tuple[str, frozenset[str]], ...]
    adjectives: frozenset[str]
    doers: frozenset[str]
    subject: str
    object: str
    links: tuple[tuple[frozenset[str], str], ...]
    operator: str = ""
    voice: str = ""
    group: str = ""


@dataclass(slots=True)
class Match:
    """A sense with the things that fill its slots."""

    sense: Sense
    subjects: list[Thing]
    objects: list[Thing]


_Known = dict[tuple[int, str], tuple[Thing, Thing | None]]
"""What a thing is of some types, with the thing itself, so that no other can come to stand at its address."""


@lru_cache(maxsize=1)
def senses() -> Mapping[tuple[str, str], tuple[Sense, ...]]:
    """(lemma, part of speech) -> its senses in the order of the tables."""
    found: dict[tuple[str, str], list[Sense]] = {}
    for name in sorted(p.name for p in files(_PACKAGE).joinpath("data", "frames").iterdir() if p.name.endswith(".tsv")):
        table = Table(_PACKAGE, f"frames/{name}", _COLUMNS)
        for number, row in table.rows():
            if row["pos"] not in ("v", "n", "a"):
                raise table.fault(number, f"pos is v, n or a, not {row['pos']!r}")
            for lemma in many(row["lemma"]):
                sense = _sense(lemma, row, table, number, _GROUPS.get(name, ""))
                found.setdefault((lemma, row["pos"]), []).append(sense)
    return {key: tuple(sorted(rows, key=_literal)) for key, rows in found.items()}


def _literal(sense: Sense) -> tuple[bool, bool]:
    """Rows with a literal condition come before those without, those with a preposition and its noun first."""
    return not (
        sense.particles or sense.nouns or sense.phrases or sense.adjectives or sense.doers or sense.voice
    ), not sense.phrases


_GROUPS = {"arms.tsv": "arms", "engagement.tsv": "engagement"}
"""Tables that speak of another side of the world than forces and blocs: each may find its own sense of one verb."""


def _sense(lemma: str, row: dict[str, str], table: Table, number: int, group: str) -> Sense:
    particles: frozenset[str] = frozenset()
    nouns: frozenset[str] = frozenset()
    adjectives: frozenset[str] = frozenset()
    doers: frozenset[str] = frozenset()
    phrases: list[tuple[str, frozenset[str]]] = []
    voice = ""
    for condition in row["with"].split():
        kind, _, value = condition.partition("=")
        value = value.replace("_", " ")
        if kind == "k":
            particles = frozenset(many(value))
        elif kind == "o":
            nouns = frozenset(many(value))
        elif kind == "v":
            voice = value
        elif kind == "a":
            adjectives = frozenset(many(value))
        elif kind == "s":
            doers = frozenset(many(value))
        elif kind == "l":
            prep, _, words = value.partition(":")
            phrases.append((prep, frozenset(many(words))))
        else:
            raise table.fault(number, f"a condition is k=, o=, s=, a=, v= or l=, not {condition!r}")
    links = []
    for part in row["links"].split():
        preps, _, types = part.partition(":")
        links.append((frozenset(p.replace("_", " ") for p in preps.split(",")), types.replace("|", "")))
    frame, _, operator = row["frame"].replace(">", "<").partition("<")
    if operator and operator not in NAMES:
        raise table.fault(number, f"there is no operator {operator!r}")
    return Sense(
        lemma,
        row["pos"],
        frame,
        particles,
        nouns,
        tuple(phrases),
        adjectives,
        doers,
        row["subject"].replace("|", ""),
        row["object"].replace("|", ""),
        tuple(links),
        operator,
        voice,
        group,
    )


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
            if sense.adjectives and not sense.adjectives & modifiers:
                continue
            fits = found.setdefault(sense.group, [])
            if fits and fits[-1].sense.frame == "NONE":
                continue
            fit = _fits(sense, roles, things, at, known)
            if fit is not None:
                fits.append(fit)
    return [fits for fits in found.values() if fits]


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
    """What prepositions lead to from the verb, or from the noun that it says its sense with: see the back of them."""
    links = list(roles.links)
    for thing in roles.objects if sense.nouns else ():
        if thing.noun in sense.nouns or thing.head.low in sense.nouns:
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


def is_a(thing: Thing, types: str, things: Things, at: int) -> Thing | None:
    """The thing, or what a pronoun stands for, if it is of one of the types; None if not."""
    for letter in types:
        if letter == "g" and (held := things.as_garrison(thing)) is not None:
            return held
        if letter == "~" and thing.force is None and "force?" in thing.kinds:
            return things.as_force(thing)
        if _is(thing, letter) or (letter in "SHRX" and thing.head.low in _INDEFINITE):
            return thing
        if letter == "b" and "post?" in thing.kinds:
            return things.as_post(thing)
    if "W" in types and not thing.kinds and not thing.force:
        beside = (things.of(q) for q in thing.phrase.named)
        if (ware := next((t for t in beside if _is(t, "W")), None)) is not None:
            return ware
    if thing.head.low in _INDEFINITE or thing.head.low in _NOTHING_NAMED:
        return None
    whole = any(p == "of" and isinstance(q, NounPhrase) and things.of(q).kinds for p, q in thing.phrase.links)
    numbered = thing.head.tag in "OWMS" and thing.head.sum is None and not (thing.head.tag == "M" and whole)
    pronoun = numbered or (thing.head.tag == "D") or thing.head.low in _THEY or thing.head.low in _ONES
    ordinal = thing.head.tag == "A" and thing.head.start == things.tokens[thing.phrase.head].start and not thing.places
    pointing = "W" in types and thing.noun in _POINTING and not thing.kinds & {"weapon"}
    if not pronoun and not ordinal and not pointing:
        return None
    if thing.head.low in ("he", "she", "him", "her") and not set(types) - set("BbLP?"):
        return None
    found = things.antecedent(thing, types, _is)
    if found is None:
        return None
    if "~" in types and found.force is None and "force?" in found.kinds:
        found = things.as_force(found)
    if thing.places and thing.head.low in ("one", "ones", "others"):
        return replace(found, phrase=thing.phrase, places=thing.places)
    if thing.head.tag == "M":
        return replace(found, phrase=thing.phrase)
    return found


_WITHIN_OURS: Mapping[str, frozenset[str]] = {
    "M": frozenset({"participation?", "activity?", "cooperation", "presence"}),
    "Y": frozenset({"activity?", "body?", "seat", "seat?"}),
    "$": frozenset({"dues?", "budget?", "trade"}),
    "U": frozenset({"council", "parliament", "occasion?"}),
    "D": frozenset({"training", "game"}),
}
"""Nouns that are of a kind only within an organisation that is followed: its work, its bodies, its bills."""


def _ours(thing: Thing) -> bool:
    return "of ours" in thing.kinds


def _is(thing: Thing, letter: str) -> bool:
    within = letter in _WITHIN_OURS and _ours(thing) and bool(thing.kinds & _WITHIN_OURS[letter])
    test = _TESTS.get(letter)
    return within or (bool(thing.kinds & KINDS[letter]) if test is None else test(thing))


def _is_force(thing: Thing) -> bool:
    kinds = thing.kinds
    return (thing.force is not None and ("post" not in kinds or "force" in kinds)) or "people" in kinds


def _is_place(thing: Thing) -> bool:
    kinds, head = thing.kinds, thing.head
    unnamed = thing.lows & {"a", "an"} and not head.word.senses and head.tag == "N"
    named = (
        thing.places and not kinds & {"force", "force?", "human", "people", "game"} and head.tag != "O" and not unnamed
    )
    return bool(named or kinds & {"site", "border", "area", "area?", "land"}) or head.low in ("there", "here")


def _is_organisation(thing: Thing) -> bool:
    kinds = thing.kinds
    alone = "bloc?" in kinds and thing.noun in _TREATIES and "the" in thing.lows and not thing.phrase.links
    return bool(kinds & {"org", "bloc"}) or alone


def _is_paper(thing: Thing) -> bool:
    if thing.head.word.plural and "the" in thing.lows and not thing.phrase.links:
        return "paper" in thing.kinds
    return _ours(thing) and bool(thing.kinds & KINDS["K"])


def _is_seat(thing: Thing) -> bool:
    taken = "post" in thing.kinds and thing.places and not _ours(thing)
    return not taken and bool(thing.kinds & KINDS["J"])


def _speaks(thing: Thing) -> bool:
    if thing.head.tag == "O" and thing.head.low in ("i", "we"):
        return thing.state is not None
    return bool(thing.kinds & KINDS["R"])


_TREATIES = frozenset({"treaty", "organization", "organisation", "structure", "union"})
_TESTS: Mapping[str, Callable[[Thing], bool]] = {
    "F": _is_force,
    "~": lambda t: "force?" in t.kinds or _is_force(t),
    "B": lambda t: t.force is not None and "post" in t.kinds,
    "b": lambda t: t.force is not None and "post" in t.kinds,
    "L": _is_place,
    "O": _is_organisation,
    "S": lambda t: ("state?" in t.kinds and t.head.word.plural) or bool(t.kinds & KINDS["S"]) or t.state is not None,
    "D": lambda t: "drill" in t.kinds,
    "R": _speaks,
    "o": _ours,
    "f": lambda t: bool(t.kinds & {"force", "force?", "human", "envoy"}) or t.head.low in _INDEFINITE,
    "a": lambda t: "successor" in t.kinds or (_ours(t) and bool(t.kinds & KINDS["A"])),
    "N": lambda t: bool(t.kinds & KINDS["N"]) or t.head.low in ("nothing", "anything"),
    "c": lambda t: "budget?" in t.kinds,
    "k": _is_paper,
    "m": lambda t: _ours(t) and bool(t.kinds & {"member", "member?", "participation?", "state", "land", "party"}),
    "$": lambda t: bool(t.kinds & KINDS["$"]) or t.head.low in ("nothing", "anything"),
    "P": lambda t: "presence" in t.kinds,
    "#": lambda t: t.head.tag == "M" or t.head.low in ("others", "rest", "remainder", "behind"),
    "v": lambda t: "vehicle" in t.kinds and t.owner is not None,
    "%": lambda t: t.head.tag == "Z",
    "g": lambda t: False,
    "x": lambda t: t.force == "advisers" or t.noun in _EXPERTS,
    "n": lambda t: t.noun in ("number", "share", "proportion", "total"),
    "p": lambda t: "state?" in t.kinds,
    "i": lambda t: "mission" in t.kinds or (t.noun == "team" and bool(t.lows & _EXPERT)),
    "u": lambda t: t.org is not None,
    "J": _is_seat,
    "X": lambda t: True,
}
"""Letters of the tables of frames that ask for more than a kind."""
