"""An extraction as a person reads it."""

from events.article import Article
from events.reading import Reading, Reason, Unread
from services.commands.claims_told import answer_of, told

CLAIM = {
    "type": "WithdrawalCompleted",
    "polarity": "affirmed",
    "certainty": "certain",
    "realis": "actual",
    "temporal": "current",
    "force": [{"owner": "RUS", "type": "border_guards"}],
    "locations": ["am.yerevan.zvartnots_airport"],
    "quote": {"text": "Russian border guards left\nZvartnots", "start": 0, "end": 36},
}
LEFT = {"start": 38, "end": 60, "reason": "question", "trigger": "leave", "sentence": "Will those at\n Meghri leave?"}


def test_claims_come_first_and_what_was_left_unread_comes_with_its_reason() -> None:
    lines = told({"id": "a-1", "events": [CLAIM], "unread": [LEFT]}).split("\n")
    assert lines[0] == "a-1: 1 claim, 1 sentence unread"
    assert lines[1].startswith("  WithdrawalCompleted · RUS border_guards · am.yerevan.zvartnots_airport")
    assert lines[3:] == [
        "  unread · leave · question: It is asked, not said.",
        "    “Will those at Meghri leave?”",
    ]


def test_an_article_in_which_nothing_was_left_unread_says_nothing_of_it() -> None:
    assert told({"id": "a-1", "events": [], "unread": []}) == "a-1: 0 claims"


def test_what_was_left_unread_is_told_to_programs_with_its_words() -> None:
    article = Article(id="a-1", text="Rain. Will the guards leave?", source="Hetq", published_at=None)
    unread = (Unread(start=6, end=28, reason=Reason.QUESTION, trigger="leave"),)
    assert answer_of(article, Reading(unread=unread)) == {
        "id": "a-1",
        "events": [],
        "unread": [
            {"start": 6, "end": 28, "reason": "question", "trigger": "leave", "sentence": "Will the guards leave?"}
        ],
    }
