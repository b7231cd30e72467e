"""Replay on a real Postgres: equal to the live store to the byte, taken up after Ctrl-C, beside all that is live."""

from collections.abc import Iterator
from datetime import date
from typing import Any

import pytest
from sqlalchemy import Engine, inspect, text

from events.codec import LogRecord
from services.commands.past import differences_if, first_mismatch, months
from services.projector import fill as filling
from services.projector.apply import apply, apply_live
from services.projector.replay import clocks_until, replayed
from services.read_store import builds, schemas
from services.read_store.schemas import reading, within
from services.read_store.state import state_at
from services.resolve.clocks import Clocks
from services.resolve.supposing import Supposition
from tests.service.projector.conftest import nothing

Log = Any
TODAY = date(2026, 11, 25)


def reading_of(records: list[LogRecord], ended_after: int | None = None) -> filling.Reads:
    """A reader of two records at once; ended by Ctrl-C after so many."""

    def read(first: int, end: int) -> Iterator[list[LogRecord]]:
        for start in range(first, end, 2):
            if ended_after is not None and start - first >= ended_after:
                raise KeyboardInterrupt
            yield records[start : min(end, start + 2)]

    return read


@pytest.fixture
def live(store: Engine, told: Log) -> list[LogRecord]:
    """The records of a log that the live schema has read."""
    told.review("d-1", 1, 1, "rejected")
    apply_live(store, told.records)
    return list(told.records)


@pytest.mark.parametrize(
    "clocks",
    [
        Clocks(),
        *(clocks_until(date(2024, month, 28), "published") for month in range(1, 9)),
        clocks_until(date(2026, 10, 31), "recorded"),
        clocks_until(date(2026, 11, 1), "recorded"),
        Clocks(as_of=date(2024, 8, 1), reported_by=date(2024, 5, 10)),
    ],
    ids=str,
)
def test_a_replay_answers_as_the_live_store_does(store: Engine, live: list[LogRecord], clocks: Clocks) -> None:
    with (
        replayed(store, reading_of(live), len(live), "replay", nothing, nothing) as schema,
        reading(store) as connection,
    ):
        assert first_mismatch(connection, schema, clocks, TODAY) is None


@pytest.mark.parametrize(
    ("statement", "row"),
    [
        (
            "update rm_v1.findings set found = jsonb_set(found, '{subjects,0,sources}', '7') "
            "where matter = 'place/am.tavush'",
            "place/am.tavush",
        ),
        ("delete from rm_v1.findings where matter = 'membership/CSTO/ARM'", "membership/CSTO/ARM"),
    ],
)
def test_the_first_row_that_differs_is_named(store: Engine, live: list[LogRecord], statement: str, row: str) -> None:
    with store.begin() as connection:
        connection.execute(text(statement))
    with (
        replayed(store, reading_of(live), len(live), "replay", nothing, nothing) as schema,
        reading(store) as connection,
    ):
        found = first_mismatch(connection, schema, Clocks(), TODAY)
    assert found is not None
    assert found.matter == row


def test_after_ctrl_c_a_replay_goes_on_and_in_the_end_nothing_is_left(
    store: Engine, live: list[LogRecord], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(filling, "BATCH", 2)
    said: list[str] = []
    with (
        pytest.raises(KeyboardInterrupt),
        replayed(store, reading_of(live, 8), len(live), "replay", nothing, said.append),
    ):
        pytest.fail("the replay was ended before")
    assert "replay" in inspect(store).get_schema_names()
    with (
        replayed(store, reading_of(live), len(live), "replay", nothing, said.append) as schema,
        reading(store) as connection,
    ):
        assert first_mismatch(connection, schema, Clocks(), TODAY) is None
    (went_on,) = [line for line in said if line.startswith("going on from")]
    assert int(went_on.rpartition(" ")[2]) > 0
    assert "replay" not in inspect(store).get_schema_names()


def test_one_replay_at_a_time(store: Engine, live: list[LogRecord]) -> None:
    with (
        replayed(store, reading_of(live), len(live), "replay", nothing, nothing),
        pytest.raises(builds.Busy),
        replayed(store, reading_of(live), len(live), "replay", nothing, nothing),
    ):
        pytest.fail("two replays at once")


def test_a_replay_up_to_a_position_is_the_store_as_it_was_there(store: Engine, live: list[LogRecord]) -> None:
    with store.begin() as connection:
        schemas.create(connection, "then")
    apply(store, "then", live[:7], feeds=False)
    with (
        replayed(store, reading_of(live), 7, "replay_7", nothing, nothing) as schema,
        reading(store, "then") as connection,
    ):
        assert state_at(within(connection, schema)) == state_at(within(connection, "then"))


def test_months_tell_what_each_changed(store: Engine, live: list[LogRecord]) -> None:
    with (
        replayed(store, reading_of(live), len(live), "replay", nothing, nothing) as schema,
        reading(store) as connection,
    ):
        told = list(months(connection, schema, date(2024, 7, 10), recorded=False))
    assert (told[0].day, told[-1].day) == (date(2020, 11, 30), date(2024, 7, 10))
    changes = {(str(one.day), change["subject"], change["after"]) for one in told for change in one.changes}
    assert ("2020-11-30", "presence/az.karabakh/RUS/border_guards", "present") in changes
    assert ("2024-06-30", "presence/az.karabakh/RUS/border_guards", "withdrawn") in changes
    assert told[-2].counts["withdrawn"] == 1


def test_a_supposition_is_asked_of_the_replayed_schema(store: Engine, live: list[LogRecord]) -> None:
    without = Supposition(without_articles=frozenset({"f-1"}))
    with (
        replayed(store, reading_of(live), len(live), "replay", nothing, nothing) as schema,
        reading(store) as connection,
    ):
        (difference,) = differences_if(connection, schema, Clocks(as_of=TODAY), without)
    assert difference["matter"] == "place/az.karabakh"
    assert [(one["before"], one["after"]) for one in difference["changes"]] == [("withdrawn", "present")]
