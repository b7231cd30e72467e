"""Pass 13d. In: an event of ordering, signing, delivering. Out: the wares it is about, told with it, under its deal or
by what the deal stands on.
"""

from services.ingest.extract.frames.scene import Event, Scene
from services.ingest.extract.grammar.clause import Clause
from services.ingest.extract.grammar.phrase import NounPhrase
from services.ingest.extract.things.around import Around, around
from services.ingest.extract.things.goods import Ware, wares_of
from services.ingest.extract.things.thing import Thing
from services.ingest.extract.words.word_sets import word_set

POINTING = word_set("deals.pointing")
_OUT = ("from", "out of", "away from")
_TALKING = frozenset({"TALK", "TALKS", "NEGOTIATE", "TALKING"})


def bearer(scene: Scene, event: Event) -> Thing | None:
    """The wares of which a deal is told: rockets covered by a contract, guns ordered in May."""
    clause = scene.tree.clause_of(event.node)
    antecedent = clause.antecedent if clause is not None and clause.role == "rel" else None
    thing = scene.things.of(antecedent) if antecedent is not None else None
    return thing if thing is not None and "ware" in thing.kinds else None


def content(scene: Scene, event: Event, near: Around) -> tuple[Around, list[Ware]]:
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
            return merged, wares_told(scene, other, outer)
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
    return any(t.noun in POINTING and t.lows & {"the", "nothing"} for t in things)


def wares_told(scene: Scene, event: Event, near: Around) -> list[Ware]:
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
    return list(found.values())
