"""Pass 15. In: date expressions, the direction of the tense, an anchor day.
Out: EDTF values with role and precision, or nothing.
"""

from calendar import monthrange
from datetime import date, timedelta

from dateutil.relativedelta import relativedelta  # type: ignore[import-untyped]  # it ships no stubs

from events.record import Mod, Precision, Role, When
from services.ingest.extract.calendar_forms import Form, forms
from services.ingest.extract.tokens import Line

_SET_FOR = frozenset({"day", "month", "weekday", "tomorrow", "season", "quarter", "half", "next", "this"})


def dates(line: Line, start: int, end: int, anchor: date | None, ahead: bool, role: Role) -> list[tuple[int, When]]:
    """(token, When) of each date in these tokens. `ahead`: the verb looks forward. `role` is for a date without its
    own."""
    tokens = line.tokens
    read: list[tuple[int, int, When]] = []
    for form in forms(tokens, start, end):
        before = _preposition(line, form.start, start)
        forward = ahead and before not in ("since",)
        found = _value(form, anchor, forward, before)
        if found is None or (before == "after" and form.shape == "weekday"):
            continue
        edtf, precision, anchored = found
        own, mod = _role(before, form, role, ahead)
        first = form.start
        while first > start and tokens[first - 1].low in (
            "the",
            "in",
            "on",
            "by",
            "from",
            "of",
            "as",
            "until",
            "since",
            "before",
            "last",
            "next",
            "to",
            "early",
            "for",
            "starting",
            "this",
            "at",
            "mid",
            "-",
            "after",
            "than",
            "later",
            "no",
        ):
            first -= 1
        raw = line.words(first, form.end)
        when = When(edtf=edtf, role=own, precision=precision, mod=mod, anchor=anchored, raw=raw)
        read.append((form.start, form.end, when))
    return _ranged(line, read)


def _preposition(line: Line, at: int, start: int) -> str:
    tokens = line.tokens
    if at >= 2 and tokens[at - 1].low == "of" and "since" in {t.low for t in tokens[max(start, at - 5) : at]}:
        return "since"
    for j in range(at - 1, max(start - 1, at - 5), -1):
        low = tokens[j].low
        if low in (
            "by",
            "until",
            "till",
            "since",
            "from",
            "before",
            "after",
            "in",
            "on",
            "of",
            "to",
            "than",
            "starting",
            "for",
            "between",
            "within",
        ):
            return (
                "by"
                if low == "than" and j >= 2 and tokens[j - 1].low == "later"
                else "from"
                if low == "of" and j and tokens[j - 1].low == "as"
                else low
            )
        if low not in ("the", "early", "late", "mid", "-", "last", "next", "this", "end", "a", "same", "coming"):
            return ""
    return ""


def _role(before: str, form: Form, role: Role, ahead: bool) -> tuple[Role, Mod | None]:
    mod: Mod | None = {"early": "START", "mid": "MID", "late": "END", "start": "START"}.get(form.word)  # type: ignore[assignment]
    if before == "by":
        return ("deadline" if ahead else "occurred"), "EQUAL_OR_LESS"
    if before == "after":
        return role, "AFTER"
    if before == "before":
        return ("deadline" if ahead else role), "EQUAL_OR_LESS" if form.shape in ("year_end", "month_end") else "BEFORE"
    if before in ("until", "till") or (before == "to" and form.shape == "year" and form.year and form.year > 2030):
        return "until", mod
    if before == "since" or form.shape == "for_years":
        return "since", mod
    if before in ("from", "starting") and form.shape not in ("days", "years"):
        return ("effective" if ahead else "since"), mod
    if before == "for" and ahead and form.shape in _SET_FOR:
        return role, mod
    if before == "for" or form.shape in ("years", "days"):
        return ("period" if role in ("occurred", "effective") else role), mod
    return role, mod


def _value(form: Form, anchor: date | None, ahead: bool, before: str) -> tuple[str, Precision, str] | None:
    if form.shape in (
        "day",
        "month",
        "days",
        "season",
        "quarter",
        "half",
        "year",
        "years",
        "year_end",
        "month_end",
    ) and (form.year is not None or form.shape in ("year", "years")):
        value = _absolute(form, form.year or 0)
        return None if value is None else (*value, "absolute")
    if anchor is None:
        return None
    relative = _relative(form, anchor, ahead, before)
    return None if relative is None else (*relative, "published_at")


def _absolute(form: Form, year: int) -> tuple[str, Precision] | None:
    month, day = form.month or 1, form.day or 1
    if form.day is not None and day > monthrange(year, month)[1]:
        return None
    match form.shape:
        case "day":
            return f"{year:04}-{month:02}-{day:02}", "day"
        case "days":
            last = min(form.last_day or day, monthrange(year, month)[1])
            return f"{year:04}-{month:02}-{day:02}/{year:04}-{month:02}-{last:02}", "day"
        case "month":
            return f"{year:04}-{month:02}", "month"
        case "season":
            return f"{year:04}-{form.number}", "season"
        case "quarter":
            return f"{year:04}-{form.number}", "quarter"
        case "half":
            return f"{year:04}-{form.number}", "half_year"
        case "year_end":
            return f"{year:04}-12-31", "day"
        case "month_end":
            return f"{year:04}-{month:02}-{monthrange(year, month)[1]:02}", "day"
        case "years":
            return f"{year:04}/{form.number:04}", "year"
        case _:
            return f"{year:04}", "year"


def _relative(form: Form, anchor: date, ahead: bool, before: str) -> tuple[str, Precision] | None:
    match form.shape:
        case "today" | "tonight":
            return anchor.isoformat(), "day"
        case "yesterday":
            return (anchor - timedelta(days=1)).isoformat(), "day"
        case "tomorrow":
            return (anchor + timedelta(days=1)).isoformat(), "day"
        case "overnight":
            return f"{(anchor - timedelta(days=1)).isoformat()}/{anchor.isoformat()}", "day"
        case "weekday":
            return _weekday(form, anchor, ahead).isoformat(), "day"
        case "ago":
            return _ago(form, anchor)
        case "ahead":
            return (anchor + _delta(form.number, form.word)).isoformat(), "day"
        case "for_years" if ahead:
            return None
        case "for_years":
            return f"{anchor.year - form.number:04}", "year"
        case "last" | "next" | "this":
            return _around(form, anchor)
        case "year_end":
            return f"{anchor.year:04}-12-31", "day"
        case _:
            return _absolute(form, _nearest_year(form, anchor, ahead))


def _delta(count: int, unit: str) -> relativedelta:
    return relativedelta(**{unit + "s": count})


def _weekday(form: Form, anchor: date, ahead: bool) -> date:
    distance = (form.number - anchor.weekday()) % 7
    if form.word == "next":
        return anchor + timedelta(days=distance or 7)
    if form.word == "last":
        return anchor - timedelta(days=(anchor.weekday() - form.number) % 7 or 7)
    if ahead:
        return anchor + timedelta(days=distance)
    return anchor - timedelta(days=(anchor.weekday() - form.number) % 7)


def _ago(form: Form, anchor: date) -> tuple[str, Precision] | None:
    if form.word == "decade":
        return None
    then = anchor - _delta(form.number, form.word)
    if form.word == "year":
        return f"{then.year:04}", "year"
    if form.word == "month":
        return f"{then.year:04}-{then.month:02}", "month"
    return then.isoformat(), "day"


def _around(form: Form, anchor: date) -> tuple[str, Precision]:
    step = {"last": -1, "next": 1, "this": 0}[form.shape]
    if form.word == "year":
        return f"{anchor.year + step:04}", "year"
    if form.word == "month":
        then = anchor + relativedelta(months=step)
        return f"{then.year:04}-{then.month:02}", "month"
    monday = anchor - timedelta(days=anchor.weekday()) + timedelta(weeks=step)
    return f"{monday.isoformat()}/{(monday + timedelta(days=6)).isoformat()}", "week"


def _nearest_year(form: Form, anchor: date, ahead: bool) -> int:
    """The year of a date told without one: the next such date forward, the last one backward."""
    if form.shape in ("quarter", "half") and form.word in ("next", "last"):
        return anchor.year + (1 if form.word == "next" else -1)
    if form.shape in ("quarter", "half"):
        return anchor.year
    if form.shape == "season":
        return _season_year(form, anchor, ahead)
    if form.word == "year":
        return anchor.year + form.number
    month = form.month or 1
    day = min(form.day or (28 if not ahead else 1), monthrange(anchor.year, month)[1])
    then = date(anchor.year, month, day)
    if form.word == "next":
        return anchor.year + (then <= anchor)
    if form.word == "last":
        return anchor.year - (then >= anchor)
    if form.shape == "month" and month == anchor.month:
        return anchor.year
    if ahead:
        return anchor.year + (then < anchor)
    return anchor.year - (then > anchor)


def _season_year(form: Form, anchor: date, ahead: bool) -> int:
    first = {21: 3, 22: 6, 23: 9, 24: 12}[form.number]
    if form.word == "this":
        return anchor.year
    if form.word == "next":
        return anchor.year + (anchor.month >= first)
    if form.word == "last":
        return anchor.year - (anchor.month < first + 3)
    if ahead:
        return anchor.year + (anchor.month > first + 2)
    return anchor.year - (anchor.month < first)


def _ranged(line: Line, found: list[tuple[int, int, When]]) -> list[tuple[int, When]]:
    """Two days with "and" or "to" between them after "between" or "from" are one interval."""
    joined: list[tuple[int, When]] = []
    i = 0
    while i < len(found):
        at, end, when = found[i]
        if i + 1 < len(found):
            nxt, _, until = found[i + 1]
            between = [t.low for t in line.tokens[end:nxt]]
            opened = {t.low for t in line.tokens[max(0, at - 2) : at]} & {"between", "from"}
            days = (
                when.precision == until.precision == "day"
                and "/" not in when.edtf + until.edtf
                and when.edtf <= until.edtf
            )
            if opened and days and between in (["and"], ["to"]):
                raw = line.text.raw[line.tokens[at].start : line.tokens[found[i + 1][1] - 1].end]
                role: Role = "period" if when.role == "effective" else "occurred"
                joined.append(
                    (at, when.model_copy(update={"edtf": f"{when.edtf}/{until.edtf}", "role": role, "raw": raw}))
                )
                i += 2
                continue
        joined.append((at, when))
        i += 1
    return joined
