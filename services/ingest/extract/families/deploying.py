"""Pass 13d. In: an event of coming, growing, shrinking. Out: drafts of deployment and strength claims."""

from dataclasses import replace

from events.record import Force
from services.ingest.extract.families import guarding
from services.ingest.extract.families.leaving import FRAMES as LEAVING
from services.ingest.extract.families.leaving import read_leaving
from services.ingest.extract.families.leaving_parts import moved_away
from services.ingest.extract.families.leaving_whom import acting_above
from services.ingest.extract.families.presence import draft, host_of
from services.ingest.extract.families.relief import relief_in
from services.ingest.extract.families.rotating import read_rotating, recurring
from services.ingest.extract.frames.event_words import words_of
from services.ingest.extract.frames.scene import Draft, Event, Scene
from services.ingest.extract.grammar.clause import Clause
from services.ingest.extract.grammar.phrase import NounPhrase
from services.ingest.extract.operators.agreed import as_agreed, as_considered
from services.ingest.extract.operators.axes import Axes
from services.ingest.extract.things.around_places import AT
from services.ingest.extract.things.forces import apart, forces_of, numbered, reinforcing, taking_part, with_owner
from services.ingest.extract.things.locating import Located, locate
from services.ingest.extract.things.sites import at_home, kept
from services.ingest.extract.things.thing import Thing
from services.ingest.extract.things.told_places import TO
from services.ingest.extract.words.word_sets import word_set

FRAMES = {
    "DEPLOY": "ARRIVE", "ARRIVE": "ARRIVE", "OPEN": "ARRIVE", "DEPLOYMENT": "ARRIVE", "INVITE": "ARRIVE",
    "GET": "ARRIVE", "PLANNED": "ARRIVE", "DUE": "ARRIVE", "UNDERWAY": "ARRIVE", "REINFORCE": "REINFORCE",
    "BUILDUP": "REINFORCE", "REDUCE": "REDUCE", "ERODE": "REDUCE", "DETACH": "REDUCE",
}  # fmt: skip
_GOING = word_set("deploying.going")
_COMING = frozenset({"PLANNED", "UNDERWAY"})
_PREPS = {"ARRIVE": TO, "REINFORCE": TO, "REDUCE": AT | {"of", "from"}}


def read_deploying(scene: Scene, event: Event) -> list[Draft]:
    """The drafts of an event of these frames; none where no force and no place of this world is meant."""
    frame = FRAMES[event.frame]
    axes = as_considered(event, event.axes) if frame == "ARRIVE" else event.axes
    if event.frame == "OPEN" and any("firm" in t.kinds for t in event.match.subjects):
        return []
    if axes.unsaid:
        return []
    if parts := apart(event):
        return [made for part in parts for made in read_deploying(scene, part)]
    if event.frame == "DEPLOY" and moved_away(event):
        return read_leaving(scene, event)
    shared = guarding.together(scene, event)
    if shared and frame == "ARRIVE":
        return guarding.joint(scene, event, axes, shared)
    if frame == "ARRIVE" and recurring(scene, event):
        return read_rotating(scene, event)
    if event.frame == "ARRIVE" and (relief_in(scene, event) is not None or _way_from(scene, event)):
        return []
    things = taking_part(scene, event)
    if _at_a_drill(scene, things) or any(_laden(scene, t) for t in things):
        return []
    forces = forces_of(scene, things)
    if event.frame != "INVITE":
        forces = _completed_by(scene, event, with_owner(scene, event, forces))
    if frame in ("REINFORCE", "REDUCE"):
        forces = numbered(scene, event.roles.linked("to", "up to"), forces)
    place = locate(scene, event, _PREPS[frame], things)
    if event.frame in ("ARRIVE", "DEPLOY"):
        place = replace(place, places=_where_to(event, place.places))
    if event.frame == "INVITE" and not place.places:
        place = host_of(scene, event)
    if event.frame == "ARRIVE" and _homeward(scene, event, forces):
        return read_leaving(scene, event)
    if _elsewhere_bound(scene, event, place) or any(t.lows & guarding.SHARED or "lot" in t.kinds for t in things):
        return []
    frame, axes = _nuance(scene, event, frame, as_agreed(scene, event, axes, frame), forces, things)
    places = kept(scene, place.places, forces)
    if not frame or not (forces and places) or _settlers(things, places):
        return []
    return [draft(scene, event, frame, axes, forces, places, place)]


def _completed_by(scene: Scene, event: Event, forces: tuple[Force, ...]) -> tuple[Force, ...]:
    """Russia completed the deployment of men to A: those of the state that does, where they have no other owner."""
    if not isinstance(event.node, NounPhrase) or not any(o.name == "COMPLETE" for o in event.climb.operators):
        return forces
    states = (t.state for t in acting_above(scene, event) if t.force is None and t.state is not None)
    owner = next(states, None)
    return tuple(f if f.owner is not None else f.model_copy(update={"owner": owner}) for f in forces)


def _at_a_drill(scene: Scene, things: list[Thing]) -> bool:
    """Troops taking part in an exercise are moved there: soldiers at a drill are no presence."""
    told = {id(clause) for thing in things for clause in thing.phrase.clauses}
    return any(id(event.node) in told for event in scene.events if event.frame == "E-DRILLIN")


def _laden(scene: Scene, thing: Thing) -> bool:
    """Lorries with tents, trucks carrying medicine: who brings them does not stay."""
    if "vehicle" not in thing.kinds:
        return False
    goods = [q for p, q in thing.phrase.links if p in ("with", "of")]
    goods += [q for c in thing.phrase.clauses if isinstance(c, Clause) for q in c.objects]
    return any(isinstance(q, NounPhrase) and scene.things.of(q).kinds & {"supplies", "aid"} for q in goods)


def _where_to(event: Event, places: tuple[str, ...]) -> tuple[str, ...]:
    """A company of the base was sent to A: to A, not to where its base is; posts in B are to close and the men moved
    to A: to A alone."""
    goals = {p for prep, t in event.roles.links if prep in ("to", "into", "onto", "up to") for p in t.places}
    return tuple(p for p in places if p in goals) if goals & set(places) else places


def _settlers(things: list[Thing], places: tuple[str, ...]) -> bool:
    """The Russians who moved to Armenia: people of a nation, come to a country, are no force."""
    people = all(t.head.tag == "N" and t.kinds & {"people"} and t.force == "unspecified" for t in things)
    return people and all("." not in p for p in places)


def _way_from(scene: Scene, event: Event) -> bool:
    """Left the post and drove to Gyumri: where those who leave go, told in one breath with that they leave."""
    node = event.node
    above = node.above() if isinstance(node, Clause) and node.role == "and" and node.marker == "and" else None
    if above is None or not isinstance(node, Clause) or node.verb is None or not set(node.verb.lemmas) & _GOING:
        return False
    same = node.subject is None or node.subject is above.subject
    return same and any(e.node is above and e.frame in LEAVING for e in scene.events)


def _homeward(scene: Scene, event: Event, forces: tuple[Force, ...]) -> bool:
    """Are returning to Russia: whoever comes home has left where it stood."""
    goals = [p for prep, t in event.roles.links if prep in ("to", "into", "back to") for p in t.places]
    tracked = dict(scene.setting.gazetteer.tracked)
    return bool(goals) and all(f.owner in tracked and at_home(scene, p, f.owner) for p in goals for f in forces)


def _elsewhere_bound(scene: Scene, event: Event, place: Located) -> bool:
    """Whether the goal told is no place of ours, or what is planned is told by an infinitive."""
    if event.frame in ("PLANNED", "DUE", "INVITE") and isinstance(event.node, Clause):
        return any(inner.role in ("comp", "that") for inner in event.node.inner)
    if event.frame == "UNDERWAY":
        return not any(p in ("to", "into") for p, _ in event.roles.links)
    if words_of(scene, event) & {"there", "here"}:
        return False
    goals = [t for p, t in event.roles.links if p in ("to", "into", "onto") and t.head.tag != "Z"]
    return event.frame == "ARRIVE" and bool(goals) and place.tier != "A" and not any(t.head.tag == "O" for t in goals)


def _nuance(
    scene: Scene, event: Event, frame: str, axes: Axes, forces: tuple[Force, ...], things: list[Thing]
) -> tuple[str, Axes]:
    """Frame and axes as the words around read them; an empty frame where nothing is told."""
    lows = words_of(scene, event)
    stage = axes.stage
    if stage == "NOMINAL" and not _disproved(axes) and not _attested(event):
        return "", axes
    if stage == "NOMINAL":
        axes = replace(axes, stage="DONE")
        stage = "DONE"
    if event.frame in _COMING and stage in ("STATE", "DONE", "PROG"):
        axes = replace(axes, stage="FUTURE", ahead=True)
        stage = axes.stage
    if frame == "ARRIVE" and reinforcing(things, lows) and not all("post" in t.kinds - {"force"} for t in things):
        frame = "REINFORCE"
    if stage == "INF":
        axes = replace(axes, stage="FUTURE")
    if frame == "ARRIVE" and stage == "STATE":
        axes = replace(axes, stage="DONE")
    if (
        frame == "ARRIVE"
        and stage == "PROG"
        and not scene.title
        and axes.verb is not None
        and axes.verb.form == "finite"
    ):
        axes = _coming(event, axes)
    return frame, axes


def _disproved(axes: Axes) -> bool:
    """Reports of a build-up are false: what they told was not done."""
    return axes.denied and any(name == "DENY" for name, _ in axes.words)


def _attested(event: Event) -> bool:
    """The arrival was confirmed by the mayor: who has arrived is there."""
    return event.match.sense.lemma in ("arrival", "entry") and any(n == "SAY:factive" for n, _ in event.axes.words)


def _coming(event: Event, axes: Axes) -> Axes:
    """Is sending, are going to: what is on its way has not arrived."""
    verb = axes.verb
    assert verb is not None
    if verb.tense == "pres" and set(verb.lemmas) & {"go", "come", "send", "head", "travel", "dispatch", "fly"}:
        return replace(axes, stage="FUTURE", ahead=True)
    return axes
