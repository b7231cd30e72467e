"""Pass 13c. In: an event of buying, selling, bargaining over or delivering arms. Out: drafts of claims about arms deals.

Who buys and who sells comes from the frame, then from what stands by the wares (Indian mortars, guns for Armenia), then
from what is known of makers and buyers; where nothing tells, the parties are `a` and `b`.
"""

from dataclasses import replace

from services.ingest.extract.around import Around, around, sum_told
from services.ingest.extract.axes import Axes
from services.ingest.extract.clauses import Clause
from services.ingest.extract.goods import Ware, wares_of
from services.ingest.extract.venues import venue
from services.ingest.extract.memory import Deal
from services.ingest.extract.parties import state_of
from services.ingest.extract.phrases import NounPhrase
from services.ingest.extract.scene import Draft, Event, Scene
from services.ingest.extract.sides import TRACKED, Shape, sides_of
from services.ingest.extract.things import Thing
from services.ingest.extract.word_sets import word_set

FRAMES = {
    "BUY": Shape("SIGN", "buyer", beside="seller"),
    "SELL": Shape("SIGN", "seller", "buyer"),
    "WIN": Shape("SIGN", "seller", of="buyer", beside="buyer"),
    "AWARD": Shape("SIGN", "buyer", "seller", "seller", beside="seller"),
    "CONTRACT": Shape("SIGN"),
    "DEAL": Shape("SIGN"),
    "SCRAP": Shape("SIGN"),
    "LETTER": Shape("NEGOTIATE"),
    "INTENT": Shape("NEGOTIATE"),
    "NEGOTIATE": Shape("NEGOTIATE"),
    "TALK": Shape("NEGOTIATE"),
    "TALKS": Shape("NEGOTIATE"),
    "TALKING": Shape("NEGOTIATE"),
    "ASK": Shape("NEGOTIATE", "buyer", "seller", "seller", beside="seller"),
    "INQUIRE": Shape("NEGOTIATE", "buyer", "seller", "seller", "buyer"),
    "WISH": Shape("NEGOTIATE", "buyer", beside="seller"),
    "OFFER": Shape("NEGOTIATE", "seller", "buyer"),
    "GIVE": Shape("DELIVER", "seller", "buyer"),
    "SHIP": Shape("DELIVER", "seller", "buyer"),
    "YIELD": Shape("DELIVER", "", "buyer"),
    "GET": Shape("DELIVER", "buyer"),
    "COME": Shape("DELIVER", "", "buyer"),
    "BEIN": Shape("DELIVER", "", "buyer"),
    "CARRIED": Shape("DELIVER"),
    "DELIVERY": Shape("DELIVER", "seller"),
    "DEPART": Shape("DELIVER"),
    "OWE": Shape("DELIVER", "seller", "buyer"),
    "AWAITED": Shape("DELIVER", "buyer"),
    "WENT": Shape("SIGN", to="seller"),
}
_PRIVATE = frozenset({"private", "civilian"})
_PEOPLE = word_set("deals.people")
_OUT = ("from", "out of", "away from")
_TALKING = frozenset({"TALK", "TALKS", "NEGOTIATE", "TALKING"})
_POINTING = frozenset({"contract", "deal", "order", "agreement", "purchase", "nothing", "anything", "everything"})
_HALTING = frozenset({"halt", "suspend", "freeze", "stop", "interrupt", "pause", "block", "cease", "break"})
_REVEALING = frozenset({"confirm", "announce", "reveal", "disclose", "acknowledge", "unveil", "report", "admit"})
_ACTS = frozenset({"purchase", "acquisition", "procurement", "sale"})
_UNREAL = frozenset({"future", "would", "may", "must", "can"})
_ORDERS = frozenset({"order", "contract", "purchase", "sale"})
_MILITARY = word_set("wares.military")
_TOLD = frozenset({"DONE", "STATE", "PROG", "BEGIN", "COMPLETE", "PART"})


def read_deals(scene: Scene, event: Event) -> list[Draft]:
    """The drafts of an event of these frames; none where no arms are meant or no party is followed."""
    shape = FRAMES[event.frame]
    if isinstance(event.node, NounPhrase) and _covered(scene, event):
        return []
    outcome, axes = _read_stage(scene, event, shape.outcome)
    if not outcome:
        return []
    near = around(scene, event)
    wares = _wares(scene, event, near)
    if not wares and outcome == "SIGN":
        near, wares = _content(scene, event, near)
    if not wares and event.frame == "SCRAP":
        near.objects += _meant_by_anything(scene, event, near)
    if not wares and not _about_arms(scene, event, near):
        return []
    if any(_private(t) for t in near.actors):
        return []
    sides = sides_of(scene, event, shape, near, wares)
    if not sides or len({state_of(scene, p) for p in sides.values()}) < len(sides):
        return []
    if not {state_of(scene, p) for p in sides.values()} & TRACKED:
        return []
    if outcome == "DELIVER" and sides.get("buyer") == "RUS" and "seller" not in sides:
        return []
    item = "; ".join(dict.fromkeys(w.name for w in wares if w.name)) or None
    scene.setting.memory.deal = Deal(tuple(sides.items()), item)
    states = {state_of(scene, sides[k]) for k in ("buyer",) if k in sides}
    return [
        Draft(
            event, outcome, axes, places=venue(scene, event, near.links, states), parties=tuple(sides.items()), item=item,
            quantity=wares[0].quantity if len(wares) == 1 else None, value=sum_told(scene, event, near),
        )
    ]  # fmt: skip


def _private(thing: Thing) -> bool:
    """Dealers, museums, two men, a Georgian: nobody who buys or sells for a state."""
    one_person = thing.head.kind == "adjective" and thing.head.tag == "N" and not thing.head.word.plural
    return bool(thing.kinds & _PRIVATE) or (thing.noun in _PEOPLE and "the" not in thing.lows) or one_person


# -- what is told: stage ------------------------------------------------------------------------------------------------


def _read_stage(scene: Scene, event: Event, outcome: str) -> tuple[str, Axes]:
    """Outcome and axes; an empty outcome where nothing is claimed."""
    axes = event.axes
    if axes.unsaid == "only_considered":
        return "NEGOTIATE", replace(axes, unsaid="", stage="STATE", certainty="certain", ahead=False)
    if axes.unsaid or (axes.stage == "PROPOSE" and axes.loud is None):
        return "", axes
    if event.frame == "SCRAP":
        return _scrapped(axes)
    if axes.stage == "INF":
        later = isinstance(event.node, Clause) and (event.node.role == "rel" or event.node.subject is not None)
        return (outcome, replace(axes, stage="FUTURE")) if later else ("", axes)
    if event.frame == "YIELD" and axes.stage == "AGREE":
        return outcome, replace(axes, stage="FUTURE")
    if event.frame == "OWE":
        return outcome, replace(axes, stage="DONE", denied=True, ahead=False)
    if event.frame == "AWAITED":
        return outcome, replace(axes, stage="PLAN", ahead=True)
    if event.frame == "DEPART" and not axes.denied:
        return "", axes
    if outcome == "DELIVER" and axes.stage == "PLAN" and _was_to(event):
        return "", axes
    if event.frame == "DEAL" and any(o.name == "CARRY" for o in event.climb.operators):
        return "DELIVER", axes
    if outcome == "DELIVER" and axes.stage == "POSTPONE":
        return outcome, _held_up(axes)
    if event.frame == "DEAL" and axes.denied and axes.stage == "PLAN" and _only_reported(event):
        return outcome, replace(axes, stage="DONE", ahead=False)
    if axes.stage == "PROG" and _gerund(event):
        return outcome, replace(axes, stage="DONE")
    if axes.stage == "NOMINAL":
        dated = event.frame == "DEAL" and _dated(scene, event)
        exists = any(o.name in ("EXIST", "TRUE") for o in event.climb.operators)
        exists = exists or (event.frame == "DEAL" and (_revealed(scene, event) or _possessed(scene, event)))
        exists = exists or _stands_alone(scene, event)
        presupposed = exists or event.frame == "INTENT" or (axes.denied and event.frame != "DELIVERY")
        return (outcome, replace(axes, stage="DONE")) if dated or presupposed else ("", axes)
    return outcome, axes


def _held_up(axes: Axes) -> Axes:
    """Deliveries halted are none; deliveries put off are to come."""
    stopped = axes.verb is not None and set(axes.verb.lemmas) & _HALTING
    return replace(axes, stage="DONE", denied=not axes.denied) if stopped else replace(axes, stage="PLAN", ahead=True)


def _only_reported(event: Event) -> bool:
    """Reports of an order are fake: the order is denied, not a plan for one."""
    names = {o.name for o in event.climb.operators}
    return {"REPORT", "DENY"} <= names and not names & {"PLAN", "CONSIDER", "WANT"}


def _was_to(event: Event) -> bool:
    """What was to be delivered is told as not come to pass."""
    return any(o.name == "PLAN" and o.verb is not None and o.verb.copula and o.verb.tense == "past" for o in event.climb.operators)


def _scrapped(axes: Axes) -> tuple[str, Axes]:
    """A contract torn up, to be torn up, in danger of being torn up."""
    if axes.stage in _TOLD:
        return "SIGN", replace(axes, stage="CANCEL")
    if axes.stage in ("FUTURE", "PLAN", "AGREE", "ORDER", "THREATEN", "INF"):
        conditional = axes.conditional or axes.stage == "THREATEN"
        return ("SIGN", replace(axes, stage="CANCEL", ahead=True, conditional=conditional)) if axes.stage != "INF" else ("", axes)
    return "", axes


def _dated(scene: Scene, event: Event) -> bool:
    """A 2022 order, the contract of 2021: what has a date of its own is taken as made."""
    phrase = event.node
    assert isinstance(phrase, NounPhrase)
    if any(o.name in ("CANCEL", "REFUSE", "DENY") for o in event.climb.operators):
        return False
    inside = any(t.date is not None for t in scene.tokens[phrase.start : phrase.head])
    return inside or any(
        prep in ("of", "from", "in") and isinstance(q, NounPhrase) and scene.tokens[q.head].date is not None
        for prep, q in phrase.links
    )


def _gerund(event: Event) -> bool:
    """Denies buying drones: buying is told as done."""
    node, operators = event.node, event.climb.operators
    if not isinstance(node, Clause) or node.verb is None or node.verb.form != "ing" or node.role != "comp" or not operators:
        return False
    return operators[0].name == "DENY" or operators[0].name.startswith("SAY")


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


def _possessed(scene: Scene, event: Event) -> bool:
    """Armenia's purchase of guns angered Baku; with the purchase of guns it became: taken as made."""
    phrase = event.node
    assert isinstance(phrase, NounPhrase)
    place = scene.tree.up(phrase)
    if scene.things.of(phrase).noun not in _ACTS or place is None or not isinstance(place.holder, Clause):
        return False
    verb = place.holder.verb
    real = verb is not None and verb.form == "finite" and verb.tense not in _UNREAL and not event.climb.operators
    of_wares = any(p == "of" for p, _ in phrase.links)
    return real and ((place.role == "with" and of_wares) or (place.role == "subject" and phrase.possessor is not None))


def _covered(scene: Scene, event: Event) -> bool:
    """Whether a verb or noun around an event told as a noun tells the same: signed a contract, a contract for delivery."""
    outcome = FRAMES[event.frame].outcome
    others = [e for e in scene.events if e is not event and e.frame in FRAMES]
    taken = {
        id(e.node)
        for e in others
        if FRAMES[e.frame].outcome in (outcome, "NEGOTIATE") or event.frame == "DELIVERY"
    }
    place = scene.tree.up(event.node)
    while place is not None:
        if id(place.holder) in taken:
            return True
        if isinstance(place.holder, Clause):
            return False
        place = scene.tree.up(place.holder)
    return False


# -- what it is about ---------------------------------------------------------------------------------------------------


def _content(scene: Scene, event: Event, near: Around) -> tuple[Around, list[Ware]]:
    """What is to be done under a contract is what it is about: Under a contract signed in May, X is to supply radars."""
    deals = {id(t.phrase) for t in (*near.objects, *near.subjects)} | {id(event.node)}
    for other in scene.events:
        if other is event or other.match.sense.group != "arms":
            continue
        if _tied(scene, other, deals) or (_definite(scene, event, near) and other.at < event.at and other.frame in _TALKING):
            outer = around(scene, other)
            merged = Around([*near.subjects, *outer.subjects], [*near.objects, *outer.objects], [*near.links, *outer.links])
            return merged, _wares(scene, other, outer)
    return near, []


def _tied(scene: Scene, other: Event, deals: set[int]) -> bool:
    """Whether an event stands under a deal: in a clause on it, or in one that it hangs on; or is what it is set beside."""
    if not isinstance(other.node, Clause):
        return False
    if other.node.antecedent is not None and id(other.node.antecedent) in deals:
        return True
    clauses = [other.node, *scene.tree.above(other.node)]
    if any(id(linked) in deals for clause in clauses for _, linked in clause.links):
        return True
    subject = other.node.subject
    return isinstance(subject, NounPhrase) and any(id(q) in deals for q in subject.named)


def _definite(scene: Scene, event: Event, near: Around) -> bool:
    """The contract, the deal: told of before."""
    things = [*near.objects, *near.subjects]
    if isinstance(event.node, NounPhrase):
        things.append(scene.things.of(event.node))
    return any(t.noun in _POINTING and t.lows & {"the", "nothing"} for t in things)


def _wares(scene: Scene, event: Event, near: Around) -> list[Ware]:
    """The wares of the event: those in its slots, else those its contract, talks or delivery are about."""
    slots = [*event.match.subjects, *event.match.objects, *near.objects]
    if event.node is not None and isinstance(event.node, NounPhrase):
        slots = [scene.things.of(event.node), *slots]
    if event.frame == "CARRIED":
        slots += [
            thing
            for holder in event.match.subjects
            for clause in holder.phrase.clauses
            if isinstance(clause, Clause)
            for phrase in (*clause.objects, *(q for p, q in clause.links if p in ("with", "of") and isinstance(q, NounPhrase)))
            for thing in scene.things.all(phrase)
        ]
    behind = [t for prep, t in near.links if prep in ("for", "on", "over", "about", "of", "with", "in", "concerning", "regarding", *_OUT)]
    found: dict[int, Ware] = {}
    for thing in (*slots, *behind):
        for ware in wares_of(scene, thing):
            found.setdefault(ware.phrase.head, ware)
        if found and thing in slots and "ware" in thing.kinds and event.frame not in ("CONTRACT", "SCRAP"):
            continue
    return list(found.values())


def _about_arms(scene: Scene, event: Event, near: Around) -> bool:
    """Without wares: an arms contract, a contract with a maker of arms, or talks about the deal told before."""
    things = [*near.subjects, *near.objects, *(t for _, t in near.links)]
    if any(t.kinds & {"arms", "arms talk"} for t in things):
        return True
    told = scene.setting.memory.deal is not None
    if event.frame in ("CONTRACT", "SCRAP", "DEAL", "WIN", "AWARD"):
        pointing = told and any(t.noun in _POINTING and ("the" in t.lows or t.noun == "nothing") for t in things)
        return pointing or any(_is_maker(scene, t) for t in things) or any(_military_order(scene, t) for t in things)
    return event.frame in ("TALKS", "DELIVERY") and (told or event.frame == "DELIVERY" and _other_wares(scene, event))


def _meant_by_anything(scene: Scene, event: Event, near: Around) -> list[Thing]:
    """Nobody has cancelled anything: the order told of before."""
    if not any(t.noun in ("anything", "nothing") for t in near.objects):
        return []
    before = [scene.things.of(p) for p in scene.tree.phrases if p.head < event.at]
    return [t for t in before if "arms" in t.kinds or _military_order(scene, t)][-1:]


def _military_order(scene: Scene, thing: Thing) -> bool:
    """A foreign order in a sentence that speaks of arms or armies: the Indian order."""
    if thing.noun not in _ORDERS or thing.owner is None:
        return False
    return any(set(t.word.senses) & {"weapon", "weapon?"} or t.low in _MILITARY for t in scene.tokens)


def _other_wares(scene: Scene, event: Event) -> bool:
    return any(e.match.sense.group == "arms" and e is not event and e.frame != "DELIVERY" for e in scene.events)


def _is_maker(scene: Scene, thing: Thing) -> bool:
    return any(t.kind == "firm" for t in scene.tokens[thing.phrase.start : thing.phrase.end])
