"""Pass 8a. In: a noun phrase. Out: the places it names, at the level told: a site rather than its town, a border line
rather than the states it parts.
"""

from dataclasses import dataclass
from functools import lru_cache

from services.ingest.extract.phrases import NounPhrase
from services.ingest.extract.tokens import Token
from services.ingest.extract.word_sets import word_set
from services.ingest.gazetteer import Gazetteer

AROUND = word_set("places.around")
LOCATIVE = frozenset(
    [
        "in",
        "at",
        "on",
        "near",
        "along",
        "around",
        "inside",
        "within",
        "across",
        "throughout",
        "outside",
        "above",
        "from",
        "out of",
        "off",
        "alongside",
        "beside",
        "by",
        "next to",
        "close to",
        "over",
        "through",
        "between",
        "opposite",
        "beyond",
        *AROUND,
        "into",
        "to",
    ]
)
_INSIDE = LOCATIVE - {"to", "into", "through", "by", "over", "between"}
NEARBY = frozenset({"near", "along", "close to", "next to", "opposite", "above", "around", "beyond", "outside"})
_WHOLE = frozenset({"every", "all", "each", "all of"})
_SOME = frozenset(
    [
        "several",
        "some",
        "number",
        "various",
        "certain",
        "many",
        "few",
        "two",
        "three",
        "four",
        "five",
        "six",
        "most",
        "a number of",
        "some of",
        "several of",
        "most of",
        "many of",
        "part of",
        "a few",
        "other",
        "different",
    ]
)
_AREAS = frozenset({"region", "province", "part", "area", "point", "district", "place", "location"})
_GARRISON = frozenset({"garrison"})


@dataclass(frozen=True, slots=True)
class Where:
    """Ids of places; `part` where only parts of the place are meant; `excluded` those excepted."""

    places: tuple[str, ...] = ()
    part: bool = False
    excluded: tuple[str, ...] = ()


@lru_cache(maxsize=4)
def _borders(version: str, lines: tuple[tuple[str, str, str], ...]) -> dict[tuple[str, str], str]:
    del version
    return {(host, other): place for place, host, other in lines}


def border_lines(gazetteer: Gazetteer) -> dict[tuple[str, str], str]:
    """(host, neighbour) -> id of the border line, from the rows of kind border."""
    lines = tuple(
        (p.id, p.host, p.id.rpartition(".")[2].upper()) for p in gazetteer.places.values() if p.kind == "border"
    )
    return _borders(gazetteer.version, lines)


def places_in(phrase: NounPhrase, tokens: list[Token], gazetteer: Gazetteer, depth: int = 0) -> Where:
    """The places a phrase names itself and through what hangs on it."""
    head = tokens[phrase.head]
    senses = head.word.senses
    if "border" in senses or ((("border?" in senses) or head.low == "side") and _along_border(phrase, tokens)):
        return _line(phrase, tokens, gazetteer)
    if head.kind == "place":
        return _of_name(phrase, tokens, gazetteer, depth)
    if head.kind in ("country", "capital") and head.places:
        return Where(head.places)
    if head.kind in ("person", "outlet", "organisation", "metonym", "drill"):
        return Where()
    whole = _whole(phrase, tokens, gazetteer)
    if whole is not None:
        return whole
    area = bool(set(senses) & {"area", "area?", "land", "border?"}) or head.low in (
        "parts",
        "part",
        "points",
        "territory",
    )
    found = list(_modifiers(phrase, tokens, area))
    if head.word.noun in ("capital", "metropolis"):
        found += _capitals(phrase, tokens, gazetteer)
    if depth < 4:
        firm = any(
            prep in ("in", "at", "on", "inside") and places_in(q, tokens, gazetteer, 4).places
            for prep, q in phrase.links
            if isinstance(q, NounPhrase)
        )
        firm = firm or (area and bool(found))
        for prep, linked in phrase.links:
            if firm and prep in NEARBY:
                continue
            if found and isinstance(linked, NounPhrase) and describes(prep, linked, tokens):
                continue
            site = _is_site(senses) or (head.kind == "force" and head.low.rpartition(" ")[2].rstrip("s") in _POSTS)
            way = prep in ("through", "between") and "area?" in senses
            inside = prep in _INSIDE or (prep in _BY_SITE and site) or way
            if isinstance(linked, NounPhrase) and (inside or (prep == "of" and _holds(senses, linked, tokens))):
                if (
                    prep == "from"
                    and not (area or _is_site(senses))
                    and tokens[linked.head].kind in ("country", "capital")
                ):
                    continue
                ends = [q for p, q in linked.links if p == "to"] if prep == "from" and "area?" in senses else []
                for one in (*linked.all(), *(q for q in ends if isinstance(q, NounPhrase))):
                    found += places_in(one, tokens, gazetteer, depth + 1).places
    if not found and depth < 4:
        found += _told_after(phrase, tokens, gazetteer, depth)
    if not found and area and "S" not in tokens[phrase.start].tag:
        found += [p for t in tokens[phrase.start : phrase.head] if t.kind == "adjective" for p in t.places]
    found = _narrowed(_sites(found, phrase, tokens, gazetteer), gazetteer)
    part = _partly(phrase, tokens) and all(gazetteer.places[p].kind == "country" for p in found) and bool(found)
    return Where(tuple(dict.fromkeys(found)), part)


def describes(prep: str, phrase: NounPhrase, tokens: list[Token]) -> bool:
    """A border line behind a place says only where that place is, unless it goes on a list: Tavush, near the Azerbaijani
    border; not Tavush and on the Iranian border."""
    at = phrase.start - len(prep.split()) - 1
    if prep in NEARBY and at >= 0 and tokens[at].kind == "place" and tokens[at].places:
        return True
    if prep not in _BESIDE or "border" not in tokens[phrase.head].word.senses:
        return False
    before = tokens[phrase.start - len(prep.split()) - 1] if phrase.start > len(prep.split()) else None
    return before is None or before.tag != "C"


_BESIDE = frozenset({"on", "at", "by", "along"}) | NEARBY
_FACING = frozenset(["overlook", "face", "border", "surround", "dominate", "command", "adjoin", "flank", "line", "ring"])
_SITED = frozenset(["station", "base", "deploy", "post", "garrison", "quarter", "locate", "serve", "stand", "situate", "camp",
                    "billet", "house", "hold", "man", "staff", "occupy", "guard", "position", "place", "perch", "site", "build", "set", "open", "work"])  # fmt: skip


def _told_after(phrase: NounPhrase, tokens: list[Token], gazetteer: Gazetteer, depth: int) -> list[str]:
    """Places that a participle behind the phrase tells: guards stationed at A, the hills overlooking B."""
    found: list[str] = []
    for clause in phrase.clauses:
        verb = getattr(clause, "verb", None)
        if verb is None or verb.form not in ("pp", "ing"):
            continue
        lemmas = set(verb.lemmas)
        told = list(clause.objects) if lemmas & _FACING else []  # type: ignore[attr-defined]
        if lemmas & _SITED:
            told += [q for prep, q in clause.links if prep in _INSIDE]  # type: ignore[attr-defined]
        for one in told:
            if isinstance(one, NounPhrase):
                found += places_in(one, tokens, gazetteer, depth + 1).places
    return found


def _along_border(phrase: NounPhrase, tokens: list[Token]) -> bool:
    """The Turkish line, the Iranian stretch of the frontier: told by the neighbour."""
    foreign = (t.kind == "adjective" and t.state not in (None, "RUS", "ARM") for t in tokens[phrase.start : phrase.head])
    if any(foreign) and tokens[phrase.head].low != "side":
        return True
    return any(
        prep == "of" and isinstance(linked, NounPhrase) and "border" in tokens[linked.head].word.senses
        for prep, linked in phrase.links
    )


_NOT_OF = frozenset(
    {"force", "force?", "human", "state", "state?", "weapon", "weapon?", "people", "party", "parliament"}
)


def _holds(senses: tuple[str, ...], linked: NounPhrase, tokens: list[Token]) -> bool:
    """Whether "of" leads to where something is: the edge of A, the base of A; not the guards of Armenia."""
    if set(senses) & {"area", "area?", "land", "border?", "site", "post", "post?", "border"}:
        return True
    return not set(senses) & _NOT_OF and tokens[linked.head].kind not in ("country", "capital")


_POSTS = frozenset({"post", "base", "tower", "point", "outpost", "checkpoint", "camp"})
_BY_SITE = frozenset({"over", "by"})


def _is_site(senses: tuple[str, ...]) -> bool:
    return bool(set(senses) & {"site", "post", "post?", "border"})


def _of_name(phrase: NounPhrase, tokens: list[Token], gazetteer: Gazetteer, depth: int) -> Where:
    """A name: the narrower of it and what stands beside it (102nd base in Gyumri; Agarak on the border with Iran)."""
    head = tokens[phrase.head]
    found = [*_modifiers(phrase, tokens, True), *head.places]
    return Where(tuple(_narrowed(_sites(found, phrase, tokens, gazetteer), gazetteer)))


def _modifiers(phrase: NounPhrase, tokens: list[Token], area: bool) -> list[str]:
    """Places named before the head: the Gyumri base, Armenia's Tavush region, Kapan outposts."""
    found: list[str] = []
    for i in range(phrase.start, phrase.head):
        token = tokens[i]
        if token.kind == "place":
            found += token.places
        elif token.kind == "country" and area:
            found += token.places
        elif token.kind == "capital" and i + 1 <= phrase.head and not (tokens[i + 1].tag == "G" and not area):
            if set(tokens[phrase.head].word.senses) & {"site", "meeting", "drill", "area"}:
                around = tokens[phrase.head].word.noun in ("region", "province", "oblast")
                found += [p.partition(".")[0] if around and not p.startswith("am.") else p for p in token.places]
    return found


def _capitals(phrase: NounPhrase, tokens: list[Token], gazetteer: Gazetteer) -> list[str]:
    """The Kazakh capital, the capital of Kazakhstan."""
    near = [tokens[i] for i in range(phrase.start, phrase.head)]
    near += [tokens[q.head] for prep, q in phrase.links if prep == "of" and isinstance(q, NounPhrase)]
    states = [t.state for t in near if t.kind in ("adjective", "country") and t.state in gazetteer.countries]
    ids = [gazetteer.countries[s].capital_id for s in states if s is not None]
    return [i for i in ids if i is not None]


def _line(phrase: NounPhrase, tokens: list[Token], gazetteer: Gazetteer) -> Where:
    """A border line by the states named with it; the country where no line of ours is meant."""
    states: list[str] = []
    areas: list[str] = []
    for token in tokens[phrase.start : phrase.head]:
        if token.state is not None and token.kind in ("adjective", "country", "capital"):
            states.append(token.state)
        elif token.kind == "place":
            areas += token.places
    for prep, linked in phrase.links:
        if prep in ("with", "between", "to", "and", "of") and isinstance(linked, NounPhrase):
            for one in linked.all():
                token = tokens[one.head]
                if token.state is not None and token.kind in ("country", "capital", "adjective"):
                    states.append(token.state)
                elif "border" in token.word.senses:
                    states += [t.state for t in tokens[one.start : one.head] if t.state and t.kind == "adjective"]
                    states += [
                        tokens[q.head].state or ""
                        for p, q in one.links
                        if p in ("with", "between") and isinstance(q, NounPhrase)
                    ]
                elif token.kind == "place":
                    areas += token.places
    lines = border_lines(gazetteer)
    hosts = {host for host, _ in lines}
    named = [s for s in dict.fromkeys(states) if s not in ("RUS", "")]
    host = next((s for s in named if s in hosts), None)
    others = [s for s in named if s != host]
    if host is None and others:
        host = next((h for h in hosts if all((h, s) in lines for s in others)), None)
    found = [lines[host, s] for s in others if (host, s) in lines] if host is not None else []
    if found and len(found) == len(others):
        return Where(tuple(found))
    if areas:
        return Where(tuple(areas))
    if named:
        return Where((gazetteer.countries[named[0]].alpha2,) if named[0] in gazetteer.countries else ())
    return Where()


def _sites(found: list[str], phrase: NounPhrase, tokens: list[Token], gazetteer: Gazetteer) -> list[str]:
    """A site word in the phrase makes a town or line the site: the base in Gyumri, the checkpoint at Agarak."""
    head = tokens[phrase.head]
    lows = {t.low for t in tokens[phrase.start : phrase.head + 1] if t.kind != "place"} | {head.word.noun}
    raised = []
    for place in found:
        for site in gazetteer.sites_of(place):
            words = set(site.site_words)
            if head.word.noun in _GARRISON and not any(place in t.places for t in tokens[phrase.start : phrase.head]):
                words -= _GARRISON
            if lows & words:
                place = site.id
                break
        raised.append(place)
    return raised


def _narrowed(found: list[str], gazetteer: Gazetteer) -> list[str]:
    """Without the parents of other places in the list."""
    unique = list(dict.fromkeys(found))
    parents = {a for p in unique for a in gazetteer.ancestors(p)}
    return [p for p in unique if p not in parents]


def _whole(phrase: NounPhrase, tokens: list[Token], gazetteer: Gazetteer) -> Where | None:
    """Every Armenian province, all provinces of Armenia: the list of them."""
    head = tokens[phrase.head]
    if head.word.noun not in ("province", "region") or not {t.low for t in tokens[phrase.start : phrase.head]} & _WHOLE:
        return None
    named = [p for t in tokens[phrase.start : phrase.end] for p in t.places]
    for prep, linked in phrase.links:
        if isinstance(linked, NounPhrase) and prep in ("of", "in", "across", "throughout"):
            named += tokens[linked.head].places
    country = next((p for p in named if len(p) == 2), None)
    if country is None or any(len(p) > 2 for p in named):
        return None
    every = tuple(p.id for p in gazetteer.places.values() if p.kind == "province" and p.parent == country)
    return Where(every) if every else None


def _partly(phrase: NounPhrase, tokens: list[Token]) -> bool:
    lows = {t.low for t in tokens[phrase.start : phrase.head]}
    return tokens[phrase.head].word.noun in _AREAS and bool(lows & _SOME)
