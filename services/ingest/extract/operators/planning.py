"""Pass 12. In: an operator of thought or plan over what has been read. Out: the axes under it: possible, planned."""

from dataclasses import replace

from services.ingest.extract.grammar.phrase import VerbGroup
from services.ingest.extract.operators.axes import Axes, weaker
from services.ingest.extract.operators.operator_table import speech
from services.ingest.extract.words.tokens import Token
from services.ingest.extract.words.word_sets import word_set

UNFIXED = frozenset({"INF", "NOMINAL", "STATE", "PROG"})
"""Stages of what no finite verb in a past tense says."""
_CHANCES = word_set("acting.chances")
_BINDING = frozenset({"vow", "promise", "pledge", "undertake"})
"""What is vowed lies ahead, also where a title tells it as done: guards gone by August, minister vows."""


def uncertain(axes: Axes, name: str, flip: bool) -> Axes:
    """Considered, possible, likely, expected, doubted: also where the chance of it is called slight."""
    if name == "SLIGHT" and "CONSIDER" not in [told for told, _ in axes.words[-2:]]:
        return axes
    planned = replace(axes, stage=stage_thought_of(axes), ahead=axes.ahead or axes.stage in UNFIXED)
    match name:
        case "CONSIDER" if flip or (axes.denied and axes.stage == "NOMINAL"):
            raised = axes.unsaid == "only_considered"
            denied = axes.stage == "NOMINAL" or raised or not axes.denied
            planned = replace(planned, unsaid="", certainty="certain") if raised else planned
            return replace(planned, denied=denied)
        case "CONSIDER":
            weak = weaker(axes.certainty, "possible")
            return replace(planned, certainty=weak, unsaid=axes.unsaid or "only_considered")
        case "POSSIBLE":
            return replace(planned, denied=not axes.denied) if flip else replace(planned, certainty="possible")
        case "DOUBT":
            return replace(planned, denied=axes.denied == flip, certainty=weaker(axes.certainty, "probable"))
        case "SLIGHT":
            return replace(planned, denied=axes.denied == flip, certainty="probable", unsaid="")
        case "NEARLY" if axes.stage == "AGREE":
            return replace(axes, denied=not axes.denied) if flip else replace(axes, unsaid=axes.unsaid or "not_yet")
        case "NEARLY":
            return replace(axes, stage="BEGIN") if axes.stage in ("DONE", "COMPLETE", "NOMINAL", "INF") else axes
    sure = axes.certainty if flip else weaker(axes.certainty, "probable")
    return replace(planned, certainty=sure, denied=axes.denied != flip)


def as_planned(axes: Axes, verb: VerbGroup | None, flip: bool, certainty: str) -> Axes:
    """Planned, decided, promised; what is announced in a clause of its own keeps its tense."""
    certainty = weaker(axes.certainty, certainty)
    told = verb is not None and any(lemma in speech() for lemma in verb.lemmas)
    if axes.loud is not None:
        ahead = axes.ahead or not (told or axes.stage == "AGREE")
        return replace(axes, denied=axes.denied != flip, ahead=ahead, certainty=certainty)
    finite = axes.verb is not None and axes.verb.form == "finite"
    keep = axes.stage in ("DONE", "BEGIN", "COMPLETE", "PROG") and told and (finite or axes.stage != "PROG")
    if axes.stage in ("DONE", "BEGIN") and verb is not None and finite:
        keep = True
    if verb is not None and set(verb.lemmas) & _BINDING and not axes.pluperfect:
        keep = False
    if axes.stage == "STATE" and told and finite and axes.verb is not None and axes.verb.copula:
        keep = True
    return replace(
        axes,
        stage=axes.stage if keep else "PLAN",
        ahead=axes.ahead or not keep,
        denied=axes.denied != flip,
        certainty=certainty,
    )


def stage_thought_of(axes: Axes) -> str:
    """What is only thought of lies ahead, unless a finite verb says that it was done."""
    nominal = axes.stage in ("BEGIN", "COMPLETE") and axes.verb is None
    return "PLAN" if axes.stage in UNFIXED or nominal else axes.stage


def stage_denied(axes: Axes) -> str:
    """A withdrawal or leaving denied, told as a noun or gerund: the plan is."""
    return "PLAN" if axes.stage in ("NOMINAL", "INF") else axes.stage


def of_chance(axes: Axes, tokens: list[Token]) -> bool:
    """Ruled out the possibility, keeps the option open: the act itself, not the talk of it."""
    return tokens[axes.words[-2][1]].word.noun in _CHANCES
