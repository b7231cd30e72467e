"""Pass 13f. In: an event of giving or getting a notice. Out: what the notice is about: a freeze or leaving, and
whose."""

from collections.abc import Iterator

from services.ingest.extract.frames.scene import Event, Scene
from services.ingest.extract.frames.senses import Sense, senses
from services.ingest.extract.grammar.clause import Clause
from services.ingest.extract.grammar.phrase import NounPhrase
from services.ingest.extract.things.thing import Thing
from services.ingest.extract.words.word_sets import word_set

NOTICES = frozenset({"NOTIFY", "RECEIVED", "ARRIVENOTICE", "KNOWNOTHING", "AWAITLETTER"})
_FREEZING = frozenset({"FREEZE", "STOPWORK"})
_LEAVING = frozenset({"EXIT", "OUT", "WANTOUT", "EXITNOUN", "PULLOUT", "LAPSE", "GONEOUT", "LEAVE?"})
_EXITS = word_set("letters.exits")
_FREEZES = frozenset({"freeze", "suspension", "freezing", "moratorium"})
_LETTERS = frozenset({"notice", "notice?"})


def content_of(scene: Scene, event: Event) -> str:
    """What a notice is about: FREEZE, EXIT, or an empty text where it is about neither."""
    if any(thing.force is not None for thing in event.roles.linked("of")):
        return ""  # the departure of the guards: soldiers go, no member does
    frames = {other.frame for other in told_in(scene, event)}
    for thing in letters(scene, event):
        frames |= set(_named(scene, thing.phrase))
    nouns = {scene.tokens[n.head].word.noun for n in _below(event.node) if isinstance(n, NounPhrase)}
    if nouns & _FREEZES:
        return "FREEZE"
    if nouns & _EXITS:
        return "EXIT"
    if frames & _FREEZING:
        return "FREEZE"
    if frames & _LEAVING:
        return "EXIT"
    if any(t.noun == "notice" for t in letters(scene, event)):
        return "EXIT"
    return _before(scene, event)


def told_in(scene: Scene, event: Event) -> Iterator[Event]:
    """The events told within a notice."""
    inside = {id(node) for node in _below(event.node)}
    for other in scene.events:
        if other is not event and id(other.node) in inside and other.frame in _FREEZING | _LEAVING:
            yield other


def is_told_in_notice(scene: Scene, event: Event) -> bool:
    """Whether another event is a notice with this one as its content."""
    if event.frame not in _FREEZING | _LEAVING:
        return False
    place = scene.tree.up(event.node)
    while place is not None and isinstance(place.holder, NounPhrase):
        if "notice" in scene.things.of(place.holder).kinds or scene.tokens[place.holder.head].word.noun in (
            "letter",
            "note",
        ):
            return True
        place = scene.tree.up(place.holder)
    return any(
        other.frame in NOTICES and other is not event and any(e is event for e in told_in(scene, other))
        for other in scene.events
    )


def letters(scene: Scene, event: Event) -> Iterator[Thing]:
    """The papers of the event."""
    for thing in (*event.roles.objects, *event.roles.subjects, *(t for _, t in event.roles.links)):
        if thing.kinds & _LETTERS:
            yield thing
        for _, linked in thing.phrase.links:
            if isinstance(linked, NounPhrase) and thing.head.low in ("nothing", "anything", "none"):
                yield scene.things.of(linked)


def _named(scene: Scene, phrase: NounPhrase, depth: int = 0) -> Iterator[str]:
    """What nouns in and on a paper's name say of it: exit papers, a letter of withdrawal."""
    known = senses()
    for token in scene.tokens[phrase.start : phrase.end]:
        for sense in known.get((token.word.noun or token.low, "n"), ()):
            yield sense.frame
    for clause in phrase.clauses:
        if isinstance(clause, Clause) and clause.verb is not None and clause.objects:
            for lemma in clause.verb.lemmas:
                yield from (sense.frame for sense in known.get((lemma, "v"), ()) if _plain(sense))
    if depth < 4:
        for _, linked in phrase.links:
            if isinstance(linked, NounPhrase):
                yield from _named(scene, linked, depth + 1)


def _plain(sense: Sense) -> bool:
    """What a verb says by itself, without a noun or particle."""
    return not (sense.group or sense.particles or sense.nouns or sense.phrases or sense.adjectives)


def _before(scene: Scene, event: Event) -> str:
    """What such a letter, or none, points back to: leaving told before in the sentence or the text."""
    things = (*event.roles.objects, *(t for _, t in event.roles.links), *letters(scene, event))
    pointing = any("such" in t.lows or t.head.low in ("none", "it") for t in things)
    if pointing or any(t.head.low == "notice" for t in event.roles.objects):
        return scene.setting.memory.notice or ("EXIT" if _leaving_told(scene, event) else "")
    return "EXIT" if "notice" in {t.noun for t in letters(scene, event)} and _leaving_told(scene, event) else ""


def _leaving_told(scene: Scene, event: Event) -> bool:
    return any(other.frame in _LEAVING and other is not event for other in scene.events)


def _below(node: "Clause | NounPhrase", depth: int = 0) -> Iterator[object]:
    if depth > 9:
        return
    parts: list[object] = [q for _, q in node.links]
    if isinstance(node, Clause):
        parts += [*node.objects, *(c for c in node.inner if c.role in ("comp", "that", "link"))]
        if isinstance(node.subject, NounPhrase):
            parts.append(node.subject)
    else:
        parts += list(node.clauses)
    for part in parts:
        if isinstance(part, (Clause, NounPhrase)):
            yield part
            yield from _below(part, depth + 1)
