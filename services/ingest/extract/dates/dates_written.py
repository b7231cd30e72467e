"""Pass 5a. In: tokens. Out: dates written as such: 8 May 2024, July 15-24, 1.1.2025, March, autumn of 2020, 1992."""

import re
from dataclasses import replace

from services.ingest.extract.dates.calendar_words import (
    DETERMINERS,
    MONTHS,
    ORDINALS,
    SEASONS,
    STEPS,
    UNITS,
    counted_at,
    day_at,
    low_at,
    month_at,
    noun_at,
    past_dot,
    people_at,
    words,
    year_at,
)
from services.ingest.extract.dates.date_forms import DateForm, Shape
from services.ingest.extract.words.tokens import Token

_DOTTED = re.compile(r"(\d{1,2})\.(\d{1,2})\.(\d{4}|\d{2})")
_YEAR_BEFORE = words("year before")
_FIRM_BEFORE = words("firm before")
_SEASON_BEFORE = words("season before")
_FALL_BEFORE = words("fall before")
_TO = frozenset({"-", "–", "to", "through", "until", "till"})
_COUNTED = words("counted")
_YEAR_SIGNS = frozenset({"/", "-", "–"})
_DAYS_MAX = 8


def with_year(tokens: list[Token], form: DateForm) -> DateForm:
    """`form`, a month, day or season, with the year told after it: ", 2024", "of this year", "of the same year"."""
    sign = low_at(tokens, form.end)
    k = form.end + 1 if sign in (",", "of") else form.end
    year = year_at(tokens, k)
    if year is not None:
        counts = sign != "of" and year % 100 == 0 and counted_at(tokens, k + 1)
        return form if counts else replace(form, year=year, end=k + 1)
    short = low_at(tokens, form.end + 1)
    if sign == "'" and len(short) == 2 and short.isdecimal():
        return replace(form, year=2000 + int(short), end=form.end + 2)
    k = form.end + (sign == "of")
    k += sign == "of" and low_at(tokens, k) == "the"
    step = low_at(tokens, k)
    if low_at(tokens, k + 1) != "year":
        return form
    if step in ("same", "that"):
        return replace(form, told_year=True, end=k + 2)
    return replace(form, year_step=STEPS[step], end=k + 2) if step in ("last", "this", "next") else form


def read_month(tokens: list[Token], i: int) -> DateForm | None:
    """March · March 2024 · March of last year · March 8 · March 8-10, 2024 · March 3, 5 and 7."""
    month = month_at(tokens, i)
    if month is None:
        return None
    j = past_dot(tokens, i + 1)
    j += _the_eighth(tokens, j)
    day = day_at(tokens, j)
    if day is None or (low_at(tokens, i - 1) in ("in", "since", "during") and counted_at(tokens, j + 1)):
        return _with_borrowed_year(tokens, with_year(tokens, DateForm(i, j, "month", month=month)))
    days, j = _more_days(tokens, j + 1, day)
    return _dated(tokens, i, j, month, days)


def _the_eighth(tokens: list[Token], j: int) -> bool:
    """May the 8th; no date in: in May the 4th base moved."""
    ordinal = low_at(tokens, j) == "the" and not low_at(tokens, j + 1).isdecimal() and day_at(tokens, j + 1) is not None
    return ordinal and low_at(tokens, j + 2) in ("", ".", ",", ";")


def _dated(tokens: list[Token], start: int, end: int, month: int, days: tuple[int, ...]) -> DateForm:
    shape: Shape = "days" if len(days) > 1 else "day"
    form = DateForm(start, end, shape, month=month, day=days[0], days=days)
    return _with_borrowed_year(tokens, with_year(tokens, form))


def _more_days(tokens: list[Token], j: int, first: int) -> tuple[tuple[int, ...], int]:
    """The days after "May 3" from token `j`: -5, to 5, and 5, (, 5)* and 7; a range is all its days."""
    between = low_at(tokens, j) == "and" and low_at(tokens, j - 3) == "between"
    last = day_at(tokens, j + 1) if low_at(tokens, j) in _TO or between else None
    if last is not None and last > first and _day_of_its_own(tokens, j + 1):
        return tuple(range(first, last + 1)), j + 2
    days, k = [first], j
    while len(days) < _DAYS_MAX:
        sign = low_at(tokens, k)
        closing = sign == "and" or (sign == "," and low_at(tokens, k + 1) == "and")
        k += 2 if closing and sign == "," else 1
        day = day_at(tokens, k)
        if sign not in (",", "and") or day is None or day <= days[-1] or not _day_of_its_own(tokens, k):
            break
        days.append(day)
        k += 1
        if closing:
            return tuple(days), k
    return (first,), j


def _day_of_its_own(tokens: list[Token], k: int) -> bool:
    """Whether the number at `k` is a day of the month before it, not the day of a month after it, nor a count."""
    following = low_at(tokens, k + 1)
    return following not in MONTHS and following not in UNITS and not counted_at(tokens, k + 1)


def read_day_month(tokens: list[Token], i: int) -> DateForm | None:
    """8 May · 8th of May 2024 · 15 to 24 July · 3, 5 and 7 May."""
    day = day_at(tokens, i)
    if day is None:
        return None
    days, j, ranged = [day], i + 1, False
    while len(days) < _DAYS_MAX and not ranged:
        sign = low_at(tokens, j)
        k = j + 2 if sign == "," and low_at(tokens, j + 1) == "and" else j + 1
        following = day_at(tokens, k)
        between = sign == "and" and low_at(tokens, i - 1) == "between"
        ranged = (sign in _TO or between) and len(days) == 1
        if following is None or following <= days[-1] or not (ranged or sign in ("and", ",")):
            break
        days.append(following)
        j = k + 1
    j += low_at(tokens, j) == "of"
    month = month_at(tokens, j)
    if month is None:
        return None
    every = tuple(range(days[0], days[1] + 1)) if ranged and len(days) == 2 else tuple(days)
    return _dated(tokens, i, past_dot(tokens, j + 1), month, every)


def read_ordinal_day(tokens: list[Token], i: int) -> DateForm | None:
    """First of January, 1st of next month, 12th of the month."""
    day = ORDINALS.get(low_at(tokens, i)) or day_at(tokens, i)
    if day is None or low_at(tokens, i + 1) != "of":
        return None
    month = month_at(tokens, i + 2)
    if month is not None:
        return _dated(tokens, i, past_dot(tokens, i + 3), month, (day,))
    step = low_at(tokens, i + 2)
    if low_at(tokens, i + 3) != "month" or step not in ("this", "next", "last", "the"):
        return None
    return DateForm(i, i + 4, "monthday", day=day, step=STEPS.get(step))


def _with_borrowed_year(tokens: list[Token], form: DateForm) -> DateForm:
    """June 10 in "from June 10 to July 2, 2023" takes the year told for July 2."""
    joined = low_at(tokens, form.end)
    if form.year is not None or form.year_step is not None or not (joined in _TO or joined in ("and", "or")):
        return form
    k = form.end + 1
    if month_at(tokens, k) is None and day_at(tokens, k) is not None:
        k += 1
    month = month_at(tokens, k)
    if month is None or form.month is None:
        return form
    k = past_dot(tokens, k + 1)
    k += day_at(tokens, k) is not None
    year = with_year(tokens, DateForm(k, k, "month")).year
    turned = month < form.month
    if year is None or (turned and joined in ("and", "or") and low_at(tokens, form.start - 1) != "between"):
        return form
    return replace(form, year=year - turned)


def read_numeric(tokens: list[Token], i: int) -> DateForm | None:
    """1.1.2025 · 2024-06-11 · 2024/06/11 · 09/10/24, the day first unless no such month exists."""
    low = low_at(tokens, i)
    if "." in low:
        found = _DOTTED.fullmatch(low)
        return _numeric(i, i + 1, found.group(3), found.group(2), found.group(1)) if found else None
    sign = low_at(tokens, i + 1)
    second, third = low_at(tokens, i + 2), low_at(tokens, i + 4)
    if sign not in ("-", "/") or low_at(tokens, i + 3) != sign or not (second.isdecimal() and third.isdecimal()):
        return None
    if len(low) == 4 and len(second) == len(third) == 2:
        return _numeric(i, i + 5, low, second, third) if low.isdecimal() else None
    if sign == "-" or len(low) > 2 or len(second) > 2 or len(third) not in (2, 4) or not low.isdecimal():
        return None
    if int(second) > 12:
        low, second = second, low
    return _numeric(i, i + 5, third, second, low)


def _numeric(start: int, end: int, year: str, month: str, day: str) -> DateForm | None:
    full = int(year) if len(year) == 4 else 2000 + int(year)
    if not (1 <= int(month) <= 12 and 1 <= int(day) <= 31 and 1800 <= full <= 2100):
        return None
    return DateForm(start, end, "day", full, int(month), int(day))


def read_year(tokens: list[Token], i: int) -> DateForm | None:
    """1992 where the words before it are those before a year and it counts nothing."""
    year = year_at(tokens, i)
    if year is None:
        return None
    before = low_at(tokens, i - 1)
    nothing = i == 0 or tokens[i - 1].low == '"'
    corrected = before == "is" and low_at(tokens, i - 2) in ("year", "date")
    own = before in _YEAR_BEFORE or before in MONTHS or nothing or corrected
    headline = before not in ("-", "/") and noun_at(tokens, i + 1) and not _named(tokens, i - 1)
    if not own and not headline:
        return None
    if before not in _FIRM_BEFORE and _counts(tokens, i + 1, year):
        return None
    form = DateForm(i, i + 1, "year", year)
    sign, short = low_at(tokens, i + 1), low_at(tokens, i + 2)
    if sign not in _YEAR_SIGNS or len(short) != 2 or not short.isdecimal() or low_at(tokens, i + 3) in _YEAR_SIGNS:
        return form
    last = year - year % 100 + int(short)
    if last <= year or (sign == "/" and last != year + 1):
        return form
    return DateForm(i, i + 3, "range", first=form, last=DateForm(i + 2, i + 3, "year", last))


def _counts(tokens: list[Token], j: int, year: int) -> bool:
    if not counted_at(tokens, j):
        return False
    never_dated = people_at(tokens, j) or tokens[j].low in _COUNTED
    return never_dated or year % 100 == 0 or not 1990 <= year <= 2050


def _named(tokens: list[Token], i: int) -> bool:
    """Eagle Partner 2024, Resolution 1972: the number belongs to a name."""
    return i >= 0 and (tokens[i].mention is not None or tokens[i].capital or tokens[i].word.tags[0] in "MP")


def read_season(tokens: list[Token], i: int) -> DateForm | None:
    """Autumn where it is a time: the autumn of 2020, by autumn, autumn 2020, this fall, the bloc's summer drills."""
    low = low_at(tokens, i)
    code = SEASONS.get(low)
    if code is None:
        return None
    bare = DateForm(i, i + 1, "season", code=code)
    form = with_year(tokens, bare)
    if form.year is not None:
        both = read_year(tokens, form.end - 1)
        return form if both is None else replace(form, end=both.end)
    if form is not bare:
        return form
    if low_at(tokens, end := i + 1) == "months":
        form = replace(form, end=end + 1)
    before = low_at(tokens, i - 1)
    led = low_at(tokens, i - 2) if before == "the" else before
    fitting = _FALL_BEFORE if low == "fall" else _SEASON_BEFORE
    describes = noun_at(tokens, i + 1) and (before in DETERMINERS or (i == 0 and low != "fall"))
    return form if (led in fitting or describes) and low_at(tokens, i + 1) != "of" else None


def read_decade(tokens: list[Token], i: int) -> DateForm | None:
    """1990s, in one token or, as the tokeniser has it, in two."""
    low, end = low_at(tokens, i), i + 1
    if len(low) == 3 and low_at(tokens, i + 1) == "0s" and tokens[i].end == tokens[i + 1].start:
        low, end = low + "0s", i + 2
    if len(low) != 5 or not low.endswith("0s") or not low[:4].isdecimal() or not "1800" <= low[:4] <= "2100":
        return None
    return DateForm(i, end, "decade", int(low[:4]))


def read_month_pair(tokens: list[Token], i: int) -> DateForm | None:
    """September-October 2020, one token."""
    first, _, last = low_at(tokens, i).partition("-")
    told = with_year(tokens, DateForm(i, i + 1, "month", month=MONTHS[last]))
    year = None if told.year is None else told.year - (MONTHS[first] > MONTHS[last])
    return DateForm(i, told.end, "range", first=replace(told, month=MONTHS[first], year=year), last=told)


def read_century(tokens: list[Token], i: int) -> DateForm | None:
    """19th century, nineteenth century."""
    low = low_at(tokens, i)
    number = ORDINALS.get(low) or (int(low[:-2]) if low[-2:] in ("th", "st", "nd") and low[:-2].isdecimal() else 0)
    j = i + 2 if low_at(tokens, i + 1) == "-" else i + 1
    if not 15 <= number <= 21 or low_at(tokens, j) != "century":
        return None
    return DateForm(i, j + 1, "century", (number - 1) * 100)
