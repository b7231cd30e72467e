"""Pass 15a. In: tokens. Out: the date expressions in them, unresolved: which words, which form, which numbers."""

import re
from dataclasses import dataclass

from services.ingest.extract.quantities import number
from services.ingest.extract.tokens import Token

MONTHS = {
    name: n for n, names in enumerate(
        ("january jan", "february feb", "march mar", "april apr", "may", "june jun", "july jul", "august aug", "september sept sep",
         "october oct", "november nov", "december dec"), start=1,
    ) for name in names.split()
}  # fmt: skip
WEEKDAYS = {d: n for n, d in enumerate(["monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday"])}
SEASONS = {"spring": 21, "summer": 22, "autumn": 23, "fall": 23, "winter": 24}
_YEAR_STEP = {"last": -1, "this": 0, "next": 1}
_UNITS = {"day": "day", "days": "day", "week": "week", "weeks": "week", "month": "month", "months": "month", "year": "year", "years": "year",
          "decade": "decade", "decades": "decade"}  # fmt: skip
_QUARTER = {"first": 1, "second": 2, "third": 3, "fourth": 4, "last": 4}
_DAY = re.compile(r"(\d{1,2})(?:st|nd|rd|th)?")
_DOTTED = re.compile(r"(\d{1,2})\.(\d{1,2})\.(\d{4})")
_YEAR_BEFORE = frozenset(
    [
        "in",
        "since",
        "until",
        "till",
        "by",
        "before",
        "of",
        "from",
        "for",
        "to",
        "after",
        "early",
        "late",
        "mid",
        "and",
        "between",
        "its",
        "the",
        "-",
        "through",
        "than",
        "a",
        "back",
        "during",
        "around",
        "next",
    ]
)


@dataclass(frozen=True, slots=True)
class Form:
    """A date expression: tokens `start` up to `end`, its shape, and the numbers or words that shape needs."""

    start: int
    end: int
    shape: str
    year: int | None = None
    month: int | None = None
    day: int | None = None
    number: int = 0
    word: str = ""
    last_day: int | None = None


def forms(tokens: list[Token], start: int, end: int) -> list[Form]:
    """All date expressions, longest first at each place, without overlap."""
    found: list[Form] = []
    i = start
    while i < end:
        form = next((f for reader in _READERS if (f := reader(tokens, i, end)) is not None), None)
        if form is None:
            i += 1
        else:
            found.append(form)
            i = form.end
    return found


def _low(tokens: list[Token], i: int, end: int) -> str:
    return tokens[i].low if i < end and not tokens[i].mention else ""


def _day(word: str) -> int | None:
    found = _DAY.fullmatch(word)
    return int(found.group(1)) if found and 1 <= int(found.group(1)) <= 31 else None


def _year(word: str) -> int | None:
    return int(word) if len(word) == 4 and word.isascii() and word.isdigit() and 1800 <= int(word) <= 2100 else None


def _month(tokens: list[Token], i: int, end: int) -> int | None:
    low = _low(tokens, i, end)
    if low == "may" and (i + 1 >= end or not (_day(tokens[i + 1].low) or _year(tokens[i + 1].low))):
        before = tokens[i - 1].low if i else ""
        if (
            before
            not in ("in", "of", "since", "until", "by", "last", "next", "late", "early", "mid", "from", "before", "-")
            and _day(before) is None
        ):
            return None
    if (
        low in ("march", "may", "august")
        and tokens[i].end - tokens[i].start == len(low)
        and low == "march"
        and i
        and tokens[i - 1].low in ("to", "the", "a")
    ):
        return None
    return MONTHS.get(low)


def _iso(tokens: list[Token], i: int, end: int) -> Form | None:
    low = _low(tokens, i, end)
    dotted = _DOTTED.fullmatch(low)
    if dotted:
        return Form(i, i + 1, "day", int(dotted.group(3)), int(dotted.group(2)), int(dotted.group(1)))
    if _year(low) and _low(tokens, i + 1, end) == "-" and _low(tokens, i + 3, end) == "-":
        month, day = _low(tokens, i + 2, end), _low(tokens, i + 4, end)
        if len(month) == 2 and len(day) == 2 and month.isdigit() and day.isdigit():
            return Form(i, i + 5, "day", int(low), int(month), int(day))
    return None


def _month_day(tokens: list[Token], i: int, end: int) -> Form | None:
    month = _month(tokens, i, end)
    if month is None:
        return None
    j = i + 1
    if _low(tokens, j, end) == "." and j + 1 < end:
        j += 1
    day = _day(_low(tokens, j, end))
    if day is None:
        return None
    last, j = None, j + 1
    if _low(tokens, j, end) in ("-", "–", "to") and (last := _day(_low(tokens, j + 1, end))) is not None:
        j += 2
    k = j + 1 if _low(tokens, j, end) == "," else j
    year = _year(_low(tokens, k, end))
    return Form(i, k + 1 if year else j, "days" if last else "day", year, month, day, last_day=last)


def _day_month(tokens: list[Token], i: int, end: int) -> Form | None:
    day = _day(_low(tokens, i, end))
    if day is None or (i and tokens[i - 1].low in ("-", "$", "€")):
        return None
    j, last = i + 1, None
    if _low(tokens, j, end) in ("-", "–", "to", "and") and (last := _day(_low(tokens, j + 1, end))) is not None:
        j += 2
    if _low(tokens, j, end) == "of":
        j += 1
    month = _month(tokens, j, end) if _low(tokens, j, end) != "may" else 5
    if month is None:
        return None
    k = j + 2 if _low(tokens, j + 1, end) == "," else j + 1
    year = _year(_low(tokens, k, end))
    return Form(i, k + 1 if year else j + 1, "days" if last else "day", year, month, day, last_day=last)


def _month_only(tokens: list[Token], i: int, end: int) -> Form | None:
    month = _month(tokens, i, end)
    if month is None or not tokens[i].low:
        return None
    j = i + 1
    if _low(tokens, j, end) in ("of", ",") and _year(_low(tokens, j + 1, end)):
        j += 1
    later = j + 1 if _low(tokens, j, end) == "of" else j
    if _low(tokens, later, end) in _YEAR_STEP and _low(tokens, later + 1, end) == "year":
        return Form(i, later + 2, "month", None, month, number=_YEAR_STEP[_low(tokens, later, end)], word="year")
    year = _year(_low(tokens, j, end))
    word = next(
        (
            w
            for w in (_low(tokens, i - 1, end), _low(tokens, i - 2, end))
            if i and w in ("early", "mid", "late", "last", "next", "this")
        ),
        "",
    )
    return Form(i, j + 1 if year else i + 1, "month", year, month, word=word)


def _season(tokens: list[Token], i: int, end: int) -> Form | None:
    season = SEASONS.get(_low(tokens, i, end))
    if season is None:
        return None
    before = _low(tokens, i - 1, end) if i else ""
    j = i + 1
    if _low(tokens, j, end) == "of" and _year(_low(tokens, j + 1, end)):
        j += 1
    year = _year(_low(tokens, j, end))
    if year is None and before not in (
        "last",
        "next",
        "this",
        "the",
        "in",
        "since",
        "before",
        "by",
        "until",
        "bloc",
        "'s",
        "coming",
    ):
        return None
    return Form(i, j + 1 if year else i + 1, "season", year, number=season, word=before)


def _part_of_year(tokens: list[Token], i: int, end: int) -> Form | None:
    part, what = _low(tokens, i, end), _low(tokens, i + 1, end)
    if part not in _QUARTER or what not in ("quarter", "half") or (what == "half" and part not in ("first", "second")):
        return None
    j = i + 2
    if _low(tokens, j, end) in ("of",):
        j += 1
    year, word = _year(_low(tokens, j, end)), ""
    if year is None and _low(tokens, j, end) in ("next", "this", "last") and _low(tokens, j + 1, end) == "year":
        word, j = _low(tokens, j, end), j + 1
    code = 32 + _QUARTER[part] if what == "quarter" else 39 + _QUARTER[part]
    return Form(i, j + 1 if year or word else i + 2, what, year, number=code, word=word)


def _end_of(tokens: list[Token], i: int, end: int) -> Form | None:
    low = _low(tokens, i, end)
    if low == "year" and _low(tokens, i + 1, end) == "'s" and _low(tokens, i + 2, end) == "end":
        return Form(i, i + 3, "year_end")
    if low == "the" and tuple(t.low for t in tokens[i : i + 4]) == ("the", "year", "is", "out"):
        return Form(i, i + 4, "this", word="year")
    if low not in ("end", "start", "beginning") or _low(tokens, i + 1, end) != "of":
        return None
    j = i + 2
    if _low(tokens, j, end) == "the":
        j += 1
    what, year = _low(tokens, j, end), _year(_low(tokens, j, end))
    if low == "end":
        if what == "year" or year:
            return Form(i, j + 1, "year_end", year)
        month = MONTHS.get(what)
        if month:
            own = _year(_low(tokens, j + 1, end))
            return Form(i, j + 2 if own else j + 1, "month_end", own, month)
        return None
    if what == "next" and _low(tokens, j + 1, end) == "year":
        return Form(i, j + 2, "next", word="year")
    return Form(i, j + 1, "year", year) if year else None


def _named_day(tokens: list[Token], i: int, end: int) -> Form | None:
    low = _low(tokens, i, end)
    if low == "new" and tuple(t.low for t in tokens[i : i + 4]) == ("new", "year", "'s", "day"):
        return Form(i, i + 4, "day", None, 1, 1)
    if low in ("today", "yesterday", "tomorrow", "overnight", "tonight"):
        return Form(i, i + 1, low)
    weekday = WEEKDAYS.get(low)
    if weekday is not None:
        before = _low(tokens, i - 1, end) if i else ""
        return Form(i, i + 1, "weekday", number=weekday, word=before if before in ("last", "next", "this") else "")
    return None


def _relative(tokens: list[Token], i: int, end: int) -> Form | None:
    low, following = _low(tokens, i, end), _low(tokens, i + 1, end)
    if low in ("last", "next", "this", "coming") and following in ("week", "month", "year"):
        return Form(i, i + 2, "next" if low == "coming" else low, word=following)
    if low == "earlier" and following == "this" and _low(tokens, i + 2, end) in ("month", "year", "week"):
        return Form(i, i + 3, "this", word=_low(tokens, i + 2, end))
    if low == "a" and following in _UNITS and _low(tokens, i + 2, end) == "ago":
        return Form(i, i + 3, "ago", number=1, word=_UNITS[following])
    value = number(low)
    if value is None or value != int(value) or following not in _UNITS:
        return None
    unit = _UNITS[following]
    before = _low(tokens, i - 1, end) if i else ""
    if _low(tokens, i + 2, end) in ("ago", "earlier") and _low(tokens, i + 2, end) != "earlier":
        return Form(i, i + 3, "ago", number=int(value), word=unit)
    if before == "in" and unit in ("day", "week", "month"):
        return Form(i, i + 2, "ahead", number=int(value), word=unit)
    if before in ("for", "past", "last") and unit == "year":
        return Form(i, i + 2, "for_years", number=int(value))
    return None


def _year_only(tokens: list[Token], i: int, end: int) -> Form | None:
    year = _year(_low(tokens, i, end))
    if year is None:
        return None
    before = tokens[i - 1].low if i else ""
    if (
        i
        and (before not in _YEAR_BEFORE and tokens[i - 1].low not in ("war", "mid"))
        and not (tokens[i - 1].mention is None and before == ",")
    ):
        return None
    word = (
        before
        if before in ("early", "late", "mid", "start")
        else "mid"
        if i > 1 and before == "-" and tokens[i - 2].low == "mid"
        else ""
    )
    if before == "-" and not word:
        return None
    span = _low(tokens, i + 1, end) in ("to", "-", "–") and _year(_low(tokens, i + 2, end))
    if span and before in ("from", "between"):
        return Form(i, i + 3, "years", year, number=int(span))
    return Form(i, i + 1, "year", year, word=word)


_READERS = (
    _iso,
    _month_day,
    _day_month,
    _month_only,
    _season,
    _part_of_year,
    _end_of,
    _named_day,
    _relative,
    _year_only,
)
