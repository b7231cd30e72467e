"""Pass 13a. In: an event of staying or standing somewhere. Out: drafts of presence claims.

What the words around make of it: still is staying, no longer is leaving, instead of the others or alone is taking over,
side by side is guarding together.
"""

from dataclasses import replace

from events.record import Force
from services.ingest.extract.families import control, guarding
from services.ingest.extract.families.leaving_stages import answers, leaving
from services.ingest.extract.families.presupposed import mapped, taken_over
from services.ingest.extract.frames.event_words import words_of
from services.ingest.extract.frames.scene import Draft, Event, Scene
from services.ingest.extract.grammar.clause import Clause
from services.ingest.extract.grammar.phrase import NounPhrase
from services.ingest.extract.operators.agreed import as_agreed
from services.ingest.extract.operators.axes import Axes
from services.ingest.extract.operators.copulas import predicate_operators
from services.ingest.extract.things.around_places import AT
from services.ingest.extract.things.forces import apart, forces_of, reinforcing, taking_part, with_owner
from services.ingest.extract.things.locating import Located, grounds, locate
from services.ingest.extract.things.sites import at_home, kept, settled
from services.ingest.extract.things.told_places import TO
from services.ingest.extract.words.word_sets import word_set

FRAMES = {
    "STAY": "STAY", "RETAIN": "STAND", "MAN": "STAND", "BUDGE": "STAY", "TERMRUN": "STAY", "PROLONG": "STAY",
    "AHEAD": "STAY", "LEFTOVER": "STAY", "STATION": "STAND", "STAND": "STAND", "GUARD": "STAND", "NUMBER": "STAND",
    "HAVE": "STAND",    "HARBOUR": "STAND", "HOME": "STAND", "SEEN": "STAND", "INHANDS": "STAND", "FLAG": "STAND",
}  # fmt: skip
_PREPS = {"STAY": AT | {"from", "of"}, "STAND": AT | {"of"}}
_OWNERLESS = frozenset({"HARBOUR", "SEEN", "INHANDS", "FLAG"})
_KEPT = frozenset({"keep", "leave", "retain", "maintain", "preserve", "hold"})
_CONTINUING = word_set("presence.continuing")
_GONE = word_set("presence.gone")
_NOBODY = word_set("presence.nobody")
_LASTING = word_set("presence.lasting")
_ANYBODY = "?"
_UNTIL = frozenset({"until", "till", "through", "up to"})


def read_presence(scene: Scene, event: Event) -> list[Draft]:
    """The drafts of an event of these frames; none where no force and no place of this world is meant."""
    frame = FRAMES[event.frame]
    axes = event.axes
    if axes.unsaid or _bare_be(scene, event) or _spoken_of(scene, event) or taken_over(scene, event) or mapped(scene, event):
        return []
    if parts := apart(event):
        return [made for part in parts for made in read_presence(scene, part)]
    shared = guarding.together(scene, event)
    if shared and frame == "STAND":
        return guarding.joint(scene, event, axes, shared)
    things = taking_part(scene, event)
    forces = forces_of(scene, things)
    if event.frame not in _OWNERLESS:
        forces = with_owner(scene, event, forces)
    if frame == "STAND" and not axes.denied and (sides := control.alone(scene, event, axes, forces)) is not None:
        return control.handover(scene, event, axes, sides)
    if event.frame == "INHANDS" and (taken := control.taken_over(scene, event, axes, forces)) is not None:
        return taken
    if all(f.owner is None for f in forces) and frame == "STAND":
        forces = _of_base(scene, event) or forces
    preps = _PREPS[frame] | ({"from"} if event.frame == "GUARD" else set())
    preps |= grounds(event)
    if event.frame == "STATION" and stationed(event, axes)[0] == "ARRIVE":
        preps = TO
    place = locate(scene, event, preps, things)
    if event.frame == "HOME":
        place = _home(scene, event)
    elif event.frame == "HARBOUR" and not place.places:
        place = host_of(scene, event)
    frame, axes = _nuance(scene, event, frame, as_agreed(scene, event, axes, frame), forces)
    places = kept(scene, place.places, forces)
    if frame in ("STAND", "STAY") and any(
        f.owner == "ARM" and all(at_home(scene, p, "ARM") for p in places) for f in forces
    ):
        return []
    if not frame or not _enough(scene, frame, forces, places):
        return []
    return [draft(scene, event, frame, axes, forces, places, place)]


def _bare_be(scene: Scene, event: Event) -> bool:
    """Be it Russian or American: an aside, no claim."""
    verb = event.axes.verb
    return isinstance(event.node, Clause) and verb is not None and scene.tokens[verb.start].low == "be"


def _spoken_of(scene: Scene, event: Event) -> bool:
    """A joint guard near A is on the table: what is said of it is no place."""
    clause = event.node
    if event.match.sense.lemma != "be" or not isinstance(clause, Clause) or clause.adjective >= 0:
        return False
    subject = clause.subject
    return isinstance(subject, NounPhrase) and "CONSIDER" in predicate_operators(
        clause, "subject", subject, scene.tokens
    )


def _of_base(scene: Scene, event: Event) -> tuple[Force, ...]:
    """Whoever is found in the barracks of a base is of its garrison."""
    return forces_of(
        scene,
        [t for p, t in event.roles.links if p in ("in", "at", "inside", "near") and "post" in t.kinds and t.owner],
    )


def host_of(scene: Scene, event: Event) -> Located:
    """The country that hosts, where nothing smaller is told."""
    countries = scene.setting.gazetteer.countries
    states = [t.state for t in event.roles.subjects if t.force is None and t.state in countries]
    return Located(tuple(countries[s].alpha2 for s in states[:1] if s is not None))


def _home(scene: Scene, event: Event) -> Located:
    """What is home to a force: the subject of "is home to", or the name beside the noun."""
    assert isinstance(event.node, NounPhrase)
    clause = scene.tree.clause_of(event.node)
    near = list(event.node.named)
    if clause is not None and isinstance(clause.subject, NounPhrase):
        near.append(clause.subject)
    up = scene.tree.up(event.node)
    if up is not None and up.role == "named" and isinstance(up.holder, NounPhrase):
        near.append(up.holder)
    return Located(tuple(dict.fromkeys(p for q in near for p in scene.things.of(q).places)))


def draft(
    scene: Scene,
    event: Event,
    frame: str,
    axes: Axes,
    forces: tuple[Force, ...],
    places: tuple[str, ...],
    place: Located,
) -> Draft:
    """A claim about forces at places, bare names of towns settled to the site that is meant."""
    noun = next((t.noun for t in taking_part(scene, event) if "post" in t.kinds), "")
    sites = settled(scene, places, forces, noun)
    return Draft(
        event, frame, axes, _garrisons(scene, sites, forces), sites, place.excluded, place.part, tier=place.tier
    )


def _garrisons(scene: Scene, places: tuple[str, ...], forces: tuple[Force, ...]) -> tuple[Force, ...]:
    """A force of the kind that has its base there is the owner's: pilots at Erebuni."""
    known = [scene.setting.gazetteer.places[p] for p in places if p in scene.setting.gazetteer.places]
    owner = next((p.garrison_owner for p in known if p.garrison_owner is not None), None)
    kind = next((p.garrison for p in known if p.garrison_owner is not None), None)
    return tuple(
        f.model_copy(update={"owner": owner}) if f.owner is None and f.type == kind and owner else f for f in forces
    )


def _enough(scene: Scene, frame: str, forces: tuple[Force, ...], places: tuple[str, ...]) -> bool:
    """A force and a place, abroad somebody's force; who stays need not say where."""
    if forces and places:
        here = any(scene.setting.gazetteer.follows(_ANYBODY, p) for p in places)
        return (
            here
            or frame != "STAND"
            or any(f.owner is not None or f.type not in ("troops", "unspecified") for f in forces)
        )
    return frame in ("STAY", "LEAVE") and any(
        (f.owner is not None and scene.setting.gazetteer.follows(f.owner, ""))
        or (f.owner is None and f.type in ("border_guards", "peacekeepers"))
        for f in forces
    )


def _nuance(scene: Scene, event: Event, frame: str, axes: Axes, forces: tuple[Force, ...]) -> tuple[str, Axes]:
    """Frame and axes as the words around read them; an empty frame where nothing is told."""
    lows = words_of(scene, event)
    stage = axes.stage
    if stage == "NOMINAL":
        if event.frame != "HOME":
            return "", axes
        axes = replace(axes, stage="STATE")
    if event.frame == "STATION":
        frame, axes = stationed(event, axes)
        stage = axes.stage
    if event.frame == "BUDGE":
        if not axes.denied and "nowhere" not in lows:
            return "", axes
        axes = replace(axes, denied=False)
        if axes.ahead and answers(scene, event, {f.owner for f in forces if f.owner is not None}):
            return "LEAVE", replace(axes, stage="REFUSE", ahead=False)
    if event.frame == "LEFTOVER":
        return (
            ("STAY", replace(axes, stage="PROG")) if axes.verb is not None and axes.verb.form == "ing" else ("", axes)
        )
    if event.frame in ("SEEN", "STAND") and axes.verb is not None and axes.verb.modal == "can":
        axes = replace(axes, stage="STATE", ahead=False)
        stage = axes.stage
    if event.frame == "STAND" and _to_stay(event):
        return "", axes
    if event.frame == "SEEN" and "nowhere" in lows:
        axes = replace(axes, stage="STATE", denied=True, ahead=False, loud=None)
        stage = axes.stage
    if event.frame in ("PROLONG", "AHEAD") and stage in ("DONE", "STATE", "PROG", "COMPLETE"):
        axes = replace(axes, stage="FUTURE", ahead=True)
    if event.frame == "TERMRUN" and stage == "STATE":
        axes = replace(axes, stage="FUTURE", ahead=True)
    if event.frame in ("RETAIN", "MAN") and _is_kept(axes):
        frame = "STAY"
    if axes.denied and frame == "STAND" and any(name == "STOP" for name, _ in axes.words):
        return "LEAVE", as_agreed(scene, event, replace(axes, denied=False), "LEAVE")
    if axes.denied and event.frame == "GUARD" and not lows & _GONE and not _nobody(scene, event):
        return "", axes
    if (
        axes.denied
        and frame in ("STAND", "STAY")
        and (gone := _gone(scene, event, frame, lows, axes, forces)) is not None
    ):
        return "LEAVE", gone
    if frame == "STAND" and not axes.denied and _goes_on(event, axes, lows):
        frame = "STAY"
    if stage == "INF":
        axes = replace(axes, stage="FUTURE")
    elif stage == "BEGIN" and frame == "STAY":
        axes = replace(axes, stage="PROG")
    elif stage == "BEGIN" and frame == "STAND" and not axes.denied:
        frame, axes = "ARRIVE", replace(axes, stage="DONE")
    if frame == "LEAVE":
        return leaving(scene, event, axes, forces)
    if frame == "ARRIVE" and event.frame == "STATION" and reinforcing(taking_part(scene, event), lows):
        frame = "REINFORCE"
    if frame == "ARRIVE" and stage == "STATE":
        axes = replace(axes, stage="DONE")
    return frame, axes


def _to_stay(event: Event) -> bool:
    """Is there to stay: the staying is told."""
    inner = event.node.inner if isinstance(event.node, Clause) else []
    return any(i.role == "comp" and i.verb is not None and set(i.verb.lemmas) & {"stay", "remain"} for i in inner)


def _is_kept(axes: Axes) -> bool:
    """Will keep, has kept: it goes on; keeps: it has."""
    verb = axes.verb
    kept_word = verb is not None and bool(set(verb.lemmas) & _KEPT)
    return kept_word and (axes.stage != "STATE" or axes.ahead)


def _goes_on(event: Event, axes: Axes, lows: set[str]) -> bool:
    """Still, as before, as usual; what will stand there until a day or for years stands there now."""
    if lows & _CONTINUING or any(name == "CONT" for name, _ in axes.words):
        return True
    ahead = axes.ahead or axes.stage in ("FUTURE", "PLAN", "AGREE")
    if event.frame == "INHANDS" and event.match.sense.lemma in ("remain", "stay"):
        return True
    if ahead and event.match.sense.lemma == "spend" and lows & {"another", "one more", "yet another"}:
        return True
    lasting = bool(lows & _LASTING) or any(
        prep in _UNTIL or (prep == "for" and t.head.tag == "Z") for prep, t in event.roles.links
    )
    return ahead and event.frame == "STAND" and lasting


def _gone(scene: Scene, event: Event, frame: str, lows: set[str], axes: Axes, forces: tuple[Force, ...]) -> Axes | None:
    """No longer there, not one remains, will not be there: they have left or will leave; None where only nobody is."""
    stage = axes.stage
    ahead = axes.ahead or stage in ("FUTURE", "PLAN", "AGREE")
    lows = lows | {scene.tokens[t.phrase.start].low for t in event.roles.subjects}
    since = stage == "DONE" and event.frame != "HAVE" and any(prep == "since" for prep, _ in event.roles.links)
    if lows & _GONE or since or (frame == "STAY" and not ahead and _nobody(scene, event)):
        agreed = stage in ("AGREE", "PLAN")
        return replace(axes, denied=False, stage=stage if agreed else "FUTURE" if ahead else "DONE")
    if ahead and frame == "STAND" and any(f.owner == "RUS" for f in forces) and event.frame != "STATION":
        return replace(axes, denied=False)
    if ahead and frame == "STAY":
        return replace(axes, denied=False)
    return None


def stationed(event: Event, axes: Axes) -> tuple[str, Axes]:
    """Are or have been stationed: presence; were sent, deployed to, by a state: an arrival."""
    verb = axes.verb
    if any(prep in ("to", "into") for prep, _ in event.roles.links):
        return "ARRIVE", axes
    if not event.roles.passive and event.match.subjects and event.match.objects:
        return ("STAND" if axes.stage == "STATE" else "ARRIVE"), axes
    if verb is not None and event.roles.passive and axes.stage == "DONE":
        settled_there = set(verb.lemmas) & {"station", "base", "garrison", "quarter", "house", "locate", "billet"}
        if settled_there or verb.perfect or verb.form == "pp":
            return "STAND", replace(axes, stage="STATE")
        return "ARRIVE", axes
    return "STAND", axes


def _nobody(scene: Scene, event: Event) -> bool:
    """Not one soldier remains, none of the guards stays."""
    men = [t for t in (*event.roles.subjects, *event.roles.objects) if t.force is not None or t.head.tag in "DMO"]
    return any(scene.tokens[t.phrase.start].low in _NOBODY for t in men)
