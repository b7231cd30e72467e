"""Assertions: what decides about matters, what is said again, what is only listed."""

from collections.abc import Collection, Iterable
from datetime import date, datetime
from typing import Any, NamedTuple

from sqlalchemy import Connection, Date, LargeBinary, Text, select

from services.read_store.rows import Rows
from services.read_store.sets import table_of
from services.read_store.tables_matters import assertions, contingent, restatements
from services.resolve.assertion import Assertion
from services.resolve.docket import Listed
from services.resolve.matter import ClaimKey


class Filed(NamedTuple):
    """An assertion on a matter, with the moment and the position from which its edition is in view."""

    matter: str
    assertion: Assertion
    recorded_at: datetime
    position: int

    def is_dominated_by(self, other: "Filed") -> bool:
        """Whether the other, of another claim, is in view and first wherever this one is in view, on every clock."""
        return (
            other.assertion[:3] != self.assertion[:3]
            and (other.assertion.published, other.assertion[:3]) <= (self.assertion.published, self.assertion[:3])
            and other.recorded_at.date() <= self.recorded_at.date()
            and other.position <= self.position
        )


def filed_row(one: Filed) -> dict[str, Any]:
    """The row of an assertion."""
    since = {"recorded_at": one.recorded_at, "position": one.position}
    return {"matter": one.matter, **one.assertion._asdict(), **since}


def again_row(one: Filed) -> dict[str, Any]:
    """The row of an assertion that another makes before it."""
    names = ("gist", "article_id", "edition", "ordinal", "published")
    said = {name: getattr(one.assertion, name) for name in names}
    return {"matter": one.matter, **said, "recorded_at": one.recorded_at, "position": one.position}


def listed_row(matter: str, one: Listed, recorded_at: datetime, position: int) -> dict[str, Any]:
    """The row of a claim that bears on a matter and decides nothing."""
    return {"matter": matter, **one._asdict(), "recorded_at": recorded_at, "position": position}


def add(connection: Connection, deciding: Iterable[Filed], again: Iterable[Filed]) -> None:
    """Write assertions that decide, and those that say them again."""
    rows = Rows()
    for one in deciding:
        rows.add(assertions, **filed_row(one))
    for one in again:
        rows.add(restatements, **again_row(one))
    rows.write(connection)


def same_gist(connection: Connection, wanted: Collection[tuple[str, date, bytes]]) -> list[tuple[Filed, bool]]:
    """The assertions with these gists, by matter and acting day; each with whether its article is contingent there."""
    columns = (("matter", Text()), ("day", Date()), ("gist", LargeBinary()))
    asked = table_of("wanted", columns, sorted(wanted))
    held = select(contingent.c.matter).where(
        contingent.c.matter == assertions.c.matter, contingent.c.article_id == assertions.c.article_id
    )
    query = (
        select(
            assertions.c.matter, assertions.c.recorded_at, assertions.c.position, held.exists(),
            *(assertions.c[name] for name in Assertion._fields),
        )
        .join(asked, (assertions.c.matter == asked.c.matter) & (assertions.c.day == asked.c.day))
        .where(assertions.c.gist == asked.c.gist)
    )  # fmt: skip
    return [
        (Filed(matter, Assertion._make(rest), recorded_at, position), is_held)
        for matter, recorded_at, position, is_held, *rest in connection.execute(query)
    ]


def said_again(connection: Connection, wanted: Collection[tuple[str, bytes]]) -> dict[ClaimKey, set[str]]:
    """The claims that say these gists again, each with the matters on which it does."""
    asked = table_of("wanted", (("matter", Text()), ("gist", LargeBinary())), sorted(wanted))
    names = ("article_id", "edition", "ordinal", "matter")
    query = select(*(restatements.c[name] for name in names)).join(
        asked, (restatements.c.matter == asked.c.matter) & (restatements.c.gist == asked.c.gist)
    )
    found: dict[ClaimKey, set[str]] = {}
    for *key, matter in connection.execute(query):
        found.setdefault(ClaimKey(*key), set()).add(matter)
    return found


def filed_by(connection: Connection, wanted: Collection[tuple[str, date, str]]) -> set[Any]:
    """Which assertions these articles have on these matters and days (matter, day, article)."""
    columns = (("matter", Text()), ("day", Date()), ("article_id", Text()))
    asked = table_of("wanted", columns, sorted(wanted))
    table = assertions.c
    query = select(table.matter, *(table[name] for name in ("article_id", "edition", "ordinal", "told_in", "gist")))
    query = query.join(asked, (table.matter == asked.c.matter) & (table.day == asked.c.day))
    return {tuple(row) for row in connection.execute(query.where(table.article_id == asked.c.article_id))}
