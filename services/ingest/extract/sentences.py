"""Pass 2. In: normalised text. Out: its sentences with offsets, each labelled as body, title, question or set aside."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Literal

import sentencex  # type: ignore[import-untyped]  # it ships no stubs

from services.ingest.extract.normalise import NormalisedText
from services.ingest.extract.word_sets import word_set

Zone = Literal["body", "title", "aside"]

_DATELINE = re.compile(r"[^\W\d_]{2,30}(?:[ ,]{1,2}[^\W\d_]{3,12}\.? \d{1,2})?(?: ?\([^()\n]{2,30}\))? ?[-–—]{1,2} ")
_ASIDE = (
    "read also",
    "read more",
    "see also",
    "tags:",
    "prev ",
    "next ",
    "photo:",
    "photo credit",
    "a+ a-",
    "related:",
    "illustrative photo",
    "follow us",
    "subscribe",
    "this audio is",
    "the article is in",
    "conversation:",
    "image:",
    "share this",
    "advertisement",
    "by our correspondent",
)
_ABBREVIATED = word_set("sentences.abbreviated")
SENTENCE_LENGTH_MAX = 4000


@dataclass(frozen=True, slots=True)
class Sentence:
    """A stretch of the text, where it stands, in which paragraph, and whether it can hold claims (`zone` is not
    aside)."""

    start: int
    end: int
    paragraph: int
    zone: Zone


def sentences(text: NormalisedText) -> Iterator[Sentence]:
    """The sentences of `text` in order. Datelines are cut off; captions, boxes and credits are labelled aside."""
    for number, (start, end) in enumerate(_paragraphs(text.folded)):
        titled = _is_title(text.raw[start:end])
        for first, last in _split(text.raw, start, end):
            begin = first + (dateline.end() if (dateline := _dateline(text.raw, first, last)) else 0)
            aside = text.folded.startswith(_ASIDE, begin, last)
            yield Sentence(begin, last, number, "aside" if aside else "title" if titled else "body")


def _dateline(raw: str, first: int, last: int) -> re.Match[str] | None:
    found = _DATELINE.match(raw, first, min(last, first + 90))
    place = raw[first : first + 3]
    return found if found and (place.isupper() or "(" in found.group()) else None


def _paragraphs(folded: str) -> Iterator[tuple[int, int]]:
    start = 0
    while start < len(folded):
        end = folded.find("\n", start)
        while end != -1 and _wrapped(folded, end):
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


def _wrapped(folded: str, at: int) -> bool:
    """A line break inside a sentence: a word before, no end of sentence, and the next line goes on."""
    before, after = folded[at - 1 : at], folded[at + 1 : at + 2]
    return (before.isalnum() or before == ",") and after.isalpha() and _line_length(folded, at) >= 60


def _line_length(folded: str, at: int) -> int:
    return at - (folded.rfind("\n", max(0, at - 200), at) + 1)


def _is_title(paragraph: str) -> bool:
    return len(paragraph) <= 160 and paragraph[-1] not in '.!?”"’:;…)'


def _split(raw: str, start: int, end: int) -> Iterator[tuple[int, int]]:
    """Sentence bounds inside one paragraph, joined again after an abbreviation, cut where one grows beyond measure."""
    held = start
    for bound in _bounds(raw, start, end):
        word = raw[held:bound].rstrip()
        last = word[:-1].rsplit(" ", 1)[-1].lower() if word.endswith(".") else ""
        if bound < end and (last in _ABBREVIATED or (len(last) == 1 and last.isalpha())):
            continue
        yield from _trimmed(raw, held, bound)
        held = bound
    yield from _trimmed(raw, held, end)


def _bounds(raw: str, start: int, end: int) -> Iterator[int]:
    for piece in range(start, end, SENTENCE_LENGTH_MAX):
        until = min(piece + SENTENCE_LENGTH_MAX, end)
        part = raw[piece:until]
        for found in sentencex.get_sentence_boundaries("en", part):
            at = int(found["end_index"])
            if at < len(part):
                yield piece + at
        if until < end:
            yield until


def _trimmed(raw: str, first: int, last: int) -> Iterator[tuple[int, int]]:
    while first < last and raw[first].isspace():
        first += 1
    while last > first and raw[last - 1].isspace():
        last -= 1
    if last > first:
        yield first, last
