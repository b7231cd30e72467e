"""Whose claims count only under conditions? Articles that are revised, copied, taken back or reviewed, by matter."""

from collections.abc import Iterable, Iterator

from sqlalchemy import Connection

from events.claims import NOTICES
from services.projector.told import Pair, Review, Told, ToldEdition, Touched
from services.read_store import claim_matters, contingency
from services.read_store.contingency import Printed
from services.read_store.editions import pairs_among_copies
from services.read_store.matters import PLACE
from services.resolve.copies import Groups
from services.resolve.docket import Strike
from services.resolve.matter import ClaimKey, EditionKey, Testimony
from services.resolve.notices import VERBS, hits, outlet_of


def on_batch(connection: Connection, told: Told, touched: dict[int, Touched]) -> set[tuple[str, str]]:
    """Write the conditions that a batch brings. Returns the pairs (matter, article) that are contingent from now on.

    `touched` has one entry for each position at which the batch tells something; what is no mere addition to a matter
    is noted there as a tangle.
    """
    bound: set[tuple[str, str]] = set()
    for part in (_revised, _copied, _struck, _reviewed):
        for position, matter, article in part(connection, told):
            bound.add((matter, article))
            touched[position].tangles.add(matter)
    return contingency.make_contingent(connection, bound) if bound else set()


Bound = Iterator[tuple[int, str, str]]
"""At which position, on which matter, which article became contingent, or changed being so."""


def _revised(connection: Connection, told: Told) -> Bound:
    """All matters on which any text of a revised article bears, or on which it is contingent already."""
    revised = {one.key.article_id for one in told.editions if one.key.edition > 1}
    if not revised:
        return
    bears = claim_matters.of_articles(connection, revised)
    already = contingency.contingent_on(connection, revised)
    for one in told.editions:
        article = one.key.article_id
        if article in revised:
            for matter in bears.get(article, set()) | already.get(article, set()):
                yield one.position, matter, article


def _copied(connection: Connection, told: Told) -> Bound:
    """The matters of all articles that are linked through copies, where a copy came to light or a text was revised."""
    new = {edition.article_id for pair in told.pairs for edition in pair}
    new |= {one.key.article_id for one in told.editions if one.key.edition > 1}
    pairs = pairs_among_copies(connection, new) if new else set()
    if not pairs:
        return
    groups, before = _groups(pairs), _groups(pairs - told.pairs)
    linked = {edition.article_id for pair in pairs for edition in pair}
    bears = claim_matters.of_articles(connection, linked)
    bore = claim_matters.of_articles(connection, linked, before=min(one.position for one in told.editions))
    by_group: dict[str, set[str]] = {}
    known: dict[str, set[str]] = {}
    for article in linked:
        by_group.setdefault(groups.of(article), set()).update(bears.get(article, ()))
        known.setdefault(before.of(article), set()).update(bore.get(article, ()))
    contingency.add_kin(
        connection,
        (
            (matter, pair)
            for pair in pairs
            for matter in by_group[groups.of(pair[0].article_id)]
            if pair in told.pairs or matter not in known[before.of(pair[0].article_id)]
        ),
    )
    last = {one.key.article_id: one.position for one in told.editions}
    when: dict[str, list[int]] = {}
    for article, position in last.items():
        if article in linked:
            when.setdefault(groups.of(article), []).append(position)
    for article in linked:
        for position in when.get(groups.of(article), ()):
            for matter in by_group[groups.of(article)]:
                yield position, matter, article


def _groups(pairs: Iterable[Pair]) -> Groups[str]:
    groups = Groups[str]()
    for one, other in pairs:
        groups.join(one.article_id, other.article_id)
    return groups


def _struck(connection: Connection, told: Told) -> Bound:
    """Claims that a notice speaks of, on the matters where it does, and the notice itself."""
    at = {one.key: one.position for one in told.editions}
    found = dict.fromkeys((*_by_old_notices(connection, told), *_by_new_notices(connection, told)))
    contingency.add_strikes(connection, found)
    for matter, strike in found:
        position = max(at.get(_edition(key), -1) for key in (strike.claim, strike.notice))
        yield position, matter, strike.claim.article_id
        yield position, matter, strike.notice.article_id
    shown = {(matter, strike.notice) for matter, strike in found}
    claim_matters.add_notices(connection, shown)
    contingency.add_verdicts_on(connection, shown)


def _edition(claim: ClaimKey) -> EditionKey:
    return EditionKey(claim.article_id, claim.edition)


def _by_old_notices(connection: Connection, told: Told) -> Iterator[tuple[str, Strike]]:
    """New claims of which a notice speaks that is stored, be it of the same batch."""
    said: dict[tuple[str, str], list[tuple[ToldEdition, Testimony]]] = {}
    meant: set[tuple[str, str, str]] = set()
    for one in told.editions:
        for testimony in one.testimonies:
            if testimony.claim.type not in NOTICES:
                kind = outlet_of(one.edition.source), testimony.claim.type
                said.setdefault(kind, []).append((one, testimony))
                places = (matter.removeprefix(PLACE) for matter in one.matters[testimony.key])
                meant |= {(*kind, place) for place in ("", *places)}
    for notice in contingency.notices_on(connection, meant) if meant else ():
        target = notice[0].claim.target_claim
        kind = outlet_of(notice[1].source), target.type if target else ""
        for one, testimony in said.get(kind, ()):
            yield from _strikes(notice, (testimony, one.edition, one.press), one.matters[testimony.key])


def _by_new_notices(connection: Connection, told: Told) -> Iterator[tuple[str, Strike]]:
    """Stored claims of which a new notice speaks."""
    for one in told.editions:
        for testimony in one.testimonies:
            target = testimony.claim.target_claim
            if testimony.claim.type in NOTICES and target is not None:
                notice = testimony, one.edition, one.press
                outlet = outlet_of(one.edition.source)
                meant = contingency.claims_meant(connection, outlet, target, one.matters[testimony.key])
                bears = claim_matters.of_claims(connection, [claim.key for claim, _, _ in meant])
                for claim in meant:
                    yield from _strikes(notice, claim, bears.get(claim[0].key, ()))


def _strikes(notice: Printed, claim: Printed, matters: Iterable[str]) -> Iterator[tuple[str, Strike]]:
    """On which matters of a claim a notice speaks of it."""
    for matter in matters:
        place = matter.removeprefix(PLACE) if matter.startswith(PLACE) else None
        if hits(*notice, claim[0], claim[1], place):
            yield matter, Strike(claim[0].key, notice[0].key, VERBS[notice[0].claim.type])


def _reviewed(connection: Connection, told: Told) -> Bound:
    """Claims that a person spoke on, on all their matters."""
    if not told.reviews:
        return
    bears = claim_matters.of_claims(connection, [review.claim for review in told.reviews])
    contingency.add_verdicts(
        connection,
        [_verdict(review, matter) for review in told.reviews for matter in bears.get(review.claim, ())],
    )
    for review in told.reviews:
        for matter in bears.get(review.claim, ()):
            yield review.position, matter, review.claim.article_id


def _verdict(review: Review, matter: str) -> dict[str, object]:
    article_id, edition, ordinal = review.claim
    return {
        "matter": matter,
        "article_id": article_id,
        "edition": edition,
        "ordinal": ordinal,
        "position": review.position,
        "recorded_at": review.envelope.recorded_at,
        "verdict": review.event.verdict,
    }
