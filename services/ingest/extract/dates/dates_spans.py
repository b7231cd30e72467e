"""Spans of the calendar as EDTF values with their first and last day, and which occurrence of a yearly one is meant."""

from calendar import monthrange
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, timedelta

from events.record import Precision

_HORIZON_DAYS = 280  # a date without a year lies within nine months
_SLIP_DAYS = 31  # and at most this far against the direction of the verb
_SEASON_STARTS = {21: 3, 22: 6, 23: 9, 24: 12}


@dataclass(frozen=True, slots=True)
class Span:
    """An EDTF value and the days it covers."""

    edtf: str
    precision: Precision
    first: date
    last: date


def day(when: date) -> Span:
    """One day."""
    return Span(when.isoformat(), "day", when, when)


def month(year: int, number: int) -> Span:
    """One month."""
    return Span(
        f"{year:04}-{number:02}", "month", date(year, number, 1), date(year, number, monthrange(year, number)[1])
    )


def season(year: int, code: int) -> Span:
    """Spring 21 to winter 24; a winter has the year of its December."""
    first = date(year, _SEASON_STARTS[code], 1)
    return Span(f"{year:04}-{code}", "season", first, shifted(first, 3) - timedelta(days=1))


def part(year: int, code: int) -> Span:
    """A quarter 33 to 36 or a half 40, 41."""
    length = 3 if code < 40 else 6
    first = date(year, 1 + length * (code - (33 if code < 40 else 40)), 1)
    precision: Precision = "quarter" if code < 40 else "half_year"
    return Span(f"{year:04}-{code}", precision, first, shifted(first, length) - timedelta(days=1))


def year(number: int) -> Span:
    """One year."""
    return Span(f"{number:04}", "year", date(number, 1, 1), date(number, 12, 31))


def decade(first: int) -> Span:
    """Ten years: 199X."""
    return Span(f"{first // 10:03}X", "decade", date(first, 1, 1), date(first + 9, 12, 31))


def century(first: int) -> Span:
    """A hundred years: 18XX."""
    return Span(f"{first // 100:02}XX", "century", date(first, 1, 1), date(first + 99, 12, 31))


def week(of: date) -> Span:
    """The seven days, Monday to Sunday, around a day."""
    monday = of - timedelta(days=of.weekday())
    return interval(day(monday), day(monday + timedelta(days=6)), "week")


def interval(first: Span, last: Span, precision: Precision | None = None) -> Span:
    """From one span to another."""
    common: Precision = first.precision if first.precision == last.precision else "interval"
    return Span(f"{first.edtf}/{last.edtf}", precision or common, first.first, last.last)


def day_of(year: int, month: int, day: int) -> date | None:
    """A day of the calendar; None for February 30."""
    try:
        return date(year, month, day)
    except ValueError:
        return None


def shifted(when: date, months: int) -> date:
    """The same day some months on, or the last one of that month. Raises ValueError outside the calendar."""
    years, month_index = divmod(when.year * 12 + when.month - 1 + months, 12)
    return date(years, month_index + 1, min(when.day, monthrange(years, month_index + 1)[1]))


def nearest(spans: list[Span], base: date, ahead: bool | None) -> Span | None:
    """The span that the direction means: the first not yet over, the last already begun, or the nearest of all."""
    if ahead is None:
        return min(spans, key=lambda s: (_gap(s, base), s.first), default=None)
    if ahead:
        return min((s for s in spans if s.last >= base), key=lambda s: s.first, default=None)
    return max((s for s in spans if s.first <= base), key=lambda s: s.first, default=None)


def occurrence(made: Callable[[int], Span | None], base: date, ahead: bool | None) -> Span | None:
    """Which year's occurrence of `made` is meant: within nine months in the direction of the verb, or else, for one
    day, a few weeks against it, or else, of what is over, that of the same year."""
    spans = [s for n in (base.year - 1, base.year, base.year + 1) if (s := made(n)) is not None]
    found = nearest(spans, base, ahead)
    if found is not None and _gap(found, base) <= _HORIZON_DAYS:
        return found
    other = nearest(spans, base, None)
    if other is not None and other.precision == "day" and _gap(other, base) <= _SLIP_DAYS:
        return other
    return found if ahead is False and found is not None and found.first.year == base.year else None


def _gap(span: Span, base: date) -> int:
    return max((span.first - base).days, (base - span.last).days, 0)
