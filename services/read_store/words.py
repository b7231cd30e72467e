"""Claims in their own words, for answers: by key, with the edition that makes each."""

from collections.abc import Iterable

from sqlalchemy import Connection, Text, cast, select

from events.claims import CLAIMS
from services.read_store.sets import keys, plain_rows
from services.read_store.tables_projection import claims, editions
from services.resolve.citing import Words
from services.resolve.findings import Found, Stretch, cited_in
from services.resolve.matter import ClaimKey, Edition, EditionKey, Testimony, key_of

EDITION = ("source", "published_at", "revised_at", "recorded_at", "url", "title")


def words_of(connection: Connection, found: Iterable[Found | Stretch]) -> Words:
    """All that findings cite."""
    return words(connection, {key_of(cited.claim) for one in found for cited in cited_in(one)})


def words(connection: Connection, claim_keys: Iterable[ClaimKey]) -> Words:
    """These claims."""
    wanted = sorted(claim_keys)
    if not wanted:
        return {}
    key = keys(wanted)
    told = claims.c
    query = (
        select(
            told.article_id, told.edition, told.ordinal, told.event_id, told.type, cast(told.data, Text),
            *(editions.c[name] for name in EDITION),
        )
        .select_from(key)
        .join(
            claims,
            (told.article_id == key.c.article_id) & (told.edition == key.c.edition) & (told.ordinal == key.c.ordinal),
        )
        .join(editions, (editions.c.article_id == told.article_id) & (editions.c.edition == told.edition))
    )  # fmt: skip
    found: dict[str, tuple[Testimony, Edition]] = {}
    for article_id, edition, ordinal, event_id, claim_type, data, *about in plain_rows(connection.execute(query)):
        made_in = EditionKey(article_id, edition)
        claim = CLAIMS[claim_type].model_validate_json(data)
        found[str(ClaimKey(*made_in, ordinal))] = Testimony(event_id, made_in, claim), Edition(made_in, *about)
    return found
