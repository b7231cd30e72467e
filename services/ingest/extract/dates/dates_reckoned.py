"""Pass 15a. In: a date form that counts from another day. Out: the span it means: from the day of publication or of the
speech, or from the date told before it in the same text.
"""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, timedelta

from services.ingest.extract.dates import dates_spans as spans
from services.ingest.extract.dates.date_forms import DateForm
from services.ingest.extract.dates.dates_spans import Span, day_of, nearest, shifted

_DAYS_OF_UNIT = {"day": 1, "week": 7, "fortnight": 14}
_MONTHS_OF_UNIT = {"month": 1, "quarter": 3, "year": 12}
_FINE_ENOUGH = {
    **dict.fromkeys(("day", "week", "fortnight"), ("day",)),
    "month": ("day", "month"),
    "year": ("day", "month", "season", "year"),
}


@dataclass(frozen=True, slots=True)
class View:
    """From where a form is read: the day, the direction, the dates told before, the preposition and its class."""

    base: date | None
    ahead: bool | None
    known: tuple[str, ...]
    led: str
    preposition: str


def _monthday(form: DateForm, view: View) -> Span | None:
    """The 12th: of this month or the one beside it."""
    if view.base is None or form.day is None:
        return None
    months = (-1, 0, 1) if form.step is None else (form.step,)
    firsts = [shifted(view.base.replace(day=1), k) for k in months]
    days = [spans.day(d) for f in firsts if (d := day_of(f.year, f.month, form.day)) is not None]
    return nearest(days, view.base, view.ahead)


def _weekday(form: DateForm, view: View) -> Span | None:
    if form.told_year:
        return beside_told(form, view, lambda number: None)
    base = view.base
    if base is None:
        return None
    distance = (int(form.number) - base.weekday()) % 7
    if form.of_week is not None:
        monday = base - timedelta(days=base.weekday()) + timedelta(weeks=form.of_week)
        return spans.day(monday + timedelta(days=int(form.number)))
    if form.step == -1:
        return spans.day(base - timedelta(days=(7 - distance) % 7 or 7))
    if form.step == 1:
        coming = base + timedelta(days=distance or 7)
        return None if coming.weekday() > base.weekday() else spans.day(coming)
    if form.step == 0:
        return spans.day(base - timedelta(days=base.weekday()) + timedelta(days=int(form.number)))
    return nearest([spans.day(base + timedelta(days=distance + k)) for k in (-7, 0)], base, view.ahead)


def _weekend(form: DateForm, view: View) -> Span | None:
    if view.base is None:
        return None
    saturday = view.base - timedelta(days=view.base.weekday()) + timedelta(days=5)
    ends = [spans.day(saturday + timedelta(weeks=k)) for k in (-1, 0, 1)]
    both = [spans.interval(s, spans.day(s.last + timedelta(days=1))) for s in ends]
    if form.step == -1:
        return both[0]
    if form.step == 1:
        return both[2] if view.base.weekday() > 4 else None
    return nearest(both, view.base, view.ahead)


def _near(form: DateForm, view: View) -> Span | None:
    return None if view.base is None else spans.day(view.base + timedelta(days=int(form.number)))


def _overnight(form: DateForm, view: View) -> Span | None:
    if view.base is None:
        return None
    first = view.base - timedelta(days=not view.ahead)
    return spans.interval(spans.day(first), spans.day(first + timedelta(days=1)))


def _unit(form: DateForm, view: View) -> Span | None:
    """This week, last month, next quarter, the year before last."""
    base, step = view.base, form.step or 0
    if base is None:
        return None
    if form.step is None and form.edge == "end" and view.ahead is False and _just_begun(form.unit, base):
        if view.led != "in":
            return None
        step = -1
    match form.unit:
        case "year":
            return spans.year(base.year + step)
        case "month":
            then = shifted(base.replace(day=1), step)
            return spans.month(then.year, then.month)
        case "week":
            return spans.week(base + timedelta(weeks=step))
        case "quarter":
            then = shifted(base.replace(day=1), 3 * step)
            return spans.part(then.year, 33 + (then.month - 1) // 3)
        case "decade":
            return spans.decade(base.year // 10 * 10 + 10 * step)
        case _:
            return None


def _just_begun(unit: str, base: date) -> bool:
    """Whether "the end of the year", looking back, cannot be the end of this one."""
    return {"year": base.month < 4, "month": base.day < 11, "week": base.weekday() < 2}.get(unit, False)


def _ago(form: DateForm, view: View) -> Span | None:
    """Two weeks ago: the day; three months ago: the month; a year ago: the year."""
    if view.base is None or (form.hedged and form.mod is None):
        return None
    return _counted(form.number, form.unit, view.base, -1 if form.shape == "ago" else 1)


def _counted(number: float, unit: str, base: date, sign: int) -> Span | None:
    if number <= 0:
        return None
    if unit in _DAYS_OF_UNIT:
        days = number * _DAYS_OF_UNIT[unit]
        return spans.day(base + timedelta(days=sign * int(days))) if days == int(days) else None
    months = number * _MONTHS_OF_UNIT.get(unit, 0)
    if months <= 0 or months != int(months):
        return None
    then = shifted(base, sign * int(months))
    if unit == "year" and number >= 1:
        blurred = number != int(number) and not 3 <= then.month <= 10
        return None if blurred else spans.year(then.year)
    return spans.month(then.year, then.month)


def told(view: View) -> Span | None:
    """The day, month or year told last; None where nothing or something coarser was told."""
    parts = view.known[-1].split("-") if view.known else []
    if not 1 <= len(parts) <= 3 or not all(p.isascii() and p.isdigit() for p in parts) or len(parts[0]) != 4:
        return None
    year, month, day = (*(int(p) for p in parts), 0, 0)[:3]
    if 21 <= month <= 24 and not day:
        return spans.season(year, month)
    if month > 12:
        return None
    return spans.day(date(year, month, day)) if day else spans.month(year, month) if month else spans.year(year)


def beside_told(form: DateForm, view: View, made: Callable[[int], Span | None]) -> Span | None:
    """That autumn, the following Friday: in the year told last, or the next or previous one from the date told."""
    before = told(view)
    if before is None:
        return None
    if form.shape == "weekday":
        if before.precision != "day" or not form.step:
            return None
        away = form.step * ((form.step * (int(form.number) - before.first.weekday())) % 7 or 7)
        return spans.day(before.first + timedelta(days=away))
    year = before.first.year
    if not form.step:
        return made(year)
    every = [s for n in (year - 1, year, year + 1) if (s := made(n)) is not None]
    if form.step > 0:
        return min((s for s in every if s.first > before.last), key=lambda s: s.first, default=None)
    return max((s for s in every if s.last < before.first), key=lambda s: s.first, default=None)


def _from_told(form: DateForm, view: View) -> Span | None:
    """Three months later, the same day, the following year: from the date told last, if it is as fine as the unit."""
    before = told(view)
    if before is None or form.unit == "any" or (form.hedged and form.mod is None):
        return before if form.unit == "any" else None
    if before.precision not in _FINE_ENOUGH.get(form.unit, ()):
        return None
    base, step = before.first, form.step or 0
    number, sign = (form.number, 1 if form.shape == "later" else -1) if form.shape != "told" else (abs(step), step)
    if form.shape != "told" or (step and form.unit != "week"):
        return _counted(number, form.unit, base, sign)
    match form.unit:
        case "day":
            return spans.day(base)
        case "week":
            return spans.week(base + timedelta(weeks=step))
        case "month":
            return spans.month(base.year, base.month)
        case "year":
            return spans.year(base.year)
        case _:
            return None


def _turn(form: DateForm, view: View) -> Span | None:
    """The turn of the year: the last day and the first."""
    if view.base is None:
        return None
    turns = [
        spans.interval(spans.day(date(n, 12, 31)), spans.day(date(n + 1, 1, 1)))
        for n in (view.base.year - 1, view.base.year)
    ]
    return nearest(turns, view.base, view.ahead)


def _new_year(form: DateForm, view: View) -> Span | None:
    """In the new year: the next one in the second half of a year, this one in its first months."""
    if view.base is None:
        return None
    if view.base.month > 6:
        return spans.year(view.base.year + 1) if view.ahead is not False else None
    return spans.year(view.base.year) if view.base.month < 3 else None


def _duration(form: DateForm, view: View) -> Span | None:
    """For 32 years: since the year then. In two days, of what lies ahead: that day. No other stretch has a date."""
    if view.base is None or form.hedged or form.number <= 0 or form.number != int(form.number):
        return None
    if view.led == "for" and form.unit == "year" and view.ahead is not True:
        return spans.year(view.base.year - int(form.number))
    if view.preposition == "in" and view.ahead is True:
        return _counted(form.number, form.unit, view.base, 1)
    return None


def _hour(form: DateForm, view: View) -> Span | None:
    """Since midnight: the day itself. No other hour has a date."""
    return spans.day(view.base) if view.base is not None and view.led == "since" else None


RECKONED: dict[str, Callable[[DateForm, View], Span | None]] = {
    "monthday": _monthday,
    "weekday": _weekday,
    "weekend": _weekend,
    "near": _near,
    "overnight": _overnight,
    "unit": _unit,
    "ago": _ago,
    "ahead": _ago,
    "later": _from_told,
    "earlier": _from_told,
    "told": _from_told,
    "turn": _turn,
    "new_year": _new_year,
    "duration": _duration,
    "hour": _hour,
}
