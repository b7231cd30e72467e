"""domain.md section 4: from which day a claim acts, and what `since` says of it."""

from datetime import date
from typing import Any

import pytest

from tests.unit.resolve.telling_stories import article, claim, matter, place, row


def told(*dates: tuple[str, str], type: str = "WithdrawalCompleted", **more: Any) -> dict[str, Any]:
    return claim(type, "am.tavush", dates=list(dates), **more)


@pytest.mark.parametrize(
    ("one", "published_at", "acts_on", "since"),
    [
        pytest.param(told(("2024-06-12", "occurred")), "2024-06-20", "2024-06-12", "2024-06-12", id="its stated date"),
        pytest.param(told(("2024-05", "occurred")), "2024-06-20", "2024-05-31", "2024-05", id="coarse: its last day"),
        pytest.param(told(("2024", "occurred")), "2024-06-20", "2024-06-20", "2024", id="never later than its telling"),
        pytest.param(
            told(("2024-06", "occurred"), said_on="2024-06-15"), "2024-06-20", "2024-06-15", "2024-06",
            id="the telling is said_on",
        ),
        pytest.param(told(), "2024-06-20", "2024-06-20", "../2024-06-20", id="undated: from publication"),
        pytest.param(told(said_on="2024-06-18"), "2024-06-20", "2024-06-18", "../2024-06-18", id="or from said_on"),
        pytest.param(told(said_on="2024-05"), "2024-06-20", "2024-05-31", "../2024-05", id="a coarse said_on"),
        pytest.param(told(), "2024-06", "2024-06-30", "../2024-06-30", id="a coarse publication: its last day"),
        pytest.param(told(("2024-06-01", "deadline")), "2024-06-20", "2024-06-20", "../2024-06-20", id="no deadline"),
        pytest.param(told(("2024-06-01", "agreed")), "2024-06-20", "2024-06-20", "../2024-06-20", id="no agreement"),
        pytest.param(told(("2024-06-01", "until")), "2024-06-20", "2024-06-20", "../2024-06-20", id="no until"),
        pytest.param(
            told(("2024-04-17", "start"), ("2024-06-12", "end")), "2024-06-20", "2024-06-12", "2024-06-12",
            id="the end of what is completed",
        ),
        pytest.param(
            told(("2024-06-10/..", "occurred")), "2024-06-20", "2024-06-20", "2024-06-10/..", id="an open interval"
        ),
        pytest.param(
            told(("2020-23", "occurred"), temporal="historical"), "2024-06-20", "2020-11-30", "2020-23",
            id="history: at its own date",
        ),
    ],
)  # fmt: skip
def test_a_claim_acts_from(one: dict[str, Any], published_at: str, acts_on: str, since: str) -> None:
    said = matter(article("a", published_at, one))
    day = date.fromisoformat(acts_on)
    assert row(said, as_of=acts_on).since == since
    assert row(said).last_confirmed == day
    assert place(said, "am.tavush", as_of=date.fromordinal(day.toordinal() - 1).isoformat()).status == "unknown"


def test_history_without_a_date_never_acts() -> None:
    said = matter(article("a", "2024-06-20", told(temporal="historical")))
    assert place(said, "am.tavush").subjects == ()
    assert [one.effect for one in place(said, "am.tavush").listed] == ["listed: told as history without a date"]


def test_what_holds_since_a_date_holds_on_the_day_of_telling_too() -> None:
    since = told(("1992", "since"), type="PresenceReported")
    found = row(matter(article("a", "2024-10-13", since)))
    assert (found.since, found.last_confirmed) == ("1992", date(2024, 10, 13))


def test_what_held_since_a_date_as_history_is_not_confirmed_by_its_telling() -> None:
    since = told(("1992", "since"), type="PresenceReported", temporal="historical")
    found = row(matter(article("a", "2024-10-13", since)))
    assert (found.since, found.last_confirmed) == ("1992", date(1992, 12, 31))


def test_asked_for_a_day_before_it_acts_a_claim_is_not_applied() -> None:
    said = matter(article("a", "2024-06-20", told(("2024-06-12", "occurred"))))
    assert place(said, "am.tavush", as_of="2024-06-11").subjects == ()
