"""Pass 13a. In: an event of staying or standing. Out: the frame that is told, with its axes."""

from dataclasses import replace

from events.record import Force
from services.ingest.extract.families.leaving_stages import answers, leaving
from services.ingest.extract.frames.event_words import words_of
from services.ingest.extract.frames.scene import Event, Scene
from services.ingest.extract.frames.telling import was_to
from services.ingest.extract.grammar.clause import Clause
from services.ingest.extract.grammar.phrase import NounPhrase
from services.ingest.extract.operators.agreed import as_agreed
from services.ingest.extract.operators.axes import Axes
from services.ingest.extract.things.forces import reinforcing, taking_part
from services.ingest.extract.words.word_sets import word_set

_KEPT = frozenset({"keep", "leave", "retain", "maintain", "preserve", "hold"})
_CONTINUING = word_set("presence.continuing")
_GONE = word_set("presence.gone")
_NOBODY = word_set("presence.nobody")
_LASTING = word_set("presence.lasting")
_BELIEVING = word_set("presence.believing")
_WANTED = word_set("presence.wanted")
_HITHERTO = word_set("presence.hitherto")
_TOLD = frozenset({"DONE", "STATE", "PROG", "COMPLETE"})
_RUNNING_ON = {"PROLONG": _TOLD, "AHEAD": _TOLD, "TERMRUN": frozenset({"STATE"})}
_UNTIL = frozenset({"until", "till", "through", "up to"})
_BOUNDS = word_set("presence.bounds")


def staying(scene: Scene, event: Event, frame: str, axes: Axes, forces: tuple[Force, ...]) -> tuple[str, Axes]:
    """Frame and axes as the words around read them; an empty frame where nothing is told."""
    lows = words_of(scene, event)
    if axes.stage == "INF" and _believed(event):
        axes = replace(axes, stage="STATE", ahead=False)
    if axes.stage == "NOMINAL":
        if event.frame != "HOME":
            return "", axes
        axes = replace(axes, stage="STATE")
    if event.frame == "STATION":
        frame, axes = stationed(event, axes)
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
    if event.frame == "ABSENT":
        axes = replace(axes, denied=not axes.denied)
    if frame == "STAND" and _no_standing(scene, event, axes, lows):
        return "", axes
    axes = _in_sight(event, axes, lows)
    stage = axes.stage
    if event.frame == "TERMRUN" and (event.axes.stage == "PROPOSE" or was_to(event)):
        return "", axes
    axes = _to_run_on(event, axes)
    if axes.denied and event.frame == "RETAIN" and any(name == "CONSIDER" for name, _ in axes.words):
        return "", axes
    if event.frame in ("RETAIN", "MAN") and _is_kept(event, axes):
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
        return leaving(scene, event, gone, forces) if gone.stage == "PROPOSE" else ("LEAVE", gone)
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


def _to_run_on(event: Event, axes: Axes) -> Axes:
    """A mandate has been prolonged, a winter awaits them, a lease runs to 2044: the staying lies ahead."""
    return replace(axes, stage="FUTURE", ahead=True) if axes.stage in _RUNNING_ON.get(event.frame, ()) else axes


def _believed(event: Event) -> bool:
    """Are said to stand there, is thought to house them: what is believed holds now, unlike what is planned."""
    above = event.climb.operators[0] if event.climb.operators else None
    verb = above.verb if above is not None and above.name.startswith("SAY") else None
    return verb is not None and verb.passive and bool(set(verb.lemmas) & _BELIEVING)


def _in_sight(event: Event, axes: Axes, lows: set[str]) -> Axes:
    """Can be seen, was nowhere to be seen, is to be found: who is there, or is not."""
    verb = axes.verb
    can = verb is not None and verb.modal == "can" and event.frame in ("SEEN", "STAND")
    none = axes.stage == "INF" and axes.denied
    found = event.frame == "SEEN" and (axes.stage == "PLAN" or none) and verb is not None and verb.form == "inf"
    if event.frame == "SEEN" and "nowhere" in lows:
        return replace(axes, stage="STATE", denied=True, ahead=False, loud=None)
    return replace(axes, stage="STATE", ahead=False) if can or found else axes


def _no_standing(scene: Scene, event: Event, axes: Axes, lows: set[str]) -> bool:
    """Was there until now, is there to stay, is welcome there: that it stands there is not told."""
    if axes.stage == "DONE" and lows & _HITHERTO:
        return True
    no_longer = axes.denied and bool(lows & _GONE)
    return event.frame == "STAND" and (_to_stay(event) or (_wanted(scene, event) and not no_longer))


def _to_stay(event: Event) -> bool:
    """Is there to stay: the staying is told."""
    inner = event.node.inner if isinstance(event.node, Clause) else []
    return any(i.role == "comp" and i.verb is not None and set(i.verb.lemmas) & {"stay", "remain"} for i in inner)


def _wanted(scene: Scene, event: Event) -> bool:
    """Are welcome, are no longer needed there: what is thought of them, not where they are."""
    clause = event.node
    if event.match.sense.lemma != "be" or not isinstance(clause, Clause):
        return False
    called = clause.predicate.head if isinstance(clause.predicate, NounPhrase) else clause.adjective
    return called >= 0 and scene.tokens[called].low in _WANTED


def _is_kept(event: Event, axes: Axes) -> bool:
    """Will keep, has kept: it goes on; keeps: it has."""
    return event.match.sense.lemma in _KEPT and (axes.stage != "STATE" or axes.ahead)


def _goes_on(event: Event, axes: Axes, lows: set[str]) -> bool:
    """Still, as before, as usual; what will stand there until a day or for years stands there now."""
    if lows & _CONTINUING or any(name == "CONT" for name, _ in axes.words):
        return True
    ahead = axes.ahead or axes.stage in ("FUTURE", "PLAN", "AGREE")
    if event.frame in ("INHANDS", "HOME") and event.match.sense.lemma in ("remain", "stay"):
        return True
    if ahead and event.match.sense.lemma == "spend" and lows & {"another", "one more", "yet another"}:
        return True
    lasting = bool(lows & _LASTING) or any(
        prep in _UNTIL or (prep == "for" and t.head.tag == "Z") for prep, t in event.roles.links
    )
    return ahead and event.frame in ("STAND", "HARBOUR", "HAVE", "GUARD") and (lasting or _bounded(event))


def _bounded(event: Event) -> bool:
    """Will be there until the terminal opens, as long as the border is shut: up to what happens then."""
    inner = event.node.inner if isinstance(event.node, Clause) else []
    return any(i.role == "adv" and i.marker in _BOUNDS for i in inner)


def _gone(scene: Scene, event: Event, frame: str, lows: set[str], axes: Axes, forces: tuple[Force, ...]) -> Axes | None:
    """No longer there, not one remains, will not be there: they have left or will leave; None where only nobody is."""
    if lows & _GONE and _wanted(scene, event):
        return replace(axes, denied=False, stage="PROPOSE", ahead=False)
    stage = axes.stage
    ahead = axes.ahead or stage in ("FUTURE", "PLAN", "AGREE")
    lows = lows | {scene.tokens[t.phrase.start].low for t in event.roles.subjects}
    since = stage == "DONE" and event.frame != "HAVE" and any(prep == "since" for prep, _ in event.roles.links)
    gone = lows & (_GONE - {"left"} if event.frame == "SEEN" else _GONE)
    if gone or since or (frame == "STAY" and not ahead and _nobody(scene, event)):
        wanted = stage in ("AGREE", "PLAN", "ORDER", "REQUEST", "PROPOSE")
        return replace(axes, denied=False, stage=stage if wanted else "FUTURE" if ahead else "DONE")
    if ahead and frame == "STAND" and any(f.owner == "RUS" for f in forces) and event.frame != "STATION":
        return replace(axes, denied=False)
    if ahead and frame == "STAY":
        return replace(axes, denied=False)
    return None


def stationed(event: Event, axes: Axes) -> tuple[str, Axes]:
    """Are or have been stationed: presence; were sent, deployed to, posted after a war, by a state: an arrival."""
    verb = axes.verb
    if any(prep in ("to", "into") for prep, _ in event.roles.links):
        return "ARRIVE", axes
    if event.roles.linked("after", "following") and verb is not None and not verb.perfect and axes.stage == "DONE":
        return "ARRIVE", axes
    if not event.roles.passive and event.match.subjects and event.match.objects:
        return ("STAND" if axes.stage == "STATE" else "ARRIVE"), axes
    if verb is not None and event.roles.passive and axes.stage == "DONE":
        settled_there = set(verb.lemmas) & {"station", "base", "garrison", "quarter", "house", "locate", "billet"}
        dated = any(prep in ("in", "on", "") and t.head.tag == "Z" for prep, t in event.roles.links)
        if settled_there or verb.perfect or (verb.form == "pp" and not dated):
            return "STAND", replace(axes, stage="STATE")
        return "ARRIVE", axes
    return "STAND", axes


def _nobody(scene: Scene, event: Event) -> bool:
    """Not one soldier remains, none of the guards stays."""
    men = [t for t in (*event.roles.subjects, *event.roles.objects) if t.force is not None or t.head.tag in "DMO"]
    return any(scene.tokens[t.phrase.start].low in _NOBODY for t in men)
