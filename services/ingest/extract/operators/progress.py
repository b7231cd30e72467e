"""Pass 12b. Begun, under way, completed, carried out: what a verb of progress does to the axes."""

from dataclasses import replace

from services.ingest.extract.grammar.phrase import VerbGroup
from services.ingest.extract.operators.axes import Axes, weaker


def progress_axes(
    axes: Axes, name: str, verb: VerbGroup | None, ahead: bool, flip: bool, certainty: str, nearly: bool = False
) -> Axes:
    """Begun, completed, taking place: the tense of the operator decides."""
    if verb is None:
        return _named_progress(axes, name)
    certainty = weaker(axes.certainty, certainty)
    if axes.loud is not None:
        return _carried_out(axes, name, verb, ahead, flip, certainty)
    stage = _progress_stage(axes, name, verb, ahead, nearly)
    if stage == "":
        return replace(axes, denied=axes.denied != flip)
    return replace(
        axes,
        stage=stage,
        denied=axes.denied != flip,
        ahead=ahead,
        certainty=certainty,
        verb=verb,
        pluperfect=axes.pluperfect or (verb.perfect and verb.tense == "past"),
    )


def _named_progress(axes: Axes, name: str) -> Axes:
    """The start, completion or process of what is told, itself a noun."""
    if name == "CARRY":
        return replace(axes, stage="NOMINAL", loud=None)
    if name in ("BEGIN", "COMPLETE") and axes.loud is None:
        return replace(axes, stage=name, verb=None, ahead=False)
    return axes


def _carried_out(axes: Axes, name: str, verb: VerbGroup, ahead: bool, flip: bool, certainty: str) -> Axes:
    """An order carried out is an order and an act; an agreement begun or under way is the agreement."""
    if name in ("CARRY", "COMPLETE") and not ahead:
        stage = "DONE" if verb.perfect or verb.tense == "past" or verb.form == "pp" else "PROG"
        done = replace(axes, stage=stage, denied=flip, certainty=certainty, verb=verb, loud=None, ahead=False)
        return replace(done, presupposed=axes)
    return replace(axes, denied=axes.denied != flip, certainty=certainty)


def _progress_stage(axes: Axes, name: str, verb: VerbGroup, ahead: bool, nearly: bool) -> str:
    past = (verb.perfect or verb.tense == "past" or verb.form == "pp") and not verb.progressive
    if verb.tense == "must" and verb.modal == "should" and name == "COMPLETE":
        return "FUTURE"
    if verb.tense == "must" and verb.modal != "be to":
        return "PROPOSE"
    if name == "SEE":
        return "DONE" if axes.stage == "INF" and past else "FUTURE" if axes.stage == "INF" and ahead else ""
    if ahead and not (verb.tense == "may" and verb.perfect):
        if verb.form == "inf" and axes.stage in ("BEGIN", "COMPLETE"):
            return axes.stage
        return "FUTURE" if verb.form == "finite" else "INF"
    match name:
        case "BEGIN" | "PROG":
            return "BEGIN"
        case "COMPLETE":
            return "BEGIN" if verb.progressive or nearly else "COMPLETE"
        case _ if axes.stage in ("BEGIN", "COMPLETE"):
            return axes.stage
        case _:
            return "DONE" if past else "PROG"
