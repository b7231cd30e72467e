"""Which event a frame at a stage is called, and its axes when nothing else is said: one row of `stages.tsv` each."""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache

from services.ingest.gazetteer.table import Table


@dataclass(frozen=True, slots=True)
class Outcome:
    """One row: the type of the record, realis, temporal, and whether the frame at this stage denies the type."""

    type: str
    realis: str
    temporal: str
    denied: bool


@lru_cache(maxsize=1)
def outcomes() -> Mapping[tuple[str, str], Outcome]:
    """(frame, stage) -> outcome."""
    table = Table("services.ingest.extract", "stages.tsv", ("frame", "stage", "type", "realis", "temporal", "polarity"))
    found = {}
    for number, row in table.rows():
        if row["realis"] not in ("actual", "planned", "proposed", "conditional") or row["polarity"] not in (
            "",
            "denied",
        ):
            raise table.fault(number, "realis or polarity is none of the values of the record")
        found[row["frame"], row["stage"]] = Outcome(
            row["type"], row["realis"], row["temporal"], row["polarity"] == "denied"
        )
    return found
