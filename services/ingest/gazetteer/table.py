"""Data files: tab-separated tables with a stated header, checked row by row and cell by cell."""

from collections.abc import Callable, Iterator, Mapping
from importlib.resources import files
from importlib.resources.abc import Traversable

Check = Callable[[str], str]
"""What is wrong with a cell; an empty text where nothing is."""


class DataFault(ValueError):
    """A data file is wrong. Says which file, which row, and what."""


class Table:
    """The rows of one file, read once."""

    def __init__(
        self, package: str | Traversable, name: str, columns: tuple[str, ...], checks: Mapping[str, Check] | None = None
    ) -> None:
        """`package` holds the folder `data` (or is that folder), `name` is the file, `columns` its header, `checks`
        say of a column what its cells must be."""
        self.name = name
        self._columns = columns
        self._checks = checks or {}
        folder = files(package).joinpath("data") if isinstance(package, str) else package
        self._lines = folder.joinpath(name).read_text(encoding="utf-8").split("\n")
        if tuple(self._lines[0].split("\t")) != columns:
            raise DataFault(f"{name} row 1: the header must read {' '.join(columns)}")

    def rows(self) -> Iterator[tuple[int, dict[str, str]]]:
        """(row number, column -> cell) for each row that is not empty. Missing cells at the end are empty."""
        for number, line in enumerate(self._lines[1:], start=2):
            if not line.strip() or line.startswith("#"):
                continue
            cells = line.split("\t")
            if len(cells) > len(self._columns):
                raise self.fault(number, f"{len(cells)} cells, but the header has {len(self._columns)}")
            cells += [""] * (len(self._columns) - len(cells))
            row = dict(zip(self._columns, (cell.strip() for cell in cells), strict=True))
            for column, check in self._checks.items():
                if wrong := check(row[column]):
                    raise self.fault(number, f"{column}: {wrong}")
            yield number, row

    def fault(self, number: int, what: str) -> DataFault:
        """An error that names the file and the row."""
        return DataFault(f"{self.name} row {number}: {what}")


def many(cell: str) -> tuple[str, ...]:
    """The parts of a cell that holds several values, parted by a bar."""
    return tuple(part.strip() for part in cell.split("|") if part.strip())
