"""Pass 13d. In: an event of ordering, signing, delivering. Out: drafts of arms claims."""

from dataclasses import replace

from services.ingest.extract.families.deal_stages import stage_of_deal
from services.ingest.extract.families.deal_wares import POINTING, bearer, content, wares_told
from services.ingest.extract.families.sides import BUYERS, TRACKED, Shape, sides_of
from services.ingest.extract.frames.matching import Match
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
    "UNLOAD": Shape("DELIVER", "seller", "buyer"),
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
_MUNITIONS = word_set("deals.munitions")
_RIVALS = word_set("deals.rivals")
_ARRIVING = frozenset({"COME", "CARRIED", "UNLOAD"})
_ORDERS = frozenset({"order", "contract", "purchase", "sale"})
_MILITARY = word_set("wares.military")
_ARMS = frozenset({"weapon", "weapon?", "lot", "contract", "order", "agreement"})


def read_deals(scene: Scene, event: Event) -> list[Draft]:
    """The drafts of an event of these frames; none where no arms are meant or no party is followed."""
    if apart := _letter_apart(scene, event):
        return [draft for one in apart for draft in read_deals(scene, one)]
    shape = FRAMES[event.frame]
    if (isinstance(event.node, NounPhrase) and _covered(scene, event)) or _fired(event):
        return []
    outcome, axes = stage_of_deal(scene, event, shape.outcome)
    if not outcome:
        return []
    near = around(scene, event)
    wares = wares_told(scene, event, near)
    if not wares and outcome == "SIGN":
        near, wares = content(scene, event, near)
    holder = bearer(scene, event) if outcome == "SIGN" else None
    if not wares and holder is not None:
        wares = list(wares_of(scene, holder))
    if not wares and event.frame == "SCRAP":
        near.objects += _meant_by_anything(scene, event, near)
    if not wares and not _about_arms(scene, event, near):
        return []
    if any(_private(t) for t in near.actors):
        return []
    sides = sides_of(scene, event, shape, near, wares)
    if not sides and holder is not None:
        sides = _sides_above(scene, holder, wares)
    if not sides or len({state_of(scene, p) for p in sides.values()}) < len(sides):
        return []
    if not {state_of(scene, p) for p in sides.values()} & TRACKED or _between_rivals(scene, outcome, sides):
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


def _sides_above(scene: Scene, holder: Thing, wares: list[Ware]) -> dict[str, str]:
    """Whose the wares are in what is told of them: guns ordered in May have arrived in Armenia."""
    for other in scene.events:
        if other.frame in FRAMES and any(
            t.phrase is holder.phrase for t in (*other.match.subjects, *other.match.objects)
        ):
            clause = other.node
            if isinstance(clause, Clause) and clause.antecedent is not holder.phrase:
                return sides_of(scene, other, FRAMES[other.frame], around(scene, other), wares)
    return {}


def _between_rivals(scene: Scene, outcome: str, sides: dict[str, str]) -> bool:
    """Azerbaijani drones entered the airspace over Jermuk: an attack, where one of two rivals would supply the
    other, or nobody that is named."""
    seller, buyer = (state_of(scene, sides[k]) if k in sides else None for k in ("seller", "buyer"))
    return seller in _RIVALS and (buyer in _RIVALS or (buyer is None and outcome == "DELIVER"))


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


def _letter_apart(scene: Scene, event: Event) -> list[Event]:
    """Signed a contract for radars as well as a letter of intent on missiles: an event of each."""
    contract = next((m for m in event.others if m.sense.frame == "CONTRACT"), None)
    if event.frame != "LETTER" or contract is None:
        return []
    nouns = event.match.sense.nouns
    letters = [t for t in event.roles.objects if t.noun in nouns or t.head.low in nouns]
    papers = [t for t in contract.objects if all(t.phrase is not one.phrase for one in letters)]
    if not letters or not papers:
        return []

    def of(match: Match, own: list[Thing], others: list[Thing]) -> Event:
        foreign = {id(q) for t in others for _, q in t.phrase.links}
        links = [(prep, t) for prep, t in event.roles.links if id(t.phrase) not in foreign]
        roles = replace(event.roles, objects=own, links=links)
        return replace(event, frame=match.sense.frame, match=replace(match, objects=own), roles=roles, others=())

    return [of(contract, papers, letters), of(event.match, letters, papers)]


def _fired(event: Event) -> bool:
    """A shell landed near Tegh: fire, no delivery."""
    verb = event.node.verb if isinstance(event.node, Clause) else None
    landing = verb is not None and event.frame == "COME" and "land" in verb.lemmas
    return landing and any(t.noun in _MUNITIONS for t in event.match.subjects)


def _covered(scene: Scene, event: Event) -> bool:
    """Whether a verb or noun around an event told as a noun tells the same: signed a contract, a contract for
    delivery."""
    outcome = FRAMES[event.frame].outcome
    others = [e for e in scene.events if e is not event and e.frame in FRAMES]
    taken = {
        id(e.node) for e in others if FRAMES[e.frame].outcome in (outcome, "NEGOTIATE") or event.frame == "DELIVERY"
    }
    return within(scene, event, taken)


def _about_arms(scene: Scene, event: Event, near: Around) -> bool:
    """Without wares: an arms contract, a contract with a maker of arms, or talks about the deal told before."""
    things = [*near.subjects, *near.objects, *(t for _, t in near.links)]
    if any(t.kinds & {"arms", "arms talk"} for t in things):
        return True
    told = scene.setting.memory.deal is not None
    if event.frame in ("CONTRACT", "SCRAP", "DEAL", "WIN", "AWARD", "LETTER"):
        pointing = told and any(t.noun in POINTING and ("the" in t.lows or t.noun == "nothing") for t in things)
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
    if not isinstance(phrase, NounPhrase):
        return False
    goods = [q for p, q in phrase.links if p == "of" and isinstance(q, NounPhrase)]
    named = [*(scene.tokens[q.head] for q in goods), *scene.tokens[phrase.start : phrase.head]]
    return any(t.tag == "N" and not t.word.senses & _ARMS for t in named)


def _is_maker(scene: Scene, thing: Thing) -> bool:
    return any(t.kind == "firm" for t in scene.tokens[thing.phrase.start : thing.phrase.end])
