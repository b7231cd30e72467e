"""Matters for the resolver, out of rows: everything said on one place or one membership."""

from typing import Any

from sqlalchemy import Connection, Select, literal, or_, select, tuple_

from events.claims import CLAIMS, NOTICES, Claim
from services.read_store.tables_projection import alike, claim_matters, claims, editions, reviews
from services.resolve.matter import ClaimKey, Edition, EditionKey, Matter, Review, Testimony

MEMBERSHIP_FAMILIES = frozenset({"participation", "exit"})


def place_matter(place: str) -> str:
    return f"place/{place}"


def membership_matter(org: str, member: str) -> str:
    return f"membership/{org}/{member}"


def outlet_matter(source: str) -> str:
    return f"outlet/{source}"


def matters_of(claim: Claim, source: str) -> list[str]:
    """The matters that a claim bears on; a notice that names no place may hit anything its outlet said."""
    record_type = type(claim).__name__
    if record_type in NOTICES:
        places = claim.target_claim.locations if claim.target_claim else ()
        return [place_matter(place) for place in places] or [outlet_matter(source)]
    found = [place_matter(place) for place in claim.locations]
    family = type(claim).__module__.rpartition(".")[2]
    if claim.org and "member" in claim.parties and family in MEMBERSHIP_FAMILIES:
        found.append(membership_matter(claim.org, claim.parties["member"]))
    return list(dict.fromkeys(found))


def places(connection: Connection) -> list[str]:
    """Ids of all places that a claim speaks of, sorted."""
    return [matter.removeprefix("place/") for matter in _all_matters(connection, "place/")]


def memberships(connection: Connection) -> list[tuple[str, str]]:
    """(organisation, member) of all memberships that a claim speaks of, sorted."""
    pairs = (matter.split("/", 2) for matter in _all_matters(connection, "membership/"))
    return [(org, member) for _, org, member in pairs]


def load_place(connection: Connection, place: str) -> Matter:
    """Everything said on a place."""
    return load(connection, place_matter(place))


def load_membership(connection: Connection, org: str, member: str) -> Matter:
    """Everything said on a membership."""
    return load(connection, membership_matter(org, member))


def load(connection: Connection, matter: str) -> Matter:
    """Everything said on a matter: its claims, the notices that may hit them, all texts that are copies of theirs."""
    said = _testimonies(connection, matter)
    speaking = {testimony.edition.article_id for testimony in said}
    pairs = _copies(connection, speaking)
    articles = speaking | {key.article_id for pair in pairs for key in pair}
    return Matter.gather(
        editions=_editions(connection, articles),
        testimonies=(t for t in said if type(t.claim).__name__ not in NOTICES),
        notices=(t for t in said if type(t.claim).__name__ in NOTICES),
        reviews=_reviews(connection, articles),
        alike=pairs,
    )


def _all_matters(connection: Connection, prefix: str) -> list[str]:
    query = select(claim_matters.c.matter).where(claim_matters.c.matter.startswith(prefix, autoescape=True)).distinct()
    return sorted(connection.execute(query).scalars())


def _claims_on(matter: str) -> Select[Any]:
    """Which claims bear on a matter, or are notices that may hit anything said by an outlet that speaks on it."""
    outlets = (
        select(literal("outlet/") + editions.c.source)
        .join(
            claim_matters,
            tuple_(editions.c.article_id, editions.c.edition)
            == tuple_(claim_matters.c.article_id, claim_matters.c.edition),
        )
        .where(claim_matters.c.matter == matter)
    )
    key = (claims.c.article_id, claims.c.edition, claims.c.ordinal)
    bearing = tuple_(claim_matters.c.article_id, claim_matters.c.edition, claim_matters.c.ordinal)
    return (
        select(claims.c.event_id)
        .join(claim_matters, tuple_(*key) == bearing)
        .where(or_(claim_matters.c.matter == matter, claim_matters.c.matter.in_(outlets)))
    )


_KNOWN: dict[str, Testimony] = {}
"""Claims read before, by event id. An id is derived from the content, so what is known never goes stale."""
_KNOWN_MAX = 50_000


def _testimonies(connection: Connection, matter: str) -> list[Testimony]:
    wanted = connection.execute(_claims_on(matter)).scalars().all()
    missing = [event_id for event_id in wanted if event_id not in _KNOWN]
    found = {event_id: _KNOWN[event_id] for event_id in wanted if event_id in _KNOWN}
    if missing:
        columns = (claims.c.article_id, claims.c.edition, claims.c.event_id, claims.c.type, claims.c.data)
        rows = connection.execute(select(*columns).where(claims.c.event_id.in_(missing)))
        for article_id, edition, event_id, claim_type, data in rows:
            claim = CLAIMS[claim_type].model_validate(data)
            found[event_id] = Testimony(event_id, EditionKey(article_id, edition), claim)
    if len(_KNOWN) + len(missing) > _KNOWN_MAX:
        _KNOWN.clear()
    _KNOWN.update(found)
    return list(found.values())


def _copies(connection: Connection, articles: set[str]) -> set[tuple[EditionKey, EditionKey]]:
    """Pairs of copies among these articles and all that are linked to them through copies."""
    pairs: set[tuple[EditionKey, EditionKey]] = set()
    frontier, seen = set(articles), set(articles)
    while frontier:
        found = connection.execute(
            select(alike.c.article_id, alike.c.edition, alike.c.other_id, alike.c.other_edition).where(
                alike.c.article_id.in_(frontier)
            )
        ).all()
        pairs |= {(EditionKey(a, n), EditionKey(b, m)) for a, n, b, m in found}
        frontier = {b for _, _, b, _ in found} - seen
        seen |= frontier
    return pairs


def _editions(connection: Connection, articles: set[str]) -> list[Edition]:
    query = select(
        editions.c.article_id,
        editions.c.edition,
        editions.c.source,
        editions.c.published_at,
        editions.c.revised_at,
        editions.c.recorded_at,
        editions.c.url,
        editions.c.title,
    ).where(editions.c.article_id.in_(articles))
    return [Edition(EditionKey(article_id, edition), *rest) for article_id, edition, *rest in connection.execute(query)]


def _reviews(connection: Connection, articles: set[str]) -> list[Review]:
    query = select(
        reviews.c.article_id, reviews.c.edition, reviews.c.ordinal, reviews.c.verdict, reviews.c.recorded_at
    ).where(reviews.c.article_id.in_(articles))
    return [Review(ClaimKey(a, e, o), verdict, at) for a, e, o, verdict, at in connection.execute(query)]
