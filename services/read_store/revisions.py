"""What two projection schemas conclude differently, by matter."""

from collections.abc import Collection, Iterator
from dataclasses import dataclass
from typing import Any

from sqlalchemy import ColumnElement, Connection, MetaData, Table, Text, and_, cast, func, select

from services.read_store.conclusions import Conclusion
from services.read_store.sets import among
from services.read_store.tables_projection import participation_current, presence_current
from services.resolve.changes import differences
from services.resolve.conclusions import Change, Citation, ParticipationConclusion, PlaceConclusion


@dataclass(frozen=True, slots=True)
class Revision:
    """A matter on which two schemas conclude differently; None where nothing was concluded."""

    projection: str
    matter: str
    before: Conclusion | None
    after: Conclusion | None

    @property
    def changes(self) -> tuple[Change, ...]:
        """The differences that a subscriber would see; none where only the evidence differs."""
        return differences(self.before, self.after)

    @property
    def because(self) -> tuple[tuple[str, ...], tuple[str, ...]]:
        """The claims that only the conclusion before cites, and those that only the one after does."""
        one, other = ({cited.claim for cited in _citations(conclusion)} for conclusion in (self.before, self.after))
        return tuple(sorted(one - other)), tuple(sorted(other - one))


def revised(connection: Connection, one: str, other: str, only: Collection[str] | None = None) -> list[Revision]:
    """The matters, all or only these, on which schema `other` concludes otherwise than `one`, by name."""
    places = _differing(connection, presence_current, one, other, only)
    memberships = _differing(connection, participation_current, one, other, only)
    return [
        *(Revision("presence", name, _place(before), _place(after)) for name, before, after in places),
        *(Revision("participation", name, _member(before), _member(after)) for name, before, after in memberships),
    ]


def _place(value: Any) -> PlaceConclusion | None:
    return PlaceConclusion.model_validate(value) if value is not None else None


def _member(value: Any) -> ParticipationConclusion | None:
    return ParticipationConclusion.model_validate(value) if value is not None else None


def _differing(
    connection: Connection, table: Table, one: str, other: str, only: Collection[str] | None
) -> Iterator[Any]:
    left, right = (table.to_metadata(MetaData(), schema=schema).alias() for schema in (one, other))
    same = and_(*(left.c[column.name] == right.c[column.name] for column in table.primary_key.columns))
    name = func.coalesce(_matter(left), _matter(right))
    query = (
        select(name, left.c.conclusion, right.c.conclusion)
        .select_from(left.join(right, same, full=True))
        .where(cast(left.c.conclusion, Text).is_distinct_from(cast(right.c.conclusion, Text)))
        .order_by(name)
    )
    yield from connection.execute(query if only is None else query.where(among(name, only)))


def _matter(table: Any) -> ColumnElement[str]:
    """The name of the matter that a row concludes on."""
    parts = ("place/", table.c.place) if "place" in table.c else ("membership/", table.c.org, "/", table.c.member)
    return func.concat(*parts, type_=Text)


def _citations(conclusion: Conclusion | None) -> Iterator[Citation]:
    rows: Any = ()
    if isinstance(conclusion, PlaceConclusion):
        rows = conclusion.subjects
    elif isinstance(conclusion, ParticipationConclusion):
        rows = conclusion.facets.values()
    for row in rows:
        yield from row.evidence
        yield from row.disputed_by
