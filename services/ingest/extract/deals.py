"""Pass 13c. In: a kernel with its arguments and axes. Out: a draft of an arms deal, or None."""

from dataclasses import replace

from services.ingest.extract.arguments import Arguments
from services.ingest.extract.draft import Draft
from services.ingest.extract.modality import Axes
from services.ingest.extract.participation import objects
from services.ingest.extract.quantities import count_before, money
from services.ingest.extract.scene import Scene, Setting
from services.ingest.extract.triggers import Kernel

_FRAMES = {"BUY": "SIGN", "SELL": "SIGN", "SIGN": "SIGN", "DELIVER": "DELIVER", "NEGOTIATE": "NEGOTIATE", "HANDOVER": "DELIVER"}
_TALKS = frozenset({"negotiate", "seek", "letter", "intent", "interested", "talks", "considering", "agreement"})


def read_deal(scene: Scene, setting: Setting, kernel: Kernel, axes: Axes, args: Arguments) -> Draft | None:
    """The draft of an arms deal: a buying, selling or delivering of a weapon to which a followed state is a party."""
    frame = _FRAMES.get(kernel.frame)
    if frame is None or axes.stage == "NOMINAL":
        return None
    clause = scene.clauses[kernel.clause]
    tokens = scene.line.tokens
    weapons = [i for i, c in objects(tokens, clause.start, clause.end) if c == "weapon"]
    if not weapons:
        return None
    states = tuple(dict.fromkeys(t.state for t in tokens[clause.start : clause.end] if t.state in setting.gazetteer.countries and t.kind != "person"))
    parties = _parties(kernel, args, states, axes)
    if "ARM" not in parties.values():
        return None
    weapon = next((i for i in weapons if i > kernel.at), weapons[0])
    if frame == "SIGN" and _only_talks(scene, kernel, clause.start):
        frame = "NEGOTIATE"
    count = count_before(scene.line, weapon)
    return Draft(
        frame, kernel, _settled(axes, frame), args, parties=tuple(parties.items()), item=_item(scene, weapon), quantity=count,
        value=money(scene.line, clause.start, clause.end), span=(clause.start, clause.end),
    )  # fmt: skip


def _settled(axes: Axes, frame: str) -> Axes:
    return replace(axes, stage="DONE") if frame == "NEGOTIATE" and axes.stage in ("PLAN", "AGREE", "REQUEST") else axes


def _parties(kernel: Kernel, args: Arguments, states: tuple[str | None, ...], axes: Axes) -> dict[str, str]:
    buyer = "ARM" if "ARM" in states or args.subject == "ARM" else next((s for s in states if s), None)
    seller = next((s for s in states if s and s != buyer), None)
    if kernel.frame == "SELL" and args.subject and args.subject != "ARM":
        seller = args.subject
    return {k: v for k, v in (("buyer", buyer), ("seller", seller)) if v}


def _only_talks(scene: Scene, kernel: Kernel, start: int) -> bool:
    lows = {t.low for t in scene.line.tokens[start : kernel.at + 8]}
    return bool(lows & {"intent", "interested", "talks", "considering", "seeking", "seeks", "negotiating"})


def _item(scene: Scene, weapon: int) -> str:
    """The weapon with the name before it, in the singular: GM200 radar."""
    tokens = scene.line.tokens
    first = weapon
    while first and (tokens[first - 1].low == "-" or (scene.line.text.raw[tokens[first - 1].start].isupper() and not tokens[first - 1].mention) or (
        tokens[first - 1].low[0].isdigit() and any(c.isalpha() for c in tokens[first - 1].low)
    )):  # fmt: skip
        first -= 1
    words = scene.line.words(first, weapon + 1)
    return words[:-1] if words.endswith("s") and not words.endswith("ss") else words
