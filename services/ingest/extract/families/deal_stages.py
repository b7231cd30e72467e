"""Pass 13d. How far a deal has come."""

from dataclasses import replace

from services.ingest.extract.frames.scene import Event, Scene
from services.ingest.extract.frames.telling import as_gerund, on_a_journey_ahead, was_to
from services.ingest.extract.grammar.clause import Clause
from services.ingest.extract.grammar.phrase import NounPhrase, VerbGroup
from services.ingest.extract.operators.agreed import as_agreed
from services.ingest.extract.operators.axes import Axes
from services.ingest.extract.words.word_sets import word_set

_HALTING = word_set("deals.halting")
_REVEALING = word_set("deals.revealing")
_ACTS = frozenset({"purchase", "acquisition", "procurement", "sale"})
_COMING = frozenset({"arrive", "come", "follow", "land", "reach"})
_UNREAL = frozenset({"future", "would", "may", "must", "can"})
_TOLD = frozenset({"DONE", "STATE", "PROG", "BEGIN", "COMPLETE", "PART"})


def stage_of_deal(scene: Scene, event: Event, outcome: str) -> tuple[str, Axes]:
    """Outcome and axes; an empty outcome where nothing is claimed."""
    axes = event.axes
    if axes.unsaid == "only_considered":
        return "NEGOTIATE", replace(axes, unsaid="", stage="STATE", certainty="certain", ahead=False)
    if outcome == "DELIVER" and _should_come(axes):
        return outcome, replace(axes, stage="FUTURE", certainty="probable", ahead=True)
    if axes.unsaid or (axes.stage == "PROPOSE" and axes.loud is None):
        return "", axes
    if outcome == "DELIVER" and (verb := _contracted(event)) is not None:
        return "SIGN", replace(axes, stage="DONE", ahead=False, verb=verb)
    if event.frame == "SCRAP":
        return _scrapped(axes)
    if axes.stage == "INF":
        later = isinstance(event.node, Clause) and (event.node.role == "rel" or event.node.subject is not None)
        later = later or on_a_journey_ahead(scene, event)
        return (outcome, replace(axes, stage="FUTURE")) if later else ("", axes)
    if event.frame == "YIELD" and axes.stage == "AGREE":
        return outcome, replace(axes, stage="FUTURE")
    if (owed := _owed(scene, event, axes)) is not None:
        return (outcome, owed[0]) if owed else ("", axes)
    if outcome == "DELIVER" and axes.stage == "STATE" and as_agreed(scene, event, axes, event.frame).stage == "AGREE":
        return outcome, replace(axes, stage="FUTURE")  # under the contract Yerevan gets them
    if outcome == "DELIVER" and axes.stage == "PLAN" and was_to(event):
        return "", axes
    if event.frame == "DEAL" and any(o.name == "CARRY" for o in event.climb.operators):
        return "DELIVER", axes
    if outcome == "DELIVER" and axes.stage == "POSTPONE":
        return outcome, _held_up(axes)
    if event.frame == "DEAL" and axes.stage == "PLAN" and not axes.denied and _made_known(scene, event):
        return outcome, replace(axes, stage="DONE", ahead=False)
    if event.frame == "DEAL" and axes.denied and axes.stage == "PLAN" and _only_reported(event):
        return outcome, replace(axes, stage="DONE", ahead=False)
    if axes.stage == "PROG" and as_gerund(event):
        return outcome, replace(axes, stage="DONE")
    if axes.stage == "NOMINAL":
        dated = event.frame == "DEAL" and _dated(scene, event)
        exists = any(o.name in ("EXIST", "TRUE") for o in event.climb.operators)
        exists = exists or (event.frame == "DEAL" and (_revealed(scene, event) or _possessed(scene, event)))
        exists = exists or _stands_alone(scene, event)
        presupposed = exists or event.frame == "INTENT" or (axes.denied and event.frame != "DELIVERY")
        return (outcome, replace(axes, stage="DONE")) if dated or presupposed else ("", axes)
    return outcome, axes


def _owed(scene: Scene, event: Event, axes: Axes) -> tuple[Axes, ...] | None:
    """How frames of wares that are owed, missing, promised, awaited or on the way out read; nothing where they claim
    nothing, None for other frames."""
    past = axes.verb is not None and axes.verb.tense == "past" and not axes.verb.perfect
    match event.frame:
        case "OWE":
            return () if _come_since(scene, event) else (replace(axes, stage="DONE", denied=True, ahead=False),)
        case "LACK":
            return (replace(axes, stage="DONE", denied=not axes.denied),)
        case "SEEN":
            return (axes,) if axes.denied and axes.verb is not None and axes.verb.perfect else ()
        case "PROMISE" if past:
            return ()
        case "AWAITED" | "DUE" | "PROMISE":
            return (replace(axes, stage="PLAN", ahead=True),)
        case "DEPART" if not axes.denied:
            return ()
    return None


def _should_come(axes: Axes) -> bool:
    """Should arrive in May, should be delivered by June: expected; not: Moscow should deliver them."""
    verb = axes.verb
    if verb is None or verb.modal != "should" or axes.stage != "PROPOSE" or axes.loud is not None or axes.unsaid:
        return False
    return verb.passive or not set(verb.lemmas).isdisjoint(_COMING)


def _contracted(event: Event) -> VerbGroup | None:
    """Has contracted to supply guns: who is bound by contract has signed one."""
    told = (o.verb for o in event.climb.operators if o.name == "PLAN" and o.verb is not None and not o.negated)
    return next((v for v in told if "contract" in v.lemmas and v.tense in ("past", "pres")), None)


def _come_since(scene: Scene, event: Event) -> bool:
    """Half of the missiles that it owes us came in May: what was owed is what has come."""
    antecedent = event.node.antecedent if isinstance(event.node, Clause) else None
    others = [e for e in scene.events if e is not event and e.match.sense.group == "arms"]
    slots = [t.phrase for e in others for t in (*e.match.subjects, *e.match.objects)]
    return any(q is antecedent for p in slots for q in (p, *(q for _, q in p.links))) if antecedent else False


def _held_up(axes: Axes) -> Axes:
    """Deliveries halted are none; deliveries put off are to come."""
    stopped = axes.verb is not None and set(axes.verb.lemmas) & _HALTING
    return replace(axes, stage="DONE", denied=not axes.denied) if stopped else replace(axes, stage="PLAN", ahead=True)


def _only_reported(event: Event) -> bool:
    """Reports of an order are fake: the order is denied, not a plan for one."""
    names = {o.name for o in event.climb.operators}
    return {"REPORT", "DENY"} <= names and not names & {"PLAN", "CONSIDER", "WANT"}


def _scrapped(axes: Axes) -> tuple[str, Axes]:
    """A contract torn up, to be torn up, in danger of being torn up."""
    if axes.stage in _TOLD:
        return "SIGN", replace(axes, stage="CANCEL")
    if axes.stage in ("FUTURE", "PLAN", "AGREE", "ORDER", "THREATEN", "INF"):
        conditional = axes.conditional or axes.stage == "THREATEN"
        return (
            ("SIGN", replace(axes, stage="CANCEL", ahead=True, conditional=conditional))
            if axes.stage != "INF"
            else ("", axes)
        )
    return "", axes


def _dated(scene: Scene, event: Event) -> bool:
    """A 2022 order, the contract of 2021: what has a date of its own is taken as made."""
    phrase = event.node
    if not isinstance(phrase, NounPhrase):
        return False
    if any(o.name in ("CANCEL", "REFUSE", "DENY") for o in event.climb.operators):
        return False
    inside = any(t.date is not None for t in scene.tokens[phrase.start : phrase.head])
    return inside or any(
        prep in ("of", "from", "in") and isinstance(q, NounPhrase) and scene.tokens[q.head].date is not None
        for prep, q in phrase.links
    )


def _stands_alone(scene: Scene, event: Event) -> bool:
    """There was no delivery; Armenia, India in talks: told by existence, or in a headline without a verb."""
    place = scene.tree.up(event.node)
    if place is None or not isinstance(place.holder, Clause):
        return False
    clause = place.holder
    if clause.verb is None:
        return event.frame == "TALKING" and place.role == "in"
    return clause.verb.copula and any(scene.tokens[i].tag == "E" for i in clause.adverbs)


def _revealed(scene: Scene, event: Event) -> bool:
    """Confirmed the sale, announced the purchase: what is made known is so."""
    place = scene.tree.up(event.node)
    if place is None or not isinstance(place.holder, Clause) or place.role not in ("object", "subject"):
        return False
    verb = place.holder.verb
    return verb is not None and bool(set(verb.lemmas) & _REVEALING) and verb.tense not in _UNREAL


def _made_known(scene: Scene, event: Event) -> bool:
    """Announced the purchase, not plans for it: the only plan above it is the announcement of the thing itself."""
    names = [o for o in event.climb.operators if not o.name.startswith("SAY")]
    return [o.name for o in names] == ["PLAN"] and _revealed(scene, event)


def _possessed(scene: Scene, event: Event) -> bool:
    """Armenia's purchase of guns angered Baku; with the purchase of guns it became: taken as made."""
    phrase = event.node
    if not isinstance(phrase, NounPhrase):
        return False
    place = scene.tree.up(phrase)
    if scene.things.of(phrase).noun not in _ACTS or place is None or not isinstance(place.holder, Clause):
        return False
    verb = place.holder.verb
    real = verb is not None and verb.form == "finite" and verb.tense not in _UNREAL and not event.climb.operators
    of_wares = any(p == "of" for p, _ in phrase.links)
    return real and ((place.role == "with" and of_wares) or (place.role == "subject" and phrase.possessor is not None))
