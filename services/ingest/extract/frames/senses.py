"""The tables of frames: a lemma, what must stand with it, its slots, the frame it means."""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache
from importlib.resources import files

from services.ingest.extract.operators.operator_table import NAMES
from services.ingest.extract.words.conditions import read_conditions
from services.ingest.gazetteer.table import Table, many

_PACKAGE = "services.ingest.extract"
_COLUMNS = ("lemma", "pos", "with", "subject", "object", "links", "frame")
_GROUPS = {"arms.tsv": "arms", "engagement.tsv": "engagement"}
"""Tables that speak of another side of the world than forces and blocs: each may find its own sense of one verb."""


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


def _sense(lemma: str, row: dict[str, str], table: Table, number: int, group: str) -> Sense:
    told = read_conditions(row, table, number, ("k", "o", "s", "a", "v", "l"))
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
        told.of("k"),
        told.of("o"),
        told.phrases,
        told.of("a"),
        told.of("s"),
        row["subject"].replace("|", ""),
        row["object"].replace("|", ""),
        tuple(links),
        operator,
        next(iter(told.of("v")), ""),
        group,
    )
