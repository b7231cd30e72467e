"""The tables of frames: a lemma, what must stand with it, its slots, the frame it means."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from functools import cache, lru_cache
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
    FRAME<OPERATOR: to order somebody out is an order to leave. `needs` names the roles it cannot do without."""

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
    needs: frozenset[str] = field(init=False)

    @property
    def literal(self) -> frozenset[str]:
        """The particles, else the nouns, else the adjectives one of which must stand beside it."""
        return self.particles or self.nouns or self.adjectives

    def __post_init__(self) -> None:
        needs = {
            "subject": _is_needed(self.subject),
            "object": _is_needed(self.object) and not self.nouns,
            "link": bool(self.links) and not (self.nouns or self.phrases),
        }
        object.__setattr__(self, "needs", frozenset(role for role, needed in needs.items() if needed))


def _is_needed(slot: str) -> bool:
    return slot not in ("", "-") and not slot.endswith("?")


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


@lru_cache(maxsize=1)
def _told() -> Mapping[tuple[str, str], Mapping[str, frozenset[int]]]:
    """(lemma, part of speech) -> literal word -> the places among its senses of those told by that word."""
    found: dict[tuple[str, str], dict[str, set[int]]] = {}
    for key, rows in senses().items():
        for i, sense in enumerate(rows):
            for word in sense.literal:
                found.setdefault(key, {}).setdefault(word, set()).add(i)
    return {key: {word: frozenset(at) for word, at in words.items()} for key, words in found.items()}


@cache
def _plain(lemma: str, pos: str, missing: frozenset[str]) -> tuple[tuple[Sense, ...], frozenset[int]]:
    """The senses of a lemma that no literal word tells and that can do without the roles in `missing`, and their places
    among all its senses."""
    rows = senses()[lemma, pos]
    at = [i for i, sense in enumerate(rows) if not sense.literal and sense.needs.isdisjoint(missing)]
    return tuple(rows[i] for i in at), frozenset(at)


def senses_beside(lemma: str, pos: str, words: frozenset[str], missing: frozenset[str]) -> Sequence[Sense]:
    """The senses of a lemma in the order of the tables, without those told by literal words none of which is among
    `words`, and without those that need a role of `missing`: subject, object, link."""
    if (lemma, pos) not in senses():
        return ()
    plain, at = _plain(lemma, pos, missing)
    told = _told().get((lemma, pos), {})
    named = [rows for word in words if (rows := told.get(word)) is not None]
    if not named:
        return plain
    rows_of = senses()[lemma, pos]
    return [rows_of[i] for i in sorted(at.union(*named)) if rows_of[i].needs.isdisjoint(missing)]


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
