"""What a cell of the gazetteer must be. Each check returns what is wrong, an empty text where nothing is."""

import re
from collections.abc import Iterable
from datetime import date

from services.ingest.gazetteer.table import Check, many

_PLACE = re.compile(r"[a-z]{2}(\.[a-z0-9_]+)*")


def one_of(*values: str) -> Check:
    """One of these words."""
    return lambda cell: "" if cell in values else f"is one of {' '.join(v or '(empty)' for v in values)}, not {cell!r}"


def filled(cell: str) -> str:
    """Anything but nothing."""
    return "" if cell else "must not be empty"


def place_id(cell: str) -> str:
    """Lower case with dots: am.syunik.goris."""
    return "" if _PLACE.fullmatch(cell) else f"is an id like am.syunik.goris, not {cell!r}"


def optional(check: Check) -> Check:
    """Nothing, or what `check` wants."""
    return lambda cell: check(cell) if cell else ""


def each(check: Check) -> Check:
    """Every part of a cell of several values."""
    return lambda cell: next((wrong for part in many(cell) if (wrong := check(part))), "")


def capitals(length: int) -> Check:
    """So many capital letters: an ISO code."""
    return lambda cell: "" if len(cell) == length and cell.isalpha() and cell.isupper() else (
        f"has {length} capital letters, not {cell!r}"
    )  # fmt: skip


def small(length: int) -> Check:
    """So many small letters: an ISO code."""
    return lambda cell: "" if len(cell) == length and cell.isalpha() and cell.islower() else (
        f"has {length} small letters, not {cell!r}"
    )  # fmt: skip


def degrees(limit: int) -> Check:
    """A latitude or longitude in degrees."""

    def check(cell: str) -> str:
        try:
            return "" if abs(float(cell)) <= limit else f"lies within ±{limit}, not {cell}"
        except ValueError:
            return f"is a number of degrees, not {cell!r}"

    return check


def office(cell: str) -> str:
    """title@organisation@since@until, days as ISO dates, `until` empty where it lasts."""
    parts = cell.split("@")
    if len(parts) != 4 or not parts[0] or not parts[1]:
        return f"reads title@organisation@since@until, not {cell!r}"
    for day in filter(None, parts[2:]):
        try:
            date.fromisoformat(day)
        except ValueError:
            return f"{day!r} in {cell!r} is no day like 2024-05-31"
    return "" if parts[2] and (not parts[3] or parts[2] <= parts[3]) else f"{cell!r} ends before it begins, or never began"


def known(values: Iterable[str], what: str) -> Check:
    """One of the ids of another table."""
    ids = frozenset(values)
    return lambda cell: "" if cell in ids else f"{cell!r} is no {what} that has a row"
