"""Pass 13e. In: a sentence and the claims made of it. Out: drafts for forces that it mentions at a place in passing.

Whoever does something somewhere is there, and so is whoever is named with the place where he stands: a Russian car
crashes near Sisian, an accident happens in the barracks at Gyumri. Where the sentence says more of that place, its
claim stands alone.
"""

from collections.abc import Iterator, Sequence
from dataclasses import replace

from events.record import Record
from services.ingest.extract.families import guarding
from services.ingest.extract.families.presence import draft
from services.ingest.extract.frames.event_words import words_of
from services.ingest.extract.frames.matching import Match
from services.ingest.extract.frames.scene import Draft, Event, Scene
from services.ingest.extract.frames.senses import Sense
from services.ingest.extract.grammar.clause import Clause
from services.ingest.extract.grammar.phrase import NounPhrase
from services.ingest.extract.operators.acting import read_axes
from services.ingest.extract.operators.axes import Axes
from services.ingest.extract.operators.operator_table import saying
from services.ingest.extract.operators.operators import climb
from services.ingest.extract.things import roles as roles_of
from services.ingest.extract.things.around_places import AT
from services.ingest.extract.things.forces import forces_of
from services.ingest.extract.things.locating import Located, locate
from services.ingest.extract.things.places import LOCATIVE
from services.ingest.extract.things.sites import at_home, kept
from services.ingest.extract.things.thing import Thing
from services.ingest.extract.words.word_sets import word_set

_SENSE = Sense("be at", "n", "PASSING", frozenset(), frozenset(), (), frozenset(), frozenset(), "", "", ())
_WHERE = AT | {"through", "past", "by", "up and down", "of"}
_ACTUAL = frozenset({"DONE", "PROG", "STATE"})
_AFAR = word_set("incidental.afar")
_NOT_YET = frozenset({"before", "until", "till"})
_TOWNS = frozenset({"village", "town", "city", "hamlet", "settlement", "place"})
_INSIDE = LOCATIVE - {"to", "into", "from", "out of", "by", "off"}
_MADE_OF = word_set("incidental.made_of")
_FORMER = frozenset({"former", "erstwhile", "onetime", "one-time", "ex"})
_NOT_THERE = word_set("incidental.not_there")
_CONTINUING = word_set("presence.continuing")
_NOBODY = word_set("incidental.nobody")
_FOREIGN_ONLY = frozenset({"peacekeepers", "civilian_mission", "private_military", "observers"})


def read_passing(scene: Scene, events: Sequence[Event], told: Sequence[Record]) -> Iterator[Draft]:
    """Drafts of presence for the forces of the sentence that no event has taken up."""
    if any(r.type.startswith(("Engagement", "Exercise", "Summit", "Article")) for r in told):
        return
    taken = {
        id(t.phrase)
        for e in events
        if not e.match.sense.group
        for t in (*e.roles.subjects, *e.roles.objects, *(t for _, t in e.roles.links))
    }
    places = {p for record in told for p in record.locations}
    met: set[tuple[str | None, str]] = set()
    for phrase in scene.tree.phrases:
        thing = scene.things.of(phrase)
        if thing.force is None or id(phrase) in taken or not _counts(scene, thing):
            continue
        made = _passing(scene, thing)
        if made is None or places & set(made.places):
            continue
        here = {(force.owner, place) for force in made.forces for place in made.places}
        if not here & met:
            met |= here
            yield made


def _counts(scene: Scene, thing: Thing) -> bool:
    """Somebody's force, and somebody there at all."""
    if thing.owner is None and (thing.force not in _FOREIGN_ONLY or thing.noun == "contractor"):
        return False
    if thing.lows & _FORMER or _only_told(scene, thing.phrase):
        return False
    return scene.tokens[thing.phrase.start].low not in _NOBODY and "human" not in thing.kinds - {"force"}


def _only_told(scene: Scene, phrase: NounPhrase) -> bool:
    """A film about the peacekeepers in Karabakh: they are its subject."""
    place = scene.tree.up(phrase)
    if place is None or place.role not in ("about", "on", "of") or not isinstance(place.holder, NounPhrase):
        return False
    return scene.tokens[place.holder.head].word.noun in _MADE_OF


def _passing(scene: Scene, thing: Thing) -> Draft | None:
    phrase = thing.phrase
    clause = scene.tree.clause_of(phrase)
    if clause is None or clause.verb is None or _elsewhere(scene, clause) or clause.marker in _NOT_YET:
        return None
    if any(scene.tokens[i].low == "in vain" for i in clause.adverbs):
        return None
    if set(clause.verb.lemmas) & _AFAR or any(
        isinstance(o, NounPhrase) and scene.tokens[o.head].low == "fire" for o in clause.objects
    ):
        return None
    axes = _axes(scene, clause)
    if axes is None:
        return None
    roles = roles_of.of_clause(clause, scene.tree, scene.things)
    acting = any(t.phrase is phrase for t in (*roles.subjects, *roles.objects))
    event = Event(clause, Match(_SENSE, [], []), roles, climb(clause, scene.tree, scene.tokens), axes, "PASSING")
    if acting and (clause.verb.passive or not set(clause.verb.lemmas) & saying()):
        event.match.subjects.extend(roles.subjects)
        event.match.objects.extend(roles.objects)
        shared = guarding.together(scene, event)
        if shared:
            return next(iter(guarding.joint(scene, event, axes, shared)), None)
        place = locate(scene, replace(event, match=Match(_SENSE, [], [])), _WHERE - {"of"}, [])
        around = {a for p in thing.places for a in scene.setting.gazetteer.ancestors(p)}
        if place.tier != "A" or around.issuperset(place.places):
            place = _where_it_acts(scene, event, clause) or locate(scene, event, _WHERE, [thing])
        if place.tier == "C" and (inner := _found(clause)) is not None:
            place = locate(
                scene,
                replace(event, node=inner, roles=roles_of.of_clause(inner, scene.tree, scene.things)),
                _WHERE,
                [thing],
            )
        if place.tier == "C" and not _points(scene, clause):
            return None
    elif "post" in thing.kinds and thing.head.kind == "place" and not _inside(scene, phrase):
        return None
    elif thing.places and not _headed(scene, phrase):
        place = locate(scene, Event(phrase, Match(_SENSE, [thing], []), roles_of.Roles(), event.climb, axes, "PASSING"),
                       _WHERE, [thing])  # fmt: skip
    else:
        return None
    forces = forces_of(scene, [thing])
    places = tuple(p for p in kept(scene, place.places, forces) if not at_home(scene, p, thing.owner))
    if not places or not forces:
        return None
    frame = "STAY" if words_of(scene, event) & _CONTINUING else "PASSING"
    return draft(scene, event, frame, axes, forces, places, place)


def _where_it_acts(scene: Scene, event: Event, clause: Clause) -> Located | None:
    """Helped to put out a fire in A: the place of the act that the verb takes."""
    for inner in (c for c in clause.inner if c.role == "comp"):
        roles = replace(roles_of.of_clause(inner, scene.tree, scene.things), subjects=[])
        place = locate(scene, replace(event, node=inner, roles=roles, match=Match(_SENSE, [], [])), _WHERE, [])
        if place.tier == "A" and place.places:
            return place
    return None


def _headed(scene: Scene, phrase: NounPhrase) -> bool:
    """The chief of the border guards in A: whose title names a force speaks for it."""
    up = scene.tree.up(phrase)
    if up is None or up.role != "of" or not isinstance(up.holder, NounPhrase):
        return False
    return "human" in scene.things.of(up.holder).kinds


def _found(clause: Clause) -> Clause | None:
    """Was found dead at a post, was seen parked in Yeraskh: the participle that a passive is told with."""
    verb = clause.verb
    if verb is None or not verb.passive:
        return None
    return next(
        (c for c in clause.inner if c.role == "adv" and c.marker == "pp" and c.verb and c.verb.start == verb.end), None
    )


def _axes(scene: Scene, clause: Clause) -> Axes | None:
    """The axes of what is told as a fact, whether done or not done: somebody was there to do it."""
    axes = read_axes(clause, climb(clause, scene.tree, scene.tokens), scene.tokens, False)
    told = [name for name, _ in axes.words if not name.startswith("tense")]
    obliged = axes.stage == "PROPOSE" and told == ["OBLIGE"]
    if axes.unsaid or axes.conditional or axes.counterfactual:
        return None
    if not obliged and (axes.ahead or axes.stage not in _ACTUAL):
        return None
    return Axes("STATE", certainty=axes.certainty, verb=axes.verb, words=axes.words)


def _elsewhere(scene: Scene, clause: Clause) -> bool:
    """At a drill, a match, in talks: no presence."""
    linked = [
        p for prep, p in clause.links if isinstance(p, NounPhrase) and prep in ("at", "in", "for", "during", "of", "on")
    ]
    named = [*clause.objects, *linked, clause.predicate, clause.subject]
    return any(isinstance(p, NounPhrase) and scene.tokens[p.head].word.senses & _NOT_THERE for p in named)


def _points(scene: Scene, clause: Clause) -> bool:
    """There, here, two kilometres from the village: at a place that the text has told."""
    if any(scene.tokens[i].low in ("there", "here") for i in clause.adverbs):
        return True
    phrases = [q for _, q in clause.links if isinstance(q, NounPhrase)]
    return any(
        scene.tokens[q.head].word.noun in _TOWNS and scene.tokens[q.start].low in ("the", "this", "their", "our")
        for q in phrases
    )


def _inside(scene: Scene, phrase: NounPhrase) -> bool:
    """Whether something happens in or at what the phrase names."""
    up = scene.tree.up(phrase)
    while up is not None and isinstance(up.holder, NounPhrase) and up.role == "of":
        up = scene.tree.up(up.holder)
    return up is not None and up.role in _INSIDE
