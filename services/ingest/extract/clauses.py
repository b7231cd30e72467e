"""Pass 7. In: a line and its verb groups. Out: its clauses: main, coordinated, relative, conditional, or of time."""

import itertools
from dataclasses import dataclass
from typing import Literal

from services.ingest.extract.tokens import Line, Token
from services.ingest.extract.verbs import VerbGroup

ClauseKind = Literal["main", "if", "relative", "time", "question", "contrast", "reason"]
_HARD = frozenset({";", "—", ":", "(", ")", ".", "?", "!", "…"})
_OPENERS: dict[str, ClauseKind] = {
    "but": "contrast",
    "while": "contrast",
    "although": "contrast",
    "though": "contrast",
    "whereas": "contrast",
    "nor": "contrast",
    "however": "contrast",
    "if": "if",
    "unless": "if",
    "whether": "question",
    "who": "relative",
    "which": "relative",
    "where": "relative",
    "whose": "relative",
    "when": "time",
    "because": "reason",
    "citing": "reason",
    "adding": "reason",
    "saying": "reason",
    "despite": "reason",
    "amid": "reason",
    "following": "reason",
}
_CONDITIONS = frozenset({"if", "unless"})
"""What opens a clause that may lack a finite verb: if attacked again, …"""
_MAYBE: dict[str, ClauseKind] = {"after": "time", "before": "time", "as": "time", "since": "time", "until": "time"}


@dataclass(frozen=True, slots=True)
class Clause:
    """Tokens `start` up to `end`, its kind, and the verb groups inside."""

    start: int
    end: int
    kind: ClauseKind
    verbs: tuple[VerbGroup, ...]
    opener: str = ""

    def finite(self) -> VerbGroup | None:
        """The first finite verb group."""
        return next((v for v in self.verbs if v.finite), None)


def clauses(line: Line, verbs: list[VerbGroup]) -> list[Clause]:
    """Cut a line into clauses. An "and" cuts only between two finite verbs, never between two mentions of one kind."""
    tokens = line.tokens
    cuts = _cuts(tokens, verbs)
    bounds = [*sorted(cuts), len(tokens)]
    found: list[Clause] = []
    for start, end in itertools.pairwise(bounds):
        if all(not t.low.isalnum() and not t.mention for t in tokens[start:end]):
            continue
        inside = tuple(v for v in verbs if start <= v.head < end)
        kind, opener = _kind(tokens, start, end, inside)
        found.append(Clause(start, end, kind, inside, opener))
    return found


def _kind(tokens: list[Token], start: int, end: int, inside: tuple[VerbGroup, ...]) -> tuple[ClauseKind, str]:
    first = start
    while first < end - 1 and tokens[first].low in (",", "and", "“", '"', "”", "only"):
        first += 1
    low = tokens[first].low
    if tokens[end - 1].low == "?" or (end < len(tokens) and tokens[end].low == "?"):
        return "question", low
    if low in _OPENERS:
        return _OPENERS[low], low
    if low in _MAYBE and any(v.finite for v in inside):
        return _MAYBE[low], low
    if (low == "had" and inside and inside[0].start == first) or (
        low == "should" and inside and inside[0].start == first
    ):
        return "if", low
    return "main", ""


def _cuts(tokens: list[Token], verbs: list[VerbGroup]) -> set[int]:
    starts = {v.start: v for v in verbs if v.finite}
    heads = frozenset(starts)
    cuts = {0}
    current, seen, relative = 0, 0, False
    for i, _token in enumerate(tokens):
        if i in starts:
            if (
                relative
                and seen >= 1
                and tokens[i - 1].low not in ("that", "and", "to")
                and not _said(tokens, i, starts[i])
            ):
                cuts.add(i)
                seen, relative = 0, False
            seen += 1
            continue
        cut, is_relative = _cut_here(tokens, i, seen, heads, current)
        if cut is not None and cut < len(tokens):
            cuts.add(cut)
            current, seen, relative = cut, 0, is_relative
    return cuts


def _said(tokens: list[Token], i: int, group: VerbGroup) -> bool:
    return bool(group.lemmas & {"say", "tell", "state"}) and i > 0


def _cut_here(tokens: list[Token], i: int, seen: int, heads: frozenset[int], current: int) -> tuple[int | None, bool]:
    low = tokens[i].low
    if low == "." and i + 1 < len(tokens) and tokens[i + 1].low[0].isdigit():
        return None, False
    if low in _HARD and not tokens[i].mention:
        return i + 1, False
    if low in ("-", "–") and i and tokens[i - 1].end < tokens[i].start:
        return i + 1, False
    nxt = tokens[i + 1].low if i + 1 < len(tokens) else ""
    if low == "nor" and i and tokens[i - 1].low not in (",", ";"):
        return None, False
    if low in _OPENERS and i > current and not (low == "which" and tokens[i - 1].low in ("of", "in", "on", "at")):
        return i, low in ("who", "which", "where", "whose")
    if low == "as" and i and tokens[i - 1].low != ",":
        return None, False
    if (
        low in _MAYBE
        and seen
        and _finite_ahead(tokens, i, heads)
        and nxt not in ("a", "an", "part", "of", "well", "saying")
    ):
        return i, False
    if low == "," and seen and _listed(tokens, i):
        return None, False
    if low == "," and (seen or tokens[current].low in _CONDITIONS) and _finite_ahead(tokens, i, heads):
        return i + 1, False
    if low in ("and", "or") and seen and _finite_ahead(tokens, i, heads) and not _pair(tokens, i):
        return i + 1 if low == "and" else i, False
    return None, False


def _finite_ahead(tokens: list[Token], i: int, heads: frozenset[int]) -> bool:
    """A finite verb before the next comma, opener or hard cut."""
    for j in range(i + 1, len(tokens)):
        if j in heads:
            return True
        if tokens[j].low in _HARD or tokens[j].low == "," or (tokens[j].low in _OPENERS and j > i + 1):
            return False
    return False


def _listed(tokens: list[Token], i: int) -> bool:
    """A comma inside a list of mentions of one kind: Tavush, Syunik, and Ararat."""
    j = i + 2 if i + 1 < len(tokens) and tokens[i + 1].low in ("and", "or") else i + 1
    if not (i > 0 and j < len(tokens) and tokens[i - 1].kind == "place" and tokens[j].kind == "place"):
        return False
    goes_on = j + 1 < len(tokens) and tokens[j + 1].low in (",", "and", "or", "will", ".")
    return goes_on or tokens[i + 1].low in ("and", "or")


def _pair(tokens: list[Token], i: int) -> bool:
    before, after = tokens[i - 1] if i else None, tokens[i + 1] if i + 1 < len(tokens) else None
    if before is None or after is None:
        return False
    if before.low in ("in", "on", "at", "from", "to", "of", "with"):
        return True
    if before.kind and before.kind == after.kind and before.kind != "force":
        return True
    return before.kind == "force" and (
        after.kind == "force" or (i + 2 < len(tokens) and tokens[i + 2].kind == "force" and after.kind == "adjective")
    )
