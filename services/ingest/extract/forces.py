"""Pass 9. In: a line with states and places.
Out: the forces named in it, each with its owner as far as the text says.
"""

from services.ingest.extract.scene import ForceArg
from services.ingest.extract.tokens import Line, Token
from services.ingest.extract.word_sets import word_set
from services.ingest.gazetteer import Gazetteer

_REACH = 7
_THROUGH = word_set("forces.through")
_POSSESSIVE = frozenset({"its", "his", "their", "her", "own"})
_OTHER_GUARDS = word_set("forces.other_guards")
_PEOPLE = frozenset({"russians"})
_LIKE_THEM = frozenset({"counterparts", "colleagues"})
_OFFICES = frozenset({"commander", "commanders", "housing", "hospital", "chief", "chiefs", "spokesman", "spokesperson"})
_NOT_PEOPLE = frozenset(
    ["tourists", "capital", "ambassador", "embassy", "company", "citizens", "weapons", "speakers", "settlers"]
)


def forces(line: Line, gazetteer: Gazetteer) -> list[ForceArg]:
    """Forces in the order of the text. A demonym in the plural ("the Russians") is a force of unspecified type."""
    found: list[ForceArg] = []
    tokens = line.tokens
    for i, token in enumerate(tokens):
        if token.kind == "force" and token.mention is not None:
            if i and tokens[i - 1].low in _OTHER_GUARDS:
                continue
            if i + 1 < len(tokens) and tokens[i + 1].low in _OFFICES:
                continue
            if token.low in _LIKE_THEM and not any(t.kind == "force" and t.low not in _LIKE_THEM for t in tokens):
                continue
            noun = gazetteer.forces[token.mention.key]
            owner = noun.owner or _owner(tokens, i)
            if owner == "EU" and noun.type in ("observers", "civilian_mission"):
                found.append(ForceArg("EU", noun.type, noun.unit, i, True, noun.noun))
                continue
            found.append(ForceArg(owner, noun.type, noun.unit, i, noun.strong, noun.noun))
        elif token.low in _PEOPLE and token.state is not None and not _before_noun(tokens, i):
            found.append(ForceArg(token.state, "unspecified", None, i, False, token.low))
        elif token.kind == "place" and token.mention and "am.shirak.gyumri.base_102" in token.places:
            found.append(
                ForceArg(
                    "RUS" if token.low.startswith(("102", "russia")) else _owner(tokens, i),
                    "base_garrison",
                    None,
                    i,
                    True,
                    "base",
                )
            )
        elif token.kind == "place" and token.low.startswith("3624"):
            found.append(ForceArg("RUS", "air_force", "3624th Aviation Base", i, True, "base"))
    return found


def _before_noun(tokens: list[Token], i: int) -> bool:
    return i + 1 < len(tokens) and tokens[i + 1].low in _NOT_PEOPLE


def _owner(tokens: list[Token], i: int) -> str | None:
    """The owner stated in the noun phrase: Russian guards, Russia's men, guards of the Russian army, its guards."""
    for j in range(i - 1, max(-1, i - _REACH - 1), -1):
        token = tokens[j]
        if token.state is not None and token.kind in ("adjective", "country", "capital", "metonym", "organisation"):
            possessed = j + 1 < len(tokens) and tokens[j + 1].low in ("'s", "'")
            if token.kind in ("adjective", "organisation") or possessed or (token.kind == "capital" and j == i - 1):
                return token.state
            return None
        if token.low in _POSSESSIVE:
            return _possessor(tokens, j)
        if token.kind == "force" or token.low in _THROUGH or token.low.isdigit() or token.low[0].isdigit():
            continue
        break
    return _of(tokens, i)


def _of(tokens: list[Token], i: int) -> str | None:
    """Guards of the Russian army, crews from Russia, posts of the Russian border guards."""
    if i + 1 < len(tokens) and tokens[i + 1].low in ("of", "from"):
        for token in tokens[i + 2 : i + 5]:
            if token.kind in ("adjective", "country") and token.state is not None:
                return (
                    token.state
                    if token.kind == "adjective" or not token.places or tokens[i + 1].low == "from"
                    else None
                )
            if token.low not in ("the", "its"):
                break
    return None


def _possessor(tokens: list[Token], j: int) -> str | None:
    """Whose "its" is: the nearest state named before, a person's state included."""
    for k in range(j - 1, -1, -1):
        state = tokens[k].state
        if (
            state is not None
            and tokens[k].kind in ("country", "capital", "metonym", "person")
            and not (
                k
                and tokens[k - 1].low in ("with", "from", "by", "to")
                and tokens[k].kind != "person"
                and _subject_before(tokens, k)
            )
        ):
            return state
    return None


def _subject_before(tokens: list[Token], k: int) -> bool:
    return any(t.state is not None and t.kind in ("country", "capital", "person") for t in tokens[:k])
