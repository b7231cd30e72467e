"""Pass 12. In: a kernel, its operators, its clause.
Out: the stage, and the axes polarity, certainty, realis, temporal.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache

from services.ingest.extract.operators import Operator
from services.ingest.extract.scene import Scene, Setting
from services.ingest.extract.triggers import Kernel
from services.ingest.extract.verbs import VerbGroup
from services.ingest.extract.word_sets import word_set
from services.ingest.gazetteer.table import Table

_QUIET = frozenset({"PLAN", "EXPECT", "MANAGE", "DENY", "FAIL", "END", "EXCLUDE", "MOOT", "HOPE"})
_NOUN_NEGATION = frozenset({"no", "none", "nobody", "neither", "without", "nothing", "nowhere", "not"})
_SOME_DAY = frozenset({"within", "when", "once", "if"})
_NEARLY = frozenset({"nearly", "almost", "practically", "virtually"})
_NO_HARM = word_set("modality.no_harm")


@dataclass(frozen=True, slots=True)
class Outcome:
    """One row of `stages.tsv`: what a frame at a stage is called, and its axes when nothing else is said."""

    type: str
    realis: str
    temporal: str
    denied: bool


@dataclass(frozen=True, slots=True)
class Axes:
    """The reading of one kernel. `words` say which operators and tense made it."""

    stage: str
    polarity: str
    certainty: str
    conditional: bool
    counterfactual: bool
    past: bool
    words: tuple[str, ...]


@lru_cache(maxsize=1)
def outcomes() -> Mapping[tuple[str, str], Outcome]:
    """(frame, stage) -> outcome, from the data file."""
    table = Table("services.ingest.extract", "stages.tsv", ("frame", "stage", "type", "realis", "temporal", "polarity"))
    found = {}
    for number, row in table.rows():
        if row["realis"] not in ("actual", "planned", "proposed", "conditional") or row["polarity"] not in (
            "",
            "denied",
        ):
            raise table.fault(number, "realis or polarity is none of the values of the record")
        found[row["frame"], row["stage"]] = Outcome(
            row["type"], row["realis"], row["temporal"], row["polarity"] == "denied"
        )
    return found


def read_axes(scene: Scene, setting: Setting, kernel: Kernel, ops: list[Operator]) -> Axes:
    """Compute stage and axes from the operators above `kernel`, the tense of the governing verb, negation and
    hedges."""
    chosen = _chosen(ops)
    top = next((o.group for o in ops if o.group is not None and o.group.finite), None) or _finite(scene, kernel)
    group = chosen.group if chosen is not None and chosen.group is not None else kernel.group or top
    stage = _stage(scene, kernel, chosen, group if group is not None else top, ops)
    if stage in ("COMPLETE", "DONE") and group is not None and _NEARLY & set(group.words):
        stage = "BEGIN"
    counter = any(v is not None and v.tense == "counterfactual" for v in (kernel.group, top)) or _inverted_had(
        scene, kernel
    )
    polarity = _polarity(scene, kernel, ops)
    certainty = _certainty(scene, setting, kernel, top)
    tense = top.tense if top is not None else "none"
    conditional = _conditional(scene, kernel, tense)
    words = tuple(f"{o.op}:{scene.line.tokens[o.at].low}" for o in ops) + ((f"tense:{tense}",) if top else ())
    if counter:
        return Axes("DONE", "denied", "certain", False, True, True, words)
    return Axes(stage, polarity, certainty, conditional, False, tense in ("pluperf", "past", "pastprog"), words)


def _chosen(ops: list[Operator]) -> Operator | None:
    loud = [o for o in ops if o.op not in _QUIET]
    if loud:
        return loud[0]
    return next((o for o in ops if o.op in ("FAIL", "PLAN", "EXPECT", "EXCLUDE", "MOOT", "MANAGE")), None)


def _finite(scene: Scene, kernel: Kernel) -> VerbGroup | None:
    if kernel.group is not None and (kernel.group.finite or kernel.group.tense in ("part", "perfpart")):
        return kernel.group
    clause = scene.clauses[kernel.clause]
    before = [v for v in clause.verbs if v.finite and v.head < kernel.at]
    after = [v for v in clause.verbs if v.finite and v.head > kernel.at]
    if kernel.group is None:
        return before[-1] if before else after[0] if after else None
    return before[-1] if before else None


def _stage(scene: Scene, kernel: Kernel, chosen: Operator | None, group: VerbGroup | None, ops: list[Operator]) -> str:
    ahead = group is not None and group.tense in ("future", "would", "possible")
    if chosen is not None and chosen.op in ("BEGIN", "COMPLETE", "MANAGE") and ahead:
        return "FUTURE"
    if chosen is not None and chosen.op == "COMPLETE" and group is not None and group.tense == "pres":
        clause = scene.clauses[kernel.clause]
        if _SOME_DAY & {t.low for t in scene.line.tokens[clause.start : clause.end]}:
            return "FUTURE"
    if (
        chosen is not None
        and chosen.op in ("BEGIN", "COMPLETE")
        and group is not None
        and group.tense == "inf"
        and not ops[0].group
    ):
        return "FUTURE"
    if chosen is not None:
        return {"EXPECT": "PLAN", "MANAGE": "DONE", "EXCLUDE": "PLAN", "MOOT": "PLAN"}.get(chosen.op, chosen.op)
    return _tense_stage(scene, kernel, group)


def _tense_stage(scene: Scene, kernel: Kernel, group: VerbGroup | None) -> str:
    if group is None:
        return "NOMINAL" if kernel.group is None else "FUTURE"
    match group.tense:
        case "future" | "would" | "possible":
            return "FUTURE"
        case "inf":
            finite = any(v.finite and v.head < kernel.at for v in scene.clauses[kernel.clause].verbs)
            return "NOMINAL" if finite else "FUTURE"
        case "deontic":
            return "PROPOSE"
        case "past" | "perf" | "pluperf" | "perfpart" | "possible_done" | "part" | "counterfactual":
            return "DONE" if kernel.group is not None else "NOMINAL"
        case "prog" | "pastprog" | "ger":
            return "PROG" if kernel.group is not None else "NOMINAL"
        case _:
            return "STATE" if kernel.group is not None else "NOMINAL"


def _polarity(scene: Scene, kernel: Kernel, ops: list[Operator]) -> str:
    """Each negated verb and each denying or failing operator turns it once."""
    turns = 0
    hedged = _hedged_negation(scene, kernel)
    groups = {o.group.head: o.group for o in ops if o.group is not None}
    if kernel.group is not None:
        groups[kernel.group.head] = kernel.group
    clause = scene.clauses[kernel.clause]
    first = min([o.at for o in ops if clause.start <= o.at] + [kernel.group.start if kernel.group else kernel.at])
    for head, group in groups.items():
        turns += group.negated and not (hedged and head == min(groups))
    turns += sum(o.op in ("DENY", "EXCLUDE") for o in ops) if not hedged else 0
    turns += clause.opener == "nor"
    turns += any(o.op == "FAIL" for o in ops) and any(o.op not in _QUIET for o in ops)
    plain = [o for o in ops if o.group is None and o.negated]
    if plain or (not hedged and _subject_negated(scene, clause.start, first, kernel)):
        turns += 1
    if _copula_negated(scene, kernel, ops, hedged):
        turns += 1
    return "denied" if turns % 2 else "affirmed"


def _copula_negated(scene: Scene, kernel: Kernel, ops: list[Operator], hedged: bool) -> bool:
    """Freezing is not on the agenda; the withdrawal is not planned: the verb over a noun without an operator of its
    own."""
    if (kernel.group is not None and kernel.group.tense != "ger") or hedged:
        return False
    known = {o.group.head for o in ops if o.group is not None}
    clause = scene.clauses[kernel.clause]
    return any(v.negated and v.head not in known and v.finite and v.head > kernel.at for v in clause.verbs)


def _subject_negated(scene: Scene, start: int, stop: int, kernel: Kernel) -> bool:
    tokens = scene.line.tokens
    inside = {i for v in scene.verbs for i in range(v.start, v.head)}
    for i in range(start, stop):
        if tokens[i].low in _NOUN_NEGATION and i not in inside:
            after = tokens[i + 1].low if i + 1 < len(tokens) else ""
            if after in _NO_HARM and not (after == "single" or (tokens[i].low == "not" and after == "one")):
                continue
            return True
    following = tokens[kernel.at + 1].low if kernel.at + 1 < len(tokens) else ""
    return following in ("no", "nobody", "none")


def _hedged_negation(scene: Scene, kernel: Kernel) -> bool:
    clause = scene.clauses[kernel.clause]
    words = " ".join(t.low for t in scene.line.tokens[clause.start : clause.end])
    return any(
        h in words
        for h in (
            "not exclude",
            "not rule out",
            "not ruled out",
            "not deny",
            "not be excluded",
            "cannot be excluded",
            "not be ruled out",
            "cannot be ruled out",
            "n't rule out",
            "not excluded",
        )
    )


def _certainty(scene: Scene, setting: Setting, kernel: Kernel, top: VerbGroup | None) -> str:
    clause = scene.clauses[kernel.clause]
    tokens = scene.line.tokens
    lows = [t.low for t in tokens[clause.start : clause.end]]
    found = set()
    if _hedged_negation(scene, kernel):
        return "possible"
    for i, low in enumerate(lows):
        for phrase, value in setting.words.hedges.get(low, ()):
            if tuple(lows[i : i + len(phrase)]) == phrase:
                found.add("probable" if value == "improbable" else value)
    groups = [v for v in (top, kernel.group) if v is not None]
    if any(v.tense in ("possible", "possible_done") for v in groups):
        found.add("possible")
    if any(
        "expected" in v.words
        or "reported" in v.words
        or "unlikely" in v.words
        or (v.lemmas & {"expect", "appear"} and v.head != kernel.at)
        for v in groups
    ):
        found.add("probable")
    if _weak_speech(scene, setting, kernel):
        found.add("probable")
    return "possible" if "possible" in found else "probable" if "probable" in found else "certain"


def _weak_speech(scene: Scene, setting: Setting, kernel: Kernel) -> bool:
    spans = [*sorted(scene.spoken), kernel.clause]
    for n in spans:
        for v in scene.clauses[n].verbs:
            if any(setting.words.speech.get(lemma) == "weak" for lemma in v.lemmas) and (
                n != kernel.clause or v.head < kernel.at
            ):
                return True
    return False


def _conditional(scene: Scene, kernel: Kernel, tense: str) -> bool:
    if tense not in ("future", "would", "possible", "inf", "deontic"):
        return False
    clause = scene.clauses[kernel.clause]
    lows = {t.low for t in scene.line.tokens[clause.start : clause.end]}
    if "unless" in lows or ("long" in lows and "as" in lows and not lows & _NEED):
        return True
    near = [n for n in (kernel.clause - 1, kernel.clause + 1) if 0 <= n < len(scene.clauses)]
    if any(_as_long_as(scene, n) for n in near):
        return True
    if any(scene.clauses[n].kind == "if" for n in near):
        return True
    before = scene.clauses[: kernel.clause]
    return len(before) > 1 and before[-1].kind in ("relative", "time") and before[-2].kind == "if"


_NEED = frozenset({"needed", "necessary", "required", "possible", "takes", "ever"})


def _as_long_as(scene: Scene, number: int) -> bool:
    clause = scene.clauses[number]
    lows = [t.low for t in scene.line.tokens[clause.start : clause.start + 4]]
    return lows[:3] == ["as", "long", "as"]


def _inverted_had(scene: Scene, kernel: Kernel) -> bool:
    clause = scene.clauses[kernel.clause]
    return clause.kind == "if" and scene.line.tokens[clause.start].low == "had"
