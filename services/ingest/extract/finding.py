"""Pass 10a. In: a sentence's tree. Out: its events: every clause and noun that has a sense, with roles and axes."""

from collections.abc import Iterator
from dataclasses import replace

from services.ingest.extract import roles as roles_of
from services.ingest.extract.axes import read_axes
from services.ingest.extract.clauses import Clause
from services.ingest.extract.operators import climb
from services.ingest.extract.phrases import NounPhrase
from services.ingest.extract.scene import Event, Scene
from services.ingest.extract.senses import Match, match, senses

_CONDITIONS = frozenset({"if", "unless", "as long as", "so long as", "provided", "in case", "even if"})


def events(scene: Scene) -> list[Event]:
    """All events of a sentence in the order of the text."""
    found = [*_of_clauses(scene), *_of_nouns(scene)]
    return sorted(found, key=lambda e: e.at)


def _of_clauses(scene: Scene) -> Iterator[Event]:
    for clause in scene.tree.clauses:
        verb = clause.verb
        if verb is None:
            continue
        known = senses()
        lemmas = [lemma for lemma in verb.lemmas if (lemma, "v") in known]
        adjective = scene.tokens[clause.adjective].low if clause.adjective >= 0 else ""
        if not lemmas and (adjective, "a") not in known:
            continue
        roles = roles_of.of_clause(clause, scene.tree, scene.things)
        particles = [scene.tokens[i].low for i in (*clause.particles, *clause.adverbs)]
        fit = match(lemmas, "v", roles, particles, adjective, scene.things, verb.head)
        if fit is None and adjective:
            fit = match([adjective], "a", roles, particles, adjective, scene.things, verb.head)
        if fit is not None and fit.sense.frame != "NONE":
            yield _event(scene, clause, fit, roles)


def _of_nouns(scene: Scene) -> Iterator[Event]:
    known = senses()
    for phrase in scene.tree.phrases:
        head = scene.tokens[phrase.head]
        noun = head.word.noun or head.low
        if (noun, "n") not in known or head.tag not in "NV":
            continue
        roles = roles_of.of_noun(phrase, scene.things)
        fit = match([noun], "n", roles, (), "", scene.things, phrase.head)
        if fit is not None and fit.sense.frame != "NONE":
            yield _event(scene, phrase, fit, roles)


def _event(scene: Scene, node: "Clause | NounPhrase", fit: Match, roles: roles_of.Roles) -> Event:
    above = climb(node, scene.tree, scene.tokens)
    axes = read_axes(node, above, scene.tokens, _conditional(scene, node))
    if isinstance(node, Clause) and node.marker in _CONDITIONS:
        axes = replace(axes, unsaid=axes.unsaid or "condition_only")
    return Event(node, fit, roles, above, axes, fit.sense.frame)


def _conditional(scene: Scene, node: "Clause | NounPhrase") -> bool:
    """Whether an "if" clause hangs on the clause of `node` or on one above it."""
    clause = scene.tree.clause_of(node)
    if clause is None:
        return False
    for around in (clause, *scene.tree.above(clause)):
        if any(inner.role == "adv" and inner.marker in _CONDITIONS and inner is not clause and inner is not node
               for inner in around.inner):
            return True
        if around.role == "say":
            break
    return False
