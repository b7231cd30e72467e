"""Pass 10. What a thing can be in the slot of a frame: force, post, place, state, organisation, activity …"""

from collections.abc import Callable, Mapping
from dataclasses import replace

from services.ingest.extract.grammar.phrase import NounPhrase
from services.ingest.extract.things.thing import Thing
from services.ingest.extract.things.things import Things
from services.ingest.extract.words.word_sets import word_set

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
_OF_THEM = frozenset({"none", "nothing", "anything", "everything"})
"""Words that stand for all or none of the wares told before."""
_THEY = word_set("senses.they")
_CLOSING = frozenset({"closing", "final", "concluding", "outcome", "resulting", "ensuing"})
_WITHIN_OURS: Mapping[str, frozenset[str]] = {
    "M": frozenset({"participation?", "activity?", "cooperation", "presence"}),
    "Y": frozenset({"activity?", "body?", "seat", "seat?"}),
    "$": frozenset({"dues?", "budget?", "trade"}),
    "U": frozenset({"council", "parliament", "occasion?"}),
    "D": frozenset({"training", "game"}),
    "k": frozenset({"budget"}),
}
"""Nouns that are of a kind only within an organisation that is followed: its work, its bodies, its bills."""
_NO_PLACES = frozenset(
    {
        "force",
        "force?",
        "human",
        "people",
        "game",
        "vehicle",
        "ware",
        "arms",
        "lot",
        "lease",
        "lease?",
        "agreement",
        "paper",
        "notice?",
        "report",
        "movable",
    }
)
"""What is no place, wherever it stands: a batch of lorries from the base, the agreement on the base."""
_TREATIES = frozenset({"treaty", "organization", "organisation", "structure", "union"})


def is_a(thing: Thing, types: str, things: Things, apart: frozenset[int] = frozenset()) -> Thing | None:
    """The thing, or what a pronoun stands for, if it is of one of the types; None if not. `apart`: the phrases, by
    identity, that a pronoun cannot stand for: who joined them joined others."""
    for letter in types:
        if letter == "g" and (held := things.as_garrison(thing)) is not None:
            return held
        if letter == "~" and thing.force is None and "force?" in thing.kinds:
            return things.as_force(thing)
        if _is(thing, letter) or (letter in "SHRX" and thing.head.low in _INDEFINITE):
            return thing
        if letter == "b" and "post?" in thing.kinds:
            return things.as_post(thing)
    if (called := set(types) & {"W", "D", "U"}) and not thing.kinds - {"training"} and not thing.force:
        beside = [things.of(q) for q in thing.phrase.named]
        if (meant := next((t for t in beside if any(_is(t, letter) for letter in called)), None)) is not None:
            return meant
    if "W" in types and thing.head.low in _OF_THEM and (ware := things.antecedent(thing, "W", _is)) is not None:
        return replace(ware, phrase=thing.phrase)
    if thing.head.low in _INDEFINITE or thing.head.low in _NOTHING_NAMED:
        return None
    pointing = "W" in types and thing.noun in _POINTING and "weapon" not in thing.kinds
    if not pointing and not _stands_for_another(thing, things):
        return None
    if thing.head.low in ("he", "she", "him", "her") and not set(types) - set("BbLP?"):
        return None
    found = things.antecedent(thing, types, _is, apart)
    if found is None:
        return None
    if "~" in types and found.force is None and "force?" in found.kinds:
        found = things.as_force(found)
    if thing.places and thing.head.low in ("one", "ones", "others", "those"):
        return replace(found, phrase=thing.phrase, places=thing.places)
    if thing.head.tag == "M":
        return replace(found, phrase=thing.phrase)
    return found


def _stands_for_another(thing: Thing, things: Things) -> bool:
    """Whether it is a pronoun, a bare number or a bare ordinal."""
    head = thing.head
    if head.tag == "D" or head.low in _THEY or head.low in _ONES:
        return True
    if head.tag == "A":
        return head.start == things.tokens[thing.phrase.head].start and not thing.places
    if head.tag not in "OWMS" or head.sum is not None:
        return False
    links = thing.phrase.links if head.tag == "M" else ()
    return not any(p == "of" and isinstance(q, NounPhrase) and things.of(q).kinds for p, q in links)


def _ours(thing: Thing) -> bool:
    return "of ours" in thing.kinds


def _is(thing: Thing, letter: str) -> bool:
    if letter in _WITHIN_OURS and _ours(thing) and not thing.kinds.isdisjoint(_WITHIN_OURS[letter]):
        return True
    test = _TESTS.get(letter)
    return not thing.kinds.isdisjoint(KINDS[letter]) if test is None else test(thing)


def _is_force(thing: Thing) -> bool:
    kinds = thing.kinds
    return (thing.force is not None and ("post" not in kinds or "force" in kinds)) or "people" in kinds


def _is_place(thing: Thing) -> bool:
    kinds, head = thing.kinds, thing.head
    unnamed = thing.lows & {"a", "an"} and not head.word.senses and head.tag == "N"
    named = thing.places and not kinds & _NO_PLACES and head.tag != "O" and not unnamed
    return bool(named or kinds & {"site", "border", "area", "area?", "land"}) or head.low in ("there", "here")


def _is_organisation(thing: Thing) -> bool:
    kinds = thing.kinds
    alone = "bloc?" in kinds and thing.noun in _TREATIES and "the" in thing.lows and not thing.phrase.links
    return bool(kinds & {"org", "bloc"}) or alone


def _is_paper(thing: Thing) -> bool:
    """A document of an organisation of ours; the final declaration of whatever meeting is told of."""
    if thing.head.word.plural and "the" in thing.lows and not thing.phrase.links:
        return "paper" in thing.kinds
    closing = "the" in thing.lows and bool(thing.lows & _CLOSING)
    return (closing or _ours(thing)) and bool(thing.kinds & KINDS["K"])


def _is_seat(thing: Thing) -> bool:
    taken = "post" in thing.kinds and thing.places and not _ours(thing)
    return not taken and bool(thing.kinds & KINDS["J"])


def _speaks(thing: Thing) -> bool:
    if thing.head.tag == "O" and thing.head.low in ("i", "we", "me", "us"):
        return thing.state is not None
    return bool(thing.kinds & KINDS["R"])


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
