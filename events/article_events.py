"""What happens to an article itself: it appears, is revised, read again, found to be a copy; a claim is reviewed."""

import base64
import struct
from typing import Annotated, ClassVar, Literal

from pydantic import Field

from events.article import Article
from events.model import Frozen
from events.reading import Unread


class Signature(Frozen):
    """MinHash signature of a text, with all that is needed to compute one that compares with it."""

    scheme: Literal["rensa-rminhash"] = "rensa-rminhash"
    permutations: int = 128
    seed: int = 42
    shingle_words: int = 5
    values: Annotated[str, Field(description="base64 of the permutations' minima, 32 bits each, big-endian")]

    @classmethod
    def of(cls, minima: list[int]) -> "Signature":
        """Pack the minima, one 32-bit number a permutation."""
        return cls(permutations=len(minima), values=base64.b64encode(struct.pack(f">{len(minima)}I", *minima)).decode())

    @property
    def minima(self) -> tuple[int, ...]:
        return struct.unpack(f">{self.permutations}I", self.packed)

    @property
    def packed(self) -> bytes:
        """The minima as bytes, 32 bits each, big-endian."""
        return base64.b64decode(self.values)


class ArticlePublished(Frozen):
    """An article was taken in for the first time: edition 1. `unread` are the sentences that should have said more."""

    stored_as: ClassVar[str] = "article-published.v3"
    type: Literal["ArticlePublished"] = "ArticlePublished"
    article: Article
    signature: Signature
    extractor: str
    claims_total: Annotated[int, Field(ge=0)]
    unread: tuple[Unread, ...]
    edition: Literal[1] = 1


class ArticleRevised(Frozen):
    """The article came again with other content. Its claims were extracted anew; `supersedes` names the old ones."""

    stored_as: ClassVar[str] = "article-revised.v2"
    type: Literal["ArticleRevised"] = "ArticleRevised"
    article: Article
    signature: Signature
    extractor: str
    claims_total: Annotated[int, Field(ge=0)]
    unread: tuple[Unread, ...]
    edition: Annotated[int, Field(ge=2)]
    supersedes: tuple[str, ...] = ()


class ArticleReextracted(Frozen):
    """The same text was read again, by another extractor. Its claims take the place of the old ones from then on; they
    were published when the text was."""

    stored_as: ClassVar[str] = "article-reextracted.v1"
    type: Literal["ArticleReextracted"] = "ArticleReextracted"
    article: Article
    signature: Signature
    extractor: str
    claims_total: Annotated[int, Field(ge=0)]
    unread: tuple[Unread, ...]
    edition: Annotated[int, Field(ge=2)]
    supersedes: tuple[str, ...] = ()


EditionEvent = ArticlePublished | ArticleRevised | ArticleReextracted
"""What an edition begins with; its claims follow."""


class Duplicate(Frozen):
    """Another article whose text is the same or nearly so."""

    article_id: str
    similarity: Annotated[float, Field(ge=0, le=1)]
    identical: bool = False


class ArticleFoundDuplicate(Frozen):
    """What ingest noticed of copies under other ids. No conclusion rests on it: the resolver compares signatures."""

    stored_as: ClassVar[str] = "article-found-duplicate.v1"
    type: Literal["ArticleFoundDuplicate"] = "ArticleFoundDuplicate"
    edition: Annotated[int, Field(ge=1)]
    of: Annotated[tuple[Duplicate, ...], Field(min_length=1)]


class ClaimReviewed(Frozen):
    """A person rejected or confirmed one claim of this stream."""

    stored_as: ClassVar[str] = "claim-reviewed.v1"
    type: Literal["ClaimReviewed"] = "ClaimReviewed"
    edition: Annotated[int, Field(ge=1)]
    ordinal: Annotated[int, Field(ge=1)]
    verdict: Literal["rejected", "confirmed"]
    reason: Annotated[str, Field(min_length=1)]
    reviewer: str


ARTICLE_EVENTS = (ArticlePublished, ArticleRevised, ArticleReextracted, ArticleFoundDuplicate, ClaimReviewed)
