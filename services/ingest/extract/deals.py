"""Pass 13c. In: a kernel with its arguments and axes. Out: a draft of an arms deal, or None."""

from dataclasses import replace

from services.ingest.extract.arguments import Arguments
from services.ingest.extract.draft import Draft
from services.ingest.extract.modality import Axes
from services.ingest.extract.objects import objects
from services.ingest.extract.quantities import count_before, money
from services.ingest.extract.scene import Scene, Setting
from services.ingest.extract.tokens import Token
from services.ingest.extract.triggers import Kernel
from services.ingest.extract.word_sets import word_set

_FRAMES = {
    "BUY": "SIGN",
    "SELL": "SIGN",
    "SIGN": "SIGN",
    "DELIVER": "DELIVER",
    "NEGOTIATE": "NEGOTIATE",
    "HANDOVER": "DELIVER",
    "ARRIVE": "DELIVER",
}
_FOLLOWED = ("ARM", "AZE")
"""Whose purchases are told of: Armenia, and its neighbour at war."""
_DELIVERING = word_set("deals.delivering")
_TALK = word_set("deals.talk")
_LIGHT = word_set("deals.light")
_ENDED = word_set("deals.ended")
_MOVED = word_set("deals.moved")
_STAGES = {
    "past": "DONE",
    "perf": "DONE",
    "pluperf": "DONE",
    "perfpart": "DONE",
    "part": "DONE",
    "ger": "DONE",
    "pres": "DONE",
    "prog": "DONE",
    "future": "FUTURE",
    "would": "FUTURE",
    "possible": "FUTURE",
}


def read_deal(scene: Scene, setting: Setting, kernel: Kernel, axes: Axes, args: Arguments) -> Draft | None:
    """The draft of an arms deal: a buying, selling or delivering of a weapon to which a followed state is a party."""
    frame = _FRAMES.get(kernel.frame)
    if frame is None or (kernel.frame == "ARRIVE" and args.forces):
        return None
    if kernel.lemma in _DELIVERING and axes.stage != "AGREE":
        frame = "DELIVER"
    if kernel.group is None and frame in ("SIGN", "DELIVER") and axes.stage != "CANCEL":
        axes = _light(scene, kernel, axes, frame)
    if axes.stage == "ORDER" and kernel.group is not None:
        axes = replace(axes, stage="DONE" if kernel.group.tense in ("past", "perf", "pluperf") else "FUTURE")
    clause = scene.clauses[kernel.clause]
    if frame in ("SIGN", "NEGOTIATE") and axes.stage not in ("AGREE", "CANCEL") and _only_talks(scene, kernel):
        frame, axes = "NEGOTIATE", replace(axes, stage="DONE") if axes.stage in ("NOMINAL", "PROG") else axes
    if axes.stage == "NOMINAL":
        return None
    tokens = scene.line.tokens
    weapons = _weapons(scene, kernel, clause.start, clause.end)
    if not weapons:
        return None
    parties = _parties(kernel, args, _states(scene, setting, clause.start, clause.end), axes)
    if not set(_FOLLOWED) & set(parties.values()):
        parties = _parties(kernel, args, _states(scene, setting, 0, len(tokens), True), axes)
    if not set(_FOLLOWED) & set(parties.values()):
        return None
    weapon, last = next(((i, j) for i, j in weapons if i > kernel.at), weapons[0])
    count = count_before(scene.line, _item_start(scene, weapon))
    return Draft(
        frame,
        kernel,
        _settled(axes, frame),
        args,
        places=_signed_in(scene, setting, kernel, frame),
        parties=tuple(parties.items()),
        item=_item(scene, weapon, last),
        quantity=count,
        value=money(scene.line, clause.start, clause.end),
        span=(clause.start, clause.end),
    )


def _signed_in(scene: Scene, setting: Setting, kernel: Kernel, frame: str) -> tuple[str, ...]:
    """The town where it was signed or handed over; where a thing is made or shipped to is no place of the deal."""
    if kernel.frame != "HANDOVER" and not (kernel.frame == "SIGN" and frame != "DELIVER"):
        return ()
    tokens = scene.line.tokens
    for i in range(kernel.at + 1, scene.clauses[kernel.clause].end):
        town = next((p for p in tokens[i].places if setting.gazetteer.places[p].kind == "settlement"), None)
        if town is not None and tokens[i - 1].low == "in":
            return (town,)
    return ()


def _weapons(scene: Scene, kernel: Kernel, start: int, end: int) -> list[tuple[int, int]]:
    """The weapons of the clause; of a contract or order told of without its object, those of the sentence."""
    tokens = scene.line.tokens
    found = _phrases(tokens, start, end)
    leans = kernel.frame == "SIGN" or _FRAMES[kernel.frame] == "DELIVER" or kernel.clause > 0
    if found or not leans:
        return found
    return [w for w in _phrases(tokens, 0, len(tokens)) if w[1] < kernel.at or kernel.group is None]


def _phrases(tokens: list[Token], start: int, end: int) -> list[tuple[int, int]]:
    """Weapon nouns; of a name and the noun after it (ATAGS howitzers) the noun."""
    found = [(i, last) for i, c, last in objects(tokens, start, end) if c == "weapon"]
    following = [*found[1:], (len(tokens) * 2, 0)][: len(found)]
    return [
        (i, last)
        for (i, last), (then, _) in zip(found, following, strict=True)
        if then - last > 2 or any(t.low in (",", "and", "or") for t in tokens[last + 1 : then])
    ]


def _states(scene: Scene, setting: Setting, start: int, end: int, people: bool = False) -> tuple[str | None, ...]:
    named = scene.line.tokens[start:end]
    return tuple(
        dict.fromkeys(
            t.state for t in named if t.state in setting.gazetteer.countries and (people or t.kind != "person")
        )
    )


def _light(scene: Scene, kernel: Kernel, axes: Axes, frame: str) -> Axes:
    """Placed an order, a contract was signed, deliveries have begun: the noun is the event, its verb says at which
    stage."""
    clause = scene.clauses[kernel.clause]
    if any(w.startswith("DENY:") for w in axes.words):
        return replace(axes, stage="DONE")
    beside = next((v for v in clause.verbs if v.head == kernel.at + 1 and v.tense in ("part", "past")), None)
    if (beside is not None and beside.lemmas & _LIGHT and frame == "SIGN") or _no_such(scene, kernel):
        return replace(axes, stage="DONE")
    fitting = _LIGHT | _ENDED | (_MOVED if frame == "DELIVER" else frozenset())
    before = next((v for v in reversed(clause.verbs) if v.head < kernel.at and v.lemmas & fitting), None)
    following = [v for v in clause.verbs if v.head > kernel.at and v.lemmas & fitting and v.finite]
    after = next((v for v in following if v.passive or frame == "DELIVER"), None)
    verb = before or after
    telling = _ENDED | _MOVED if frame == "DELIVER" else _ENDED
    if verb is None or (any(k.at == verb.head for k in scene.kernels) and not verb.lemmas & telling):
        return replace(axes, stage="NOMINAL")
    polarity = "denied" if verb.negated else axes.polarity
    if verb.lemmas & _ENDED:
        stage = "CANCEL" if verb.tense in ("past", "perf", "pluperf", "pres") else "NOMINAL"
        return replace(axes, stage=stage, polarity=polarity)
    return replace(axes, stage=_STAGES.get(verb.tense, "NOMINAL"), polarity=polarity)


def _no_such(scene: Scene, kernel: Kernel) -> bool:
    """There is no contract: denied, not only named."""
    before = [t.low for t in scene.line.tokens[max(0, kernel.at - 5) : kernel.at]]
    return "there" in before and "no" in before


def _settled(axes: Axes, frame: str) -> Axes:
    return replace(axes, stage="DONE") if frame == "NEGOTIATE" and axes.stage in ("PLAN", "AGREE", "REQUEST") else axes


def _parties(kernel: Kernel, args: Arguments, states: tuple[str | None, ...], axes: Axes) -> dict[str, str]:
    followed = next((s for s in _FOLLOWED if s in states or args.subject == s), None)
    buyer = followed or next((s for s in states if s), None)
    seller = next((s for s in states if s and s != buyer), None)
    if kernel.frame == "SELL" and args.subject and args.subject != buyer:
        seller = args.subject
    return {k: v for k, v in (("buyer", buyer), ("seller", seller)) if v}


def _only_talks(scene: Scene, kernel: Kernel) -> bool:
    """Talks on, interest in, a letter of intent about a purchase: not the purchase."""
    clause = scene.clauses[kernel.clause]
    near = scene.line.tokens[max(clause.start, kernel.at - 8) : min(kernel.at + 8, clause.end)]
    return bool({t.low for t in near} & _TALK)


def _item(scene: Scene, weapon: int, last: int) -> str:
    """The weapon with the name before it, in the singular: GM200 radar, Pralay ballistic missile."""
    words = scene.line.words(_item_start(scene, weapon), last + 1)
    if words.endswith("ies"):
        return words[:-3] + "y"
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
