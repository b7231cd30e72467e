"""Which sentences are worth building a tree: those with a word that opens a frame, near a name that is known."""

from bisect import bisect_left
from collections.abc import Sequence
from functools import lru_cache

from services.ingest.extract.frames.senses import senses
from services.ingest.extract.operators.operator_table import rows
from services.ingest.extract.text.mentions import Mention
from services.ingest.extract.words.tokens import Token
from services.ingest.extract.words.word_sets import word_set
from services.ingest.extract.words.words import vocabulary

_QUIET_MAX = 2
"""After so many sentences without a known name nothing points back to one any more."""
_SOON = 160
"""Code points. A sentence so close before the first known name may be what it points back to."""
_ELLIPTICAL = frozenset({"REFUSE", "AGREE", "FAIL", "DENY", "PLAN"})


class Attention:
    """Walks along an article and says where it is worth reading: near mentions, and a little after."""

    def __init__(self, mentions: Sequence[Mention]) -> None:
        self._starts = [m.start for m in mentions]
        self._mentions = mentions
        self._quiet = _QUIET_MAX + 1

    def paragraph(self, start: int, end: int) -> bool:
        """Whether a paragraph names anything known, or directly follows what does."""
        return self._quiet <= _QUIET_MAX or bisect_left(self._starts, start) < bisect_left(self._starts, end)

    def between(self, start: int, end: int) -> Sequence[Mention]:
        """The mentions that begin between two offsets."""
        return self._mentions[bisect_left(self._starts, start) : bisect_left(self._starts, end)]

    def sentence(self, start: int, end: int) -> tuple[Mention, ...] | None:
        """The mentions inside a sentence; None where it is too far behind the last one to point back to it."""
        first, last = bisect_left(self._starts, start), bisect_left(self._starts, end)
        inside = tuple(m for m in self._mentions[first:last] if m.end <= end)
        soon = bisect_left(self._starts, end + _SOON) > last
        self._quiet = 0 if inside else min(self._quiet, _QUIET_MAX - 1) + 1 if soon else self._quiet + 1
        return inside if self._quiet <= _QUIET_MAX else None


@lru_cache(maxsize=1)
def opening_words() -> frozenset[str]:
    """Every written form that can open a frame, or stand for one that is left out."""
    lemmas = {lemma for lemma, _ in senses()}
    lemmas |= {lemma for (lemma, _), found in rows().items() if any(row.operator in _ELLIPTICAL for row in found)}
    lemmas |= word_set("taken_up.demands") | word_set("taken_up.moves")
    return frozenset(
        form
        for form, word in vocabulary().words.items()
        if word.noun in lemmas or form in lemmas or any(lemma in lemmas for lemma, _ in word.verbs)
    )


def opens(tokens: Sequence[Token]) -> bool:
    """Whether a sentence of these words can hold an event."""
    words = opening_words()
    return any(token.low in words or token.kind == "force" or "force" in token.word.senses for token in tokens)
