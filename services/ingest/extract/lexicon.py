"""The word lists as data: verbs and their forms, triggers with their frames, operators, verbs of speech, hedges."""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache

from services.ingest.gazetteer.table import Table, many

_PACKAGE = "services.ingest.extract"
OPS = frozenset(
    [
        "AGREE",
        "ORDER",
        "REQUEST",
        "PROPOSE",
        "REFUSE",
        "POSTPONE",
        "CANCEL",
        "BEGIN",
        "COMPLETE",
        "END",
        "FAIL",
        "THREATEN",
        "PLAN",
        "EXPECT",
        "MANAGE",
        "DENY",
        "EXCLUDE",
        "MOOT",
        "HOPE",
    ]
)


@dataclass(frozen=True, slots=True)
class Trigger:
    """A word that can open a frame: with one of `particles` where it has some, and not beside a `blocked` word."""

    lemma: str
    pos: str
    frame: str
    particles: tuple[str, ...]
    blocked: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Phrasal:
    """An operator made of a verb and words after it: put on hold, wrap up. `forces`: only over a frame of forces."""

    words: frozenset[str]
    op: str
    forces: bool


@dataclass(frozen=True, slots=True)
class Lexicon:
    """All word lists. `forms` maps a written form to (lemma, form) readings."""

    forms: Mapping[str, tuple[tuple[str, str], ...]]
    verbs: Mapping[str, tuple[Trigger, ...]]
    nouns: Mapping[str, tuple[Trigger, ...]]
    operators: Mapping[tuple[str, str], str]
    phrasal: Mapping[str, tuple[Phrasal, ...]]
    speech: Mapping[str, str]
    hedges: Mapping[str, tuple[tuple[tuple[str, ...], str], ...]]


def inflect(lemma: str) -> tuple[tuple[str, str], ...]:
    """(form, which) of a regular verb; where the last consonant may be doubled, with and without (shipped)."""
    if lemma.endswith("e"):
        return (
            (lemma, "base"),
            (lemma + "s", "s"),
            (lemma + "d", "past"),
            (lemma + "d", "pp"),
            (lemma[:-1] + "ing", "ing"),
        )
    if lemma.endswith("y") and lemma[-2] not in "aeiou":
        stem = lemma[:-1]
        return (
            (lemma, "base"),
            (stem + "ies", "s"),
            (stem + "ied", "past"),
            (stem + "ied", "pp"),
            (lemma + "ing", "ing"),
        )
    third = lemma + ("es" if lemma.endswith(("s", "x", "ch", "sh", "o")) else "s")
    plain = (lemma, "base"), (third, "s"), (lemma + "ed", "past"), (lemma + "ed", "pp"), (lemma + "ing", "ing")
    if lemma[-1] in "aeiouwxy" or lemma[-2] not in "aeiou" or lemma[-3:-2] in tuple("aeiou"):
        return plain
    doubled = lemma + lemma[-1]
    return (*plain, (doubled + "ed", "past"), (doubled + "ed", "pp"), (doubled + "ing", "ing"))


def _irregular() -> dict[str, dict[str, tuple[str, ...]]]:
    table = Table(_PACKAGE, "irregular.tsv", ("lemma", "past", "participle", "ing"))
    return {
        row["lemma"]: {"past": many(row["past"]), "pp": many(row["participle"]), "ing": many(row["ing"])}
        for _, row in table.rows()
    }


def _verb_forms(lemmas: set[str]) -> dict[str, tuple[tuple[str, str], ...]]:
    irregular = _irregular()
    found: dict[str, list[tuple[str, str]]] = {}
    for lemma in sorted(lemmas | set(irregular)):
        own = irregular.get(lemma, {})
        for form, which in inflect(lemma):
            for written in own.get(which) or (form,):
                found.setdefault(written, []).append((lemma, which))
    for written in ("am", "is", "are"):
        found[written] = [("be", "s")]
    found["has"] = [("have", "s")]
    return {form: tuple(readings) for form, readings in found.items()}


def _triggers() -> tuple[dict[str, tuple[Trigger, ...]], dict[str, tuple[Trigger, ...]]]:
    table = Table(_PACKAGE, "triggers.tsv", ("lemma", "pos", "frame", "particles", "blocked"))
    verbs: dict[str, list[Trigger]] = {}
    nouns: dict[str, list[Trigger]] = {}
    for number, row in table.rows():
        if row["pos"] not in ("v", "n", "a"):
            raise table.fault(number, f"pos is v, n or a, not {row['pos']!r}")
        trigger = Trigger(row["lemma"], row["pos"], row["frame"], many(row["particles"]), many(row["blocked"]))
        (verbs if row["pos"] == "v" else nouns).setdefault(row["lemma"], []).append(trigger)
    return {k: tuple(v) for k, v in verbs.items()}, {k: tuple(v) for k, v in nouns.items()}


def _operators() -> dict[tuple[str, str], str]:
    table = Table(_PACKAGE, "operators.tsv", ("lemma", "pos", "op", "governs"))
    found: dict[tuple[str, str], str] = {}
    for number, row in table.rows():
        if row["op"] not in OPS:
            raise table.fault(number, f"op {row['op']!r} is none of {' '.join(sorted(OPS))}")
        found[row["lemma"], row["pos"]] = row["op"]
    return found


def _phrasal() -> dict[str, tuple[Phrasal, ...]]:
    table = Table(_PACKAGE, "phrasal.tsv", ("lemma", "words", "op", "scope"))
    found: dict[str, tuple[Phrasal, ...]] = {}
    for number, row in table.rows():
        if row["op"] not in OPS or row["scope"] not in ("", "forces"):
            raise table.fault(number, "op or scope is none of the known ones")
        phrasal = Phrasal(frozenset(row["words"].split()), row["op"], row["scope"] == "forces")
        found[row["lemma"]] = (*found.get(row["lemma"], ()), phrasal)
    return found


@lru_cache(maxsize=1)
def lexicon() -> Lexicon:
    """The word lists of this version. Raises DataFault, with file and row, where a list is wrong."""
    verbs, nouns = _triggers()
    operators, phrasal = _operators(), _phrasal()
    speech = {r["lemma"]: r["class"] for _, r in Table(_PACKAGE, "speech.tsv", ("lemma", "class")).rows()}
    plain = {r["lemma"] for _, r in Table(_PACKAGE, "verbs.tsv", ("lemma",)).rows()}
    hedges: dict[str, list[tuple[tuple[str, ...], str]]] = {}
    table = Table(_PACKAGE, "modifiers.tsv", ("phrase", "axis", "value"))
    for number, row in table.rows():
        if row["value"] not in ("probable", "possible", "improbable"):
            raise table.fault(number, f"value {row['value']!r} is none of probable possible improbable")
        phrase = tuple(row["phrase"].split())
        hedges.setdefault(phrase[0], []).append((phrase, row["value"]))
    lemmas = set(verbs) | {lemma for lemma, pos in operators if pos == "v"} | set(speech) | set(phrasal) | plain
    return Lexicon(
        _verb_forms(lemmas), verbs, nouns, operators, phrasal, speech, {k: tuple(v) for k, v in hedges.items()}
    )
