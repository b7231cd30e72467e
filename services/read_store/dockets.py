"""Dockets out of rows: what decides a matter, in view of the clocks of a question."""

from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from typing import Any

from sqlalchemy import ColumnElement, Connection, Select, Table, Text, exists, select, true

from events.article import end_of_day
from services.read_store.matters import about_of, name_of
from services.read_store.sets import among, table_of
from services.read_store.tables_matters import assertions, contingent, kin, listed, strikes, verdicts
from services.resolve.assertion import Assertion
from services.resolve.citing import SHOWN
from services.resolve.clocks import Clocks
from services.resolve.docket import About, Docket, Listed, Strike, Verdict
from services.resolve.matter import ClaimKey, EditionKey

CLAIM = ("article_id", "edition", "ordinal")
BY = ("by_article", "by_edition", "by_ordinal")


def load_one(connection: Connection, about: About, clocks: Clocks) -> Docket:
    """The docket of one matter, with what is only listed."""
    return load(connection, [name_of(about)], clocks, listing=True)[name_of(about)]


def load(
    connection: Connection, matters: Collection[str], clocks: Clocks, *, listing: bool = False
) -> dict[str, Docket]:
    """The dockets of several matters, in a handful of queries however many they are; if wanted with what is listed."""
    found = load_beside(connection, matters)
    for matter, rows in _rows(connection, assertions, Assertion._fields, matters, clocks):
        found[matter].assertions = [Assertion._make(row) for row in rows]
    if any(docket.contingent for docket in found.values()):
        _load_contingent(connection, found, clocks)
    if listing:
        _load_listed(connection, found, clocks)
    return found


def load_at(connection: Connection, positions: Mapping[str, Sequence[int]]) -> dict[tuple[str, int], Docket]:
    """The dockets of several matters, of each at several positions, with what is listed; read once."""
    if not positions:
        return {}
    matters, last = list(positions), Clocks(position=max(max(at) for at in positions.values()))
    asserted = dict(_rows(connection, assertions, ("position", *Assertion._fields), matters, last))
    editions = dict(_rows(connection, contingent, ("position", "article_id", "edition"), matters, last))
    judged = dict(_rows(connection, verdicts, ("position", "recorded_at", *CLAIM, "verdict"), matters, last))
    whole = load_beside(connection, matters)
    first = min(min(at) for at in positions.values())
    before = {matter: Docket(about_of(matter)) for matter in matters}
    _load_listed(connection, before, Clocks(position=first))
    since = dict(_rows(connection, listed, ("position", *Listed._fields), matters, last, since=first))
    found = {}
    for matter, position in ((matter, position) for matter, at in positions.items() for position in at):
        docket = Docket(about_of(matter), strikes=whole[matter].strikes, kin=whole[matter].kin)
        docket.assertions = [Assertion._make(row[1:]) for row in asserted.get(matter, ()) if row[0] < position]
        docket.contingent = {article: [] for article in whole[matter].contingent}
        for _, article, edition in sorted(tuple(row) for row in editions.get(matter, ()) if row[0] < position):
            docket.contingent[article].append(edition)
        told = sorted((row[1], row[5], row[2:5]) for row in judged.get(matter, ()) if row[0] < position)
        docket.verdicts = [Verdict(ClaimKey(*claim), verdict) for _, verdict, claim in told]
        new = (Listed(*row[1:]) for row in since.get(matter, ()) if row[0] < position)
        docket.listed = [*before[matter].listed, *new]
        found[matter, position] = docket
    return found


def load_beside(connection: Connection, matters: Collection[str]) -> dict[str, Docket]:
    """Of several matters what has no time of its own: which articles are contingent, who strikes what, who is kin."""
    found = {matter: Docket(about_of(matter)) for matter in matters}
    for matter, rows in _rows(connection, contingent, ("article_id", "edition"), matters):
        found[matter].contingent = {article_id: [] for article_id, _ in rows}
    held = [matter for matter, docket in found.items() if docket.contingent]
    if held:
        for matter, rows in _rows(connection, strikes, (*CLAIM, *BY, "verb"), held):
            found[matter].strikes = [Strike(ClaimKey(*row[:3]), ClaimKey(*row[3:6]), row[6]) for row in rows]
        for matter, rows in _rows(connection, kin, ("article_id", "edition", "other_id", "other_edition"), held):
            found[matter].kin = [(EditionKey(*row[:2]), EditionKey(*row[2:])) for row in rows]
    return found


def _load_contingent(connection: Connection, found: dict[str, Docket], clocks: Clocks) -> None:
    """The texts and verdicts in view, of the matters on which some article is contingent."""
    matters = [matter for matter, docket in found.items() if docket.contingent]
    for matter, rows in _rows(connection, contingent, ("article_id", "edition"), matters, clocks):
        for article_id, edition in sorted(tuple(row) for row in rows):
            found[matter].contingent[article_id].append(edition)
    for matter, rows in _rows(connection, verdicts, ("recorded_at", "verdict", *CLAIM), matters, clocks):
        found[matter].verdicts = [Verdict(ClaimKey(*row[2:]), row[1]) for row in sorted(tuple(row) for row in rows)]


def _load_listed(connection: Connection, found: dict[str, Docket], clocks: Clocks) -> None:
    """Of what is listed the last ones: as many as are shown, and all that may turn out not to count."""
    columns = [listed.c[name] for name in Listed._fields]
    held = exists().where(contingent.c.matter == listed.c.matter, contingent.c.article_id == listed.c.article_id)
    wanted = table_of("wanted", (("matter", Text()),), [[matter] for matter in found])
    order = [listed.c[name].desc() for name in ("published", *CLAIM)]
    here = select(*columns).where(listed.c.matter == wanted.c.matter, ~held, *in_view(listed, clocks))
    last = here.order_by(*order).limit(SHOWN).lateral()
    for matter, *row in connection.execute(select(wanted.c.matter, last).join_from(wanted, last, true())):
        found[matter].listed.append(Listed(*row))
    asked = select(listed.c.matter, *columns).where(among(listed.c.matter, list(found)), held)
    for matter, *row in connection.execute(asked.where(*in_view(listed, clocks))):
        found[matter].listed.append(Listed(*row))


def in_view(table: Table, clocks: Clocks) -> list[ColumnElement[bool]]:
    """What the clocks ask of a row of a table that says from when it is in view."""
    asked: list[ColumnElement[bool]] = []
    published = table.c.get("published", table.c.get("counts"))
    if clocks.reported_by is not None and published is not None:
        asked.append(published <= end_of_day(clocks.reported_by))
    if clocks.recorded_by is not None:
        asked.append(table.c.recorded_at <= end_of_day(clocks.recorded_by))
    if clocks.position is not None:
        asked.append(table.c.position < clocks.position)
    return asked


def _rows(
    connection: Connection,
    table: Table,
    names: Iterable[str],
    matters: Collection[str],
    clocks: Clocks | None = None,
    since: int | None = None,
) -> Iterator[tuple[str, Sequence[Any]]]:
    """By matter, these columns of its rows in view, if wanted those since a position; matters without any are left
    out."""
    query: Select[Any] = select(*(table.c[name] for name in names))
    if clocks is not None:
        query = query.where(*in_view(table, clocks))
    if since is not None:
        query = query.where(table.c.position >= since)
    if len(matters) == 1:
        (only,) = matters
        rows = connection.execute(query.where(table.c.matter == only)).all()
        if rows:
            yield only, rows
        return
    found: dict[str, list[Any]] = {}
    for row in connection.execute(query.add_columns(table.c.matter).where(among(table.c.matter, matters))):
        found.setdefault(row[-1], []).append(row[:-1])
    yield from found.items()
