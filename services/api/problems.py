"""Every answer that is not 2xx: an RFC 9457 problem that says what is wrong, where, and how to mend it."""

from collections.abc import Iterable, Mapping
from difflib import get_close_matches
from typing import Any, NamedTuple

import structlog
from fastapi import APIRouter, FastAPI, Request
from fastapi.exceptions import RequestValidationError
from fastapi.responses import JSONResponse
from sqlalchemy.exc import InterfaceError, OperationalError, ProgrammingError
from starlette.exceptions import HTTPException

from services.api.security import HEADERS
from services.read_store.schemas import NoLiveProjection

MEDIA_TYPE = "application/problem+json"
RETRY_SECONDS = 2
SUGGESTIONS_MAX = 5


class Kind(NamedTuple):
    """A kind of problem: what its `type` stands for."""

    status: int
    title: str
    mend: str


KINDS: dict[str, Kind] = {
    "invalid-parameter": Kind(422, "A parameter cannot be read", "Correct the parameters that `errors` names."),
    "invalid-article": Kind(422, "The article is not valid", "Correct the fields that `errors` points to."),
    "invalid-json": Kind(400, "The body is not JSON", "Send one article as a JSON object in UTF-8."),
    "wrong-media-type": Kind(415, "The body is of another type", "Send `Content-Type: application/json`."),
    "too-large": Kind(413, "The body is too large", "Send one article; its text may have 1 MiB of UTF-8."),
    "no-key": Kind(401, "A key is needed", "Send `Authorization: Bearer KEY` with the key that `drawdown up` made."),
    "no-publishing": Kind(403, "This server takes no articles", "Start it with a key and an address of Kafka."),
    "unknown-address": Kind(404, "There is nothing at this address", "See /docs for the addresses there are."),
    "unknown-place": Kind(404, "No such place", "See /v1/places for the places there are."),
    "unknown-membership": Kind(404, "No such membership", "See /v1/participation for those there are."),
    "unknown-article": Kind(404, "No such article", "See /v1/articles for the articles there are."),
    "unknown-partition": Kind(404, "No such partition", "Use the address that the publishing answer gave."),
    "too-costly": Kind(422, "The question costs too much", "Suppose less, or let `drawdown replay` take its time."),
    "wrong-method": Kind(405, "This address does not take this method", "The header `Allow` names those it takes."),
    "bad-request": Kind(400, "The request cannot be read", "See /docs for what is expected."),
    "store-unavailable": Kind(503, "The read store does not answer", "Try again after `Retry-After` seconds."),
    "position-gone": Kind(410, "This position is gone", "Ask without it; a later answer has a position of its own."),
    "not-reached": Kind(503, "The position is not reached yet", "Try again after `Retry-After` seconds."),
    "log-unavailable": Kind(503, "The log does not answer", "Try again; the same article may be sent again safely."),
    "internal": Kind(500, "The server failed", "Try again; report the request id if it stays so."),
}
"""From the last part of a problem's `type` to what it means. `GET /problems/{name}` shows one."""

router = APIRouter(tags=["problems"])

_BY_STATUS = {404: "unknown-address", 405: "wrong-method", 413: "too-large", 415: "wrong-media-type", 401: "no-key"}
_log = structlog.get_logger("drawdown.api")


class Fault(NamedTuple):
    """One thing wrong: its explanation, and the query or path parameter, header or JSON pointer that is at fault."""

    detail: str
    parameter: str | None = None
    pointer: str | None = None
    header: str | None = None

    def to_json(self) -> dict[str, str]:
        return {name: value for name, value in self._asdict().items() if value is not None}


class ProblemError(Exception):
    """Ends a request with the problem of this kind."""

    def __init__(
        self,
        kind: str,
        detail: str,
        *faults: Fault,
        suggestions: Iterable[str] | None = None,
        headers: Mapping[str, str] | None = None,
        lag_seconds: float | None = None,
    ) -> None:
        super().__init__(detail)
        self.kind, self.detail, self.faults = kind, detail, faults
        self.suggestions = None if suggestions is None else list(suggestions)
        self.headers = dict(headers or {})
        self.lag_seconds = lag_seconds


def near(wanted: str, known: Mapping[str, str]) -> list[str]:
    """Ids of `known` (id -> name) whose id or name resembles `wanted`, best first, at most five."""
    spellings: dict[str, str] = {}
    for identity, name in known.items():
        for spelling in (identity, name, identity.rpartition(".")[2]):
            spellings.setdefault(spelling.casefold(), identity)
    found = get_close_matches(wanted.casefold(), spellings, n=SUGGESTIONS_MAX * 2, cutoff=0.6)
    return list(dict.fromkeys(spellings[spelling] for spelling in found))[:SUGGESTIONS_MAX]


def did_you_mean(suggestions: Iterable[str]) -> str:
    """` Did you mean a, b?`, or nothing."""
    listed = ", ".join(suggestions)
    return f" Did you mean {listed}?" if listed else ""


def problem_response(request: Request, problem: ProblemError) -> JSONResponse:
    """The HTTP response that a problem makes."""
    kind = KINDS[problem.kind]
    body: dict[str, Any] = {
        "type": f"/problems/{problem.kind}",
        "title": kind.title,
        "status": kind.status,
        "detail": problem.detail,
        "mend": kind.mend,
        "instance": request.scope["path"],
    }
    if problem.faults:
        body["errors"] = [fault.to_json() for fault in problem.faults]
    if problem.lag_seconds is not None:
        body["lag_seconds"] = problem.lag_seconds
    if problem.suggestions is not None:
        body["suggestions"] = problem.suggestions
    return JSONResponse(body, kind.status, {**HEADERS, **problem.headers}, MEDIA_TYPE)


def install(app: FastAPI) -> None:
    """Make every failure of the application a problem."""

    @app.exception_handler(ProblemError)
    def _problem(request: Request, error: ProblemError) -> JSONResponse:
        return problem_response(request, error)

    @app.exception_handler(RequestValidationError)
    def _invalid(request: Request, error: RequestValidationError) -> JSONResponse:
        faults = [_fault(wrong) for wrong in error.errors()]
        detail = "; ".join(fault.detail for fault in faults)
        return problem_response(request, ProblemError("invalid-parameter", detail, *faults))

    @app.exception_handler(HTTPException)
    def _refused(request: Request, error: HTTPException) -> JSONResponse:
        kind = _BY_STATUS.get(error.status_code, "bad-request")
        method, path = request.method, request.scope["path"]
        detail = {
            "unknown-address": f"Nothing answers at {path}.",
            "wrong-method": f"{path} does not take {method}.",
        }.get(kind, str(error.detail))
        return problem_response(request, ProblemError(kind, detail, headers=error.headers))

    @app.exception_handler(OperationalError)
    @app.exception_handler(InterfaceError)
    @app.exception_handler(ProgrammingError)
    @app.exception_handler(NoLiveProjection)
    def _unavailable(request: Request, error: Exception) -> JSONResponse:
        if isinstance(error, ProgrammingError) and not _lacks_tables(error):
            return _failed(request, error)
        _log.error("read store unavailable", error=type(error).__name__, reason=str(error).splitlines()[0])
        detail = str(error) if isinstance(error, NoLiveProjection) else "Postgres cannot be reached just now."
        return problem_response(
            request, ProblemError("store-unavailable", detail, headers={"Retry-After": str(RETRY_SECONDS)})
        )

    @app.exception_handler(Exception)
    def _failed(request: Request, error: Exception) -> JSONResponse:
        request_id = request.scope.get("drawdown.request_id", "unknown")
        _log.error("request failed", request_id=request_id, error=type(error).__name__)
        return problem_response(request, ProblemError("internal", f"The request {request_id} failed on our side."))


def _lacks_tables(error: ProgrammingError) -> bool:
    """Whether the tables of a projection vanished under the request: it was dropped after a newer one went live."""
    return getattr(error.orig, "sqlstate", None) in {"42P01", "3F000"}


def _fault(wrong: Mapping[str, Any]) -> Fault:
    where, *path = [str(part) for part in wrong["loc"]]
    name = path[0] if path else where
    message = str(wrong["msg"]).removeprefix("Value error, ")
    if where == "header":
        return Fault(f"{name}: {message}", header=name)
    if where == "body":
        return Fault(message, pointer="#" + "".join(f"/{part}" for part in path))
    return Fault(f"{name}: {message}", parameter=name)


@router.get("/problems/{name}", summary="What a problem means")
def meaning(name: str) -> dict[str, str | int]:
    """The page that a problem's `type` leads to."""
    kind = KINDS.get(name)
    if kind is None:
        raise ProblemError("unknown-address", f"There is no problem {name!r}. There are: {', '.join(KINDS)}.")
    return {"type": f"/problems/{name}", **kind._asdict()}
