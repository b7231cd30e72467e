"""Names in a supposition that the log does not have: to suppose a misspelt outlet away changes nothing, silently."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from sqlalchemy import Connection

from services.api.problems import did_you_mean, near
from services.read_store.articles import extractors, ids_like, is_article, sources
from services.resolve.supposing import Supposition

GUESSES_MAX = 5


@dataclass(frozen=True, slots=True)
class Unheard:
    """A value of a parameter that names nothing in the log, and what may have been meant."""

    parameter: str
    kind: str
    value: str
    guesses: tuple[str, ...]

    def __str__(self) -> str:
        return f"the log has no {self.kind} {self.value!r}.{did_you_mean(self.guesses)}"


def unheard(connection: Connection, supposition: Supposition) -> Iterator[Unheard]:
    """The articles, outlets and extractors of a supposition that are not in the log."""
    for article in sorted(supposition.without_articles):
        if not is_article(connection, article):
            guesses = ids_like(connection, article, GUESSES_MAX)
            yield Unheard("without_article", "article", article, tuple(guesses))
    if supposition.without_sources:
        yield from _not_among("without_source", "source", supposition.without_sources, sources(connection))
    if supposition.extractor is not None:
        yield from _not_among("extractor", "extractor", [supposition.extractor], extractors(connection))


def _not_among(parameter: str, kind: str, wanted: Iterable[str], known: Iterable[str]) -> Iterator[Unheard]:
    spelled = {one.casefold(): one for one in known}
    for value in sorted(wanted):
        if value.casefold() not in spelled:
            guesses = near(value, {one: one for one in spelled.values()})
            yield Unheard(parameter, kind, value, tuple(guesses))
