"""Pass 15a. In: tokens. Out: the date expressions in them, unresolved: which words, which form, which numbers."""

from dataclasses import dataclass

from services.ingest.extract._cwords import (
    DOTTED,
    MONTHS,
    QUARTER,
    SEASONS,
    UNITS,
    WEEKDAYS,
    YEAR_BEFORE,
    YEAR_STEP,
    day_of,
    low_at,
    year_of,
)
from services.ingest.extract.quantities import number
from services.ingest.extract.tokens import Token


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


def _month(tokens: list[Token], i: int, end: int) -> int | None:
    low = low_at(tokens, i, end)
    if low == "may" and (i + 1 >= end or not (day_of(tokens[i + 1].low) or year_of(tokens[i + 1].low))):
        before = tokens[i - 1].low if i else ""
        if (
            before
            not in ("in", "of", "since", "until", "by", "last", "next", "late", "early", "mid", "from", "before", "-")
            and day_of(before) is None
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
    low = low_at(tokens, i, end)
    dotted = DOTTED.fullmatch(low)
    if dotted:
        return Form(i, i + 1, "day", int(dotted.group(3)), int(dotted.group(2)), int(dotted.group(1)))
    if year_of(low) and low_at(tokens, i + 1, end) == "-" and low_at(tokens, i + 3, end) == "-":
        month, day = low_at(tokens, i + 2, end), low_at(tokens, i + 4, end)
        if len(month) == 2 and len(day) == 2 and month.isdigit() and day.isdigit():
            return Form(i, i + 5, "day", int(low), int(month), int(day))
    return None


def _month_day(tokens: list[Token], i: int, end: int) -> Form | None:
    month = _month(tokens, i, end)
    if month is None:
        return None
    j = i + 1
    if low_at(tokens, j, end) == "." and j + 1 < end:
        j += 1
    day = day_of(low_at(tokens, j, end))
    if day is None:
        return None
    last, j = None, j + 1
    if low_at(tokens, j, end) in ("-", "–", "to") and (last := day_of(low_at(tokens, j + 1, end))) is not None:
        j += 2
    k = j + 1 if low_at(tokens, j, end) == "," else j
    year = year_of(low_at(tokens, k, end))
    if low_at(tokens, j, end) in YEAR_STEP and low_at(tokens, j + 1, end) == "year":
        return Form(i, j + 2, "day", None, month, day, number=YEAR_STEP[low_at(tokens, j, end)], word="year")
    return Form(i, k + 1 if year else j, "days" if last else "day", year, month, day, last_day=last)


def _day_month(tokens: list[Token], i: int, end: int) -> Form | None:
    day = day_of(low_at(tokens, i, end))
    if day is None or (i and tokens[i - 1].low in ("-", "$", "€")):
        return None
    j, last = i + 1, None
    if low_at(tokens, j, end) in ("-", "–", "to", "and") and (last := day_of(low_at(tokens, j + 1, end))) is not None:
        j += 2
    if low_at(tokens, j, end) == "of":
        j += 1
    month = _month(tokens, j, end) if low_at(tokens, j, end) != "may" else 5
    if month is None:
        return None
    k = j + 2 if low_at(tokens, j + 1, end) == "," else j + 1
    year = year_of(low_at(tokens, k, end))
    if low_at(tokens, j + 1, end) in YEAR_STEP and low_at(tokens, j + 2, end) == "year":
        return Form(i, j + 3, "day", None, month, day, number=YEAR_STEP[low_at(tokens, j + 1, end)], word="year")
    return Form(i, k + 1 if year else j + 1, "days" if last else "day", year, month, day, last_day=last)


def _month_only(tokens: list[Token], i: int, end: int) -> Form | None:
    month = _month(tokens, i, end)
    if month is None or not tokens[i].low:
        return None
    j = i + 1
    if low_at(tokens, j, end) in ("of", ",") and year_of(low_at(tokens, j + 1, end)):
        j += 1
    later = j + 1 if low_at(tokens, j, end) == "of" else j
    if low_at(tokens, later, end) in YEAR_STEP and low_at(tokens, later + 1, end) == "year":
        return Form(i, later + 2, "month", None, month, number=YEAR_STEP[low_at(tokens, later, end)], word="year")
    year = year_of(low_at(tokens, j, end))
    word = next(
        (
            w
            for w in (low_at(tokens, i - 1, end), low_at(tokens, i - 2, end))
            if i and w in ("early", "mid", "late", "last", "next", "this")
        ),
        "",
    )
    return Form(i, j + 1 if year else i + 1, "month", year, month, word=word)


def _season(tokens: list[Token], i: int, end: int) -> Form | None:
    season = SEASONS.get(low_at(tokens, i, end))
    if season is None:
        return None
    before = low_at(tokens, i - 1, end) if i else ""
    j = i + 1
    if low_at(tokens, j, end) == "of" and year_of(low_at(tokens, j + 1, end)):
        j += 1
    year = year_of(low_at(tokens, j, end))
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
        "to",
        "from",
        "bloc",
        "'s",
        "coming",
    ):
        return None
    return Form(i, j + 1 if year else i + 1, "season", year, number=season, word=before)


def _part_of_year(tokens: list[Token], i: int, end: int) -> Form | None:
    part, what = low_at(tokens, i, end), low_at(tokens, i + 1, end)
    if part not in QUARTER or what not in ("quarter", "half") or (what == "half" and part not in ("first", "second")):
        return None
    j = i + 2
    if low_at(tokens, j, end) in ("of",):
        j += 1
    year, word = year_of(low_at(tokens, j, end)), ""
    if year is None and low_at(tokens, j, end) in ("next", "this", "last") and low_at(tokens, j + 1, end) == "year":
        word, j = low_at(tokens, j, end), j + 1
    code = 32 + QUARTER[part] if what == "quarter" else 39 + QUARTER[part]
    return Form(i, j + 1 if year or word else i + 2, what, year, number=code, word=word)


def _end_of(tokens: list[Token], i: int, end: int) -> Form | None:
    low = low_at(tokens, i, end)
    if low == "year" and low_at(tokens, i + 1, end) == "'s" and low_at(tokens, i + 2, end) == "end":
        return Form(i, i + 3, "year_end")
    if low == "the" and tuple(t.low for t in tokens[i : i + 4]) == ("the", "year", "is", "out"):
        return Form(i, i + 4, "this", word="year")
    if low not in ("end", "start", "beginning") or low_at(tokens, i + 1, end) != "of":
        return None
    j = i + 2
    if low_at(tokens, j, end) == "the":
        j += 1
    what, year = low_at(tokens, j, end), year_of(low_at(tokens, j, end))
    if low == "end":
        if what == "year" or year:
            return Form(i, j + 1, "year_end", year)
        month = MONTHS.get(what)
        if month:
            own = year_of(low_at(tokens, j + 1, end))
            return Form(i, j + 2 if own else j + 1, "month_end", own, month)
        return None
    if what == "next" and low_at(tokens, j + 1, end) == "year":
        return Form(i, j + 2, "next", word="year")
    return Form(i, j + 1, "year", year) if year else None


def _named_day(tokens: list[Token], i: int, end: int) -> Form | None:
    low = low_at(tokens, i, end)
    if low == "new" and tuple(t.low for t in tokens[i : i + 4]) == ("new", "year", "'s", "day"):
        return Form(i, i + 4, "day", None, 1, 1)
    if low == "new" and tuple(t.low for t in tokens[i : i + 4]) == ("new", "year", "'s", "eve"):
        return Form(i, i + 4, "day", None, 12, 31)
    if low in ("today", "yesterday", "tomorrow", "overnight", "tonight"):
        return Form(i, i + 1, low)
    weekday = WEEKDAYS.get(low)
    if weekday is not None:
        before = low_at(tokens, i - 1, end) if i else ""
        return Form(i, i + 1, "weekday", number=weekday, word=before if before in ("last", "next", "this") else "")
    return None


def _relative(tokens: list[Token], i: int, end: int) -> Form | None:
    low, following = low_at(tokens, i, end), low_at(tokens, i + 1, end)
    if low == "a" and following == "fortnight" and low_at(tokens, i + 2, end) == "ago":
        return Form(i, i + 3, "ago", number=14, word="day")
    if low in ("last", "next", "this", "coming") and following in ("week", "month", "year"):
        if low_at(tokens, i + 2, end) == "of":
            return None
        return Form(i, i + 2, "next" if low == "coming" else low, word=following)
    if low == "earlier" and following == "this" and low_at(tokens, i + 2, end) in ("month", "year", "week"):
        return Form(i, i + 3, "this", word=low_at(tokens, i + 2, end))
    if low == "a" and following in UNITS and low_at(tokens, i + 2, end) == "ago":
        return Form(i, i + 3, "ago", number=1, word=UNITS[following])
    value = number(low)
    if value is None or value != int(value) or following not in UNITS:
        return None
    unit = UNITS[following]
    before = low_at(tokens, i - 1, end) if i else ""
    if low_at(tokens, i + 2, end) in ("ago", "earlier") and low_at(tokens, i + 2, end) != "earlier":
        return Form(i, i + 3, "ago", number=int(value), word=unit)
    if before == "in" and unit in ("day", "week", "month"):
        return Form(i, i + 2, "ahead", number=int(value), word=unit)
    if before in ("for", "past", "last") and unit == "year":
        return Form(i, i + 2, "for_years", number=int(value))
    return None


def _year_only(tokens: list[Token], i: int, end: int) -> Form | None:
    year = year_of(low_at(tokens, i, end))
    if year is None:
        return None
    before = tokens[i - 1].low if i else ""
    if (
        i
        and (before not in YEAR_BEFORE and tokens[i - 1].low not in ("war", "mid"))
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
    span = low_at(tokens, i + 1, end) in ("to", "-", "–") and year_of(low_at(tokens, i + 2, end))
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
