"""Pass 13b. Whether all have left, some, or none."""

from services.ingest.extract.frames.event_words import words_of
from services.ingest.extract.frames.scene import Event, Scene
from services.ingest.extract.grammar.clause import Clause
from services.ingest.extract.grammar.phrase import NounPhrase
from services.ingest.extract.things.thing import Thing
from services.ingest.extract.words.quantities import count_in, partitive
from services.ingest.extract.words.word_sets import word_set

_NOT_ALL = word_set("leaving.not_all")
TOTAL = word_set("leaving.total")
_PARTLY = word_set("leaving.partly")
_FEW = word_set("leaving.few")
_GROUPS = word_set("leaving.groups")
_KNOWN = frozenset({"the", "all", "these", "those", "its", "their"})
_CROWD = 100
_SOME_OF = word_set("leaving.some_of")
_REMAINING = frozenset({"remaining", "others", "rest", "remainder", "other"})
_GOALS = frozenset({"to", "into", "for", "towards"})
_BASES = frozenset({"base_garrison", "air_force"})
_WHOLE = word_set("leaving_stages.whole")
_BULK = word_set("leaving_stages.bulk")


def is_thinned(scene: Scene, event: Event) -> bool:
    """Some men taken from a base that stays, men of a base who go, from nowhere else: it has become smaller."""
    men = [t for t in (*event.roles.subjects, *event.roles.objects) if t.force is not None and "post" not in t.kinds]
    if any(p in ("from", "out of") and _is_base(t) for p, t in event.roles.links) and any(
        t.phrase.start != t.phrase.head and not t.lows & _WHOLE and _told_number(scene, t) for t in men
    ):
        return True
    elsewhere = [*event.roles.objects, *(t for p, t in event.roles.links if p not in _GOALS)]
    if any(t.places and t not in men and not _is_base(t) for t in elsewhere):
        return False
    return any(_some_of_base(scene, t) for t in men)


def _some_of_base(scene: Scene, men: Thing) -> bool:
    """Units of the 102nd base, two soldiers from the base: not its men, all of them."""
    if scene.tokens[men.phrase.start].low in _WHOLE or men.lows & TOTAL or "not" in men.lows:
        return False
    behind = [q for p, q in men.phrase.links if p in ("of", "from") and isinstance(q, NounPhrase)]
    return any(_is_base(scene.things.of(q)) for q in behind)


def _is_base(thing: Thing) -> bool:
    return "post" in thing.kinds and thing.force in _BASES


def _told_number(scene: Scene, thing: Thing) -> bool:
    """A number or a vague one stands in the phrase: up to 1,000, three hundred, hundreds of, several."""
    vague = thing.lows & {"hundreds of", "dozens of", "thousands of", "scores of", "several", "some", "many", "part of"}
    return bool(vague) or any(t.tag == "M" for t in scene.tokens[thing.phrase.start : thing.phrase.head])


def not_all(scene: Scene, event: Event) -> bool:
    """Not all of them: some have."""
    words = {scene.tokens[t.phrase.start].low for t in (*event.roles.subjects, *event.roles.objects)}
    return bool(words & _NOT_ALL) or bool(words_of(scene, event) & {"not all", "not nearly all"})


def is_not_one(scene: Scene, event: Event) -> bool:
    """Not a single soldier, neither men nor machines have been withdrawn: nothing has begun."""
    single = {"not a single", "not one", "not one single", "not a", "not even one", "not even a"}
    for thing in (*event.roles.subjects, *event.roles.objects):
        first = scene.tokens[thing.phrase.start].low
        if first in single or thing.lows & {"single", "any"} or (first == "neither" and not thing.places):
            return True
    return False


def is_part_of_act(scene: Scene, event: Event) -> bool:
    """Completed half of the withdrawal."""
    return isinstance(event.node, NounPhrase) and scene.tokens[event.node.start].low in _SOME_OF


def is_part(scene: Scene, event: Event) -> bool:
    """Two of the five, half of them, three of its posts, the first thirty: only a part has gone."""
    lows = words_of(scene, event)
    if lows & TOTAL:
        return False
    if lows & _PARTLY or _others_to_follow(scene, event) or rest(scene, event) or _of_some(scene, event):
        return True
    for thing in (*event.roles.subjects, *event.roles.objects):
        start = scene.tokens[thing.phrase.start]
        head = scene.tokens[thing.phrase.head]
        if head.low in ("others", "another") or (head.tag == "M" and any(p == "of" for p, _ in event.roles.links)):
            return True
        some = start.low in ("some", "many", "most", "half") and all(
            t.tag != "M" for t in scene.tokens[thing.phrase.start + 1 : thing.phrase.start + 2]
        )
        if (
            some
            or "vehicle" in thing.kinds
            or (scene.tokens[thing.phrase.head].low in _BULK and any(prep == "of" for prep, _ in thing.phrase.links))
        ):
            return True
        few = _few(scene, thing) or (start.low in ("a", "an", "one", "two", "three") and thing.noun in _GROUPS)
        if start.low in _SOME_OF or (few and thing.force is not None and "post" not in thing.kinds):
            return True
        if (start.tag in "DM" or start.low.endswith(" of")) and thing.phrase.links and thing.phrase.links[0][0] == "of":
            return (
                start.low not in ("all of", "both of", "all", "none of")
                and partitive(scene.line, thing.phrase.start, thing.phrase.end + 3)
            ) or start.low in (
                "some of",
                "most of",
                "half of",
                "part of",
                "several of",
                "many of",
                "some",
                "most",
                "half",
                "several",
                "a few",
            )
    return False


def _few(scene: Scene, thing: Thing) -> bool:
    """A dozen, some thirty: a number of men too small for all that stood there, and not told as the ones that did."""
    if thing.lows & _FEW:
        return True
    count = count_in(scene.line, thing.phrase.start, thing.phrase.head)
    if count is None or thing.phrase.possessor is not None or thing.lows & _KNOWN:
        return False
    return count.approx and (count.value or count.max or _CROWD) < _CROWD


def _of_some(scene: Scene, event: Event) -> bool:
    """Eleven of the nineteen stand empty, their crews having left: those of a part are a part."""
    node = event.node
    above = node.above() if isinstance(node, Clause) and node.role == "adv" and node.marker == "ing" else None
    if above is None or not isinstance(above.subject, NounPhrase) or not isinstance(node, Clause):
        return False
    own = isinstance(node.subject, NounPhrase) and scene.tokens[node.subject.start].low in ("their", "its")
    some = scene.tokens[above.subject.start].tag == "M" and any(prep == "of" for prep, _ in above.subject.links)
    return own and some


def rest(scene: Scene, event: Event) -> bool:
    """Took down three posts, leaving nine: what stays is told beside what goes."""
    return any(
        other.frame == "STAYREST"
        and isinstance(other.node, Clause)
        and other.node.above() is event.node
        and not any(t.places for _, t in other.roles.links)
        for other in scene.events
    )


def _others_to_follow(scene: Scene, event: Event) -> bool:
    """Fifty have left and the remaining ones will leave by Friday."""
    for other in scene.events:
        if other is event or other.frame != event.frame or other.axes.stage not in ("FUTURE", "PLAN", "AGREE"):
            continue
        if any(t.lows & _REMAINING for t in (*other.roles.subjects, *other.roles.objects)):
            return True
    return False


def moved_away(event: Event) -> bool:
    """Guards in Tavush were driven to Gyumri: they left Tavush."""
    forces = [t for t in event.match.objects if t.force is not None]
    goals = [t for prep, t in event.roles.links if prep in ("to", "into", "towards") and t.places]
    return bool(goals) and any(t.places and _stationed(t) and not _sent_out(t, goals) for t in forces)


def _stationed(force: Thing) -> bool:
    """Guards in Tavush, men of the base, the base's men: whom the phrase itself says to be somewhere."""
    phrase = force.phrase
    return phrase.possessor is not None or any(prep in ("in", "at", "of", "from") for prep, _ in phrase.links)


def _sent_out(force: Thing, goals: list[Thing]) -> bool:
    """A company of the base, sent to another town of the same country: the base stays where it is."""
    lands = {p.split(".")[0] for p in force.places}
    return force.force == "base_garrison" and all(p.split(".")[0] in lands for t in goals for p in t.places)
