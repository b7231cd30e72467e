"""Pass 5b. In: tokens. Out: dates told from another day: yesterday, last Friday, next week, two months ago, the same
day; and stretches of time: for 32 years, within 60 days, the coming months.
"""

from dataclasses import replace

from services.ingest.extract.dates.calendar_words import (
    COUNTS,
    SEASONS,
    SHORT_WEEKDAYS,
    STEPS,
    TIME_PREPOSITIONS,
    TIMES_OF_DAY,
    TOLD_STEPS,
    UNITS,
    WEEKDAYS,
    closes_at,
    day_at,
    low_at,
    noun_at,
    numbers,
    past_dot,
    words,
)
from services.ingest.extract.dates.date_forms import DateForm, Shape
from services.ingest.extract.dates.dates_written import read_day_month, read_month, read_numeric, read_season
from services.ingest.extract.words.tokens import Token
from services.ingest.extract.words.word_sets import word_set

_NEAR = numbers("near day")
_VAGUE_COUNTS = words("vague count")
_PAPERS = words("paper")
_TAILS: dict[str, Shape] = {
    "ago": "ago", "hence": "ahead", "later": "later", "afterwards": "later", "afterward": "later",
    "earlier": "earlier", "previously": "earlier", "beforehand": "earlier",
}  # fmt: skip
_PLURAL_BEFORE = word_set("dates_relative.plural_before")
_VAGUE_MAX = 3
_FULL = word_set("dates_relative.full")
_AFTER_A = frozenset(UNITS) | frozenset(_VAGUE_COUNTS) | _FULL
_CALENDAR_UNITS = frozenset({"week", "month", "year", "quarter", "decade", "century"})


def read_near(tokens: list[Token], i: int) -> DateForm | None:
    """Yesterday, today, tomorrow, tonight."""
    number = _NEAR.get(low_at(tokens, i))
    return None if number is None else DateForm(i, i + 1, "near", number=number)


def read_weekday(tokens: list[Token], i: int) -> DateForm | None:
    """Friday · Friday, 9 October · Friday of last week · Friday last week; a date beside it counts, not the weekday."""
    low = low_at(tokens, i)
    number = WEEKDAYS.get(low)
    j = i + 1
    if number is None:
        number, j = SHORT_WEEKDAYS.get(low), past_dot(tokens, j)
    if number is None or (low_at(tokens, j) in _PAPERS and tokens[j].capital):
        return None
    k = j + 1 if low_at(tokens, j) == "," else j
    dated = read_month(tokens, k) or read_day_month(tokens, k) or read_numeric(tokens, k)
    if dated is not None and dated.day is not None:
        return replace(dated, start=i)
    if low not in WEEKDAYS:
        return None
    if low_at(tokens, i - 1) in ("every", "each"):
        return DateForm(i, j, "vague")
    if low_at(tokens, j) == "week":
        return DateForm(i, j + 1, "vague")
    if low_at(tokens, j) in ("before", "after") and low_at(tokens, i - 1) == "the":
        if not closes_at(tokens, j + 1):
            return DateForm(i, j, "vague")
        step = 1 if low_at(tokens, j) == "after" else -1
        return DateForm(i, j + 1, "weekday", number=number, step=step, told_year=True)
    k = j + 1 if low_at(tokens, j) == "of" else j
    week = STEPS.get(low_at(tokens, k)) if low_at(tokens, k + 1) == "week" else None
    if low_at(tokens, i - 1) == "'s" and low_at(tokens, i - 2) == "week" and low_at(tokens, i - 3) in STEPS:
        return DateForm(i, j, "weekday", number=number, of_week=STEPS[low_at(tokens, i - 3)])
    return DateForm(i, k + 2 if week is not None else j, "weekday", number=number, of_week=week)


def read_weekend(tokens: list[Token], i: int) -> DateForm | None:
    """The weekend, where it is a time."""
    if low_at(tokens, i) != "weekend":
        return None
    before = low_at(tokens, i - 1)
    return DateForm(i, i + 1, "weekend") if before in ("the", "'s") or before in STEPS else None


def read_step(tokens: list[Token], i: int) -> DateForm | None:
    """Last, this, next, coming … with what they step: last week, this fall, next Monday, last May, this morning."""
    step = STEPS.get(low_at(tokens, i))
    if step is None:
        return None
    j = i + 1
    if low_at(tokens, j) in ("past", "coming") and step == 0:
        step, j = STEPS[low_at(tokens, j)], j + 1
    low = low_at(tokens, j)
    if low in ("time", "minute", "moment"):
        return None
    if low in TIMES_OF_DAY:
        return DateForm(i, j + 1, "near", number=min(step, 0)) if step < 1 and low != "noon" else None
    if low in UNITS:
        return _stepped_unit(tokens, i, j, step)
    inner = read_month(tokens, j) or read_weekday(tokens, j) or read_season(tokens, j) or read_weekend(tokens, j)
    if inner is not None:
        loose = inner.year is None and inner.year_step is None and not (low in WEEKDAYS and inner.shape != "weekday")
        return replace(inner, start=i, step=step if loose else None)
    counted = read_count(tokens, j)
    if counted is not None and counted.shape in ("duration", "vague") and step != 0:
        return replace(counted, start=i)
    return None


def _stepped_unit(tokens: list[Token], i: int, j: int, step: int) -> DateForm | None:
    """Last week; not "the last week", which may be any seven days."""
    low, article = low_at(tokens, j), low_at(tokens, i - 1) == "the"
    unit = UNITS[low]
    if low.endswith("s"):
        return DateForm(i, j + 1, "vague") if step else None
    if low_at(tokens, i) in ("past", "coming", "upcoming") or (j > i + 1 and unit != "week"):
        return DateForm(i, j + 1, "vague")
    if article and low_at(tokens, i) != "current":
        return DateForm(i, j + 1, "vague")
    if unit == "week" and low_at(tokens, j + 1) == "on" and low_at(tokens, j + 2) in WEEKDAYS:
        return DateForm(i, j + 3, "weekday", number=WEEKDAYS[low_at(tokens, j + 2)], of_week=step)
    return DateForm(i, j + 1, "unit", unit=unit, step=step) if unit in _CALENDAR_UNITS else None


def read_told(tokens: list[Token], i: int) -> DateForm | None:
    """Same day, that year, following month, previous week, next day: counted from a date told before."""
    step = TOLD_STEPS.get(low_at(tokens, i))
    if low_at(tokens, i) == "that" and low_at(tokens, i + 1) == "same":
        same = read_told(tokens, i + 1)
        return None if same is None else replace(same, start=i)
    low = low_at(tokens, i + 1)
    if step is None or low.endswith("s"):
        return None
    unit = "day" if low in TIMES_OF_DAY else UNITS.get(low, "")
    if unit == "":
        return _told_time(tokens, i, step)
    if low_at(tokens, i) == "next" and unit != "day":
        return DateForm(i, i + 2, "vague")
    return DateForm(i, i + 2, "told", unit=unit, step=step)


def _told_time(tokens: list[Token], i: int, step: int) -> DateForm | None:
    """The same autumn, the following Friday, in that December; "that" alone opens clauses."""
    word, before = low_at(tokens, i), low_at(tokens, i - 1)
    clausal = word == "that" and low_at(tokens, i + 1) not in SEASONS and i > 0
    told = word != "following" or before == "the"
    if word == "next" or not told or (clausal and before not in TIME_PREPOSITIONS and before != ","):
        return None
    inner = read_month(tokens, i + 1) or read_season(tokens, i + 1) or read_weekday(tokens, i + 1)
    if inner is None or inner.year is not None or inner.year_step is not None or inner.of_week is not None:
        return None
    return replace(inner, start=i, step=step, told_year=True)


def read_then(tokens: list[Token], i: int) -> DateForm | None:
    """Then, after since, by and until: the date told before, whatever it is."""
    leading = low_at(tokens, i - 1) in ("since", "by", "until", "till", "before", "from")
    return DateForm(i, i + 1, "told", unit="any", step=0) if leading and low_at(tokens, i) == "then" else None


def read_count(tokens: list[Token], i: int) -> DateForm | None:
    """Two weeks ago · a year and a half ago · 60 days · several months later · a few days · two to three weeks."""
    low, j = low_at(tokens, i), i + 1
    number: float | None
    if low in ("a", "an"):
        following = low_at(tokens, j)
        if following not in _AFTER_A:
            return None
        number, vague = 1.0, following in _VAGUE_COUNTS
        j += vague
    else:
        number, vague = _counted(low), low in _VAGUE_COUNTS
    if low == "half":
        return _half(tokens, i)
    if number is None and not vague:
        return None
    if low_at(tokens, j) in ("to", "or", "-", "–") and _counted(low_at(tokens, j + 1)) is not None:
        vague, j = True, j + 2
    if low_at(tokens, j) == "and" and low_at(tokens, j + 1) == "a" and low_at(tokens, j + 2) == "half":
        number, j = (number or 0) + 0.5, j + 3
    for _ in range(_VAGUE_MAX):
        j += vague and (low_at(tokens, j) in _VAGUE_COUNTS or low_at(tokens, j) == "of")
    j += low_at(tokens, j) in _FULL
    unit = UNITS.get(low_at(tokens, j))
    if unit is None or unit == "quarter" or (low in ("a", "an", "one") and unit == "century"):
        return None
    if low == "one" and unit in ("day", "hour") and low_at(tokens, j + 1) not in _TAILS:
        return DateForm(i, j + 1, "vague")
    if low_at(tokens, j + 1) == "and" and low_at(tokens, j + 2) == "a" and low_at(tokens, j + 3) == "half":
        number, j = (number or 0) + 0.5, j + 3
    return _tailed(tokens, DateForm(i, j + 1, "duration", number=0 if vague else number or 0, unit=unit))


def _half(tokens: list[Token], i: int) -> DateForm | None:
    """Half a year, half a decade."""
    unit = UNITS.get(low_at(tokens, i + 2)) if low_at(tokens, i + 1) in ("a", "an") else None
    return None if unit is None else _tailed(tokens, DateForm(i, i + 3, "duration", number=0.5, unit=unit))


def _counted(word: str) -> float | None:
    known = COUNTS.get(word)
    if known is not None:
        return known
    return float(word) if word.isascii() and word.isdecimal() and len(word) <= 4 else None


def _tailed(tokens: list[Token], form: DateForm) -> DateForm:
    """`form`, a number of units, with what follows it: ago, from now, later, earlier, before the talks, after May 8."""
    j = form.end
    tail, following = low_at(tokens, j), low_at(tokens, j + 1)
    if tail == "from" and following == "now":
        return replace(form, shape="ahead", end=j + 2)
    shape = _TAILS.get(tail)
    if shape is not None and following != "than":
        return replace(form, shape=shape, end=_past_today(tokens, j + 1 + (following == "on"), shape))
    if tail == "'s" and following == "time":
        return replace(form, end=j + 2)
    if tail in ("before", "after", "prior"):
        if following in ("that", "then") and not noun_at(tokens, j + 2):
            return replace(form, shape="later" if tail == "after" else "earlier", end=j + 2)
        if closes_at(tokens, j + 1):
            return replace(form, shape="later" if tail == "after" else "earlier", end=j + 1)
    if tail in ("from", "on") and following in WEEKDAYS:
        return replace(form, end=j + 2)
    if tail in ("from", "before", "after", "of", "following", "since"):
        day = read_month(tokens, j + 1) or read_day_month(tokens, j + 1)
        if day is not None:
            return replace(form, end=day.end)
    return form


def _past_today(tokens: list[Token], j: int, shape: Shape) -> int:
    """Past the "today" and "this week" of "a year ago today"."""
    if shape != "ago":
        return j
    if low_at(tokens, j) == "this" and low_at(tokens, j + 1) in ("day", "week", "month"):
        return j + 2
    return j + (low_at(tokens, j) == "today")


def read_bare_units(tokens: list[Token], i: int) -> DateForm | None:
    """Years, months, weeks after "for", "within", "after" …, or before "ago", "later"."""
    fitting = (low_at(tokens, i - 1) in _PLURAL_BEFORE or low_at(tokens, i + 1) in _TAILS) and tokens[i].low[-1] == "s"
    return _tailed(tokens, DateForm(i, i + 1, "duration", unit=UNITS[low_at(tokens, i)])) if fitting else None


def read_monthday(tokens: list[Token], i: int) -> DateForm | None:
    """12th after "on the", "by the", where no noun follows."""
    day = day_at(tokens, i)
    if day is None or low_at(tokens, i).isdecimal() or noun_at(tokens, i + 1):
        return None
    led = low_at(tokens, i - 1) == "the" and low_at(tokens, i - 2) in ("on", "by", "until", "till", "from", "since")
    return DateForm(i, i + 1, "monthday", day=day) if led else None
