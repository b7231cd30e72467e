"""Pass 13d. In: an event of ordering, signing, delivering. Out: drafts of arms claims."""

from services.ingest.extract.families.deal_stages import stage_of_deal
from services.ingest.extract.families.sides import BUYERS, TRACKED, Shape, sides_of
from services.ingest.extract.frames.scene import Draft, Event, Scene
from services.ingest.extract.frames.telling import within
from services.ingest.extract.grammar.clause import Clause
from services.ingest.extract.grammar.phrase import NounPhrase
from services.ingest.extract.things.around import Around, around, sum_told
from services.ingest.extract.things.goods import Ware, wares_of
from services.ingest.extract.things.memory import Deal
from services.ingest.extract.things.parties import state_of
from services.ingest.extract.things.thing import Thing
from services.ingest.extract.things.venues import venue
from services.ingest.extract.words.word_sets import word_set

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
    "DUE": Shape("DELIVER", "", "buyer"),
    "LACK": Shape("DELIVER", "", "buyer"),
    "SEEN": Shape("DELIVER", "buyer"),
    "OWE": Shape("DELIVER", "seller", "buyer"),
    "PROMISE": Shape("DELIVER", "seller", "buyer"),
    "AWAITED": Shape("DELIVER", "buyer"),
    "WENT": Shape("SIGN", to="seller"),
}
_PRIVATE = frozenset({"private", "civilian"})
_PEOPLE = word_set("deals.people")
_MATTER = frozenset({"on", "about", "over", "concerning", "regarding"})
_OUT = ("from", "out of", "away from")
_TALKING = frozenset({"TALK", "TALKS", "NEGOTIATE", "TALKING"})
_ARRIVING = frozenset({"COME", "CARRIED"})
_POINTING = word_set("deals.pointing")
_ORDERS = frozenset({"order", "contract", "purchase", "sale"})
_MILITARY = word_set("wares.military")
_ARMS = frozenset({"weapon", "weapon?", "lot", "contract", "order", "agreement"})


def read_deals(scene: Scene, event: Event) -> list[Draft]:
    """The drafts of an event of these frames; none where no arms are meant or no party is followed."""
    shape = FRAMES[event.frame]
    if isinstance(event.node, NounPhrase) and _covered(scene, event):
        return []
    outcome, axes = stage_of_deal(scene, event, shape.outcome)
    if not outcome:
        return []
    near = around(scene, event)
    wares = _wares(scene, event, near)
    if not wares and outcome == "SIGN":
        near, wares = _content(scene, event, near)
    bearer = _bearer(scene, event) if outcome == "SIGN" else None
    if not wares and bearer is not None:
        wares = list(wares_of(scene, bearer))
    if not wares and event.frame == "SCRAP":
        near.objects += _meant_by_anything(scene, event, near)
    if not wares and not _about_arms(scene, event, near):
        return []
    if any(_private(t) for t in near.actors):
        return []
    sides = sides_of(scene, event, shape, near, wares)
    if not sides and bearer is not None:
        sides = _sides_above(scene, bearer, wares)
    if not sides or len({state_of(scene, p) for p in sides.values()}) < len(sides):
        return []
    if not {state_of(scene, p) for p in sides.values()} & TRACKED:
        return []
    if outcome == "DELIVER" and sides.get("buyer") == "RUS" and "seller" not in sides:
        return []
    if outcome == "DELIVER" and "buyer" not in sides and not axes.denied and not _anybody_gets(scene, near):
        return []
    item = "; ".join(dict.fromkeys(w.name for w in wares if w.name)) or None
    scene.setting.memory.deal = Deal(tuple(sides.items()), item)
    states = {state_of(scene, sides[k]) for k in ("buyer",) if k in sides}
    return [
        Draft(
            event,
            outcome,
            axes,
            places=_on_arrival(scene, event, venue(scene, event, near.links, states), states),
            parties=tuple(sides.items()),
            item=item,
            quantity=wares[0].quantity if len(wares) == 1 else None,
            value=sum_told(scene, event, near),
        )
    ]


def _bearer(scene: Scene, event: Event) -> Thing | None:
    """The wares of which a deal is told: rockets covered by a contract, guns ordered in May."""
    clause = scene.tree.clause_of(event.node)
    antecedent = clause.antecedent if clause is not None and clause.role == "rel" else None
    thing = scene.things.of(antecedent) if antecedent is not None else None
    return thing if thing is not None and "ware" in thing.kinds else None


def _sides_above(scene: Scene, bearer: Thing, wares: list[Ware]) -> dict[str, str]:
    """Whose the wares are in what is told of them: guns ordered in May have arrived in Armenia."""
    for other in scene.events:
        if other.frame in FRAMES and any(
            t.phrase is bearer.phrase for t in (*other.match.subjects, *other.match.objects)
        ):
            clause = other.node
            if isinstance(clause, Clause) and clause.antecedent is not bearer.phrase:
                return sides_of(scene, other, FRAMES[other.frame], around(scene, other), wares)
    return {}


def _anybody_gets(scene: Scene, near: Around) -> bool:
    """Whether somebody sends or gets the wares, or Armenia is named: of Russian howitzers unloaded somewhere nobody
    says for whom."""
    return any("ware" not in t.kinds for t in near.actors) or any(t.state in BUYERS for t in scene.tokens)


def _on_arrival(scene: Scene, event: Event, places: tuple[str, ...], states: set[str]) -> tuple[str, ...]:
    """Of what arrives only places in the buyer's country: a port on the way is not where it arrives."""
    if event.frame not in _ARRIVING or not states:
        return places
    return tuple(p for p in places if scene.setting.gazetteer.places[p].host in states)


def _private(thing: Thing) -> bool:
    """Dealers, museums, two men, a Georgian: nobody who buys or sells for a state."""
    one_person = thing.head.kind == "adjective" and thing.head.tag == "N" and not thing.head.word.plural
    return bool(thing.kinds & _PRIVATE) or (thing.noun in _PEOPLE and "the" not in thing.lows) or one_person


def _covered(scene: Scene, event: Event) -> bool:
    """Whether a verb or noun around an event told as a noun tells the same: signed a contract, a contract for
    delivery."""
    outcome = FRAMES[event.frame].outcome
    others = [e for e in scene.events if e is not event and e.frame in FRAMES]
    taken = {
        id(e.node) for e in others if FRAMES[e.frame].outcome in (outcome, "NEGOTIATE") or event.frame == "DELIVERY"
    }
    return within(scene, event, taken)


def _content(scene: Scene, event: Event, near: Around) -> tuple[Around, list[Ware]]:
    """What is to be done under a contract is what it is about: Under a contract signed in May, X is to supply
    radars."""
    deals = {id(t.phrase) for t in (*near.objects, *near.subjects)} | {id(event.node)}
    for other in scene.events:
        if other is event or other.match.sense.group != "arms":
            continue
        if _tied(scene, other, deals) or (
            _definite(scene, event, near) and other.at < event.at and other.frame in _TALKING
        ):
            outer = around(scene, other)
            merged = Around(
                [*near.subjects, *outer.subjects], [*near.objects, *outer.objects], [*near.links, *outer.links]
            )
            return merged, _wares(scene, other, outer)
    return near, []


def _tied(scene: Scene, other: Event, deals: set[int]) -> bool:
    """Whether an event stands under a deal: in a clause on it, or in one that it hangs on; or is what it is set
    beside."""
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
            for phrase in (
                *clause.objects,
                *(q for p, q in clause.links if p in ("with", "of") and isinstance(q, NounPhrase)),
            )
            for thing in scene.things.all(phrase)
        ]
    behind = [
        t
        for prep, t in near.links
        if prep in ("for", "on", "over", "about", "of", "with", "in", "concerning", "regarding", *_OUT)
    ]
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
    if event.frame in ("CONTRACT", "SCRAP", "DEAL", "WIN", "AWARD", "LETTER"):
        pointing = told and any(t.noun in _POINTING and ("the" in t.lows or t.noun == "nothing") for t in things)
        return pointing or any(_is_maker(scene, t) for t in things) or any(_military_order(scene, t) for t in things)
    if event.frame == "DELIVERY":
        return not _of_other_goods(scene, event) and (told or _other_wares(scene))
    return event.frame == "TALKS" and talks_about_deal(scene, event)


def talks_about_deal(scene: Scene, event: Event) -> bool:
    """Negotiations continue, behind a deal: talks that name no other matter are about the deal told before."""
    if event.frame != "TALKS" or scene.setting.memory.deal is None:
        return False
    links = [q for t in event.match.subjects for p, q in t.phrase.links if p in _MATTER]
    return not any(isinstance(q, NounPhrase) and not scene.tokens[q.head].word.senses & _ARMS for q in links)


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
    return any(t.word.senses & {"weapon", "weapon?"} or t.low in _MILITARY for t in scene.tokens)


def _other_wares(scene: Scene) -> bool:
    return any(scene.things.of(p).kinds & {"ware", "arms", "arms talk"} for p in scene.tree.phrases)


def _of_other_goods(scene: Scene, event: Event) -> bool:
    """A shipment of mangoes, gas deliveries: what is delivered is named, and no arms."""
    phrase = event.node
    assert isinstance(phrase, NounPhrase)
    goods = [q for p, q in phrase.links if p == "of" and isinstance(q, NounPhrase)]
    named = [*(scene.tokens[q.head] for q in goods), *scene.tokens[phrase.start : phrase.head]]
    return any(t.tag == "N" and not t.word.senses & _ARMS for t in named)


def _is_maker(scene: Scene, thing: Thing) -> bool:
    return any(t.kind == "firm" for t in scene.tokens[thing.phrase.start : thing.phrase.end])
