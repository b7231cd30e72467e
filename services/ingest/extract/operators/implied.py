"""Pass 12. In: an operator that implies that something was or was not done, over what has been read. Out: the axes
under it."""

from dataclasses import replace

from services.ingest.extract.grammar.phrase import VerbGroup
from services.ingest.extract.operators.axes import Axes

_BREAKING = frozenset({"break", "breach", "violate", "dishonour", "dishonor"})


def implied_axes(axes: Axes, name: str, verb: VerbGroup | None, ahead: bool, flip: bool, told: str) -> Axes:
    """Failed to, managed to, stopped, had to: the operator's own tense says whether it was done."""
    if name == "OBLIGE":
        return _oblige(axes, verb, ahead, flip)
    turned = flip if name == "MANAGE" else not flip
    if axes.loud is not None:
        ahead = ahead if name == "MANAGE" and axes.verb is not None and axes.verb.form == "inf" else axes.ahead
        return replace(axes, denied=axes.denied != turned, ahead=ahead)
    if ahead and verb is not None and verb.tense == "must" and verb.modal != "be" and name == "MANAGE":
        return replace(axes, denied=axes.denied != turned, stage="PROPOSE", ahead=True)
    stage = "FUTURE" if ahead and name != "FAIL" else axes.stage if ahead else "BEGIN" if told == "BEGIN" else "DONE"
    broken = verb is not None and bool(set(verb.lemmas) & _BREAKING) and not ahead
    if name == "FAIL" and (told == "PLAN" or axes.stage in ("PLAN", "FUTURE")) and not broken:
        return replace(axes, denied=axes.denied != turned)
    past = axes.pluperfect or (verb is not None and verb.perfect and verb.tense == "past")
    return replace(axes, denied=axes.denied != turned, stage=stage, ahead=ahead, verb=verb, pluperfect=past)


def _oblige(axes: Axes, verb: VerbGroup | None, ahead: bool, flip: bool) -> Axes:
    """Have to, need to: what should be; will have to: what is to come."""
    if axes.loud is not None or verb is None:
        return axes
    if ahead:
        return replace(axes, stage="FUTURE", ahead=True, denied=axes.denied != flip)
    if verb.tense == "past" or verb.perfect:
        return replace(axes, stage="DONE", denied=axes.denied != flip, ahead=False)
    return replace(axes, stage="PROPOSE", ahead=True, denied=axes.denied != flip)
