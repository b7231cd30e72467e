"""Pass 13c. In: an event of handing over or taking over. Out: drafts of control claims.

The force of a handover is the one that leaves; who takes over is a party, never the force. Men replaced by others of
the same army have rotated.
"""

from collections.abc import Iterator
from dataclasses import replace

from events.record import Force
from services.ingest.extract.families.guard_sides import INSTEAD, Sides, made, recipient, sides_of, whose
from services.ingest.extract.families.relief import arrived
from services.ingest.extract.frames.event_words import words_of
from services.ingest.extract.frames.scene import Draft, Event, Scene
from services.ingest.extract.grammar.clause import Clause
from services.ingest.extract.grammar.phrase import NounPhrase, nested_links
from services.ingest.extract.operators.agreed import as_agreed, as_considered
from services.ingest.extract.operators.axes import Axes
from services.ingest.extract.things.around_places import AT
from services.ingest.extract.things.forces import forces_of
from services.ingest.extract.things.locating import REPLACING, grounds, locate
from services.ingest.extract.things.sites import kept, settled
from services.ingest.extract.things.thing import Thing
from services.ingest.extract.words.word_sets import word_set

FRAMES = frozenset(
    {"HANDOVER", "PASS", "TAKEOVER", "REPLACE", "REPLACED", "RELIEVE", "SWAP", "STANDIN", "INCHARGE", "OWNWATCH"}
)
_OVER = AT | {"of", "over", "into", "for", "from"}
_ALONE = word_set("control.alone")
BESIDE = word_set("control.beside")
_NEGATING = word_set("control.negating")
_SINCE = word_set("control.since")


def read_control(scene: Scene, event: Event) -> list[Draft]:
    """The drafts of an event of these frames; none where no place of this world is meant."""
    axes = as_considered(event, event.axes)
    if axes.unsaid:
        return []
    sides = sides_of(scene, event)
    if event.frame == "OWNWATCH" and (sides.taker != "ARM" or (axes.stage == "STATE" and not _now(scene, event))):
        return []
    if any(t.kinds & {"private", "firm"} for p, t in event.roles.links if p in ("to", "into")):
        return []
    if event.frame == "INCHARGE":
        return _in_charge(scene, event, axes, sides)
    if event.frame == "TAKEOVER" and sides.taker == "RUS" and sides.giver is None:
        return _moved_in(scene, event, axes)
    if event.frame in ("REPLACE", "REPLACED", "SWAP", "STANDIN") and (sides.same or sides.taker is None):
        return rotation(scene, event, arrived(scene, event), sides)
    if event.frame == "REPLACE" and sides.giver is None and sides.taker in dict(scene.setting.gazetteer.tracked):
        fresh = forces_of(scene, [t for t in event.match.subjects if t.force is not None])
        return rotation(scene, event, arrived(scene, event), replace(sides, leaving=fresh or sides.leaving))
    if _among_officers(event, sides):
        return []
    beside = isinstance(event.node, Clause) and event.node.role == "adv"
    if beside and event.frame in REPLACING and axes.stage == "BEGIN":
        axes = replace(axes, stage="DONE")  # began guarding it, replacing the Russians: they stand there
    return handover(scene, event, axes, sides)


def handover(scene: Scene, event: Event, axes: Axes, sides: Sides) -> list[Draft]:
    """A handover at the event's places, where there are any."""
    replaced = event.roles.objects if event.frame in REPLACING else []
    place = locate(scene, event, _OVER | grounds(event), [t for t in replaced if t.force is not None])
    places = settled(scene, kept(scene, place.places, sides.leaving), sides.leaving)
    places = _own_side(scene, places, sides)
    given_to = recipient(event)
    if event.match.sense.voice and (given_to is None or sides.giver is None):
        return []
    if given_to is not None:
        places = tuple(p for p in places if p not in given_to.places)
    axes = as_agreed(scene, event, axes, "HANDOVER")
    given = event.frame == "HANDOVER" and bool(event.match.subjects)
    nobodys = given and not (sides.leaving or sides.giver or sides.taker)
    if not places or axes.stage == "NOMINAL" or nobodys or sides.same or _conquered(scene, event, places, sides):
        return []
    if axes.stage == "INF" or (axes.stage == "STATE" and event.frame != "GUARD" and not _now(scene, event)):
        axes = replace(axes, stage="FUTURE")
    parties = [("from", sides.giver), ("to", sides.taker)]
    told = tuple((role, state) for role, state in parties if state is not None)
    return [
        Draft(event, "HANDOVER", axes, sides.leaving, places, place.excluded, place.part, tier=place.tier, parties=told)
    ]


def _among_officers(event: Event, sides: Sides) -> bool:
    """A commander hands over his duties to General X, a new one takes over: one person after another, no guard after a
    guard."""
    if sides.taker is not None:
        return False
    named = [t for p, t in event.roles.links if p == "to" and t.head.tag == "P"]
    takes = [t for t in event.match.subjects if not t.head.word.plural] if event.frame == "TAKEOVER" else []
    alone = takes if sides.giver is None else []
    return any("human" in t.kinds and t.force is None for t in (*named, *alone))


def _own_side(scene: Scene, places: tuple[str, ...], sides: Sides) -> tuple[str, ...]:
    """The watch on the Afghan frontier, passed to Tajik guards: a border named by the neighbour is the taker's."""
    countries = scene.setting.gazetteer.countries
    taker = countries.get(sides.taker or "")
    theirs = {known.alpha2 for s in (sides.taker, sides.giver) if (known := countries.get(s or "")) is not None}
    if taker is None or not places or any("." in p or p in theirs for p in places):
        return places
    return (taker.alpha2,)


def _conquered(scene: Scene, event: Event, places: tuple[str, ...], sides: Sides) -> bool:
    """Took control of the whole region, from nobody, or retook it by force: a war, no handover of guard."""
    if any(prep == "by" and t.head.low == "force" for prep, t in event.roles.links):
        return True
    known = scene.setting.gazetteer.places
    wide = all(p in known and known[p].kind in ("region", "country") for p in places)
    return event.frame == "TAKEOVER" and sides.giver is None and wide


def _in_charge(scene: Scene, event: Event, axes: Axes, sides: Sides) -> list[Draft]:
    """Who is in charge: the host has taken over, a foreign force stands there."""
    if sides.taker == "RUS":
        return _moved_in(scene, event, axes)
    if sides.taker != "ARM" or (axes.stage == "STATE" and not _now(scene, event) and axes.verb is None):
        return []
    return handover(scene, event, replace(axes, stage="DONE") if axes.stage == "STATE" else axes, sides)


def taken_over(scene: Scene, event: Event, axes: Axes, forces: tuple[Force, ...]) -> list[Draft] | None:
    """Is now in Armenian hands: what a guest held, it holds no longer; None where no host holds it."""
    if [f.owner for f in forces] != ["ARM"]:
        return None
    if axes.pluperfect and event.frame == "INHANDS":
        return []
    if axes.stage == "STATE" and not axes.ahead:
        if axes.denied or not ((_now(scene, event) and words_of(scene, event) & _SINCE) or _guests(scene)):
            return []
        axes = replace(axes, stage="DONE")
    return handover(scene, event, axes, made(scene, _guests(scene), [], "ARM"))


def _now(scene: Scene, event: Event) -> bool:
    """Whether the present tense tells what is, not what is planned: a headline, now, already, since a day."""
    since = any(prep == "since" for prep, _ in event.roles.links)
    return scene.title or since or event.frame not in FRAMES or bool(words_of(scene, event) & {"now", "already"})


def _moved_in(scene: Scene, event: Event, axes: Axes) -> list[Draft]:
    """A foreign force that takes charge somewhere has come to guard it."""
    forces = forces_of(scene, [t for t in event.match.subjects if t.force is not None])
    place = locate(scene, event, _OVER, [])
    places = settled(scene, kept(scene, place.places, forces), forces)
    if not places or not forces or axes.stage not in ("DONE", "STATE", "PROG", "BEGIN"):
        return []
    return [Draft(event, "STAND", axes, forces, places, place.excluded, place.part, tier=place.tier)]


def rotation(scene: Scene, event: Event, axes: Axes, sides: Sides) -> list[Draft]:
    """Men replaced by their like."""
    place = locate(scene, event, AT | {"into"}, [])
    places = settled(scene, kept(scene, place.places, sides.leaving), sides.leaving)
    if not places or axes.stage == "NOMINAL" or not sides.leaving:
        return []
    if axes.stage == "INF":
        axes = replace(axes, stage="FUTURE")
    return [Draft(event, "ROTATE", axes, sides.leaving, places, place.excluded, place.part, tier=place.tier)]


def alone(scene: Scene, event: Event, axes: Axes, forces: tuple[Force, ...]) -> Sides | None:
    """Who gave over what is guarded by others: by them alone, instead of the ones before, not by the ones before, or
    from a day on at a crossing; None where nobody did."""
    guards = [*event.roles.subjects, *event.roles.objects]
    takers = [f.owner for f in forces]
    for thing in guards:
        states = _contrasted(scene, thing.phrase)
        if states is not None:
            return Sides(_left(thing, states[1]), states[1], states[0])
    others = [
        t for t in (*event.roles.linked(*INSTEAD), *_done_without(scene, event)) if whose(t) not in {None, *takers}
    ]
    if others:
        sides = made(scene, others, [])
        return Sides(sides.leaving, sides.giver, takers[0] if takers else "ARM")
    if set(takers) != {"ARM"} or any(prep in BESIDE for prep, _ in event.roles.links):
        return None
    if any(_seen_off(scene, t) for t in _guests(scene)):
        return None
    if (words_of(scene, event) | _beside(scene, guards)) & _ALONE or (axes.ahead and _at_line(scene, event, forces)):
        return made(scene, _guests(scene), [], "ARM")
    return None


def _done_without(scene: Scene, event: Event) -> Iterator[Thing]:
    """Those without whom it is done: serve without the participation of the Russians, without Russian help."""
    for thing in event.roles.linked("without"):
        yield thing
        yield from (scene.things.of(q) for _, q in nested_links(thing.phrase))


def _seen_off(scene: Scene, guest: Thing) -> bool:
    """Having seen off the Russians, they watch alone: that those left is told already."""
    leaving = [
        t for e in scene.events if e.frame in ("LEAVE", "CLEAR", "GONE") for t in (*e.match.subjects, *e.match.objects)
    ]
    return any(t.phrase is guest.phrase for t in leaving)


def _at_line(scene: Scene, event: Event, forces: tuple[Force, ...]) -> bool:
    """Whether a crossing or border is to be guarded, which others guard now, and not held by an army."""
    if event.frame != "GUARD" or any(f.type == "troops" for f in forces):
        return False
    return any(
        t.kinds & {"post", "border", "site"} or _is_site(scene, t)
        for t in (*event.roles.objects, *event.roles.subjects)
    )


def _is_site(scene: Scene, thing: Thing) -> bool:
    places = scene.setting.gazetteer.places
    return any(p in places and places[p].kind in ("site", "border") for p in thing.places)


def _guests(scene: Scene) -> list[Thing]:
    """The men of a guest that the sentence names besides: until now the business of Russian guards."""
    known = [scene.things.of(q) for q in scene.tree.phrases]
    return [t for t in known if t.force is not None and t.owner == "RUS"][:1]


def _left(thing: Thing, owner: str) -> tuple[Force, ...]:
    return (Force(owner=owner, type=thing.force or "unspecified"),)


def _contrasted(scene: Scene, phrase: NounPhrase) -> tuple[str, str] | None:
    """Armenian and no longer Russian guards; Armenian, not Russian, ones: who is there, who is not."""
    tokens = scene.tokens
    there, gone, negated = None, None, False
    for i in range(phrase.start, phrase.head):
        negated = negated or tokens[i].low in _NEGATING
        state = tokens[i].state if tokens[i].kind == "adjective" else None
        if state is not None and negated:
            gone = state
        elif state is not None:
            there = state
    return (there, gone) if there is not None and gone is not None else None


def _beside(scene: Scene, things: list[Thing]) -> set[str]:
    """Words right before and behind the phrases of the event: only Armenian guards; Armenians alone."""
    tokens = scene.tokens
    found: set[str] = set()
    for thing in things:
        for i in (thing.phrase.start - 1, thing.phrase.end):
            if 0 <= i < len(tokens) and tokens[i].tag in "RADO":
                found.add(tokens[i].low)
    return found
