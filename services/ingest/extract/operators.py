"""Pass 11. In: a scene and one kernel.
Out: the operators above it, outermost first: agreed to, ordered, refused, has begun to.
"""

from dataclasses import dataclass

from services.ingest.extract.clauses import Clause
from services.ingest.extract.scene import Scene, Setting
from services.ingest.extract.triggers import Kernel
from services.ingest.extract.verbs import VerbGroup
from services.ingest.extract.word_sets import word_set

_BACKWARD = frozenset(
    [
        "BEGIN",
        "COMPLETE",
        "POSTPONE",
        "CANCEL",
        "AGREE",
        "ORDER",
        "PLAN",
        "REQUEST",
        "FAIL",
        "DENY",
        "EXPECT",
        "END",
        "REFUSE",
        "EXCLUDE",
        "MOOT",
    ]
)
_LINKED = word_set("operators.linked")
_RUMOURS = frozenset({"rumours", "rumors", "reports", "claims", "allegations", "speculation"})
_UNDER = frozenset({"under", "according", "following", "by", "per", "with"})


@dataclass(frozen=True, slots=True)
class Operator:
    """A word above a kernel that says at which stage it is, or turns it round."""

    op: str
    at: int
    group: VerbGroup | None
    negated: bool


def operators(scene: Scene, setting: Setting, kernel: Kernel) -> list[Operator]:
    """Operators over `kernel`, outermost first. Those to the left in its clause, and the verb whose subject it is."""
    clause = scene.clauses[kernel.clause]
    found = _left(scene, setting, kernel, clause)
    above = _right(scene, setting, kernel, clause, bool(found))
    if not found and above is None and _leans(scene, kernel, clause):
        found = _from_clause_before(scene, setting, kernel)
    found = ([above] if above else []) + found
    if not any(o.op == "AGREE" for o in found) and (context := _agreed_frame(scene, setting, kernel)) is not None:
        return [context, *found]
    return found


def _leans(scene: Scene, kernel: Kernel, clause: Clause) -> bool:
    """To leave, leaving; or a bare "and hand over" without a subject: under what stands over the clause before."""
    group = kernel.group
    if group is None:
        return False
    bare = group.tense == "pres" and not group.words and group.start == clause.start
    return group.tense in ("inf", "ger") or (bare and scene.line.tokens[group.head].has("base"))


def _agreed_frame(scene: Scene, setting: Setting, kernel: Kernel) -> Operator | None:
    """Under the deal, according to the agreement, as agreed: what the sentence tells as to come has been agreed."""
    if kernel.group is None or kernel.group.tense not in ("future", "would", "pres", "inf") or kernel.group.negated:
        return None
    if kernel.group.tense == "pres" and kernel.frame not in ("LEAVE", "HANDOVER", "TAKEOVER", "GO"):
        return None
    tokens = scene.line.tokens
    for i, token in enumerate(tokens):
        if token.low == "agreed" and i and tokens[i - 1].low == "as":
            return Operator("AGREE", i, None, False)
        if setting.words.operators.get((token.low, "n")) == "AGREE" and not token.mention:
            before = [t.low for t in tokens[max(0, i - 5) : i]]
            if _UNDER & set(before) and not {"without", "no", "not", "despite"} & set(before):
                return Operator("AGREE", i, None, False)
        if token.low == "request" and any(t.lemma("grant") for t in tokens[max(0, i - 5) : i]):
            return Operator("AGREE", i, None, False)
    return None


def _heads(clause: Clause) -> dict[int, VerbGroup]:
    return {v.head: v for v in clause.verbs}


def _left(scene: Scene, setting: Setting, kernel: Kernel, clause: Clause) -> list[Operator]:
    tokens = scene.line.tokens
    heads = _heads(clause)
    found: list[Operator] = []
    stop = kernel.group.start if kernel.group else kernel.at
    for i in range(clause.start, stop):
        token = tokens[i]
        if token.mention and token.kind != "force" and i not in heads:
            continue
        group = heads.get(i)
        op = _over(scene, setting, kernel, group) or _op(setting, token.low, group)
        if op is None or (group is None and (_passed(scene, i, stop, kernel) or _at_request(scene, i))):
            continue
        if op == "REFUSE" and {t.low for t in tokens[i + 1 : i + 6]} & _RUMOURS:
            op = "DENY"
        negated = group.negated if group else _no_before(scene, clause, i) or _not_had(setting, clause, i, kernel)
        if op == "END" and group is not None and kernel.group is not None:
            continue
        if op == "POSTPONE" and group is not None and not group.lemmas:
            continue
        if op == "BEGIN" and group is not None and group.tense == "ger" and i == clause.start:
            continue
        if op == "MOOT" and kernel.frame in _TALKED_OF:
            continue
        found.append(Operator(op, i, group, negated))
    return found


def _passed(scene: Scene, i: int, stop: int, kernel: Kernel) -> bool:
    """A noun operator governs only what hangs on it: to, on, of, for, that; not what merely follows under it."""
    tokens = scene.line.tokens
    between = [t.low for t in tokens[i + 1 : stop]]
    if kernel.group is not None and kernel.group.tense == "inf":
        return False
    return not (
        set(between[:4]) & _LINKED
        or not between
        or (i and tokens[i - 1].low in ("under", "of", "to", "with", "by", "per"))
    )


def _at_request(scene: Scene, i: int) -> bool:
    """At the request of the Armenian side: the reason for something, not a request for it."""
    tokens = scene.line.tokens
    return tokens[i].low in ("request", "invitation", "demand", "order", "orders") and any(
        t.low in ("at", "on") for t in tokens[max(0, i - 4) : i]
    )


def _over(scene: Scene, setting: Setting, kernel: Kernel, group: VerbGroup | None) -> str | None:
    """What a verb means with the words after it: put on hold, turn down, rule out."""
    if group is None:
        return None
    after: list[str] = []
    for token in scene.line.tokens[group.head + 1 : group.head + 1 + _PHRASE_REACH]:
        if token.low in (",", ";", ":"):
            break
        after.append(token.low)
    for lemma in sorted(group.lemmas):
        for phrasal in setting.words.phrasal.get(lemma, ()):
            if phrasal.words <= set(after) and (not phrasal.forces or kernel.frame in _OF_FORCES):
                return phrasal.op
    return None


_PHRASE_REACH = 7
_TALKED_OF = frozenset({"ENGAGE", "NEGOTIATE", "SIGN", "BUY", "SELL", "DELIVER"})
_OF_FORCES = frozenset(
    {
        "STAY",
        "STAND",
        "DEPLOY",
        "KEEP",
        "WANTOUT",
        "LEAVE",
        "HANDOVER",
        "ARRIVE",
        "ROTATE",
        "JOINT",
        "REINFORCE",
        "REDUCE",
    }
)


def _op(setting: Setting, low: str, group: VerbGroup | None) -> str | None:
    if group is not None:
        ops = [
            setting.words.operators[lemma, "v"]
            for lemma in sorted(group.lemmas)
            if (lemma, "v") in setting.words.operators
        ]
        return ops[0] if ops else None
    singular = low[:-1] if low.endswith("s") and (low, "n") not in setting.words.operators else low
    return setting.words.operators.get((low, "n")) or setting.words.operators.get((singular, "n"))


def _no_before(scene: Scene, clause: Clause, i: int) -> bool:
    words = [t.low for t in scene.line.tokens[max(clause.start, i - 4) : i]]
    return (
        bool({"no", "without", "neither", "nor", "any"} & set(words)) and "doubt" not in words and "longer" not in words
    )


def _not_had(setting: Setting, clause: Clause, i: int, kernel: Kernel) -> bool:
    """Has never received a request: the verb that denies the noun after it, where it is no operator of its own."""
    before = [v for v in clause.verbs if v.head < i and v.finite]
    return bool(before) and before[-1].negated and before[-1] is not kernel.group and not _op(setting, "", before[-1])


def _right(scene: Scene, setting: Setting, kernel: Kernel, clause: Clause, governed: bool) -> Operator | None:
    """The verb that a noun kernel, or the noun above it, is the subject of: the pullout was completed, the order was
    revoked."""
    noun = kernel.group is None or kernel.group.tense == "ger" or (kernel.group.tense == "inf" and governed)
    if not noun or _subject_verb_before(scene, setting, clause, kernel):
        return None
    following = [v for v in clause.verbs if v.head > kernel.at and v.finite]
    if not following:
        return _over_the_comma(scene, setting, kernel)
    if len(following) > 1 and _aside(scene, following[0], following[1]):
        following.pop(0)
    group = following[0]
    return _as_operator(scene, setting, kernel, group)


def _aside(scene: Scene, group: VerbGroup, main: VerbGroup) -> bool:
    """Scheduled for January, was agreed: a participle between commas is not the verb of the noun before it."""
    tokens = scene.line.tokens
    bare = group.start == group.head and group.tense == "past"
    return bare and tokens[group.start - 1].low == tokens[main.start - 1].low == ","


def _subject_verb_before(scene: Scene, setting: Setting, clause: Clause, kernel: Kernel) -> bool:
    """Whether the noun is the object of a verb; after "reported that" it is the subject of the next one."""
    start = kernel.group.start if kernel.group else kernel.at
    tokens = scene.line.tokens
    return any(
        v.head < start and v.finite and not (v.lemmas & set(setting.words.speech) and tokens[v.head + 1].low == "that")
        for v in clause.verbs
    )


def _as_operator(scene: Scene, setting: Setting, kernel: Kernel, group: VerbGroup) -> Operator | None:
    tokens = scene.line.tokens
    phrase = _over(scene, setting, kernel, group)
    if phrase is not None:
        return Operator(phrase, group.head, group, group.negated)
    after = {t.low for t in tokens[group.head + 1 : group.head + 6]}
    if group.lemmas & {"slip"}:
        return Operator("POSTPONE", group.head, group, group.negated)
    if (group.lemmas & {"take"} and "place" in after) or group.lemmas & {"happen", "carry"}:
        if any(t.low in ("talks", "negotiations", "discussions") for t in tokens[max(0, kernel.at - 5) : kernel.at]):
            return Operator("MOOT", group.head, group, group.negated)
        op = "COMPLETE" if group.tense in ("past", "perf", "pluperf") or ("out" in after and group.passive) else "BEGIN"
        return Operator(op, group.head, group, group.negated)
    if (group.lemmas & {"go"} and "on" in after) or ("way" in after and "under" in after):
        return Operator("BEGIN", group.head, group, group.negated)
    own = _op(setting, tokens[group.head].low, group)
    if own is not None and own in _BACKWARD:
        return Operator(own, group.head, group, group.negated)
    if after & {"agenda", "discussion", "discussed", "table", "cards", "question"}:
        return Operator("MOOT", group.head, group, group.negated)
    return None


def _over_the_comma(scene: Scene, setting: Setting, kernel: Kernel) -> Operator | None:
    """The pullout from A, which began on Monday, was completed: the verb after the aside belongs to the noun."""
    aside: Operator | None = None
    for n in range(kernel.clause + 1, min(kernel.clause + 3, len(scene.clauses))):
        clause = scene.clauses[n]
        group = clause.finite()
        if (
            group is not None
            and group.start <= clause.start + 1
            and clause.kind in ("main", "relative")
            and n not in scene.spoken
        ):
            found = _as_operator(scene, setting, kernel, group)
            if group.tense == "past" and group.start == group.head:
                aside = aside or found
            elif found is not None:
                return found
    return aside


def _from_clause_before(scene: Scene, setting: Setting, kernel: Kernel) -> list[Operator]:
    """An infinitive that goes on where its clause began: agreed to close A and (to) leave B."""
    for n in range(kernel.clause - 1, max(-1, kernel.clause - 2), -1):
        clause = scene.clauses[n]
        if n in scene.spoken or clause.kind in ("if", "question"):
            continue
        heads = _heads(clause)
        found = [
            Operator(op, i, heads.get(i), heads[i].negated if i in heads else False)
            for i in range(clause.start, clause.end)
            if i in heads and (op := _op(setting, scene.line.tokens[i].low, heads.get(i))) is not None
        ]
        if found:
            return found
    return []
