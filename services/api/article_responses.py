"""The public shapes of answers about articles. The full text is other people's: only the holder of the key sees it."""

from datetime import datetime
from typing import Annotated, Any, Literal

from pydantic import BaseModel, ConfigDict, Field

from events.reading import Reason
from services.api import examples
from services.api.responses import Clocked, Standing


def _shown(example: dict[str, Any]) -> ConfigDict:
    return ConfigDict(json_schema_extra={"examples": [example]})


class ArticleSummary(BaseModel):
    """An article by its newest text."""

    model_config = _shown(examples.ARTICLE)
    id: str
    source: str
    title: str | None
    url: str | None
    lang: str | None
    published_at: str | None
    revised_at: str | None
    recorded_at: datetime
    editions: Annotated[int, Field(description="How many texts it had")]
    claims: Annotated[int, Field(description="How many claims its newest text makes")]
    unread: Annotated[int, Field(description="How many sentences of its newest text were left unread")]


class ArticleList(Clocked):
    """Articles, the newest first."""

    model_config = _shown({"data": [examples.ARTICLE], "next": None, **examples.CLOCKED})
    data: list[ArticleSummary]
    next: str | None


class Copy(BaseModel):
    """Another article with nearly the same text."""

    article: str
    edition: int
    similarity: float


class Edition(BaseModel):
    """One text of an article."""

    model_config = _shown(examples.EDITION)
    edition: int
    source: str
    title: str | None
    url: str | None
    lang: str | None
    published_at: str | None
    revised_at: str | None
    recorded_at: datetime
    extractor: str
    claims: int
    unread: int
    copies: list[Copy]
    text: Annotated[str | None, Field(description="Only for the holder of the key, else null")]


class Sentence(BaseModel):
    """The sentence or sentences that a quote stands in, in code points of the text."""

    text: str
    start: int
    end: int


class ArticleClaim(BaseModel):
    """A claim of one text of an article, with the sentence around its quote and the verdicts of people on it."""

    model_config = _shown(examples.CLAIM)
    claim: str
    event_id: str
    edition: int
    ordinal: int
    type: str
    sentence: Sentence
    record: Annotated[dict[str, Any], Field(description="The extraction record; a missing field was not stated")]
    reviews: list[dict[str, Any]]


class UnreadSentence(BaseModel):
    """A sentence that speaks of what is followed, has a word for what happens there, and yields no claim."""

    model_config = _shown(examples.UNREAD)
    edition: int
    start: Annotated[int, Field(description="Where it begins in the text, in code points")]
    end: int
    sentence: Annotated[Sentence, Field(description="Its words; of a very long one those around the trigger")]
    trigger: Annotated[str, Field(description="The word that called for a claim")]
    reason: Annotated[str, Field(description="Why there is none, one of a closed list", examples=list(Reason))]
    meaning: Annotated[str, Field(description="The reason in a sentence")]


class ArticleAnswer(Clocked):
    """An article: its texts, its claims, and the sentences that were left unread."""

    model_config = _shown(examples.ARTICLE_ANSWER)
    id: str
    source: str
    title: str | None
    url: str | None
    lang: str | None
    published_at: str | None
    revised_at: str | None
    recorded_at: datetime
    stopped: Annotated[str | None, Field(description="Why nothing more of its stream is applied; null if all is well")]
    editions: list[Edition]
    claims: list[ArticleClaim]
    unread: Annotated[list[UnreadSentence], Field(description="Of all its texts, in order")]


class StreamEvent(BaseModel):
    """One event with its CloudEvents 1.0 attributes, as it stands in the log."""

    model_config = _shown(examples.STREAM_EVENT)
    specversion: Literal["1.0"]
    id: str
    source: str
    type: str
    subject: str
    time: str
    datacontenttype: str
    dataschema: str
    partitionkey: str
    streamversion: int
    previousid: str | None
    previoushash: str
    causationid: str
    partition: int
    offset: int
    data: Annotated[dict[str, Any], Field(description="Without the article's text, unless the key is given")]


class StreamAnswer(Clocked):
    """The stream of one article, in order."""

    model_config = _shown(examples.STREAM)
    id: str
    stream: str
    stopped: str | None
    text_withheld: Annotated[bool, Field(description="Whether texts were left out for want of the key")]
    data: list[StreamEvent]
    next: str | None


class IngestToken(BaseModel):
    """Where a published record stands on the topic `articles`, and where to ask what came of it."""

    partition: int
    offset: int
    location: str


class Accepted(BaseModel):
    """The article is on the topic. Sending it again is safe: nothing counts twice."""

    model_config = ConfigDict(
        json_schema_extra={
            "examples": [
                {
                    "id": "example-2024-10-08",
                    "location": "/v1/articles/example-2024-10-08",
                    "position": "WyJwIiwzLDEyXQ",
                    "ingest": {"partition": 3, "offset": 12, "location": "/v1/ingest/3/12"},
                }
            ]
        }
    )
    id: str
    location: str
    position: Annotated[str, Field(description="Where it stands in the log: give it as `min_position`. Opaque")]
    ingest: IngestToken


class IngestAnswer(Standing):
    """What came of one published record."""

    model_config = ConfigDict(
        json_schema_extra={
            "examples": [
                {
                    "partition": 3,
                    "offset": 12,
                    "outcome": "published",
                    "visible": True,
                    "article": "example-2024-10-08",
                    "version": 2,
                    "reason": None,
                    **examples.STANDING,
                }
            ]
        }
    )
    partition: int
    offset: int
    outcome: Annotated[str, Field(description="pending, published, revised, unchanged, dead letter, or a command's")]
    visible: Annotated[bool, Field(description="Whether answers rest on it already")]
    article: str | None
    version: Annotated[int | None, Field(description="The stream's last version after the record")]
    reason: Annotated[str | None, Field(description="Why it is a dead letter, or why its stream was stopped")]
