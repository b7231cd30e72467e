"""Pass 12. In: a predicate and what stands above it. Out: its stage and the axes polarity, certainty and realis: a
computation from the inside out, each operator (see `acting`) acting on what the ones below it made.
"""

from dataclasses import dataclass, field, replace

from services.ingest.extract.grammar.clause import Clause
from services.ingest.extract.grammar.phrase import NounPhrase, VerbGroup
from services.ingest.extract.operators.clause_times import formerly, of_ranked, only_to, to_come
from services.ingest.extract.operators.operating import never
from services.ingest.extract.operators.operator import Climb, Operator
from services.ingest.extract.operators.operators import CONDITIONS
from services.ingest.extract.words.tokens import Token
from services.ingest.extract.words.word_sets import word_set

_PROBABLE = word_set("axes.probable")
_POSSIBLE = word_set("axes.possible")
_NEARLY = word_set("axes.nearly")
_NEVER = word_set("axes.never")
_FRONTED = frozenset({"neither", "nor", "never", "not since"})
NEGATIVE = word_set("axes.negative")
_NOBODY = frozenset({"nobody", "nothing", "none", "no one", "neither"})
_TIMED = word_set("axes.timed")
_AFTER = word_set("axes.after")
_DURING = word_set("axes.during")
_AHEAD = word_set("axes.ahead")
_DUE = word_set("axes.due")
_BEGINNING = frozenset({"begin", "start", "commence"})
_STAYING = word_set("clauses.existing")


@dataclass(frozen=True, slots=True)
class Axes:
    """The reading of a predicate: `stage` names the type through `stages.tsv`; `unsaid` says why it is no claim;
    `loud` is the operator that gave the stage its name (agreed, ordered, refused …)."""

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


def own_axes(node: "Clause | NounPhrase", climb: Climb, tokens: list[Token]) -> Axes:
    """The axes that the predicate has from its own words, before any operator acts."""
    if isinstance(node, NounPhrase):
        axes = Axes("NOMINAL", tokens[node.start].low in NEGATIVE or node.negated)
    else:
        axes = _of_clause(node, tokens)
    if axes.stage == "NOMINAL" and not climb.operators:
        axes = _beside(axes, climb)
    return axes


def _beside(axes: Axes, climb: Climb) -> Axes:
    """An act told as a noun or gerund beside a clause: after the withdrawal, amid it; before leaving."""
    main = climb.main.verb if climb.main is not None else None
    if climb.marker == "by" and axes.verb is not None and main is not None and main.tense in ("past", "pres"):
        return replace(axes, stage="DONE")
    if climb.marker in _AFTER and main is not None and (main.tense == "past" or main.perfect):
        return replace(axes, stage="DONE", verb=main)
    if climb.marker in _DURING and main is not None and main.form == "finite":
        return replace(axes, stage="PROG", verb=main)
    agent = climb.marker == "by" and main is not None and (main.passive or main.form == "pp")
    return replace(axes, unsaid="not_yet") if climb.marker in _AHEAD and not agent else axes


def conditioned(axes: Axes, climb: Climb, conditions: bool) -> Axes:
    """The axes under the conditions around: an "if" clause is no claim, what stands under one is conditional."""
    if climb.question:
        axes = replace(axes, unsaid="question")
    if climb.condition and not axes.counterfactual:
        if axes.pluperfect and climb.unreal:
            stage = axes.stage if axes.stage in ("BEGIN", "COMPLETE") else "DONE"
            axes = replace(axes, counterfactual=True, denied=not axes.denied, unsaid="", stage=stage)
        else:
            axes = replace(axes, unsaid="condition_only")
    if conditions and axes.stage == "STATE" and not axes.counterfactual:
        axes = replace(axes, stage="FUTURE", ahead=True)
    if conditions and (axes.ahead or axes.stage in ("FUTURE", "PLAN")) and not axes.counterfactual:
        axes = replace(axes, conditional=True)
    return axes


def _of_clause(clause: Clause, tokens: list[Token]) -> Axes:
    verb = clause.verb
    assert verb is not None
    stage, ahead = tense_stage(verb)
    if imperative(clause, tokens):
        stage, ahead = "PROPOSE", True
    denied = verb.negated or negative_phrase(clause, tokens)
    words = _said_words(verb, tokens)
    axes = Axes(stage, denied, hedge(clause, verb, tokens), ahead=ahead, verb=verb, words=words)
    if verb.form == "inf" and verb.start and (only_to(verb, tokens) or of_ranked(clause, tokens)):
        axes = replace(axes, stage="DONE", ahead=False)
    if clause.adjective >= 0 and verb.copula and tokens[clause.adjective].low in _DUE:
        axes = replace(axes, stage="FUTURE", ahead=True)
    if stage == "PROG" and clause.role in ("link", "subject"):
        axes = replace(axes, stage="NOMINAL")
    if clause.role == "comp" and verb.form == "pp":
        axes = replace(axes, stage="INF", ahead=True)
    if _unreal(clause, verb):
        axes = replace(axes, stage="DONE", denied=not axes.denied, counterfactual=True, ahead=False)
    if clause.role == "adv":
        if stage == "PROG" and (told := _stage_of_its_verb(clause, tokens)):
            axes = replace(axes, stage=told, ahead=told == "FUTURE")
        axes = _in_time(axes, clause, verb, tokens)
        if clause.marker == "after" and clause.start and _long_ago(tokens[clause.start - 1]):
            axes = replace(axes, pluperfect=True)
    if (verb.perfect and verb.tense == "past" and verb.form == "finite") or formerly(clause, verb, tokens):
        axes = replace(axes, pluperfect=True)
    if almost(clause, tokens) and axes.stage == "DONE":
        axes = replace(axes, stage="BEGIN")
    return axes


def _stage_of_its_verb(clause: Clause, tokens: list[Token]) -> str:
    """A participle behind a comma has the time of its verb: began guarding it, replacing the Russians; will withdraw
    some, leaving others. Who will stay, guarding a place, is at it already."""
    if clause.marker != "ing" or not clause.start or tokens[clause.start - 1].tag != ",":
        return ""
    above, meant = clause.above(), False
    while above is not None and (above.verb is None or above.verb.form != "finite"):
        meant = meant or (above.verb is not None and above.verb.form == "inf")
        above = above.above()
    if above is None or above.verb is None:
        return ""
    stage = tense_stage(above.verb)[0]
    if stage == "DONE" and set(above.verb.lemmas) & _BEGINNING:
        return "BEGIN"
    if stage == "DONE" or (stage == "FUTURE" and not set(above.verb.lemmas) & _STAYING):
        return stage
    return "FUTURE" if stage == "STATE" and meant and above.adjective >= 0 else ""


def almost(clause: Clause, tokens: list[Token]) -> bool:
    """Nearly, almost: what is told has not quite come about."""
    verb = clause.verb
    return any(tokens[i].low in _NEARLY for i in (*(verb.adverbs if verb is not None else ()), *clause.adverbs))


def _long_ago(token: Token) -> bool:
    """A year after they left: long gone by now."""
    words = set(token.low.replace("-", " ").split())
    return token.date is not None and bool(words & {"year", "years", "decade", "decades"})


def _in_time(axes: Axes, clause: Clause, verb: VerbGroup, tokens: list[Token]) -> Axes:
    """When, once, until they leave: told of a time to come; as they leave: they are at it."""
    if clause.marker in _TIMED and verb.tense in ("pres", "may", "can") and axes.stage in ("STATE", "DONE", "FUTURE"):
        return replace(axes, unsaid="not_yet")
    if clause.marker in _TIMED and "base" in tokens[verb.head].word.forms and to_come(clause.above()):
        return replace(axes, unsaid="not_yet")
    if clause.marker in ("as", "while") and axes.stage == "STATE" and not (verb.copula and clause.marker == "while"):
        return replace(axes, stage="PROG")
    if clause.marker == "ing" and axes.stage == "DONE" and verb.perfect:
        return replace(axes, pluperfect=False)
    return axes


def _unreal(clause: Clause, verb: VerbGroup) -> bool:
    """Would have left, should have left; could have left, but did not."""
    if not verb.perfect or verb.tense not in ("would", "must", "may") or clause.marker == "if":
        return False
    if verb.tense == "may":
        contrary = any(inner.role == "and" and inner.marker in ("but", "yet") for inner in clause.inner)
        return verb.modal == "could" and contrary
    return verb.modal not in ("be", "must")


def imperative(clause: Clause, tokens: list[Token]) -> bool:
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
    forms = tokens[verb.head].word.forms
    return "base" in forms and ("past" not in forms or "let" in verb.lemmas) and clause.start >= verb.start - 2


def tense_stage(verb: VerbGroup) -> tuple[str, bool]:
    """The stage that the tense of a verb gives, and whether it lies ahead."""
    match verb.tense:
        case "future" | "would":
            return "FUTURE", True
        case "may" | "can":
            return ("DONE", False) if verb.perfect else ("FUTURE", True)
        case "must":
            return ("PLAN" if verb.modal == "be to" else "PROPOSE"), True
    if verb.form == "inf":
        return ("DONE", False) if verb.perfect else ("PROG", False) if verb.progressive else ("INF", True)
    if verb.form == "pp":
        return "DONE", False
    if verb.perfect and verb.progressive and verb.tense == "pres":
        return "PROG", False
    if verb.perfect or (verb.tense == "past" and not verb.progressive and verb.form == "finite"):
        return "DONE", False
    if verb.progressive or verb.form == "ing":
        return "PROG", False
    return "STATE", False


def _said_words(verb: VerbGroup, tokens: list[Token]) -> tuple[tuple[str, int], ...]:
    marks = [verb.form if verb.form != "finite" else verb.tense]
    pairs = (
        ("perfect", verb.perfect),
        ("progressive", verb.progressive),
        ("passive", verb.passive),
        ("negated", verb.negated),
    )
    marks += [mark for mark, on in pairs if on]
    return ((f"tense:{' '.join(marks)}", verb.head),)


def negative_phrase(clause: Clause, tokens: list[Token]) -> bool:
    """No soldier, not a dram, nobody, neither side; nor with the verb before its subject."""
    verb = clause.verb
    assert verb is not None
    if clause.marker == "nor" or (clause.role == "and" and clause.marker == "neither"):
        return True
    before = range(max(0, min(clause.start, verb.start - 1)), verb.head)
    if clause.inverted and any(tokens[i].low in _FRONTED for i in before):
        return True
    if clause.inverted and any(tokens[i].low == "not" for i in range(clause.start, verb.start)):
        return not verb.negated
    if never(clause, tokens) or any(tokens[i].low == "neither" for i in clause.adverbs):
        return not verb.negated
    if any(tokens[i].low == "not" and _opens_subject(clause, i) for i in clause.adverbs):
        return not verb.negated
    linked = [q for prep, q in clause.links if prep in ("in", "at", "to", "on", "into", "for") and _none_of(q, tokens)]
    for phrase in (clause.subject, *clause.objects, clause.predicate, *linked):
        if isinstance(phrase, NounPhrase) and (phrase is not clause.antecedent or verb.form == "finite"):
            low = tokens[phrase.start].low
            if low in NEGATIVE or tokens[phrase.head].low in _NOBODY:
                if low == "no" and phrase.head > phrase.start and tokens[phrase.start + 1].low in ("doubt", "later"):
                    continue
                if tokens[min(phrase.start + 1, len(tokens) - 1)].low == "but":
                    continue  # not one but two
                return True
    return False


def _opens_subject(clause: Clause, at: int) -> bool:
    """Not the guards left Tegh: what stands right before a subject that nothing is set against."""
    subject = clause.subject
    return isinstance(subject, NounPhrase) and subject.start == at + 1 and not subject.also


def _none_of(linked: object, tokens: list[Token]) -> bool:
    """Took part in none of its drills, went to no summit."""
    if not isinstance(linked, NounPhrase):
        return False
    low = tokens[linked.start].low
    return low in ("none of", "neither of", "not a single", "not one") or (
        low == "no" and bool(tokens[linked.head].word.senses)
    )


def hedge(clause: Clause, verb: VerbGroup, tokens: list[Token]) -> str:
    """How sure the words beside a verb make it: may, could, possibly; reportedly, allegedly."""
    words = {tokens[i].low for i in (*verb.adverbs, *clause.adverbs)}
    if verb.tense == "may" or (verb.tense == "can" and verb.modal == "could") or words & _POSSIBLE:
        return "possible"
    return "probable" if words & _PROBABLE else "certain"


def weaker(one: str, other: str) -> str:
    """The less certain of two certainties."""
    order = ("certain", "probable", "possible", "unknown")
    return max(one, other, key=order.index)


__all__ = [
    "CONDITIONS",
    "Axes",
    "almost",
    "conditioned",
    "hedge",
    "imperative",
    "negative_phrase",
    "own_axes",
    "tense_stage",
    "weaker",
]
