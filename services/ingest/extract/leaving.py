"""Pass 13b. In: an event of leaving with its forces and axes. Out: what the words around make of it: a part gone is a
beginning, not until is staying, for training is a rotation.
"""

from dataclasses import replace

from events.record import Force
from services.ingest.extract.axes import Axes
from services.ingest.extract.quantities import partitive
from services.ingest.extract.scene import Event, Scene

_TOTAL = frozenset(
    {
        "last",
        "fully",
        "completely",
        "entirely",
        "all",
        "every",
        "remaining",
        "final",
        "whole",
        "entire",
        "all of",
        "the last",
    }
)
_TRAINING = frozenset({"training", "drill", "exercise", "manoeuvre", "maneuver", "range"})


def leaving(scene: Scene, event: Event, axes: Axes, forces: tuple[Force, ...], lows: set[str]) -> tuple[str, Axes]:
    stage = axes.stage
    preps = {prep for prep, _ in event.roles.links}
    if axes.denied and stage in ("FUTURE", "PLAN") and preps & {"until", "till", "before", "not before"}:
        return "STAY", replace(axes, denied=False, stage="FUTURE")
    if any(prep == "for" and t.noun in _TRAINING for prep, t in event.roles.links) and stage in (
        "DONE",
        "PROG",
        "STATE",
    ):
        return "ROTATE", replace(axes, stage="DONE" if stage == "STATE" else stage)
    if event.frame == "GONE" and stage == "STATE":
        return "LEAVE", replace(axes, stage="DONE")
    if stage == "STATE":
        return "LEAVE", replace(axes, stage="DONE")
    if stage == "INF":
        return "LEAVE", replace(axes, stage="FUTURE")
    if stage == "NOMINAL":
        return "", axes
    if stage == "DONE" and not axes.denied and not axes.counterfactual and _part(scene, event, lows):
        return "LEAVE", replace(axes, stage="PART")
    if stage == "DONE" and axes.denied and "not a single" in lows | {t.low for t in scene.tokens}:
        return "LEAVE", replace(axes, stage="PART")
    return "LEAVE", axes


def _part(scene: Scene, event: Event, lows: set[str]) -> bool:
    if lows & _TOTAL:
        return False
    clause = scene.tree.clause_of(event.node)
    if clause is None or clause.verb is None:
        return False
    for thing in (*event.roles.subjects, *event.roles.objects):
        if (
            partitive(scene.line, thing.phrase.start, len(scene.tokens))
            and scene.tokens[thing.phrase.start].tag in "DM"
        ):
            linked = any(prep == "of" for prep, _ in thing.phrase.links)
            if linked or scene.tokens[thing.phrase.start].low.endswith(" of"):
                return True
    return False


def moved_away(event: Event) -> bool:
    """Guards in Tavush were driven to Gyumri: they left Tavush."""
    forces = [t for t in event.match.objects if t.force is not None]
    return any(any(prep in ("in", "at", "from") for prep, _ in t.phrase.links) and t.places for t in forces)


def words_of(scene: Scene, event: Event) -> set[str]:
    """The words of the event's own clause that can qualify it: adverbs, and the modifiers of its arguments."""
    clause = scene.tree.clause_of(event.node)
    tokens = scene.tokens
    found: set[str] = set()
    if clause is not None:
        found |= {tokens[i].low for i in clause.adverbs}
        if clause.verb is not None:
            found |= {tokens[i].low for i in clause.verb.adverbs}
    for thing in (*event.roles.subjects, *event.roles.objects):
        found |= thing.lows
    return found
