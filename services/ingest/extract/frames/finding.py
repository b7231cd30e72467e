"""Pass 10. In: a scene. Out: its events, in the order of the text."""

from collections.abc import Iterator
from dataclasses import replace

from services.ingest.extract.frames.contested import contested_events
from services.ingest.extract.frames.elliptical import elliptical_events
from services.ingest.extract.frames.making import make_event
from services.ingest.extract.frames.matching import Match, matches
from services.ingest.extract.frames.noun_events import events_of_nouns
from services.ingest.extract.frames.scene import Event, Scene
from services.ingest.extract.frames.scoped import scoped_events
from services.ingest.extract.frames.senses import senses
from services.ingest.extract.frames.taken_up import WHOLE, taken_up_events, with_remembered
from services.ingest.extract.grammar.clause import Clause
from services.ingest.extract.grammar.phrase import NounPhrase
from services.ingest.extract.operators.axes import imperative
from services.ingest.extract.things import roles as roles_of
from services.ingest.extract.things.thing import Thing

_CONCEDING = frozenset({"though", "although", "if"})
_GROUPS = ("arms", "engagement", "")


def events(scene: Scene) -> list[Event]:
    """All events of a sentence in the order of the text."""
    clauses = list(_of_clauses(scene))
    told = {
        (id(t.phrase), e.match.sense.group)
        for e in clauses
        for t in e.roles.objects
        if t.noun in e.match.sense.nouns or e.frame == "TERMS"
    }
    nouns = (e for e in events_of_nouns(scene) if (id(e.node), e.match.sense.group) not in told)
    found = sorted([*clauses, *(with_remembered(scene, e) for e in nouns)], key=_order)
    left = {id(e.node.parent) for e in found if e.frame == "LEFT" and isinstance(e.node, Clause)}
    found = [e for e in found if e.frame != "STAND" or not any(id(t.phrase) in left for t in e.match.subjects)]
    found = [e for e in found if e.frame != "HAVE" or not any(id(t.phrase) in left for t in e.match.objects)]
    found += contested_events(scene, list(found))
    found += [*taken_up_events(scene, found), *scoped_events(scene, found), *elliptical_events(scene, found)]
    leaving = [e.match.sense for e in found if e.frame in WHOLE]
    scene.setting.memory.leaving = leaving[-1] if leaving else scene.setting.memory.leaving
    if found:
        plain = [e for e in found if not e.match.sense.group]
        scene.setting.memory.sense = (plain or found)[-1].match.sense
    scene.events = sorted(found, key=_order)
    return scene.events


def _order(event: Event) -> tuple[int, int]:
    """Where it stands; of the senses of one word that of arms first, then that of engagements."""
    return event.at, _GROUPS.index(event.match.sense.group)


def _of_clauses(scene: Scene) -> Iterator[Event]:
    for clause in scene.tree.clauses:
        verb = clause.verb
        if verb is None or clause.role == "say" or _only_to(clause):
            continue
        known = senses()
        lemmas = [lemma for lemma in verb.lemmas if (lemma, "v") in known]
        adjective = scene.tokens[clause.adjective].low if clause.adjective >= 0 else ""
        if not lemmas and (adjective, "a") not in known:
            continue
        roles = roles_of.of_clause(clause, scene.tree, scene.things)
        if not roles.subjects and imperative(clause, scene.tokens):
            roles.subjects = _addressees(scene, clause)
        roles.links, apart = _set_apart(scene, clause, roles)
        particles = [scene.tokens[i].low for i in (*clause.particles, *clause.adverbs, *verb.adverbs)]
        particles += [inner.marker for inner in clause.inner if inner.role == "adv" and inner.marker]
        beside = frozenset({adjective})
        told = [adjective] if adjective else []
        verbs = matches(lemmas, "v", roles, particles, beside, scene.things)
        if not verbs and (higher := _higher(scene, clause)) is not None:
            roles = replace(roles, objects=scene.things.all(higher))
            verbs = matches(lemmas, "v", roles, particles, beside, scene.things)
        adjectives = matches(told, "a", roles, particles, beside, scene.things)
        groups = _either(adjectives, verbs) if "be" in verb.lemmas else _either(verbs, adjectives)
        if (
            not groups
            and clause.role == "adv"
            and verb.form in ("ing", "pp")
            and (near := _beside(scene, clause)) is not None
        ):
            roles = near
            groups = matches(lemmas, "v", roles, particles, beside, scene.things)
        for fits in groups:
            if fits[0].sense.frame != "NONE":
                yield make_event(scene, clause, fits[0], roles, fits[1:])
        if apart:
            others = replace(roles, objects=apart) if roles.objects else replace(roles, subjects=apart)
            for fits in matches(lemmas, "v", others, particles, beside, scene.things):
                if fits[0].sense.frame != "NONE":
                    yield _denied(make_event(scene, clause, fits[0], others, fits[1:]))


def _set_apart(scene: Scene, clause: Clause, roles: roles_of.Roles) -> tuple[list[tuple[str, Thing]], list[Thing]]:
    """The links without what is no place and not meant, and those of whom the same is denied: but not the rockets,
    though not yet the rockets; not: guns, not rockets."""
    links = [(prep, t) for prep, t in roles.links if prep != "not" or t.places]
    others = [t for prep, t in roles.links if prep == "not" and not t.places]
    apart = [
        t for t in others if "but" in {one.low for one in scene.tokens[max(0, t.phrase.start - 2) : t.phrase.start]}
    ]
    for inner in clause.inner:
        denied = any(scene.tokens[i].low in ("not", "not yet") for i in inner.adverbs)
        if denied and inner.verb is None and inner.marker in _CONCEDING and isinstance(inner.subject, NounPhrase):
            apart += scene.things.all(inner.subject)
    return links, apart


def _denied(event: Event) -> Event:
    """Shipped the guns but not the rockets: of what is set apart the same is denied."""
    return replace(event, axes=replace(event.axes, denied=not event.axes.denied))


def _only_to(clause: Clause) -> bool:
    """Of the seven three are to be shut: a "be" that only lends its tense to the infinitive right behind it."""
    verb = clause.verb
    if verb is None or "be" not in verb.lemmas or clause.predicate is not None or clause.adjective >= 0:
        return False
    return any(
        c.role == "comp" and c.verb is not None and c.verb.form == "inf" and c.verb.start == verb.end
        for c in clause.inner
    )


def _either(first: list[list[Match]], then: list[list[Match]]) -> list[list[Match]]:
    """The senses of each group of tables, those of `then` behind those of `first`."""
    later = {fits[0].sense.group: fits for fits in then}
    merged = [[*fits, *later.pop(fits[0].sense.group, [])] for fits in first]
    return [*merged, *later.values()]


def _beside(scene: Scene, clause: Clause) -> "roles_of.Roles | None":
    """The roles of a participle behind a comma that says something of the object before it: the lease, running to
    2044."""
    above = clause.above()
    if above is None or not above.objects or clause.verb is None:
        return None
    found = roles_of.of_clause(clause, scene.tree, scene.things)
    last = scene.things.all(above.objects[-1])
    if clause.verb.form == "pp":
        return replace(found, objects=last)
    return replace(found, subjects=last)


def _higher(scene: Scene, clause: Clause) -> NounPhrase | None:
    """The phrase that the antecedent of a relative clause hangs on: the contract for radars that the two sides
    signed."""
    if clause.role != "rel" or clause.antecedent is None or clause.subject is clause.antecedent or clause.objects:
        return None
    place = scene.tree.up(clause.antecedent)
    return place.holder if place is not None and isinstance(place.holder, NounPhrase) else None


def _addressees(scene: Scene, clause: Clause) -> list[Thing]:
    """Whom an imperative tells: the force named in the clause before the colon."""
    roots = scene.tree.roots
    at = next((i for i, r in enumerate(roots) if r is clause), 0)
    if not at or clause.marker != "colon":
        return []
    before = roots[at - 1]
    named = [before.subject, *before.objects, *(q for _, q in before.links)]
    named += [q for p in named if isinstance(p, NounPhrase) for _, q in p.links]
    found = [scene.things.of(p) for p in named if isinstance(p, NounPhrase)]
    return [t for t in found if t.force is not None][:1]
