"""Pass 13f. Engagements told as the occasion of something else: signed it during his visit, said so after the talks."""

from dataclasses import replace

from services.ingest.extract.frames.scene import Event, Scene
from services.ingest.extract.grammar.phrase import NounPhrase, nested_links
from services.ingest.extract.things import roles as roles_of
from services.ingest.extract.things.around import Around
from services.ingest.extract.things.thing import Thing
from services.ingest.extract.words.word_sets import word_set

_OCCASIONS = {
    "E-ACCORDN": word_set("occasions.of_signing"),
    "E-VISITN": word_set("occasions.of_visits"),
    "E-MEETN": word_set("occasions.of_talks"),
}
"""Prepositions by which an engagement is the occasion of something else."""
_SIGNINGS = frozenset({"signing", "initialling", "inking", "ratification", "exchange"})
_WAYS = word_set("engagement.ways")
_APART = word_set("occasions.apart")


def is_occasion(scene: Scene, event: Event) -> bool:
    """Whether an engagement is told as that of something else."""
    place = scene.tree.up(event.node)
    if place is None or place.role not in _OCCASIONS.get(event.frame, ()):
        return False
    signing = isinstance(event.node, NounPhrase) and scene.things.of(event.node).noun in _SIGNINGS
    return signing or event.frame != "E-ACCORDN"


def is_apart(scene: Scene, event: Event) -> bool:
    """Whether it is told as what was over before something else."""
    place = scene.tree.up(event.node)
    return place is not None and place.role in _APART and is_occasion(scene, event)


def stage_beside(scene: Scene, event: Event) -> str:
    """What happened, or will happen, on an occasion tells when the occasion is; empty where it does not."""
    clause = scene.tree.clause_of(event.node)
    verb = clause.verb if clause is not None else None
    if verb is None or (verb.perfect and verb.tense not in ("past", "pres")):
        return ""
    if verb.tense == "past" or verb.perfect:
        return "DONE"
    return "FUTURE" if verb.tense in ("future", "would") else ""


def with_those_who_act(scene: Scene, event: Event, near: Around) -> Around:
    """On a visit to X, he said; at a meeting with X, he said: whoever acts on the occasion takes part in it."""
    clause = scene.tree.clause_of(event.node)
    if clause is None or event.match.subjects or any(prep == "between" for prep, _ in near.links):
        return near
    return replace(near, subjects=[*near.subjects, *roles_of.of_clause(clause, scene.tree, scene.things).subjects])


def without_those_apart(scene: Scene, near: Around) -> Around:
    """After talks with X in Y, flew on to Z: what stands behind the talks belongs to them alone; so does what stands
    behind a journey: stopped in A on the way to B."""
    apart = {
        id(q)
        for prep, thing in near.links
        if (prep in _APART and thing.kinds & {"visit", "talks", "drill"}) or (prep == "on" and thing.noun in _WAYS)
        for _, q in nested_links(thing.phrase)
    }
    return replace(near, links=[(prep, t) for prep, t in near.links if id(t.phrase) not in apart]) if apart else near


def named_before(scene: Scene, thing: Thing) -> tuple[str, ...]:
    """Where the town before a noun puts it: the Paris talks, his Athens visit."""
    within = scene.tokens[thing.phrase.start : thing.phrase.head]
    return tuple(p for t in within if t.kind in ("capital", "place") for p in t.places)
