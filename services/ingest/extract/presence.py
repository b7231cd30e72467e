"""Pass 13a. In: an event about a force at a place. Out: drafts of presence, deployment and control claims."""

from dataclasses import replace

from events.record import Force
from services.ingest.extract.agreed import as_agreed
from services.ingest.extract.axes import Axes
from services.ingest.extract.forces import forces_of
from services.ingest.extract.leaving import read_leaving
from services.ingest.extract.leaving_stages import leaving, moved_away, words_of
from services.ingest.extract.locating import AT, TO, Located, locate
from services.ingest.extract.scene import Draft, Event, Scene
from services.ingest.extract.sites import kept, settled
from services.ingest.extract.things import Thing

FRAMES = {
    "STAY": "STAY", "KEEP": "STAY", "BUDGE": "STAY", "TERMRUN": "STAY",
    "STATION": "STAND", "STAND": "STAND", "GUARD": "STAND", "NUMBER": "STAND", "HAVE": "STAND", "HOST": "STAND",
    "SEEN": "STAND",
    "DEPLOY": "ARRIVE", "ARRIVE": "ARRIVE", "OPEN": "ARRIVE", "DEPLOYMENT": "ARRIVE", "INVITE": "ARRIVE",
    "REINFORCE": "REINFORCE", "REDUCE": "REDUCE", "ROTATE": "ROTATE",
    "TERMS": "LEASE", "SIGNTERMS": "LEASE",
    "HANDOVER": "HANDOVER", "PASS": "HANDOVER", "TAKEOVER": "HANDOVER", "REPLACE": "HANDOVER",
    "JOINT": "JOINT", "JOIN": "JOINT",
}  # fmt: skip
_PREPS = {
    "ARRIVE": TO,
    "HANDOVER": AT | {"of", "over"},
    "STAY": AT | {"from", "of"},
    "STAND": AT | {"of"},
}
_STILL = frozenset({"still", "to this day"})
_MORE = frozenset({"additional", "more", "extra", "further", "reinforcement", "reinforcements", "another", "fresh"})


def read_presence(scene: Scene, event: Event) -> list[Draft]:
    """The drafts of an event of these frames; none where no force and no place of this world is meant."""
    frame = FRAMES[event.frame]
    axes = event.axes
    if axes.unsaid:
        return []
    if event.frame == "DEPLOY" and moved_away(event):
        return read_leaving(scene, event)
    things = _forces(event, frame)
    forces = _owned(scene, event, forces_of(scene, things))
    place = locate(scene, event, _PREPS.get(frame, AT), things)
    frame, axes = _nuance(scene, event, frame, axes, forces, place)
    places = kept(scene, place.places, forces)
    if frame == "" or not _enough(event, frame, forces, places, place):
        return []
    return [
        Draft(
            event,
            frame,
            axes,
            forces,
            settled(scene, places, forces),
            place.excluded,
            place.part,
            tier=place.tier,
            parties=_parties(event, frame, axes),
        )
    ]


def _forces(event: Event, frame: str) -> list[Thing]:
    """The things that are the force of the event."""
    given = [*event.match.subjects, *event.match.objects]
    found = [t for t in given if t.force is not None]
    if not found:
        found = [
            t
            for prep, t in event.roles.links
            if t.force is not None and (prep in ("of", "by", "for") or "post" in t.kinds)
        ]
    return found


def _owned(scene: Scene, event: Event, forces: tuple[Force, ...]) -> tuple[Force, ...]:
    """A state that leaves, keeps or sends is the owner, where the force has none of its own."""
    owner = next((t.state for t in event.match.subjects if t.state is not None and t.force is None), None)
    if owner is None or event.frame in ("TAKEOVER", "HANDOVER", "REPLACE", "JOIN", "HOST", "INVITE", "SEEN"):
        return forces
    return tuple(f if f.owner is not None else f.model_copy(update={"owner": owner}) for f in forces)


def _enough(event: Event, frame: str, forces: tuple[Force, ...], places: tuple[str, ...], place: Located) -> bool:
    """A force and a place, or one of them and an operator that only makes sense of forces."""
    if frame in ("LEASE",):
        about = any("lease" in t.kinds for t in event.match.objects) or bool(forces)
        return about or (bool(places) and event.frame != "SIGNTERMS")
    if forces and places:
        return True
    if frame == "HANDOVER":
        return bool(places)
    owned = any(f.owner is not None or f.type in ("border_guards", "peacekeepers") for f in forces)
    return bool(owned and frame in ("LEAVE", "STAY")) or bool(
        places and frame == "LEAVE" and event.axes.loud is not None
    )


def _nuance(
    scene: Scene, event: Event, frame: str, axes: Axes, forces: tuple[Force, ...], place: Located
) -> tuple[str, Axes]:
    """What the words around make of the frame: not until is staying, a part gone is a beginning, additional is more."""
    lows = words_of(scene, event)
    axes = as_agreed(scene, event, axes, frame)
    stage = axes.stage
    if frame == "ARRIVE" and event.frame == "DEPLOY" and moved_away(event):
        frame = "LEAVE"
    if frame == "STAND" and event.frame == "STATION":
        frame, axes = _stationed(event, axes)
        stage = axes.stage
    if event.frame == "BUDGE":
        if not axes.denied:
            return "", axes
        axes = replace(axes, denied=False)
    if frame == "STAND" and lows & _STILL and not axes.denied:
        frame = "STAY"
    if "no longer" in lows and axes.denied and frame in ("STAND", "STAY"):
        return "LEAVE", replace(axes, denied=False, stage="FUTURE" if axes.ahead else "DONE")
    if frame in ("STAY", "STAND") and axes.denied and stage in ("STATE", "DONE") and _none_left(scene, event):
        return "LEAVE", replace(axes, denied=False, stage="FUTURE" if axes.ahead else "DONE")
    if (
        frame == "STAND"
        and axes.denied
        and stage in ("FUTURE", "AGREE", "PLAN")
        and any(f.owner == "RUS" for f in forces)
    ):
        return "LEAVE", replace(axes, denied=False)
    if frame == "ARRIVE" and lows & _MORE and stage in ("DONE", "PROG", "STATE"):
        frame = "REINFORCE"
    if frame == "LEAVE":
        return leaving(scene, event, axes, forces)
    if stage == "INF":
        axes = replace(axes, stage="FUTURE")
    if stage == "NOMINAL":
        return "", axes
    if frame == "ARRIVE" and stage == "STATE":
        axes = replace(axes, stage="DONE")
    return frame, axes


def _stationed(event: Event, axes: Axes) -> tuple[str, Axes]:
    """Are or have been stationed: presence; were sent, deployed to, by a state: an arrival."""
    verb = axes.verb
    towards = any(prep in ("to", "into") for prep, _ in event.roles.links)
    if not event.roles.passive and event.match.subjects and event.match.objects:
        return "ARRIVE", axes
    if towards:
        return "ARRIVE", axes
    if verb is not None and event.roles.passive and axes.stage == "DONE":
        if (
            "station" in verb.lemmas
            or "base" in verb.lemmas
            or "garrison" in verb.lemmas
            or verb.perfect
            or verb.form == "pp"
        ):
            return "STAND", replace(axes, stage="STATE")
        return "ARRIVE", axes
    return "STAND", axes


def _none_left(scene: Scene, event: Event) -> bool:
    """Not one soldier remains, there are no guards: none is left."""
    negative = ("no", "not one", "not a single", "not one single", "none of", "none", "neither")
    return any(scene.tokens[t.phrase.start].low in negative for t in (*event.roles.subjects, *event.roles.objects))


def _parties(event: Event, frame: str, axes: Axes) -> tuple[tuple[str, str], ...]:
    """Who asks, refuses, agrees, hands over to whom."""
    found: list[tuple[str, str]] = []
    if frame == "HANDOVER":
        for prep, thing in event.roles.links:
            state = thing.state or thing.owner
            if prep == "to" and state is not None:
                found.append(("to", state))
            if prep == "from" and state is not None:
                found.insert(0, ("from", state))
    return tuple(dict.fromkeys(found))
