"""From an article to its claims, by rules and word lists: no model, no clock, the same text always the same records."""

from functools import lru_cache

from events.article import Article
from events.reading import Reading
from services.ingest.extract.mentions import Finder
from services.ingest.extract.reading import read
from services.ingest.gazetteer import load

EXTRACTOR_VERSION = "2"


@lru_cache(maxsize=1)
def _finder() -> Finder:
    return Finder(load())


def extract(article: Article) -> Reading:
    """What `article` claims, in the order of its text. Pure; the packaged data files are read once."""
    return read(article, load(), _finder(), f"{EXTRACTOR_VERSION}.{load().version}")
