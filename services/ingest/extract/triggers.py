"""Pass 8. In: a line, its clauses. Out: the words that open a frame, each with its verb group, in order."""

from collections.abc import Iterator
from dataclasses import dataclass, replace

from services.ingest.extract.clauses import Clause
from services.ingest.extract.lexicon import Lexicon, Trigger
from services.ingest.extract.tokens import Line, Token
from services.ingest.extract.verbs import VerbGroup

_PARTICLE_REACH = 9
_BLOCK_AFTER, _BLOCK_BEFORE = 5, 5


@dataclass(frozen=True, slots=True)
class Kernel:
    """A word that opens a frame. `at` is its token, `end` past its particle, `group` its verb group if it is a verb."""

    frame: str
    lemma: str
    clause: int
    at: int
    end: int
    group: VerbGroup | None


def kernels(line: Line, parts: list[Clause], words: Lexicon) -> list[Kernel]:
    """All kernels of a line, one a token, the first trigger in the file's order that fits."""
    found: list[Kernel] = []
    for number, clause in enumerate(parts):
        heads = {v.head: v for v in clause.verbs}
        inside = {i for v in clause.verbs for i in range(v.start, v.head)}
        for i in range(clause.start, clause.end):
            token = line.tokens[i]
            if (i in inside and token.low != "jointly") or (
                token.mention and i not in heads and token.low not in _MENTIONED
            ):
                continue
            options = _options(token, heads.get(i), words)
            fitting = next((k for t in options if (k := _fit(line, clause, number, i, t, heads)) is not None), None)
            if fitting is not None and fitting.frame != "NONE":
                found.append(fitting)
    return found


_MENTIONED = frozenset({"presence"})


def _options(token: Token, group: VerbGroup | None, words: Lexicon) -> Iterator[Trigger]:
    if group is not None:
        options = [t for lemma in sorted(group.lemmas) for t in words.verbs.get(lemma, ())]
        yield from sorted(options, key=lambda t: not t.particles)
    else:
        yield from words.nouns.get(token.low, ())


def _fit(
    line: Line, clause: Clause, number: int, i: int, trigger: Trigger, heads: dict[int, VerbGroup]
) -> Kernel | None:
    tokens = line.tokens
    end = i + 1
    if trigger.particles:
        found = _particle(tokens, i, clause.end, trigger.particles)
        if found is None:
            return None
        if trigger.pos == "a" and found != i + 1:
            return None
        end = found + 1 if found == i + 1 else i + 1
    if trigger.blocked and _blocked(tokens, clause, i, set(trigger.blocked)):
        return None
    group = heads.get(i)
    if trigger.pos == "a":
        group = _verb_of(clause, i)
    if trigger.frame in ("STAND", "ARRIVE") and trigger.pos == "n":
        ender = next((v for v in clause.verbs if v.lemmas & _ENDING and 0 < i - v.head <= _ENDING_REACH), None)
        if ender is not None:
            return Kernel("LEAVE", trigger.lemma, number, ender.head, i + 1, ender)
    return Kernel(trigger.frame, trigger.lemma, number, i, end, group)


def _verb_of(clause: Clause, i: int) -> VerbGroup | None:
    """The verb that "jointly" or "together with" belongs to: will take part in guarding is to come."""
    before = [v for v in clause.verbs if v.head < i]
    if not before:
        return next((v for v in clause.verbs if v.finite), None)
    ahead = [v for v in before if v.tense in ("future", "would", "possible")]
    return ahead[-1] if before[-1].tense == "ger" and ahead else before[-1]


_ENDING = frozenset({"end", "cease", "terminate", "finish"})
_ENDING_REACH = 7


def _particle(tokens: list[Token], i: int, stop: int, particles: tuple[str, ...]) -> int | None:
    for j in range(i + 1, min(stop, i + 1 + _PARTICLE_REACH)):
        if tokens[j].low in particles:
            return j
        if j > i + 1 and tokens[j].verb and tokens[j].has("past") and not tokens[j].mention:
            return None
    return None


def _blocked(tokens: list[Token], clause: Clause, i: int, blocked: set[str]) -> bool:
    after = {t.low for t in tokens[i + 1 : min(clause.end, i + 1 + _BLOCK_AFTER)]}
    before = {t.low for t in tokens[max(clause.start, i - _BLOCK_BEFORE) : i]}
    return bool((after | before) & blocked)


def settled(line: Line, found: list[Kernel]) -> list[Kernel]:
    """Without kernels that another one has taken up: "continue to be deployed" stays, "continues to leave" leaves."""
    dropped: set[int] = _overruled(found)
    for i, kernel in enumerate(found):
        following = next(
            (k for k in found if k.clause == kernel.clause and kernel.at < k.at <= kernel.at + 4 and k.group), None
        )
        if kernel.lemma == "continue":
            if following is None or following.group is None or following.group.tense != "inf":
                if not _goes_on(line, kernel, found):
                    dropped.add(i)
            elif following.frame in ("STAND", "DEPLOY", "STAY"):
                dropped.add(found.index(following))
            else:
                dropped.add(i)
    return [_elliptical(line, found, i, k) for i, k in enumerate(found) if i not in dropped]


def _goes_on(line: Line, kernel: Kernel, found: list[Kernel]) -> bool:
    """The presence is to continue: what goes on is itself a presence, and nothing else is continued."""
    after = line.tokens[kernel.end].low if kernel.end < len(line.tokens) else "."
    before = {t.low for t in line.tokens[max(0, kernel.at - 14) : kernel.at]}
    return after in _AFTER_GOING_ON and bool(before & _GOING_ON)


_GOING_ON = frozenset({"presence", "mission", "deployment", "stay", "stationing"})
_AFTER_GOING_ON = frozenset({".", ",", ";", "until", "after", "beyond", "for", "in", "at", "through", "despite", "as"})


def _overruled(found: list[Kernel]) -> set[int]:
    """In a clause of joint guarding the guarding itself is no further claim; beside a notice, leaving is its
    content."""
    dropped: set[int] = set()
    for ruler, ruled in _RULES.items():
        clauses_ruled = {k.clause for k in found if k.frame == ruler}
        dropped |= {i for i, k in enumerate(found) if k.clause in clauses_ruled and k.frame in ruled}
    return dropped


_RULES = {"ORDEROUT": frozenset({"BUY"}), "TAKEOVER": frozenset({"STAND"})}


def _elliptical(line: Line, found: list[Kernel], i: int, kernel: Kernel) -> Kernel:
    """Has yet to do so: the verb before is meant."""
    if kernel.lemma != "do":
        return kernel
    before = next((k for k in reversed(found[:i]) if k.lemma != "do"), None)
    return kernel if before is None else replace(kernel, frame=before.frame, lemma=before.lemma)
