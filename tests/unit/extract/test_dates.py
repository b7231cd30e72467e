"""Date expressions of English news, read from the day of publication in the direction of the tense; what cannot be
known is refused.
"""

from datetime import date

import pytest

from events.dates import bounds
from services.ingest.extract.lexicon import lexicon
from services.ingest.extract.normalise import normalise
from services.ingest.extract.sentences import sentences
from services.ingest.extract.times import dates
from services.ingest.extract.tokens import tokenise

AHEAD, BACK = True, False
REFUSED = None

BATTERY = [
    ("on January 1, 2025", "2024-10-09", AHEAD, "2025-01-01"),
    ("on January 1", "2024-12-20", AHEAD, "2025-01-01"),
    ("on December 30", "2025-01-02", BACK, "2024-12-30"),
    ("on Wednesday", "2024-10-09", BACK, "2024-10-09"),
    ("on Friday", "2024-07-08", AHEAD, "2024-07-12"),
    ("on Friday", "2024-07-08", BACK, "2024-07-05"),
    ("on Thursday", "2024-11-26", AHEAD, "2024-11-28"),
    ("on Thursday", "2024-05-24", BACK, "2024-05-23"),
    ("in March", "2025-01-15", AHEAD, "2025-03"),
    ("in March", "2025-05-10", BACK, "2025-03"),
    ("next year", "2024-11-12", AHEAD, "2025"),
    ("last year", "2024-11-12", BACK, "2023"),
    ("this year", "2024-11-12", BACK, "2024"),
    ("next month", "2025-02-11", AHEAD, "2025-03"),
    ("last month", "2025-02-11", BACK, "2025-01"),
    ("last week", "2024-09-30", BACK, "2024-09-23/2024-09-29"),
    ("next week", "2024-09-30", AHEAD, "2024-10-07/2024-10-13"),
    ("in the autumn of 2020", "2024-05-09", BACK, "2020-23"),
    ("last fall", "2024-08-15", BACK, "2023-23"),
    ("this fall", "2024-09-18", AHEAD, "2024-23"),
    ("in the spring", "2025-01-20", AHEAD, "2025-21"),
    ("on August 1", "2024-03-12", AHEAD, "2024-08-01"),
    ("on August 1", "2024-08-05", BACK, "2024-08-01"),
    ("by the end of the year", "2024-10-31", AHEAD, "2024-12-31"),
    ("by the end of 2024", "2024-05-31", AHEAD, "2024-12-31"),
    ("in the first half of 2025", "2024-12-12", AHEAD, "2025-40"),
    ("in the second quarter", "2025-01-10", AHEAD, "2025-34"),
    ("in mid-January", "2024-11-18", AHEAD, "2025-01"),
    ("in early 2025", "2024-11-18", AHEAD, "2025"),
    ("until 2044", "2024-06-05", AHEAD, "2044"),
    ("in 1992", "2024-07-31", BACK, "1992"),
    ("a year ago", "2025-02-02", BACK, "2024"),
    ("two weeks ago", "2024-09-30", BACK, "2024-09-16"),
    ("three months ago", "2024-09-30", BACK, "2024-06"),
    ("within 60 days", "2024-12-12", AHEAD, REFUSED),
    ("in the coming months", "2024-11-18", AHEAD, REFUSED),
    ("for decades", "2024-11-18", BACK, REFUSED),
    ("yesterday", "2024-10-09", BACK, "2024-10-08"),
    ("tomorrow", "2024-10-09", AHEAD, "2024-10-10"),
    ("last Thursday", "2024-10-09", BACK, "2024-10-03"),
    ("next Monday", "2024-10-09", AHEAD, "2024-10-14"),
    ("on 1.1.2025", "2024-10-09", AHEAD, "2025-01-01"),
    ("on 2024-06-11", "2024-06-12", BACK, "2024-06-11"),
    ("on New Year's Day", "2025-01-03", BACK, "2025-01-01"),
    ("on July 15-24", "2024-07-08", AHEAD, "2024-07-15/2024-07-24"),
    ("from 15 to 24 July", "2024-07-08", AHEAD, "2024-07-15/2024-07-24"),
    ("in September 2022", "2024-11-25", BACK, "2022-09"),
    ("in the summer", "2025-01-18", AHEAD, "2025-22"),
    ("at the start of next year", "2024-11-18", AHEAD, "2025"),
    ("on May 8", "2024-05-13", BACK, "2024-05-08"),
    ("on November 28", "2024-11-12", AHEAD, "2024-11-28"),
    ("on October 9", "2024-10-09", BACK, "2024-10-09"),
    ("on 12 June", "2024-06-13", BACK, "2024-06-12"),
    ("in February of this year", "2024-05-16", BACK, "2024-02"),
    ("on Aug. 1", "2024-07-26", AHEAD, "2024-08-01"),
    ("on February 30, 2024", "2024-07-26", AHEAD, REFUSED),
]
"""(words, published, direction of the verb, EDTF value or refused)"""

ROLES = [
    ("by January 1, 2025", AHEAD, "deadline"),
    ("no later than December 31", AHEAD, "deadline"),
    ("until 2044", AHEAD, "until"),
    ("since 1992", BACK, "since"),
    ("from March", AHEAD, "effective"),
    ("as of March 1", BACK, "since"),
    ("on May 8", BACK, "occurred"),
    ("from 2019 to 2023", BACK, "period"),
]


def read(words: str, published: str, ahead: bool) -> list[tuple[str, str]]:
    text = normalise(words)
    line = tokenise(text, next(iter(sentences(text))), (), lexicon())
    role = "effective" if ahead else "occurred"
    found = dates(line, 0, len(line.tokens), date.fromisoformat(published), ahead, role)
    return [(when.edtf, when.role) for _, when in found]


@pytest.mark.parametrize(("words", "published", "ahead", "edtf"), BATTERY)
def test_a_date_expression_is_read_or_refused(words: str, published: str, ahead: bool, edtf: str | None) -> None:
    found = [value for value, _ in read(words, published, ahead)]
    assert found == ([] if edtf is None else [edtf])
    assert all(bounds(value) for value in found)


@pytest.mark.parametrize(("words", "ahead", "role"), ROLES)
def test_the_preposition_gives_the_role(words: str, ahead: bool, role: str) -> None:
    assert [r for _, r in read(words, "2024-05-10", ahead)] == [role]
