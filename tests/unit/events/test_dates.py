"""The days that a date covers."""

from datetime import date

import pytest

from events.dates import _parsed, bounds


@pytest.mark.parametrize(
    ("edtf", "first", "last"),
    [
        ("2024-05-09", date(2024, 5, 9), date(2024, 5, 9)),
        ("2024-02", date(2024, 2, 1), date(2024, 2, 29)),
        ("2024-12", date(2024, 12, 1), date(2024, 12, 31)),
        ("1992", date(1992, 1, 1), date(1992, 12, 31)),
        ("2020-23", date(2020, 9, 1), date(2020, 11, 30)),
        ("../2024-08-01", None, date(2024, 8, 1)),
        ("2024-08-01/..", date(2024, 8, 1), None),
        ("2024-05-01/2024-05-31", date(2024, 5, 1), date(2024, 5, 31)),
    ],
)
def test_a_date_covers_its_days(edtf: str, first: date | None, last: date | None) -> None:
    assert bounds(edtf) == (first, last)


@pytest.mark.parametrize("edtf", ["2023-02-29", "2024-04-31", "0000", "2024-13", "2024-1-1", "May 2024", ""])
def test_what_is_no_date_is_refused_by_name(edtf: str) -> None:
    with pytest.raises(ValueError, match=repr(edtf)):
        bounds(edtf)


@pytest.mark.parametrize("code", [21, 22, 23, 24, 33, 34, 35, 36, 40, 41])
@pytest.mark.parametrize("year", ["2024", "1992"])
def test_seasons_quarters_and_halves_are_read_as_the_general_parser_reads_them(year: str, code: int) -> None:
    assert bounds(f"{year}-{code}") == _parsed(f"{year}-{code}")


@pytest.mark.parametrize(
    "edtf", ["2024-05-01/2024-05-31", "../2024-08-01", "2024-08-01/..", "2024/2025", "2024-05/2024-21"]
)
def test_intervals_are_read_as_the_general_parser_reads_them(edtf: str) -> None:
    assert bounds(edtf) == _parsed(edtf)
