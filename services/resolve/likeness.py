"""Which texts are copies of each other, told from the MinHash signatures that their events carry."""

from collections.abc import Sequence
from operator import eq
from struct import pack, unpack

ROWS_PER_BAND = 2
MIX = 0x9E3779B97F4A7C15
UNSIGNED = 2**64 - 1
ALIKE_FROM = 0.3
"""Estimated Jaccard similarity of word 5-grams from which two texts count as copies of one.

A copy cut to half has 0.49, one with a tenth of its words changed 0.43, unrelated texts at most 0.01.
"""


def similarity(a: Sequence[int], b: Sequence[int]) -> float:
    """Estimated Jaccard similarity of two signatures of the same scheme, 0 to 1."""
    if len(a) != len(b):
        raise ValueError(f"signatures of {len(a)} and {len(b)} minima do not compare")
    same: int = sum(map(eq, a, b))
    return same / len(a)


def bands(signature: Sequence[int]) -> list[int]:
    """Keys under which to look for copies: texts that share none are never compared.

    Each is one band of two 32-bit rows, tagged with its index, as a signed 64-bit number; at the threshold two texts
    share one with probability 0.998.
    """
    return bands_of_bytes(pack(f">{len(signature)}I", *signature))


def bands_of_bytes(signature: bytes) -> list[int]:
    """The same, of the signature as bytes: each row 32 bits, big-endian."""
    count = len(signature) // 4 // ROWS_PER_BAND
    tagged = [(band * MIX + index) & UNSIGNED for index, band in enumerate(unpack(f">{count}Q", signature))]
    return list(unpack(f"{count}q", pack(f"{count}Q", *tagged)))


def alike(a: Sequence[int], b: Sequence[int]) -> bool:
    """Whether two texts are copies of one: they share a band and their similarity reaches the threshold."""
    return not set(bands(a)).isdisjoint(bands(b)) and similarity(a, b) >= ALIKE_FROM
