"""Projection schemas as they come and go: what each is for, how far its filling is, when it retired."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime
from functools import cache
from importlib.resources import files
from typing import Any, Literal

from sqlalchemy import Connection, Engine, func, inspect, select, text, update
from sqlalchemy.dialects.postgresql import dialect, insert
from sqlalchemy.schema import CreateIndex, CreateTable

from events.canonical import canonical_json, sha256_hex
from services.read_store import schemas
from services.read_store.schemas import live_schema
from services.read_store.tables_shared import projections

Purpose = Literal["answers", "replay", "what-if", "verify"]
Stage = Literal["filling", "indexing", "ready"]
NUMBERED = "rm_v"
RULES = ("events", "services.resolve", "services.read_store", "services.projector")
"""The code that a projection's rows come of."""


class Busy(RuntimeError):
    """Another process works on this schema."""


@dataclass(frozen=True, slots=True)
class Build:
    """A projection schema. One that `retired_at` a moment answered until then; `rules` is the code that filled it."""

    schema: str
    purpose: Purpose
    stage: Stage
    shape: str
    rules: str
    made_at: datetime
    retired_at: datetime | None


def begin(connection: Connection, schema: str, purpose: Purpose, stage: Stage = "filling") -> None:
    """Note that a schema is being made, or that one is there since before such notes were kept."""
    row = {"schema_name": schema, "purpose": purpose, "stage": stage, "shape": shape(), "rules": rules()}
    connection.execute(insert(projections).values(row).on_conflict_do_nothing())


def find(connection: Connection, schema: str) -> Build | None:
    """What is known of a schema."""
    return next((build for build in listed(connection) if build.schema == schema), None)


def listed(connection: Connection) -> list[Build]:
    """All projection schemas, the oldest first."""
    table = projections.c
    columns = (
        table.schema_name, table.purpose, table.stage, table.shape, table.rules, table.made_at, table.retired_at,
    )  # fmt: skip
    return [Build(*row) for row in connection.execute(select(*columns).order_by(table.made_at, table.schema_name))]


def save(connection: Connection, schema: str, **changes: Any) -> None:
    """Note how far a schema is: its `stage`."""
    connection.execute(update(projections).where(projections.c.schema_name == schema).values(**changes))


def flip(connection: Connection, schema: str) -> None:
    """Let a schema answer in the place of the one that does, which retires. The caller holds the pointer alone."""
    retiring = live_schema(connection)
    begin(connection, retiring, "answers", "ready")
    begin(connection, schema, "answers", "ready")
    save(connection, retiring, retired_at=func.now())
    save(connection, schema, retired_at=None, purpose="answers")
    schemas.point_to(connection, schema)


def next_name(connection: Connection) -> str:
    """The name of the next schema for answers: one more than the highest there is."""
    numbers = [
        int(name.removeprefix(NUMBERED))
        for name in inspect(connection).get_schema_names()
        if name.startswith(NUMBERED) and name.removeprefix(NUMBERED).isdigit()
    ]
    return f"{NUMBERED}{max(numbers, default=0) + 1}"


@contextmanager
def alone(engine: Engine, schema: str) -> Iterator[None]:
    """While this lasts nobody else works on a schema; it ends with the process. Raises Busy if somebody does."""
    key = {"key": f"drawdown.build.{schema}"}
    with engine.connect().execution_options(isolation_level="AUTOCOMMIT") as guard:
        if not guard.execute(text("select pg_try_advisory_lock(hashtext(:key))"), key).scalar_one():
            raise Busy(f"another process works on {schema}: wait for it, or end it")
        try:
            yield
        finally:
            guard.execute(text("select pg_advisory_unlock(hashtext(:key))"), key)


@cache
def shape() -> str:
    """Hash of the tables' definition: two schemas of one shape can be read and written by the same release."""
    statements: list[Any] = []
    for table in schemas.TABLES:
        statements += [CreateTable(table), *(CreateIndex(index) for index in table.indexes)]
    written = [str(statement.compile(dialect=dialect())) for statement in statements]  # type: ignore[no-untyped-call]
    return sha256_hex(canonical_json(sorted(written)))[:16]


@cache
def rules() -> str:
    """Hash of the code that rows come of: rows of one schema are never made by two kinds of it."""
    found = {
        f"{package}/{path.name}": sha256_hex(path.read_bytes())
        for package in RULES
        for path in _sources(files(package))
    }
    return sha256_hex(canonical_json(found))[:16]


def _sources(folder: Any) -> Iterator[Any]:
    for path in folder.iterdir():
        if path.is_dir() and path.name not in {"schemas", "migrations", "__pycache__"}:
            yield from _sources(path)
        elif path.name.endswith(".py"):
            yield path
