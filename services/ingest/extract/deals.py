"""Pass 13c. In: a kernel with its arguments and axes. Out: a draft of an arms deal, or None."""

from dataclasses import replace

from services.ingest.extract.arguments import Arguments
from services.ingest.extract.draft import Draft
from services.ingest.extract.modality import Axes
from services.ingest.extract.objects import objects
from services.ingest.extract.quantities import count_before, money
from services.ingest.extract.scene import Scene, Setting
from services.ingest.extract.triggers import Kernel
from services.ingest.extract.word_sets import word_set

_FRAMES = {
    "BUY": "SIGN",
    "SELL": "SIGN",
    "SIGN": "SIGN",
    "DELIVER": "DELIVER",
    "NEGOTIATE": "NEGOTIATE",
    "HANDOVER": "DELIVER",
}
_TALKS = frozenset(["negotiate", "seek", "letter", "intent", "interested", "talks", "considering", "agreement"])


def read_deal(scene: Scene, setting: Setting, kernel: Kernel, axes: Axes, args: Arguments) -> Draft | None:
    """The draft of an arms deal: a buying, selling or delivering of a weapon to which a followed state is a party."""
    frame = _FRAMES.get(kernel.frame)
    if frame is None:
        return None
    if kernel.group is None and frame in ("SIGN", "DELIVER") and axes.stage != "CANCEL":
        axes = _light(scene, kernel, axes)
    if axes.stage == "ORDER" and kernel.group is not None:
        axes = replace(axes, stage="DONE" if kernel.group.tense in ("past", "perf", "pluperf") else "FUTURE")
    if axes.stage == "NOMINAL":
        return None
    clause = scene.clauses[kernel.clause]
    tokens = scene.line.tokens
    weapons = [(i, last) for i, c, last in objects(tokens, clause.start, clause.end) if c == "weapon"]
    if not weapons:
        return None
    states = tuple(
        dict.fromkeys(
            t.state
            for t in tokens[clause.start : clause.end]
            if t.state in setting.gazetteer.countries and t.kind != "person"
        )
    )
    parties = _parties(kernel, args, states, axes)
    if "ARM" not in parties.values():
        return None
    weapon, last = next(((i, j) for i, j in weapons if i > kernel.at), weapons[0])
    if frame == "SIGN" and _only_talks(scene, kernel, clause.start):
        frame = "NEGOTIATE"
    count = count_before(scene.line, _item_start(scene, weapon))
    return Draft(
        frame,
        kernel,
        _settled(axes, frame),
        args,
        parties=tuple(parties.items()),
        item=_item(scene, weapon, last),
        quantity=count,
        value=money(scene.line, clause.start, clause.end),
        span=(clause.start, clause.end),
    )


_LIGHT = word_set("deals.light")


def _light(scene: Scene, kernel: Kernel, axes: Axes) -> Axes:
    """Placed an order, signed a contract: the noun is the event, the verb before it says at which stage."""
    clause = scene.clauses[kernel.clause]
    verb = next((v for v in reversed(clause.verbs) if v.head < kernel.at and v.lemmas & _LIGHT), None)
    if verb is None or any(k.at == verb.head for k in scene.kernels):
        return replace(axes, stage="NOMINAL")
    stage = {
        "past": "DONE",
        "perf": "DONE",
        "pluperf": "DONE",
        "part": "DONE",
        "pres": "DONE",
        "future": "FUTURE",
        "would": "FUTURE",
    }
    return replace(axes, stage=stage.get(verb.tense, "NOMINAL"))


def _settled(axes: Axes, frame: str) -> Axes:
    return replace(axes, stage="DONE") if frame == "NEGOTIATE" and axes.stage in ("PLAN", "AGREE", "REQUEST") else axes


def _parties(kernel: Kernel, args: Arguments, states: tuple[str | None, ...], axes: Axes) -> dict[str, str]:
    buyer = "ARM" if "ARM" in states or args.subject == "ARM" else next((s for s in states if s), None)
    seller = next((s for s in states if s and s != buyer), None)
    if kernel.frame == "SELL" and args.subject and args.subject != "ARM":
        seller = args.subject
    return {k: v for k, v in (("buyer", buyer), ("seller", seller)) if v}


def _only_talks(scene: Scene, kernel: Kernel, start: int) -> bool:
    stop = min(kernel.at + 8, scene.clauses[kernel.clause].end)
    lows = {t.low for t in scene.line.tokens[start:stop]}
    return bool(lows & {"intent", "interested", "talks", "considering", "seeking", "seeks", "negotiating"})


def _item(scene: Scene, weapon: int, last: int) -> str:
    """The weapon with the name before it, in the singular: GM200 radar, Pralay ballistic missile."""
    words = scene.line.words(_item_start(scene, weapon), last + 1)
    return words[:-1] if words.endswith("s") and not words.endswith("ss") else words


def _item_start(scene: Scene, weapon: int) -> int:
    tokens = scene.line.tokens
    first = weapon
    if first > 1 and tokens[first - 1].low.isalpha() and _named(scene, first - 2) and not tokens[first - 1].mention:
        first -= 1
    while first and (_named(scene, first - 1) or (tokens[first - 1].low == "-" and first > 1)):
        first -= 1
    return first


def _named(scene: Scene, i: int) -> bool:
    token = scene.line.tokens[i]
    capital = scene.line.text.raw[token.start].isupper() and not token.mention
    model = token.low[0].isdigit() and any(c.isalpha() for c in token.low)
    return (capital and i > 0) or model
