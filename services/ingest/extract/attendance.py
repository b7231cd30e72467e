"""Pass 13e. In: an event of going somewhere or staying away. Out: to what (a summit, a drill, a meeting below a summit),
where it is held, and of which kind that makes the claim."""

from collections.abc import Iterator
from dataclasses import dataclass

from services.ingest.extract.locating import AT, TO
from services.ingest.extract.phrases import NounPhrase
from services.ingest.extract.scene import Event, Scene
from services.ingest.extract.senses import is_a
from services.ingest.extract.things import Thing
from services.ingest.extract.word_sets import word_set

_HEADS = word_set("attendance.heads")
_BELOW = word_set("attendance.below")
_VIDEO = word_set("attendance.video")
_HOLDING = frozenset({"HOST", "HELD"})
_FRAMES = {
    ("drill", "JOIN"): "DRILLJOIN",
    ("drill", "SKIP"): "DRILLSKIP",
    ("summit", "JOIN"): "SUMMITJOIN",
    ("summit", "SKIP"): "SUMMITSKIP",
    ("meeting", "SKIP"): "LIMIT",
    ("activity", "SKIP"): "LIMIT",
}


@dataclass(frozen=True, slots=True)
class Occasion:
    """What is attended: `level` summit, drill, meeting or activity; where; the kind of the claim."""

    level: str
    places: tuple[str, ...] = ()
    kind: str | None = None

    def frame(self, pole: str) -> str:
        """The frame of coming or staying away at this level; an empty one where none is tracked."""
        return _FRAMES.get((self.level, pole), "")


def occasion_of(scene: Scene, event: Event) -> Occasion | None:
    """The occasion of an event; None where none is told."""
    found = _target(scene, event)
    if found is None:
        return None
    target, level = found
    kind = None
    if level == "drill" and event.frame in _HOLDING:
        kind = "not_hosted" if event.axes.denied or event.axes.stage == "REFUSE" else "hosted"
    elif level == "meeting":
        kind = "meeting_skipped"
    elif level == "summit" and _by_video(scene, event):
        kind = "video_link"
    return Occasion(level, _places(scene, event, target), kind)


def _target(scene: Scene, event: Event) -> tuple[Thing, str] | None:
    """The thing attended and its level."""
    for thing in _candidates(scene, event):
        level = level_of(scene, event, thing)
        if level is not None:
            return thing, level
    return None


def _candidates(scene: Scene, event: Event) -> Iterator[Thing]:
    yield from event.match.objects
    yield from event.roles.objects
    for _, thing in event.roles.links:
        yield thing
    yield from event.match.subjects


def level_of(scene: Scene, event: Event, thing: Thing) -> str | None:
    """Whether a thing is a summit, a drill, a meeting below a summit, or some activity; None for none of them."""
    thing = is_a(thing, "UDY", scene.things, event.at) or thing
    kinds = thing.kinds
    if is_a(thing, "D", scene.things, event.at) is not None:
        return "drill"
    if "summit" in kinds:
        return "summit"
    words = _words(scene, thing.phrase)
    if is_a(thing, "U", scene.things, event.at) is not None:
        if words & _BELOW:
            return "meeting"
        if words & _HEADS or _led(scene, event):
            return "summit"
        return "meeting"
    if kinds & {"seat", "seat?", "body?"} and "of ours" in kinds:
        return "meeting"
    if kinds & {"activity", "activity?"}:
        return "activity"
    return None


def _led(scene: Scene, event: Event) -> bool:
    """Whether heads of state or government are those who come or stay away."""
    gazetteer, published = scene.setting.gazetteer, scene.setting.published
    day = published.isoformat() if published is not None else None
    for thing in event.match.subjects:
        if thing.noun in ("president", "leader", "premier", "prime minister") or thing.lows & {"president", "premier"}:
            return True
        if thing.head.kind == "person" and thing.head.mention is not None:
            office = gazetteer.people[thing.head.mention.key].office_on(day)
            if office is not None and office.title in ("president", "prime minister"):
                return True
    return False


def _words(scene: Scene, phrase: NounPhrase, depth: int = 0) -> set[str]:
    """The words of a phrase and of those hung on it."""
    found = {t.low for t in scene.tokens[phrase.start : phrase.end]}
    found |= {t.word.noun for t in scene.tokens[phrase.start : phrase.end]}
    for low in tuple(found):
        found |= set(low.split())
    if depth < 4:
        for _, linked in phrase.links:
            if isinstance(linked, NounPhrase):
                found |= _words(scene, linked, depth + 1)
    return found


def _by_video(scene: Scene, event: Event) -> bool:
    return any(token.low in _VIDEO for token in scene.tokens)


def _places(scene: Scene, event: Event, target: Thing) -> tuple[str, ...]:
    """Where it is held: told in its own words, else behind the prepositions of the clause."""
    found = list(_inside(scene, target.phrase))
    if not found:
        for prep, thing in event.roles.links:
            if prep in AT | TO and thing.places and thing.head.kind in ("place", "country", "capital", "adjective"):
                found += thing.places
            elif prep in AT | TO and thing.places and "area" in thing.kinds | {"area"} and thing.head.tag == "N":
                found += thing.places
    if not found:
        found = [p for _, thing in event.roles.links for p in _inside(scene, thing.phrase)]
    parents = {a for p in found for a in scene.setting.gazetteer.ancestors(p)}
    kept = [p for p in dict.fromkeys(found) if p not in parents]
    if any(len(p) > 2 for p in kept):
        kept = [p for p in kept if len(p) > 2 or not any(q.startswith(p + ".") for q in kept)]
    return tuple(kept)


def _inside(scene: Scene, phrase: NounPhrase, depth: int = 0) -> Iterator[str]:
    """Places told within a phrase: the Minsk summit, the session in Moscow."""
    thing = scene.things.of(phrase)
    if phrase.possessor is None or not thing.places:
        yield from (p for p in thing.places if not _only_whose(scene, phrase, p))
    if depth > 4:
        return
    for prep, linked in phrase.links:
        if isinstance(linked, NounPhrase) and (prep in AT or prep in ("of", "to", "with")):
            inner = scene.things.of(linked)
            if prep in AT and inner.head.kind in ("country", "capital", "place"):
                yield from inner.places
            yield from _inside(scene, linked, depth + 1)


def _only_whose(scene: Scene, phrase: NounPhrase, place: str) -> bool:
    """Whether a place in a phrase is only the state that it belongs to: the Armenian delegation."""
    return any(
        place in token.places and token.kind in ("adjective", "country")
        for token in scene.tokens[phrase.start : phrase.head]
    )
