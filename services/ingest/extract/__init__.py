"""From an article to its claims, by rules and word lists: no model, no clock, the same text always the same records.

Passes in the order in which data flows: normalise, sentences, mentions, tokens, landmarks, verbs, clauses, triggers,
forces, arguments (with locations), operators, modality; then one reader a family (presence, participation, deals,
engagements, notices); then attribution, rebuttals, times (with calendar_forms), assembly, merging. `reader` hands their
results on.
"""

from functools import lru_cache

from events.article import Article
from events.reading import Reading
from services.ingest.extract.lexicon import lexicon
from services.ingest.extract.mentions import Finder
from services.ingest.extract.reader import read
from services.ingest.gazetteer import load

EXTRACTOR_VERSION = "1"


@lru_cache(maxsize=1)
def _finder() -> Finder:
    return Finder(load())


def extract(article: Article) -> Reading:
    """What `article` claims, in the order of its text. Pure; the packaged data files are read once."""
    claims = read(article, load(), _finder(), lexicon(), f"{EXTRACTOR_VERSION}.{load().version}")
    return Reading(tuple(claims))
