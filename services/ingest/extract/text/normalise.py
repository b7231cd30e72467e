"""Pass 1. In: the stored text.
Out: the same text beside a folded twin of equal length, so that every offset holds in both.
"""

from dataclasses import dataclass

from services.ingest.gazetteer import fold

_INVISIBLE = frozenset(
    "\u200b\u200c\u200d\u200e\u200f\u202a\u202b\u202c\u202d\u202e\u2060\u2066\u2067\u2068\u2069\ufeff\u00ad"
)


@dataclass(frozen=True, slots=True)
class NormalisedText:
    """`raw` as stored, `folded` in lower case with plain quotes, dashes and spaces: `len(raw) == len(folded)`."""

    raw: str
    folded: str


def normalise(text: str) -> NormalisedText:
    """Fold `text` one code point to one; marks that cannot be seen become spaces."""
    folded = fold(text)
    if not _INVISIBLE.isdisjoint(folded):
        folded = "".join(" " if c in _INVISIBLE else c for c in folded)
    return NormalisedText(text, folded)
