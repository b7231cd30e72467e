"""What must stand with a word for a row of a table to count: the column `with` of frames and operators."""

from dataclasses import dataclass

from services.ingest.gazetteer.table import Table, many


@dataclass(frozen=True, slots=True)
class Conditions:
    """The words of each kind of condition by its letter, and those of `l=` by their preposition."""

    words: dict[str, frozenset[str]]
    phrases: tuple[tuple[str, frozenset[str]], ...]

    def of(self, kind: str) -> frozenset[str]:
        """The words of one kind; none where the row has no such condition."""
        return self.words.get(kind, frozenset())


def read_conditions(row: dict[str, str], table: Table, number: int, kinds: tuple[str, ...]) -> Conditions:
    """The conditions of a row; `kinds` are the letters that its table knows. Raises DataFault for another letter."""
    words: dict[str, frozenset[str]] = {}
    phrases: list[tuple[str, frozenset[str]]] = []
    for condition in row["with"].split():
        kind, _, value = condition.partition("=")
        value = value.replace("_", " ")
        if kind not in kinds:
            *first, last = (f"{letter}=" for letter in kinds)
            raise table.fault(number, f"a condition is {', '.join(first)} or {last}, not {condition!r}")
        if kind == "l":
            prep, _, listed = value.partition(":")
            phrases.append((prep, frozenset(many(listed))))
        else:
            words[kind] = frozenset(many(value))
    return Conditions(words, tuple(phrases))
