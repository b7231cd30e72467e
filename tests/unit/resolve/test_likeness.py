"""Copies are told from signatures, with no more comparing than needed."""

from random import Random

import pytest

from services.resolve.likeness import ALIKE_FROM, alike, bands, similarity


def signature(seed: int, size: int = 128) -> list[int]:
    chance = Random(seed)
    return [chance.randrange(2**32) for _ in range(size)]


def changed(of: list[int], share: float) -> list[int]:
    """The same signature with a share of its places changed."""
    return [number if n >= share * len(of) else number ^ 1 for n, number in enumerate(of)]


@pytest.mark.parametrize(
    ("share", "copies"),
    [
        pytest.param(0.0, True, id="the same text"),
        pytest.param(0.5, True, id="half of the places equal"),
        pytest.param(0.68, True, id="just above the threshold"),
        pytest.param(0.72, False, id="just below the threshold"),
        pytest.param(1.0, False, id="nothing equal"),
    ],
)
def test_texts_are_copies_from_the_threshold_on(share: float, copies: bool) -> None:
    one = signature(1)
    other = changed(one, share)
    assert alike(one, other) is copies
    assert alike(other, one) is copies
    assert (similarity(one, other) >= ALIKE_FROM) is copies


def test_unrelated_texts_share_no_band() -> None:
    assert set(bands(signature(1))).isdisjoint(bands(signature(2)))


def test_signatures_of_different_length_do_not_compare() -> None:
    with pytest.raises(ValueError, match="do not compare"):
        similarity(signature(1), signature(1, size=64))


def test_keys_are_signed_64_bit_numbers_and_tell_their_place() -> None:
    keys = bands([7] * 128)
    assert len(set(keys)) == 64
    assert all(-(2**63) <= key < 2**63 for key in keys)
