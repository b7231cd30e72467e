"""Pass 10f. Events whose ground a verb of scope tells: the agreement covers Tavush and Syunik; the pullout will not
affect the Turkish border. The act itself was told before.
"""

from collections.abc import Iterator
from dataclasses import replace

from services.ingest.extract.frames.matching import Match
from services.ingest.extract.frames.scene import Event, Scene
from services.ingest.extract.frames.senses import Sense
from services.ingest.extract.frames.taken_up import WHOLE
from services.ingest.extract.grammar.clause import Clause
from services.ingest.extract.grammar.phrase import NounPhrase, VerbGroup
from services.ingest.extract.operators.acting import read_axes
from services.ingest.extract.operators.axes import Axes, tense_stage
from services.ingest.extract.operators.operators import climb
from services.ingest.extract.things import roles as roles_of
from services.ingest.extract.things.armed import RECENT
from services.ingest.extract.things.thing import Thing
from services.ingest.extract.words.word_sets import word_set

_SCOPE = word_set("scoped.verbs")
_TO = word_set("scoped.to")
_BINDING = frozenset({"AGREE", "REQUEST", "ORDER"})
"""What a noun says of the act, where it is none itself: the agreement, the demand, the order."""


def scoped_events(scene: Scene, found: list[Event]) -> Iterator[Event]:
    """The act told before, at the places that its agreement, demand, order or the act itself is said to reach."""
    for clause in scene.tree.clauses:
        subject, verb = clause.subject, clause.verb
        if verb is None or not isinstance(subject, NounPhrase) or not set(verb.lemmas) & _SCOPE:
            continue
        if (ground := _ground(scene, clause)) and (event := _reaching(scene, subject, verb, ground, found)):
            yield event


def _ground(scene: Scene, clause: Clause) -> list[Thing]:
    roles = roles_of.of_clause(clause, scene.tree, scene.things)
    reached = [*roles.objects, *roles.linked(*_TO)]
    return reached if reached and all(t.places and t.force is None for t in reached) else []


def _reaching(
    scene: Scene, subject: NounPhrase, verb: VerbGroup, ground: list[Thing], found: list[Event]
) -> Event | None:
    memory = scene.setting.memory
    act = next((e for e in found if e.node is subject and e.frame in WHOLE), None)
    sense = act.match.sense if act is not None else memory.leaving
    force = _force(scene, subject, act)
    if force is None or not isinstance(sense, Sense) or (act is None and memory.leaving_age > RECENT):
        return None
    above = climb(subject, scene.tree, scene.tokens, itself=True)
    if act is not None and tense_stage(verb)[1]:
        axes = read_axes(subject, above, scene.tokens, False, Axes("FUTURE", ahead=True))
    elif any(o.phrase is subject and o.name in _BINDING for o in above.operators):
        axes = read_axes(subject, above, scene.tokens, False, Axes("INF", ahead=True))
    else:
        return None
    roles = roles_of.Roles(links=[("from", t) for t in ground])
    match = Match(replace(sense, operator=""), [force], [])
    return Event(subject, match, roles, above, replace(axes, denied=axes.denied != verb.negated), sense.frame)


def _force(scene: Scene, subject: NounPhrase, act: Event | None) -> Thing | None:
    """The force of the act where it is told in the sentence, else the one told of last."""
    if act is not None:
        told = (*act.match.subjects, *act.match.objects, *(t for _, t in act.roles.links))
        if own := next((t for t in told if t.force is not None), None):
            return own
    if (before := scene.things.told_force(subject)) is not None:
        return before
    memory = scene.setting.memory
    return replace(scene.things.of(subject), force=memory.force, owner=memory.owner) if memory.force else None
