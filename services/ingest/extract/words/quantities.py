"""Numbers of men and things: some 2,000, eight to twelve, two of the five, a dozen, $41.5 million."""

from events.record import Amount
from services.ingest.extract.words.tokens import Line
from services.ingest.extract.words.word_sets import word_set

_WORDS = {
    "one": 1,
    "two": 2,
    "three": 3,
    "four": 4,
    "five": 5,
    "six": 6,
    "seven": 7,
    "eight": 8,
    "nine": 9,
    "ten": 10,
    "eleven": 11,
    "twelve": 12,
    "fifteen": 15,
    "twenty": 20,
    "thirty": 30,
    "forty": 40,
    "fifty": 50,
    "sixty": 60,
    "hundred": 100,
    "thousand": 1000,
}
_VAGUE = {"dozens": 24, "hundreds": 200, "thousands": 2000}
_ABOUT = word_set("quantities.about")
_AT_LEAST = word_set("quantities.at_least")
_AT_MOST = word_set("quantities.at_most")
_FEW = frozenset({"few", "a few", "several"})
_SCALE = {"thousand": 1e3, "million": 1e6, "billion": 1e9, "crore": 1e7}
_STEP_OVER = word_set("quantities.step_over")
_REACH = 6


def count_before(line: Line, at: int) -> Amount | None:
    """The count in the noun phrase that ends in token `at`: some 2,000 Russian peacekeepers."""
    tokens = line.tokens
    if at < 1:
        return None
    for i in range(at - 1, max(-1, at - _REACH), -1):
        low = tokens[i].low
        value = number(low)
        scaled = number(tokens[i - 1].low) if i and low in ("thousand", "hundred") else None
        if scaled is not None:
            return _counted(line, i - 1, at, scaled)
        if value is not None and i and tokens[i - 1].low in _FEW:
            return Amount(raw=line.words(i - 1, i + 1), min=2 * value, approx=True)
        if value is not None:
            return _counted(line, i, at, value)
        if low in _VAGUE:
            return Amount(raw=line.words(i, i + 1), min=_VAGUE[low], approx=True)
        if low == "dozen":
            return Amount(raw=line.words(max(0, i - 1), i + 1), value=12, approx=True)
        if tokens[i].kind not in ("adjective", "force", "weapon") and low not in _STEP_OVER and low != "-":
            return None
    return None


def _counted(line: Line, i: int, at: int, value: float) -> Amount | None:
    tokens = line.tokens
    following = tokens[i + 1].low if i + 1 < at else ""
    last = i
    if following in _SCALE or following == "hundred":
        value *= _SCALE.get(following, 100)
        last = i + 1
    first = i
    before = tokens[i - 1].low if i else ""
    if before in _AT_LEAST or before in _AT_MOST:
        return Amount(raw=line.words(i - 1, last + 1), **{"min" if before in _AT_LEAST else "max": value})
    if before in _ABOUT:
        return Amount(raw=line.words(i - 1, last + 1), value=value, approx=True)
    if i >= 2 and tokens[i - 1].low in ("to", "-") and (low := number(tokens[i - 2].low)) is not None and low < value:
        return Amount(raw=line.words(i - 2, i + 1), min=low, max=value)
    if 1990 <= value <= 2060 and tokens[i].low.isdigit():
        return None
    if first and tokens[first - 1].low in ("in", "of") and tokens[i].low.isdigit() and 1900 < value < 2100:
        return None
    return Amount(raw=line.words(i, last + 1), value=value)


def number(word: str) -> float | None:
    """The value of a number in digits or in words, None for anything else."""
    if word in _WORDS:
        return float(_WORDS[word])
    if len(word) > 18:
        return None
    plain = word.replace(",", "")
    if plain.replace(".", "", 1).isdigit() and plain[0].isdigit() and plain[-1].isdigit() and plain.isascii():
        return float(plain)
    return None


def partitive(line: Line, start: int, stop: int) -> bool:
    """Two of the five, some 200 of the 400, not all of the, half of: only a part of a force is meant."""
    tokens = line.tokens
    for i in range(start, min(stop, len(tokens) - 2)):
        counted = number(tokens[i].low) is not None or tokens[i].low in ("some", "half", "part", "many", "most")
        if counted and tokens[i + 1].low == "of" and tokens[i + 2].low in ("the", "its", "their", "them"):
            return True
        if counted and tokens[i + 1].low == "of" and i + 3 < len(tokens) and tokens[i + 3].low == "'s":
            return True
    return False


def count_in(line: Line, start: int, head: int) -> Amount | None:
    """The number of men told in the phrase from token `start` to its head: some 2,000 Russian peacekeepers."""
    return count_before(line, head) if head > start else None
