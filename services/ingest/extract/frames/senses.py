"""The tables of frames: a lemma, what must stand with it, its slots, the frame it means."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
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

    def __post_init__(self) -> None:
        literal = self.nouns or self.phrases
        needs = {
            "subject": _is_needed(self.subject),
            "object": _is_needed(self.object) and not self.nouns,
            "link": bool(self.links) and not literal,
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


@dataclass(frozen=True, slots=True)
class _Lexeme:
    """The senses of a lemma: `plain` those without a literal particle, noun or adjective, `told` the places among
    `rows` of the others by each such word."""

    rows: tuple[Sense, ...]
    plain: tuple[Sense, ...]
    bare: frozenset[int]
    told: Mapping[str, frozenset[int]]


@lru_cache(maxsize=1)
def _lexicon() -> Mapping[tuple[str, str], _Lexeme]:
    return {key: _lexeme(rows) for key, rows in senses().items()}


def _lexeme(rows: tuple[Sense, ...]) -> _Lexeme:
    told: dict[str, set[int]] = {}
    literal = [sense.particles or sense.nouns or sense.adjectives for sense in rows]
    for i, words in enumerate(literal):
        for word in words:
            told.setdefault(word, set()).add(i)
    bare = frozenset(i for i, words in enumerate(literal) if not words)
    return _Lexeme(rows, tuple(rows[i] for i in sorted(bare)), bare, {w: frozenset(at) for w, at in told.items()})


def senses_beside(lemma: str, pos: str, words: frozenset[str]) -> Sequence[Sense]:
    """The senses of a lemma in the order of the tables, without those told by literal words none of which is among
    `words`."""
    known = _lexicon().get((lemma, pos))
    if known is None:
        return ()
    named = [at for word in words if (at := known.told.get(word)) is not None]
    return [known.rows[i] for i in sorted(known.bare.union(*named))] if named else known.plain


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
