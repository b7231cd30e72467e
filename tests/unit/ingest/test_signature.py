"""Which texts are copies of each other."""

import pytest

from services.ingest.signature import copies, sign
from services.resolve.likeness import alike, similarity

STORY = " ".join(
    f"Sentence {number} of the story tells where unit {number * 7} went on day {number}, and why."
    for number in range(20)
)
OTHER = " ".join(
    f"Quite another matter, number {number}, concerns apricots sold in month {number}." for number in range(20)
)


def minima(text: str) -> list[int]:
    return list(sign(text).minima)


def test_a_text_has_the_same_signature_each_time() -> None:
    assert sign(STORY) == sign(STORY)


def test_case_and_punctuation_do_not_matter() -> None:
    assert sign("Russian guards, they say, have left.") == sign("RUSSIAN GUARDS they say have left")


@pytest.mark.parametrize(
    ("copy", "is_copy"),
    [
        (STORY, True),
        (STORY.replace("day 3", "the third day"), True),
        (STORY[: len(STORY) // 2], True),
        (OTHER, False),
        ("Short.", False),
    ],
    ids=["identical", "a small edit", "cut to half", "another story", "one word"],
)
def test_copies_are_alike_and_others_are_not(copy: str, is_copy: bool) -> None:
    assert alike(minima(STORY), minima(copy)) is is_copy
    assert alike(minima(copy), minima(STORY)) is is_copy


def test_unrelated_texts_have_next_to_nothing_in_common() -> None:
    assert similarity(minima(STORY), minima(OTHER)) < 0.05


def test_copies_are_listed_once_an_article_the_nearest_first() -> None:
    edited = STORY.replace("day 3", "the third day")
    others = [
        ("b", "h1", minima(edited)),
        ("a", "h0", minima(STORY)),
        ("b", "h2", minima(STORY[:400])),
        ("c", "h3", minima(OTHER)),
    ]
    found = copies(minima(STORY), "h0", others)
    assert [(row.article_id, row.identical) for row in found] == [("a", True), ("b", False)]
    assert found[0].similarity == 1.0
