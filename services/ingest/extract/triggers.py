"""Pass 8. In: a line, its clauses. Out: the words that open a frame, each with its verb group, in order."""

from collections.abc import Iterator
from dataclasses import dataclass

from services.ingest.extract.clauses import Clause
from services.ingest.extract.lexicon import Lexicon, Trigger
from services.ingest.extract.tokens import Line, Token
from services.ingest.extract.verbs import VerbGroup

_PARTICLE_REACH = 9
_BLOCK_AFTER, _BLOCK_BEFORE = 5, 5
_NOT_A_NOUN_AFTER = frozenset({"of"})


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
            if i in inside or (token.mention and i not in heads and token.low not in _MENTIONED):
                continue
            options = _options(token, heads.get(i), words)
            fitting = next((k for t in options if (k := _fit(line, clause, number, i, t, heads)) is not None), None)
            if fitting is not None and fitting.frame != "NONE":
                found.append(fitting)
    return found


_MENTIONED = frozenset({"presence"})


def _options(token: Token, group: VerbGroup | None, words: Lexicon) -> Iterator[Trigger]:
    if group is not None:
        for lemma in sorted(group.lemmas):
            yield from words.verbs.get(lemma, ())
    else:
        yield from words.nouns.get(token.low, ())


def _fit(line: Line, clause: Clause, number: int, i: int, trigger: Trigger, heads: dict[int, VerbGroup]) -> Kernel | None:
    tokens = line.tokens
    end = i + 1
    if trigger.particles:
        found = _particle(tokens, i, clause.end, trigger.particles)
        if found is None:
            return None
        end = found + 1 if found == i + 1 else i + 1
    if trigger.blocked and _blocked(tokens, clause, i, set(trigger.blocked)):
        return None
    return Kernel(trigger.frame, trigger.lemma, number, i, end, heads.get(i))


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
    dropped: set[int] = set()
    for i, kernel in enumerate(found):
        following = next((k for k in found if k.clause == kernel.clause and kernel.at < k.at <= kernel.at + 4 and k.group), None)
        if kernel.lemma == "continue":
            if following is None or following.group is None or following.group.tense != "inf":
                dropped.add(i)
            elif following.frame in ("STAND", "DEPLOY", "STAY"):
                dropped.add(found.index(following))
            else:
                dropped.add(i)
    return [k for i, k in enumerate(found) if i not in dropped]
