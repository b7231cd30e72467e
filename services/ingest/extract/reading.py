"""The cascade: article text in, records out. Each pass stands in its own file; this one only hands their results on."""

from collections.abc import Callable, Iterable
from datetime import date

from events.article import Article
from events.dates import bounds
from events.record import Record
from services.ingest.extract import finding, leaving, participation, presence
from services.ingest.extract.assembly import assemble
from services.ingest.extract.building import line_of, scene_of
from services.ingest.extract.mentions import Finder
from services.ingest.extract.merging import merge
from services.ingest.extract.normalise import normalise
from services.ingest.extract.opening import Attention, opens
from services.ingest.extract.remembering import glance, remember
from services.ingest.extract.scene import Draft, Event, Scene, Setting
from services.ingest.extract.sentences import sentences
from services.ingest.extract.words import vocabulary
from services.ingest.gazetteer import Gazetteer

Reader = Callable[[Scene, Event], list[Draft]]
_FAMILIES: tuple[tuple[Iterable[str], Reader], ...] = (
    (leaving.FRAMES, leaving.read_leaving),
    (presence.FRAMES, presence.read_presence),
    (participation.FRAMES, participation.read_participation),
)
READERS: dict[str, tuple[Reader, ...]] = {
    frame: tuple(read for frames, read in _FAMILIES if frame in frames) for frames, _ in _FAMILIES for frame in frames
}
"""Which readers make claims of the events of a frame: the first that makes any."""


def read(article: Article, gazetteer: Gazetteer, finder: Finder, version: str) -> list[Record]:
    """The records of an article in the order of its text, restatements merged."""
    text = normalise(article.text)
    setting = Setting(gazetteer, vocabulary(), publication_day(article.published_at), version)
    attention = Attention(finder.find(text))
    records: list[Record] = []
    for sentence in sentences(text, attention.paragraph):
        mentions = attention.sentence(sentence.start, sentence.end)
        if mentions is None or sentence.zone not in ("body", "title"):
            continue
        line = line_of(text, sentence, mentions, setting)
        if opens(line.tokens):
            records += read_sentence(scene_of(line, setting))
        else:
            glance(line.tokens, setting)
    return merge(records)


def publication_day(published: str | None) -> date | None:
    """The day that relative dates are read from: the day itself, the middle of a month or year; None where nobody
    knows."""
    if published is None:
        return None
    if "T" in published:
        return date.fromisoformat(published[:10])
    first, last = bounds(published)
    if first is None or last is None:
        return None
    return first + (last - first) / 2


def read_sentence(scene: Scene) -> list[Record]:
    """The records of one sentence, in the order of its text."""
    records: list[Record] = []
    scene.events = finding.events(scene)
    for event in scene.events:
        for draft in next(filter(None, (read(scene, event) for read in READERS.get(event.frame, ()))), []):
            record = assemble(scene, draft)
            if record is not None:
                records.append(record)
    remember(scene, records)
    return records
