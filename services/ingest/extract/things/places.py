"""Pass 8. In: a noun phrase. Out: the places it names itself and through what hangs on it."""

from services.ingest.extract.grammar.phrase import NounPhrase
from services.ingest.extract.things.border_lines import SIDES, Where, border_line, is_along_border, is_border_strip
from services.ingest.extract.words.tokens import Token
from services.ingest.extract.words.word_sets import word_set
from services.ingest.gazetteer import Gazetteer

AROUND = word_set("places.around")
AT = word_set("places.at") | AROUND
"""Prepositions of where something is, not of where it goes or comes from."""
LOCATIVE = AT | {"from", "out of", "off", "by", "through", "into", "to"}
_INSIDE = LOCATIVE - {"to", "into", "through", "by", "over", "between"}
NEARBY = word_set("places.nearby")
_WHOLE = frozenset({"every", "all", "each", "all of"})
_SOME = word_set("places.some")
_AREAS = word_set("places.areas")
_AREA_KINDS = frozenset({"area", "area?", "land", "border?"})
_AREA_WORDS = frozenset({"parts", "part", "points", "territory"})
_GARRISON = frozenset({"garrison"})
_ROADS = word_set("places.roads")
_BESIDE = frozenset({"on", "at", "by", "along"}) | NEARBY
_FACING = word_set("places.facing")
_SITED = word_set("places.sited")
_SENT = word_set("places.sent")
_NOT_OF = word_set("places.not_of")
_POSTS = word_set("places.posts")
_STATIONED = word_set("places.stationed")
_BY_SITE = frozenset({"over", "by"})


def places_in(phrase: NounPhrase, tokens: list[Token], gazetteer: Gazetteer, depth: int = 0) -> Where:
    """The places a phrase names itself and through what hangs on it."""
    head = tokens[phrase.head]
    senses = head.word.senses
    if _is_border(phrase, tokens):
        return border_line(phrase, tokens, gazetteer)
    if head.kind == "place":
        return _of_name(phrase, tokens, gazetteer, depth)
    if head.kind in ("country", "capital") and head.places:
        return Where(head.places)
    if head.kind in ("person", "outlet", "organisation", "metonym", "drill"):
        return Where()
    whole = _whole(phrase, tokens, gazetteer)
    if whole is not None:
        return whole
    if depth < 4 and (spelt := [p for q in phrase.named for p in places_in(q, tokens, gazetteer, depth + 1).places]):
        return Where(tuple(dict.fromkeys(_sites(spelt, phrase, tokens, gazetteer))))
    area = not senses.isdisjoint(_AREA_KINDS) or head.low in _AREA_WORDS
    found = list(_modifiers(phrase, tokens, gazetteer, area))
    if head.word.noun in ("capital", "metropolis"):
        found += _capitals(phrase, tokens, gazetteer)
    if depth < 4:
        found += _of_links(phrase, tokens, gazetteer, depth, area, found)
    if not found and depth < 4:
        found += _told_after(phrase, tokens, gazetteer, depth)
    if not found and area and "S" not in tokens[phrase.start].tag:
        found += [p for t in tokens[phrase.start : phrase.head] if t.kind == "adjective" for p in t.places]
    if not found:
        return Where()
    found = _narrowed(_sites(found, phrase, tokens, gazetteer), gazetteer)
    told = [phrase, *(q for _, q in phrase.links if isinstance(q, NounPhrase))]
    part = any(_partly(q, tokens) for q in told) and all(gazetteer.places[p].kind == "country" for p in found)
    return Where(tuple(dict.fromkeys(found)), part)


def _of_links(
    phrase: NounPhrase, tokens: list[Token], gazetteer: Gazetteer, depth: int, area: bool, named: list[str]
) -> list[str]:
    """Places behind the prepositions of a phrase, beside those `named` in it; `area`: it is a stretch of land."""
    head = tokens[phrase.head]
    senses = head.word.senses
    found: list[str] = []
    firm = any(
        prep in ("in", "at", "on", "inside") and places_in(q, tokens, gazetteer, 4).places
        for prep, q in phrase.links
        if isinstance(q, NounPhrase)
    )
    firm = firm or (area and bool(named))
    if _is_site(senses) and _parts_two(phrase, tokens):
        found += border_line(phrase, tokens, gazetteer).places
    for prep, linked in phrase.links:
        if not isinstance(linked, NounPhrase) or (firm and prep in NEARBY):
            continue
        if (named or found) and describes(prep, linked, tokens):
            continue
        site = _is_site(senses) or (head.kind == "force" and head.low.rpartition(" ")[2].rstrip("s") in _POSTS)
        way = (prep in ("through", "between") and "area?" in senses) or (
            prep in ("to", "into") and head.low in _ROADS and not _abroad(linked, tokens)
        )
        inside = prep in _INSIDE or (prep in _BY_SITE and site) or way
        if not inside and not (prep == "of" and (area or head.low in SIDES or _holds(senses, linked, tokens))):
            continue
        abroad = tokens[linked.head].kind in ("country", "capital")
        if prep == "from" and abroad and not (area or _is_site(senses)):
            continue
        ends = [q for p, q in linked.links if p == "to"] if prep == "from" and "area?" in senses else []
        for one in (*linked.all(), *(q for q in ends if isinstance(q, NounPhrase))):
            found += places_in(one, tokens, gazetteer, depth + 1).places
    return found


def _parts_two(phrase: NounPhrase, tokens: list[Token]) -> bool:
    """The checkpoint between Armenia and Iran stands where a border does."""
    return any(
        prep == "between" and isinstance(linked, NounPhrase) and tokens[linked.head].kind == "country" and linked.also
        for prep, linked in phrase.links
    )


def describes(prep: str, phrase: NounPhrase, tokens: list[Token]) -> bool:
    """A border line behind a place says only where that place is, unless it goes on a list: Tavush, near the
    Azerbaijani border; not Tavush and on the Iranian border."""
    at = phrase.start - len(prep.split()) - 1
    behind = tokens[phrase.start - 1].low == prep
    if prep in NEARBY and behind and at >= 0 and tokens[at].kind == "place" and tokens[at].places:
        return True
    if prep not in _BESIDE or "border" not in tokens[phrase.head].word.senses:
        return False
    before = tokens[phrase.start - len(prep.split()) - 1] if phrase.start > len(prep.split()) else None
    return before is None or before.tag != "C"


def _is_border(phrase: NounPhrase, tokens: list[Token]) -> bool:
    """The frontier, the Turkish line; the Iranian border and the Turkish one: the last noun before it is a border."""
    head = tokens[phrase.head]
    senses = head.word.senses
    if "border" in senses or (("border?" in senses or head.low == "side") and is_along_border(phrase, tokens)):
        return True
    if senses & {"area", "area?"} and is_border_strip(phrase, tokens):
        return True
    if head.low not in ("one", "ones"):
        return False
    nouns = [i for i in range(phrase.start) if tokens[i].tag == "N" and tokens[i].state is None]
    return bool(nouns) and "border" in tokens[nouns[-1]].word.senses


def _abroad(linked: object, tokens: list[Token]) -> bool:
    """The road to Iran: where it leads, not where it is."""
    return isinstance(linked, NounPhrase) and tokens[linked.head].kind == "country"


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
        if lemmas & _SENT and verb.form == "pp":
            told += [q for prep, q in clause.links if prep in ("to", "into", "along", "near")]  # type: ignore[attr-defined]
        for one in (q for p in told if isinstance(p, NounPhrase) for q in p.all()):
            found += places_in(one, tokens, gazetteer, depth + 1).places
    return found


def _holds(senses: frozenset[str], linked: NounPhrase, tokens: list[Token]) -> bool:
    """Whether "of" leads to where something is: the edge of A, the base of A; not the guards of Armenia."""
    if senses & {"area", "area?", "land", "border?", "site", "post", "post?", "border"}:
        return True
    return not senses & _NOT_OF and tokens[linked.head].kind not in ("country", "capital")


def _is_site(senses: frozenset[str]) -> bool:
    return bool(senses & {"site", "post", "post?", "border"})


def _of_name(phrase: NounPhrase, tokens: list[Token], gazetteer: Gazetteer, depth: int) -> Where:
    """A name: the narrower of it and what stands beside it (102nd base in Gyumri; Agarak on the border with Iran)."""
    head = tokens[phrase.head]
    found = [*_modifiers(phrase, tokens, gazetteer, True), *head.places]
    return Where(tuple(_narrowed(_sites(found, phrase, tokens, gazetteer), gazetteer)))


def names_ground(i: int, phrase: NounPhrase, tokens: list[Token], gazetteer: Gazetteer) -> bool:
    """Whether the country at token `i` is where a base or contingent stands, not whose it is: the Tajikistan base, its
    Syria contingent."""
    token, head = tokens[i], tokens[phrase.head]
    if token.kind != "country" or token.state in dict(gazetteer.tracked) or tokens[i + 1].tag == "G":
        return False
    last = tokens[i + 1 : phrase.head + 1]
    return any("post" in t.word.senses for t in last) or head.word.noun in _STATIONED


def _modifiers(phrase: NounPhrase, tokens: list[Token], gazetteer: Gazetteer, area: bool) -> list[str]:
    """Places named before the head: the Gyumri base, Armenia's Tavush region, Kapan outposts."""
    found: list[str] = []
    for i in range(phrase.start, phrase.head):
        token = tokens[i]
        if token.kind == "place" or (token.kind == "country" and area) or names_ground(i, phrase, tokens, gazetteer):
            found += token.places
        elif (
            token.kind == "capital"
            and i + 1 <= phrase.head
            and not (tokens[i + 1].tag == "G" and not area)
            and tokens[phrase.head].word.senses & {"site", "meeting", "drill", "area"}
        ):
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
    every = gazetteer.provinces.get(country)
    return Where(every) if every else None


def _partly(phrase: NounPhrase, tokens: list[Token]) -> bool:
    lows = {t.low for t in tokens[phrase.start : phrase.head]}
    return tokens[phrase.head].word.noun in _AREAS and bool(lows & _SOME)
