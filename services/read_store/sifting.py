"""What decides among all that is asserted, and what another says before it on every clock: settled for a whole log."""

from collections.abc import Iterable, Iterator
from itertools import groupby
from typing import Any, NamedTuple

from sqlalchemy import ColumnElement, Connection, delete, func, insert, literal_column, select, text

from services.read_store.rows import Rows
from services.read_store.tables_filling import filed
from services.read_store.tables_matters import assertions, contingent, restatements

AT_ONCE = 10_000
AGAIN = ("matter", "gist", "article_id", "edition", "ordinal", "published", "recorded_at", "position")


class Place(NamedTuple):
    """Where an assertion comes among those that say the same."""

    published: Any
    claim: tuple[str, int, int]
    recorded_on: Any
    position: int


def sift(connection: Connection) -> None:
    """From `filed` to `assertions` and `restatements`; the same as if the log had been read edition by edition.

    An assertion is said again where another that says the same comes first on every clock. It decides nothing then,
    unless its own article is contingent, or each of those others is. `filed` is gone afterwards.
    """
    connection.execute(text("create temp table hidden (place tid) on commit drop"))
    rows, hidden = Rows(), list[str]()
    for group in _said_by_several(connection):
        for row, again, decides in _sifted(group):
            if again:
                rows.add(restatements, **{name: getattr(row, name) for name in AGAIN})
            if not decides:
                hidden.append(str(row.place))
        if len(hidden) > AT_ONCE:
            _flush(connection, rows, hidden)
    _flush(connection, rows, hidden)
    here: ColumnElement[Any] = literal_column("filed.ctid")
    connection.execute(delete(filed).where(here.in_(select(literal_column("place")).select_from(text("hidden")))))
    columns = [column.name for column in assertions.columns]
    connection.execute(insert(assertions).from_select(columns, select(filed)))
    filed.drop(connection)


def _said_by_several(connection: Connection) -> Iterator[list[Any]]:
    """The assertions that are not the only ones to say what they say, in groups that say the same."""
    same = (filed.c.matter, filed.c.gist)
    often = select(*same).group_by(*same).having(func.count() > 1).subquery()
    held = select(contingent.c.matter).where(
        contingent.c.matter == filed.c.matter, contingent.c.article_id == filed.c.article_id
    )
    query = (
        select(
            literal_column("filed.ctid").label("place"), held.exists().label("held"),
            *(filed.c[name] for name in AGAIN),
        )
        .join(often, (often.c.matter == filed.c.matter) & (often.c.gist == filed.c.gist))
        .order_by(*same)
    )  # fmt: skip
    found = connection.execute(query, execution_options={"yield_per": AT_ONCE})
    for _, group in groupby(found, key=lambda row: (row.matter, bytes(row.gist))):
        yield list(group)


def _sifted(group: Iterable[Any]) -> Iterator[tuple[Any, bool, bool]]:
    """Each assertion of a group, whether it is said again, and whether it decides.

    Of those before it in publication, only the ones that none beats in both day of recording and position are kept.
    """
    placed = [(_place(row), row) for row in group]
    foremost: list[Place] = []
    firm: list[Place] = []
    for place, row in sorted(placed, key=lambda one: one[0][:2]):
        again = _comes_first(foremost, place)
        decides = row.held or not _comes_first(firm, place)
        yield row, again, decides
        if not again:
            foremost.append(place)
        if not row.held and decides:
            firm.append(place)


def _place(row: Any) -> Place:
    return Place(row.published, (row.article_id, row.edition, row.ordinal), row.recorded_at.date(), row.position)


def _comes_first(others: Iterable[Place], place: Place) -> bool:
    return any(one.recorded_on <= place.recorded_on and one.position <= place.position for one in others)


def _flush(connection: Connection, rows: Rows, hidden: list[str]) -> None:
    rows.write(connection)
    driver: Any = connection.connection.driver_connection
    with driver.cursor() as cursor, cursor.copy("COPY hidden FROM STDIN") as copy:
        copy.write("".join(f"{place}\n" for place in hidden))
    hidden.clear()
