"""What would be concluded under a supposition, beside what is: only of the matters that it can touch."""

from collections.abc import Iterable, Sequence
from dataclasses import replace

from sqlalchemy import ColumnElement, Connection, Select, func, or_, select, tuple_

from services.read_store.matters import about_of, matters_of
from services.read_store.revisions import Revision
from services.read_store.sets import among
from services.read_store.tables_matters import claim_matters
from services.read_store.tables_projection import claims, editions
from services.read_store.testimony import load
from services.resolve.clocks import Clocks
from services.resolve.filing import docket_of
from services.resolve.finding import find
from services.resolve.matter import Matter
from services.resolve.supposing import Supposition

MATTERS_AT_ONCE = 20


def touched_by(connection: Connection, supposition: Supposition) -> list[str]:
    """The matters on which the conclusion may be another, by name."""
    told = editions.c
    asked: list[ColumnElement[bool]] = []
    if supposition.without_sources:
        asked.append(among(func.lower(told.source), {source.lower() for source in supposition.without_sources}))
    if supposition.without_articles:
        asked.append(among(told.article_id, supposition.without_articles))
    if supposition.extractor is not None:
        asked.append(told.extractor != supposition.extractor)
    if supposition.only_reliability is not None:
        asked.append(claims.c.data["grading"]["source"].astext > supposition.only_reliability)
    found = _named_by(supposition)
    if supposition.rereadings:
        asked.append(among(told.article_id, supposition.rereadings))
    if asked:
        found |= set(connection.execute(_matters_where(or_(*asked))).scalars())
    return sorted(found)


def _matters_where(condition: ColumnElement[bool]) -> Select[str]:
    claimed = tuple_(claims.c.article_id, claims.c.edition, claims.c.ordinal)
    bears = tuple_(claim_matters.c.article_id, claim_matters.c.edition, claim_matters.c.ordinal)
    edition = (editions.c.article_id == claims.c.article_id) & (editions.c.edition == claims.c.edition)
    return (
        select(claim_matters.c.matter)
        .join(claims, claimed == bears)
        .join(editions, edition)
        .where(condition)
        .distinct()
    )


def _named_by(supposition: Supposition) -> set[str]:
    """The matters on which claims speak that the log does not have."""
    return {
        name
        for one in supposition.rereadings.values()
        for testimony in one.testimonies
        for name in matters_of(testimony.claim)
    }


def claims_on(connection: Connection, matters: Sequence[str]) -> int:
    """How many claims bear on these matters: what it costs to resolve them."""
    query = select(func.count()).select_from(claim_matters).where(among(claim_matters.c.matter, matters))
    return int(connection.execute(query).scalar_one())


def revised_if(
    connection: Connection, supposition: Supposition, clocks: Clocks, matters: Sequence[str]
) -> Iterable[Revision]:
    """Of these matters, those on which another conclusion would be drawn under the clocks, as they come."""
    for start in range(0, len(matters), MATTERS_AT_ONCE):
        for name, matter in load(connection, matters[start : start + MATTERS_AT_ONCE]).items():
            supposed = _narrowed(supposition, name, matter).of(matter)
            revision = _revision(name, matter, supposed, clocks)
            if revision.before != revision.after:
                yield revision


def _narrowed(supposition: Supposition, name: str, matter: Matter) -> Supposition:
    """The same, with only the rereadings that bear on a matter."""
    speaking = {key.article_id for key in matter.editions}
    bearing = {
        article: one
        for article, one in supposition.rereadings.items()
        if article in speaking or any(name in matters_of(t.claim) for t in one.testimonies)
    }
    return replace(supposition, rereadings=bearing)


def _revision(name: str, matter: Matter, supposed: Matter, clocks: Clocks) -> Revision:
    """What is found on a matter, as it is and as it would be."""
    about = about_of(name)
    before, after = (find(docket_of(one, about, clocks), clocks.as_of) for one in (matter, supposed))
    return Revision(name, before, after)
