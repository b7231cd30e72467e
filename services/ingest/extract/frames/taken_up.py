"""Pass 10d. Events that a noun takes up from the sentences before: the pullout will be completed by Thursday; the move
had been requested in March; Moscow rejected the demand.
"""

from collections.abc import Iterator
from dataclasses import replace

from services.ingest.extract.frames.matching import Match
from services.ingest.extract.frames.scene import Event, Scene
from services.ingest.extract.frames.senses import Sense
from services.ingest.extract.grammar.phrase import NounPhrase
from services.ingest.extract.operators.acting import read_axes
from services.ingest.extract.operators.axes import Axes
from services.ingest.extract.operators.operator import Climb
from services.ingest.extract.operators.operators import climb
from services.ingest.extract.things import roles as roles_of
from services.ingest.extract.things.thing import Thing
from services.ingest.extract.words.word_sets import word_set

_DEFINITE = word_set("taken_up.definite")
_WHOLE = frozenset({"LEAVE", "LEAVE?", "STATELEAVE", "UNLED", "LEAVE<REQUEST", "LEAVE<ORDER", "LEAVE<WANT"})
_MOVES = word_set("taken_up.moves")
_DEMANDS = word_set("taken_up.demands")
_SAYS_SO = frozenset({"AGREE", "REFUSE", "REQUEST", "ORDER", "POSTPONE", "CANCEL", "YIELD", "DENY", "EXIST"})
_RECENT = 3


def with_remembered(scene: Scene, event: Event) -> Event:
    """The event with the force told last, where it is a bare definite noun: the pullout, this withdrawal."""
    node = event.node
    if not isinstance(node, NounPhrase) or event.frame not in (*_WHOLE, "HANDOVER") or not _bare(scene, node):
        return event
    roles = event.roles
    told = [*roles.subjects, *roles.objects, *(t for _, t in roles.links)]
    if any(t.force is not None or t.places or t.state for t in told):
        return event
    force = _remembered(scene, node)
    if force is None:
        return event
    return replace(event, match=replace(event.match, subjects=[force]))


def taken_up_events(scene: Scene, found: list[Event]) -> Iterator[Event]:
    """Received no such request, the move was agreed, rejected the demand: the event before, under that noun."""
    for phrase in scene.tree.phrases:
        lows = {t.low for t in scene.tokens[phrase.start : phrase.head]}
        if "such" in lows:
            yield from _such(scene, phrase, found)
        elif not found and _bare(scene, phrase):
            yield from _moved(scene, phrase)


def _such(scene: Scene, phrase: NounPhrase, found: list[Event]) -> Iterator[Event]:
    """Received no such request, announced no such plan."""
    if phrase.clauses or any(prep == "for" for prep, _ in phrase.links):
        return
    above = climb(phrase, scene.tree, scene.tokens, itself=True)
    around = scene.tree.clause_of(phrase)
    before = [e for e in found if e.at < phrase.head and e.node is not around]
    sense = scene.setting.memory.sense
    own = bool(above.operators) and above.operators[0].phrase is phrase
    if own and not before and isinstance(sense, Sense):
        force = _remembered(scene, phrase) if sense.frame in _WHOLE else None
        yield _event(scene, phrase, above, Match(sense, [force] if force is not None else [], []))
    if above.operators and before:
        last = before[-1]
        yield replace(_event(scene, phrase, above, last.match), roles=last.roles, frame=last.frame)


def _moved(scene: Scene, phrase: NounPhrase) -> Iterator[Event]:
    """The request was accepted, Moscow put the decision off: what a verb says of a demand or a move told before."""
    noun = scene.tokens[phrase.head].word.noun
    memory = scene.setting.memory
    if not (noun in _DEMANDS or (noun in _MOVES and memory.age < _RECENT)):
        return
    sense = memory.sense
    above = climb(phrase, scene.tree, scene.tokens, itself=True)
    verbs = [o for o in above.operators if o.clause is not None and o.name in _SAYS_SO]
    if not verbs or not isinstance(sense, Sense) or sense.frame not in _WHOLE:
        return
    force = _remembered(scene, phrase)
    if force is not None:
        yield _event(scene, phrase, above, Match(replace(sense, operator=""), [force], []))


def _event(scene: Scene, phrase: NounPhrase, above: Climb, match: Match) -> Event:
    axes = read_axes(phrase, above, scene.tokens, False, Axes("INF", ahead=True))
    return Event(phrase, match, roles_of.Roles(), above, axes, match.sense.frame)


def _bare(scene: Scene, phrase: NounPhrase) -> bool:
    """A definite noun with nothing beside it but a date: the demand, that move."""
    if scene.tokens[phrase.start].low not in _DEFINITE or phrase.head - phrase.start > 1 or phrase.clauses:
        return False
    return all(isinstance(q, NounPhrase) and scene.tokens[q.head].date is not None for _, q in phrase.links)


def _remembered(scene: Scene, phrase: NounPhrase) -> Thing | None:
    """The force before it in its sentence, else that of the sentences before."""
    if scene.setting.memory.age >= _RECENT:
        return None
    return scene.things.antecedent(scene.things.of(phrase), "FB", lambda thing, _: thing.force is not None)
