"""Pass 9e. In: an event. Out: all that stands by its predicate, or by the verb over an event told as a noun."""

from collections.abc import Iterable
from dataclasses import dataclass

from events.record import Amount
from services.ingest.extract.frames.scene import Event, Scene
from services.ingest.extract.grammar.clause import Clause
from services.ingest.extract.grammar.phrase import NounPhrase
from services.ingest.extract.things import roles as roles_of
from services.ingest.extract.things.thing import Thing


@dataclass(slots=True)
class Around:
    """All that stands by the predicate, or by the verb over an event told as a noun."""

    subjects: list[Thing]
    objects: list[Thing]
    links: list[tuple[str, Thing]]

    @property
    def actors(self) -> Iterable[Thing]:
        """Those who could be a party."""
        yield from self.subjects
        yield from (t for prep, t in self.links if prep in ("from", "by", "with", "to"))


def around(scene: Scene, event: Event) -> Around:
    """The subjects, objects and links of an event, with those of the verb over it and of the clause it stands in."""
    roles = event.roles
    subjects, links = [*event.match.subjects], [*roles.links]
    objects = [*roles.objects, *(t for t in event.match.objects if all(t is not o for o in roles.objects))]
    subjects += [t for t in roles.subjects if all(t is not s for s in subjects)]
    if isinstance(event.node, NounPhrase) or event.node.role == "subject":
        own = scene.things.of(event.node) if isinstance(event.node, NounPhrase) else None
        for operator in event.climb.operators:
            if operator.clause is not None and operator.clause.role != "say" and not operator.name.startswith("SAY"):
                outer = roles_of.of_clause(operator.clause, scene.tree, scene.things)
                subjects += [t for t in (*outer.subjects, *outer.objects) if t is not own]
                links += outer.links
    place = scene.tree.up(event.node) if isinstance(event.node, NounPhrase) else None
    if place is not None and isinstance(place.holder, Clause):
        behind = [(p, q) for p, q in place.holder.links if isinstance(q, NounPhrase) and q.start >= event.node.end]
        links += [(p, t) for p, q in behind for t in scene.things.all(q) if p in ("with", "between")]
        if place.holder.verb is None and isinstance(place.holder.subject, NounPhrase):
            subject = place.holder.subject
            subjects += [t for q in (subject, *subject.named) for t in scene.things.all(q)]
    holder = holder_of(scene, event)
    if holder is not None:
        subjects += holder.roles.subjects
        links += holder.roles.links
    return Around(subjects, objects, links)


def holder_of(scene: Scene, event: Event) -> Event | None:
    """The arms event of the clause in which an event stands that is told as a noun."""
    if isinstance(event.node, Clause):
        return None
    clause = scene.tree.clause_of(event.node)
    return next((e for e in scene.events if e.node is clause and e.match.sense.group == event.match.sense.group), None)


def sum_told(scene: Scene, event: Event, near: Around) -> Amount | None:
    """The sum of money told with the event."""
    seen: set[int] = set()

    def sums(phrase: NounPhrase, depth: int) -> Iterable[Amount]:
        if id(phrase) in seen or depth > 4:
            return
        seen.add(id(phrase))
        for token in scene.tokens[phrase.start : phrase.end]:
            if token.sum is not None:
                yield token.sum
        for _, linked in phrase.links:
            if isinstance(linked, NounPhrase):
                yield from sums(linked, depth + 1)

    own = [event.node] if isinstance(event.node, NounPhrase) else []
    things = (*near.objects, *near.subjects, *(t for _, t in near.links))
    for phrase in (*own, *(t.phrase for t in things)):
        for amount in sums(phrase, 0):
            return amount
    return None
