"""`/metrics`: requests, streams, the lag of the projection and what was left unread, in Prometheus' text format."""

import re
from collections.abc import Iterable, Iterator
from time import perf_counter

import structlog
from fastapi import APIRouter, Request, Response
from prometheus_client import CollectorRegistry, Counter, Histogram
from prometheus_client.core import GaugeMetricFamily, Metric
from prometheus_client.exposition import CONTENT_TYPE_LATEST, generate_latest
from prometheus_client.registry import Collector
from sqlalchemy.exc import SQLAlchemyError
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from events.reading import Reason
from services.api.desk import Desk
from services.api.following import Following
from services.read_store.articles import unread_by_reason
from services.read_store.schemas import NoLiveProjection
from services.read_store.verifications import Verification, last

METHODS = frozenset({"GET", "HEAD", "POST", "PUT", "PATCH", "DELETE", "OPTIONS"})
NO_ROUTE = "none"

router = APIRouter(tags=["health"])
_log = structlog.get_logger("drawdown.api")


class Measures:
    """The metrics of one application."""

    def __init__(self, desk: Desk, following: Following, version: str) -> None:
        self.registry = CollectorRegistry()
        self.requests = Counter(
            "drawdown_http_requests_total", "Requests answered", ("method", "route", "status"), registry=self.registry
        )
        self.seconds = Histogram(
            "drawdown_http_request_duration_seconds",
            "Time to the end of the answer",
            ("method", "route"),
            registry=self.registry,
        )
        self.registry.register(_State(desk, following, version))


class _State(Collector):
    """What is looked up when it is asked for."""

    def __init__(self, desk: Desk, following: Following, version: str) -> None:
        self._desk, self._following, self._version = desk, following, version

    def describe(self) -> Iterable[Metric]:
        return ()

    def collect(self) -> Iterator[Metric]:
        yield GaugeMetricFamily("drawdown_sse_clients", "Streams of changes open", self._following.clients)
        projection, lag, unread, checked = "", None, {}, None
        try:
            with self._desk.snapshot() as snapshot:
                projection, lag = snapshot.at.projection, snapshot.at
                unread = unread_by_reason(snapshot.connection)
                checked = last(snapshot.connection)
        except (SQLAlchemyError, NoLiveProjection) as error:
            _log.warning("metrics without the store", reason=str(error).splitlines()[0])
        yield GaugeMetricFamily("drawdown_read_store_up", "Whether the read store answers", 1 if lag else 0)
        if lag is not None:
            yield _of_projection("drawdown_projection_lag_events", "Events not yet read", projection, lag.lag_events)
            yield _of_projection(
                "drawdown_projection_lag_seconds", "Age of the oldest event not yet read", projection, lag.lag_seconds
            )
            yield _of_projection(
                "drawdown_projection_position", "Offset of article-events read up to", projection, lag.next_offset
            )
            yield _unread(unread)
        if checked is not None:
            yield from _verification(checked)
        build = GaugeMetricFamily("drawdown_build_info", "What is running", labels=("version", "projection"))
        build.add_metric((self._version, projection), 1)
        yield build


def _of_projection(name: str, text: str, projection: str, value: float) -> GaugeMetricFamily:
    family = GaugeMetricFamily(name, text, labels=("projection",))
    family.add_metric((projection,), value)
    return family


def _verification(checked: Verification) -> Iterator[Metric]:
    at = checked.ended_at.timestamp()
    yield GaugeMetricFamily("drawdown_verification_findings", "What the last check found amiss", checked.findings)
    yield GaugeMetricFamily("drawdown_verification_position", "Offset it checked up to", checked.next_offset)
    yield GaugeMetricFamily("drawdown_verification_timestamp_seconds", "When it ended", at)
    yield GaugeMetricFamily("drawdown_verification_duration_seconds", "How long it took", checked.seconds)


def _unread(by_reason: dict[str, int]) -> GaugeMetricFamily:
    text = "Sentences of the newest texts that should have made a claim and made none"
    family = GaugeMetricFamily("drawdown_unread_sentences", text, labels=("reason",))
    for reason in Reason:
        family.add_metric((reason.value,), by_reason.get(reason.value, 0))
    return family


@router.get("/metrics", include_in_schema=False)
def metrics(request: Request) -> Response:
    """All metrics of this process."""
    measures: Measures = request.app.state.measures
    return Response(generate_latest(measures.registry), media_type=CONTENT_TYPE_LATEST)


class Measured:
    """ASGI middleware: counts and times every answer by its route, and logs it in one line."""

    def __init__(self, app: ASGIApp, measures: Measures) -> None:
        self.app, self.measures = app, measures

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] != "http":
            await self.app(scope, receive, send)
            return
        began, status = perf_counter(), 500

        async def send_seen(message: Message) -> None:
            nonlocal status
            if message["type"] == "http.response.start":
                status = message["status"]
            await send(message)

        try:
            await self.app(scope, receive, send_seen)
        finally:
            self._note(scope, status, perf_counter() - began)

    def _note(self, scope: Scope, status: int, seconds: float) -> None:
        method = scope["method"] if scope["method"] in METHODS else "OTHER"
        route = getattr(scope.get("route"), "path", NO_ROUTE)
        self.measures.requests.labels(method, route, str(status)).inc()
        self.measures.seconds.labels(method, route).observe(seconds)
        _log.info(
            "request",
            method=method,
            route=route,
            path=re.sub(r"[^\x20-\x7e]", "?", scope["path"])[:200],
            status=status,
            milliseconds=round(seconds * 1000, 1),
            request_id=scope.get("drawdown.request_id"),
        )
