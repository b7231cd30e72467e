"""The sentence around a quote or a word: enough to judge it by, never the whole article."""

from typing import NamedTuple

from sentencex import get_sentence_boundaries  # type: ignore[import-untyped] # ships no types

WINDOW = 1000
"""Code points on each side of the quote that are looked at."""
MARGIN_MAX = 300
"""Code points shown at most on each side of the quote."""


class Excerpt(NamedTuple):
    """A piece of a text, in code points: `whole[start:end] == text`."""

    text: str
    start: int
    end: int


def around(whole: str, start: int, end: int, lang: str | None) -> Excerpt:
    """The sentences that `whole[start:end]` stands in, at most 300 code points wider on each side."""
    first, last = max(0, start - WINDOW), min(len(whole), end + WINDOW)
    left, right = start, end
    for sentence in get_sentence_boundaries(lang or "en", whole[first:last]):
        begins, ends = first + sentence["start_index"], first + sentence["end_index"]
        if begins < end and ends > start:
            left, right = min(left, begins), max(right, ends)
    left, right = max(left, start - MARGIN_MAX), min(right, end + MARGIN_MAX)
    while left < start and whole[left].isspace():
        left += 1
    while right > end and whole[right - 1].isspace():
        right -= 1
    return Excerpt(whole[left:right], left, right)


def around_word(whole: str, start: int, end: int, word: str) -> Excerpt:
    """The sentence `whole[start:end]`, of a very long one the part around `word`, at most 300 code points each side."""
    at = max(start, whole.find(word, start, end))
    left, right = max(start, at - MARGIN_MAX), min(end, at + MARGIN_MAX)
    return Excerpt(whole[left:right], left, right)
