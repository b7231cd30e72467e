"""The conditions under which claims of a whole log count, settled at once: revisions, copies, notices, reviews."""

from collections import defaultdict
from collections.abc import Iterable, Iterator
from datetime import UTC, date, datetime
from typing import TypeVar

from sqlalchemy import Connection

from services.projector.projections import contingency
from services.projector.told import Pair, Told, ToldEdition, Touched
from services.read_store import contingency as conditions
from services.read_store.editions import all_pairs, editions_of, notifying, positions_of, revised
from services.read_store.matters import matters_of
from services.read_store.said import notices_of
from services.resolve.matter import EditionKey, Testimony
from services.resolve.press import press_of

AT_ONCE = 500


def settle(connection: Connection) -> None:
    """Write all conditions, by the same rules as those of a batch: whatever is written is there already, or belongs.

    All texts, claims, reviews and pairs of copies of the schema have to be there.
    """
    for articles in _some(revised(connection)):
        _tell(connection, _editions(connection, articles, {}), set())
    for articles in _some(notifying(connection)):
        _tell(connection, _editions(connection, articles, notices_of(connection, articles)), set())
    for pairs in _some(all_pairs(connection)):
        articles = [edition.article_id for pair in pairs for edition in pair]
        _tell(connection, _editions(connection, articles, {}), set(pairs))
    held = conditions.file_verdicts(connection)
    if held:
        conditions.make_contingent(connection, held)


Item = TypeVar("Item")


def _some(items: Iterable[Item]) -> Iterator[list[Item]]:
    """Items, so many at once."""
    found: list[Item] = []
    for item in items:
        found.append(item)
        if len(found) == AT_ONCE:
            yield found
            found = []
    if found:
        yield found


def _nothing() -> Touched:
    """Nobody is told what a whole log touches."""
    return Touched(EditionKey("", 0), 0, datetime.min.replace(tzinfo=UTC), date.min)


def _tell(connection: Connection, editions: list[ToldEdition], pairs: set[Pair]) -> None:
    touched: dict[int, Touched] = defaultdict(_nothing)
    contingency.on_batch(connection, Told(editions=editions, pairs=pairs), touched)


def _editions(
    connection: Connection, articles: Iterable[str], notices: dict[EditionKey, list[Testimony]]
) -> list[ToldEdition]:
    """All texts of these articles, of their claims only the notices."""
    known = editions_of(connection, set(articles))
    press, at = press_of(known), positions_of(connection, set(articles))
    return [
        ToldEdition(edition, press[key], at[key], told, {one.key: matters_of(one.claim) for one in told})
        for key, edition in known.items()
        for told in (notices.get(key, []),)
    ]
