"""What is left unread has a place in the text and a reason out of a closed list."""

import pytest
from pydantic import ValidationError

from events.reading import Reason, Unread


def test_every_reason_says_what_it_means_in_a_sentence() -> None:
    assert all(reason.meaning.endswith(".") and reason.meaning[0].isupper() for reason in Reason)
    assert len({reason.meaning for reason in Reason}) == len(Reason)


def test_no_reason_that_stands_in_a_log_is_taken_away() -> None:
    assert {
        "question", "only_hoped", "only_discussed", "condition_only", "not_said", "another_sense", "no_place_or_force",
        "no_actor", "not_tracked", "no_frame_fits", "set_aside",
    } <= {reason.value for reason in Reason}  # fmt: skip


@pytest.mark.parametrize(
    "fields",
    [
        pytest.param({"reason": "tired"}, id="a reason nobody knows"),
        pytest.param({"start": 7, "end": 7}, id="no words"),
        pytest.param({"start": -1}, id="a place before the text"),
        pytest.param({"trigger": ""}, id="no trigger"),
    ],
)
def test_what_is_no_unread_sentence_is_refused(fields: dict[str, object]) -> None:
    lawful = {"start": 0, "end": 12, "reason": "question", "trigger": "left"}
    assert Unread.model_validate(lawful)
    with pytest.raises(ValidationError):
        Unread.model_validate({**lawful, **fields})
