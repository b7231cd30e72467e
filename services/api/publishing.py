"""`POST /v1/articles` and what came of it. Publishing only appends to the topic; ingest decides."""

import re
from typing import Annotated, Any
from urllib.parse import quote

from fastapi import APIRouter, Path, Request, Response
from fastapi.concurrency import run_in_threadpool
from pydantic import ValidationError

from events.article import Article
from events.streams import stream_of
from services.api import examples
from services.api.answers import written
from services.api.article_responses import Accepted, IngestAnswer, IngestToken
from services.api.desk import AtDesk, Snapshot
from services.api.problems import Fault, ProblemError
from services.api.tokens import PublishedPosition
from services.event_log.topics import ARTICLES_PARTITIONS, LogUnavailable
from services.read_store import articles, ledger

BODY_BYTES_MAX = 2 * 1024 * 1024

router = APIRouter(tags=["publishing"])


@router.post(
    "/v1/articles",
    status_code=202,
    summary="Publish one article",
    openapi_extra={
        "security": [{"key": []}],
        "requestBody": {
            "required": True,
            "content": {
                "application/json": {"schema": {"$ref": "#/components/schemas/Article"}, "example": examples.ARTICLE_IN}
            },
        },
    },
)
async def publish(desk: AtDesk, request: Request, response: Response) -> Accepted:
    """Append an article to the topic `articles`. Safe to repeat: the same article counts once.

    `position` is where it stands: an answer with it as `min_position` rests on the article. `ingest.location` tells
    what came of it.
    """
    if desk.door is None or desk.key is None:
        raise ProblemError("no-publishing", "This server was started without a key or without an address of Kafka.")
    _check_key(desk.trusts(request), "authorization" in request.headers)
    article = _article(await _body(request))
    try:
        placed = await run_in_threadpool(desk.door.publish, article)
    except LogUnavailable as error:
        raise ProblemError("log-unavailable", str(error), headers={"Retry-After": "5"}) from error
    location = f"/v1/articles/{quote(article.id, safe='')}"
    response.headers["Location"] = location
    token = IngestToken(
        partition=placed.partition, offset=placed.offset, location=f"/v1/ingest/{placed.partition}/{placed.offset}"
    )
    position = str(PublishedPosition(placed.partition, placed.offset))
    return Accepted(id=article.id, location=location, position=position, ingest=token)


@router.get("/v1/ingest/{partition}/{offset}", summary="What came of a published record")
@written
def ingested(
    desk: AtDesk,
    partition: Annotated[int, Path(ge=0, lt=2**31)],
    offset: Annotated[int, Path(ge=0, lt=2**63)],
) -> IngestAnswer:
    """`pending` until ingest has read it; `visible` once answers rest on it. A dead letter never becomes visible."""
    with desk.snapshot() as snapshot:
        _check_partition(partition)
        result = ledger.result(snapshot.connection, partition, offset)
        if result is None:
            return IngestAnswer(**_outcome(partition, offset, "pending"), **snapshot.standing())
        version, stopped = _applied(snapshot, result["stream"])
        visible = result["version"] is not None and version >= result["version"]
        article = result["stream"].removeprefix(stream_of("")) if result["stream"] else None
        reason = result["reason"] or (None if visible else stopped)
        answer = _outcome(partition, offset, result["outcome"], visible, article, result["version"], reason)
        return IngestAnswer(**answer, **snapshot.standing())


def _check_partition(partition: int) -> None:
    if partition >= ARTICLES_PARTITIONS:
        detail = f"The topic `articles` has the partitions 0 to {ARTICLES_PARTITIONS - 1}, not {partition}."
        raise ProblemError("unknown-partition", detail, Fault(detail, parameter="partition"))


def _check_key(trusted: bool, given: bool) -> None:
    if trusted:
        return
    challenge = 'Bearer realm="drawdown"' + (', error="invalid_token"' if given else "")
    detail = "The key is wrong." if given else "Publishing needs the key."
    fault = Fault(f"{detail} Send `Authorization: Bearer KEY`.", header="Authorization")
    raise ProblemError("no-key", detail, fault, headers={"WWW-Authenticate": challenge})


async def _body(request: Request) -> bytes:
    """The body, as long as it is of JSON and not too long: more than the cap is never held in memory."""
    media_type = request.headers.get("content-type", "application/json").partition(";")[0].strip().lower()
    if media_type != "application/json" and not media_type.endswith("+json"):
        raise ProblemError("wrong-media-type", f"{media_type} is not taken, application/json is.")
    body = bytearray()
    async for chunk in request.stream():
        body += chunk
        if len(body) > BODY_BYTES_MAX:
            raise ProblemError("too-large", f"The body has more than {BODY_BYTES_MAX} bytes.")
    return bytes(body)


def _article(body: bytes) -> Article:
    """The article of a body, read as strictly as ingest will read it."""
    try:
        return Article.model_validate_json(body, strict=True)
    except ValidationError as error:
        wrong = error.errors(include_url=False, include_input=False, include_context=False)
        if wrong[0]["type"] == "json_invalid":
            raise ProblemError("invalid-json", wrong[0]["msg"]) from error
        faults = [_fault(list(problem["loc"]), problem["type"], problem["msg"]) for problem in wrong]
        raise ProblemError("invalid-article", "; ".join(fault.detail for fault in faults), *faults) from error


def _fault(path: list[int | str], kind: str, message: str) -> Fault:
    steps = [str(step).replace("~", "~0").replace("/", "~1") for step in path]
    name = ".".join(steps) or "article"
    if kind == "extra_forbidden":
        message = f"there is no such field; an article has {', '.join(Article.model_fields)}"
    elif kind == "missing" and name == "published_at":
        message = "required; send null where nobody knows when the article was published"
    elif kind == "model_type":
        message = "one article is wanted, as a JSON object"
    message = re.sub(r"item(s?) after validation", r"character\1", message.removeprefix("Value error, "))
    return Fault(f"{name}: {message}", pointer="#" + "".join(f"/{s}" for s in steps))


def _applied(snapshot: Snapshot, stream: str | None) -> tuple[int, str | None]:
    """Last version of a stream that answers rest on, and why it was stopped if it was."""
    state = articles.stream_state(snapshot.connection, stream) if stream else None
    return state or (0, None)


def _outcome(
    partition: int,
    offset: int,
    outcome: str,
    visible: bool = False,
    article: str | None = None,
    version: int | None = None,
    reason: str | None = None,
) -> dict[str, Any]:
    return {
        "partition": partition,
        "offset": offset,
        "outcome": outcome,
        "visible": visible,
        "article": article,
        "version": version,
        "reason": reason,
    }
