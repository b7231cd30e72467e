"""A claim as far as the passes have read it, before dates and speaker are added."""

from dataclasses import dataclass, field, replace

from events.record import Amount, Force
from services.ingest.extract.arguments import Arguments
from services.ingest.extract.modality import Axes
from services.ingest.extract.triggers import Kernel


@dataclass(frozen=True, slots=True)
class Draft:
    """`frame` and `axes.stage` name the type through `stages.tsv`; the rest are slots of the record."""

    frame: str
    kernel: Kernel
    axes: Axes
    arguments: Arguments
    forces: tuple[Force, ...] = ()
    places: tuple[str, ...] = ()
    excluded: tuple[str, ...] = ()
    part: bool = False
    org: str | None = None
    parties: tuple[tuple[str, str], ...] = ()
    kind: str | None = None
    basis: str | None = None
    item: str | None = None
    quantity: Amount | None = None
    value: Amount | None = None
    span: tuple[int, int] = (0, 0)
    steps: tuple[str, ...] = field(default=())

    def turned(self, stage: str | None = None, polarity: str | None = None) -> "Draft":
        """The same draft at another stage or polarity."""
        axes = replace(self.axes, stage=stage or self.axes.stage, polarity=polarity or self.axes.polarity)
        return replace(self, axes=axes)
