"""Closed classes of words by name, from `words.tsv`: what the passes ask a word for."""

from collections.abc import Mapping
from functools import lru_cache

from services.ingest.gazetteer.table import Table, many


@lru_cache(maxsize=1)
def _sets() -> Mapping[str, frozenset[str]]:
    table = Table("services.ingest.extract", "words.tsv", ("name", "words"))
    found: dict[str, frozenset[str]] = {}
    for number, row in table.rows():
        if row["name"] in found:
            raise table.fault(number, f"{row['name']} stands there twice")
        found[row["name"]] = frozenset(many(row["words"]))
    return found


def word_set(name: str) -> frozenset[str]:
    """The words of one class. Raises KeyError for a name that the file does not have."""
    return _sets()[name]
