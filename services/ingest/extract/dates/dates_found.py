"""Pass 5. In: the tokens of a sentence. Out: its date expressions, unresolved, in order and without overlap.

Each is read from its first word; what may stand on either side of it is added: about a year ago, on Friday at dawn,
from X to Y, in 2026 at the earliest.
"""

from collections.abc import Callable
from dataclasses import replace

from services.ingest.extract.dates.calendar_words import (
    COUNTS,
    DETERMINERS,
    MONTHS,
    SEASONS,
    SHORT_WEEKDAYS,
    STEPS,
    TIME_PREPOSITIONS,
    TIMES_OF_DAY,
    UNITS,
    WEEKDAYS,
    low_at,
    noun_at,
    words,
)
from services.ingest.extract.dates.date_forms import DateForm
from services.ingest.extract.dates.dates_hours import DAY_SHAPES, past_time_of_day, read_clock, read_night
from services.ingest.extract.dates.dates_named import FIXED_FIRST, read_fixed, read_the, read_unit
from services.ingest.extract.dates.dates_parts import (
    read_edge,
    read_part,
    read_phase,
    read_quarter,
    read_time,
)
from services.ingest.extract.dates.dates_relative import (
    read_bare_units,
    read_count,
    read_near,
    read_step,
    read_then,
    read_told,
    read_weekday,
)
from services.ingest.extract.dates.dates_written import (
    read_century,
    read_day_month,
    read_decade,
    read_month,
    read_month_pair,
    read_numeric,
    read_season,
    read_year,
)
from services.ingest.extract.words.tokens import Token
from services.ingest.extract.words.word_sets import word_set

Reader = Callable[[list[Token], int], DateForm | None]

_HEDGES = words("hedge")
_LOOSE = words("loose")
_SEASON_PREPOSITIONS = words("season preposition")
_ALIKE = frozenset({"day", "month", "year", "weekday", "season", "decade"})
_COUNTED_UP = frozenset({"year", "month"})
_DESCRIBING = frozenset({"season", "year", "month", "decade", "part"})
_NEVER_MODIFIERS = word_set("dates_found.never_modifiers")


def find(tokens: list[Token]) -> list[DateForm]:
    """All date expressions of a sentence. Runs before fixed expressions are joined."""
    found: list[DateForm] = []
    done = 0
    known = _READERS.get
    for i, token in enumerate(tokens):
        if i < done:
            continue
        low = token.low
        readers = known(low)
        if readers is None:
            if not "0" <= low[:1] <= "9":
                continue
            readers = _NUMBER_READERS
        if token.mention is not None:
            continue
        for reader in readers:
            form = reader(tokens, i)
            if form is not None:
                form = _completed(tokens, form, done)
                found.append(form)
                done = form.end
                break
    return found


def preposition(tokens: list[Token], start: int) -> tuple[int, str]:
    """Where the preposition before token `start` begins, and its words: "by", "no later than". Empty where none is."""
    words_before = ""
    best = (start, "")
    for k in range(start - 1, max(-1, start - 5), -1):
        low = low_at(tokens, k)
        if not low:
            break
        words_before = f"{low} {words_before}".rstrip()
        if words_before in _PREPOSITIONS:
            best = (k, words_before)
    return best


_PREPOSITIONS = words("preposition")


def _completed(tokens: list[Token], form: DateForm, done: int) -> DateForm:
    form = _ranged(tokens, form)
    if form.shape in DAY_SHAPES:
        form = replace(form, end=past_time_of_day(tokens, form.end))
    elif form.shape in ("ago", "duration", "later", "earlier", "ahead"):
        form = _hedged(tokens, form, done)
    form = _bounded(tokens, form, done)
    return _as_modifier(tokens, form)


def _bounded(tokens: list[Token], form: DateForm, done: int) -> DateForm:
    """In 2026 at the earliest, until at least 2027, before the summer is over."""
    i, j = form.start, form.end
    if form.shape in _DESCRIBING and low_at(tokens, j) in ("is", "'s") and low_at(tokens, j + 1) in ("over", "out"):
        return replace(form, end=j + 2, edge=form.edge or "whole")
    if low_at(tokens, i - 1) == "least" and low_at(tokens, i - 2) == "at" and i - 2 >= done and not form.hedged:
        return replace(form, start=i - 2, bound="earliest")
    if low_at(tokens, j) == "at":
        k = j + 2 if low_at(tokens, j + 1) == "the" else j + 1
        if low_at(tokens, k) in ("earliest", "latest"):
            return replace(form, end=k + 1, bound=low_at(tokens, k))
    return form


def _ranged(tokens: list[Token], form: DateForm) -> DateForm:
    """From X to Y, between X and Y, X - Y, X to Y of one shape: one form."""
    link, opened = low_at(tokens, form.end), low_at(tokens, form.start - 1)
    if not link or form.shape in _NEVER_MODIFIERS or form.shape == "range":
        return form
    dashed, led = link in ("-", "–", "/"), opened in ("from", "between")
    if link in ("and", "or") and opened != "between":
        return _two(tokens, form, link, opened)
    if not (
        dashed
        or (link in ("to", "until", "till", "through", "into") and form.shape != "near")
        or (link == "and" and opened == "between")
    ):
        return form
    last = read_time(tokens, form.end + 1) or (read_phase(tokens, form.end + 1) if led else None)
    if last is None and led:
        last = read_the(tokens, form.end + 1) or read_edge(tokens, form.end + 1)
    if last is None or last.shape in _NEVER_MODIFIERS:
        return form
    alike = form.shape == last.shape and form.shape in _ALIKE
    same_day = form.shape == last.shape == "day" and not dashed
    if (link == "and" and opened == "between") or (opened == "from" and not dashed):
        fitting = True
    elif dashed:
        fitting = alike and form.step is None and last.step is None
    else:
        fitting = (link == "through" and alike) or same_day or (link == "to" and alike and form.shape in _COUNTED_UP)
    return DateForm(form.start, last.end, "range", first=form, last=last) if fitting else form


def _two(tokens: list[Token], form: DateForm, link: str, opened: str) -> DateForm:
    """In 1994 and 1995, on Monday and Tuesday: one stretch. In May or June: at some time in it."""
    last = read_time(tokens, form.end + 1)
    if last is None or last.shape != form.shape or last.mod or last.edge or form.step is not None:
        return form
    if form.shape == "year" and link == "and" and opened in ("in", "during", "throughout", "for"):
        follows, unit = last.year == (form.year or 0) + 1, ""
    elif form.shape == "weekday" and link == "and" and opened == "on":
        follows, unit = last.number == (form.number + 1) % 7, "and"
    else:
        follows, unit = link == "or" and form.shape in ("year", "month"), "or"
    return DateForm(form.start, last.end, "range", unit=unit, first=form, last=last) if follows else form


def _hedged(tokens: list[Token], form: DateForm, done: int) -> DateForm:
    """About a year ago, more than two months ago, at least six months."""
    i = form.start
    first = low_at(tokens, i - 1)
    if i <= done or first not in _HEDGES or (first == "over" and form.shape == "duration"):
        return form
    loose = first in _LOOSE
    start = i - 1
    if (
        first in ("than", "least", "most")
        and start > done
        and low_at(tokens, start - 1) in ("more", "less", "no", "at", "fewer", "longer")
    ):
        start -= 1
    elif first in ("than", "least", "most"):
        return form
    return replace(form, start=start, mod="APPROX" if loose else None, hedged=True)


def _as_modifier(tokens: list[Token], form: DateForm) -> DateForm:
    """Whether a noun follows that the date describes: Thursday's summit, its 2024 dues, the Nov. 23 summit."""
    if form.shape in _NEVER_MODIFIERS:
        return form
    if low_at(tokens, form.end) == "'s":
        return replace(form, modifier=True)
    if not noun_at(tokens, form.end) or form.end >= len(tokens):
        return form
    before = low_at(tokens, form.start - 1)
    opening = low_at(tokens, form.start)
    if opening == "the" and form.shape in _DESCRIBING and before not in _SEASON_PREPOSITIONS:
        return replace(form, start=form.start + 1, modifier=True) if _common(tokens, form.end) else form
    if opening in ("the", "this", "last", "next") or low_at(tokens, form.start + 1) == "of":
        return form
    described = before in DETERMINERS or (
        form.start > 0 and tokens[form.start - 1].word.tags == "A" and before not in TIME_PREPOSITIONS
    )
    headline = form.shape in ("year", "season") and before not in TIME_PREPOSITIONS and _common(tokens, form.end)
    return replace(form, modifier=True) if described or headline else form


def _common(tokens: list[Token], i: int) -> bool:
    token = tokens[i]
    return token.mention is None and not token.capital and token.word.tags[0] in "NA"


_NUMBER_READERS: tuple[Reader, ...] = (
    read_numeric, read_day_month, read_decade, read_year, read_clock, read_century, read_count,
)  # fmt: skip


def _readers() -> dict[str, tuple[Reader, ...]]:
    """What can begin with which word, in the order to be tried."""
    table: dict[str, list[Reader]] = {}
    for first, reader in (
        (FIXED_FIRST - {"the"}, read_fixed),
        (MONTHS, read_month),
        (SEASONS, read_season),
        (WEEKDAYS, read_weekday),
        (SHORT_WEEKDAYS, read_weekday),
        (words("near day"), read_near),
        (words("phase"), read_phase),
        (words("part"), read_part),
        (words("edge"), read_edge),
        (("the",), read_the),
        (FIXED_FIRST & {"the"}, read_fixed),
        (STEPS, read_step),
        (("same", "that", "following", "previous"), read_told),
        (("then",), read_then),
        (words("ordinal"), read_century),
        ((*COUNTS, "a", "an", "half", *words("vague count")), read_count),
        ((*TIMES_OF_DAY, "overnight"), read_night),
        (("year", "month", "week", "day"), read_unit),
        (UNITS, read_bare_units),
        (("q1", "q2", "q3", "q4", "h1", "h2"), read_quarter),
        (_ENDS, _read_end_word),
        ([f"{a}-{b}" for a in words("month") for b in words("month")], read_month_pair),
    ):
        for word in first:
            table.setdefault(word, []).append(reader)
    return {word: tuple(readers) for word, readers in table.items()}


_ENDS = {
    **{f"{unit}-end": DateForm(0, 0, "unit", unit=unit, edge="end") for unit in ("year", "month", "week")},
    **{f"end-of-{unit}": DateForm(0, 0, "unit", unit=unit, edge="end") for unit in ("year", "month", "week")},
    **{f"end-{name}": DateForm(0, 0, "month", month=number, edge="end") for name, number in MONTHS.items()},
    **{f"end-{year}": DateForm(0, 0, "year", year, edge="end") for year in range(1990, 2061)},
}


def _read_end_word(tokens: list[Token], i: int) -> DateForm | None:
    """Year-end, end-May, end-2025, each one token."""
    return replace(_ENDS[tokens[i].low], start=i, end=i + 1)


_READERS = _readers()
