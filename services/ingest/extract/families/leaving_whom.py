"""Pass 13b. Whose men leave, by whose order, and from places of whose concern."""

from events.record import Force
from services.ingest.extract.frames.argument_types import is_a
from services.ingest.extract.frames.matching import links_of
from services.ingest.extract.frames.scene import Event, Scene
from services.ingest.extract.grammar.clause import Clause
from services.ingest.extract.grammar.phrase import NounPhrase
from services.ingest.extract.things import roles as roles_of
from services.ingest.extract.things.around_places import FROM
from services.ingest.extract.things.locating import Located
from services.ingest.extract.things.thing import Thing
from services.ingest.extract.words.word_sets import word_set

_LENGTHS = frozenset({"metre", "meter", "kilometre", "kilometer", "km", "m", "mile", "yard", "step", "pace"})
_HURT = word_set("leaving.hurt")
_HURTING = word_set("leaving.hurting")
_BY_WHOM = frozenset(
    [
        "PLAN",
        "BEGIN",
        "COMPLETE",
        "HAPPEN",
        "POSTPONE",
        "CANCEL",
        "REFUSE",
        "ORDER",
        "AGREE",
        "CONSIDER",
        "THREATEN",
        "PROG",
        "STOP",
        "FAIL",
        "CARRY",
        "MANAGE",
        "OBLIGE",
        "EXCLUDE",
        "WARN",
    ]
)


_OUT = frozenset({"from", "out of"})
_GATHERINGS = frozenset({"talks", "game", "summit", "meeting"})


def goes_for_good(scene: Scene, event: Event, things: list[Thing], places: tuple[str, ...]) -> bool:
    """Whether what moves gives up where it stood: not civilians, not the dead and wounded, not a post set back by some
    metres, not who walks out of talks or a contest."""
    people = [t for t in things if t.force is not None]
    if people and all(_civilians(scene, t, places) or _casualties(scene, t) for t in people):
        return False
    if any(prep in _OUT and t.kinds & _GATHERINGS for prep, t in event.roles.links):
        return False
    return not any(t.noun in _LENGTHS for t in event.roles.objects)


def _civilians(scene: Scene, thing: Thing, places: tuple[str, ...]) -> bool:
    """People told by their nation alone: soldiers only where theirs is an army that is tracked; Russians in general
    have left a country, the Russians a post in it."""
    if "people" not in thing.kinds:
        return False
    country = bool(places) and not any("." in place for place in places)
    return thing.owner not in dict(scene.setting.gazetteer.tracked) or (country and "the" not in thing.lows)


def _casualties(scene: Scene, thing: Thing) -> bool:
    """Wounded soldiers, the soldiers killed in a crash: what is flown home are they, not their unit."""
    clauses = [c for c in thing.phrase.clauses if isinstance(c, Clause) and c.verb is not None and c.verb.form == "pp"]
    return bool(thing.lows & _HURT) or any(set(c.verb.lemmas) & _HURTING for c in clauses if c.verb is not None)


def wants_from(event: Event) -> bool:
    """Whether its sense wants to know from where."""
    return any("from" in ways for ways, _ in event.match.sense.links)


def leaving_forces(scene: Scene, event: Event) -> list[Thing]:
    """The things that leave: those behind "of" where the sense has them there, else subjects and objects, else what
    the operators above name."""
    for preps, types in event.match.sense.links:
        if "F" in types:
            linked = links_of(event.match.sense, event.roles, scene.things)
            behind = [is_a(t, types, scene.things) for p, t in linked if p in preps]
            if found := [t for t in behind if t is not None and t.force is not None]:
                return found
    given = [*event.match.subjects, *event.match.objects]
    if "F" in event.match.sense.object and any(t.force is not None for t in event.match.objects):
        given = event.match.objects
    found = _people_first([t for t in given if t.force is not None])
    if not found:
        found = [scene.things.of(t.phrase.possessor) for t in event.roles.objects if t.phrase.possessor is not None]
        found += [t for p, t in links_of(event.match.sense, event.roles, scene.things) if p == "of"]
        found = [t for t in found if t.force is not None]
    if not found:
        linked = [(p, t) for p, t in event.roles.links if t.force is not None]
        found = [t for p, t in linked if p in ("of", "by", "for") or t.kinds & {"post", "presence"}]
    if not found and isinstance(event.node, NounPhrase):
        found = [t for t in acting_above(scene, event) if t.force is not None]
    return found


def _people_first(things: list[Thing]) -> list[Thing]:
    """Guards leave their posts: the guards; a post closes: the post."""
    people = [t for t in things if "post" not in t.kinds or "force" in t.kinds]
    return people or things


def acting_above(scene: Scene, event: Event) -> list[Thing]:
    """The subjects of the operators over an event told as a noun: peacekeepers start their exit; Russia plans none;
    whose list of departures it is."""
    found: list[Thing] = []
    for operator in event.climb.operators:
        if operator.name in _BY_WHOM and operator.clause is not None and operator.clause.subject is not event.node:
            found += roles_of.of_clause(operator.clause, scene.tree, scene.things).subjects
        elif operator.phrase is not None and operator.phrase.possessor is not None and operator.name == "PLAN":
            found += scene.things.all(operator.phrase.possessor)
    return found


def owned_forces(
    scene: Scene, event: Event, forces: tuple[Force, ...], hosts: frozenset[str | None]
) -> tuple[Force, ...]:
    """A state that withdraws, plans or begins is the owner, where the force has none of its own: soldiers whom it
    withdraws from a country are not that country's."""
    states = [t.state for t in event.match.subjects if t.state is not None and t.force is None]
    if not states and isinstance(event.node, NounPhrase):
        given = (*event.roles.subjects, *acting_above(scene, event))
        own = scene.things.of(event.node).owner
        states = [own] if own is not None else []
        states += [t.state for t in given if t.state is not None and t.force is None]
    if not states and not any(f.owner is not None for f in forces):
        states = _by_whose_order(scene, event)
    strangers = [s for s in states if s not in hosts or event.match.sense.subject.startswith(("S", "s"))]
    gazetteer = scene.setting.gazetteer
    if event.frame == "CONVOY":
        strangers = [t.owner for t in (*event.match.subjects, *event.match.objects) if t.owner is not None]
    owner = next((s for s in strangers if gazetteer.follows(s, "")), strangers[0] if strangers else None)
    if owner is None:
        return forces
    if not forces:
        return (Force(owner=owner, type="unspecified"),)
    left = {t.state for t in event.roles.linked("from") if t.head.kind == "country"}
    return tuple(
        f if f.owner is not None and f.owner not in left else f.model_copy(update={"owner": owner}) for f in forces
    )


def _by_whose_order(scene: Scene, event: Event) -> list[str]:
    """The state whose own people order, refuse or put off what is told without an owner."""
    found: list[str] = []
    for operator in event.climb.operators:
        if operator.name in ("ORDER", "REFUSE", "POSTPONE", "CANCEL", "PLAN") and operator.clause is not None:
            subjects = roles_of.of_clause(operator.clause, scene.tree, scene.things).subjects
            found += [t.state for t in subjects if t.state is not None and scene.setting.gazetteer.follows(t.state, "")]
    return found


def hosting_states(scene: Scene, places: tuple[str, ...]) -> frozenset[str | None]:
    """The states on whose ground it happens: they close no base of their own there, unless they say so themselves."""
    gazetteer = scene.setting.gazetteer
    return frozenset({gazetteer.places[p].host for p in places if p in gazetteer.places} or {"ARM"})


def is_elsewhere(
    scene: Scene, event: Event, found: Located, places: tuple[str, ...], forces: tuple[Force, ...]
) -> bool:
    """Whether it happens at a place nobody follows: one with a name that no table knows, or of an army of no
    concern."""
    if places:
        return False
    if found.places:
        return True
    named = [t for p, t in event.roles.links if p in FROM and t.head.tag == "P"] + [
        t for t in event.match.objects if t.head.tag == "P" and t.force is None
    ]
    if any((t.head.mention is None and t.state is None) or t.places for t in named):
        return True
    gazetteer = scene.setting.gazetteer
    return bool(forces) and all(f.owner is not None and not gazetteer.follows(f.owner, "") for f in forces)


def names_no_force(thing: Thing) -> bool:
    """Skiers, a bill: something that leaves and is neither a force nor a place."""
    ground = thing.kinds & {"site", "border", "area", "area?", "land", "post?", "border?"}
    return thing.force is None and thing.head.tag == "N" and thing.head.mention is None and not ground
