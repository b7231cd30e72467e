"""Pass 10. In: a predicate's lemmas and roles. Out: its sense: the first row of the frame tables whose slots its
arguments fit. Blocking by type of argument takes the place of word lists: to withdraw a bill is no row.
"""

from collections.abc import Iterable, Mapping
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
_INDEFINITE = frozenset(
    ["nobody", "no one", "anybody", "anyone", "somebody", "someone", "everybody", "everyone", "neither", "nothing", "none"]
)
_NOTHING_NAMED = frozenset(["what", "whatever", "whichever", "everything", "something", "anything", "nothing", "that", "this"])
_ONES = frozenset({"one", "ones", "other", "others", "rest", "remainder"})
_EXPERT = frozenset({"audit", "assessment", "advisory", "expert", "military", "technical", "fact-finding", "evaluation"})
_EXPERTS = frozenset({"adviser", "advisor", "instructor", "trainer", "expert", "specialist"})
_POINTING = word_set("wares.pointing")
_THEY = frozenset(
    {"they", "them", "these", "those", "others", "both", "all", "ones", "none", "who", "we", "themselves"}
)


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
    return not (sense.particles or sense.nouns or sense.phrases or sense.adjectives or sense.doers or sense.voice), not sense.phrases


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
    lemmas: Iterable[str], pos: str, roles: Roles, particles: Iterable[str], modifiers: frozenset[str], things: Things, at: int
) -> list[list[Match]]:
    """All senses of `lemmas` that fit, a list for each group of tables, in their order, up to one that says there is none."""
    particle_set = frozenset(particles)
    found: dict[str, list[Match]] = {}
    for lemma in lemmas:
        for sense in senses().get((lemma, pos), ()):
            fits = found.setdefault(sense.group, [])
            if fits and fits[-1].sense.frame == "NONE":
                continue
            fit = _fits(sense, roles, particle_set, modifiers, things, at)
            if fit is not None:
                fits.append(fit)
    return [fits for fits in found.values() if fits]


def _fits(
    sense: Sense, roles: Roles, particles: frozenset[str], modifiers: frozenset[str], things: Things, at: int
) -> Match | None:
    if sense.voice and roles.passive != (sense.voice == "passive"):
        return None
    if sense.particles and not sense.particles & particles:
        return None
    if sense.adjectives and not sense.adjectives & modifiers:
        return None
    if sense.doers and not any(t.noun in sense.doers or t.head.low in sense.doers for t in roles.subjects):
        return None
    if sense.nouns and not any(t.noun in sense.nouns or t.head.low in sense.nouns for t in roles.objects):
        return None
    for prep, words in sense.phrases:
        if not any(p == prep and (t.noun in words or t.head.low in words) for p, t in roles.links):
            return None
    subjects = _filled(sense.subject, roles.subjects, things, at)
    if subjects is None:
        return None
    rest = [t for t in roles.objects if not (t.noun in sense.nouns or t.head.low in sense.nouns)]
    objects = _filled(sense.object, rest, things, at)
    if objects is None:
        return None
    links = links_of(sense, roles, things)
    for preps, types in sense.links:
        if not any(p in preps and is_a(t, types, things, at) is not None for p, t in links):
            return None
    return Match(sense, subjects, objects)


def links_of(sense: Sense, roles: Roles, things: Things) -> list[tuple[str, Thing]]:
    """What prepositions lead to from the verb, or from the noun that it says its sense with: see the back of them."""
    links = list(roles.links)
    for thing in roles.objects if sense.nouns else ():
        if thing.noun in sense.nouns or thing.head.low in sense.nouns:
            links += [(p, one) for p, q in thing.phrase.links if isinstance(q, NounPhrase) for one in things.all(q)]
    return links


def _filled(types: str, given: list[Thing], things: Things, at: int) -> list[Thing] | None:
    """The things that fill a slot; None where it is not filled as the row wants."""
    if types == "":
        return given
    if types == "-":
        return [] if not given else None
    optional = types.endswith("?")
    wanted = types.rstrip("?")
    found = [fit for t in given if (fit := is_a(t, wanted, things, at)) is not None]
    if found:
        return found
    return [] if optional and not given else None


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
    if thing.head.low in _INDEFINITE or thing.head.low in _NOTHING_NAMED:
        return None
    numbered = thing.head.tag in "OWMS" and thing.head.sum is None
    pronoun = numbered or (thing.head.tag == "D") or thing.head.low in _THEY or thing.head.low in _ONES
    ordinal = thing.head.tag == "A" and thing.head.start == things.tokens[thing.phrase.head].start and not thing.places
    pointing = "W" in types and thing.noun in _POINTING and not thing.kinds & {"weapon"}
    if not pronoun and not ordinal and not pointing:
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
    kinds = thing.kinds
    match letter:
        case "~" if "force?" in kinds:
            return True
        case "F" | "~":
            return thing.force is not None and ("post" not in kinds or "force" in kinds) or "people" in kinds
        case "B" | "b":
            return thing.force is not None and "post" in kinds
        case "L":
            return (
                bool(thing.places)
                and not kinds & {"force", "force?", "human", "people", "game"}
                and thing.head.tag != "O"
                and not (thing.lows & {"a", "an"} and not thing.head.word.senses and thing.head.tag == "N")
                or bool(kinds & {"site", "border", "area", "area?", "land"})
                or thing.head.low in ("there", "here")
            )
        case "O":
            return (
                "org" in kinds
                or bool(kinds & {"bloc"})
                or (
                    bool(kinds & {"bloc?"})
                    and thing.head.word.noun in ("treaty", "organization", "organisation", "structure", "union")
                    and "the" in thing.lows
                    and not thing.phrase.links
                )
            )
        case "S":
            several = "state?" in kinds and thing.head.word.plural
            return several or bool(kinds & KINDS["S"]) or thing.state is not None
        case "M" | "Y" | "$" | "U" | "D" if _ours(thing) and kinds & _WITHIN_OURS[letter]:
            return True
        case "D":
            return "drill" in kinds
        case "R" if thing.head.tag == "O" and thing.head.low in ("i", "we"):
            return thing.state is not None
        case "o":
            return _ours(thing)
        case "f":
            return bool(kinds & {"force", "force?", "human", "envoy"}) or thing.head.low in _INDEFINITE
        case "a":
            return "successor" in kinds or (_ours(thing) and bool(kinds & KINDS["A"]))
        case "N":
            return bool(kinds & KINDS["N"]) or thing.head.low in ("nothing", "anything")
        case "c":
            return "budget?" in kinds
        case "k" if thing.head.word.plural and "the" in thing.lows and not thing.phrase.links:
            return bool(kinds & {"paper"})
        case "k":
            return _ours(thing) and bool(kinds & KINDS["K"])
        case "m":
            return _ours(thing) and bool(kinds & {"member", "member?", "participation?", "state", "land", "party"})
        case "$":
            return bool(kinds & KINDS["$"]) or thing.head.low in ("nothing", "anything")
        case "P":
            return "presence" in kinds
        case "#":
            return thing.head.tag == "M" or thing.head.low in ("others", "rest", "remainder", "behind")
        case "v":
            return "vehicle" in kinds and thing.owner is not None
        case "%":
            return thing.head.tag == "Z"
        case "g":
            return False
        case "x":
            return thing.force == "advisers" or thing.noun in _EXPERTS
        case "n":
            return thing.noun in ("number", "share", "proportion", "total")
        case "p":
            return "state?" in kinds
        case "i":
            return "mission" in kinds or (thing.noun == "team" and bool(thing.lows & _EXPERT))
        case "u":
            return thing.org is not None
        case "X":
            return True
        case _:
            return bool(kinds & KINDS[letter])
