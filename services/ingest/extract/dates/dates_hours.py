"""Pass 5d. In: tokens. Out: nights and hours, and the days beside them: the night of 31 December to 1 January, dawn on
Tuesday, 10:00 on Friday. An hour alone is recognised, never dated.
"""

from dataclasses import replace

from services.ingest.extract.dates.calendar_words import TIMES_OF_DAY, low_at, noun_at, past_dot, words
from services.ingest.extract.dates.date_forms import DateForm
from services.ingest.extract.dates.dates_parts import read_time
from services.ingest.extract.words.tokens import Token

DAY_SHAPES = frozenset({"day", "days", "weekday", "near", "monthday"})
_CLOCK = words("clock")
_CLOCK_MAX = 4
_HALVES = frozenset({"am", "pm", "a.m", "p.m", "gmt", "utc"})


def read_night(tokens: list[Token], i: int) -> DateForm | None:
    """Night of 31 December to 1 January, night to Thursday, morning of May 8, dawn on Tuesday, overnight."""
    low = low_at(tokens, i)
    j = i + 1
    link = low_at(tokens, j)
    if low in ("night", "overnight") and link in ("to", "into", "before"):
        day = read_time(tokens, j + 1)
        if day is not None and day.shape in ("day", "weekday", "near"):
            return DateForm(i, day.end, "night", last=day)
    if low == "night" and link in ("of", "from", "between"):
        first = read_time(tokens, j + 1)
        if first is not None and low_at(tokens, first.end) in ("to", "into", "and", "-", "–"):
            last = read_time(tokens, first.end + 1)
            if last is not None and {first.shape, last.shape} <= {"day", "weekday"}:
                return DateForm(i, last.end, "range", unit="night", first=first, last=last)
    if link in ("of", "on", ","):
        day = read_time(tokens, j + 1)
        if day is not None and day.shape in ("day", "days", "weekday", "near", "monthday"):
            return replace(day, start=i)
    leading = low_at(tokens, i - 1) if low_at(tokens, i - 1) != "the" else low_at(tokens, i - 2)
    if low == "overnight" or (low == "night" and leading == "during" and not noun_at(tokens, j)):
        return DateForm(i, j, "overnight")
    return (
        DateForm(i, j, "hour")
        if leading in ("at", "in", "during", "by", "until", "since") and not noun_at(tokens, j)
        else None
    )


def read_clock(tokens: list[Token], i: int) -> DateForm | None:
    """10:00 local time on Friday, 6 p.m. on Friday: Friday; 10:00 alone is an hour."""
    low, following = low_at(tokens, i), low_at(tokens, i + 1)
    hour, colon, minutes = low.partition(":")
    halved = low[-2:] in ("am", "pm") and low[:-2].isdecimal()
    named = following in _HALVES or _past_half(tokens, i + 1) > i + 1
    if not halved and not (hour.isdecimal() and len(hour) < 3 and (minutes.isdecimal() if colon else named)):
        return None
    j = _past_half(tokens, i + 1)
    for _ in range(_CLOCK_MAX):
        j += low_at(tokens, j) in _CLOCK
    day = read_time(tokens, j + (low_at(tokens, j) in ("on", ",")))
    if day is not None and day.shape in DAY_SHAPES:
        return replace(day, start=i)
    return DateForm(i, j, "hour")


def _past_half(tokens: list[Token], j: int) -> int:
    """Past "a.m." and "p.m.", in as many tokens as they are."""
    if low_at(tokens, j) not in ("a", "p"):
        return j
    k = j + 1 + (low_at(tokens, j + 1) == ".")
    return past_dot(tokens, k + 1) if low_at(tokens, k) == "m" else j


def past_time_of_day(tokens: list[Token], j: int) -> int:
    """Past "night", "morning", "at dawn", "in the evening", "at 10:00" after a day."""
    k = j
    if low_at(tokens, k) in ("early", "late"):
        k += 1
    if low_at(tokens, k) in TIMES_OF_DAY:
        return k + 1
    if low_at(tokens, j) not in ("at", "in", "during", "around"):
        return j
    k = j + 2 if low_at(tokens, j + 1) == "the" else j + 1
    if low_at(tokens, k) in TIMES_OF_DAY:
        return k + 1
    clock = read_clock(tokens, k) if ":" in low_at(tokens, k) else None
    return clock.end if clock is not None and clock.shape == "hour" else j
