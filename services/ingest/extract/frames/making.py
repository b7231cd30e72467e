"""Pass 10a. In: a sense that fits, with its node. Out: the event, its operators and axes read."""

from collections.abc import Iterator, Sequence
from dataclasses import replace

from services.ingest.extract.frames.matching import Match
from services.ingest.extract.frames.scene import Event, Scene
from services.ingest.extract.grammar.clause import Clause
from services.ingest.extract.grammar.phrase import NounPhrase
from services.ingest.extract.operators.acting import read_axes
from services.ingest.extract.operators.axes import Axes
from services.ingest.extract.operators.operator import Climb, Operator
from services.ingest.extract.operators.operators import CONDITIONS, climb
from services.ingest.extract.things import roles as roles_of
from services.ingest.extract.things.authority import speaks_for_state
from services.ingest.extract.things.thing import Thing

_OPEN_STAGES = frozenset({"FUTURE", "PLAN", "STATE", "REQUEST", "ORDER", "THREATEN"})
"""Stages at which what comes "or else" is threatened: pay up or we leave; one more betrayal and we are out."""


def make_event(
    scene: Scene, node: "Clause | NounPhrase", fit: Match, roles: roles_of.Roles, others: Sequence[Match] = ()
) -> Event:
    above = climb(node, scene.tree, scene.tokens)
    inner = None
    if fit.sense.operator:
        above, inner = _itself(node, fit.sense.operator, above)
    axes = read_axes(node, above, scene.tokens, conditional(scene, node), inner)
    axes = _by_whom(scene, axes, above)
    if (
        axes.conditional
        and not axes.counterfactual
        and axes.verb is not None
        and axes.verb.tense == "would"
        and _contrary(scene, node)
    ):
        axes = replace(axes, counterfactual=True, denied=not axes.denied, stage="DONE", ahead=False, conditional=False)
    if above.marker == "or" and axes.stage in _OPEN_STAGES:
        axes = replace(axes, stage="THREATEN")
    if isinstance(node, Clause) and _compared(scene, node):
        axes = replace(axes, unsaid=axes.unsaid or "compared")
    if axes.conditional and _if_i_were(scene, node):
        axes = replace(axes, unsaid=axes.unsaid or "fancied")
    if isinstance(node, Clause) and node.marker in CONDITIONS and not axes.counterfactual:
        axes = replace(axes, unsaid=axes.unsaid or "condition_only")
    return Event(node, fit, roles, above, axes, fit.sense.frame, tuple(others))


def _itself(node: "Clause | NounPhrase", name: str, above: Climb) -> tuple[Climb, Axes]:
    """The climb and the axes to begin with of a word that is the operator over its own frame."""
    if isinstance(node, NounPhrase):
        own = Operator(name, node.head, phrase=node)
    else:
        assert node.verb is not None
        own = Operator(name, node.verb.head, node.verb, node.verb.negated, node)
    return replace(above, operators=(own, *above.operators)), Axes("INF", ahead=True)


def _by_whom(scene: Scene, axes: Axes, above: Climb) -> Axes:
    """A demand is an authority's; of a lawmaker, party, crowd or analyst it is a proposal, and so is one by nobody."""
    if axes.stage in ("REQUEST", "WANT") and axes.loud is not None:
        who = _who(scene, axes.loud)
        if not who and axes.loud.phrase is not None:
            thing = scene.things.of(axes.loud.phrase)
            if thing.owner is not None or thing.state is not None or axes.denied:
                return axes
        if (not who and axes.loud.clause is None) or (who and not any(speaks_for_state(t, scene.setting) for t in who)):
            return replace(axes, stage="PROPOSE", ahead=True)
    return axes


def _who(scene: Scene, operator: Operator) -> list[Thing]:
    """Those who ask, order, refuse."""
    if operator.clause is not None:
        return roles_of.of_clause(operator.clause, scene.tree, scene.things).subjects
    if operator.phrase is None:
        return []
    roles = roles_of.of_noun(operator.phrase, scene.things)
    who = roles.subjects or roles.linked("from")
    if not who:
        clause = scene.tree.clause_of(operator.phrase)
        if clause is not None and operator.phrase in clause.objects:
            return roles_of.of_clause(clause, scene.tree, scene.things).subjects
    return who


def _compared(scene: Scene, node: Clause) -> bool:
    """Closer to leaving than to paying, likelier to leave than that it pays: what it is held against."""
    above = node.above()
    markers = (node.marker, above.marker if above is not None and above.verb is None else "")
    return "than" in (*markers, scene.tokens[max(0, node.start - 1)].low)


def _contrary(scene: Scene, node: "Clause | NounPhrase") -> bool:
    """Had Yerevan not asked, they would still be there: a condition that did not come about."""
    verbs = (inner.verb for inner in _conditions(scene, node) if inner.verb is not None)
    return any(verb.perfect and verb.tense == "past" for verb in verbs)


def _if_i_were(scene: Scene, node: "Clause | NounPhrase") -> bool:
    """If I were president, I would: what somebody would do who is not in the place to."""
    return any(
        inner.verb is not None and inner.verb.copula and inner.verb.tense == "past" and not inner.verb.perfect
        and isinstance(inner.subject, NounPhrase) and scene.tokens[inner.subject.head].low == "i"
        for inner in _conditions(scene, node)
    )  # fmt: skip


def _conditions(scene: Scene, node: "Clause | NounPhrase") -> Iterator[Clause]:
    """The clauses with "if" on the clause of `node` and on those around it."""
    clause = scene.tree.clause_of(node)
    for outer in () if clause is None else (clause, *scene.tree.above(clause)):
        yield from (inner for inner in outer.inner if inner.role == "adv" and inner.marker in CONDITIONS)


def conditional(scene: Scene, node: "Clause | NounPhrase") -> bool:
    """Whether an "if" clause hangs on the clause of `node` or on one above it."""
    clause = scene.tree.clause_of(node)
    if clause is None:
        return False
    for around in (clause, *scene.tree.above(clause)):
        if any(
            inner.role == "adv" and inner.marker in CONDITIONS and inner is not clause and inner is not node
            for inner in around.inner
        ):
            return True
        if around.role == "say":
            break
    return False
