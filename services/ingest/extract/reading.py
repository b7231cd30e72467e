"""The cascade: article text in, records out. Each pass stands in its own file; this one only hands their results on."""

from collections.abc import Callable, Iterable, Iterator
from dataclasses import replace
from datetime import date

from events.article import Article
from events.dates import bounds
from events.reading import Reading, Unread
from events.record import Record
from services.ingest.extract.families import (
    basing,
    control,
    deals,
    deploying,
    engagement_frames,
    engagements,
    guarding,
    incidental,
    leaving,
    participation,
    presence,
    relief,
    rotating,
)
from services.ingest.extract.families.notices import noticed
from services.ingest.extract.families.rebuttals import rebut
from services.ingest.extract.frames import finding
from services.ingest.extract.frames.building import line_of, scene_of
from services.ingest.extract.frames.scene import Draft, Event, Scene, Setting
from services.ingest.extract.records.assembly import assemble
from services.ingest.extract.records.merging import merge, placed
from services.ingest.extract.records.story import Story, heard, voices_of
from services.ingest.extract.records.unread import cut_off, set_aside, unread
from services.ingest.extract.text.mentions import Finder
from services.ingest.extract.text.normalise import normalise
from services.ingest.extract.text.opening import Attention, opens
from services.ingest.extract.text.sentences import sentences
from services.ingest.extract.things.remembering import glance, remember
from services.ingest.extract.words.names import states_named
from services.ingest.extract.words.words import vocabulary
from services.ingest.gazetteer import Gazetteer

Reader = Callable[[Scene, Event], list[Draft]]
_FAMILIES: tuple[tuple[Iterable[str], Reader], ...] = (
    (deals.FRAMES, deals.read_deals),
    (engagement_frames.FRAMES, engagements.read_engagements),
    (participation.FRAMES, participation.read_participation),
    (leaving.FRAMES, leaving.read_leaving),
    (presence.FRAMES, presence.read_presence),
    (deploying.FRAMES, deploying.read_deploying),
    (control.FRAMES, control.read_control),
    (guarding.FRAMES, guarding.read_guarding),
    (relief.FRAMES, rotating.read_rotating),
    (basing.FRAMES, basing.read_basing),
)
READERS: dict[str, tuple[Reader, ...]] = {
    frame: tuple(read for frames, read in _FAMILIES if frame in frames) for frames, _ in _FAMILIES for frame in frames
}
"""Which readers make claims of the events of a frame: the first that makes any."""


def read(article: Article, gazetteer: Gazetteer, finder: Finder, version: str) -> Reading:
    """What an article claims, in the order of its text, restatements merged; and its sentences left unread."""
    text = normalise(article.text)
    setting = Setting(gazetteer, vocabulary(), publication_day(article.published_at), version)
    named = finder.find(text)
    setting.states = states_named(named, gazetteer)
    attention = Attention(named)
    story = Story()
    missed: list[Unread] = []

    def wanted(start: int, end: int) -> bool:
        if not attention.paragraph(start, end):
            return False
        setting.memory.heard = heard(text, start, end, attention.between(start, end), gazetteer)
        return True

    for sentence in sentences(text, wanted):
        mentions = attention.sentence(sentence.start, sentence.end)
        quoted = story.enter(text.raw, sentence)
        if mentions is None:
            continue
        if sentence.zone == "endless":
            cut_off(text, sentence, mentions, missed)
            continue
        if sentence.dateline is not None:
            setting.memory.dateline = tuple(m.key for m in attention.between(*sentence.dateline) if m.kind == "place")
        line = line_of(text, sentence, mentions, setting, quoted)
        if sentence.zone == "aside":
            missed += set_aside(line, setting)
        elif opens(line.tokens) or story.answered(line.tokens):
            missed += _sentence(scene_of(line, setting), story)
        else:
            glance(line.tokens, setting)
            story.idle()
    return Reading(tuple(merge(story.claims)), tuple(missed))


def _sentence(scene: Scene, story: Story) -> Iterator[Unread]:
    """Adds what a sentence claims to the story; says why, where it claims nothing."""
    pairs = _pairs(scene)
    records = noticed(scene, pairs)
    if records is None:
        records = rebut(scene, [record for _, record in pairs], story.last)
    story.add(records, voices_of(scene))
    remember(scene, records)
    if not records:
        yield from unread(scene, scene.events, _PLACED)


def _pairs(scene: Scene) -> list[tuple[Event, Record]]:
    """Each claim of a sentence with its event, in the order of the text."""
    found: list[tuple[Event, Record]] = []
    read_before: list[Event] = []
    scene.events = finding.events(scene)
    for event in scene.events:
        if id(event.node) in scene.told and not event.match.sense.group:
            continue
        told = _read(scene, event)
        found += told
        if told or any(read in _OF_PLACES or read is leaving.read_leaving for read in READERS.get(event.frame, ())):
            read_before.append(event)
        if told and event.match.sense.group:
            scene.told.add(id(event.node))
    found += _assembled(scene, incidental.read_passing(scene, read_before, tuple(record for _, record in found)))
    events = [event for event, _ in found]
    return [(events[i], record) for i, record in placed([record for _, record in found])]


_OF_PLACES = frozenset({presence.read_presence, deploying.read_deploying, control.read_control, guarding.read_guarding,
                        rotating.read_rotating, basing.read_basing})  # fmt: skip


def _read(scene: Scene, event: Event) -> list[tuple[Event, Record]]:
    """The claims of an event by the first of its senses; where it makes none, by the next one of another reader."""
    tried: set[Reader] = set()
    for fit in (event.match, *event.others):
        frame = event.frame if fit is event.match else fit.sense.frame
        told = event if fit is event.match else replace(event, match=fit, frame=frame, others=())
        for reader in READERS.get(frame, ()):
            if reader in tried or (tried and fit is not event.match and not {reader, *tried} & _OF_PLACES):
                continue
            tried.add(reader)
            if found := _assembled(scene, reader(scene, told)):
                return found
    return []


def _assembled(scene: Scene, drafts: Iterable[Draft]) -> list[tuple[Event, Record]]:
    return [(draft.event, record) for draft in drafts if (record := assemble(scene, draft)) is not None]


_PLACED = frozenset(
    [
        *leaving.FRAMES,
        *presence.FRAMES,
        *deploying.FRAMES,
        *control.FRAMES,
        *guarding.FRAMES,
        *relief.FRAMES,
        *basing.FRAMES,
    ]
)


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
