"""Pass 12c. In: an event and its axes. Out: the same, agreed where the sentence says under which accord it comes."""

from dataclasses import replace

from services.ingest.extract.frames.scene import Event, Scene
from services.ingest.extract.grammar.clause import Clause
from services.ingest.extract.grammar.phrase import NounPhrase
from services.ingest.extract.operators.axes import Axes
from services.ingest.extract.operators.operator_table import rows
from services.ingest.extract.words.neighbours import is_plural
from services.ingest.extract.words.tokens import Token
from services.ingest.extract.words.word_sets import word_set

_UNDER = word_set("agreed.under")
_STRICTLY = word_set("agreed.strictly_under")
_AS = word_set("agreed.as")
_ACCORDS = word_set("agreed.nouns")
_SCHEDULES = word_set("agreed.schedules")
_APPROVING = word_set("agreed.approving")
_UNBOUND = frozenset({"STAND", "REINFORCE", "REDUCE", "LEASE"})
_BY_ORDER = word_set("agreed.by_order")
_LOOSE = frozenset({"in", "at", "after", "with"})


def as_agreed(scene: Scene, event: Event, axes: Axes, frame: str) -> Axes:
    """Under the deal, according to the agreement, as agreed; an accord that will see them leave: it has been agreed.
    What a treaty keeps somewhere is there."""
    kept = frame == "STAY" and axes.stage == "STATE" and isinstance(event.node, Clause) and event.node.objects
    if frame in _UNBOUND or axes.denied or axes.loud is not None or kept:
        return axes
    if isinstance(event.node, Clause) and (ordered := _ordering(scene, event.node)) >= 0:
        return replace(axes, stage="ORDER", words=(*axes.words, ("ORDER", ordered)))
    obliged = bool(axes.words) and axes.words[-1][0] == "OBLIGE"
    if axes.stage == "DONE" and isinstance(event.node, Clause) and _present_too(scene, event.node):
        axes = replace(axes, stage="STATE")
    if not obliged and axes.stage not in ("FUTURE", "STATE", "PLAN", "INF", "PROPOSE", "NOMINAL"):
        return axes
    clause = scene.tree.clause_of(event.node)
    if clause is None:
        return axes
    for around in (clause, *scene.tree.above(clause)):
        if around.role == "say":
            break
        if (ordered := _decree(scene, around)) >= 0 and axes.stage != "NOMINAL":
            return replace(axes, stage="ORDER", words=(*axes.words, ("ORDER", ordered)))
        at = _accord(scene, around, axes, event) if event.match.sense.subject != "K" or around is not clause else -1
        if at >= 0:
            return replace(axes, stage="AGREE", words=(*axes.words, ("AGREE", at)))
    return axes


def _present_too(scene: Scene, clause: Clause) -> bool:
    """Under the deal soldiers quit A: a form that can be of the present as well as of the past."""
    verb = clause.verb
    alone = verb is not None and verb.start == verb.head and verb.form == "finite" and verb.tense == "past"
    return alone and verb is not None and {"base", "past"} <= scene.tokens[verb.head].word.forms


def _ordering(scene: Scene, clause: Clause) -> int:
    """The token of an order that itself sends them home: a directive recalls the detachment; -1 for none."""
    subject = clause.subject
    if not isinstance(subject, NounPhrase) or not clause.objects or clause.verb is None or clause.verb.passive:
        return -1
    token = scene.tokens[subject.head]
    named = any(row.operator == "ORDER" and not row.literal for row in rows().get((token.word.noun, "n"), ()))
    return subject.head if named else -1


def _decree(scene: Scene, clause: Clause) -> int:
    """The token of an order by which it comes: by decree of the president, on Putin's orders; -1 for none."""
    for prep, linked in clause.links:
        if prep in _BY_ORDER and isinstance(linked, NounPhrase):
            token = scene.tokens[linked.head]
            if any(row.operator == "ORDER" and not row.literal for row in rows().get((token.word.noun, "n"), ())):
                return linked.head
    return -1


def _is_accord(token: Token) -> bool:
    return "agreement" in token.word.senses or token.word.noun in _ACCORDS


def _of_both(scene: Scene, paper: NounPhrase) -> bool:
    """The schedule the two governments approved, the agreed timetable: dates that more than one side has set."""
    if scene.tokens[paper.head].word.noun not in _SCHEDULES:
        return False
    before = range(paper.start, paper.head)
    if any(row.operator == "AGREE" for i in before for row in rows().get((scene.tokens[i].low, "m"), ())):
        return True
    return any(isinstance(c, Clause) and c.verb is not None and _both(scene, c) for c in paper.clauses)


def _both(scene: Scene, clause: Clause) -> bool:
    """Whether a verb of agreeing stands in a clause, or one of approving that two do."""
    verb = clause.verb
    if verb is None or verb.negated or not (named := set(verb.lemmas) & _APPROVING):
        return False
    doers = [clause.subject] if not verb.passive else [q for p, q in clause.links if p in ("by", "between")]
    two = any(isinstance(q, NounPhrase) and (q.also or is_plural(scene.tokens[q.head])) for q in doers)
    return two or bool(named & _AS)


def _accord(scene: Scene, clause: Clause, axes: Axes, event: Event) -> int:
    """The token that says so in a clause; -1 for none."""
    tokens = scene.tokens
    subject = clause.subject
    if (
        isinstance(subject, NounPhrase)
        and subject is not event.node
        and _is_accord(tokens[subject.head])
        and clause.verb is not None
        and not clause.verb.negated
        and clause.verb.lemmas != ("be",)
    ):
        return subject.head
    if axes.stage == "NOMINAL":
        return -1
    for prep, linked in clause.links:
        if not isinstance(linked, NounPhrase) or prep not in _UNDER:
            continue
        senses = tokens[linked.head].word.senses
        if _is_accord(tokens[linked.head]) and (prep not in _LOOSE or axes.stage == "FUTURE"):
            return linked.head
        if _of_both(scene, linked) or ("paper" in senses and prep in _STRICTLY):
            return linked.head
    for inner in clause.inner:
        if inner.role != "adv" or inner.marker != "as":
            continue
        for told in (inner, *inner.inner):
            if told.verb is not None and set(told.verb.lemmas) & _AS:
                return told.verb.head
    return -1


def as_considered(event: Event, axes: Axes) -> Axes:
    """What is being looked into, is on the table: proposed, and no more than possible."""
    told = any(o.name == "CONSIDER" and o.verb is not None and not o.negated for o in event.climb.operators)
    if axes.unsaid != "only_considered" or axes.denied or not told:
        return axes
    return replace(axes, unsaid="", stage="PROPOSE", ahead=True, certainty="possible")
