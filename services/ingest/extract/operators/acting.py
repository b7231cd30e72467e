"""Pass 12. In: the operators over an event, from the inside out. Out: its axes."""

from dataclasses import replace

from services.ingest.extract.grammar.clause import Clause
from services.ingest.extract.grammar.phrase import NounPhrase
from services.ingest.extract.grammar.walk import MODAL
from services.ingest.extract.operators.axes import Axes, almost, conditioned, hedge, imperative, own_axes, weaker
from services.ingest.extract.operators.implied import implied_axes
from services.ingest.extract.operators.moods import moody, unsaid_under
from services.ingest.extract.operators.operating import names_date
from services.ingest.extract.operators.operator import Climb, Operator
from services.ingest.extract.operators.planning import (
    as_planned,
    of_chance,
    stage_denied,
    stage_thought_of,
    uncertain,
)
from services.ingest.extract.operators.progress import progress_axes
from services.ingest.extract.words.tokens import Token
from services.ingest.extract.words.word_sets import word_set

_TOLD_OF = frozenset({"REPORT", "CONSIDER", "PROBABLE"})
_SUPPOSED = frozenset({"PLAN", "CONSIDER", "POSSIBLE", "EXPECT", "DOUBT", "UNSAID", "HINT"})
_OPENED_STAGES = frozenset({"FUTURE", "INF", "STATE", "PLAN", "PROPOSE", "NOMINAL"})
_RUMOURED = word_set("acting.rumoured")
_LETTING = frozenset({"SEE", "MANAGE", "LET"})
_OF_SAYING = frozenset({"REFUSE", "FAIL", "STOP", "REQUEST", "PROPOSE", "WANT", "CANCEL", "POSTPONE", "HOPE", "DENY",
                        "CONSIDER", "UNSAID", "HINT"})  # fmt: skip
"""Operators that, over a verb of saying, leave unsaid what it would say: declined to confirm, denied having said."""
_TAKING_PLACE = frozenset({"HAPPEN", "BEGIN", "PROG", "COMPLETE"})
_DECIDING = frozenset({"decide", "determine", "choose", "vote"})


def read_axes(
    node: "Clause | NounPhrase", climb: Climb, tokens: list[Token], conditions: bool, inner: Axes | None = None
) -> Axes:
    """The axes of `node`. `conditions`: whether an "if" clause hangs on it or on what stands above it. `inner`: the
    axes to begin with, where they are not those of the node's own verb."""
    axes = inner if inner is not None else own_axes(node, climb, tokens)
    for operator in climb.operators:
        axes = act(axes, operator, tokens)
    plain = all(o.name.startswith("SAY") or o.name == "OBLIGE" or _is_to(o) for o in climb.operators)
    opened = climb.opened if plain else None
    if opened is not None and axes.loud is None and (axes.stage in _OPENED_STAGES or opened.name == "DENY"):
        unheard = tuple(word for word in axes.words if not word[0].startswith("SAY"))
        told = act(replace(axes, words=unheard), opened, tokens)
        untouched = opened.negated and opened.name in ("POSTPONE", "CANCEL")
        axes = replace(axes, presupposed=told) if untouched else told
    return conditioned(axes, climb, conditions)


def act(axes: Axes, operator: Operator, tokens: list[Token]) -> Axes:
    """One operator over what has been read below it."""
    name, verb, flip = operator.name, operator.verb, operator.negated
    told = axes.words[-1][0] if axes.words else ""
    if name == "REFUSE" and told in _TOLD_OF:
        name = "DENY"
    if told == "REPORT" and name == "CANCEL":
        return replace(axes, certainty="unknown", words=(*axes.words, ("REPORT", operator.at)))
    if told.startswith("SAY") and name in _OF_SAYING:
        return replace(axes, unsaid=axes.unsaid or "not_said", words=(*axes.words, (name, operator.at)))
    if name in _TAKING_PLACE and told == "PLAN" and tokens[axes.words[-1][1]].tag == "A":
        axes, told = replace(axes, stage="NOMINAL", ahead=False), ""
    words = (*axes.words, (name, operator.at))
    if name.startswith("SAY"):
        return _said(axes, operator, told, words)
    axes = replace(axes, words=words)
    ahead = verb is not None and (verb.tense in MODAL or verb.form == "inf")
    clause = operator.clause
    certainty = hedge(clause, verb, tokens) if clause is not None and verb is not None else "certain"
    nearly = clause is not None and almost(clause, tokens)
    if name in _LETTING and clause is not None and imperative(clause, tokens):
        return replace(axes, stage="PROPOSE", ahead=True)
    told_axes = _told(axes, operator, told, ahead, flip, certainty, tokens) or moody(axes, name, verb, flip)
    if told_axes is not None:
        return told_axes
    match name:
        case "FAIL" | "MANAGE" | "STOP" | "OBLIGE":
            implied = implied_axes(axes, name, verb, ahead, flip, told)
            return replace(implied, certainty=weaker(implied.certainty, certainty))
        case "HAPPEN" if any(told == "REPORT" for told, _ in axes.words):
            return axes
        case "BEGIN" | "COMPLETE" | "HAPPEN" | "PROG" | "SEE" | "CARRY" | "RESUME" | "CONT":
            return progress_axes(
                axes, "BEGIN" if name in ("RESUME", "CONT") else name, verb, ahead, flip, certainty, nearly
            )
        case "CONSIDER" | "POSSIBLE" | "PROBABLE" | "EXPECT" | "NEARLY" | "DOUBT" | "SLIGHT":
            return uncertain(axes, name, flip)
        case "WARN" if axes.stage == "NOMINAL" or flip:
            return replace(axes, unsaid=axes.unsaid or ("not_said" if flip else "only_considered"))
        case "WARN":
            return axes
        case "PLAN" if flip and names_date(operator, tokens):
            return replace(axes, unsaid=axes.unsaid or "not_said")
        case "PLAN" if verb is not None and verb.tense == "can" and set(verb.lemmas) & _DECIDING:
            return replace(axes, unsaid=axes.unsaid or "only_considered")
        case "PLAN":
            return as_planned(axes, verb, flip, certainty)
    return _speech_act(axes, operator, ahead, flip, certainty)


def _said(axes: Axes, operator: Operator, told: str, words: tuple[tuple[str, int], ...]) -> Axes:
    """A verb of saying over what is told: how sure he is who says so."""
    verb = operator.verb
    if operator.negated:
        return replace(axes, words=words, unsaid=axes.unsaid or "not_said")
    if operator.name == "SAY:factive" and told == "REPORT" and axes.certainty == "probable":
        return replace(axes, words=words, certainty="certain")
    weak = operator.name == "SAY:weak" or _nobody_says(operator)
    certainty = weaker(axes.certainty, "probable" if weak else "certain")
    if told == "OBLIGE" and axes.stage == "DONE" and verb is not None and verb.tense == "past":
        return replace(axes, words=words, certainty=certainty, stage="PROPOSE", ahead=True)
    return replace(axes, words=words, certainty=certainty)


def _told(
    axes: Axes, operator: Operator, told: str, ahead: bool, flip: bool, certainty: str, tokens: list[Token]
) -> Axes | None:
    """Reports, questions, truth and its denial; None for what is none of these."""
    verb = operator.verb
    name = "DENY" if operator.name == "REFUSE" and told in _TOLD_OF else operator.name
    if name == "OPEN":
        name, flip = "EXCLUDE", not flip
    match name:
        case "REPORT":
            if flip and axes.loud is None:
                return replace(axes, unsaid="not_said")
            return replace(axes, certainty=weaker(axes.certainty, "probable"))
        case "ASKED":
            return replace(axes, unsaid=axes.unsaid or "question")
        case "NOT":
            return replace(axes, denied=not axes.denied)
        case "HAPPEN" | "PROG" if axes.loud is None and told in _SUPPOSED:
            return _existing(axes, flip, ahead, certainty)
        case "YIELD":
            yielded = replace(operator, name="REFUSE" if flip else "AGREE", negated=False)
            answered = act(replace(axes, loud=None), yielded, tokens)
            return replace(answered, ahead=False) if flip else answered
        case "RESULT":
            return (
                act(axes, replace(operator, name="CANCEL", negated=False), tokens)
                if flip
                else replace(axes, unsaid="not_said")
            )
        case "OBJECT":
            return act(
                replace(axes, loud=None), replace(operator, name="AGREE" if flip else "REFUSE", negated=False), tokens
            )
        case "TRUE" if flip:
            return replace(axes, denied=not axes.denied, certainty="certain")
        case "TRUE" | "SURE" | "EXIST" if operator.name != "SURE" or not flip:
            return _existing(axes, flip, ahead, certainty)
        case "DENY":
            if flip:
                return replace(axes, certainty="possible", stage=stage_thought_of(axes))
            sure = "certain" if told in ("REPORT", "CONSIDER") else axes.certainty
            unsaid = "" if axes.unsaid == "only_considered" else axes.unsaid
            stage = stage_thought_of(axes) if told in _TOLD_OF and told != "REPORT" else stage_denied(axes)
            return replace(axes, denied=not axes.denied, stage=stage, certainty=sure, unsaid=unsaid)
        case "FALSE":
            if told not in _TOLD_OF:
                return axes
            if flip:
                return replace(axes, unsaid="")
            return replace(axes, denied=not axes.denied, stage=stage_denied(axes), certainty="certain", unsaid="")
        case "EXCLUDE" if told == "CONSIDER" and not of_chance(axes, tokens):
            return replace(axes, unsaid="only_considered")
        case "EXCLUDE":
            axes = replace(axes, unsaid="" if axes.unsaid == "only_considered" else axes.unsaid)
            if flip or (verb is not None and verb.tense == "can" and verb.negated):
                return replace(axes, certainty="possible", stage=stage_thought_of(axes), ahead=True)
            sure = "certain" if told == "CONSIDER" else axes.certainty
            return replace(axes, denied=not axes.denied, stage=stage_thought_of(axes), ahead=True, certainty=sure)
    return None


def _is_to(operator: Operator) -> bool:
    """Tegh is to be clear by June: what is laid down, perhaps by what is told before a colon."""
    return operator.name == "PLAN" and operator.verb is not None and operator.verb.lemmas == ("be",)


def _nobody_says(operator: Operator) -> bool:
    """Is reported to have, is said to be: nobody says who says so."""
    verb, clause = operator.verb, operator.clause
    if verb is None or clause is None or not verb.passive or not set(verb.lemmas) & _RUMOURED:
        return False
    return not any(prep == "by" for prep, _ in clause.links)


def _existing(axes: Axes, flip: bool, ahead: bool, certainty: str) -> Axes:
    """An order came, no deal exists, it is not true that: what is told is, or is not."""
    unsaid = axes.unsaid
    if flip and unsaid == "only_considered":
        axes, unsaid = replace(axes, certainty="certain"), ""
    ahead = axes.ahead or ahead
    return replace(
        axes, denied=axes.denied != flip, ahead=ahead, certainty=weaker(axes.certainty, certainty), unsaid=unsaid
    )


def _speech_act(axes: Axes, operator: Operator, ahead: bool, flip: bool, certainty: str) -> Axes:
    """Agreed, ordered, asked, threatened, refused, put off, called off: the outermost names the stage."""
    verb = operator.verb
    inner = axes.denied
    if operator.name in ("REFUSE", "CANCEL", "POSTPONE"):
        inner = False
    elif operator.name in ("REQUEST", "WANT") and axes.loud is not None and axes.stage == "PROPOSE":
        return replace(axes, denied=inner != flip)
    elif operator.name in ("AGREE", "ORDER", "REQUEST") and axes.stage == "NOMINAL" and axes.denied:
        flip, inner = not flip, False
    return replace(
        axes,
        stage=operator.name,
        denied=inner != flip,
        ahead=ahead and verb is not None,
        certainty=weaker(axes.certainty, certainty),
        loud=operator,
        verb=verb or axes.verb,
        unsaid=unsaid_under(axes, operator),
    )
