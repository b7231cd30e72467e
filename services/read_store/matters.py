"""Matters for the resolver, out of rows: everything said on one place or one membership."""

from collections.abc import Iterable, Sequence
from typing import TypeVar

from sqlalchemy import Connection, select, tuple_

from events.claims import CLAIMS, NOTICES, Claim
from services.read_store.sets import among
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
    return load(connection, [place_matter(place)])[place_matter(place)]


def load_membership(connection: Connection, org: str, member: str) -> Matter:
    """Everything said on a membership."""
    name = membership_matter(org, member)
    return load(connection, [name])[name]


def load(connection: Connection, matters: Sequence[str]) -> dict[str, Matter]:
    """Everything said on each matter: its claims, the notices that may hit them, all texts that are copies of theirs.

    A handful of queries, however many matters are asked for.
    """
    bearing = _bearing(connection, matters)
    known = _testimonies(connection, set().union(*bearing.values()))
    pairs = _copies(connection, {testimony.edition.article_id for testimony in known.values()})
    linked = _linked(pairs)
    articles = {t.edition.article_id for t in known.values()} | linked.keys()
    editions_of, reviews_of = _by_article(_editions(connection, articles)), _by_article(_reviews(connection, articles))
    said = {matter: [known[event_id] for event_id in bearing.get(matter, ())] for matter in matters}
    return {matter: _gather(said[matter], linked, editions_of, reviews_of, pairs) for matter in matters}


def likeness(connection: Connection, matter: Matter) -> dict[tuple[EditionKey, EditionKey], float]:
    """How alike the copies of a matter are, by pair. For display: the matter itself only has that they are copies."""
    articles = {edition.article_id for pair in matter.alike for edition in pair}
    if not articles:
        return {}
    query = select(alike).where(among(alike.c.article_id, articles))
    found = {
        (EditionKey(row.article_id, row.edition), EditionKey(row.other_id, row.other_edition)): row.similarity
        for row in connection.execute(query)
    }
    return {pair: found[pair] for pair in matter.alike if pair in found}


def _gather(
    said: list[Testimony],
    linked: dict[str, set[str]],
    editions_of: dict[str, list[Edition]],
    reviews_of: dict[str, list[Review]],
    pairs: set[tuple[EditionKey, EditionKey]],
) -> Matter:
    """One matter out of what was read for several: the articles that speak on it, and their copies."""
    speaking = {testimony.edition.article_id for testimony in said}
    articles = speaking.union(*(linked[article] for article in speaking & linked.keys()))
    return Matter.gather(
        editions=(edition for article in articles for edition in editions_of.get(article, ())),
        testimonies=(t for t in said if type(t.claim).__name__ not in NOTICES),
        notices=(t for t in said if type(t.claim).__name__ in NOTICES),
        reviews=(review for article in articles for review in reviews_of.get(article, ())),
        alike=(pair for pair in pairs if pair[0].article_id in articles),
    )


def _linked(pairs: Iterable[tuple[EditionKey, EditionKey]]) -> dict[str, set[str]]:
    """From each article that has a copy to all that are linked to it through copies, itself among them."""
    groups: dict[str, set[str]] = {}
    for one, other in pairs:
        merged = groups.get(one.article_id, {one.article_id}) | groups.get(other.article_id, {other.article_id})
        for article in merged:
            groups[article] = merged
    return groups


Kept = TypeVar("Kept", Edition, Review)


def _by_article(rows: Iterable[Kept]) -> dict[str, list[Kept]]:
    found: dict[str, list[Kept]] = {}
    for row in rows:
        found.setdefault(row.key.article_id if isinstance(row, Edition) else row.claim.article_id, []).append(row)
    return found


def _all_matters(connection: Connection, prefix: str) -> list[str]:
    query = select(claim_matters.c.matter).where(claim_matters.c.matter.startswith(prefix, autoescape=True)).distinct()
    return sorted(connection.execute(query).scalars())


def _bearing(connection: Connection, matters: Sequence[str]) -> dict[str, list[str]]:
    """By matter, the event ids of the claims that bear on it, and of notices that may hit whatever its outlets said."""
    claimed = tuple_(claims.c.article_id, claims.c.edition, claims.c.ordinal)
    bears = tuple_(claim_matters.c.article_id, claim_matters.c.edition, claim_matters.c.ordinal)
    direct = (
        select(claim_matters.c.matter, claims.c.event_id, claims.c.source)
        .join(claim_matters, claimed == bears)
        .where(among(claim_matters.c.matter, matters))
    )
    found: dict[str, list[str]] = {}
    outlets: dict[str, set[str]] = {}
    for matter, event_id, source in connection.execute(direct):
        found.setdefault(matter, []).append(event_id)
        outlets.setdefault(outlet_matter(source), set()).add(matter)
    notices = (
        select(claim_matters.c.matter, claims.c.event_id)
        .join(claim_matters, claimed == bears)
        .where(among(claim_matters.c.matter, outlets))
    )
    for outlet, event_id in connection.execute(notices):
        for matter in outlets[outlet]:
            found[matter].append(event_id)
    return found


_KNOWN: dict[str, Testimony] = {}
"""Claims read before, by event id. An id is derived from the content, so what is known never goes stale."""
_KNOWN_MAX = 50_000


def _testimonies(connection: Connection, wanted: set[str]) -> dict[str, Testimony]:
    found = {event_id: known for event_id in wanted if (known := _KNOWN.get(event_id)) is not None}
    missing = wanted - found.keys()
    if missing:
        columns = (claims.c.article_id, claims.c.edition, claims.c.event_id, claims.c.type, claims.c.data)
        rows = connection.execute(select(*columns).where(among(claims.c.event_id, missing)))
        for article_id, edition, event_id, claim_type, data in rows:
            claim = CLAIMS[claim_type].model_validate(data)
            found[event_id] = Testimony(event_id, EditionKey(article_id, edition), claim)
        if len(_KNOWN) + len(missing) > _KNOWN_MAX:
            _KNOWN.clear()
        _KNOWN.update((event_id, found[event_id]) for event_id in missing)
    return found


def _copies(connection: Connection, articles: set[str]) -> set[tuple[EditionKey, EditionKey]]:
    """Pairs of copies among these articles and all that are linked to them through copies."""
    pairs: set[tuple[EditionKey, EditionKey]] = set()
    frontier, seen = set(articles), set(articles)
    while frontier:
        found = connection.execute(
            select(alike.c.article_id, alike.c.edition, alike.c.other_id, alike.c.other_edition).where(
                among(alike.c.article_id, frontier)
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
        editions.c.reread,
        editions.c.extractor,
    ).where(among(editions.c.article_id, articles))
    return [Edition(EditionKey(article_id, edition), *rest) for article_id, edition, *rest in connection.execute(query)]


def _reviews(connection: Connection, articles: set[str]) -> list[Review]:
    query = select(
        reviews.c.article_id, reviews.c.edition, reviews.c.ordinal, reviews.c.verdict, reviews.c.recorded_at
    ).where(among(reviews.c.article_id, articles))
    return [Review(ClaimKey(a, e, o), verdict, at) for a, e, o, verdict, at in connection.execute(query)]
