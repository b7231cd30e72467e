"""Pass 10d. Events that a noun takes up from the sentences before: the pullout will be completed by Thursday; the move
had been requested in March; Moscow rejected the demand.
"""

from collections.abc import Iterator
from dataclasses import replace

from services.ingest.extract.frames.matching import Match
from services.ingest.extract.frames.scene import Event, Scene
from services.ingest.extract.frames.senses import Sense
from services.ingest.extract.grammar.clause import Clause
from services.ingest.extract.grammar.phrase import NounPhrase
from services.ingest.extract.operators.acting import read_axes
from services.ingest.extract.operators.axes import Axes
from services.ingest.extract.operators.operator import Climb, Operator
from services.ingest.extract.operators.operators import climb
from services.ingest.extract.things import roles as roles_of
from services.ingest.extract.things.armed import RECENT
from services.ingest.extract.words.word_sets import word_set

_DEFINITE = word_set("taken_up.definite")
WHOLE = frozenset({"LEAVE", "LEAVE?", "STATELEAVE", "UNLED"})
"""Frames of an act that a noun can take up."""
_MOVES = word_set("taken_up.moves")
_DEMANDS = word_set("taken_up.demands")
_ACTS = frozenset({"AGREE", "REFUSE", "REQUEST", "ORDER", "POSTPONE", "CANCEL"})
_OF_NOUNS = _ACTS | {"YIELD", "EXIST"}
_IT = frozenset({"it", "this", "that"})
_ITS = frozenset({"its", "their"})


def with_remembered(scene: Scene, event: Event) -> Event:
    """The event with the force told last, where it is a bare definite noun: the pullout, this withdrawal."""
    node = event.node
    if not isinstance(node, NounPhrase) or event.frame not in (*WHOLE, "HANDOVER") or not _bare(scene, node, True):
        return event
    roles = event.roles
    told = [*roles.subjects, *roles.objects, *(t for _, t in roles.links)]
    told = [t for t in told if t.head.low not in _ITS or _named_before(scene, node)]
    if any(t.force is not None or t.places or t.state for t in told):
        return event
    force = scene.things.told_force(node)
    if force is None:
        return event
    return replace(event, match=replace(event.match, subjects=[force]))


def taken_up_events(scene: Scene, found: list[Event]) -> Iterator[Event]:
    """Received no such request, the move was agreed, rejected the demand: the event before, under that noun."""
    for phrase in scene.tree.phrases:
        lows = {t.low for t in scene.tokens[phrase.start : phrase.head]}
        if "such" in lows or _of_the_kind(scene, phrase):
            yield from _such(scene, phrase, found)
        elif (pointing := _pointing(scene, phrase)) or _bare(scene, phrase):
            yield from _moved(scene, phrase, [e for e in found if e.frame in WHOLE], pointing)


def _of_the_kind(scene: Scene, phrase: NounPhrase) -> bool:
    """Nothing of the kind, no request of that sort."""
    behind = [q for p, q in phrase.links if p == "of" and isinstance(q, NounPhrase)]
    return any(
        scene.tokens[q.head].word.noun in ("kind", "sort", "nature")
        and scene.tokens[q.start].low in ("the", "this", "that")
        for q in behind
    )


def _such(scene: Scene, phrase: NounPhrase, found: list[Event]) -> Iterator[Event]:
    """Received no such request, announced no such plan, asked for nothing of the kind."""
    if phrase.clauses or any(prep == "for" for prep, _ in phrase.links):
        return
    above = climb(phrase, scene.tree, scene.tokens, itself=True)
    around = scene.tree.clause_of(phrase)
    up = scene.tree.up(phrase)
    if up is not None and up.role == "subject" and not any(o.clause is up.holder for o in above.operators):
        return  # such a step would leave them alone: what comes of it, not that it is taken
    before = [e for e in found if e.at < phrase.head and e.node is not around]
    sense = scene.setting.memory.sense
    own = bool(above.operators) and above.operators[0].phrase is phrase
    if own and not before and isinstance(sense, Sense):
        force = scene.things.told_force(phrase) if sense.frame in WHOLE else None
        yield _event(scene, phrase, above, Match(sense, [force] if force is not None else [], []))
    if above.operators and before:
        last = before[-1]
        yield replace(_event(scene, phrase, above, last.match), roles=last.roles, frame=last.frame)


def _moved(scene: Scene, phrase: NounPhrase, found: list[Event], pointing: bool) -> Iterator[Event]:
    """The request was accepted, Moscow put the decision off: what a verb says of a demand or a move told before;
    `found` are the events of leaving in the same sentence, `pointing` says that a pronoun is the phrase."""
    noun = scene.tokens[phrase.head].word.noun
    memory = scene.setting.memory
    recent = memory.leaving_age <= RECENT or bool(found)
    if not (pointing or noun in _DEMANDS or (noun in _MOVES and recent)):
        return
    above = climb(phrase, scene.tree, scene.tokens, itself=True)
    verbs = [o for o in above.operators if o.clause is not None and o.name in (_ACTS if pointing else _OF_NOUNS)]
    verbs = [o for o in verbs if not (o.negated and o.name in ("POSTPONE", "CANCEL"))]
    if not verbs or (pointing and any(_complete(o) for o in verbs)):
        return
    if found:
        yield from _in_one_breath(scene, phrase, above, found)
        return
    force = scene.things.told_force(phrase)
    if force is not None and isinstance(memory.leaving, Sense):
        yield _event(scene, phrase, above, Match(replace(memory.leaving, operator=""), [force], []))


def _in_one_breath(scene: Scene, phrase: NounPhrase, above: Climb, found: list[Event]) -> Iterator[Event]:
    """They left two weeks after both leaders had settled the matter: that of the clause before."""
    around = scene.tree.clause_of(phrase)
    last = found[-1]
    own = any(o.phrase is phrase for e in found for o in e.climb.operators)
    if last.at < phrase.head and scene.tree.clause_of(last.node) is not around and not own:
        match = replace(last.match, sense=replace(last.match.sense, operator=""))
        yield replace(_event(scene, phrase, above, match), roles=last.roles)


def _event(scene: Scene, phrase: NounPhrase, above: Climb, match: Match) -> Event:
    axes = read_axes(phrase, above, scene.tokens, False, Axes("INF", ahead=True))
    return Event(phrase, match, roles_of.Roles(), above, axes, match.sense.frame)


def _bare(scene: Scene, phrase: NounPhrase, told_more: bool = False) -> bool:
    """A definite noun with nothing beside it but a date, or a clause that tells more of it: that move, Yerevan's
    wish."""
    whose = phrase.possessor.end - phrase.possessor.start + 1 if phrase.possessor is not None else 0
    definite = scene.tokens[phrase.start].low in _DEFINITE or bool(whose)
    described = all(
        t.tag == "A" and t.mention is None for t in scene.tokens[phrase.start + max(whose, 1) : phrase.head]
    )
    if not definite or not described or (phrase.clauses and not told_more):
        return False
    return all(isinstance(q, NounPhrase) and scene.tokens[q.head].date is not None for _, q in phrase.links)


def _pointing(scene: Scene, phrase: NounPhrase) -> bool:
    """It, this: right behind a sentence that told of a force, where no thing before it in its own is meant."""
    if scene.tokens[phrase.head].low not in _IT or phrase.links or scene.setting.memory.leaving_age > 0:
        return False
    up = scene.tree.up(phrase)
    if up is None or (
        up.role == "subject"
        and not (isinstance(up.holder, Clause) and up.holder.verb is not None and up.holder.verb.passive)
    ):
        return False
    before = (q for q in scene.tree.phrases if q.head < phrase.head)
    return not any(scene.tokens[q.head].tag == "N" and "human" not in scene.things.of(q).kinds for q in before)


def _complete(operator: Operator) -> bool:
    """It was agreed that: what is agreed stands behind."""
    return operator.clause is not None and any(c.role in ("that", "comp") for c in operator.clause.inner)


def _named_before(scene: Scene, phrase: NounPhrase) -> bool:
    """Whether a state is named before the phrase, which its pronoun can mean."""
    return any(token.state is not None for token in scene.tokens[: phrase.start])
