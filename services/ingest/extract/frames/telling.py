"""How an event is told: as a gerund that somebody denies, as the purpose of a journey, within another event."""

from services.ingest.extract.frames.scene import Event, Scene
from services.ingest.extract.grammar.clause import Clause

_JOURNEYS = frozenset({"E-VISIT", "E-TRIP"})


def as_gerund(event: Event) -> bool:
    """Denies buying drones, admitted training them: told as done."""
    node, operators = event.node, event.climb.operators
    if not isinstance(node, Clause) or node.verb is None or not operators:
        return False
    spoken = operators[0].name == "DENY" or operators[0].name.startswith("SAY")
    return node.verb.form == "ing" and node.role == "comp" and spoken


def on_a_journey_ahead(scene: Scene, event: Event) -> bool:
    """Will travel to X to sign it: the purpose of a journey that is to come is to come too."""
    node = event.node
    if not isinstance(node, Clause) or node.role != "comp" or not isinstance(node.parent, Clause):
        return False
    above = [e for e in scene.events if e.node is node.parent and not e.axes.denied]
    return any(e.frame == "E-AWAIT" or (e.frame in _JOURNEYS and e.axes.stage in ("FUTURE", "PLAN")) for e in above)


def within(scene: Scene, event: Event, taken: set[int]) -> bool:
    """Whether a noun hangs on one of the nodes `taken` (by `id`), up to the clause it stands in: signed a contract, a
    contract for delivery."""
    place = scene.tree.up(event.node)
    while place is not None:
        if id(place.holder) in taken:
            return True
        if isinstance(place.holder, Clause):
            return False
        place = scene.tree.up(place.holder)
    return False


def was_to(event: Event) -> bool:
    """Was to be delivered, whose mandate was to run until 2025: what had been meant, before it came otherwise."""
    verbs = (operator.verb for operator in event.climb.operators if operator.name == "PLAN")
    return any(verb is not None and verb.copula and verb.tense == "past" for verb in verbs)
