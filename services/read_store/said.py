"""Everything that some articles said: their texts, claims, and the matters on which these bear."""

from collections.abc import Collection, Iterator
from dataclasses import dataclass, field
from datetime import datetime

from sqlalchemy import Connection, select

from events.claims import CLAIMS, NOTICES
from services.read_store.claim_matters import of_claims
from services.read_store.sets import among
from services.read_store.tables_projection import claims, editions
from services.resolve.matter import ClaimKey, Edition, EditionKey, Testimony
from services.resolve.press import Press, press_of
from services.resolve.telling import Text, content_of


@dataclass(slots=True)
class Said:
    """By matter and article (or by article alone) what it said; `since` says from when each edition is in view."""

    press: dict[EditionKey, Press] = field(default_factory=dict)
    since: dict[EditionKey, tuple[datetime, int]] = field(default_factory=dict)
    claims: dict[tuple[str, str], list[Testimony]] = field(default_factory=dict)
    texts: dict[tuple[str, str], dict[int, Text]] = field(default_factory=dict)


def said_by(connection: Connection, articles: Collection[str]) -> Said:
    """Everything that these articles said, notices apart."""
    said = Said()
    if not articles:
        return said
    names = ("article_id", "edition", "source", "published_at", "revised_at", "recorded_at", "url", "title", "reread")
    query = select(editions.c.position, *(editions.c[name] for name in names))
    known: dict[EditionKey, Edition] = {}
    for position, article_id, edition, *about in connection.execute(
        query.where(among(editions.c.article_id, articles))
    ):
        key = EditionKey(article_id, edition)
        known[key] = Edition(key, *about)
        said.since[key] = known[key].recorded_at, position
    said.press = press_of(known)
    told = _testimonies(connection, articles)
    for claim, matters in of_claims(connection, told).items():
        testimony = told[claim]
        for matter in matters:
            here = matter, claim.article_id
            said.claims.setdefault(here, []).append(testimony)
            text = Text(said.press[testimony.edition], set())
            text = said.texts.setdefault(here, {}).setdefault(claim.edition, text)
            text.contents.add(content_of(testimony.claim))
    return said


def notices_of(connection: Connection, articles: Collection[str]) -> dict[EditionKey, list[Testimony]]:
    """The notices of these articles, by edition."""
    found: dict[EditionKey, list[Testimony]] = {}
    for testimony in _told(connection, articles, notices=True):
        found.setdefault(testimony.edition, []).append(testimony)
    return found


def _testimonies(connection: Connection, articles: Collection[str]) -> dict[ClaimKey, Testimony]:
    return {testimony.key: testimony for testimony in _told(connection, articles, notices=False)}


def _told(connection: Connection, articles: Collection[str], *, notices: bool) -> Iterator[Testimony]:
    table = claims.c
    query = select(table.article_id, table.edition, table.event_id, table.type, table.data)
    kind = table.type.in_(sorted(NOTICES)) if notices else table.type.not_in(sorted(NOTICES))
    for article_id, edition, event_id, claim_type, data in connection.execute(
        query.where(among(table.article_id, articles), kind)
    ):
        yield Testimony(event_id, EditionKey(article_id, edition), CLAIMS[claim_type].model_validate(data))
