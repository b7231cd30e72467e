"""The words of the calendar, from `calendar.tsv`, and how one token is read as a day, a month or a year."""

from collections.abc import Mapping

from services.ingest.extract.words.tokens import Token
from services.ingest.gazetteer.table import Table, many


def _load() -> Mapping[str, Mapping[str, str]]:
    """The words of each kind, with their value: the text after "=", the word itself where none is written."""
    table = Table("services.ingest.extract", "calendar.tsv", ("kind", "words"))
    found: dict[str, dict[str, str]] = {}
    for number, row in table.rows():
        if row["kind"] in found:
            raise table.fault(number, f"{row['kind']} stands there twice")
        cells = (cell.partition("=") for cell in many(row["words"]))
        found[row["kind"]] = {word: value if sign else word for word, sign, value in cells}
    return found


_KINDS = _load()


def words(kind: str) -> Mapping[str, str]:
    """The words of one kind and their values. Raises KeyError for a kind that the file does not have."""
    return _KINDS[kind]


def numbers(kind: str) -> Mapping[str, int]:
    """The words of one kind whose values are numbers."""
    return {word: int(value) for word, value in _KINDS[kind].items()}


MONTHS = {**numbers("month"), **numbers("short month")}
WEEKDAYS = numbers("weekday")
SHORT_WEEKDAYS = numbers("short weekday")
SEASONS = numbers("season")
UNITS = words("unit")
COUNTS = numbers("count")
ORDINALS = numbers("ordinal")
STEPS = numbers("step")
TOLD_STEPS = numbers("told step")
TIMES_OF_DAY = words("time of day")
TIME_PREPOSITIONS = words("time preposition")
DETERMINERS = words("determiner")

_SHORT = words("short month")
_ALSO_WORDS = frozenset({"may", "march", "august"})
_MONTH_BEFORE = words("month before")
_COUNTED = words("counted")
_PEOPLE = frozenset({"force", "force?", "civilian", "human"})
_CLOSING = frozenset({",", ".", ";", ":", ")", "—", "–", "!", "?", '"', "and", "but"})
_DAYS = {
    f"{n:{width}}{ending}": n for n in range(1, 32) for width in ("", "02") for ending in ("", "st", "nd", "rd", "th")
}


def low_at(tokens: list[Token], i: int) -> str:
    """The folded word at token `i`; empty outside the sentence and for a mention."""
    return tokens[i].low if 0 <= i < len(tokens) and tokens[i].mention is None else ""


def day_at(tokens: list[Token], i: int) -> int | None:
    """The day of the month that a token such as 8, 08 or 8th names, else None."""
    return _DAYS.get(low_at(tokens, i))


def year_at(tokens: list[Token], i: int) -> int | None:
    """The year that a token of four digits names, else None."""
    low = low_at(tokens, i)
    if len(low) == 4 and low.isascii() and low.isdigit() and "1800" <= low <= "2100":
        return int(low)
    return None


def past_dot(tokens: list[Token], i: int) -> int:
    """`i`, or the token after it where `i` is the dot of an abbreviation and not the end of the sentence."""
    dotted = 0 < i < len(tokens) - 1 and tokens[i].low == "." and tokens[i].start == tokens[i - 1].end
    return i + 1 if dotted else i


def counted_at(tokens: list[Token], i: int) -> bool:
    """Whether token `i` is a thing that is counted: soldiers, Russian guards, km; the number before it is no date."""
    if i >= len(tokens):
        return False
    token = tokens[i]
    if token.mention is not None:
        return token.kind in ("force", "adjective")
    plural = token.word.plural or people_at(tokens, i)
    return token.low in _COUNTED or (plural and token.word.tags[0] == "N" and token.low not in UNITS)


def people_at(tokens: list[Token], i: int) -> bool:
    """Whether token `i` names soldiers or other people."""
    return tokens[i].kind == "force" or not _PEOPLE.isdisjoint(tokens[i].word.senses)


def noun_at(tokens: list[Token], i: int) -> bool:
    """Whether a noun, or an adjective before one, stands at token `i`."""
    if i >= len(tokens):
        return False
    token = tokens[i]
    return token.mention is not None or token.word.tags[0] in "NPA" or (token.word.tags == "VN" and not token.capital)


def closes_at(tokens: list[Token], i: int) -> bool:
    """Whether a phrase cannot go on at token `i`: the end, a stop, and, but."""
    return i >= len(tokens) or low_at(tokens, i) in _CLOSING


def month_at(tokens: list[Token], i: int) -> int | None:
    """The month that token `i` names, else None. Names that are also words (may, march, august) and abbreviations
    need a day, a year or a preposition beside them."""
    low = low_at(tokens, i)
    month = MONTHS.get(low)
    if month is None or not (low in _ALSO_WORDS or low in _SHORT):
        return month
    after = past_dot(tokens, i + 1)
    year_near = year_at(tokens, after) or (low_at(tokens, after + 1) == "," and year_at(tokens, after + 2))
    if not tokens[i].capital and low_at(tokens, i - 1) not in ("mid", "early", "late"):
        day_near = day_at(tokens, i - 1) or day_at(tokens, after)
        return month if day_near and year_near else None
    if day_at(tokens, i - 1) or day_at(tokens, after) or year_near:
        return month
    return month if _stands_as_month(tokens, i, low) else None


def _stands_as_month(tokens: list[Token], i: int, low: str) -> bool:
    before, after = low_at(tokens, i - 1), low_at(tokens, i + 1)
    if before in _MONTH_BEFORE:
        return not (low == "march" and before == "to" and after in ("on", "through", "in"))
    if before in ("and", "or", "-", "–") and MONTHS.get(low_at(tokens, i - 2)):
        return True
    if low in _SHORT:
        return False
    return low == "august" or (before in DETERMINERS and (after == "'s" or noun_at(tokens, i + 1)))
