"""Pass 13c. In: an event of belonging to an organisation. Out: which organisation, and which members."""

from collections.abc import Iterator
from dataclasses import dataclass

from services.ingest.extract.families.letters import NOTICES, told_in
from services.ingest.extract.families.states_named import OWNED, possessors, states, together
from services.ingest.extract.frames.scene import Event, Scene
from services.ingest.extract.grammar.clause import Clause
from services.ingest.extract.grammar.phrase import NounPhrase
from services.ingest.extract.operators.axes import NEGATIVE
from services.ingest.extract.things import roles as roles_of
from services.ingest.extract.things.thing import Thing
from services.ingest.extract.things.told_places import TO
from services.ingest.extract.words.word_sets import word_set

_OPEN_KINDS = word_set("belonging.open_kinds")
_OF_OBJECT = frozenset({"EXPEL", "PULLOUT", "REGARD", "CALLMEMBER", "AWAIT", "SAW", "KEPTAWAY"})
_OFFICES = word_set("belonging.offices")
_COMPANY = frozenset({"with", "by", "between", "among", "from", "alongside"})
_GOTTEN = frozenset({"RECEIVED", "ARRIVENOTICE", "KNOWNOTHING", "AWAITLETTER"})
_SEVERAL = word_set("belonging.several")
_NAMING = frozenset({"including", "among them", "such as", "among others"})
_MANY = word_set("belonging.many")


@dataclass(frozen=True, slots=True)
class Bloc:
    """The organisation an event is about: its id, None where only "the bloc" stands there; `named` where the event's
    own words name it."""

    id: str | None
    named: bool = False


def bloc_of(scene: Scene, event: Event) -> Bloc | None:
    """The tracked organisation of an event; None where it is about another one, or about none."""
    organisations = scene.setting.gazetteer.organisations
    things = list(arguments(scene, event))
    own = [t.org for t in things if t.org is not None]
    tracked = [o for o in own if o in organisations and organisations[o].tracked]
    if tracked:
        return Bloc(tracked[0], True)
    if own or any(_foreign(scene, t) for t in things):
        return None
    if any(_blocs(t) for t in things):
        return Bloc(_around(scene, event) or scene.setting.memory.org, True)
    found = _around(scene, event)
    if found is None and any("of bloc" in scene.things.of(p).kinds for p in scene.tree.phrases):
        return Bloc(None)
    if found is None:
        found = scene.setting.memory.org
    return Bloc(found) if found is not None and organisations[found].tracked else None


def arguments(scene: Scene, event: Event) -> Iterator[Thing]:
    """All that stands in the event: its slots, its links, and the noun it is told as."""
    if isinstance(event.node, NounPhrase):
        yield scene.things.of(event.node)
    yield from event.match.objects
    yield from event.roles.objects
    for _, thing in event.roles.links:
        yield thing
    yield from event.match.subjects


def _blocs(thing: Thing) -> bool:
    """Whether a thing is or belongs to "the bloc", "the alliance", without saying which."""
    if "bloc?" in thing.kinds and "the" in thing.lows and not thing.phrase.links:
        return True
    return "bloc" in thing.kinds or "of bloc" in thing.kinds


def _foreign(scene: Scene, thing: Thing) -> bool:
    """Whether it is said to be within something else than an organisation of ours: membership in a payment system."""
    if not thing.kinds & {"membership", "participation", "dues", "member", "seat", "summit", "drill"}:
        return False
    links = [
        *thing.phrase.links,
        *(link for _, q in thing.phrase.links if isinstance(q, NounPhrase) for link in q.links),
    ]
    for prep, linked in links:
        if prep in ("of", "in", "to", "with", "from") and isinstance(linked, NounPhrase):
            inner = scene.things.of(linked)
            if (
                "membership" in thing.kinds
                and inner.kinds & {"human", "civilian"}
                and inner.state is None
                and prep == "of"
            ):
                return True
            if inner.org is None and not inner.kinds & _OPEN_KINDS and inner.head.tag in "NP" and not inner.places:
                return inner.state is None and inner.head.date is None
    return False


def _around(scene: Scene, event: Event) -> str | None:
    """The organisation of the sentence that stands nearest to the event, before it rather than behind."""
    at = event.at
    best: tuple[int, str] | None = None
    for i, token in enumerate(scene.tokens):
        if token.kind == "organisation" and token.mention is not None:
            far = at - i if i < at else 2 * (i - at)
            if best is None or far < best[0]:
                best = (far, token.mention.key)
    for phrase in scene.tree.phrases:
        thing = scene.things.of(phrase)
        if thing.org is not None and "of ours" in thing.kinds:
            far = at - phrase.head if phrase.head < at else 2 * (phrase.head - at)
            if best is None or far < best[0]:
                best = (far, thing.org)
    if best is None or not scene.setting.gazetteer.organisations[best[1]].tracked:
        return None
    return best[1]


def members_of(scene: Scene, event: Event, bloc: Bloc) -> tuple[str, ...]:
    """The members the event is about, each once, in the order told."""
    allowed = allowed_in(scene, bloc)
    if _means_anybody(event):
        return ()
    for found in _candidates(scene, event):
        fit = tuple(dict.fromkeys(s for s in found if s in allowed))
        if fit:
            return fit
    if _is_held(event) or _are_the_others(scene, event):
        return ()
    venues = {
        id(scene.tokens[q.head])
        for clause in scene.tree.clauses
        for prep, q in clause.links
        if prep in TO - {"for"} and isinstance(q, NounPhrase)
    }
    only = {
        t.state
        for t in scene.tokens
        if t.state in allowed
        and id(t) not in venues
        and t.state != "RUS"
        and t.kind in ("country", "capital", "adjective", "person", "metonym")
    }
    if not only and all(t.noun in _OFFICES for t in event.match.subjects):
        return _remembered(scene, allowed)
    return tuple(s for s in only if s is not None) if len(only) == 1 else ()


def _means_anybody(event: Event) -> bool:
    """The letter with which a state gives notice, whenever a member leaves: a rule, told of none of them."""
    told = event.node.verb if isinstance(event.node, Clause) else None
    if told is None or told.tense != "pres" or told.perfect or told.negated:
        return False
    return any(
        t.lows & {"a", "any"} and t.noun in ("state", "country", "member", "party") for t in event.roles.subjects
    )


def _are_the_others(scene: Scene, event: Event) -> bool:
    """Soldiers from the other member states were there, five presidents came: whoever it is, not the one state that the
    sentence names."""
    things = event.roles.subjects
    linked = [scene.things.of(q) for t in things for _, q in t.phrase.links if isinstance(q, NounPhrase)]
    several = [t for t in (*things, *linked) if t.head.word.plural and t.noun in _SEVERAL]
    return bool(several) or any(t.lows & {"other", "others", "remaining"} for t in (*things, *linked))


def _remembered(scene: Scene, allowed: frozenset[str]) -> tuple[str, ...]:
    """The member that the text spoke of before, where the sentence names nobody: no dues have been paid."""
    memory = scene.setting.memory
    if len(memory.members) == 1:
        return memory.members
    return (memory.member,) if memory.member is not None and memory.member in allowed else ()


def _is_held(event: Event) -> bool:
    """A drill that is held: by those it is held with."""
    return event.frame == "HELD" and not event.axes.denied and event.axes.stage not in ("REFUSE", "CANCEL")


def allowed_in(scene: Scene, bloc: Bloc) -> frozenset[str]:
    """The states that belong or have belonged to it."""
    organisations = scene.setting.gazetteer.organisations
    chosen = [organisations[bloc.id]] if bloc.id is not None else [o for o in organisations.values() if o.tracked]
    return frozenset(m for o in chosen for m in (*o.members, *o.others))


def _candidates(scene: Scene, event: Event) -> Iterator[list[str]]:
    """Lists of states, the likeliest first."""
    things, links = scene.things, event.roles.links
    targets = [t for t in arguments(scene, event) if t.kinds & OWNED]
    if _is_held(event):
        yield [s for p, t in links if p in _COMPANY for s in states(scene, t)]
        return
    if event.frame in ("WITHOUT", "INVAIN"):
        missing = [t for p, t in links if p in ("without", "for")]
        yield [s for t in missing for s in states(scene, t)]
        yield [s for t in missing for s in possessors(scene, t)]
        return
    if any(t.head.low in _MANY for t in event.roles.subjects) and len(scene.setting.memory.members) > 1:
        yield list(scene.setting.memory.members)
    if event.frame in _OF_OBJECT or (event.frame == "REPRESENT" and event.match.objects):
        yield [s for t in event.match.objects for s in states(scene, t)]
    if event.frame == "MEMBER" and event.match.sense.subject == "O":
        yield [s for p, t in links if p == "to" for s in states(scene, t)]
    yield [s for t in targets for s in possessors(scene, t)]
    if event.frame in NOTICES:
        yield [s for p, t in links if p in ("from", "by") for s in states(scene, t)]
        yield [s for e in told_in(scene, event) for found in _candidates(scene, e) for s in found][:1]
    if event.frame in _GOTTEN:
        return
    subjects = list(event.match.subjects)
    if subjects and not any(t.head.tag in "OWMD" for t in event.roles.subjects):
        subjects = list(event.roles.subjects)
    subjects = _those_who_do(scene, subjects)
    if any(t.head.low in ("they", "both") for t in event.roles.subjects):
        yield together(scene, event)
    yield [s for t in subjects for s in states(scene, t)]
    yield [s for t in _those_who_do(scene, event.roles.subjects) for s in states(scene, t)]
    if any(t.head.tag in "SO" and t.state in scene.setting.gazetteer.organisations for t in subjects):
        yield from _told_before(scene, event)  # its exit: no organisation leaves itself
    naming = [(p, q) for t in event.roles.subjects for p, q in t.phrase.links]
    naming += [(p, t.phrase) for p, t in links]
    yield [s for p, q in naming if p in _NAMING for s in _named_in(scene, q)]
    if isinstance(event.node, NounPhrase):
        yield possessors(scene, things.of(event.node))
        yield [
            s
            for operator in event.climb.operators
            if operator.clause is not None
            for t in roles_of.of_clause(operator.clause, scene.tree, things).subjects
            for s in states(scene, t)
        ]
    yield [t.owner for t in targets if t.owner is not None]
    yield [s for p, t in links if p in ("by", "from", "for", "of") for s in states(scene, t)]
    yield [s for t in event.roles.objects for s in states(scene, t)]
    clause = scene.tree.clause_of(event.node)
    if clause is not None:
        for around in scene.tree.above(clause):
            if around.role == "say":
                break
            yield [s for t in roles_of.of_clause(around, scene.tree, things).subjects for s in states(scene, t)]
    yield from _told_before(scene, event)


def _told_before(scene: Scene, event: Event) -> Iterator[list[str]]:
    """Those of whom the clauses before the event are told, the nearest first."""
    for other in reversed(scene.tree.clauses if not _are_the_others(scene, event) else ()):
        if other.verb is not None and other.verb.head < event.at and isinstance(other.subject, NounPhrase):
            yield [s for t in scene.things.all(other.subject) for s in states(scene, t)]


def _those_who_do(scene: Scene, subjects: list[Thing]) -> list[Thing]:
    """Belarusians, but not a single Armenian: without those who are named to be left out; neither A nor B: both."""
    lows = [scene.tokens[t.phrase.start].low for t in subjects]
    if "neither" in lows:
        return subjects
    return [t for t, low in zip(subjects, lows, strict=True) if low not in NEGATIVE] or subjects


def _named_in(scene: Scene, linked: object) -> list[str]:
    return states(scene, scene.things.of(linked)) if isinstance(linked, NounPhrase) else []


def nameless(scene: Scene, event: Event, bloc: Bloc) -> bool:
    """Whether the prime minister, the government of a country that is not named does it, of a bloc that is spoken
    of."""
    if not bloc.named or any(t.state is not None for t in scene.tokens):
        return False
    clauses = [scene.tree.clause_of(event.node), *(o.clause for o in event.climb.operators)]
    who = [t for c in clauses if c is not None for t in roles_of.of_clause(c, scene.tree, scene.things).subjects]
    return any(t.noun in _OFFICES for t in who)
