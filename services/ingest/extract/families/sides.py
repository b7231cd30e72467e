"""Pass 13d. In: an event about arms with what stands by it. Out: who buys and who sells."""

from collections.abc import Iterable
from dataclasses import dataclass

from services.ingest.extract.frames.scene import Event, Scene
from services.ingest.extract.grammar.clause import Clause
from services.ingest.extract.grammar.phrase import NounPhrase
from services.ingest.extract.things.around import Around
from services.ingest.extract.things.goods import Ware
from services.ingest.extract.things.parties import parties, state_of
from services.ingest.extract.things.thing import Thing
from services.ingest.extract.words.word_sets import word_set


@dataclass(frozen=True, slots=True)
class Shape:
    """How a frame is read: its outcome, and the side that stands as subject, as object, behind to or for, behind from,
    behind with."""

    outcome: str
    subject: str = ""
    object: str = ""
    to: str = "buyer"
    of: str = "seller"
    beside: str = ""


TRACKED = word_set("deals.tracked")
BUYERS = word_set("deals.buyers")
_TO = frozenset({"to", "for", "into"})
_FROM = frozenset({"from", "by"})
_WITH = frozenset({"with", "between", "among"})
_STATES = frozenset({"country", "capital", "adjective", "metonym"})
_SELLING = word_set("sides.selling")
_BUYING = word_set("sides.buying")
_WHERE_TO = word_set("sides.where_to")
_BOTH = word_set("sides.both")
_ARRIVING = frozenset({"COME", "BEIN", "UNLOAD"})


def sides_of(scene: Scene, event: Event, shape: Shape, near: Around, wares: list[Ware]) -> dict[str, str]:
    """Side -> party."""
    found: dict[str, str] = {}
    loose: list[str] = []

    def give(side: str, things: Iterable[Thing]) -> None:
        for name in parties(scene, things):
            if side and side not in found:
                found[side] = name
            elif name not in found.values():
                loose.append(name)

    heads = {w.phrase.head for w in wares}
    give(shape.subject, [t for t in near.subjects if t.phrase.head not in heads and "ware" not in t.kinds])
    give(shape.object, [t for t in near.objects if _acts(t, heads)])
    for prep, thing in near.links:
        if not _acts(thing, heads):
            continue
        if prep in _TO or (prep in _WHERE_TO and event.frame in _ARRIVING):
            give(shape.to, [thing])
        elif prep in _FROM:
            give(shape.of if prep == "from" else shape.subject, [thing])
        elif prep in _WITH:
            give(shape.beside, [thing])
    if "buyer" not in found and event.frame in _ARRIVING and (host := _host(scene, near)) is not None:
        found["buyer"] = host
    if not found and event.frame in _ARRIVING and _here(scene, event) and scene.things.speaker_state() in BUYERS:
        found["buyer"] = scene.things.speaker_state() or ""
    if not found and not loose and event.frame == "GIVE":
        give("buyer", _payers(scene))
    if not found and not loose and (any(t.lows & _BOTH for t in near.subjects) or event.frame == "NEGOTIATE"):
        loose += scene.setting.memory.pair
    _by_wares(scene, found, loose, wares, near)
    return _assigned(scene, found, loose, wares)


def _host(scene: Scene, near: Around) -> str | None:
    """Landed at Zvartnots, unloaded in Gyumri: in the country of one who buys."""
    places = (p for prep, t in near.links if prep in _WHERE_TO | _TO for p in t.places)
    return next((h for p in places if (h := scene.setting.gazetteer.places[p].host) in BUYERS), None)


def _here(scene: Scene, event: Event) -> bool:
    """Will be here by winter: in the country of whoever says so."""
    node = event.node
    return isinstance(node, Clause) and any(scene.tokens[i].low == "here" for i in (*node.adverbs, *node.particles))


def _payers(scene: Scene) -> Iterable[Thing]:
    """Armenia has paid, but the radars were not delivered: who has paid is to get them."""
    paying = (c for c in scene.tree.clauses if c.verb is not None and set(c.verb.lemmas) & {"pay", "prepay"})
    return [scene.things.of(c.subject) for c in paying if isinstance(c.subject, NounPhrase)]


def _acts(thing: Thing, heads: set[int]) -> bool:
    return (
        thing.phrase.head not in heads and not thing.kinds & {"ware", "arms", "arms talk"} and thing.head.date is None
    )


def _by_wares(scene: Scene, found: dict[str, str], loose: list[str], wares: list[Ware], near: Around) -> None:
    """What stands by the wares and the deal: Indian mortars, guns for Armenia, the Indian order, its contract with
    X."""
    for ware in wares:
        if ware.told and ware.maker is not None and ware.maker not in BUYERS - {"RUS"}:
            found.setdefault("seller", ware.maker)
        for prep, linked in ware.phrase.links:
            if isinstance(linked, NounPhrase):
                side = "buyer" if prep in _TO else "seller" if prep == "from" else ""
                for name in parties(scene, [scene.things.of(linked)]) if side else ():
                    found.setdefault(side, name)
        parts = (q for p, q in ware.phrase.links if p == "of" and isinstance(q, NounPhrase))
        for clause in (c for q in (ware.phrase, *parts) for c in q.clauses):
            if isinstance(clause, Clause) and clause.verb is not None:
                _by_relative(scene, found, clause)
    for thing in (*near.subjects, *near.objects, *(t for _, t in near.links)):
        if thing.kinds & {"arms", "arms talk", "contract", "agreement", "order"}:
            if thing.owner is not None:
                loose.append(thing.owner)
            for prep, linked in thing.phrase.links:
                if isinstance(linked, NounPhrase) and prep in ("with", "from", "between", "to", "for", "by"):
                    loose += parties(
                        scene, [t for t in scene.things.all(linked) if not t.kinds & {"ware", "arms", "arms talk"}]
                    )


def _by_relative(scene: Scene, found: dict[str, str], clause: Clause) -> None:
    """Rifles promised by Moscow, guns ordered by Yerevan from Pune, drones Yerevan paid for."""
    assert clause.verb is not None
    lemmas = set(clause.verb.lemmas)
    doer = "seller" if lemmas & _SELLING else "buyer" if lemmas & _BUYING else ""
    if doer and isinstance(clause.subject, NounPhrase) and clause.verb.form == "finite" and not clause.verb.passive:
        for name in parties(scene, [scene.things.of(clause.subject)]):
            found.setdefault(doer, name)
    if "pay" in lemmas:
        for name in parties(scene, [t for q in clause.objects for t in scene.things.all(q)]):
            found.setdefault("seller", name)
    for prep, linked in clause.links:
        side = doer if prep == "by" else "seller" if prep in ("from", "in") and lemmas & (_BUYING | _SELLING) else ""
        if side and isinstance(linked, NounPhrase):
            for name in parties(scene, [scene.things.of(linked)]):
                found.setdefault(side, name)


def _assigned(scene: Scene, found: dict[str, str], loose: list[str], wares: list[Ware]) -> dict[str, str]:
    """The sides, with those of whom no side is told put where they belong: Armenia buys, a firm and a maker sell."""
    known = {state_of(scene, p) for p in found.values()}
    rest = [p for p in dict.fromkeys(loose) if state_of(scene, p) not in known]
    maker = next((w.maker for w in wares if w.maker is not None), None)
    if not found and len(rest) == 2 and not wares and not any(p in scene.setting.gazetteer.firms for p in rest):
        return {"a": rest[0], "b": rest[1]}
    if "buyer" not in found:
        buyer = next((p for p in rest if state_of(scene, p) in BUYERS), None)
        if buyer is None and len(rest) > 1 and maker is not None:
            buyer = next((p for p in rest if state_of(scene, p) != maker), None)
        if buyer is not None:
            found["buyer"] = buyer
            rest.remove(buyer)
    firms = [p for p in rest if p in scene.setting.gazetteer.firms]
    if "seller" not in found and rest:
        found["seller"] = (firms or rest)[0]
    buyer_state = state_of(scene, found["buyer"]) if "buyer" in found else None
    if "seller" not in found and maker is not None and maker != buyer_state:
        found["seller"] = maker
    if "buyer" not in found:
        _remembered(scene, found)
    order = ("buyer", "seller", "a", "b")
    return {side: found[side] for side in order if side in found}


def _remembered(scene: Scene, found: dict[str, str]) -> None:
    """The buyer of the deal told before; Armenia, where the sentence speaks of it and nobody else is named as buyer."""
    deal = scene.setting.memory.deal
    seller = found.get("seller")
    if deal is not None:
        before = dict(deal.parties)
        if seller is None or state_of(scene, seller) == state_of(scene, before.get("seller", seller)):
            for side, name in before.items():
                found.setdefault(side, name)
            return
    if seller is None or state_of(scene, seller) not in BUYERS:
        home = next((s for t in scene.tokens if (s := t.state) in BUYERS and t.kind != "outlet"), None)
        if home is None and "ARM" in scene.setting.states:
            home = "ARM"
        if home is not None and (seller is not None or _named_seller(scene, found)):
            found["buyer"] = home


def _named_seller(scene: Scene, found: dict[str, str]) -> bool:
    """The seller of weapons of which nobody says whose: the other state of the sentence, if only one is named."""
    others = list(dict.fromkeys(t.state for t in scene.tokens if t.kind in _STATES and t.state not in BUYERS))
    if len(others) == 1 and others[0] is not None:
        found["seller"] = others[0]
    return bool(others)
