"""Cursors are opaque, walk a whole list once, and are refused when they are not ours."""

import base64

import pytest

from services.api import cursors
from services.api.problems import ProblemError

ITEMS = [(place, owner) for place in ("am.ararat", "am.syunik", "am.tavush") for owner in ("", "RUS")]


@pytest.mark.parametrize("limit", [1, 2, 4, 6, 100])
def test_pages_show_each_item_once_and_in_order(limit: int) -> None:
    shown: list[tuple[str, str]] = []
    after: str | None = None
    while True:
        page, after = cursors.page(ITEMS, lambda item: item, after, limit)
        shown += page
        if after is None:
            break

    assert shown == ITEMS


def test_an_item_that_vanished_between_pages_shifts_nothing() -> None:
    first, after = cursors.page(ITEMS, lambda item: item, None, 2)

    second, _ = cursors.page([item for item in ITEMS if item != first[-1]], lambda item: item, after, 2)

    assert second == ITEMS[2:4]


@pytest.mark.parametrize(
    "cursor",
    [
        pytest.param("nonsense", id="no base64 of JSON"),
        pytest.param("☃", id="not even ASCII"),
        pytest.param(cursors.encode(["only one"]), id="of another list"),
        pytest.param(cursors.encode([1, 2]), id="of another kind"),
        pytest.param(cursors.encode(["a\x00", "b"]), id="with a character that the store refuses"),
        pytest.param(base64.urlsafe_b64encode(b'{"a": 1}').decode(), id="another JSON value"),
    ],
)
def test_a_cursor_that_is_not_ours_is_a_problem_of_its_parameter(cursor: str) -> None:
    with pytest.raises(ProblemError) as refusal:
        cursors.page(ITEMS, lambda item: item, cursor, 2)

    assert [fault.parameter for fault in refusal.value.faults] == ["after"]
