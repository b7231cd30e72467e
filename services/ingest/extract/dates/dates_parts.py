"""Pass 5c. In: tokens. Out: parts of times: the end of the year, early 2025, the first half of May, the second quarter,
the night of 31 December, the turn of the year, New Year's Day.
"""

from dataclasses import replace

from services.ingest.extract.dates.calendar_words import (
    COUNTS,
    UNITS,
    WEEKDAYS,
    low_at,
    numbers,
    words,
    year_at,
)
from services.ingest.extract.dates.date_forms import DateForm
from services.ingest.extract.dates.dates_relative import (
    read_near,
    read_step,
    read_weekday,
    read_weekend,
)
from services.ingest.extract.dates.dates_written import (
    read_century,
    read_day_month,
    read_decade,
    read_month,
    read_numeric,
    read_season,
    with_year,
)
from services.ingest.extract.words.tokens import Token
from services.ingest.extract.words.word_sets import word_set

_EDGES = words("edge")
_EDGE_MODS = words("edge mod")
_PHASES = words("phase")
_PARTS = numbers("part")
_MODDED = word_set("dates_parts.modded")
_SPLIT_UNITS = frozenset({"year", "month", "week"})
_PART_NOUNS = word_set("dates_parts.part_nouns")


def read_time(tokens: list[Token], i: int) -> DateForm | None:
    """A date of any simple shape, or a part of a year, after an optional "the"; a year needs no context here."""
    return _read_simple(tokens, i) or read_part(tokens, i + (low_at(tokens, i) == "the"))


def _read_simple(tokens: list[Token], i: int) -> DateForm | None:
    j = i + (low_at(tokens, i) == "the")
    year = year_at(tokens, j)
    if year is not None:
        return read_numeric(tokens, j) or DateForm(i, j + 1, "year", year)
    for reader in _SIMPLE:
        form = reader(tokens, j)
        if form is not None:
            return replace(form, start=i)
    unit = UNITS.get(low_at(tokens, j))
    return DateForm(i, j + 1, "unit", unit=unit or "") if j > i and unit in _SPLIT_UNITS else None


def read_edge(tokens: list[Token], i: int) -> DateForm | None:
    """End of the year, start of 2025, middle of May, close of next week, the course of 2008, month of May."""
    edge = _EDGES.get(low_at(tokens, i))
    if edge is None or low_at(tokens, i + 1) != "of":
        return None
    j, unit = i + 2, UNITS.get(low_at(tokens, i + 2))
    if unit in _SPLIT_UNITS:
        return DateForm(i, j + 1, "unit", unit=unit or "", edge=edge)
    inner = read_time(tokens, j)
    if inner is None or inner.edge or (low_at(tokens, i) == "month" and inner.shape != "month"):
        return None
    if inner.shape in ("near", "day", "weekday", "days"):
        return replace(inner, start=i) if inner.shape != "days" else None
    return replace(inner, start=i, edge="" if edge == "whole" else edge)


def read_phase(tokens: list[Token], i: int) -> DateForm | None:
    """Early 2025, mid-May, late last week, earlier this month, later in the year, early on Friday."""
    mod = _PHASES.get(low_at(tokens, i))
    if mod is None:
        return None
    j = i + 1
    if low_at(tokens, j) in ("hours", "morning", "evening") and low_at(tokens, j + 1) in ("of", "on"):
        j += 2
    elif low_at(tokens, j) in ("in", "on", "of"):
        j += 1
    unit = UNITS.get(low_at(tokens, j)) if low_at(tokens, i) == "mid" else None
    if unit in _SPLIT_UNITS:
        return DateForm(i, j + 1, "unit", unit=unit or "", mod="MID")
    inner = read_time(tokens, j)
    if inner is None or inner.mod or (inner.edge and mod not in ("earlier", "later")):
        return None
    if mod in ("earlier", "later"):
        return replace(inner, start=i)
    if inner.shape in _MODDED:
        return replace(inner, start=i, mod=mod)  # type: ignore[arg-type]  # the file holds only mods
    return replace(inner, start=i) if inner.shape in ("day", "weekday", "near", "monthday") else None


def read_part(tokens: list[Token], i: int) -> DateForm | None:
    """First half of 2025, second quarter, last days of May, first three months of the year."""
    number = _PARTS.get(low_at(tokens, i))
    if number is None or (low_at(tokens, i) == "last" and low_at(tokens, i - 1) != "the"):
        return None
    noun = low_at(tokens, i + 1)
    if noun == "half of":  # joined by a later pass
        return _half_of(tokens, i, i + 2, number, True)
    if noun == "half":
        return _half_of(tokens, i, i + 2 + (low_at(tokens, i + 2) == "of"), number, low_at(tokens, i + 2) == "of")
    if noun == "quarter":
        return _yearly(tokens, i, i + 2, 36 if number < 0 else 32 + number, "quarter")
    if (
        COUNTS.get(noun) in (3, 6, 9)
        and number == 1
        and low_at(tokens, i + 2) == "months"
        and low_at(tokens, i + 3) == "of"
    ):
        return _yearly(tokens, i, i + 3, {3: 33, 6: 40}.get(COUNTS[noun], 0), "year") if COUNTS[noun] < 9 else None
    if noun in WEEKDAYS and low_at(tokens, i + 2) in ("of", "in"):
        inner = _read_simple(tokens, i + 3)
        return None if inner is None else DateForm(i, inner.end, "vague")
    if noun not in _PART_NOUNS or low_at(tokens, i + 2) != "of":
        return None
    inner = _read_simple(tokens, i + 3)
    if inner is None or inner.edge or inner.mod or inner.shape not in _MODDED - {"part"}:
        return None
    if noun == "day" and abs(number) == 1 and inner.shape in ("month", "year", "unit"):
        return replace(inner, start=i, edge="first day" if number == 1 else "last day")
    if number == 1 or number < 0:
        return replace(inner, start=i, mod="START" if number == 1 else "END")
    return replace(inner, start=i)


def _half_of(tokens: list[Token], i: int, j: int, number: int, of: bool) -> DateForm | None:
    second = number < 0 or number == 2
    if abs(number) > 2:
        return None
    inner = _read_simple(tokens, j) if of else None
    if inner is not None and inner.shape == "month" and not inner.mod:
        return replace(inner, start=i, edge="second half" if second else "first half")
    if inner is not None and inner.shape in ("decade", "century", "season") and not inner.mod:
        return replace(inner, start=i, mod="END" if second else "START")
    return _yearly(tokens, i, j - of, 41 if second else 40, "half")


def _yearly(tokens: list[Token], i: int, j: int, code: int, unit: str) -> DateForm | None:
    """A half or a quarter of the year told from token `j`: 2025, of 2025, of the year, of next year, none."""
    form = DateForm(i, j, "part", code=code, unit=unit)
    if low_at(tokens, j) == "of" and low_at(tokens, j + 1) == "the" and low_at(tokens, j + 2) == "year":
        return replace(form, end=j + 3)
    dated = with_year(tokens, form)
    return dated if dated is not form or low_at(tokens, j) not in ("of", "century", "of the") else None


def read_quarter(tokens: list[Token], i: int) -> DateForm | None:
    """Q3 2025, H1."""
    low = low_at(tokens, i)
    if len(low) != 2 or low[0] not in "qh" or low[1] not in "1234" or not tokens[i].capital or low in ("h3", "h4"):
        return None
    code = int(low[1]) + (32 if low[0] == "q" else 39)
    return with_year(tokens, DateForm(i, i + 1, "part", code=code, unit="quarter" if low[0] == "q" else "half"))


_SIMPLE = (
    read_month, read_day_month, read_numeric, read_decade, read_season, read_near, read_step, read_weekday,
    read_century, read_weekend, read_quarter,
)  # fmt: skip
