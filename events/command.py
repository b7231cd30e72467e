"""What people ask of the log beside publishing: commands on the topic `articles`, told apart by a header.

The key is the article's id, as of any record there: what is asked of an article is handled after what came before.
"""

from typing import Annotated, Literal

from pydantic import Field

from events.article import Article, PlainText
from events.model import Frozen

COMMAND_HEADER = "drawdown-command"

Verdict = Literal["rejected", "confirmed"]


class Reextract(Frozen):
    """Read the text of an article again with the extractor at hand.

    The article is given as the log last had it: if it has changed meanwhile nothing follows. Nor does anything, unless
    `again`, if the same extractor read it last and finds the same claims.
    """

    command: Literal["reextract"] = "reextract"
    article: Article
    again: bool = False

    @property
    def article_id(self) -> str:
        return self.article.id


class Review(Frozen):
    """A person rejects or confirms one claim."""

    command: Literal["review"] = "review"
    article_id: Annotated[PlainText, Field(min_length=1, max_length=200)]
    edition: Annotated[int, Field(ge=1)]
    ordinal: Annotated[int, Field(ge=1)]
    verdict: Verdict
    reason: Annotated[PlainText, Field(min_length=1, max_length=2000)]
    reviewer: Annotated[PlainText, Field(min_length=1, max_length=200)]


Command = Reextract | Review
COMMANDS: dict[str, type[Command]] = {"reextract": Reextract, "review": Review}
"""From the value of the header to what the record holds."""
