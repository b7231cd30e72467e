"""Pass 13f. How far an engagement has come."""

from dataclasses import replace

from services.ingest.extract.dates.hanging import ends_later
from services.ingest.extract.families.engagement_frames import Shape
from services.ingest.extract.families.occasions import is_occasion, stage_beside
from services.ingest.extract.frames.scene import Event, Scene
from services.ingest.extract.frames.telling import as_gerund, on_a_journey_ahead
from services.ingest.extract.grammar.clause import Clause
from services.ingest.extract.grammar.phrase import NounPhrase, VerbGroup
from services.ingest.extract.operators.axes import Axes
from services.ingest.extract.operators.operator import Operator
from services.ingest.extract.words.word_sets import word_set

_DIARIES = word_set("engagements.diaries")
_HALTING = word_set("engagements.halting")


def stage_of(scene: Scene, event: Event, shape: Shape) -> tuple[str, Axes]:
    """Outcome and axes; an empty outcome where nothing is claimed."""
    axes = event.axes
    if (
        axes.verb is not None
        and axes.verb.modal == "present"
        and any(t.head.low == "today" for _, t in event.roles.links)
    ):
        axes = replace(axes, stage="STATE", ahead=False)
    outcome = "DISENGAGE" if shape.less else "ENGAGE"
    if axes.stage == "PROPOSE" and axes.loud is None:
        return "", axes
    if _had_been_planned(event) or (isinstance(event.node, Clause) and ends_later(event.node)):
        return "", axes
    if any(o.name == "COMPLETE" and o.clause is not None and ends_later(o.clause) for o in event.climb.operators):
        return "", axes
    if axes.stage == "INF":
        node = event.node
        told = isinstance(node, Clause) and (node.role in ("main", "that") or node.subject is not None)
        told = told or (event.frame in ("E-ACCORD", "E-DRILL", "E-TRAIN") and on_a_journey_ahead(scene, event))
        return (outcome, replace(axes, stage="FUTURE")) if told else ("", axes)
    if event.frame == "E-CUT" and axes.stage in ("PLAN", "NOMINAL"):
        return (outcome, replace(axes, stage="DONE", ahead=False)) if axes.denied else ("", axes)
    if event.frame in ("E-AGENDA", "E-AWAIT", "E-PROMISE") or (
        event.frame == "E-DRAFT" and axes.stage in ("PROG", "DONE", "STATE")
    ):
        return outcome, replace(axes, stage="PLAN", ahead=True)
    if axes.stage in ("PROG", "STATE", "DONE") and isinstance(event.node, NounPhrase) and _in_diary(scene, event):
        return outcome, replace(axes, stage="PLAN", ahead=True)
    if isinstance(event.node, NounPhrase) and not event.climb.operators:
        stage = _presupposed(scene, event)
        return (outcome, replace(axes, stage=stage, ahead=stage == "FUTURE")) if stage else ("", axes)
    if axes.stage == "POSTPONE" and axes.loud is not None and _over_by_now(axes.loud):
        return "", axes
    if axes.stage == "POSTPONE" and axes.verb is not None and set(axes.verb.lemmas) & _HALTING:
        return "DISENGAGE", replace(axes, stage="DONE")
    if event.frame == "E-BEIN" and axes.stage not in ("FUTURE", "PLAN") and not _to_meet(scene, event):
        return "", axes
    if axes.stage == "PLAN" and (held := _held(event)) is not None:
        return outcome, replace(axes, stage="DONE", ahead=False, verb=held)
    if axes.stage == "PROG" and as_gerund(event):
        return outcome, replace(axes, stage="DONE")
    if axes.stage == "NOMINAL":
        return (
            (outcome, _as_existing(event, axes))
            if any(o.name == "EXIST" for o in event.climb.operators)
            else ("", axes)
        )
    if axes.denied and outcome == "ENGAGE" and (_no_longer(scene, event) or _stopped(event)):
        return "DISENGAGE", replace(axes, denied=False)
    return outcome, axes


def _to_meet(scene: Scene, event: Event) -> bool:
    """Was in X to see his colleague: a visit, where bare being there is none."""
    meeting = (e.node for e in scene.events if e.frame in ("E-SEE", "E-MEET", "E-DISCUSS"))
    return any(isinstance(node, Clause) and node.role == "comp" and node.parent is event.node for node in meeting)


def _had_been_planned(event: Event) -> bool:
    """Had been planned, had been on the agenda, in the narrator's words: what became of it is told elsewhere, or not
    at all."""
    told = event.climb.operators
    verbs = [o.verb for o in told if o.name == "PLAN"]
    if event.frame in ("E-AGENDA", "E-AWAIT"):
        verbs.append(event.axes.verb)
    before = any(v is not None and v.perfect and v.tense == "past" for v in verbs)
    return before and not any(o.name.startswith("SAY") or o.name == "HAPPEN" for o in told)


def _over_by_now(operator: Operator) -> bool:
    """Had held it up: what was put off then may have come since."""
    return operator.verb is not None and operator.verb.perfect and operator.verb.tense == "past"


def _held(event: Event) -> VerbGroup | None:
    """The planned meeting took place, or did not: what happened decides, not the plan."""
    verbs = [o.verb for o in event.climb.operators if o.name == "HAPPEN" and o.verb is not None]
    return next((v for v in verbs if (v.tense == "past" or v.perfect) and v.form == "finite"), None)


def _as_existing(event: Event, axes: Axes) -> Axes:
    """Held a conversation, will have a meeting: the verb that says it is tells when."""
    verb = next((o.verb for o in event.climb.operators if o.name == "EXIST"), None)
    ahead = verb is not None and (verb.tense in ("future", "would", "may", "must") or verb.form == "inf")
    return replace(axes, stage="FUTURE" if ahead else "DONE", ahead=ahead)


def _presupposed(scene: Scene, event: Event) -> str:
    """The stage of an engagement that is only spoken of: said of his meeting with X, signed it during the visit, will
    sign it then; empty where none is presupposed."""
    if is_occasion(scene, event):
        return stage_beside(scene, event)
    place = scene.tree.up(event.node)
    if any(o.name == "EXIST" for o in event.climb.operators) and (event.frame != "E-MEETN" or place is None):
        return "DONE"
    spoken = place is not None and place.role in ("of", "subject", "object", "predicate")
    return "DONE" if spoken and event.frame == "E-MEETN" else ""


def _in_diary(scene: Scene, event: Event) -> bool:
    """There is no meeting in his diary: told of a plan."""
    clause = scene.tree.clause_of(event.node)
    links = clause.links if clause is not None and clause.verb is not None and clause.verb.copula else ()
    return any(
        p in ("in", "on") and isinstance(q, NounPhrase) and scene.things.of(q).noun in _DIARIES for p, q in links
    )


def _stopped(event: Event) -> bool:
    """Has stopped sending cadets, ceased to train them: less of it than there was."""
    return any(o.name == "STOP" and not o.negated for o in event.climb.operators)


def _no_longer(scene: Scene, event: Event) -> bool:
    clause = scene.tree.clause_of(event.node)
    if clause is None or clause.verb is None:
        return False
    words = {scene.tokens[i].low for i in (*clause.adverbs, *clause.verb.adverbs)}
    if words & {"no longer", "any longer", "any more", "anymore"}:
        return True
    return event.axes.ahead and any(c.marker in ("while", "as long as", "so long as", "until") for c in clause.inner)
