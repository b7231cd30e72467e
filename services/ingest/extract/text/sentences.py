"""Pass 2. In: normalised text. Out: its sentences with offsets, each labelled body, title, or set aside."""

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import lru_cache
from typing import Literal

import sentencex  # type: ignore[import-untyped]  # it ships no stubs

from services.ingest.extract.text.normalise import NormalisedText
from services.ingest.extract.words.word_sets import word_set
from services.ingest.gazetteer.table import Table

Zone = Literal["body", "title", "aside", "endless"]

_DATELINE = re.compile(r"[^\W\d_]{2,30}(?:[ ,]{1,2}[^\W\d_]{3,12}\.? \d{1,2})?(?: ?\([^()\n]{2,30}\))? ?[-–—]{1,2} ")
_ABBREVIATED = word_set("sentences.abbreviated")
_WHOLE = re.compile(rf"\b(?:{'|'.join(sorted(word_set('sentences.whole')))})\.[\"”’)]? +(?=[\"“‘(]?[A-Z])")
"""The end of a sentence behind a word that could be an abbreviation and is none: left in May. They …"""
SENTENCE_LENGTH_MAX = 1_500
"""Code points. What runs on longer without an end is cut there."""
ENDLESS_MAX = 12
"""How many pieces of sentences without end are read in one article; the rest is `endless`, kept as unread."""
_TITLE_LENGTH_MAX = 160
_LINE_LENGTH_MIN = 60


@dataclass(frozen=True, slots=True)
class Sentence:
    """A stretch of the text, in which paragraph, and whether it can hold claims: body and title can; aside is
    boilerplate, a caption, a credit; endless is what nobody reads to its end. `place` is the town of a dateline."""

    start: int
    end: int
    paragraph: int
    zone: Zone
    dateline: tuple[int, int] | None = None


@lru_cache(maxsize=1)
def _boilerplate() -> tuple[str, ...]:
    """How paragraphs and sentences begin that are no part of an article."""
    table = Table("services.ingest.extract", "boilerplate.tsv", ("opening",))
    return tuple(row["opening"] + (" " if row["opening"][-1].isalpha() else "") for _, row in table.rows())


def sentences(text: NormalisedText, wanted: Callable[[int, int], bool]) -> Iterator[Sentence]:
    """The sentences of the paragraphs that are `wanted` (asked with start and end), in order. Datelines are cut off;
    captions, boxes and credits are labelled aside."""
    openings = _boilerplate()
    pieces = 0
    for number, (start, end) in enumerate(_paragraphs(text.folded)):
        if not wanted(start, end):
            continue
        titled = _is_title(text.raw, start, end)
        for first, last, cut in _split(text.raw, start, end):
            pieces += cut
            dateline = _dateline(text.raw, first, last)
            begin = dateline[1] if dateline is not None else first
            zone: Zone = "title" if titled else "body"
            if text.folded.startswith(openings, begin, last):
                zone = "aside"
            elif cut and pieces > ENDLESS_MAX:
                zone = "endless"
            yield Sentence(begin, last, number, zone, dateline)


def _dateline(raw: str, first: int, last: int) -> tuple[int, int] | None:
    found = _DATELINE.match(raw, first, min(last, first + 90))
    if found is None or not (raw[first : first + 3].isupper() or "(" in found.group()):
        return None
    return first, found.end()


def _paragraphs(folded: str) -> Iterator[tuple[int, int]]:
    start = 0
    while start < len(folded):
        end = folded.find("\n", start)
        while end != -1 and _wrapped(folded, start, end):
            end = folded.find("\n", end + 1)
        end = len(folded) if end == -1 else end
        first, last = start, end
        while first < last and folded[first].isspace():
            first += 1
        while last > first and folded[last - 1].isspace():
            last -= 1
        if last > first:
            yield first, last
        start = end + 1


def _wrapped(folded: str, start: int, at: int) -> bool:
    """A line break inside a sentence: a word before, no end of sentence, and the next line goes on."""
    before, after = folded[at - 1 : at], folded[at + 1 : at + 2]
    if not ((before.isalnum() or before == ",") and after.isalpha()):
        return False
    return at - max(start, folded.rfind("\n", max(start, at - 200), at) + 1) >= _LINE_LENGTH_MIN


def _is_title(raw: str, start: int, end: int) -> bool:
    return end - start <= _TITLE_LENGTH_MAX and raw[end - 1] not in '.!?”"’:;…)'


def _split(raw: str, start: int, end: int) -> Iterator[tuple[int, int, bool]]:
    """Sentences of one paragraph as (start, end, cut), joined again after an abbreviation, cut where one has no end."""
    held = start
    for bound, cut in _bounds(raw, start, end):
        if not cut and bound < end and bound - held < SENTENCE_LENGTH_MAX and _abbreviated(raw, held, bound):
            continue
        yield from _trimmed(raw, held, bound, cut)
        held = bound
    yield from _trimmed(raw, held, end, False)


def _abbreviated(raw: str, held: int, bound: int) -> bool:
    """Whether what ends here is an abbreviation or an initial rather than a sentence."""
    last = bound
    while last > held and raw[last - 1].isspace():
        last -= 1
    if last <= held or raw[last - 1] != ".":
        return False
    first = last - 1
    while first > held and last - first < 12 and not raw[first - 1].isspace():
        first -= 1
    word = raw[first : last - 1].lower().rpartition("-")[2]
    return word in _ABBREVIATED or (len(word) == 1 and word.isalpha())


def _bounds(raw: str, start: int, end: int) -> Iterator[tuple[int, bool]]:
    """Where sentences can end, in pieces that are read one at a time, so that no text costs more than its length."""
    at = start
    while at < end:
        until = min(at + SENTENCE_LENGTH_MAX, end)
        if until < end:
            space = raw.rfind(" ", at + SENTENCE_LENGTH_MAX // 2, until)
            until = space if space > at else until
        part = raw[at:until]
        found = {int(f["end_index"]) for f in sentencex.get_sentence_boundaries("en", part)}
        found |= {match.end() for match in _WHOLE.finditer(part)}
        inside = sorted(i for i in found if i < len(part))
        for i in inside:
            yield at + i, False
        if until < end:
            if inside:
                at = at + inside[-1]
                continue
            yield until, True
        at = until


def _trimmed(raw: str, first: int, last: int, cut: bool) -> Iterator[tuple[int, int, bool]]:
    while first < last and raw[first].isspace():
        first += 1
    while last > first and raw[last - 1].isspace():
        last -= 1
    if last > first:
        yield first, last, cut
