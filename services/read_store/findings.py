"""Findings: what is concluded of each matter with every clock open, for the hot path and for telling changes."""

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from pydantic import TypeAdapter
from sqlalchemy import (
    BigInteger,
    ColumnElement,
    Connection,
    Date,
    Select,
    Table,
    Text,
    any_,
    bindparam,
    cast,
    delete,
    func,
    null,
    or_,
    select,
    union,
    union_all,
)
from sqlalchemy.dialects.postgresql import ARRAY, insert

from services.read_store.dockets import END
from services.read_store.matters import PLACE
from services.read_store.sets import among
from services.read_store.tables_matters import assertions, contingent, findings, listed, verdicts
from services.resolve.findings import Found, MembershipFound, PlaceFound

_PLACE, _MEMBERSHIP = TypeAdapter(PlaceFound), TypeAdapter(MembershipFound)


@dataclass(frozen=True, slots=True)
class Settled:
    """A finding, with the day from which it is the conclusion of all claims, and the first and last offsets that
    made it."""

    found: Found
    settled_on: date
    first_at: int
    last_at: int


def stored(connection: Connection, matters: Collection[str] | None = None) -> dict[str, Settled]:
    """The findings on these matters, or on all; matters of which nothing was ever said are left out."""
    query = select(findings)
    if matters is not None:
        query = query.where(among(findings.c.matter, matters))
    return _read(connection.execute(query))


_SETTLED = select(findings).where(
    findings.c.matter == any_(bindparam("matters", type_=ARRAY(Text))),
    findings.c.settled_on <= bindparam("earliest", type_=Date),
    findings.c.last_at < bindparam("position", type_=BigInteger),
)


def settled(
    connection: Connection, matters: Collection[str], earliest: date, position: int | None
) -> dict[str, Settled]:
    """The findings on these matters that answer as they are: settled by the earliest clock of a question, and not
    touched from its position on."""
    asked = {"matters": list(matters), "earliest": earliest, "position": END if position is None else position}
    return _read(connection.execute(_SETTLED, asked))


def spoken_of(
    connection: Connection, kind: str, position: int | None = None, only: Collection[str] | None = None
) -> list[str]:
    """The matters of a kind, or only of these, that any claim bears on, or did before a position; sorted."""
    query = select(findings.c.matter).where(_of_kind(kind) if only is None else among(findings.c.matter, only))
    return _spoken_of(connection, query, position)


def spoken_of_beneath(
    connection: Connection, beginnings: Collection[str], others: Collection[str], position: int | None = None
) -> list[str]:
    """The matters that any claim bears on, or did before a position, whose name begins so, or is one of `others`."""
    begins = [findings.c.matter.startswith(beginning, autoescape=True) for beginning in sorted(beginnings)]
    query = select(findings.c.matter).where(or_(among(findings.c.matter, others), *begins))
    return _spoken_of(connection, query, position)


def _spoken_of(connection: Connection, query: Select[str], position: int | None) -> list[str]:
    if position is not None:
        query = query.where(findings.c.first_at < position)
    return sorted(connection.execute(query).scalars().all())


def store(connection: Connection, found: Mapping[str, Settled]) -> None:
    """Put findings in the place of those before. The first offset and a later day of settling stay as they were."""
    if not found:
        return
    statement = insert(findings)
    new = statement.excluded
    statement = statement.on_conflict_do_update(
        index_elements=["matter"],
        set_={
            "found": new.found,
            "settled_on": func.greatest(findings.c.settled_on, new.settled_on),
            "last_at": new.last_at,
        },
    )
    connection.execute(statement, [_row(matter, one) for matter, one in found.items()])


def replace(connection: Connection, found: Mapping[str, Settled]) -> None:
    """Put findings in the place of those before, whatever these said."""
    rows = [_row(matter, one) for matter, one in found.items()]
    connection.execute(delete(findings).where(among(findings.c.matter, list(found))))
    connection.execute(insert(findings), rows)


def matters_told(connection: Connection) -> list[str]:
    """All matters on which anything is asserted or listed, by name."""
    told = union(select(assertions.c.matter), select(listed.c.matter))
    return sorted(connection.execute(told).scalars())


def spans(connection: Connection, matters: Collection[str]) -> dict[str, tuple[date, int, int]]:
    """Of each matter: the day from which questions get what all its rows say, its first position, and its last."""
    speak = [_span(table, matters, table.c.published, first=True) for table in (assertions, listed)]
    bind = [_span(contingent, matters, contingent.c.counts, first=False)]
    judge = [_span(verdicts, matters, verdicts.c.recorded_at, first=False)]
    told = union_all(*speak, *bind, *judge).subquery().c
    query = select(told.matter, func.max(told.day), func.min(told.first), func.max(told.last)).group_by(told.matter)
    return {row[0]: (row[1], row[2], row[3]) for row in connection.execute(query)}


def _span(table: Table, matters: Collection[str], counts: ColumnElement[Any], *, first: bool) -> Select[Any]:
    """Of each matter the latest day on which a row counts or was recorded, its first position where rows speak."""
    days = [cast(func.timezone("UTC", moment), Date) for moment in (counts, table.c.recorded_at)]
    position = func.min(table.c.position) if first else cast(null(), BigInteger)
    columns = (func.max(func.greatest(*days)).label("day"), position.label("first"))
    query = select(table.c.matter, *columns, func.max(table.c.position).label("last"))
    return query.where(among(table.c.matter, matters)).group_by(table.c.matter)


def _row(matter: str, one: Settled) -> dict[str, Any]:
    kind = _PLACE if isinstance(one.found, PlaceFound) else _MEMBERSHIP
    found = kind.dump_python(one.found, mode="json")  # type: ignore[arg-type] # the adapter of its own class
    since = {"settled_on": one.settled_on, "first_at": one.first_at, "last_at": one.last_at}
    return {"matter": matter, "found": found, **since}


def _read(rows: Iterable[Any]) -> dict[str, Settled]:
    return {
        row.matter: Settled(
            found_of(row.matter, row.found),
            row.settled_on,
            row.first_at,
            row.last_at,
        )
        for row in rows
    }


def found_of(matter: str, value: Any) -> Found:
    """A finding out of its JSON."""
    adapter: TypeAdapter[Any] = _PLACE if matter.startswith(PLACE) else _MEMBERSHIP
    found: Found = adapter.validate_python(value, strict=False)
    return found


def _of_kind(kind: str) -> Any:
    return findings.c.matter.startswith(kind, autoescape=True)
