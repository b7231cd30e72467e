"""The cascade: article text in, records out. Each pass stands in its own file; this one only hands their results on."""

from collections.abc import Callable
from datetime import date

from events.article import Article
from events.dates import bounds
from events.reading import Reading
from events.record import Record
from services.ingest.extract import clauses, finding, leaving, operators, presence
from services.ingest.extract.assembly import assemble
from services.ingest.extract.attribution import last_voice
from services.ingest.extract.dates_found import find
from services.ingest.extract.mentions import Finder, Mention
from services.ingest.extract.merging import merge
from services.ingest.extract.names import name
from services.ingest.extract.normalise import NormalisedText, normalise
from services.ingest.extract.phrases import NounPhrase, phrases
from services.ingest.extract.scene import Draft, Event, Scene, Setting
from services.ingest.extract.sentences import Sentence, sentences
from services.ingest.extract.tagging import join_fixed, tag
from services.ingest.extract.things import Things
from services.ingest.extract.tokens import Token, tokenise
from services.ingest.extract.tree import Tree
from services.ingest.extract.words import Word, vocabulary
from services.ingest.gazetteer import Gazetteer


def read(article: Article, gazetteer: Gazetteer, finder: Finder, version: str) -> Reading:
    """The claims of an article in the order of its text, restatements merged."""
    text = normalise(article.text)
    setting = Setting(gazetteer, vocabulary(), publication_day(article.published_at), version)
    mentions = finder.find(text)
    records: list[Record] = []
    at = 0
    for sentence in sentences(text):
        while at < len(mentions) and mentions[at].start < sentence.start:
            at += 1
        last = at
        while last < len(mentions) and mentions[last].end <= sentence.end:
            last += 1
        if sentence.zone != "aside":
            records += _sentence(text, sentence, mentions[at:last], setting)
        at = last
    return Reading(tuple(merge(records)))


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


def scene_of(text: NormalisedText, sentence: Sentence, mentions: tuple[Mention, ...], setting: Setting) -> Scene:
    """One sentence through the passes that build its tree."""
    words = setting.vocabulary
    line = tokenise(text, sentence, mentions, words)
    name(line.tokens, setting.gazetteer)
    line.tokens = join_fixed(_dated(line.tokens), words)
    tag(line.tokens)
    found = phrases(line.tokens)
    speech = frozenset(operators.speech())
    roots = clauses.clauses(line.tokens, found, speech, speech | _CLAUSAL, operators.telling())
    tree = Tree(roots)
    scene = Scene(
        line, tree, Things(line.tokens, setting.gazetteer, words, setting.memory), setting, sentence.zone == "title"
    )
    for phrase in tree.phrases:
        scene.things.of(phrase)
        for _, linked in phrase.links:
            if isinstance(linked, NounPhrase):
                scene.beside[id(linked)] = phrase
    return scene


_CLAUSAL = frozenset(
    [
        "know",
        "hope",
        "expect",
        "fear",
        "see",
        "hear",
        "understand",
        "mean",
        "show",
        "indicate",
        "prove",
        "demand",
        "request",
        "order",
        "agree",
        "decide",
        "propose",
        "urge",
        "recommend",
        "require",
        "let",
    ]
)
_DATE = Word("Z")


def _dated(tokens: list[Token]) -> list[Token]:
    """The tokens with each date as one."""
    found = {form.start: form for form in find(tokens)}
    joined: list[Token] = []
    i = 0
    while i < len(tokens):
        form = found.get(i)
        if form is None:
            joined.append(tokens[i])
            i += 1
            continue
        inside = tokens[form.start : form.end]
        whole = Token(" ".join(t.low for t in inside), inside[0].start, inside[-1].end, _DATE)
        whole.date, whole.quoted = form, inside[0].quoted
        joined.append(whole)
        i = form.end
    return joined


def _sentence(
    text: NormalisedText, sentence: Sentence, mentions: tuple[Mention, ...], setting: Setting
) -> list[Record]:
    scene = scene_of(text, sentence, mentions, setting)
    records: list[Record] = []
    for event in finding.events(scene):
        reader = _READERS.get(event.frame)
        for draft in reader(scene, event) if reader is not None else []:
            record = assemble(scene, draft)
            if record is not None:
                records.append(record)
    _remember(scene, records)
    return records


_READERS: dict[str, Callable[[Scene, Event], list[Draft]]] = {
    **dict.fromkeys(leaving.FRAMES, leaving.read_leaving),
    **dict.fromkeys(presence.FRAMES, presence.read_presence),
}
"""Which reader makes claims of the events of a frame."""


def _remember(scene: Scene, records: list[Record]) -> None:
    """What the next sentence may point back to."""
    memory = scene.setting.memory
    heard = last_voice(scene)
    if heard is not None:
        memory.voice = heard
    places = tuple(dict.fromkeys(p for r in records for p in r.locations)) or tuple(
        dict.fromkeys(p for q in scene.tree.phrases for p in scene.things.of(q).places if "." in p)
    )
    if places:
        memory.places = places
    for record in records:
        for force in record.force:
            memory.force, memory.owner = force.type, force.owner
    for phrase in scene.tree.phrases:
        thing = scene.things.of(phrase)
        if thing.force is not None and not records:
            memory.force, memory.owner = thing.force, thing.owner
        if thing.org in scene.setting.gazetteer.organisations and scene.setting.gazetteer.organisations[thing.org].tracked:
            memory.org = thing.org
        if thing.state is not None and thing.head.kind in ("country", "capital", "metonym", "person"):
            memory.state = thing.state
        if thing.head.kind == "person" and thing.head.mention is not None:
            memory.speaker, memory.speaker_state = thing.head.mention.key, thing.state
