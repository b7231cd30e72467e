"""`/v1/articles`: what was said where. Quotes in their sentence for all, full texts for the holder of the key."""

from collections import Counter, defaultdict
from datetime import date
from typing import Annotated, Any

from fastapi import APIRouter, Query, Request
from pydantic import AfterValidator, Field

from events.codec import CONTENT_TYPE, SOURCE
from events.dates import bounds
from events.envelope import time_text
from events.streams import stream_of
from services.api import article_responses, cursors
from services.api.answers import written
from services.api.clocks import ClockParameters, clock_day
from services.api.desk import After, AtDesk, Limit, Plain, Snapshot
from services.api.problems import Fault, ProblemError, did_you_mean
from services.api.sentences import around
from services.api.unread import unread_sentence
from services.read_store import articles
from services.resolve.clocks import Clocks
from services.resolve.matter import ClaimKey

router = APIRouter(prefix="/v1/articles", tags=["articles"])

IDS_SUGGESTED = 5


def _dated(value: str) -> str:
    clock_day(value)
    return value


Day = Annotated[Plain, AfterValidator(_dated)]


class Filters(ClockParameters):
    """Which articles are wanted. The clocks choose the texts in view; `as_of` makes no difference to them."""

    source: Annotated[Plain | None, Field(description="Name of the outlet, exactly", examples=["Armenpress"])] = None
    from_: Annotated[Day | None, Field(alias="from", description="Published on or after this day, month or year")] = (
        None
    )
    to: Annotated[Day | None, Field(description="Published on or before this day, month or year")] = None
    q: Annotated[Plain | None, Field(min_length=2, description="Words in title or text, as they stand")] = None
    limit: Limit = 50
    after: After = None


class StreamParameters(ClockParameters):
    """Which events of the stream."""

    limit: Limit = 500
    after: Annotated[int, Field(ge=0, description="Version of the event before the first wanted")] = 0


@router.get("", summary="Find articles")
@written
def found(desk: AtDesk, asked: Annotated[Filters, Query()]) -> article_responses.ArticleList:
    """Articles by their newest text, the latest day first. An article without a date counts from its recording."""
    sought = articles.Sought(
        source=asked.source,
        first=_first_day(asked.from_) if asked.from_ else None,
        last=clock_day(asked.to) if asked.to else None,
        words=asked.q,
    )
    with desk.question(asked) as (snapshot, clocks):
        seen, after = clocks.for_resolver(), _place_in_list(asked.after)
        rows = articles.find(snapshot.connection, sought, seen, after, asked.limit + 1)
        shown = rows[: asked.limit]
        more = len(rows) > asked.limit
        following = cursors.encode((str(shown[-1]["counts_on"]), shown[-1]["article_id"])) if more else None
        data = [
            article_responses.ArticleSummary(**_meta(row), editions=row["editions"], unread=row["unread_total"])
            for row in shown
        ]
        return article_responses.ArticleList(data=data, next=following, **snapshot.clocked(clocks))


@router.get("/{article_id}", summary="One article")
@written
def article(
    desk: AtDesk, request: Request, article_id: Plain, asked: Annotated[ClockParameters, Query()]
) -> article_responses.ArticleAnswer:
    """Its texts (in full only with the key), its claims, each with the sentence around its quote, and the sentences
    that were left unread, each with the reason."""
    with desk.question(asked) as (snapshot, clocks):
        seen = clocks.for_resolver()
        editions = articles.article_editions(snapshot.connection, article_id, seen)
        if not editions:
            raise _unknown(snapshot, article_id)
        texts = {row["edition"]: (row["text"], row["lang"]) for row in editions}
        state = articles.stream_state(snapshot.connection, stream_of(article_id))
        meta = _meta(editions[-1])
        unread = [row for row in articles.article_unread(snapshot.connection, article_id) if row["edition"] in texts]
        return article_responses.ArticleAnswer(
            **{name: value for name, value in meta.items() if name != "claims"},
            stopped=state[1] if state else None,
            editions=_editions(snapshot, editions, unread, desk.trusts(request), seen),
            claims=_claims(snapshot, article_id, texts, seen),
            unread=[unread_sentence(row, texts[row["edition"]][0]) for row in unread],
            **snapshot.clocked(clocks),
        )


@router.get("/{article_id}/events", summary="The stream of one article")
@written
def events(
    desk: AtDesk, request: Request, article_id: Plain, asked: Annotated[StreamParameters, Query()]
) -> article_responses.StreamAnswer:
    """Its events in order with their CloudEvents attributes; texts only with the key."""
    stream, trusted = stream_of(article_id), desk.trusts(request)
    with desk.question(asked) as (snapshot, clocks):
        state = articles.stream_state(snapshot.connection, stream)
        seen = clocks.for_resolver()
        if state is None or not articles.article_editions(snapshot.connection, article_id, seen):
            raise _unknown(snapshot, article_id)
        rows = articles.events_after(snapshot.connection, article_id, asked.after, asked.limit + 1, seen)
        shown = rows[: asked.limit]
        return article_responses.StreamAnswer(
            id=article_id,
            stream=stream,
            stopped=state[1],
            text_withheld=not trusted,
            data=[_event(row, article_id, trusted) for row in shown],
            next=str(shown[-1]["version"]) if len(rows) > asked.limit else None,
            **snapshot.clocked(clocks),
        )


def _first_day(value: str) -> date:
    """The first day of a day, month or year; an RFC 3339 time is its UTC day."""
    first = None if "T" in value else bounds(value)[0]
    return first or clock_day(value)


def _place_in_list(after: str | None) -> tuple[date, str] | None:
    if after is None:
        return None
    day, article_id = cursors.decode(after, str, str)
    try:
        return date.fromisoformat(day), article_id
    except ValueError as error:
        raise cursors.refused(after) from error


def _meta(row: dict[str, Any]) -> dict[str, Any]:
    kept = ("source", "title", "url", "lang", "published_at", "revised_at", "recorded_at")
    return {"id": row["article_id"], "claims": row["claims_total"], **{name: row[name] for name in kept}}


def _editions(
    snapshot: Snapshot, rows: list[dict[str, Any]], unread: list[dict[str, Any]], trusted: bool, clocks: Clocks
) -> list[article_responses.Edition]:
    left_unread = Counter(row["edition"] for row in unread)
    copies: dict[int, list[article_responses.Copy]] = defaultdict(list)
    for row in articles.article_copies(snapshot.connection, rows[0]["article_id"], clocks):
        copy = article_responses.Copy(
            article=row["other_id"], edition=row["other_edition"], similarity=round(row["similarity"], 3)
        )
        copies[row["edition"]].append(copy)
    return [
        article_responses.Edition(
            edition=row["edition"],
            **{name: value for name, value in _meta(row).items() if name != "id"},
            extractor=row["extractor"],
            unread=left_unread[row["edition"]],
            copies=copies[row["edition"]],
            text=row["text"] if trusted else None,
        )
        for row in rows
    ]


def _claims(
    snapshot: Snapshot, article_id: str, texts: dict[int, tuple[str, str | None]], clocks: Clocks
) -> list[article_responses.ArticleClaim]:
    verdicts: dict[tuple[int, int], list[dict[str, Any]]] = defaultdict(list)
    for row in articles.article_reviews(snapshot.connection, article_id, clocks):
        verdict = {"verdict": row["verdict"], "reason": row["reason"], "recorded_at": row["recorded_at"]}
        verdicts[row["edition"], row["ordinal"]].append(verdict)
    shown = []
    said = articles.article_claims(snapshot.connection, article_id)
    for row in (row for row in said if row["edition"] in texts):
        text, lang = texts[row["edition"]]
        quote = row["data"]["quote"]
        excerpt = around(text, quote["start"], quote["end"], lang)
        claim = article_responses.ArticleClaim(
            claim=str(ClaimKey(article_id, row["edition"], row["ordinal"])),
            event_id=row["event_id"],
            edition=row["edition"],
            ordinal=row["ordinal"],
            type=row["type"],
            sentence=article_responses.Sentence(**excerpt._asdict()),
            record=row["data"],
            reviews=verdicts[row["edition"], row["ordinal"]],
        )
        shown.append(claim)
    return shown


def _event(row: dict[str, Any], article_id: str, trusted: bool) -> article_responses.StreamEvent:
    data = row["data"]
    if not trusted and isinstance(data.get("article"), dict):
        data = {**data, "article": {name: value for name, value in data["article"].items() if name != "text"}}
    return article_responses.StreamEvent(
        specversion="1.0",
        id=row["id"],
        source=SOURCE,
        type=row["type"],
        subject=row["stream"],
        time=time_text(row["recorded_at"]),
        datacontenttype=CONTENT_TYPE,
        dataschema=f"urn:drawdown:schema:{row['type']}",
        partitionkey=article_id,
        streamversion=row["version"],
        previousid=row["previous_id"] or None,
        previoushash=row["previous_hash"],
        causationid=row["caused_by"],
        partition=row["partition"],
        offset=row["offset"],
        data=data,
    )


def _unknown(snapshot: Snapshot, article_id: str) -> ProblemError:
    suggestions = articles.ids_like(snapshot.connection, article_id, IDS_SUGGESTED)
    detail = f"No article has the id {article_id!r}.{did_you_mean(suggestions)}"
    return ProblemError("unknown-article", detail, Fault(detail, parameter="article_id"), suggestions=suggestions)
