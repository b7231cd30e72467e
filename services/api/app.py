"""The application: its routes, its failures, its measures. Also the OpenAPI document that is kept in the repository."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from importlib.metadata import version
from typing import Any

from fastapi import Depends, FastAPI
from fastapi.openapi.utils import get_openapi
from sqlalchemy import Engine

from events.article import Article
from services.api import (
    articles,
    changes,
    diff,
    docs,
    gazetteer,
    health,
    metrics,
    participation,
    presence,
    problems,
    publishing,
    state,
    what_if,
)
from services.api.clocks import Today, utc_today
from services.api.desk import Desk
from services.api.door import Door
from services.api.following import Following
from services.api.heads import Heads
from services.api.parameters import only_known_parameters
from services.api.responses import Problem
from services.api.revalidation import Revalidated
from services.api.security import SafeAnswers
from services.api.waiting import reached
from services.read_store.connect import open_store

TITLE = "Drawdown"
DESCRIPTION = """Who is where, what is planned, on whose word, and who disagrees: conclusions from news, with citations.

Announced is not done. Contested is shown. Three clocks: `as_of` (the world), `reported_by` (the press), `recorded_by`
(this log); each takes a day, month, year or RFC 3339 time and means the end of its last UTC day. `position` is the
exact place in the log: an answer that is pinned to it never changes.
Failures are problems (RFC 9457) that name the parameter and how to mend it."""
ROUTERS = (
    presence,
    participation,
    diff,
    what_if,
    articles,
    publishing,
    changes,
    gazetteer,
    state,
    health,
    metrics,
    problems,
    docs,
)


def create_app(store: Engine, door: Door | None = None, key: str | None = None, today: Today = utc_today) -> FastAPI:
    """The API over a read store. Without a door to the log, or a key, it takes no articles; `today` is its clock."""
    desk = Desk(store, door, key, today)
    following = Following(desk)
    release = version("drawdown")
    measures = metrics.Measures(desk, following, release)

    @asynccontextmanager
    async def lifespan(_: FastAPI) -> AsyncIterator[None]:
        yield
        following.stop()
        if door is not None:
            door.close()

    app = FastAPI(
        title=TITLE,
        description=DESCRIPTION,
        version=release,
        lifespan=lifespan,
        docs_url=None,
        redoc_url=None,
        dependencies=[Depends(only_known_parameters), Depends(reached)],
        responses={"default": {"model": Problem, "description": "A problem (RFC 9457)"}},
    )
    app.state.desk, app.state.following, app.state.measures = desk, following, measures
    for room in ROUTERS:
        app.include_router(room.router)
    problems.install(app)
    app.add_middleware(Revalidated)
    app.add_middleware(metrics.Measured, measures=measures)
    app.add_middleware(SafeAnswers)
    app.add_middleware(Heads)
    app.openapi = lambda: _document(app)  # type: ignore[method-assign] # FastAPI's documented way to extend it
    return app


def openapi_document() -> dict[str, Any]:
    """The OpenAPI 3.1 document; touches no store."""
    return create_app(open_store("postgresql+psycopg://")).openapi()


def _document(app: FastAPI) -> dict[str, Any]:
    if app.openapi_schema is None:
        document = get_openapi(title=app.title, version=app.version, description=app.description, routes=app.routes)
        components = document["components"]
        components["securitySchemes"] = {"key": {"type": "http", "scheme": "bearer"}}
        article = Article.model_json_schema(ref_template="#/components/schemas/{model}")
        components["schemas"].update(article.pop("$defs", {}))
        components["schemas"]["Article"] = article
        for operation in (operation for path in document["paths"].values() for operation in path.values()):
            _say_problems(operation)
        for unused in ("HTTPValidationError", "ValidationError"):
            components["schemas"].pop(unused, None)
        app.openapi_schema = document
    return app.openapi_schema


def _say_problems(operation: dict[str, Any]) -> None:
    """FastAPI would document its own body for invalid requests; ours is a problem, of its own media type."""
    operation["responses"].pop("422", None)
    default = operation["responses"].get("default")
    if default is not None:
        default["content"] = {problems.MEDIA_TYPE: {"schema": {"$ref": "#/components/schemas/Problem"}}}
