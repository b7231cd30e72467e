"""Pass 13f. In: an engagement with what stands by it and where it happens. Out: its two sides, Armenia one of them."""

from collections.abc import Iterator

from services.ingest.extract.frames.scene import Event, Scene
from services.ingest.extract.grammar.clause import Clause
from services.ingest.extract.grammar.phrase import NounPhrase
from services.ingest.extract.things import roles as roles_of
from services.ingest.extract.things.around import Around
from services.ingest.extract.things.parties import parties, state_of
from services.ingest.extract.things.thing import Thing
from services.ingest.extract.words.word_sets import word_set

_EXCLUDED = word_set("engagement.excluded")
_HOME = "ARM"
_OWN_DRILLS = word_set("engagement.own_drills")
_BY = word_set("pairing.by")
_NAMELESS = frozenset({"E-MEET", "E-MEETN", "E-VISIT", "E-VISITN", "E-DISCUSS", "E-STUDY", "E-SENDOFF"})
_GIVEN = frozenset({"E-AID", "E-AIDIN", "E-FUND", "E-AIDCOME"})
_POINTING = frozenset({"E-POST", "E-UNPOST", "E-CUT", "E-ACCORD", "E-DISCUSS", "E-MISSION"})
_VISITS = frozenset({"E-VISIT", "E-VISITN", "E-TRIP", "E-RETURN"})
_BODIES = frozenset({"NATO", "EU", "UN", "OSCE"})
_PAIR = ("a", "b")
_FURTHER = word_set("noun_events.further")
LEADING = word_set("pairing.leading")
_NAMING = word_set("pairing.naming")


def pair(scene: Scene, event: Event, near: Around, places: tuple[str, ...]) -> tuple[tuple[str, str], ...]:
    """The sides `a` and `b`, the acting one first; nothing where Armenia or a foreign partner is not among them."""
    names = list(dict.fromkeys(_named(scene, event, near)))
    towards = [p for prep, t in near.links if event.frame in _GIVEN and prep == "to" for p in t.places]
    hosts = [h for p in (*places, *towards) if (h := scene.setting.gazetteer.places[p].host)]
    if not names and any(t.lows & {"two", "both"} for t in near.subjects):
        names = list(dict.fromkeys(_of_speaker(scene, event)))
    known = scene.setting.memory.pair
    if not names and known and _one_more(scene, event):
        names = list(known)
    if not names and event.frame in _NAMELESS:
        return ()
    states = [state_of(scene, n) for n in names]
    if _HOME not in states and _HOME in hosts and not _by_itself(event):
        names.append(_HOME)
    among_others = len({s for s in states if s not in _BODIES}) > 1
    elsewhere = among_others or (event.frame in _VISITS and hosts and names)
    if _HOME not in states and _HOME not in names and not elsewhere and _implied(scene, event):
        names.append(_HOME)
    foreign = [n for n in names if state_of(scene, n) != _HOME]
    if not foreign:
        foreign = [h for h in hosts if h != _HOME]
        names += foreign[:1]
    if known and event.frame in _POINTING and (not foreign or len(names) < len(_PAIR)):
        names = list(dict.fromkeys((*names, *known)))
        foreign = [n for n in names if state_of(scene, n) != _HOME]
    home = [n for n in names if state_of(scene, n) == _HOME]
    if not home or not foreign or {state_of(scene, n) for n in foreign} & _EXCLUDED:
        return ()
    first, second = (home[0], foreign[0]) if names.index(home[0]) < names.index(foreign[0]) else (foreign[0], home[0])
    return (("a", first), ("b", second))


def _one_more(scene: Scene, event: Event) -> bool:
    """The next meeting is set for May, another will follow: of those who met before, where nothing says of whom."""
    node, place = event.node, scene.tree.up(event.node)
    if not isinstance(node, NounPhrase) or place is None or place.role != "subject":
        return False
    lows = [t.low for t in scene.tokens[node.start : node.head + 1] if t.tag != "D" or t.low in _FURTHER]
    bare = bool(lows) and lows[0] in _FURTHER and len(lows) <= len(("another", "meeting"))
    return bare and all(isinstance(q, NounPhrase) and scene.tokens[q.head].date is not None for _, q in node.links)


def _by_itself(event: Event) -> bool:
    """A base that holds a drill of its own."""
    return event.frame == "E-DRILL" and any("post" in t.kinds for t in event.match.subjects)


def _named(scene: Scene, event: Event, near: Around) -> Iterator[str]:
    """The parties by what stands by the event: subjects, objects, links, and the adjectives of what it is told as."""
    things = [*near.subjects, *event.match.objects, *near.objects]
    things += [t for prep, t in near.links if prep in _BY or (prep == "under" and t.head.kind == "organisation")]
    things += [
        t
        for prep, t in near.links
        if prep in ("at", "in", "to") and (t.kinds & {"academy", "org"} or t.head.kind == "metonym")
    ]
    if event.frame in _GIVEN:
        above = [o.clause for o in event.climb.operators if o.clause is not None]
        things += [t for c in above for t in roles_of.of_clause(c, scene.tree, scene.things).subjects]
    if event.frame in ("E-LESS", "E-FEWER"):
        things += [t for thing in (*event.match.objects, *event.match.subjects) for t in _described(scene, thing)]
    if isinstance(event.node, NounPhrase):
        things.insert(0, scene.things.of(event.node))
    for thing in things:
        if thing.head.date is None:
            yield from _of(scene, thing, 0)


def _of_speaker(scene: Scene, event: Event) -> Iterator[str]:
    """The two armies, in the words of one side's ambassador to the other."""
    clause = scene.tree.clause_of(event.node)
    for above in scene.tree.above(clause) if clause is not None else ():
        if above.role == "say" and isinstance(above.subject, NounPhrase):
            yield from _of(scene, scene.things.of(above.subject), 0)


def _described(scene: Scene, thing: Thing) -> Iterator[Thing]:
    """What the clauses on a phrase, or on what it is a part of, name: the number of cadets it sends to Moscow."""
    for phrase in (thing.phrase, *(q for p, q in thing.phrase.links if p == "of" and isinstance(q, NounPhrase))):
        for clause in phrase.clauses:
            if isinstance(clause, Clause):
                yield from (scene.things.of(q) for _, q in clause.links if isinstance(q, NounPhrase))


def _of(scene: Scene, thing: Thing, depth: int) -> Iterator[str]:
    """A thing's own party, those named inside its phrase, and those behind with, between, of, from."""
    yield from parties(scene, [thing])
    phrase = thing.phrase
    named = any(prep == "between" for prep, _ in phrase.links)
    for token in scene.tokens[phrase.start : phrase.end]:
        if token.kind in _NAMING and token.state is not None and not (named and token.kind == "capital"):
            yield token.state
        elif token.kind == "drill" and token.mention is not None:
            yield scene.setting.gazetteer.drills[token.mention.key]
    if depth > 2:
        return
    led = [c for c in phrase.clauses if isinstance(c, Clause) and c.verb is not None and c.verb.form == "pp"]
    by = [link for c in led if c.verb is not None and set(c.verb.lemmas) & LEADING for link in c.links]
    for prep, linked in (*phrase.links, *by):
        if prep in ("with", "between", "of", "from", "to", "for", "on", "by") and isinstance(linked, NounPhrase):
            for other in scene.things.all(linked):
                if other.head.date is None:
                    yield from _of(scene, other, depth + 1)


def _implied(scene: Scene, event: Event) -> bool:
    """Joint exercises with the Russians: Armenia's, where the text names Armenia and nobody else's are told of."""
    if any(t.state == _HOME or (t.mention is not None and t.mention.key in _OWN_DRILLS) for t in scene.tokens):
        return True
    joint = isinstance(event.node, NounPhrase) and "joint" in scene.things.of(event.node).lows
    return joint or any("joint" in t.lows for t in (*event.match.subjects, *event.match.objects))
