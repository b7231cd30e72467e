"""The words of the calendar and how a token is read as a day or a year."""

import re

from services.ingest.extract.tokens import Token
from services.ingest.extract.word_sets import word_set

MONTHS = {
    name: n
    for n, names in enumerate(
        (
            "january jan",
            "february feb",
            "march mar",
            "april apr",
            "may",
            "june jun",
            "july jul",
            "august aug",
            "september sept sep",
            "october oct",
            "november nov",
            "december dec",
        ),
        start=1,
    )
    for name in names.split()
}


WEEKDAYS = {d: n for n, d in enumerate(["monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday"])}


SEASONS = {"spring": 21, "summer": 22, "autumn": 23, "fall": 23, "winter": 24}


YEAR_STEP = {"last": -1, "this": 0, "next": 1}


UNITS = {
    "day": "day",
    "days": "day",
    "week": "week",
    "weeks": "week",
    "month": "month",
    "months": "month",
    "year": "year",
    "years": "year",
    "decade": "decade",
    "decades": "decade",
}


QUARTER = {"first": 1, "second": 2, "third": 3, "fourth": 4, "last": 4}


_DAY = re.compile(r"(\d{1,2})(?:st|nd|rd|th)?")


DOTTED = re.compile(r"(\d{1,2})\.(\d{1,2})\.(\d{4})")


YEAR_BEFORE = word_set("calendar_forms.year_before")


def low_at(tokens: list[Token], i: int, end: int) -> str:
    """The folded word at token `i`; empty at the end and for a mention."""
    return tokens[i].low if i < end and not tokens[i].mention else ""


def day_of(word: str) -> int | None:
    """The day of the month that a word such as 8 or 8th names, else None."""
    found = _DAY.fullmatch(word)
    return int(found.group(1)) if found and 1 <= int(found.group(1)) <= 31 else None


def year_of(word: str) -> int | None:
    """The year that a word of four digits names, else None."""
    return int(word) if len(word) == 4 and word.isascii() and word.isdigit() and 1800 <= int(word) <= 2100 else None
