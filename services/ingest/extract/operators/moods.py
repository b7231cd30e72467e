"""Pass 12. In: an operator of mood over what has been read. Out: the axes under it: seems, is hoped, is left unsaid."""

from dataclasses import replace

from services.ingest.extract.grammar.phrase import NounPhrase, VerbGroup
from services.ingest.extract.operators.axes import Axes, tense_stage, weaker
from services.ingest.extract.operators.operator import Operator

_BARRING = frozenset({"prevent", "block", "bar", "hinder", "impede", "preclude"})
"""Nothing prevents them from coming back: they may, and nobody says that they do."""


def moody(axes: Axes, name: str, verb: VerbGroup | None, flip: bool) -> Axes | None:
    """What seems, is hoped, was once, is left unsaid; None for what is none of these."""
    match name:
        case "SOON":
            return replace(axes, stage="FUTURE", ahead=True, unsaid="" if axes.unsaid == "not_yet" else axes.unsaid)
        case "SEEM":
            stage, later = tense_stage(verb) if verb is not None and axes.stage == "INF" else (axes.stage, axes.ahead)
            sure = axes.certainty if flip else weaker(axes.certainty, "probable")
            return replace(axes, stage=stage, ahead=later, denied=axes.denied != flip, certainty=sure)
        case "USED":
            return replace(axes, stage="DONE", ahead=False, pluperfect=True, denied=axes.denied != flip)
        case "ACCUSE" | "CREDIT":
            if flip:
                return replace(axes, unsaid=axes.unsaid or "not_said")
            sure = weaker(axes.certainty, "probable") if name == "ACCUSE" else axes.certainty
            return replace(axes, stage="DONE" if axes.stage == "NOMINAL" else axes.stage, certainty=sure)
        case "HESITATE" if flip and verb is not None and verb.tense == "past":
            return replace(axes, stage="DONE", ahead=False)
        case "HESITATE" if flip:
            return replace(axes, stage="THREATEN", ahead=True, unsaid="" if axes.unsaid == "not_yet" else axes.unsaid)
        case "HESITATE":
            return replace(axes, unsaid=axes.unsaid or "only_considered")
        case "HOPE":
            return replace(axes, unsaid="only_hoped")
        case "STOP" if flip and verb is not None and set(verb.lemmas) & _BARRING:
            return replace(axes, unsaid=axes.unsaid or "only_considered")
        case "LET":
            return replace(axes, denied=axes.denied != flip)
        case "SURE" if flip:
            return replace(axes, unsaid=axes.unsaid or "not_said")
        case "UNSAID" if flip:
            return axes
        case "UNSAID" | "HINT":
            return replace(axes, unsaid=axes.unsaid or "not_said")
        case "PRETEND":
            return replace(axes, stage="DONE", denied=not axes.denied, ahead=False, verb=verb)
    return None


def unsaid_under(axes: Axes, operator: Operator) -> str:
    """What a speech act leaves unsaid: a request to consider it is one; who agrees to consider it has agreed to
    nothing yet, unless what he settles is the question of it."""
    if axes.unsaid not in ("only_considered", "only_hoped"):
        return axes.unsaid
    clause = operator.clause
    own = () if clause is None else (*clause.objects, clause.subject)
    at = axes.words[-2][1] if len(axes.words) > 1 else -1
    settled = any(isinstance(phrase, NounPhrase) and phrase.head == at for phrase in own)
    return axes.unsaid if operator.name == "AGREE" and axes.unsaid == "only_considered" and not settled else ""
