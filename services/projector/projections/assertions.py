"""What decides about each matter? Assertions, and who only says them again."""

from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass, field

from sqlalchemy import Connection

from events.claims import NOTICES
from services.projector.told import Told, ToldEdition, Touched
from services.read_store import assertions, contingency
from services.read_store.assertions import Filed
from services.read_store.matters import about_of
from services.read_store.rows import Rows
from services.read_store.said import Said, said_by
from services.read_store.tables_matters import listed
from services.resolve.docket import Listed
from services.resolve.filing import assertions_of
from services.resolve.matter import EditionKey
from services.resolve.telling import Text


def on_batch(
    connection: Connection, told: Told, touched: dict[int, Touched], bound: Collection[tuple[str, str]]
) -> None:
    """Write what a batch asserts. What it adds to a matter is noted in `touched`, by position; also where an addition
    is none, since it comes before what stands already.

    `bound` are the pairs (matter, article) that became contingent: what they said is no longer to hide what says the
    same, and nothing is to hide it. That is settled first, so that a batch sees what single editions would.
    """
    if bound:
        new = {one.key for one in told.editions}
        assertions.add(connection, _brought_back(connection, bound, new), ())
    filed = list(_file(connection, told, touched))
    held = _pairs(contingency.contingent_on(connection, {one.key.article_id for one in told.editions}))
    sifted = _sift(connection, filed, held)
    for one in sifted.deciding:
        touched[one.position].adds.setdefault(one.matter, []).append(one.assertion)
    for one in sifted.foregoing:
        touched[one.position].tangles.add(one.matter)
    assertions.add(connection, sifted.deciding, sifted.again)


def _file(connection: Connection, told: Told, touched: dict[int, Touched]) -> Iterator[Filed]:
    """What each claim asserts of each of its matters; where that is nothing it is listed."""
    before = said_by(connection, {one.key.article_id for one in told.editions if one.key.edition > 1})
    rows = Rows()
    for one in told.editions:
        filed, unfiled = file_edition(one, before.texts)
        yield from filed
        for matter, row in unfiled:
            rows.add(listed, **assertions.listed_row(matter, row, one.edition.recorded_at, one.position))
            touched[one.position].lists.setdefault(matter, []).append(row)
    rows.write(connection)


Texts = Mapping[tuple[str, str], Mapping[int, Text]]
"""By matter and article its texts, by edition."""


def file_edition(one: ToldEdition, texts: Texts) -> tuple[list[Filed], list[tuple[str, Listed]]]:
    """What an edition asserts, and what it has that decides nothing, by matter; `texts` of its article if it is not
    the first."""
    filed: list[Filed] = []
    unfiled: list[tuple[str, Listed]] = []
    since = one.edition.recorded_at, one.position
    alone = {one.key.edition: Text(one.press, set())}
    for testimony in (testimony for testimony in one.testimonies if testimony.claim.type not in NOTICES):
        for matter in one.matters[testimony.key]:
            known = texts.get((matter, one.key.article_id), alone)
            found, reason = assertions_of(testimony, about_of(matter), known)
            filed += (Filed(matter, assertion, *since) for assertion in found)
            if not found:
                unfiled.append((matter, Listed(*testimony.key, one.press.counts, reason)))
    return filed, unfiled


@dataclass(slots=True)
class Sifted:
    """`deciding` are those that decide under some clocks, `again` those that another says before them on every clock.

    One is both where that other counts only under conditions, or where it does so itself. `foregoing` are those of
    `deciding` that say what was said already, and come before it on some clock.
    """

    deciding: list[Filed] = field(default_factory=list)
    again: list[Filed] = field(default_factory=list)
    foregoing: list[Filed] = field(default_factory=list)


def _sift(connection: Connection, filed: Iterable[Filed], held: Collection[tuple[str, str]]) -> Sifted:
    """`held` are the pairs (matter, article) that are contingent, among the articles of these assertions."""
    ordered = sorted(filed, key=lambda one: (one.assertion.published, one.assertion[:3]))
    known: dict[tuple[str, bytes], list[tuple[Filed, bool]]] = {}
    wanted = {(one.matter, one.assertion.day, one.assertion.gist) for one in ordered}
    for other, is_held in assertions.same_gist(connection, wanted) if wanted else ():
        known.setdefault((other.matter, other.assertion.gist), []).append((other, is_held))
    sifted, noted = Sifted(), set[object]()
    for one in ordered:
        same = known.setdefault((one.matter, one.assertion.gist), [])
        own_held = (one.matter, one.assertion.article_id) in held
        before = [is_held for other, is_held in same if one.is_dominated_by(other)]
        if before and (said := (one.matter, one.assertion.gist, one.assertion[:3])) not in noted:
            noted.add(said)
            sifted.again.append(one)
        if own_held or all(before):
            sifted.deciding.append(one)
            if same:
                sifted.foregoing.append(one)
        same.append((one, own_held))
    return sifted


def _brought_back(
    connection: Connection, bound: Collection[tuple[str, str]], new: Collection[EditionKey]
) -> list[Filed]:
    """What was only said again and now decides: what the bound articles said, and what said the same as they; but not
    what is `new`."""
    said = said_by(connection, {article for _, article in bound})
    own = [one for about in sorted(bound) for one in _refile(said, about, new)]
    there = _there(connection, own)
    back = {_row(one): one for one in own if _row(one) not in there}
    hidden = assertions.said_again(connection, {(one.matter, one.assertion.gist) for one in own}) if own else {}
    said = said_by(connection, {claim.article_id for claim in hidden})
    gists = {(one.matter, one.assertion.gist) for one in own}
    others = [
        one
        for about in sorted({(matter, claim.article_id) for claim, matters in hidden.items() for matter in matters})
        for one in _refile(said, about, new)
        if (one.matter, one.assertion.gist) in gists and about not in bound
    ]
    held = _pairs(contingency.contingent_on(connection, {one.assertion.article_id for one in others}))
    deciding = _sift(connection, others, held).deciding
    there = _there(connection, deciding)
    return [*back.values(), *({_row(one): one for one in deciding if _row(one) not in there}).values()]


def _refile(said: Said, about: tuple[str, str], new: Collection[EditionKey]) -> Iterator[Filed]:
    """All that an article (matter, article) ever asserted of a matter, but for what editions that are `new` do."""
    for testimony in (one for one in said.claims.get(about, ()) if one.edition not in new):
        found, _ = assertions_of(testimony, about_of(about[0]), said.texts[about])
        yield from (Filed(about[0], assertion, *said.since[testimony.edition]) for assertion in found)


def _there(connection: Connection, filed: Collection[Filed]) -> set[object]:
    wanted = {(one.matter, one.assertion.day, one.assertion.article_id) for one in filed}
    return assertions.filed_by(connection, wanted) if wanted else set()


def _pairs(by_article: Mapping[str, Iterable[str]]) -> set[tuple[str, str]]:
    return {(matter, article) for article, matters in by_article.items() for matter in matters}


def _row(one: Filed) -> tuple[object, ...]:
    return one.matter, *one.assertion[:4], one.assertion.gist
