"""Pass 12b. Places of the clauses around an event."""

from services.ingest.extract.frames.scene import Event, Scene
from services.ingest.extract.frames.senses import senses
from services.ingest.extract.grammar.clause import Clause
from services.ingest.extract.grammar.phrase import NounPhrase
from services.ingest.extract.things import places
from services.ingest.extract.things.border_lines import Where
from services.ingest.extract.things.own_places import each_once, places_of
from services.ingest.extract.things.roles import of_clause

AT = places.AT | {""}
FROM = AT | frozenset({"from", "out of", "off", "of", "away from"})
_WITHIN = frozenset({"if", "unless", "when", "once", "where"})
_BESIDE = _WITHIN | {"as", "while"}
_SAME_PLACE = frozenset(
    [
        "BEGIN",
        "COMPLETE",
        "HAPPEN",
        "PROG",
        "POSTPONE",
        "CANCEL",
        "STOP",
        "FAIL",
        "MANAGE",
        "CARRY",
        "SEE",
        "OBLIGE",
        "EXIST",
        "NOT",
        "LET",
        "RESUME",
        "PRETEND",
        "POSSIBLE",
        "EXPECT",
        "PLAN",
    ]
)
"""Operators that are where the act is."""


def places_around(scene: Scene, event: Event, preps: frozenset[str]) -> Where:
    """Places of the clauses that the event continues or stands under."""

    clause = scene.tree.clause_of(event.node)
    if clause is None:
        return Where()
    seen = [clause] if event.node is not clause else []
    subject = clause.subject.head if isinstance(clause.subject, NounPhrase) else -1
    if event.node is not clause and subject == event.at and not clause.links:
        seen = [inner for inner in clause.inner if inner.role == "comp"] + seen
    conditions = [
        inner
        for inner in clause.inner
        if inner.role == "adv" and inner.marker in (_BESIDE if event.frame == "PASSING" else _WITHIN)
    ]
    beside = [inner for inner in clause.inner if inner.role == "and" and _same_subject(inner, clause)]
    said = saying_clauses(scene, event)
    for around in (*seen, *beside, *scene.tree.above(clause), *conditions, *_siblings(scene, clause)):
        if around.role == "say":
            continue
        roles = of_clause(around, scene.tree, scene.things)
        if id(around) in said:
            found = [t.places for t in roles.objects if t.force is not None and t.places]
            if found:
                return Where(each_once([p for places in found for p in places]))
            continue
        slots = [t for t in (*roles.objects, *roles.subjects) if t.head.start != scene.tokens[event.at].start]
        land = roles.objects if _takes_land(around) else ()
        places = places_of(scene, roles, around, preps, slots, land)
        if places.places:
            return places
    return Where()


def saying_clauses(scene: Scene, event: Event) -> set[int]:
    """The clauses above the event that have a place of their own: they said so in Moscow."""
    loud = [o for o in event.climb.operators if o.name not in _SAME_PLACE]
    nouns = [scene.tree.clause_of(o.phrase) for o in loud if o.phrase is not None]
    return {id(c) for c in (*(o.clause for o in loud), *nouns) if c is not None}


def _takes_land(clause: Clause) -> bool:
    """Whether the object of its verb can be a place: to leave Armenia."""
    lemmas = clause.verb.lemmas if clause.verb is not None else ()
    return any("L" in sense.object for lemma in lemmas for sense in senses().get((lemma, "v"), ()))


def _same_subject(one: Clause, other: Clause) -> bool:
    return one.subject is other.subject and (
        one.subject is not None or (one.verb is not None and one.verb.form == "inf")
    )


def _siblings(scene: Scene, clause: Clause) -> list[Clause]:
    """What hangs on the clause that this one is coordinated with: to stop checking passports at A and go home; what was
    said before it in the same breath: that they stay in A and that nobody asked them to leave."""
    above = clause.above()
    found: list[Clause] = []
    if clause.role == "and" and above is not None and _same_subject(clause, above):
        found += [inner for inner in above.inner if inner.role == "comp" and inner is not clause]
    at: Clause = clause
    for around in scene.tree.above(clause):
        found += [c for c in around.inner if c.role in ("that", "and") and c is not at and c.start < clause.start]
        at = around
    return found


def headed_places(scene: Scene, event: Event) -> tuple[str, ...]:
    """Tavush first, then Syunik: in this order they will leave: the places before the colon."""
    clause = scene.tree.clause_of(event.node)
    roots = scene.tree.roots
    if clause is None:
        return ()
    around = {id(clause), *(id(c) for c in scene.tree.above(clause))}
    at = next((i for i, r in enumerate(roots) if id(r) in around), 0)
    if not at or roots[at].marker != "colon":
        return ()
    before = roots[at - 1]
    if before.verb is not None:
        inner = next((c for c in before.inner if c.role == "that"), before) if before.role == "say" else before
        roles = of_clause(inner, scene.tree, scene.things)
        slots = [
            t
            for t in (*roles.subjects, *roles.objects)
            if t.force is not None or t.kinds & {"presence", "plan", "mission"}
        ]
        return places_of(scene, roles, inner, FROM, slots).places
    subject = before.subject
    phrases = [*subject.all(), *subject.named] if isinstance(subject, NounPhrase) else []
    heads = [t for q in phrases if (t := scene.things.of(q)).head.kind == "place" or "border" in t.kinds]
    return each_once([p for t in heads for p in t.places])
