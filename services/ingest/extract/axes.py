"""Pass 12. In: a predicate and what stands above it. Out: its stage and the axes polarity, certainty and realis: a
computation from the inside out, each operator acting on what the ones below it made.
"""

from dataclasses import dataclass, field, replace

from services.ingest.extract.clauses import Clause
from services.ingest.extract.operators import Climb, Operator
from services.ingest.extract.phrases import NounPhrase, VerbGroup
from services.ingest.extract.tokens import Token
from services.ingest.extract.word_sets import word_set

_LOUD = frozenset({"AGREE", "ORDER", "REQUEST", "WANT", "PROPOSE", "THREATEN", "REFUSE", "POSTPONE", "CANCEL"})
_AHEAD = frozenset({"future", "would", "may", "must", "can"})
_PROBABLE = word_set("axes.probable")
_POSSIBLE = word_set("axes.possible")
_NEARLY = word_set("axes.nearly")
_NO = frozenset(
    {"no", "neither", "not a", "not one", "not a single", "not any", "none of", "hardly any", "not one single"}
)


@dataclass(frozen=True, slots=True)
class Axes:
    """The reading of a predicate: `stage` names the type through `stages.tsv`; `unsaid` says why it is no claim."""

    stage: str
    denied: bool = False
    certainty: str = "certain"
    conditional: bool = False
    counterfactual: bool = False
    pluperfect: bool = False
    ahead: bool = False
    unsaid: str = ""
    loud: Operator | None = None
    verb: VerbGroup | None = None
    words: tuple[tuple[str, int], ...] = field(default=())
    presupposed: "Axes | None" = None


def read_axes(
    node: "Clause | NounPhrase", climb: Climb, tokens: list[Token], conditions: bool, inner: Axes | None = None
) -> Axes:
    """The axes of `node`. `conditions`: whether an "if" clause hangs on it or on what stands above it. `inner`: the
    axes to begin with, where they are not those of the node's own verb."""
    axes = (
        inner if inner is not None else _of_clause(node, tokens) if isinstance(node, Clause) else _of_noun(node, tokens)
    )
    for operator in climb.operators:
        axes = _apply(axes, operator, tokens)
    if climb.question:
        axes = replace(axes, unsaid="question")
    if climb.condition and not axes.counterfactual:
        if axes.pluperfect and climb.unreal:
            axes = replace(axes, counterfactual=True, denied=not axes.denied, unsaid="", stage="DONE")
        else:
            axes = replace(axes, unsaid="condition_only")
    if conditions and (axes.ahead or axes.stage in ("FUTURE", "PLAN")) and not axes.counterfactual:
        axes = replace(axes, conditional=True)
    return axes


def _of_clause(clause: Clause, tokens: list[Token]) -> Axes:
    verb = clause.verb
    assert verb is not None
    stage, ahead = _tense_stage(verb)
    if _imperative(clause, tokens):
        stage, ahead = "PROPOSE", True
    axes = Axes(stage, verb.negated or _negated_subject(clause, tokens), ahead=ahead, verb=verb)
    axes = replace(axes, certainty=_hedge(clause, verb, tokens), words=_said_words(verb, tokens))
    if verb.tense == "would" and verb.perfect:
        axes = replace(axes, stage="DONE", denied=not axes.denied, counterfactual=True, ahead=False)
    if verb.perfect and verb.tense == "past" and verb.form == "finite":
        axes = replace(axes, pluperfect=True)
    if any(tokens[i].low in _NEARLY for i in (*verb.adverbs, *clause.adverbs)) and axes.stage == "DONE":
        axes = replace(axes, stage="BEGIN")
    return axes


def _imperative(clause: Clause, tokens: list[Token]) -> bool:
    """A bare verb that opens its sentence: Get the base out of Gyumri."""
    verb = clause.verb
    assert verb is not None
    if (
        clause.subject is not None
        or clause.role not in ("main", "that")
        or verb.form != "finite"
        or verb.start != verb.head
    ):
        return False
    forms = {form for _, form in tokens[verb.head].word.verbs}
    return "base" in forms and "past" not in forms and clause.start >= verb.start - 2


def _tense_stage(verb: VerbGroup) -> tuple[str, bool]:
    match verb.tense:
        case "future" | "would":
            return "FUTURE", True
        case "may" | "can":
            return ("DONE", False) if verb.perfect else ("FUTURE", True)
        case "must":
            return "PROPOSE", True
    if verb.form == "inf":
        return ("DONE", False) if verb.perfect else ("INF", True)
    if verb.form == "pp":
        return "DONE", False
    if verb.perfect or (verb.tense == "past" and not verb.progressive and verb.form == "finite"):
        return "DONE", False
    if verb.progressive or verb.form == "ing":
        return "PROG", False
    return "STATE", False


def _said_words(verb: VerbGroup, tokens: list[Token]) -> tuple[tuple[str, int], ...]:
    marks = [verb.form if verb.form != "finite" else verb.tense]
    marks += [
        m
        for m, on in (
            ("perfect", verb.perfect),
            ("progressive", verb.progressive),
            ("passive", verb.passive),
            ("negated", verb.negated),
        )
        if on
    ]
    return ((f"tense:{' '.join(marks)}", verb.head),)


def _of_noun(phrase: NounPhrase, tokens: list[Token]) -> Axes:
    lows = {t.low for t in tokens[phrase.start : phrase.head]}
    stage = (
        "PLAN"
        if lows
        & {
            "planned",
            "promised",
            "announced",
            "scheduled",
            "expected",
            "impending",
            "forthcoming",
            "upcoming",
            "future",
            "intended",
            "proposed",
            "imminent",
        }
        else "NOMINAL"
    )
    if lows & {"agreed", "negotiated"}:
        stage = "AGREE"
    if lows & {"completed", "recent"}:
        stage = "NOMINAL"
    return Axes(stage, tokens[phrase.start].low in _NO)


def _negated_subject(clause: Clause, tokens: list[Token]) -> bool:
    """No soldier, not a dram, nobody, neither side; nor with the verb before its subject."""
    if clause.marker == "nor" or (clause.role == "and" and clause.marker == "neither"):
        return True
    if clause.inverted and any(
        tokens[i].low in ("neither", "nor", "never") for i in range(max(0, clause.start), clause.verb.head)
    ):  # type: ignore[union-attr]
        return True
    for phrase in (clause.subject, *clause.objects):
        if isinstance(phrase, NounPhrase):
            low = tokens[phrase.start].low
            if low in _NO or tokens[phrase.head].low in ("nobody", "nothing", "none"):
                if low == "no" and phrase.head > phrase.start and tokens[phrase.start + 1].low in ("doubt", "later"):
                    continue
                return True
    return False


def _hedge(clause: Clause, verb: VerbGroup, tokens: list[Token]) -> str:
    words = {tokens[i].low for i in (*verb.adverbs, *clause.adverbs)}
    if verb.tense == "may" or (verb.tense == "can" and verb.modal == "could") or words & _POSSIBLE:
        return "possible"
    return "probable" if words & _PROBABLE else "certain"


_RUMOURED = frozenset({"report", "say", "rumour", "rumor", "allege", "claim", "believe", "understand", "think"})
_OF_SAYING = frozenset({"REFUSE", "FAIL", "STOP", "REQUEST", "PROPOSE", "WANT", "CANCEL", "POSTPONE", "HOPE", "DENY", "CONSIDER"})
"""Operators that, over a verb of saying, leave unsaid what it would say: declined to confirm, denied having said."""


def _is_said(operator: Operator) -> bool:
    """Is reported to have, is said to be: nobody says who says so."""
    verb, clause = operator.verb, operator.clause
    if verb is None or clause is None or not verb.passive or not set(verb.lemmas) & _RUMOURED:
        return False
    return not any(prep == "by" for prep, _ in clause.links)


def _weaker(one: str, other: str) -> str:
    order = ("certain", "probable", "possible", "unknown")
    return max(one, other, key=order.index)


def _apply(axes: Axes, operator: Operator, tokens: list[Token]) -> Axes:
    """One operator over what has been read below it."""
    name, verb = operator.name, operator.verb
    below = axes.words[-1][0] if axes.words else ""
    if name == "REFUSE" and below == "REPORT":
        name = "DENY"
    if below.startswith("SAY") and name in _OF_SAYING:
        return replace(axes, unsaid=axes.unsaid or "not_said", words=(*axes.words, (name, operator.at)))
    axes = replace(axes, words=(*axes.words, (name, operator.at)))
    ahead = verb is not None and (verb.tense in _AHEAD or verb.form == "inf")
    clause = operator.clause
    certainty = _hedge(clause, verb, tokens) if clause is not None and verb is not None else "certain"
    flip = operator.negated
    if name.startswith("SAY"):
        if flip:
            return replace(axes, unsaid=axes.unsaid or "not_said")
        weak = "probable" if name == "SAY:weak" or _is_said(operator) else "certain"
        return replace(axes, certainty=_weaker(axes.certainty, weak))
    match name:
        case "ASKED":
            return replace(axes, unsaid=axes.unsaid or "question")
        case "REPORT":
            return replace(axes, certainty=_weaker(axes.certainty, "probable"))
        case "TRUE":
            return replace(axes, denied=axes.denied != flip, certainty="certain" if flip else axes.certainty)
        case "NOT":
            return replace(axes, denied=not axes.denied)
        case "DENY":
            if flip:
                return replace(axes, certainty="possible", stage=_planned(axes.stage))
            sure = "certain" if below == "REPORT" else axes.certainty
            stage = "PLAN" if axes.stage == "NOMINAL" and below == "REPORT" else axes.stage
            return replace(axes, denied=not axes.denied, certainty=sure, stage=stage)
        case "EXCLUDE":
            if flip or (verb is not None and verb.tense == "can" and verb.negated):
                return replace(axes, certainty="possible", stage=_planned(axes.stage), ahead=True)
            return replace(axes, denied=not axes.denied, stage=_planned(axes.stage))
        case "HOPE":
            return replace(axes, unsaid="only_hoped")
        case "CONSIDER":
            if flip:
                return replace(axes, denied=not axes.denied, stage=_planned(axes.stage), ahead=True)
            return replace(
                axes,
                certainty=_weaker(axes.certainty, "possible"),
                stage=_planned(axes.stage),
                ahead=True,
                unsaid=axes.unsaid or "only_considered",
            )
        case "EXPECT":
            sure = axes.certainty if flip else _weaker(axes.certainty, "probable")
            return replace(axes, certainty=sure, stage=_planned(axes.stage), ahead=True, denied=axes.denied != flip)
        case "FAIL":
            return replace(
                axes,
                denied=not (axes.denied != flip),
                stage="DONE" if not ahead else axes.stage,
                ahead=ahead,
                verb=verb,
            )
        case "MANAGE":
            return replace(axes, denied=axes.denied != flip, stage="FUTURE" if ahead else "DONE", ahead=ahead, verb=verb)
        case "STOP" if axes.stage in _LOUD:
            return replace(axes, denied=not (axes.denied != flip))
        case "STOP":
            past = axes.pluperfect or (verb is not None and verb.perfect and verb.tense == "past")
            return replace(
                axes,
                denied=not (axes.denied != flip),
                stage="FUTURE" if ahead else "DONE",
                ahead=ahead,
                verb=verb,
                pluperfect=past,
            )
        case "BEGIN" | "COMPLETE" | "HAPPEN" | "PROG" | "SEE":
            return _progress(axes, name, verb, ahead, flip, certainty)
        case "OBLIGE":
            return _oblige(axes, verb, ahead, flip)
        case "WARN":
            unsaid = "not_said" if flip else "only_considered" if axes.stage == "NOMINAL" else ""
            return replace(axes, unsaid=axes.unsaid or unsaid)
        case "PLAN":
            return _plan(axes, verb, flip, certainty)
    return _speech_act(axes, operator, ahead, flip, certainty)


def _oblige(axes: Axes, verb: VerbGroup | None, ahead: bool, flip: bool) -> Axes:
    """Have to, need to: what should be; will have to: what is to come."""
    if axes.stage in _LOUD or verb is None:
        return axes
    if ahead:
        return replace(axes, stage="FUTURE", ahead=True, denied=axes.denied != flip)
    if verb.tense == "past" or verb.perfect:
        return replace(axes, stage="DONE", denied=axes.denied != flip, ahead=False)
    return replace(axes, stage="PROPOSE", ahead=True, denied=axes.denied != flip)


def _planned(stage: str) -> str:
    return "PLAN" if stage in ("INF", "NOMINAL", "STATE", "PROG") else stage


def _plan(axes: Axes, verb: VerbGroup | None, flip: bool, certainty: str) -> Axes:
    if axes.stage in _LOUD:
        return replace(axes, denied=axes.denied != flip, ahead=True, certainty=_weaker(axes.certainty, certainty))
    keep = axes.stage in ("DONE", "BEGIN") and verb is not None
    return replace(
        axes,
        stage=axes.stage if keep else "PLAN",
        ahead=axes.ahead or not keep,
        denied=axes.denied != flip,
        certainty=_weaker(axes.certainty, certainty),
    )


def _progress(axes: Axes, name: str, verb: VerbGroup | None, ahead: bool, flip: bool, certainty: str) -> Axes:
    """Begun, completed, taking place: the tense of the operator decides."""
    if verb is None:
        return (
            replace(axes, words=axes.words)
            if name == "PROG"
            else replace(axes, stage="BEGIN" if name == "BEGIN" else axes.stage)
        )
    certainty = _weaker(axes.certainty, certainty)
    if axes.stage in _LOUD and name in ("BEGIN", "PROG", "SEE"):
        return replace(axes, denied=axes.denied != flip, certainty=certainty)
    if axes.stage in _LOUD and not ahead:
        stage = "DONE" if verb.perfect or verb.tense == "past" else "PROG"
        return replace(
            axes, stage=stage, denied=flip, certainty=certainty, verb=verb, presupposed=axes, loud=None, ahead=False
        )
    if verb.tense == "must":
        return replace(axes, stage="PROPOSE", ahead=True, denied=axes.denied != flip)
    if ahead and not (verb.tense == "may" and verb.perfect):
        stage = "FUTURE" if verb.form == "finite" else "INF"
        if verb.form == "inf" and axes.stage in ("BEGIN", "COMPLETE"):
            stage = axes.stage
    elif name == "BEGIN" or name == "PROG":
        stage = "BEGIN"
    elif name == "COMPLETE":
        stage = "COMPLETE" if verb.perfect or verb.tense == "past" or verb.form == "pp" or verb.passive else "BEGIN"
        if verb.progressive:
            stage = "BEGIN"
        elif verb.tense == "pres" and not verb.perfect and not verb.progressive:
            stage = "COMPLETE"
    elif name == "SEE":
        return replace(axes, denied=axes.denied != flip)
    else:
        stage = "DONE" if (verb.perfect or verb.tense == "past") and not verb.progressive else "PROG"
    return replace(
        axes,
        stage=stage,
        denied=axes.denied != flip,
        ahead=ahead,
        certainty=certainty,
        verb=verb,
        pluperfect=axes.pluperfect or (verb.perfect and verb.tense == "past"),
    )


def _speech_act(axes: Axes, operator: Operator, ahead: bool, flip: bool, certainty: str) -> Axes:
    """Agreed, ordered, asked, threatened, refused, put off, called off: the outermost names the stage."""
    verb = operator.verb
    inner = axes.denied
    if operator.name in ("REFUSE", "CANCEL", "POSTPONE"):
        inner = False
    elif operator.name in ("AGREE", "ORDER", "REQUEST") and axes.stage == "NOMINAL" and axes.denied:
        flip, inner = not flip, False
    return replace(
        axes,
        stage=operator.name,
        denied=inner != flip,
        ahead=ahead and verb is not None,
        certainty=_weaker(axes.certainty, certainty),
        loud=operator,
        verb=verb or axes.verb,
        unsaid="" if axes.unsaid == "only_considered" else axes.unsaid,
    )
