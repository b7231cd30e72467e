"""From an article to its claims, by a grammar and word lists: no model, no clock, the same text always the same
records."""

from collections.abc import Callable
from functools import lru_cache
from pathlib import Path

from events.article import Article
from events.reading import Reading
from services.ingest.extract.reading import read
from services.ingest.extract.text.mentions import Finder
from services.ingest.gazetteer import load

EXTRACTOR_VERSION = "2"


@lru_cache(maxsize=8)
def extractor(*theatres: Path) -> Callable[[Article], Reading]:
    """An extractor that also knows the tables in these folders (see `gazetteer.load`). Reads all its data at once."""
    gazetteer = load(*theatres)
    finder = Finder(gazetteer)
    version = f"{EXTRACTOR_VERSION}.{gazetteer.version}"

    def run(article: Article) -> Reading:
        return read(article, gazetteer, finder, version)

    return run


def extract(article: Article) -> Reading:
    """Every claim that `article` makes, in the order of its text. Pure; the packaged data files are read once."""
    return extractor()(article)
