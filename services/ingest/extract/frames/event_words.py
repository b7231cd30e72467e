"""The words of an event that can qualify it."""

from services.ingest.extract.frames.scene import Event, Scene


def words_of(scene: Scene, event: Event) -> set[str]:
    """The words of the event's own clause that can qualify it: adverbs, and the modifiers of its arguments."""
    clause = scene.tree.clause_of(event.node)
    tokens = scene.tokens
    found: set[str] = set()
    if clause is not None:
        found |= {tokens[i].low for i in clause.adverbs}
        if clause.verb is not None:
            found |= {tokens[i].low for i in clause.verb.adverbs}
    for thing in (*event.roles.subjects, *event.roles.objects):
        found |= thing.lows
    return found
