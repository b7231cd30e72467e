"""Pass 13b. In: an event of leaving. Out: the frame that is told, with its axes."""

from dataclasses import replace

from events.record import Force
from services.ingest.extract.families.leaving_parts import (
    TOTAL,
    is_not_one,
    is_part,
    is_part_of_act,
    is_thinned,
    not_all,
)
from services.ingest.extract.frames.event_words import words_of
from services.ingest.extract.frames.scene import Event, Scene
from services.ingest.extract.frames.senses import senses
from services.ingest.extract.grammar.clause import Clause
from services.ingest.extract.operators.axes import Axes
from services.ingest.extract.operators.operator import Operator
from services.ingest.extract.things import roles as roles_of
from services.ingest.extract.things.authority import speaks_for_state
from services.ingest.extract.things.thing import Thing
from services.ingest.extract.words.word_sets import word_set

_TRAINING = word_set("leaving.for_a_time")
_DEMANDS = word_set("leaving.demands")
_REPLYING = frozenset({"reply", "answer", "respond", "retort"})
_PARTING = word_set("leaving.parting")
_UNTIL = word_set("leaving_stages.until")
_THREATENING = frozenset({"warn", "threaten", "hint", "signal", "caution", "vow"})
_NONE = word_set("axes.negative")
_SUPERIORS = word_set("leaving.superiors")
_EMPTYING = frozenset({"empty", "clear", "free", "rid", "strip", "drain"})
_AWAY_TO = frozenset({"for", "to", "on", "at", "in", "during", "of"})
_BASED = frozenset({"base_garrison", "air_force"})
"""An accord on a base is on its terms; one on a checkpoint, that it is given up."""
_DONE = ("DONE", "PROG", "STATE")
_MOMENTS = frozenset({"day", "moment", "hour", "minute", "time", "morning", "night", "week", "month", "year"})


def leaving(scene: Scene, event: Event, axes: Axes, forces: tuple[Force, ...]) -> tuple[str, Axes]:
    """Frame and axes as the words around read them; an empty frame where nothing is told."""
    owners = {f.owner for f in forces if f.owner is not None}
    axes = _by_whom(scene, event, axes, owners)
    stage = axes.stage
    if axes.unsaid:
        return "", axes
    preps = {prep for prep, _ in event.roles.links}
    if axes.conditional and any(t.head.low == "i" for t in event.match.subjects):
        return "", axes
    if (axes.denied or stage not in _DONE) and {event.match.sense.lemma, *event.match.sense.nouns} & _PARTING:
        return "", axes
    if event.frame == "ACCORD":
        about = [t for p, t in event.roles.links if p in ("on", "about", "over")]
        if any((t.noun, "n") in senses() or t.force in _BASED for t in about):
            return "", axes
        return ("LEAVE", replace(axes, stage="AGREE")) if axes.loud is None or stage == "AGREE" else ("", axes)
    if event.frame == "CROSS" and not words_of(scene, event) & TOTAL:
        return "", axes
    if event.match.sense.lemma in _EMPTYING and any(
        p == "of" and t.force is None and not t.places and t.head.tag not in "OS" for p, t in event.roles.links
    ):
        return "", axes
    if event.frame == "LEFT":
        return _left(scene, event, axes)
    if any(prep in _AWAY_TO and t.noun in _TRAINING for prep, t in event.roles.links) and stage in _DONE:
        return "ROTATE", replace(axes, stage="DONE" if stage == "STATE" else stage)
    if "to" in preps and axes.stage in _DONE and not event.match.sense.links and _to_a_place(event):
        return "", axes
    if event.frame == "GO" and preps & {"to", "into", "on", "through", "towards", "toward", "down", "up"}:
        return "", axes
    shown_out = stage == "REQUEST" and event.match.sense.operator == "REQUEST" and axes.ahead
    if (stage in ("FUTURE", "PLAN") or shown_out) and _warned(event) and _open(axes):
        return "LEAVE", replace(axes, stage="THREATEN")
    if stage in ("FUTURE", "PLAN") and (axes.denied or _not_until(scene, event, preps)):
        if preps & _UNTIL or _until(scene, event):
            return "STAY", replace(axes, denied=False, stage="FUTURE")
        if owners and answers(scene, event, owners):
            return "LEAVE", replace(axes, stage="REFUSE", denied=False, ahead=False)
    if stage == "PROG" and axes.denied and _is_going(event):
        return "LEAVE", replace(axes, stage="PLAN", ahead=True)
    return _done(scene, event, axes)


def _is_going(event: Event) -> bool:
    """They are not leaving: they have no plan to. Not: none is being taken out."""
    verb = event.node.verb if isinstance(event.node, Clause) else None
    if verb is None:
        return False
    present = verb.tense == "pres" and verb.progressive and not verb.perfect
    return present and not verb.passive and all(o.name.startswith("SAY") for o in event.climb.operators)


def _to_a_place(event: Event) -> bool:
    """They withdrew to their base: it is told where they went, not what they left."""
    left = any(t.places for t in event.match.objects) or any(
        t.places and p in ("from", "out of", "off", "away from") for p, t in event.roles.links
    )
    return not left and any(p in ("to", "into") and (t.places or t.force) for p, t in event.roles.links)


def _left(scene: Scene, event: Event, axes: Axes) -> tuple[str, Axes]:
    """Not one soldier is left in A: all are gone; some 200 are left there: they stay."""
    clause = scene.tree.clause_of(event.node)
    around = next(scene.tree.above(clause), None) if clause is not None and clause.role == "rel" else None
    there = around is not None and around.verb is not None and around.verb.tense in ("future", "would", "must")
    now = "FUTURE" if axes.ahead or there else "DONE"
    none = axes.denied or any(
        scene.tokens[t.phrase.start].low in _NONE for t in (*event.roles.subjects, *event.roles.objects)
    )
    if none:
        return "LEAVE", replace(axes, denied=False, stage=now)
    return "STAND", replace(axes, stage="FUTURE" if axes.ahead else "STATE")


def _done(scene: Scene, event: Event, axes: Axes) -> tuple[str, Axes]:
    """What is done, in part, not yet, or only named."""
    stage = axes.stage
    if stage == "NOMINAL":
        return "", axes
    if stage == "INF" and _judged(event):
        return "", axes
    if stage == "INF":
        return "LEAVE", replace(axes, stage="FUTURE")
    if stage == "STATE" and _habitual(event):
        return "", axes
    if stage == "STATE" and event.frame == "GO":
        return "LEAVE", replace(axes, stage="FUTURE", ahead=True)
    if stage == "STATE":
        axes = replace(axes, stage="DONE")
    if axes.stage == "COMPLETE" and not axes.denied and is_part_of_act(scene, event):
        return "LEAVE", replace(axes, stage="PART")
    if axes.stage != "DONE" or axes.counterfactual:
        return "LEAVE", axes
    if not_all(scene, event):
        return "LEAVE", replace(axes, denied=True)
    if axes.denied and is_not_one(scene, event):
        return "LEAVE", replace(axes, stage="PART")
    if not axes.denied and is_thinned(scene, event):
        return "REDUCE", axes
    if not axes.denied and (event.frame == "CONVOY" or is_part(scene, event)):
        return "LEAVE", replace(axes, stage="PART")
    return "LEAVE", axes


def _judged(event: Event) -> bool:
    """It would be wrong to close the base: what is only called good or bad, easy or hard."""
    node = event.node
    above = node.above() if isinstance(node, Clause) and node.role in ("comp", "subject") else None
    return above is not None and above.verb is not None and above.verb.copula and not event.climb.operators


def _habitual(event: Event) -> bool:
    """Guards who leave a post, the day they leave it: the plain present of a verb that tells which or when, not what
    happened."""
    if any(t.noun in _MOMENTS and t.head.date is None for _, t in event.roles.links):
        return True
    node = event.node
    return isinstance(node, Clause) and node.role == "rel" and node.verb is not None and not node.verb.copula


def _open(axes: Axes) -> bool:
    """Whether it hangs on something: under a condition, or only possible."""
    return axes.conditional or axes.certainty == "possible"


def _by_whom(scene: Scene, event: Event, axes: Axes, owners: set[str]) -> Axes:
    """Who speaks decides: an order of the host is a demand, a demand of the owner an order; "must" said by an authority
    is a demand; what private people refuse, agree or threaten is no claim."""
    loud = axes.loud
    if loud is None:
        return _must(scene, event, axes, owners) if axes.stage == "PROPOSE" else axes
    who = _subjects(scene, loud)
    states = {s for t in who if (s := t.state or t.owner) is not None}
    name = axes.stage
    ours = bool(states & owners) or any(t.force is not None for t in who)
    if name == "ORDER" and states and owners and not ours:
        return replace(axes, stage="REQUEST")
    superiors = any(t.noun in _SUPERIORS for t in who) and not states - owners
    if name == "REQUEST" and (ours or superiors) and owners and loud.clause is not None:
        return replace(axes, stage="ORDER")
    if name == "WANT" and ours and owners:
        return replace(axes, stage="PLAN", ahead=True)
    if name == "AGREE" and who and not any(_has_a_say(t, scene) for t in who):
        return replace(axes, stage="PLAN")
    if name in ("REFUSE", "THREATEN") and who and not any(_has_a_say(t, scene) for t in who):
        return replace(axes, unsaid="by_nobody")
    return axes


def _has_a_say(thing: Thing, scene: Scene) -> bool:
    return thing.force is not None or speaks_for_state(thing, scene.setting)


def _must(scene: Scene, event: Event, axes: Axes, owners: set[str]) -> Axes:
    """Must, should, ought to: a demand where a foreign authority says so, a plan where the owner does."""
    says = [o for o in event.climb.operators if o.name.startswith("SAY") and o.clause is not None]
    says = says or _said_before(scene, event)
    who = [t for o in says[:1] for t in _subjects(scene, o)]
    if not any(speaks_for_state(t, scene.setting) for t in who):
        return axes
    if event.frame in ("CLEAR", "CLEAR?") and axes.verb is not None and axes.verb.modal == "should":
        return replace(axes, stage="FUTURE")
    states = {t.state or t.owner for t in who}
    if states & owners:
        return replace(axes, stage="PLAN")
    return replace(axes, stage="REQUEST", ahead=False, loud=says[0])


def _said_before(scene: Scene, event: Event) -> list[Operator]:
    """Who speaks before the colon: the demand is old, Chisinau said: Russia must leave."""
    clause = scene.tree.clause_of(event.node)
    roots = scene.tree.roots
    at = next((i for i, r in enumerate(roots) if r is clause), 0)
    if (
        not at
        or clause is None
        or clause.marker != "colon"
        or roots[at - 1].role != "say"
        or roots[at - 1].verb is None
    ):
        return []
    return [Operator("SAY", roots[at - 1].verb.head, roots[at - 1].verb, False, roots[at - 1])]  # type: ignore[union-attr]


def _subjects(scene: Scene, operator: Operator) -> list[Thing]:
    """Those who do what an operator says."""
    if operator.clause is not None:
        return roles_of.of_clause(operator.clause, scene.tree, scene.things).subjects
    if operator.phrase is None:
        return []
    roles = roles_of.of_noun(operator.phrase, scene.things)
    return roles.subjects or roles.linked("from", "by")


def _warned(event: Event) -> bool:
    """Warned, hinted, threatened that it would: what stands under a condition is a threat."""
    return any(o.verb is not None and set(o.verb.lemmas) & _THREATENING for o in event.climb.operators)


def _not_until(scene: Scene, event: Event, preps: set[str]) -> bool:
    """Not until, not before autumn will they leave."""
    clause = scene.tree.clause_of(event.node)
    inverted = (
        clause is not None and clause.inverted and bool(preps & {"not before", "no earlier than", "not earlier than"})
    )
    return "not until" in preps or inverted or _until(scene, event, "not until")


def _until(scene: Scene, event: Event, *markers: str) -> bool:
    """Not before, not until a clause: they stay till then."""
    clause = scene.tree.clause_of(event.node)
    return clause is not None and any(
        inner.role == "adv" and inner.marker in (markers or _UNTIL) for inner in clause.inner
    )


def answers(scene: Scene, event: Event, owners: set[str]) -> bool:
    """Whether the owner says so in answer to a demand told in this sentence or the one before."""
    for operator in event.climb.operators:
        if operator.name.startswith("SAY"):
            states = {s for t in _subjects(scene, operator) if (s := t.state or t.owner) is not None}
            if states and not states & owners:
                return False
    if scene.setting.memory.demanded:
        return True
    own = {o.at for o in event.climb.operators}
    return any(
        (t.tag == "N" and t.word.noun in _DEMANDS and i not in own) or (t.tag == "V" and t.word.lemmas & _REPLYING)
        for i, t in enumerate(scene.tokens)
    )
