"""Pass 5. In: a line.
Out: the same line with places set: border lines put together, sites told from their towns, states noted.
"""

import itertools

from services.ingest.extract.tokens import Line, Token
from services.ingest.extract.word_sets import word_set
from services.ingest.gazetteer import Gazetteer

_BORDER = frozenset({"border", "borders", "frontier", "frontiers", "boundary"})
_NOT_A_LINE = word_set("landmarks.not_a_line")
_NEIGHBOURS = {"TUR": "tur", "IRN": "irn", "AZE": "aze", "GEO": "geo"}
_LINKS = word_set("landmarks.links")
_IN = word_set("landmarks.in")
_VENUE = word_set("landmarks.venue")
_SITE_REACH = 4


def place(line: Line, gazetteer: Gazetteer, host: str = "ARM") -> None:
    """Set `places` and `state` of every token that has them. `host` is the country whose borders are meant by
    default."""
    for token in line.tokens:
        _state(token, gazetteer)
    _borders(line, host)
    _settle(line, gazetteer)
    _capitals(line, gazetteer)
    _sites(line, gazetteer)


def _state(token: Token, gazetteer: Gazetteer) -> None:
    mention = token.mention
    if mention is None:
        return
    match mention.kind:
        case "country" | "adjective" | "capital" | "metonym":
            token.state = mention.key
        case "person":
            token.state = gazetteer.people[mention.key].state
        case "place":
            token.places = (mention.key,)
        case "organisation":
            token.state = mention.key


def _capitals(line: Line, gazetteer: Gazetteer) -> None:
    """The Kazakh capital, Armenia's capital: the place, after a preposition of place."""
    tokens = line.tokens
    for i, token in enumerate(tokens):
        if token.low != "capital" or i < 3:
            continue
        back = 2 if tokens[i - 1].low in ("'s", "'") else 1
        owner = tokens[i - back]
        if owner.kind not in ("adjective", "country") or owner.mention is None:
            continue
        before = tokens[i - back - 1].low
        before = tokens[i - back - 2].low if before == "the" else before
        own = gazetteer.countries[owner.mention.key].capital_id
        if own is not None and before in _VENUE:
            token.places, owner.state = (own,), None


def _borders(line: Line, host: str) -> None:
    tokens = line.tokens
    for i, token in enumerate(tokens):
        if token.low not in _BORDER or token.mention:
            continue
        following = tokens[i + 1].low if i + 1 < len(tokens) else ""
        if following in _NOT_A_LINE or (i + 1 < len(tokens) and tokens[i + 1].kind == "force"):
            continue
        states, named = _before(tokens, i)
        after = _after(tokens, i)
        lines = [s for s in (*states, *after) if s in _NEIGHBOURS and s != host]
        if lines and not (set(states) | set(after)) - set(_NEIGHBOURS) - {host, "RUS"}:
            token.places = tuple(dict.fromkeys(f"am.border.{_NEIGHBOURS[s]}" for s in lines))
            for j in named:
                tokens[j].places = ()
                if tokens[j].state not in ("RUS",):
                    tokens[j].state = None


def _before(tokens: list[Token], i: int) -> tuple[list[str], list[int]]:
    """States named in the words before a border noun: Turkish and Iranian, Armenian-Turkish, Armenia's Turkish."""
    states: list[str] = []
    named: list[int] = []
    j = i - 1
    while j >= 0 and (tokens[j].kind in ("adjective", "country") or tokens[j].low in _LINKS - {"with", "of"}):
        if (state := tokens[j].state) is not None:
            if state == "RUS":
                break
            states.insert(0, state)
            named.append(j)
        if tokens[j].low == "the":
            break
        j -= 1
    return states, named


def _after(tokens: list[Token], i: int) -> list[str]:
    """States named after a border noun: with Turkey and Iran, between Armenia and Turkey."""
    found: list[str] = []
    j = i + 1
    if j >= len(tokens) or tokens[j].low not in ("with", "between"):
        return found
    while j + 1 < len(tokens):
        j += 1
        if tokens[j].kind == "country" and (state := tokens[j].state) is not None:
            ahead = j + 1 < len(tokens) and (
                tokens[j + 1].verb or tokens[j + 1].low in ("will", "would", "has", "have")
            )
            if ahead and found:
                break
            found.append(state)
            tokens[j].state = None
        elif tokens[j].low not in ("and", ",", "both", "neighbouring", "the"):
            break
    return found


def _settle(line: Line, gazetteer: Gazetteer) -> None:
    """A country or capital after a preposition of place is a place, otherwise its government."""
    tokens = line.tokens
    for i, token in enumerate(tokens):
        if token.kind == "adjective":
            _territory(tokens, i, gazetteer)
        if token.kind not in ("country", "capital") or token.state is None or token.mention is None:
            continue
        country = gazetteer.countries[token.mention.key]
        own = country.alpha2 if token.kind == "country" else country.capital_id
        before = tokens[i - 1].low if i else ""
        if before in ("the", "central", "downtown", "eastern", "northern", "western", "southern", "and", ",") and i > 1:
            before = tokens[i - 2].low if tokens[i - 2].low in _IN or not tokens[i - 2].places else "in"
        if before == "of" and not _inside_of(tokens, i):
            continue
        if before == "from" and i > 1 and tokens[i - 2].low in _SENT_FROM:
            continue
        possessive = i + 1 < len(tokens) and tokens[i + 1].low in ("'s", "'")
        if own is not None and not possessive and before in (_IN if token.kind == "country" else _VENUE):
            token.places = (own,)
        elif (
            own is not None
            and token.kind == "capital"
            and i + 1 < len(tokens)
            and tokens[i + 1].low in ("summit", "meeting")
        ):
            token.places, token.state = (own,), None
        elif own is not None and i and tokens[i - 1].verb and any(f[0] in _LEAVING for f in tokens[i - 1].verb):
            token.places = (own,)


def _territory(tokens: list[Token], i: int, gazetteer: Gazetteer) -> None:
    """Armenian territory, Armenian soil: the country, not an owner."""
    mention = tokens[i].mention
    if i + 1 < len(tokens) and tokens[i + 1].low in ("territory", "soil", "lands") and mention is not None:
        before = tokens[i - 1].low if i else ""
        if before in _IN or before == "the":
            tokens[i].places, tokens[i].state = (gazetteer.countries[mention.key].alpha2,), None


def _inside_of(tokens: list[Token], i: int) -> bool:
    """Parts of Armenia, out of Georgia: a place. Border guards of Armenia, the army of Russia: an owner."""
    at = next((j for j in range(i - 1, max(-1, i - 4), -1) if tokens[j].low == "of"), None)
    return at is not None and at > 0 and tokens[at - 1].low in _WHOLE


_WHOLE = word_set("landmarks.whole")
_SENT_FROM = word_set("landmarks.sent_from")
_LEAVING = frozenset({"leave", "quit", "enter", "exit", "vacate", "abandon", "depart", "visit"})


def _sites(line: Line, gazetteer: Gazetteer) -> None:
    """A site word beside a town or border line makes it the site: the base in Gyumri, the checkpoint at Agarak."""
    tokens = line.tokens
    for site in gazetteer.places.values():
        if not site.upgrades:
            continue
        words = set(site.site_words)
        for i, token in enumerate(tokens):
            for given in token.places:
                if given in site.upgrades and _beside(tokens, i, words, border=".border." in given):
                    token.places = tuple(site.id if p == given else p for p in token.places)
    guarded = any(t.mention and t.mention.kind == "force" and "guard" in t.low for t in tokens) or any(
        t.low in ("checkpoint", "crossing", "customs", "post") for t in tokens
    )
    if guarded:
        for token in tokens:
            if "am.syunik.agarak" in token.places:
                token.places = ("am.syunik.agarak_checkpoint",)
    _drop_doubles(tokens, gazetteer)


def _beside(tokens: list[Token], i: int, words: set[str], border: bool) -> bool:
    """A site word in the same noun phrase: directly after (Gyumri base) or before with in, at, on (base in Gyumri)."""
    for j in range(i + 1, min(i + 3, len(tokens))):
        if tokens[j].low in words:
            return True
        if tokens[j].low not in ("military", "border", "'s", "russian"):
            break
    low = {
        "in",
        "at",
        "on",
        "of",
        "from",
        "near",
        "the",
        "its",
        "armenian",
        "russian",
        "'s",
        "with",
        "between",
        "armenia",
        "-",
        "iranian",
        "frontier",
    }
    for j in range(i - 1, max(-1, i - _SITE_REACH - (4 if border else 0)), -1):
        if tokens[j].low in words:
            return True
        if tokens[j].low not in low:
            break
    return False


def _drop_doubles(tokens: list[Token], gazetteer: Gazetteer) -> None:
    """Of a place and its parent in one phrase (the 102nd base in Gyumri, Agarak on the border with Iran) the narrower
    stands."""
    named = [(i, p) for i, t in enumerate(tokens) for p in t.places]
    for (i, one), (j, other) in itertools.pairwise(named):
        between = {t.low for t in tokens[i + 1 : j]}
        if len(between) > 5 or between & {"and", "but", "or"}:
            continue
        for child, parent, at in ((one, other, j), (other, one, i)):
            if parent in gazetteer.ancestors(child) or (
                child == "am.syunik.agarak_checkpoint" and parent == "am.border.irn" and i < j and child == one
            ):
                tokens[at].places = tuple(p for p in tokens[at].places if p != parent)
                break
