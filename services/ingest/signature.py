"""MinHash signatures of texts: what copies are noticed by."""

import re

from rensa import RMinHash

from events.article_events import Duplicate, Signature
from services.resolve.likeness import alike, similarity

PERMUTATIONS = 128
SEED = 42
SHINGLE_WORDS = 5
DUPLICATES_MAX = 20
_WORD = re.compile(r"\w+")


def sign(text: str) -> Signature:
    """Signature of a text's word 5-grams; case and punctuation do not matter."""
    words = _WORD.findall(text.casefold())
    last = max(1, len(words) - SHINGLE_WORDS + 1)
    hasher = RMinHash(num_perm=PERMUTATIONS, seed=SEED)
    hasher.update(sorted({" ".join(words[start : start + SHINGLE_WORDS]) for start in range(last)}))
    return Signature.of(list(hasher.digest()))


def copies(minima: list[int], text_hash: str, others: list[tuple[str, str, list[int]]]) -> tuple[Duplicate, ...]:
    """Which other texts (article, hash, minima) are copies of this one: a row an article, the nearest first."""
    found: dict[str, Duplicate] = {}
    for article_id, other_hash, other_minima in others:
        if other_hash == text_hash or alike(minima, other_minima):
            likeness = round(similarity(minima, other_minima), 4)
            row = Duplicate(article_id=article_id, similarity=likeness, identical=other_hash == text_hash)
            if article_id not in found or found[article_id].similarity < likeness:
                found[article_id] = row
    ranked = sorted(found.values(), key=lambda row: (-row.similarity, row.article_id))
    return tuple(ranked[:DUPLICATES_MAX])
