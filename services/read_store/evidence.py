"""Every claim on a matter, page by page in the order of publication, each with what it did to the answer."""

from collections.abc import Iterable
from datetime import date, datetime

from sqlalchemy import Connection, Date, LargeBinary, func, select, tuple_

from services.read_store.claim_matters import ORDER, page
from services.read_store.dockets import in_view
from services.read_store.editions import Pair, likeness_of
from services.read_store.matters import name_of
from services.read_store.sets import table_of
from services.read_store.tables_matters import assertions, restatements
from services.read_store.words import words
from services.resolve.assertion import Assertion
from services.resolve.citing import Words
from services.resolve.clocks import Clocks
from services.resolve.conclusions import Citation
from services.resolve.docket import About, Docket
from services.resolve.evidence import Effects, cite_evidence
from services.resolve.filing import assertions_of
from services.resolve.hearing import Heard, Step
from services.resolve.matter import ClaimKey
from services.resolve.press import press_of
from services.resolve.telling import Text
from services.resolve.weighed import Weighing
from services.resolve.weighing import SHOWN, again_in, claims_of, folded, weigh
from services.resolve.weighing_in_words import weighing_in_words

Place = tuple[datetime, ClaimKey]
"""Where a claim stands in the order of publication."""


def evidence(
    connection: Connection, docket: Docket, clocks: Clocks, after: Place | None, limit: int
) -> tuple[list[Citation], Place | None]:
    """Up to `limit` claims in view of a matter, after a place in the order of publication; and where the rest begins.

    A notice that has nothing to do with the matter is passed over, so that a page may hold fewer.
    """
    effects = Effects(docket, clocks.as_of)
    rows = page(connection, name_of(docket.about), clocks, after, limit + 1)
    said = words(connection, [key for _, key in rows[:limit]])
    asserts: dict[ClaimKey, list[Assertion]] = {}
    for assertion in docket.assertions:
        asserts.setdefault(ClaimKey(*assertion[:3]), []).append(assertion)
    cited = (
        cite_evidence(said[str(key)][0], effects, asserts.get(key) or _asserted(docket.about, key, said), said)
        for _, key in rows[:limit]
    )
    return [one for one in cited if one is not None], rows[limit - 1] if len(rows) > limit else None


def _asserted(about: About, key: ClaimKey, said: Words) -> list[Assertion]:
    """What a claim asserts that is not in the docket: its article has one text, and another said the same before."""
    testimony, edition = said[str(key)]
    texts = {key.edition: Text(press_of({edition.key: edition})[edition.key], set())}
    return assertions_of(testimony, about, texts)[0]


def weighed(connection: Connection, docket: Docket, clocks: Clocks) -> list[Weighing]:
    """The arithmetic of each row of a matter."""
    heard, folds = folded(docket, clocks.as_of)
    asked: list[Step] = []

    def note(step: Step) -> tuple[list[ClaimKey], int]:
        asked.append(step)
        return [], 0

    weigh(folds, note)
    said_again = _said_again(connection, name_of(docket.about), clocks, {(s.day, s.assertion.gist) for s in asked})

    def again(step: Step) -> tuple[list[ClaimKey], int]:
        known, _ = again_in(heard, step)
        others, total = said_again.get(step.assertion.gist, ([], 0))
        return [*known, *others], len(known) + total

    found = weigh(folds, again)
    said = words(connection, claims_of(found))
    likeness = likeness_of(connection, _kin_shown(docket, heard))
    return [weighing_in_words(one, docket, heard, said, likeness) for one in found]


def _kin_shown(docket: Docket, heard: Heard) -> list[Pair]:
    current = heard.standing.current
    return [pair for pair in docket.kin if all(current.get(one.article_id) == one.edition for one in pair)]


def _said_again(
    connection: Connection, matter: str, clocks: Clocks, gists: Iterable[tuple[date, bytes]]
) -> dict[bytes, tuple[list[ClaimKey], int]]:
    """Who says these gists again, by gist: some claims, and how many there are; without those that are assertions."""
    asked = table_of("asked", (("day", Date()), ("gist", LargeBinary())), sorted(gists))
    table = restatements.c
    claim = ("article_id", "edition", "ordinal")
    decides = select(assertions.c.gist).where(
        assertions.c.matter == matter,
        assertions.c.day == asked.c.day,
        assertions.c.gist == asked.c.gist,
        tuple_(*(assertions.c[name] for name in claim)) == tuple_(*(table[name] for name in claim)),
    )
    ordered = func.row_number().over(partition_by=table.gist, order_by=[table[name] for name in ORDER])
    counted = (
        select(table.gist, *(table[name] for name in claim), ordered.label("nth"))
        .add_columns(func.count().over(partition_by=table.gist).label("total"))
        .join(asked, asked.c.gist == table.gist)
        .where(table.matter == matter, ~decides.exists(), *in_view(restatements, clocks))
        .subquery()
    )
    found: dict[bytes, tuple[list[ClaimKey], int]] = {}
    for gist, *key, _, total in connection.execute(select(counted).where(counted.c.nth <= SHOWN)):
        found.setdefault(gist, ([], total))[0].append(ClaimKey(*key))
    return found
