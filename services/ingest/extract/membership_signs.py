"""Small signs beside a kernel of membership: a doubt, the bloc as its object, the venue of its event."""

from services.ingest.extract.objects import objects
from services.ingest.extract.scene import Scene
from services.ingest.extract.tokens import Token
from services.ingest.extract.triggers import Kernel
from services.ingest.extract.word_sets import word_set

_BLOC = word_set("membership.bloc")
_OBJECT_REACH = 9


def doubted(scene: Scene, kernel: Kernel) -> bool:
    """Unlikely to leave; it is unlikely that it will come back."""
    clause = scene.clauses[kernel.clause]
    return any(t.low in _DOUBT for t in scene.line.tokens[clause.start : kernel.at])


_DOUBT = frozenset({"unlikely", "doubtful", "improbable"})


def names_it(scene: Scene, kernel: Kernel) -> bool:
    """Whether the bloc itself, or what it does, is the object: takes no part in the CSTO, returned to the bloc."""
    clause = scene.clauses[kernel.clause]
    window = scene.line.tokens[kernel.at + 1 : min(clause.end, kernel.at + _OBJECT_REACH)]
    return any(t.kind == "organisation" or t.low in _BLOC - {"it"} for t in window)


def inside(tokens: list[Token], at: int) -> bool:
    """Is still in the CSTO: a member."""
    for i in range(at + 1, min(at + 5, len(tokens) - 2)):
        if tokens[i].low in ("in", "inside", "within"):
            j = i + 2 if tokens[i + 1].low == "the" else i + 1
            last = j + 1 >= len(tokens) or not (tokens[j + 1].low[0].isalpha() and tokens[j + 1].low not in _AFTER)
            return tokens[j].kind == "organisation" and last
        if not (tokens[i].low in _STILL or tokens[i].low.endswith("ly")):
            return False
    return False


_STILL = frozenset({"still", "also", "yet", "for", "now"})
_AFTER = frozenset({"and", "but", "for", "only", "because", "despite", "though", "although", "today", "now", "as"})


def only_named(scene: Scene, kernel: Kernel) -> bool:
    """Papers about suspending it: the suspension is only a topic."""
    tokens = scene.line.tokens
    return (
        kernel.group is not None
        and kernel.group.tense == "ger"
        and kernel.at > 0
        and tokens[kernel.at - 1].low in ("about", "on", "of", "for", "over", "against")
    )


def venue(scene: Scene, kernel: Kernel) -> tuple[str, ...]:
    """The place right after the summit, drill or session: the gathering of the leaders in Astana."""
    clause = scene.clauses[kernel.clause]
    tokens = scene.line.tokens
    for _, kind, last in objects(tokens, clause.start, clause.end):
        if kind not in ("summit", "drill", "council"):
            continue
        for i in range(last + 1, min(clause.end, last + 9)):
            if tokens[i].low == "from":
                break
            if tokens[i].places and _PLACED & {t.low for t in tokens[i - 2 : i]}:
                return tokens[i].places
    return ()


_PLACED = frozenset({"in", "at", "near"})
