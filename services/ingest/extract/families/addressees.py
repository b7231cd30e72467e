"""Pass 13. In: the forces of an act that somebody demands. Out: the same, of the one who is asked, not of the one who
asks: Armenia's request that it close its posts means the other side.
"""

from events.record import Force
from services.ingest.extract.frames.scene import Event, Scene
from services.ingest.extract.grammar.clause import Clause
from services.ingest.extract.grammar.phrase import NounPhrase
from services.ingest.extract.operators.operator import Operator
from services.ingest.extract.things import roles as roles_of
from services.ingest.extract.words.word_sets import word_set

_ASKING = frozenset({"REQUEST", "WANT", "PROPOSE", "HOPE"})
_POINTING = word_set("addressees.pointing")


def addressed(scene: Scene, event: Event, forces: tuple[Force, ...]) -> tuple[Force, ...]:
    """The forces with their owner put right, where a pronoun was taken for the state that asks."""
    asks = [o for o in event.climb.operators if o.name in _ASKING]
    if not asks or not forces or _told_itself(asks[0], event):
        return forces
    asking = next((o for o in asks if _requester(scene, o) is not None), asks[0])
    requester = _requester(scene, asking)
    if requester is None or all(f.owner != requester for f in forces) or not _by_pronoun(scene, event):
        return forces
    other = _other(scene, asking, requester)
    return tuple(f.model_copy(update={"owner": other}) if f.owner == requester else f for f in forces)


def _told_itself(asking: Operator, event: Event) -> bool:
    """Told its men to pack: those who are told are its own."""
    told = {id(p) for p in asking.clause.objects} if asking.clause is not None else set()
    return any(id(t.phrase) in told for t in event.match.subjects if t.force is not None)


def bound(scene: Scene, event: Event, forces: tuple[Force, ...]) -> tuple[Force, ...]:
    """Its soldiers, as the object of what a state does, are that state's own."""
    states = {t.state for t in event.match.subjects if t.state is not None and t.force is None}
    own = [
        t
        for t in event.match.objects
        if t.force is not None and scene.tokens[t.phrase.start].low in ("its", "his", "their")
    ]
    if len(states) != 1 or not own:
        return forces
    owner = next(iter(states))
    wrong = {t.owner for t in own}
    return tuple(f.model_copy(update={"owner": owner}) if f.owner in wrong else f for f in forces)


def _requester(scene: Scene, operator: Operator) -> str | None:
    if operator.clause is not None:
        subjects = roles_of.of_clause(operator.clause, scene.tree, scene.things).subjects
        return next((t.state for t in subjects if t.state is not None), None)
    if operator.phrase is None:
        return None
    thing = scene.things.of(operator.phrase)
    roles = roles_of.of_noun(operator.phrase, scene.things)
    return thing.owner or next(
        (t.state for t in (*roles.subjects, *roles.linked("from", "by")) if t.state is not None), None
    )


def _by_pronoun(scene: Scene, event: Event) -> bool:
    """Whether the owner is told by a pronoun: it, its guards."""
    things = [*event.match.subjects, *event.match.objects, *(t for _, t in event.roles.links), *event.roles.subjects]
    node = event.node
    if isinstance(node, Clause) and node.subject is None and isinstance(node.parent, NounPhrase):
        return True
    owners = [t for t in things if t.force is not None or t.phrase.end - t.phrase.start == 1]
    return any(scene.tokens[t.phrase.start].low in _POINTING for t in owners)


def _other(scene: Scene, operator: Operator, requester: str) -> str | None:
    """Who is asked: behind the demand, else another state named in the sentence, else the one told of last."""
    for token in scene.tokens:
        named = token.kind in ("country", "capital", "metonym", "person") and token.state is not None
        if named and token.state != requester:
            return token.state
    del operator
    remembered = scene.setting.memory.owner
    return remembered if remembered != requester else None
