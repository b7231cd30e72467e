"""Pass 13e. In: an event of going somewhere or staying away. Out: to what (a summit, a drill, a meeting below a
summit), where it is held, and of which kind that makes the claim."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from services.ingest.extract.families.belonging import Bloc, allowed_in
from services.ingest.extract.families.meeting_places import AT, PEOPLE, TO, narrowed, venue_of, within
from services.ingest.extract.families.ranks import led_by_heads, of_lower_rank
from services.ingest.extract.families.states_named import states
from services.ingest.extract.frames.argument_types import is_a
from services.ingest.extract.frames.matching import links_of
from services.ingest.extract.frames.scene import Event, Scene
from services.ingest.extract.grammar.clause import Clause
from services.ingest.extract.grammar.phrase import NounPhrase, nested_links
from services.ingest.extract.things.thing import Thing
from services.ingest.extract.words.word_sets import word_set

_HEADS = word_set("attendance.heads")
_BELOW = word_set("attendance.below")
_VIDEO = word_set("attendance.video")
_HOLDING = frozenset({"HOSTING", "HELD"})
ATTENDING = frozenset(
    ["ATTEND", "ATTENDANCE", "HOSTING", "HELD", "SENDTO", "SENDNONE", "REPRESENT", "AWAIT", "TURNUP", "DRILL", "SKIP",
     "SKIPHOME", "AWAY", "GOTO", "GOBARE", "SAW", "WITHOUT", "EMPTY", "DIAL", "CAMENOT", "INVAIN",
     "KEPTAWAY", "PARTIN"]
)  # fmt: skip
"""Senses of coming and staying away."""
_ELSEWHERE = frozenset(
    [
        "SKIPHOME",
        "AWAY",
        "TURNUP",
        "GOTO",
        "GOBARE",
        "SENDNONE",
        "WITHOUT",
        "EMPTY",
        "ATTEND",
        "DRILL",
        "AWAIT",
        "DIAL",
        "CAMENOT",
        "INVAIN",
    ]
)
_COMING = frozenset({"GOTO", "GOBARE", "CAMENOT", "TURNUP"})
_ACCORDING = word_set("attribution.according")
_OFF = frozenset({"away from", "clear of", "out of"})
_LIKEWISE = frozenset({"those", "these", "one", "ones", "another", "others"})
_POINTING = word_set("attendance.pointing")
_DRILLING = frozenset({"drill", "train", "exercise", "manoeuvre", "practise", "rehearse"})
_MEETING = word_set("attendance.meeting")
_EXCEPT = word_set("attendance.except")
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


def occasions_of(scene: Scene, event: Event) -> list[Occasion]:
    """The occasions of an event: its own, else where its words only say that somebody came or not, the one that the
    sentence or the text is about."""
    if event.frame in _COMING and any(
        e.frame in ATTENDING and isinstance(e.node, Clause) and e.node.parent is event.node and e.node.role != "and"
        for e in scene.events
    ):
        return []
    found = _targets(scene, event, _arguments(scene, event))
    if not found and event.frame in _ELSEWHERE and not _abroad(scene, event):
        found = _targets(scene, event, _elsewhere(scene, event))[: 2 if event.frame == "SKIPHOME" else 1]
        if not found:
            other = _meeting_of_heads(scene, event) or _remembered(scene, event) or _drill_with(scene, event)
            return [other] if other is not None else []
    return [_occasion(scene, event, target, level) for target, level in found]


def _occasion(scene: Scene, event: Event, target: Thing, level: str) -> Occasion:
    kind = None
    if level == "drill" and event.frame in _HOLDING:
        kind = "not_hosted" if event.axes.denied or event.axes.stage == "REFUSE" else "hosted"
    elif level == "meeting":
        kind = "meeting_skipped"
    elif level == "summit" and (event.frame == "DIAL" or any(token.low in _VIDEO for token in scene.tokens)):
        kind = "video_link"
    return Occasion(level, venue_of(scene, event, target.phrase, kind), kind)


def _drill_with(scene: Scene, event: Event) -> Occasion | None:
    """Training with their allies of the bloc: a drill without a name."""
    if event.frame != "DRILL":
        return None
    places = [p for prep, t in event.roles.links if prep in AT and not t.kinds & PEOPLE for p in t.places]
    return Occasion("drill", narrowed(scene, places))


def _abroad(scene: Scene, event: Event) -> bool:
    """Whether it is held with somebody outside."""
    things = [t for _, t in event.roles.links]
    if event.frame == "TURNUP" and any(
        p in ("in", "at") and not t.places and t.head.date is None for p, t in event.roles.links
    ):
        return True
    return any(t.org is not None and "of ours" not in t.kinds for t in things)


def occasion_told(scene: Scene) -> tuple[str, tuple[str, ...]] | None:
    """The summit a sentence speaks of, whoever came: what the next one may point back to."""
    for phrase in scene.tree.phrases:
        thing = scene.things.of(phrase)
        level = next((k for k in ("summit", "drill") if k in thing.kinds), "")
        if level and "of ours" in thing.kinds:
            found = list(within(scene, phrase))
            clause = scene.tree.clause_of(phrase)
            if not found and clause is not None:
                at = AT - {"on"}
                linked = [scene.things.of(q) for prep, q in clause.links if prep in at and isinstance(q, NounPhrase)]
                found = [p for t in linked if not t.kinds & PEOPLE for p in t.places]
            return level, narrowed(scene, found)
    met = _gathered(scene)
    return None if met is None else (met.level, met.places)


def excepted(scene: Scene, event: Event, bloc: Bloc) -> tuple[str, ...]:
    """The members that stay away where all others come: all but Armenia."""
    allowed = allowed_in(scene, bloc)
    links = [
        *event.roles.links,
        *((p, scene.things.of(q)) for t in event.roles.subjects for p, q in nested_links(t.phrase)),
    ]
    found = [s for prep, thing in links if prep in _EXCEPT for s in states(scene, thing) if s in allowed]
    return tuple(dict.fromkeys(found))


def _targets(scene: Scene, event: Event, things: Iterable[Thing]) -> list[tuple[Thing, str]]:
    """The things attended and their levels, one of each level."""
    organisations = scene.setting.gazetteer.organisations
    known_states = {m for o in organisations.values() if o.tracked for m in (*o.members, *o.others)}
    found: list[tuple[Thing, str]] = []
    things = list(things)
    ours = any("of ours" in t.kinds for t in things)
    for thing in things:
        level = level_of(scene, event, thing)
        if level is None and ours and "meeting" in thing.kinds and _words(scene, thing.phrase) & _BELOW:
            level = "meeting"
        meant = is_a(thing, "UDY", scene.things) or thing
        if level is not None and level not in {known for _, known in found} and not _with_others(event, known_states):
            found.append((thing if thing.head.low in _LIKEWISE else meant, level))
    return found


def _arguments(scene: Scene, event: Event) -> Iterator[Thing]:
    if event.frame == "EMPTY":
        at = [
            q
            for seat in event.match.subjects
            for prep, q in seat.phrase.links
            if prep in AT and isinstance(q, NounPhrase)
        ]
        if at:
            yield from map(scene.things.of, at)
            return
    yield from event.match.objects
    yield from event.roles.objects
    for prep, thing in links_of(event.match.sense, event.roles, scene.things):
        if prep not in _ACCORDING:
            yield thing
    yield from event.match.subjects


def _elsewhere(scene: Scene, event: Event) -> Iterator[Thing]:
    """Summits and drills of the sentence, the nearest first."""
    phrases = sorted(scene.tree.phrases, key=lambda p: abs(p.head - event.at))
    for phrase in phrases:
        thing = scene.things.of(phrase)
        if thing.kinds & {"summit", "drill"} or ("of ours" in thing.kinds and is_a(thing, "UD", scene.things)):
            yield thing


def _with_others(event: Event, members: set[str]) -> bool:
    """Whether it is held with a state that is no member: a drill with France."""
    if event.frame not in ("ATTEND", "HOSTING", "HELD", "DRILL"):
        return False
    others = [t for p, t in event.roles.links if p in ("with", "alongside") and t.state is not None]
    return any(t.state not in members and t.head.kind in ("country", "adjective", "capital") for t in others)


def _meeting_of_heads(scene: Scene, event: Event) -> Occasion | None:
    """The meeting or drill of others that the sentence tells of, at the event's own place where it has none."""
    met = _gathered(scene) or _company(scene, event)
    if met is not None and met.level == "summit" and of_lower_rank(scene, event):
        met = Occasion("meeting", met.places, "meeting_skipped")
    if met is None or met.places:
        return met
    leading = AT | TO if event.frame == "GOTO" else _OFF if event.frame == "SKIPHOME" else AT
    own = [p for prep, t in event.roles.links if prep in leading for p in t.places]
    return Occasion(met.level, tuple(dict.fromkeys(own)))


def _gathered(scene: Scene) -> Occasion | None:
    """As the leaders of the alliance met in Astana: a summit; while its allies drilled: a drill."""
    for clause in scene.tree.clauses:
        if clause.verb is None or not isinstance(clause.subject, NounPhrase):
            continue
        thing = scene.things.of(clause.subject)
        drilling = bool(set(clause.verb.lemmas) & _DRILLING)
        if not drilling and not set(clause.verb.lemmas) & _MEETING:
            continue
        words = _words(scene, clause.subject)
        below = bool(words & _BELOW) and not words & _HEADS
        if "of ours" in thing.kinds and (drilling or below or words & _HEADS or "fellow" in thing.kinds):
            places = [
                p
                for prep, linked in clause.links
                if prep in AT and isinstance(linked, NounPhrase)
                for p in scene.things.of(linked).places
            ]
            level = "drill" if drilling else "meeting" if below else "summit"
            return Occasion(level, tuple(dict.fromkeys(places)), "meeting_skipped" if level == "meeting" else None)
    return None


def _remembered(scene: Scene, event: Event) -> Occasion | None:
    known = scene.setting.memory.occasion
    if known is None or event.frame in ("GOBARE", "EMPTY", "ATTEND", "DRILL"):
        return None
    return Occasion(known[0], known[1], "video_link" if event.frame == "DIAL" and known[0] == "summit" else None)


def level_of(scene: Scene, event: Event, thing: Thing) -> str | None:
    """Whether a thing is a summit, a drill, a meeting below a summit, or some activity; None for none of them."""
    thing = is_a(thing, "UDY", scene.things) or thing
    kinds = thing.kinds
    if is_a(thing, "D", scene.things) is not None:
        return "drill"
    if "summit" in kinds:
        return "summit"
    words = _words(scene, thing.phrase)
    if is_a(thing, "U", scene.things) is not None:
        generic = thing.head.word.plural and "the" in thing.lows and not thing.phrase.links
        if (
            "of ours" not in kinds
            and not generic
            and not words & _HEADS
            and thing.head.tag != "O"
            and not words & _POINTING
        ):
            return None
        if words & _BELOW:
            return "meeting"
        if words & _HEADS or led_by_heads(scene, event):
            return "summit"
        return "meeting"
    if kinds & {"seat", "seat?"} and "of ours" in kinds and event.frame == "EMPTY":
        return "meeting"
    if kinds & {"body?"} and "of ours" in kinds:
        return "meeting"
    if kinds & {"activity", "activity?"}:
        return "activity"
    return None


def _company(scene: Scene, event: Event) -> Occasion | None:
    """Join the other leaders of the alliance in Minsk: their summit."""
    company = [*event.match.objects, *(t for prep, t in event.roles.links if prep == "with")]
    heads = [t for t in company if "of ours" in t.kinds and _words(scene, t.phrase) & _HEADS]
    return Occasion("summit") if event.frame == "GOTO" and heads else None


def _words(scene: Scene, phrase: NounPhrase, depth: int = 0) -> set[str]:
    """The words of a phrase and of those hung on it."""
    found = {t.low for t in scene.tokens[phrase.start : phrase.end]}
    found |= {t.word.noun for t in scene.tokens[phrase.start : phrase.end]}
    for low in tuple(found):
        parts = low.split()
        found |= {*parts, *(" ".join(parts[i:]) for i in range(len(parts)))}
    if depth < 4:
        for _, linked in phrase.links:
            if isinstance(linked, NounPhrase):
                found |= _words(scene, linked, depth + 1)
    return found
