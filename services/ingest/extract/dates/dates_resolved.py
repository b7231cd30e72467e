"""Pass 15. In: a date form, the preposition before it, the direction of its verb, the day of publication.
Out: its EDTF value with role, precision, modifier and anchor, or nothing where the day cannot be known.
"""

from collections.abc import Callable
from datetime import date, timedelta
from typing import Literal

from events.record import When
from services.ingest.extract.dates import dates_spans as spans
from services.ingest.extract.dates.calendar_words import words
from services.ingest.extract.dates.date_forms import DateForm
from services.ingest.extract.dates.dates_reckoned import RECKONED, View, beside_told
from services.ingest.extract.dates.dates_roles import role_of
from services.ingest.extract.dates.dates_spans import Span, day_of, occurrence

Anchor = Literal["absolute", "published_at", "said_on", "text"]

_PREPOSITIONS = words("preposition")
_LIMITS = frozenset({"by", "until", "before", "after", "not before"})


def resolve(
    form: DateForm,
    preposition: str,
    anchor: date | None,
    ahead: bool | None,
    said_on: date | None = None,
    known: tuple[str, ...] = (),
    raw: str | None = None,
) -> When | None:
    """What `form` means, or None.

    `preposition` is the folded words before it; `anchor` the publication day, `said_on` the day of the speech that
    tells it; `ahead` whether its verb looks forward, None where nobody knows; `known` the EDTF values told before it,
    the last one last.
    """
    led = _PREPOSITIONS.get(preposition, "in")
    base = said_on or anchor
    view = View(base, False if led == "since" else ahead, known, led, preposition)
    try:
        span = _span(form, view)
        if span is None:
            return None
        later = base is not None and span.first > base
        forward = later or bool(ahead) if ahead is None or led == "to" else ahead
        limited = led in _LIMITS or form.bound != ""
        span = _edged(form, span, limited or forward)
    except (ValueError, OverflowError):  # February 30, the year 10000
        return None
    means = role_of(form, _ruled(form, led), forward, span.precision)
    if means is None:
        return None
    role, mod = means
    origin = _origin(form, said_on)
    return When(edtf=span.edtf, role=role, precision=span.precision, mod=mod, anchor=origin, raw=raw)


def _ruled(form: DateForm, led: str) -> str:
    """The class of preposition that rules the date: the one before "Thursday's session" may rule the session only."""
    return "in" if form.modifier and led in ("from", "to", "for", "as of", "throughout", "within") else led


def _origin(form: DateForm, said_on: date | None) -> Anchor:
    ends = [f for f in (form.first, form.last) if f is not None] or [form]
    if all(f.year is not None for f in ends):
        return "absolute"
    if form.shape in ("later", "earlier", "told") or form.told_year:
        return "text"
    return "published_at" if said_on is None else "said_on"


def _span(form: DateForm, view: View) -> Span | None:
    reader = _SHAPES.get(form.shape)
    return None if reader is None else reader(form, view)


def _yearly(form: DateForm, view: View) -> Span | None:
    """A day, month, season or part of a year: in the year told, else in the one that the direction means."""
    if form.year is not None:
        return _in_year(form, form.year)
    if form.told_year:
        return beside_told(form, view, lambda number: _in_year(form, number))
    base = view.base
    if base is None:
        return None
    if form.year_step is not None:
        return _in_year(form, base.year + form.year_step)
    if form.step is not None:
        return _stepped(form, base)
    return occurrence(lambda number: _in_year(form, number), base, view.ahead)


def _in_year(form: DateForm, year: int) -> Span | None:
    month, day = form.month or 1, form.day or 1
    match form.shape:
        case "month":
            return spans.month(year, month)
        case "season":
            return spans.season(year, form.code)
        case "part":
            return spans.part(year, form.code)
        case "days":
            days = [day_of(year, month, number) for number in form.days]
            real = [d for d in days if d is not None]
            consecutive = len(real) == len(days) == form.days[-1] - form.days[0] + 1
            return spans.interval(spans.day(real[0]), spans.day(real[-1])) if consecutive else None
        case _:
            found = day_of(year, month, day)
            if found is None:
                return None
            return spans.week(found) if form.unit == "week" else spans.day(found)


def _stepped(form: DateForm, base: date) -> Span | None:
    """Last May, this fall, next spring: the last one over, the one of this year, the next one to begin. A "next" that
    falls in the same year may mean the year after: refused."""
    every = [s for n in range(base.year - 2, base.year + 3) if (s := _in_year(form, n)) is not None]
    if form.step == 0:
        winter = form.code == 24 and base.month < 3
        return _in_year(form, base.year - winter)
    if form.step == -1:
        return max((s for s in every if s.last < base), key=lambda s: s.first, default=None)
    coming = min((s for s in every if s.first > base), key=lambda s: s.first, default=None)
    return coming if coming is not None and (coming.first.year > base.year or form.code == 24) else None


def _year(form: DateForm, view: View) -> Span | None:
    return None if form.year is None else spans.year(form.year)


def _decade(form: DateForm, view: View) -> Span | None:
    return None if form.year is None else spans.decade(form.year)


def _century(form: DateForm, view: View) -> Span | None:
    return None if form.year is None else spans.century(form.year)


def _night(form: DateForm, view: View) -> Span | None:
    last = None if form.last is None else _span(form.last, view)
    return None if last is None else spans.interval(spans.day(last.first - timedelta(days=1)), last)


def _range(form: DateForm, view: View) -> Span | None:
    """From X to Y: the end that the direction fixes is read first, the other beside it."""
    if form.first is None or form.last is None:
        return None
    if view.ahead is False:
        last = _span(form.last, view)
        first = None if last is None else _beside(form.first, view, last.last, False)
    else:
        first = _span(form.first, view)
        last = None if first is None else _beside(form.last, view, first.first, True)
    if first is None or last is None or last.first <= first.first:
        return None
    return spans.interval(_edged(form.first, first, False), _edged(form.last, last, True))


def _beside(form: DateForm, view: View, base: date, ahead: bool) -> Span | None:
    loose = form.year is None and form.year_step is None and form.step is None and not form.told_year
    anchored = form.shape in ("near", "ago", "ahead", "unit")
    return _span(form, View(base, ahead, view.known, view.led, view.preposition) if loose and not anchored else view)


def _edged(form: DateForm, span: Span, exact: bool | None) -> Span:
    """The end of a span is its last day where a limit is meant; its start and middle stay the span, with a modifier."""
    if form.edge == "last day" or (form.edge == "end" and exact):
        return spans.day(span.last)
    if form.edge == "first day":
        return spans.day(span.first)
    if form.edge == "first half":
        return spans.interval(spans.day(span.first), spans.day(span.first.replace(day=15)))
    if form.edge == "second half":
        return spans.interval(spans.day(span.first.replace(day=16)), spans.day(span.last))
    return span


_SHAPES: dict[str, Callable[[DateForm, View], Span | None]] = {
    **RECKONED,
    **dict.fromkeys(("day", "days", "month", "season", "part"), _yearly),
    "year": _year,
    "decade": _decade,
    "century": _century,
    "night": _night,
    "range": _range,
}
"""Vague times have no reader: they are never dated."""
