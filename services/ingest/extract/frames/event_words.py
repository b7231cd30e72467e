"""The words of an event that can qualify it."""

from services.ingest.extract.frames.scene import Event, Scene
from services.ingest.extract.grammar.clause import Clause
from services.ingest.extract.grammar.phrase import is_it


def _before_cleft(scene: Scene, clause: Clause) -> set[str]:
    """As before, it is guards from Russia who check passports: the adverbs of "it is" are those of its clause."""
    above = scene.tree.clause_of(clause.antecedent) if clause.antecedent is not None else None
    if above is None or above.verb is None or above.predicate is not clause.antecedent:
        return set()
    tokens = scene.tokens
    return {tokens[i].low for i in (*above.adverbs, *above.verb.adverbs)} if is_it(above.subject, tokens) else set()


def words_of(scene: Scene, event: Event) -> set[str]:
    """The words of the event's own clause that can qualify it: adverbs, and the modifiers of its arguments."""
    clause = scene.tree.clause_of(event.node)
    tokens = scene.tokens
    found: set[str] = set()
    if clause is not None:
        found |= {tokens[i].low for i in clause.adverbs}
        if clause.verb is not None:
            found |= {tokens[i].low for i in clause.verb.adverbs}
        found |= _before_cleft(scene, clause)
    for thing in (*event.roles.subjects, *event.roles.objects):
        found |= thing.lows
    return found
