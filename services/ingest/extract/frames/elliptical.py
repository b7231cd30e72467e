"""Pass 10c. Events whose verb is not said again: so did, nor will, do likewise."""

from collections.abc import Iterator
from dataclasses import replace

from services.ingest.extract.frames.argument_types import is_a
from services.ingest.extract.frames.making import make_event
from services.ingest.extract.frames.matching import Match
from services.ingest.extract.frames.scene import Event, Scene
from services.ingest.extract.frames.senses import Sense
from services.ingest.extract.frames.taken_up import WHOLE
from services.ingest.extract.grammar.clause import Clause
from services.ingest.extract.grammar.phrase import NounPhrase, VerbGroup
from services.ingest.extract.operators.acting import read_axes
from services.ingest.extract.operators.axes import Axes
from services.ingest.extract.operators.operating import alone
from services.ingest.extract.operators.operator import Climb, Operator
from services.ingest.extract.operators.operators import climb
from services.ingest.extract.things import roles as roles_of
from services.ingest.extract.things.armed import RECENT
from services.ingest.extract.things.thing import Thing

_LIKEWISE = frozenset({"follow", "follow suit", "do likewise"})
_RESUMING = frozenset({"resume", "restart"})
_STATES = frozenset({"STAND", "STAY", "HAVE", "RETAIN", "GUARD"})


def elliptical_events(scene: Scene, found: list[Event]) -> Iterator[Event]:
    """They declined; but it has not; it has yet to do so: the event before, under this clause's verb."""
    taken = {id(e.node) for e in found if not e.match.sense.group}
    for clause in scene.tree.clauses:
        verb = clause.verb
        if verb is None or id(clause) in taken or clause.predicate is not None:
            continue
        if clause.objects and not _does_it(scene, clause):
            continue
        if _goes_likewise(scene, clause, verb) and (same := _likewise(scene, clause, found)) is not None:
            yield same
            continue
        if any(inner.role in ("comp", "that") for inner in clause.inner) or clause.adjective >= 0:
            continue
        if set(verb.lemmas) & {"say", "tell"} or _as_it_was(scene, clause):
            continue
        operator = alone(clause, scene.tokens)
        if operator is None and not _stands_for_verb(scene, clause):
            continue
        if operator is not None and _other_matter(scene, clause, verb.passive):
            continue
        before = [e for e in found if e.at < verb.head and isinstance(e.node, Clause)]
        sense = before[-1].match.sense if before else scene.setting.memory.sense
        if not isinstance(sense, Sense) or (before and verb.copula and _is_said_of(before[-1])):
            continue
        if before and verb.copula:
            _as_before(verb, before[-1])
        above = climb(clause, scene.tree, scene.tokens)
        if verb.lemmas == ("do",) and before and (taken_up := _taken_up_again(before[-1])):
            above = replace(above, operators=(*taken_up, *above.operators))
        if operator is not None:
            above = Climb((operator, *above.operators), above.condition, above.marker, above.question)
            axes = read_axes(clause, above, scene.tokens, False, Axes("INF", ahead=True))
        else:
            axes = read_axes(clause, above, scene.tokens, False)
        if before and (before[-1].axes.counterfactual or _of_the_saying(verb, before[-1])):
            continue
        if before:
            for last in (e for e in before if e.node is before[-1].node):
                told = _with_subject(scene, clause, last) if operator is None else last
                there = roles_of.of_clause(clause, scene.tree, scene.things).links if operator is None else []
                if any(t.places for _, t in there):
                    told = replace(told, roles=replace(told.roles, links=there))
                yield Event(clause, told.match, told.roles, above, axes, told.frame)
        elif operator is not None or not _was_only_agreed(scene, sense):
            own = roles_of.of_clause(clause, scene.tree, scene.things)
            if sense.frame in WHOLE and any(t.head.low in ("he", "she") for t in own.subjects):
                continue
            subjects = [scene.things.antecedent(t, "F", lambda t, _: t.force is not None) or t for t in own.subjects]
            yield Event(clause, Match(sense, subjects, []), own, above, axes, sense.frame)


def _taken_up_again(event: Event) -> tuple[Operator, ...]:
    """Has not resumed paying and has no intention of doing so: of resuming to pay."""
    first = event.climb.operators[:1]
    return tuple(replace(o, negated=False) for o in first if o.verb is not None and set(o.verb.lemmas) & _RESUMING)


def _other_matter(scene: Scene, clause: Clause, passive: bool) -> bool:
    """A memorandum was rejected: what was, is told, and it is no demand or plan to do what was told before; a paper
    concludes: nobody agrees."""
    if not isinstance(clause.subject, NounPhrase):
        return False
    head = scene.tokens[clause.subject.head]
    if not passive:
        return bool({"paper", "report"} & head.word.senses)
    return head.tag == "P" or (head.tag == "N" and not {"op", "notice", "notice?", "hope"} & head.word.senses)


def _goes_likewise(scene: Scene, clause: Clause, verb: VerbGroup) -> bool:
    """Follows, is next, comes next."""
    if set(verb.lemmas) & _LIKEWISE:
        return True
    following = {scene.tokens[i].low for i in (*clause.adverbs, *clause.particles, clause.adjective) if i >= 0}
    return bool(set(verb.lemmas) & {"be", "come"}) and "next" in following


def _was_only_agreed(scene: Scene, sense: Sense) -> bool:
    """He agreed to withdraw them. He did so at Yerevan's request: he agreed, and nobody has left."""
    return scene.setting.memory.demanded and sense.frame in WHOLE


def _of_the_saying(verb: VerbGroup, last: Event) -> bool:
    """They have confirmed that they will come; he has not: he has not confirmed it."""
    told = last.node.verb if isinstance(last.node, Clause) else None
    return verb.lemmas == ("have",) and told is not None and told.tense in ("future", "would", "may")


def _likewise(scene: Scene, clause: Clause, found: list[Event]) -> Event | None:
    """The one in A followed; the others follow in the spring: the act before, by others."""
    assert clause.verb is not None
    before = [e for e in found if e.at < clause.verb.head and e.frame not in ("PLANNED", "DUE")]
    memory = scene.setting.memory
    sense = before[-1].match.sense if before else memory.leaving if memory.leaving_age <= RECENT else memory.sense
    if not isinstance(sense, Sense) or sense.frame in _STATES:
        return None
    roles = roles_of.of_clause(clause, scene.tree, scene.things)
    if roles.subjects and all(s.places and s.head.kind == "place" for s in roles.subjects):
        return _there(scene, clause, sense, roles)
    types = "".join(t for t in sense.subject + sense.object if t in "FB") or "FB"
    meant = [(s, is_a(s, types, scene.things)) for s in roles.subjects]
    who = [replace(t, phrase=s.phrase, head=s.head, places=s.places or t.places) for s, t in meant if t is not None]
    if not who:
        return None
    return make_event(scene, clause, Match(replace(sense, operator=""), who, []), roles)


def _there(scene: Scene, clause: Clause, sense: Sense, roles: roles_of.Roles) -> Event | None:
    """Syunik is to follow, Goris comes next: those before leave there too."""
    force = scene.things.told_force(roles.subjects[0].phrase)
    if force is None or sense.frame not in WHOLE:
        return None
    links = [*roles.links, *(("from", s) for s in roles.subjects)]
    told = replace(roles, subjects=[force], links=links)
    event = make_event(scene, clause, Match(replace(sense, operator=""), [force], []), told)
    ahead = event.axes.stage in ("STATE", "PROG")
    return replace(event, axes=replace(event.axes, stage="FUTURE", ahead=True)) if ahead else event


def _as_it_was(scene: Scene, clause: Clause) -> bool:
    """As agreed, as planned: it says how, not that it was."""
    place = scene.tree.up(clause)
    return clause.marker == "as" or (
        place is not None
        and isinstance(place.holder, Clause)
        and place.holder.marker == "as"
        and place.holder.verb is None
    )


def _with_subject(scene: Scene, clause: Clause, event: Event) -> Event:
    """The event told of another: five presidents came; Pashinyan did not."""
    own = roles_of.of_clause(clause, scene.tree, scene.things)
    doers = (*own.subjects, *(own.objects if own.passive else ()))
    named = [t for t in doers if t.head.tag not in "OWMD" or (t.head.low == "those" and t.places)]
    if any(t.force is not None for t in (*named, *event.match.subjects)):
        return _of_other_men(event, named, own)
    if not named or event.roles.passive:
        return event
    roles = replace(event.roles, subjects=named)
    return replace(event, match=Match(event.match.sense, named, event.match.objects), roles=roles)


def _as_before(verb: VerbGroup, last: Event) -> None:
    """Soldiers are leaving, and so are the guards: the auxiliary has the participle of the verb before."""
    told = last.node.verb if isinstance(last.node, Clause) else None
    if told is not None:
        verb.progressive, verb.passive = told.progressive, told.passive


def _of_other_men(event: Event, named: list[Thing], own: roles_of.Roles) -> Event:
    """The base stays, and so do the guards on the frontier, those in Ararat: the event told of other men, where they
    are."""
    match, roles = event.match, event.roles
    before = [t for t in match.subjects if t.force is not None] or [t for t in match.objects if t.force is not None]
    men = [t for t in named if t.force is not None and t.noun not in {b.noun for b in before}]
    those = [t for t in named if t.head.low == "those" and t.places]
    men += [replace(b, phrase=t.phrase, head=t.head, places=t.places) for t in those for b in before[:1]]
    if not men:
        return event
    objects = match.objects
    if any(t.places for t in (*men, *(t for _, t in own.links))):
        objects = [t for t in objects if t.force is not None]
        roles = replace(roles, links=own.links, objects=objects)
    if match.subjects and match.subjects[0] in before:
        return replace(event, match=Match(match.sense, men, objects), roles=replace(roles, subjects=men))
    return replace(event, match=Match(match.sense, match.subjects, men), roles=replace(roles, objects=men))


def _is_said_of(event: Event) -> bool:
    """Leaving is out of the question, as is a freeze: the act before is what something is said of."""
    return isinstance(event.node, Clause) and event.node.role == "subject"


def _leaves_out_participle(scene: Scene, clause: Clause) -> bool:
    """They are sending troops; it is not: be alone, behind a verb that has it as auxiliary."""
    verb = clause.verb
    assert verb is not None
    if not verb.copula or not verb.negated or clause.links or clause.role not in ("main", "and"):
        return False
    before = [c.verb for c in scene.tree.clauses if c.verb is not None and c.verb.head < verb.start]
    return bool(before) and (before[-1].progressive or before[-1].passive)


def _does_it(scene: Scene, clause: Clause) -> bool:
    """Has not done it, will do this, did nothing of the kind: the act told before."""
    verb, told = clause.verb, clause.objects[:1]
    if verb is None or verb.lemmas != ("do",) or len(clause.objects) != 1 or verb.passive:
        return False
    return scene.tokens[told[0].head].low in ("it", "this", "that") and told[0].start == told[0].head


def _stands_for_verb(scene: Scene, clause: Clause) -> bool:
    """An auxiliary alone, or "do so"."""
    verb = clause.verb
    assert verb is not None
    do = verb.lemmas == ("do",)
    so = do and any(scene.tokens[i].low in ("so", "likewise") for i in (*clause.adverbs, *verb.adverbs))
    so = so or _does_it(scene, clause)
    if _leaves_out_participle(scene, clause) or clause.inverted:
        return True
    told = [q for _, q in clause.links if not (isinstance(q, NounPhrase) and scene.tokens[q.head].tag == "Z")]
    if verb.copula or (told and not so):
        return False
    if do:
        return so or verb.form != "inf"
    if scene.tokens[verb.head].tag != "X" or verb.lemmas == ("be",):
        return False
    return verb.negated or (verb.tense in ("future", "would") and clause.role == "that")
