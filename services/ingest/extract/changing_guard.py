"""Pass 13c. In: a kernel of guarding or replacing. Out: whether the guard changes hands by it.

Who alone guards a post that others guarded has taken it over, and so has who replaces them there; who replaces his own
men only rotates them.
"""

import itertools

from services.ingest.extract.arguments import Arguments
from services.ingest.extract.scene import Scene, Setting
from services.ingest.extract.triggers import Kernel
from services.ingest.extract.word_sets import word_set

_ALONE = word_set("guarding.alone")
_FRESH = frozenset({"fresh", "new", "newly", "others", "another"})
_HELD = frozenset({"control", "jurisdiction", "protection", "authority", "management", "guard"})
_GUARDED = frozenset({"border", "site"})
_HANDED = frozenset(
    {"posts", "post", "outposts", "outpost", "checkpoint", "base", "control", "points", "crossing", "them"}
)


def alone(scene: Scene, setting: Setting, kernel: Kernel, args: Arguments) -> bool:
    """The host guards a border or a site without those who guarded it: by Armenians alone, instead of the Russians."""
    clause = scene.clauses[kernel.clause]
    tokens = scene.line.tokens[clause.start : clause.end]
    own = any(
        a.low in ("their", "its", "our") and b.low == "own"
        for a, b in itertools.pairwise(tokens[kernel.end - clause.start :])
    )
    if not own and not _ALONE & {t.low for t in tokens}:
        return False
    hosts = _hosts(setting, args)
    guarded = any(setting.gazetteer.places[p].kind in _GUARDED for p in args.place.places)
    named = {t.state for t in tokens if t.state is not None and not t.places}
    acting = {args.subject} | {f.owner for f in args.forces}
    return guarded and bool(hosts & (acting | named)) and args.subject != "RUS"


def under_control(scene: Scene, setting: Setting, kernel: Kernel, args: Arguments) -> bool:
    """The checkpoint is under (full) Armenian control, is in Armenian hands."""
    clause = scene.clauses[kernel.clause]
    after = scene.line.tokens[kernel.at + 1 : min(clause.end, kernel.at + 9)]
    lows = {t.low for t in after}
    held = ("under" in lows and lows & _HELD) or ("in" in lows and "hands" in lows)
    guarded = any(setting.gazetteer.places[p].kind in _GUARDED for p in args.place.places)
    return bool(held) and guarded and bool(_hosts(setting, args) & {t.state for t in after})


def replaced(scene: Scene, setting: Setting, kernel: Kernel, args: Arguments) -> str | None:
    """Replacing the guards of one owner by those of another is a handover, by fresh ones of the same a rotation."""
    clause = scene.clauses[kernel.clause]
    tokens = scene.line.tokens[clause.start : clause.end]
    followed = {owner for owner, _ in setting.gazetteer.tracked}
    if not any(f.owner in followed for f in args.forces):
        return None
    lows = {t.low for t in tokens}
    if "local" in lows or _hosts(setting, args) & {t.state for t in tokens if not t.places}:
        return "HANDOVER"
    return "ROTATE" if _FRESH & lows else None


def given_back(scene: Scene, setting: Setting, kernel: Kernel, args: Arguments) -> bool:
    """Russia returned the posts to the Armenian side: what is given back is a post, and its taker is named."""
    clause = scene.clauses[kernel.clause]
    tokens = scene.line.tokens
    passive = kernel.group is not None and kernel.group.passive
    given = tokens[clause.start : kernel.at] if passive else tokens[kernel.at + 1 : min(clause.end, kernel.at + 7)]
    hosts = _hosts(setting, args)
    taker = any(
        t.low == "to" and hosts & {n.state for n in tokens[i + 1 : i + 4]}
        for i, t in enumerate(tokens[kernel.at : clause.end], kernel.at)
    )
    return taker and any(t.low in _HANDED or t.kind in ("force", "place") for t in given)


def _hosts(setting: Setting, args: Arguments) -> set[str]:
    return {setting.gazetteer.places[p].host for p in args.place.places}
