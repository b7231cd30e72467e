"""Pass 12a. In: an event and its axes. Out: the same, agreed where the sentence says under which accord it comes."""

from dataclasses import replace

from services.ingest.extract.axes import Axes
from services.ingest.extract.clauses import Clause
from services.ingest.extract.phrases import NounPhrase
from services.ingest.extract.scene import Event, Scene

_UNDER = frozenset(
    {
        "under",
        "according to",
        "following",
        "by",
        "per",
        "with",
        "as part of",
        "in line with",
        "in accordance with",
        "after",
        "thanks to",
        "in",
        "at",
    }
)


def as_agreed(scene: Scene, event: Event, axes: Axes, frame: str) -> Axes:
    """Under the deal, according to the agreement, as agreed: what is told as to come has been agreed."""
    if frame in ("STAND", "REINFORCE", "REDUCE", "LEASE") or axes.denied or axes.conditional:
        return axes
    if axes.stage not in ("FUTURE", "STATE", "PLAN", "INF") or axes.loud is not None:
        return axes
    clause = scene.tree.clause_of(event.node)
    if clause is None:
        return axes
    tokens = scene.tokens
    for around in (clause, *scene.tree.above(clause)):
        if around.role == "say":
            break
        for prep, linked in around.links:
            if isinstance(linked, NounPhrase) and prep in _UNDER and "agreement" in tokens[linked.head].word.senses:
                if prep in ("in", "at", "after", "with") and axes.stage != "FUTURE":
                    continue
                return replace(axes, stage="AGREE", words=(*axes.words, ("AGREE", linked.head)))
            if isinstance(linked, NounPhrase) and prep == "at" and tokens[linked.head].low == "request":
                return replace(axes, words=(*axes.words, ("AT_REQUEST", linked.head)))
        if around.marker == "colon" and (at := _granted(scene, around)) >= 0:
            return replace(axes, stage="AGREE", words=(*axes.words, ("AGREE", at)))
        for inner in around.inner:
            if inner.role != "adv" or inner.marker != "as":
                continue
            for told in (inner, *inner.inner):
                if told.verb is not None and "agree" in told.verb.lemmas:
                    return replace(axes, stage="AGREE", words=(*axes.words, ("AGREE", told.verb.head)))
    return axes


def _granted(scene: Scene, root: Clause) -> int:
    """The token of a grant or deal that a colon opens: Putin granted the request: …; -1 for none."""
    roots = scene.tree.roots
    at = next((i for i, r in enumerate(roots) if r is root or root in r.inner), 0)
    before = roots[at - 1] if at else None
    if before is None or before.verb is None:
        return -1
    nouns = {scene.tokens[p.head].word.noun for p in before.objects}
    if set(before.verb.lemmas) & {"grant", "accept", "approve"} and nouns & {"request", "wish", "demand", "plea"}:
        return before.verb.head
    return before.verb.head if "agree" in before.verb.lemmas and not before.verb.negated else -1
