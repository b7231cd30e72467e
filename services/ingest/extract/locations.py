"""Pass 10a. In: a scene and a stretch of its tokens.
Out: the places where a kernel happens, those excepted, and how exact.
"""

from dataclasses import dataclass

from services.ingest.extract.scene import Scene, Setting
from services.ingest.extract.tokens import Token
from services.ingest.extract.word_sets import word_set

_PREPOSITIONS = word_set("locations.prepositions")
_OVER = word_set("locations.over")
_EXCEPT = frozenset({"except", "excepting", "excluding", "bar"})
_QUANTIFIER = frozenset(
    ["several", "some", "number", "various", "certain", "many", "parts", "few", "two", "three", "four", "five", "six"]
)
_PARTS = frozenset({"regions", "provinces", "parts", "areas", "points"})
_EVERY = frozenset({"every", "all", "each"})
_AREA = ("region", "province")
_SPOT = ("site", "settlement")
_ANAPHOR: dict[str, tuple[str, ...]] = {
    "there": (),
    "here": (),
    "them": (),
    "region": _AREA,
    "area": _AREA,
    "territory": _AREA,
    "corridor": _AREA,
    "province": ("province",),
    "airport": ("site",),
    "checkpoint": ("site",),
    "airfield": ("site",),
    "crossing": ("site",),
    "post": _SPOT,
    "points": (*_AREA, *_SPOT),
    "posts": (*_AREA, *_SPOT, "border"),
    "border": ("border",),
    "borders": ("border",),
    "frontier": ("border",),
    "frontiers": ("border",),
    "village": ("settlement",),
    "regions": _AREA,
    "provinces": _AREA,
    "base": ("site",),
}
_VENUE_BEFORE = word_set("locations.venue_before")
AWAY = word_set("locations.away")
TOWARDS = word_set("locations.towards")


@dataclass(frozen=True, slots=True)
class Where:
    """Places in the order of the text, places excepted, and whether only a part of the place is meant."""

    places: tuple[str, ...] = ()
    excluded: tuple[str, ...] = ()
    part: bool = False
    at: tuple[int, ...] = ()


def where(scene: Scene, setting: Setting, start: int, end: int, banned: frozenset[str], venues: bool = False) -> Where:
    """The places named in tokens `start` up to `end`, without those after a preposition in `banned`."""
    tokens = scene.line.tokens
    kept: list[tuple[int, str, str]] = []
    excluded: list[str] = []
    excepted = False
    for i in range(start, end):
        token = tokens[i]
        if token.low in _EXCEPT or (token.low == "apart" and i + 1 < end and tokens[i + 1].low == "from"):
            excepted = True
        for place in token.places:
            if excepted:
                excluded.append(place)
                continue
            preposition = _preposition(tokens, i, start)
            if (
                preposition in banned
                or ("to" in banned and _goal(tokens, i))
                or (not venues and _venue(tokens, i, preposition))
            ):
                continue
            kept.append((i, place, preposition))
    whole = _every_province(setting, tokens, start, end, tuple(excluded))
    if whole:
        return Where(whole, tuple(excluded), False, ())
    found = _narrowest(setting, kept)
    part = _part(tokens, start, end)
    if part and not any(_specific(setting, p) for _, p in found):
        return Where(("am",), tuple(excluded), True, ())
    return Where(tuple(dict.fromkeys(p for _, p in found)), tuple(excluded), False, tuple(i for i, _ in found))


def _specific(setting: Setting, place: str) -> bool:
    return setting.gazetteer.places[place].kind != "country"


def _preposition(tokens: list[Token], i: int, start: int) -> str:
    """The preposition that a place hangs on, looked for over its list: in the villages of A, B and C."""
    j = i - 1
    while j >= start:
        low = tokens[j].low
        if (
            low == "of"
            and j
            and tokens[j - 1].low
            in (
                "village",
                "villages",
                "region",
                "regions",
                "province",
                "provinces",
                "town",
                "side",
                "edge",
                "settlement",
                "area",
                "city",
                "bank",
            )
        ):
            j -= 2
            continue
        if low in _PREPOSITIONS:
            return low
        if not (
            low in _OVER
            or tokens[j].places
            or tokens[j].kind == "adjective"
            or (tokens[j].kind == "country" and j + 1 < len(tokens))
        ):
            return ""
        j -= 1
    return ""


def _venue(tokens: list[Token], i: int, preposition: str) -> bool:
    if preposition not in ("in", "at"):
        return False
    before = [t.low for t in tokens[max(0, i - 3) : i]]
    return bool(_VENUE_BEFORE & set(before[:-1])) if len(before) > 1 else False


def _goal(tokens: list[Token], i: int) -> bool:
    """Withdrew to their base in Gyumri: where they went, not where they left."""
    j = next((k for k in range(i - 1, max(-1, i - 4), -1) if tokens[k].low in ("in", "at")), None)
    if j is None or not (tokens[j - 1].kind == "force" or tokens[j - 1].low in _QUARTERS):
        return False
    k = j - 2
    while k > 0 and (tokens[k].kind in ("adjective", "country") or tokens[k].low in _DETERMINERS):
        k -= 1
    return tokens[k].low in ("to", "into")


_QUARTERS = frozenset({"base", "barracks", "headquarters", "quarters", "garrison", "camp"})
_DETERMINERS = frozenset({"the", "a", "their", "its", "'s", "military", "main", "permanent"})


def _narrowest(setting: Setting, kept: list[tuple[int, str, str]]) -> list[tuple[int, str]]:
    """Without the parents of other places, without what is only nearby when something is at hand."""
    names = {p for _, p, _ in kept}
    parents = {a for p in names for a in setting.gazetteer.ancestors(p)}
    direct = [(i, p, how) for i, p, how in kept if p not in parents]
    specific = [
        x for x in direct if _specific(setting, x[1]) and setting.gazetteer.places[x[1]].id not in ("ru.moscow",)
    ]
    chosen = specific or direct
    firm = [x for x in chosen if x[2] not in ("near",) or not any(y[0] < x[0] for y in chosen)]
    return [(i, p) for i, p, _ in firm]


def _part(tokens: list[Token], start: int, end: int) -> bool:
    """Several parts of Armenia, a number of Armenian regions."""
    for i in range(start, end):
        if tokens[i].low in _PARTS:
            near = tokens[max(start, i - 4) : i]
            quantified = bool({t.low for t in near} & _QUANTIFIER)
            around = tokens[max(start, i - 3) : min(end, i + 4)]
            if quantified and any(t.mention and t.mention.key == "ARM" for t in around):
                return True
    return False


def _every_province(
    setting: Setting, tokens: list[Token], start: int, end: int, excluded: tuple[str, ...]
) -> tuple[str, ...]:
    for i in range(start, end):
        if (
            tokens[i].low in ("province", "provinces", "regions", "region")
            and {t.low for t in tokens[max(start, i - 3) : i]} & _EVERY
        ) and any(t.mention and t.mention.key == "ARM" for t in tokens[max(start, i - 3) : min(end, i + 4)]):
            every = (p.id for p in setting.gazetteer.places.values() if p.kind == "province" and p.parent == "am")
            return tuple(p for p in every if p not in excluded)
    return ()


def anaphoric(scene: Scene, setting: Setting, start: int, end: int, places: tuple[str, ...]) -> tuple[str, ...]:
    """Those of the remembered `places` that a word in this stretch points back to: there, the airport, the border."""
    tokens = scene.line.tokens
    for i in range(start, end):
        token = tokens[i]
        if token.mention and token.low not in _ANAPHOR:
            continue
        if token.low in ("there", "here", "them"):
            return places if not (token.low == "there" and i + 1 < end and tokens[i + 1].lemma("be")) else ()
        kinds = _ANAPHOR.get(token.low)
        if kinds and i and tokens[i - 1].low in ("the", "this", "that", "these", "those"):
            return tuple(p for p in places if setting.gazetteer.places[p].kind in kinds)
    return ()
