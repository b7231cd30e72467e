"""What can stand above a predicate, as data: a row of `operators.tsv` for each word that takes a clause or a noun."""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache

from services.ingest.extract.words.conditions import read_conditions
from services.ingest.gazetteer.table import Table, many

_PACKAGE = "services.ingest.extract"
NAMES = frozenset(
    [
        "AGREE",
        "ORDER",
        "REQUEST",
        "WANT",
        "PROPOSE",
        "THREATEN",
        "WARN",
        "REFUSE",
        "POSTPONE",
        "CANCEL",
        "PLAN",
        "EXPECT",
        "HOPE",
        "CONSIDER",
        "DENY",
        "EXCLUDE",
        "OPEN",
        "NOT",
        "FAIL",
        "MANAGE",
        "PRETEND",
        "OBLIGE",
        "STOP",
        "BEGIN",
        "PROG",
        "COMPLETE",
        "HAPPEN",
        "CARRY",
        "EXIST",
        "SEE",
        "REPORT",
        "ACCUSE",
        "CREDIT",
        "ASKED",
        "POSSIBLE",
        "PROBABLE",
        "TRUE",
        "SURE",
        "NEARLY",
        "UNSAID",
        "HINT",
        "RESUME",
        "YIELD",
        "SEEM",
        "LET",
        "FALSE",
        "DOUBT",
        "SLIGHT",
        "OBJECT",
        "HESITATE",
        "RESULT",
        "CONT",
        "USED",
    ]
)
_UNTRUE = frozenset({"DENY", "FALSE"})
_POS = ("v", "n", "p", "m")


@dataclass(frozen=True, slots=True)
class Row:
    """One row: its operator, the conditions under which a word is it, and the ways by which it reaches down."""

    operator: str
    particles: frozenset[str]
    nouns: frozenset[str]
    phrases: tuple[tuple[str, frozenset[str]], ...]
    via: frozenset[str]

    @property
    def literal(self) -> bool:
        """Whether a word besides its own must stand by it."""
        return bool(self.particles or self.nouns or self.phrases)


@lru_cache(maxsize=1)
def rows() -> Mapping[tuple[str, str], tuple[Row, ...]]:
    """(lemma, part of speech) -> its rows, those with conditions first.

    The parts of speech: v verb, n noun, p predicate after "be", m modifier before a noun.
    """
    table = Table(_PACKAGE, "operators.tsv", ("lemmas", "pos", "with", "via", "operator"))
    found: dict[tuple[str, str], list[Row]] = {}
    for number, row in table.rows():
        if row["pos"] not in _POS:
            raise table.fault(number, f"pos is one of {', '.join(_POS)}, not {row['pos']!r}")
        if row["operator"] not in NAMES:
            raise table.fault(number, f"there is no operator {row['operator']!r}")
        made = _row(row, table, number)
        for lemma in many(row["lemmas"]):
            found.setdefault((lemma, row["pos"]), []).append(made)
    return {key: tuple(sorted(options, key=lambda r: not r.literal)) for key, options in found.items()}


def _row(row: dict[str, str], table: Table, number: int) -> Row:
    told = read_conditions(row, table, number, ("k", "o", "l"))
    via = frozenset(many(row["via"].replace("_", " ")))
    return Row(row["operator"], told.of("k"), told.of("o"), told.phrases, via)


@lru_cache(maxsize=1)
def speech() -> Mapping[str, str]:
    """Verbs of saying with their class: neutral, factive, weak."""
    return {lemma: kind for lemma, kind in _classes().items() if kind != "tag"}


@lru_cache(maxsize=1)
def saying() -> frozenset[str]:
    """Verbs of saying, of whatever class."""
    return frozenset(speech())


@lru_cache(maxsize=1)
def telling() -> frozenset[str]:
    """Verbs that say something only where they stand apart: , he joked; , the agency counted."""
    return frozenset(lemma for lemma, kind in _classes().items() if kind == "tag")


@lru_cache(maxsize=1)
def uttering() -> frozenset[str]:
    """Verbs of saying, and those that say something only where they stand apart."""
    return saying() | telling()


@lru_cache(maxsize=1)
def _classes() -> Mapping[str, str]:
    return {row["lemma"]: row["class"] for _, row in Table(_PACKAGE, "speech.tsv", ("lemma", "class")).rows()}


@lru_cache(maxsize=1)
def untrue() -> frozenset[str]:
    """Words that call what they are said of untrue: false, nonsense, fiction."""
    return frozenset(
        word
        for (word, pos), found in rows().items()
        if pos in "pn" and any(r.operator == "DENY" and r.via != {"say"} for r in found)
    )


@lru_cache(maxsize=1)
def denying() -> frozenset[str]:
    """Verbs that, with whatever stands beside them, call what is said untrue: deny, dismiss as, call a lie."""
    return frozenset(
        verb for (verb, pos), found in rows().items() if pos == "v" and any(r.operator in _UNTRUE for r in found)
    )


@lru_cache(maxsize=1)
def clausal() -> frozenset[str]:
    """Verbs that take a clause without "that"."""
    return saying().union(row["lemma"] for _, row in Table(_PACKAGE, "clausal.tsv", ("lemma",)).rows())
