"""A clock is a day, month, year or time, and means the end of its last UTC day."""

from datetime import date

import pytest

from services.api.clocks import ClockParameters, clock_day

TODAY = date(2026, 11, 21)


@pytest.mark.parametrize(
    ("written", "day"),
    [
        pytest.param("2024-08-01", date(2024, 8, 1), id="a day is itself"),
        pytest.param("2024-02", date(2024, 2, 29), id="a month is its last day, also in a leap year"),
        pytest.param("2024", date(2024, 12, 31), id="a year is its last day"),
        pytest.param("2024-08-01T09:30:00Z", date(2024, 8, 1), id="a time is its UTC day"),
        pytest.param("2024-08-01T02:30:00+04:00", date(2024, 7, 31), id="a time elsewhere is its UTC day, not its own"),
    ],
)
def test_a_clock_means_the_end_of_its_last_utc_day(written: str, day: date) -> None:
    assert clock_day(written) == day


@pytest.mark.parametrize(
    ("written", "told"),
    [
        pytest.param("yesterday", "is no day", id="a word"),
        pytest.param("2024-13", "2024-13", id="a month that does not exist"),
        pytest.param("2024-02-30", "2024-02-30", id="a day that does not exist"),
        pytest.param("2024-08-01T09:30:00", "lacks its offset", id="a time without its offset"),
        pytest.param("2024-08-01T09:30:00 04:00", "RFC 3339", id="a plus sign that the address turned into a space"),
        pytest.param("2024-05-01/2024-05-31", "is no day", id="an interval"),
        pytest.param("01.08.2024", "is no day", id="another order"),
        pytest.param("٢٠٢٤", "٢٠٢٤", id="digits of another script"),
        pytest.param("", "is no day", id="nothing"),
    ],
)
def test_what_is_no_clock_is_refused_with_the_value_named(written: str, told: str) -> None:
    with pytest.raises(ValueError, match=r".+") as refusal:
        clock_day(written)

    assert told in str(refusal.value)


@pytest.mark.parametrize(
    ("given", "as_of", "reported_by", "recorded_by"),
    [
        pytest.param({}, TODAY, TODAY, TODAY, id="nothing given: today"),
        pytest.param({"as_of": "2024-08-01"}, date(2024, 8, 1), TODAY, TODAY, id="as_of leaves the others at today"),
        pytest.param(
            {"reported_by": "2024-05-10"},
            date(2024, 5, 10),
            date(2024, 5, 10),
            TODAY,
            id="as_of follows the only other clock",
        ),
        pytest.param(
            {"reported_by": "2024-05-10", "recorded_by": "2024-03"},
            date(2024, 3, 31),
            date(2024, 5, 10),
            date(2024, 3, 31),
            id="as_of follows the earliest other clock",
        ),
        pytest.param(
            {"as_of": "2024-08-01", "reported_by": "2024-05-10"},
            date(2024, 8, 1),
            date(2024, 5, 10),
            TODAY,
            id="who is where in August, as reported by May",
        ),
    ],
)
def test_clocks_that_are_not_given_have_their_defaults(
    given: dict[str, str], as_of: date, reported_by: date, recorded_by: date
) -> None:
    clocks = ClockParameters.model_validate(given).fixed(TODAY)

    assert clocks == (as_of, reported_by, recorded_by, None)
