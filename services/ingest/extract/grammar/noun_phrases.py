"""Pass 6b. In: tagged tokens. Out: the flat noun phrase that starts at one."""

from services.ingest.extract.grammar.phrase import NounPhrase
from services.ingest.extract.words.tokens import Token
from services.ingest.extract.words.word_sets import word_set

_ONES = frozenset({"one", "ones", "others", "other"})
_FURTHER = frozenset({"more", "other", "further", "additional"})
_NOT = frozenset({"not", "no longer", "rather than", "instead of", "in place of", "never"})
_PREDETERMINERS = word_set("phrases.predeterminers")
_POSTDETERMINERS = word_set("phrases.postdeterminers")
_GREETINGS = word_set("phrases.greetings")
_STATES = frozenset({"country", "capital", "metonym"})
_PLACES = frozenset({"country", "capital", "place"})
_POSSESSORS_MAX = 4
_ENDED = frozenset('NPOMZA"-–')
"""Tags over which no phrase goes on without being part of it."""


def noun_phrase(tokens: list[Token], i: int, depth: int = 0) -> NounPhrase | None:
    """The noun phrase that starts at token `i`; None where no noun follows."""
    alone = _alone(tokens, i, depth)
    if alone is not None:
        return alone
    start, head, j = i, -1, i
    while j < len(tokens):
        tag = tokens[j].tag
        if tag not in _ENDED and _goes_on(tokens, start, head, j):
            j += 1
            continue
        if tag in "NP":
            apart = head >= 0 and tokens[j - 1].tag not in ("-", "–", '"')
            if apart and (_new_phrase(tokens, head, j) or _called_so(tokens, start, j)):
                break
            head = j
        elif tag in "DS":
            opens = _predeterminer(tokens, start, j) or tokens[j - 1].low.endswith((" of", "not a single"))
            if (
                j > start
                and not opens
                and not (head < 0 and tokens[j - 1].tag == "C")
                and not (head < 0 and tokens[j].low in _FURTHER and tokens[j - 1].tag in "MD")
            ):
                break
        elif tag == "O" and j > start and (tokens[j].low in _ONES or tokens[j - 1].low.endswith(" of")):
            head = j
        elif tag == "M":
            if head >= 0 and not _ends_quoted(tokens, start, j):
                break
        elif tag == "Z":
            if head >= 0:
                break
            inside = (j > start and tokens[j - 1].tag in "DSA") or (j == start and (depth > 0 or _begun(tokens[j])))
            inside = _modifies(tokens, j) or (inside and j + 1 < len(tokens) and tokens[j + 1].tag in "NA")
            if not inside or _by_itself(tokens, start, j):
                head = j
                j += 1
                break
        elif tag == "A":
            if head >= 0 and tokens[j - 1].tag not in ("-", "–") and not _adjective_inside(tokens, j):
                break
        elif tag == '"':
            if not _quoted_noun(tokens, j, start):
                break
        elif tag in ("-", "–"):
            if not _joined(tokens, head, j):
                break
        elif tag == "R":
            if head >= 0 or j + 1 >= len(tokens) or tokens[j + 1].tag not in "AM":
                break
        else:
            break
        j += 1
    if head < 0:
        return _headless(tokens, start, j)
    if head + 1 < len(tokens) and tokens[head + 1].tag == "G":
        return _possessed(tokens, start, NounPhrase(start, head, head + 1), depth)
    return NounPhrase(start, head, head + 1)


def _alone(tokens: list[Token], i: int, depth: int) -> NounPhrase | None:
    """A pronoun or a date, which is a phrase by itself."""
    tag = tokens[i].tag
    if tag not in "OZ":
        return None
    if i + 1 < len(tokens) and tokens[i + 1].tag == "G":
        return _possessed(tokens, i, NounPhrase(i, i, i + 1), depth)
    inside = (depth > 0 or _begun(tokens[i])) and not _by_itself(tokens, i, i)
    described = _modifies(tokens, i) or (inside and i + 1 < len(tokens) and tokens[i + 1].tag in "NA")
    return NounPhrase(i, i, i + 1) if tag == "O" or not described else None


def _goes_on(tokens: list[Token], start: int, head: int, j: int) -> bool:
    """Words that a phrase goes on over: other, to between numbers, not and "and" between adjectives."""
    tag, inner = tokens[j].tag, 0 < j < len(tokens) - 1
    if tag in "DS":
        return tokens[j].low in _POSTDETERMINERS and j > start
    if head >= 0:
        return False
    if tag in "RBI" and tokens[j].low in _NOT and j > start and _contrast(tokens, start, j - 1):
        return True
    if tag == "I":
        return _range(tokens, j)
    if tag == "R":
        return False
    beside = inner and tokens[j - 1].tag == "A"
    return (
        (tag == "," and beside and tokens[j + 1].tag == "A")
        or (j > start and tokens[j - 1].tag == "A" and _contrast(tokens, start, j))
        or (tag == "C" and beside and _adjectives(tokens, j))
    )


def _begun(day: Token) -> bool:
    """The summer drills: a date that has taken the article of a noun behind it; not the autumn of 2020."""
    return day.low.startswith("the ") and " of " not in day.low


def _by_itself(tokens: list[Token], start: int, day: int) -> bool:
    """Every spring new conscripts arrive, from the new year Armenian guards: a date with no noun behind it."""
    following = tokens[day + 1] if day + 1 < len(tokens) else None
    if following is None:
        return False
    if tokens[start].low in ("every", "each"):
        return following.tag in "AM" or following.word.plural
    return _begun(tokens[day]) and bool(following.state)


def _contrast(tokens: list[Token], start: int, j: int) -> bool:
    """Armenian, not Russian, guards; Armenian and no longer Russian ones; Armenian rather than Russian: one phrase."""
    if tokens[j].tag not in ",CBI" or not tokens[j - 1].state:
        return False
    k = j + 1 if tokens[j].low not in _NOT else j
    if k + 1 < len(tokens) and tokens[k].low in _NOT and tokens[k + 1].tag == "A":
        return bool(tokens[k + 1].state)
    closed = tokens[j].tag == "," and any(t.low in _NOT for t in tokens[start:j])
    return closed and j + 1 < len(tokens) and tokens[j + 1].tag in "NA"


def _range(tokens: list[Token], j: int) -> bool:
    """Eight to twelve fighters: a number, "to" or "or", a number."""
    if tokens[j].low not in ("to", "or") or not 0 < j < len(tokens) - 1:
        return False
    one, other = tokens[j - 1], tokens[j + 1]
    return one.tag == other.tag == "M" and one.sum is None and other.sum is None


def _quoted_noun(tokens: list[Token], j: int, start: int) -> bool:
    """The "Barrier" drills, its "Barrier-2024" exercise, the alliance "Barrier" drill: quotation marks around a name
    within a phrase."""
    if j + 1 >= len(tokens) or tokens[j + 1].tag not in "NPA" or j <= start:
        return False
    closes = tokens[j - 1].tag in "NPM" and any(t.tag == '"' for t in tokens[max(0, start - 1) : j])
    opens = tokens[j - 1].tag in "DSAMN" or (tokens[j - 1].kind == "organisation" and _opens_quoted(tokens, j))
    return opens or (closes and tokens[j + 1].tag in "NA")


def _ends_quoted(tokens: list[Token], start: int, j: int) -> bool:
    """The "Barrier 2024" exercise: the number is of the name."""
    opened = any(t.tag == '"' for t in tokens[max(0, start - 1) : j])
    return opened and j + 2 < len(tokens) and tokens[j + 1].tag == '"' and tokens[j + 2].tag in "NA"


def _opens_quoted(tokens: list[Token], at: int) -> bool:
    """Kyrgyzstan's "Barrier" drills: a name in quotation marks with its noun behind it."""
    if tokens[at].tag != '"':
        return False
    closing = next((j for j in range(at + 1, len(tokens)) if tokens[j].tag not in "NPAM-–"), 0)
    return 0 < closing < len(tokens) - 1 and tokens[closing].tag == '"' and tokens[closing + 1].tag in "NA"


def _adjectives(tokens: list[Token], j: int) -> bool:
    """Turkish and Iranian borders: both adjectives belong to the noun after them."""
    return tokens[j + 1].tag == "A" or (tokens[j + 1].tag == "D" and j + 2 < len(tokens) and tokens[j + 2].tag == "A")


def _adjective_inside(tokens: list[Token], j: int) -> bool:
    """An adjective after a noun goes on only before a further noun: Armenia Russian base; airport border guards; the
    "Barrier" military drills."""
    return (
        j + 1 < len(tokens)
        and tokens[j + 1].tag in "NP"
        and tokens[j].mention is None
        and (tokens[j - 1].tag in 'P"' or "human" in tokens[j - 1].word.senses)
    )


def _modifies(tokens: list[Token], j: int) -> bool:
    """A date before a noun of its own phrase: the 2021 contract."""
    return bool(getattr(tokens[j].date, "modifier", False))


def _predeterminer(tokens: list[Token], start: int, j: int) -> bool:
    lows = [tokens[k].low for k in range(start, j)]
    return all(low in _PREDETERMINERS or low.endswith(" of") for low in lows)


def _new_phrase(tokens: list[Token], head: int, j: int) -> bool:
    """Whether a name begins a phrase of its own: on Tuesday Armenia; told Interfax Russia; bid it farewell."""
    if tokens[j].low in _GREETINGS:
        return True
    before = tokens[head]
    if before.kind in _PLACES and tokens[j].kind == "adjective" and head > 0 and tokens[head - 1].tag == "I":
        return True
    if tokens[j].tag != "P":
        return False
    if before.tag == "N" and before.mention is None and tokens[j].kind in _STATES:
        return True
    if before.kind in _PLACES and tokens[j].kind == "person" and head > 0 and tokens[head - 1].tag == "I":
        return True
    if before.tag == "P":
        return not (before.mention is None and tokens[j].mention is None) and not _title_like(tokens, head, j)
    return before.mention is not None and before.kind in ("force", "adjective")


def _called_so(tokens: list[Token], start: int, j: int) -> bool:
    """Dismissed as fiction reports that …: what is called so stands behind what it is called."""
    if start < 2 or tokens[start - 1].low != "as" or tokens[start - 2].tag not in "VK" or tokens[start].tag in "DS":
        return False
    return "report" in tokens[j].word.senses and _low_at(tokens, j + 1) in ("that", "of", "about")


def _title_like(tokens: list[Token], head: int, j: int) -> bool:
    return tokens[j].kind == "person" or tokens[head].mention is None or tokens[j].mention is None


def _headless(tokens: list[Token], start: int, j: int) -> NounPhrase | None:
    """Two of the five, the other three, some 200, the last: a number or determiner stands for its noun."""
    k = j - 1
    while k >= start and tokens[k].tag not in "MDA":
        k -= 1
    if k < start:
        return None
    if tokens[k].tag == "A" and not (tokens[start].tag in "DM" or tokens[k].low in ("most", "many", "several")):
        passing = tokens[k].state and start and tokens[start - 1].low == "from" and _low_at(tokens, j) in ("to", "into")
        if not passing:
            return None
    if tokens[k].tag == "D" and tokens[k].low in ("the", "a", "an", "its", "no", "every"):
        return None
    return NounPhrase(start, k, k + 1)


def _low_at(tokens: list[Token], j: int) -> str:
    return tokens[j].low if j < len(tokens) else ""


def _joined(tokens: list[Token], head: int, j: int) -> bool:
    """The Turkish-Armenian border, a 2,000-strong force: a hyphen within a phrase."""
    if not 0 < j < len(tokens) - 1:
        return False
    states = tokens[j - 1].state and tokens[j + 1].state
    return bool(states) or (head < 0 and tokens[j - 1].tag == "M")


def _owned(tokens: list[Token], i: int) -> bool:
    """Whether what 's points to begins at `i`: posts, other posts, nearly closed posts, most loyal ally."""
    if i >= len(tokens):
        return False
    further = tokens[i].low in _POSTDETERMINERS or tokens[i].low == "most"
    described = tokens[i].tag == "R" and i + 1 < len(tokens) and tokens[i + 1].tag in "AM"
    return tokens[i].tag in "NPAMZ" or further or described


def _possessed(tokens: list[Token], start: int, possessor: NounPhrase, depth: int) -> NounPhrase:
    """Armenia's … : what follows 's, with its possessor; the possessor alone where nothing follows."""
    after = possessor.end + 1
    if depth > _POSSESSORS_MAX:
        return NounPhrase(start, possessor.head, after)
    opens = after + 1 if after < len(tokens) and _opens_quoted(tokens, after) else after
    rest = noun_phrase(tokens, opens, depth + 1) if _owned(tokens, opens) else None
    if rest is None:
        return NounPhrase(start, possessor.head, after)
    whole = NounPhrase(start, rest.head, rest.end, possessor)
    inner = rest
    if inner.possessor is not None:
        inner.possessor.possessor = possessor
        whole.possessor = inner.possessor
    return whole
