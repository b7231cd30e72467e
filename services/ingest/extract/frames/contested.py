"""Pass 10g. Events that two sides tell of in one breath: the mayor confirmed, and the FSB denied, that the guards had
left; that they had left was confirmed by the mayor but denied by the FSB.
"""

from collections.abc import Iterator
from copy import copy

from services.ingest.extract.frames.making import make_event
from services.ingest.extract.frames.scene import Event, Scene
from services.ingest.extract.grammar.clause import Clause
from services.ingest.extract.grammar.phrase import NounPhrase
from services.ingest.extract.operators.operating import over
from services.ingest.extract.operators.operator import Operator

Node = Clause | NounPhrase


def contested_events(scene: Scene, found: list[Event]) -> Iterator[Event]:
    """The events of a clause that one side confirms and the other denies, once more under the other side's verb."""
    for event in found:
        path = _up_to_content(scene, event.node)
        content = path[-1]
        holder = content.parent if isinstance(content, Clause) and content.role == "that" else None
        if not isinstance(holder, Clause):
            continue
        said = _says(scene, holder, content)
        for rival in _beside(holder):
            other = _says(scene, rival, content)
            if said is None or other is None or _denies(said) == _denies(other):
                continue
            yield make_event(scene, _hung_on(scene, path, rival), event.match, event.roles)


def _up_to_content(scene: Scene, node: Node) -> list[Node]:
    """From the event up to the clause with "that" it stands in."""
    path = [node]
    while not (isinstance(path[-1], Clause) and path[-1].role == "that"):
        place = scene.tree.up(path[-1])
        if place is None:
            break
        path.append(place.holder)
    return path


def _beside(holder: Clause) -> Iterator[Clause]:
    """The clauses coordinated with it that leave their content to it: neither object nor clause of their own."""
    beside = [c for c in holder.inner if c.role == "and"]
    if holder.role == "and" and isinstance(holder.parent, Clause):
        beside.append(holder.parent)
    for clause in beside:
        if clause.verb is not None and not clause.objects and not any(c.role in ("that", "comp") for c in clause.inner):
            yield clause


def _says(scene: Scene, clause: Clause, content: Node) -> Operator | None:
    return next(iter(over(clause, "that", content, scene.tokens)), None)


def _denies(operator: Operator) -> bool:
    return (operator.name == "DENY") != operator.negated


def _hung_on(scene: Scene, path: list[Node], rival: Clause) -> Node:
    """A copy of what is told, with the clauses between, that hangs on the rival's verb."""
    twins = [copy(node) for node in path]
    for twin, node, holder in zip(twins, path, [*twins[1:], rival], strict=True):
        place = scene.tree.up(node)
        scene.tree.attach(twin, holder, place.role if place is not None else "that")
    return twins[0]
