"""Dockets out of rows: what decides a matter, in view of the clocks of a question."""

from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from datetime import UTC, datetime
from functools import partial
from itertools import groupby
from operator import itemgetter
from typing import Any, NamedTuple

from sqlalchemy import (
    BigInteger,
    ColumnElement,
    CompoundSelect,
    Connection,
    DateTime,
    Executable,
    Integer,
    Select,
    Table,
    Text,
    any_,
    bindparam,
    cast,
    column,
    func,
    literal,
    null,
    select,
    true,
    union_all,
)
from sqlalchemy.dialects.postgresql import ARRAY

from events.article import end_of_day
from services.read_store.connect import BINARY
from services.read_store.matters import about_of, name_of
from services.read_store.sets import plain_rows
from services.read_store.tables_matters import assertions, contingent, kin, listed, strikes, verdicts
from services.resolve.assertion import Assertion
from services.resolve.citing import SHOWN
from services.resolve.clocks import Clocks
from services.resolve.docket import About, Docket, Listed, Strike, Verdict
from services.resolve.matter import ClaimKey, EditionKey

CLAIM = ("article_id", "edition", "ordinal")
ALL_TIME, END = datetime.max.replace(tzinfo=UTC), 2**62
"""What an open clock is, and an open position."""
Rows = dict[str, list[tuple[Any, ...]]]
"""Rows by matter, which stands first in each."""


class View(NamedTuple):
    """The clocks of a question as the queries below take them: the last moments, and the first position not in view."""

    published: datetime
    recorded_at: datetime
    position: int

    @staticmethod
    def under(clocks: Clocks) -> "View":
        return View(
            end_of_day(clocks.reported_by) if clocks.reported_by else ALL_TIME,
            end_of_day(clocks.recorded_by) if clocks.recorded_by else ALL_TIME,
            END if clocks.position is None else clocks.position,
        )


def load_one(connection: Connection, about: About, clocks: Clocks) -> Docket:
    """The docket of one matter, with what is only listed."""
    return load(connection, [name_of(about)], clocks, listing=True)[name_of(about)]


def load(
    connection: Connection, matters: Collection[str], clocks: Clocks, *, listing: bool = False
) -> dict[str, Docket]:
    """The dockets of several matters, in three queries however many they are; if wanted with what is listed."""
    view = View.under(clocks)
    asked = _asked(matters, view)
    asserted, beside = _by_matter(connection, ASSERTED, asked), _by_matter(connection, BESIDE, asked)
    found = {
        matter: _docket(matter, _assertions(asserted.get(matter, ())), beside.get(matter, ()), view)
        for matter in matters
    }
    if listing:
        _list(connection, found, asked)
    return found


def load_at(connection: Connection, positions: Mapping[str, Sequence[int]]) -> dict[tuple[str, int], Docket]:
    """The dockets of several matters, of each at several positions, with what is listed; read once."""
    if not positions:
        return {}
    first, last = min(min(at) for at in positions.values()), max(max(at) for at in positions.values())
    before_first = View(ALL_TIME, ALL_TIME, first)
    asked = _asked(positions, before_first._replace(position=last))
    asserted, beside = _by_matter(connection, ASSERTED_AT, asked), _by_matter(connection, BESIDE, asked)
    before = {matter: _docket(matter, [], beside.get(matter, ()), before_first) for matter in positions}
    _list(connection, before, _asked(positions, before_first))
    since = _by_matter(connection, LISTED_SINCE, {**asked, "since": first})
    found = {}
    for matter, position in ((matter, position) for matter, at in positions.items() for position in at):
        told = _assertions(row[:-1] for row in asserted.get(matter, ()) if row[-1] < position)
        docket = _docket(matter, told, beside.get(matter, ()), before_first._replace(position=position))
        new = (Listed._make(row[1:-1]) for row in since.get(matter, ()) if row[-1] < position)
        docket.listed = [*before[matter].listed, *new]
        found[matter, position] = docket
    return found


_assertion: Callable[[tuple[Any, ...]], Assertion] = partial(tuple.__new__, Assertion)
_all_but_matter = itemgetter(slice(1, None))


def _assertions(rows: Iterable[tuple[Any, ...]]) -> list[Assertion]:
    """What `map(Assertion._make, …)` would give, without a call in Python for each of thousands."""
    return list(map(_assertion, map(_all_but_matter, rows)))


def _docket(matter: str, asserted: list[Assertion], beside: Iterable[tuple[Any, ...]], view: View) -> Docket:
    docket = Docket(about_of(matter), asserted)
    judged = []
    published, recorded_at, before = view
    for _, what, article_id, edition, ordinal, *other, word, since, seen_at, at in beside:
        match what:
            case "text":
                editions = docket.contingent.setdefault(article_id, [])
                if since <= published and seen_at <= recorded_at and at < before:
                    editions.append(edition)
            case "strike":
                claim, notice = ClaimKey(article_id, edition, ordinal), ClaimKey(*other)
                docket.strikes.append(Strike(claim, notice, word))
            case "kin":
                docket.kin.append((EditionKey(article_id, edition), EditionKey(*other[:2])))
            case "verdict" if seen_at <= recorded_at and at < before:
                judged.append((seen_at, word, ClaimKey(article_id, edition, ordinal)))
    for editions in docket.contingent.values():
        editions.sort()
    docket.verdicts = [Verdict(claim, verdict) for _, verdict, claim in sorted(judged)]
    return docket


def _list(connection: Connection, found: Mapping[str, Docket], asked: Mapping[str, Any]) -> None:
    """Put what is listed into dockets: the last rows, so many that enough of them count without conditions."""
    limit, missing = 5 * SHOWN, list(found)
    while missing:
        rows = _by_matter(connection, LAST_LISTED, {**asked, "matters": missing, "rows": limit})
        for matter in missing:
            found[matter].listed = [Listed._make(row[1:]) for row in rows.get(matter, ())]
        missing = [matter for matter in rows if len(rows[matter]) == limit and not _enough(found[matter])]
        limit *= 4


def _enough(docket: Docket) -> bool:
    return sum(one.article_id not in docket.contingent for one in docket.listed) >= SHOWN


def _asked(matters: Collection[str], view: View) -> dict[str, Any]:
    """The parameters of the queries below."""
    return {"matters": list(matters), **view._asdict()}


def _by_matter(connection: Connection, query: Executable, asked: Mapping[str, Any]) -> Rows:
    found: Rows = {}
    for matter, rows in groupby(plain_rows(connection.execute(query, asked)), key=itemgetter(0)):
        found.setdefault(matter, []).extend(rows)
    return found


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


def _of(table: Table, *columns: Any) -> Select[Any]:
    """Rows of the matters asked about. The queries are made once: to make one takes longer than to answer it."""
    return select(table.c.matter, *columns).where(table.c.matter == any_(bindparam("matters", type_=ARRAY(Text))))


def _seen(table: Table) -> list[ColumnElement[bool]]:
    """What the clocks asked about ask of a row."""
    clocks = (("published", DateTime(timezone=True)), ("recorded_at", DateTime(timezone=True)))
    days = [table.c[name] <= bindparam(name, type_=kind) for name, kind in clocks]
    return [*days, table.c.position < bindparam("position", type_=BigInteger)]


def _nothing(*kinds: Any) -> list[ColumnElement[Any]]:
    return [cast(null(), kind) for kind in kinds]


def _beside() -> CompoundSelect[Any]:
    """What there is beside the assertions, whenever it is in view: contingent texts, strikes, verdicts, kin.

    Each row says what it is; it has one or two keys, a word, and from when it is in view, each where it has any.
    """
    texts = (contingent.c.article_id, contingent.c.edition, *_nothing(Integer, Text, Integer, Integer, Text))
    struck = (*(strikes.c[name] for name in CLAIM), strikes.c.by_article, strikes.c.by_edition, strikes.c.by_ordinal)
    judged = (*(verdicts.c[name] for name in CLAIM), *_nothing(Text, Integer, Integer), verdicts.c.verdict)
    alike = (kin.c.article_id, kin.c.edition, *_nothing(Integer), kin.c.other_id, kin.c.other_edition)
    never = _nothing(DateTime(timezone=True), DateTime(timezone=True), BigInteger)
    return union_all(
        _of(contingent, literal("text"), *texts, contingent.c.counts, contingent.c.recorded_at, contingent.c.position),
        _of(strikes, literal("strike"), *struck, strikes.c.verb, *never),
        _of(verdicts, literal("verdict"), *judged, *never[:1], verdicts.c.recorded_at, verdicts.c.position),
        _of(kin, literal("kin"), *alike, *_nothing(Integer, Text), *never),
    )


def _last_listed() -> Select[Any]:
    """Of what is listed on each matter the last rows."""
    asked = func.unnest(bindparam("matters", type_=ARRAY(Text))).table_valued(column("matter", Text), name="asked")
    wanted = asked.render_derived()
    here = select(*(listed.c[name] for name in Listed._fields)).where(listed.c.matter == wanted.c.matter)
    order = [listed.c[name].desc() for name in ("published", *CLAIM)]
    last = here.where(*_seen(listed)).order_by(*order).limit(bindparam("rows", type_=Integer)).lateral()
    return select(wanted.c.matter, last).join_from(wanted, last, true())


_FIELDS = [assertions.c[name] for name in Assertion._fields]
_IN_ORDER = (assertions.c.matter, assertions.c.day)
"""That of the index, and nearly that in which the fold takes them."""
ASSERTED = _of(assertions, *_FIELDS).where(*_seen(assertions)).order_by(*_IN_ORDER).execution_options(**{BINARY: True})
ASSERTED_AT = _of(assertions, *_FIELDS, assertions.c.position).where(*_seen(assertions))
BESIDE = _beside()
LAST_LISTED = _last_listed()
LISTED_SINCE = _of(listed, *(listed.c[name] for name in Listed._fields), listed.c.position).where(
    *_seen(listed), listed.c.position >= bindparam("since", type_=BigInteger)
)
