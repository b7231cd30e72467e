"""Extended Date/Time Format values (ISO 8601-2) and the days they cover."""

import re
from calendar import monthrange
from datetime import date
from functools import lru_cache
from time import struct_time
from typing import Annotated, Any

from edtf import parse_edtf
from edtf.parser.edtf_exceptions import EDTFParseException
from pydantic import AfterValidator

_SEASONS = {21: (3, 5), 22: (6, 8), 23: (9, 11), 24: (12, 12), 33: (1, 3), 34: (4, 6), 35: (7, 9), 36: (10, 12),
            40: (1, 6), 41: (7, 12)}  # fmt: skip
"""First and last month of a season, quarter or half-year by its EDTF code."""
_PART = re.compile(r"[0-9]{4}-(2[1-4]|3[3-6]|4[01])")
PLAIN = re.compile(r"[0-9]{4}(-(0[1-9]|1[0-2])(-[0-9]{2})?)?")


@lru_cache(maxsize=8192)
def bounds(edtf: str) -> tuple[date | None, date | None]:
    """First and last day of an EDTF value; None where an interval is open.

    `2024-02` gives 1 to 29 February, `2020-23` (autumn) 1 September to 30 November, `../2024-08-01` an open beginning.
    Raises ValueError for a text that is no EDTF value.
    """
    if PLAIN.fullmatch(edtf):
        return _plain(edtf)
    if _PART.fullmatch(edtf):
        year, (first, last) = int(edtf[:4]), _SEASONS[int(edtf[5:])]
        return date(year, first, 1), date(year, last, monthrange(year, last)[1])
    begin, slash, end = edtf.partition("/")
    if slash and all(p == ".." or PLAIN.fullmatch(p) or _PART.fullmatch(p) for p in (begin, end)) and begin != end:
        return None if begin == ".." else bounds(begin)[0], None if end == ".." else bounds(end)[1]
    return _parsed(edtf)


def _parsed(edtf: str) -> tuple[date | None, date | None]:
    """Any other value, by the general parser, which takes some milliseconds for each."""
    try:
        parsed = parse_edtf(edtf)
    except EDTFParseException as error:
        raise ValueError(
            f"{edtf!r} is no EDTF date such as 2024-08-01, 2024-08, 2024 or 2024-05-01/2024-05-31"
        ) from error
    try:
        return _day(parsed, "lower_strict"), _day(parsed, "upper_strict")
    except (ValueError, OverflowError) as error:
        raise ValueError(f"{edtf!r} names a day that does not exist") from error


def _plain(edtf: str) -> tuple[date, date]:
    """A day, a month or a year: read here, since nearly all are."""
    year, month, day = (int(part) for part in (edtf + "-0-0").split("-")[:3])
    try:
        first = date(year, month or 1, day or 1)
    except ValueError as error:
        raise ValueError(f"{edtf!r} names a day that does not exist") from error
    return first, date(year, month or 12, day or monthrange(year, month or 12)[1])


def _day(parsed: Any, end: str) -> date | None:
    part = getattr(parsed, "lower" if end == "lower_strict" else "upper") if "/" in str(parsed) else parsed
    if str(part) in {"..", "", "None"} or not hasattr(part, end):
        return None
    moment = getattr(part, end)()
    return date(*moment[:3]) if isinstance(moment, struct_time) else None


def last_day(edtf: str) -> date | None:
    """The day from which a coarse date counts: its last."""
    return bounds(edtf)[1]


def _checked(edtf: str) -> str:
    bounds(edtf)
    return edtf


Edtf = Annotated[str, AfterValidator(_checked)]
