"""The things that are skipped, paid, signed or bought: object nouns and their classes, from `objects.tsv`."""

from collections.abc import Mapping
from functools import lru_cache

from services.ingest.extract.tokens import Token
from services.ingest.gazetteer.table import Table


@lru_cache(maxsize=1)
def object_classes() -> Mapping[tuple[str, ...], str]:
    """Object nouns (as words) -> class: summit, drill, council, money, membership, weapon and the like."""
    table = Table("services.ingest.extract", "objects.tsv", ("noun", "class"))
    return {tuple(row["noun"].split()): row["class"] for _, row in table.rows()}


def _words(tokens: list[Token]) -> tuple[str, ...]:
    """The words of these tokens; a mention of several words counts as its words."""
    if len(tokens) == 1 and tokens[0].mention is not None:
        return tuple(tokens[0].low.split())
    return tuple(t.low for t in tokens)


def objects(tokens: list[Token], start: int, end: int) -> list[tuple[int, str, int]]:
    """(first token, class, last token) of each object noun in these tokens, longest nouns first."""
    known = object_classes()
    found: list[tuple[int, str, int]] = []
    i = start
    while i < end:
        for length in (4, 3, 2, 1):
            kind = known.get(_words(tokens[i : i + length])) if i + length <= end else None
            if kind is not None:
                found.append((i, kind, i + length - 1))
                i += length - 1
                break
        else:
            if tokens[i].kind == "drill":
                found.append((i, "drill", i))
        i += 1
    return found
