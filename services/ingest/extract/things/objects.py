"""Pass 9d. What a clause acts on where that does not stand behind its verb: an object shared, what "what" means."""

from services.ingest.extract.grammar.clause import Clause
from services.ingest.extract.grammar.phrase import NounPhrase
from services.ingest.extract.grammar.tree import Tree
from services.ingest.extract.things.thing import Thing
from services.ingest.extract.things.things import Things


def shared_object(clause: Clause, things: Things) -> list[Thing]:
    """Will neither expand nor reduce the garrison; has not frozen, and is not about to freeze, its membership: the
    object behind the second verb is that of both."""
    for inner in clause.inner:
        if inner.role == "and" and (shared := _behind_comma(inner, things)) is not None:
            return things.all(shared)
        verbs = clause.verb is not None and inner.verb is not None and inner.verb.start == clause.verb.end + 1
        if inner.role == "and" and inner.marker in ("nor", "or") and verbs and inner.objects:
            return [t for phrase in inner.objects for t in things.all(phrase)]
    return []


def _behind_comma(clause: Clause, things: Things) -> NounPhrase | None:
    """The object of a clause, or of an infinitive in it, that a comma parts from its verb."""
    for part in (clause, *(c for c in clause.inner if c.role == "comp")):
        if part.verb is not None and part.objects and part.objects[0].start == part.verb.end + 1:
            return part.objects[0] if things.tokens[part.verb.end].low == "," else None
    return None


def meant_by_what(clause: Clause, tree: Tree, things: Things) -> list[Thing]:
    """Howitzers are what Armenia has bought; what it bought are howitzers: what stands on the other side of the
    copula."""
    place = tree.up(clause)
    holder = place.holder if place is not None else None
    if not isinstance(holder, Clause) or holder.verb is None or not holder.verb.copula or holder.verb.negated:
        return []
    other = holder.predicate if holder.subject is clause else holder.subject
    return things.all(other) if isinstance(other, NounPhrase) else []
