"""Pass 5e. In: tokens. Out: dates that have a name or an article of their own: New Year's Day, year's end, the turn
of the year, the day after tomorrow, the 12th.
"""

from dataclasses import replace

from services.ingest.extract.dates.calendar_words import (
    ORDINALS,
    STEPS,
    TIMES_OF_DAY,
    UNITS,
    closes_at,
    low_at,
    noun_at,
    words,
    year_at,
)
from services.ingest.extract.dates.date_forms import DateForm
from services.ingest.extract.dates.dates_hours import read_night
from services.ingest.extract.dates.dates_parts import read_edge, read_part, read_phase, read_time
from services.ingest.extract.dates.dates_relative import read_count, read_monthday, read_step, read_told, read_weekend
from services.ingest.extract.dates.dates_written import (
    read_century,
    read_day_month,
    read_decade,
    read_month,
    read_ordinal_day,
    read_season,
)
from services.ingest.extract.words.tokens import Token

_EDGES = words("edge")
_NEW_YEAR_DAY_BEFORE = words("new year day before")
_PHASES = words("phase")
_SPLIT_UNITS = frozenset({"year", "month", "week"})


def _phrases(kind: str) -> dict[tuple[str, str], list[tuple[tuple[str, ...], str]]]:
    """Fixed expressions by their first two words (the second empty if there is one only), longest first."""
    found: dict[tuple[str, str], list[tuple[tuple[str, ...], str]]] = {}
    for phrase, value in sorted(words(kind).items(), key=lambda item: -len(item[0].split())):
        parts = tuple(phrase.split())
        found.setdefault((*parts, "")[:2], []).append((parts, value))  # type: ignore[arg-type]  # two they are
    return found


_VAGUE = _phrases("vague")
_HOLIDAYS = _phrases("holiday")
FIXED_FIRST = frozenset(first for first, _ in (*_VAGUE, *_HOLIDAYS))


def read_fixed(tokens: list[Token], i: int) -> DateForm | None:
    """New Year's Day · further notice, the agreed date, one day."""
    low, following = low_at(tokens, i), low_at(tokens, i + 1)
    for fixed in (_HOLIDAYS, _VAGUE):
        for begins in ((low, following), (low, "")):
            for parts, value in fixed.get(begins, ()):
                if all(low_at(tokens, i + k) == part for k, part in enumerate(parts)):
                    return _fixed(tokens, i, parts, value)
    return None


def _fixed(tokens: list[Token], i: int, parts: tuple[str, ...], value: str) -> DateForm | None:
    end = i + len(parts)
    if not value[0].isdigit():
        return None if parts[0] == "the" and noun_at(tokens, end) else DateForm(i, end, "vague")
    led = low_at(tokens, i - 2 if low_at(tokens, i - 1) == "the" else i - 1)
    if parts == ("new", "year") and led not in _NEW_YEAR_DAY_BEFORE:
        return DateForm(i, end, "new_year")
    return DateForm(i, end, "day", month=int(value[:2]), day=int(value[3:]))


def read_unit(tokens: list[Token], i: int) -> DateForm | None:
    """Year's end · year 2024 · turn of the year · year is out · week of May 6 · day after tomorrow."""
    low = low_at(tokens, i)
    unit = UNITS.get(low)
    j = i + 1
    following, third = low_at(tokens, j), low_at(tokens, i + 2)
    if unit in _SPLIT_UNITS and following == "'s" and third in ("end", "close", "start", "beginning"):
        return DateForm(i, i + 3, "unit", unit=unit or "", edge=_EDGES[third])
    if low == "year" and following == "end" and low_at(tokens, i - 1) in ("by", "until", "before", "at"):
        return DateForm(i, i + 2, "unit", unit="year", edge="end")
    if low == "year" and year_at(tokens, j) is not None:
        return DateForm(i, j + 1, "year", year_at(tokens, j))
    if low_at(tokens, i - 1) != "the":
        return None
    if unit in _SPLIT_UNITS and following in ("is", "'s") and third in ("out", "over"):
        return DateForm(i, i + 3, "unit", unit=unit or "", edge="whole")
    if unit in _SPLIT_UNITS and following == "ends":
        return DateForm(i, j + 1, "unit", unit=unit or "", edge="whole")
    return _day_before(tokens, i, unit or "") or _week_of(tokens, i)


def _day_before(tokens: list[Token], i: int, unit: str) -> DateForm | None:
    side, what = low_at(tokens, i + 1), low_at(tokens, i + 2)
    if side not in ("before", "after") or tokens[i].low.endswith("s"):
        return None
    if unit == "day" and what in ("tomorrow", "yesterday"):
        return DateForm(i, i + 3, "near", number=2 if side == "after" else -2)
    if unit in _SPLIT_UNITS and what in ("last", "next"):
        return DateForm(i, i + 3, "unit", unit=unit, step=2 * STEPS[what])
    step = 1 if side == "after" else -1
    closed = closes_at(tokens, i + 2)
    if unit == "night":
        unit = "day"
    if unit in ("day", *_SPLIT_UNITS):
        return DateForm(i, i + 2, "told", unit=unit, step=step) if closed else DateForm(i, i + 1, "duration", unit=unit)
    return None


def _week_of(tokens: list[Token], i: int) -> DateForm | None:
    if low_at(tokens, i) != "week" or low_at(tokens, i + 1) != "of":
        return None
    day = read_month(tokens, i + 2) or read_day_month(tokens, i + 2)
    return replace(day, start=i, unit="week") if day is not None and day.shape == "day" else None


def _eve(tokens: list[Token], i: int) -> DateForm | None:
    """Eve of May 9: not May 9."""
    day = read_time(tokens, i + 2) if low_at(tokens, i + 1) == "of" else None
    return None if day is None else DateForm(i, day.end, "vague")


def read_the(tokens: list[Token], i: int) -> DateForm | None:
    """The dates that an article opens."""
    k = i + 1
    low = low_at(tokens, k)
    if low == "very":
        k += 1
        low = low_at(tokens, k)
    if (
        low == "turn"
        and low_at(tokens, k + 1) == "of"
        and low_at(tokens, k + 2) == "the"
        and low_at(tokens, k + 3) == "year"
    ):
        return DateForm(i, k + 4, "turn")
    for reader in _AFTER_THE.get(low, ()):
        form = reader(tokens, k)
        if form is not None:
            return replace(form, start=i)
    if low[:1].isdecimal() or low in ORDINALS:
        for reader in (read_century, read_decade, read_ordinal_day, read_day_month, read_monthday):
            form = reader(tokens, k)
            if form is not None and (reader is not read_day_month or not low.isdecimal()):
                return replace(form, start=i)
    return None


_AFTER_THE = {
    **dict.fromkeys(_EDGES, (read_edge,)),
    **dict.fromkeys(words("season"), (read_season,)),
    **dict.fromkeys(UNITS, (read_unit,)),
    **dict.fromkeys(TIMES_OF_DAY, (read_night,)),
    "month": (read_edge, read_unit),
    "night": (read_night, read_unit),
    "eve": (_eve,),
    "weekend": (read_weekend,),
    "new": (read_fixed,),
    **dict.fromkeys(_PHASES, (read_phase,)),
    **dict.fromkeys(STEPS, (read_step, read_count)),
    **dict.fromkeys(("same", "following", "previous", "preceding"), (read_told,)),
    **dict.fromkeys(words("part"), (read_part, read_century)),
    "last": (read_part, read_step, read_count),
    "next": (read_told, read_step, read_count),
    "early": (read_phase, read_part),
}  # fmt: skip
