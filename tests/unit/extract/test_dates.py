"""Date expressions of English news: found in full, read from the day of publication in the direction of the verb; what
cannot be known is refused. The phrases stand in `dates.tsv`, those of the published battery in `dates_annex.tsv`.
"""

from datetime import date, timedelta
from pathlib import Path
from time import process_time

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from events.dates import bounds
from events.record import When
from services.ingest.extract.dates.date_forms import DateForm
from services.ingest.extract.dates.dates_found import find, preposition
from services.ingest.extract.dates.dates_resolved import resolve
from services.ingest.extract.text.normalise import normalise
from services.ingest.extract.text.sentences import Sentence
from services.ingest.extract.words.tokens import Token, tokenise
from services.ingest.extract.words.words import Word, vocabulary

DIRECTIONS = {"f": True, "p": False, "-": None}
REFUSED, NO_DATE = "refuse", "none"


def rows(name: str) -> list[tuple[str, ...]]:
    """The rows of a table beside this file, without its header and comments."""
    lines = Path(__file__).with_name(name).read_text(encoding="utf-8").splitlines()[1:]
    return [tuple(line.split("\t")) for line in lines if line and not line.startswith("#")]


def tokens_of(text: str) -> list[Token]:
    normal = normalise(text)
    return tokenise(normal, Sentence(0, len(text), 0, "body"), (), vocabulary()).tokens


def read(
    text: str, published: str, direction: str, told: str = "", said_on: date | None = None
) -> list[tuple[str, DateForm, When | None]]:
    """(words of the date, its form, what it means) for each date of a text."""
    tokens = tokens_of(text)
    found = []
    for form in find(tokens):
        _, before = preposition(tokens, form.start)
        known = (told,) if told else ()
        when = resolve(form, before, date.fromisoformat(published), DIRECTIONS[direction], said_on, known)
        found.append((text[tokens[form.start].start : tokens[form.end - 1].end], form, when))
    return found


def told_in(when: When | None) -> str:
    return REFUSED if when is None else " ".join(filter(None, (when.edtf, when.role, when.mod)))


@pytest.mark.parametrize(("phrase", "published", "direction", "edtf"), rows("dates_annex.tsv"))
def test_the_published_battery_is_read_completely(phrase: str, published: str, direction: str, edtf: str) -> None:
    marked = phrase[phrase.index("[") + 1 : phrase.index("]")]
    found = read(phrase.replace("[", "").replace("]", ""), published, direction)
    assert [(words, REFUSED if when is None else when.edtf) for words, _, when in found] == [(marked, edtf)]


@pytest.mark.parametrize(("sentence", "published", "direction", "told", "means"), rows("dates.tsv"))
def test_a_date_is_found_in_full_and_means_what_a_reader_takes_it_for(
    sentence: str, published: str, direction: str, told: str, means: str
) -> None:
    found = read(sentence.replace("[", "").replace("]", ""), published, direction, told)
    if means == NO_DATE:
        assert found == []
        return
    marked = [part.partition("]")[0] for part in sentence.split("[")[1:]]
    assert [(words, told_in(when)) for words, _, when in found] == list(zip(marked, means.split("; "), strict=True))
    assert all(when is None or bounds(when.edtf) for _, _, when in found)


def test_relative_dates_in_a_speech_count_from_the_day_of_the_speech() -> None:
    text = "The pullout will begin in two days."
    [(_, _, when)] = read(text, "2022-01-12", "f", said_on=date(2022, 1, 11))
    assert when is not None
    assert (when.edtf, when.anchor) == ("2022-01-13", "said_on")


@pytest.mark.parametrize(
    ("text", "told", "anchor"),
    [
        ("They left on 8 May 2024.", "", "absolute"),
        ("They left on 8 May.", "", "published_at"),
        ("They left last week.", "", "published_at"),
        ("They left two days later.", "2024-05-01", "text"),
        ("They left in May of that year.", "2024-05-01", "text"),
    ],
)
def test_the_anchor_says_what_a_date_was_read_from(text: str, told: str, anchor: str) -> None:
    [(_, _, when)] = read(text, "2024-05-13", "p", told)
    assert when is not None
    assert when.anchor == anchor


def test_without_a_publication_day_only_written_years_are_read() -> None:
    tokens = tokens_of("They left on 8 May, last week, a year ago and in 2019, before 3 June 2020.")
    values = [resolve(form, "", None, False) for form in find(tokens)]
    assert [when and when.edtf for when in values] == [None, None, None, "2019", "2020-06-03"]


@pytest.mark.parametrize(
    ("text", "modifies"),
    [
        ("Pashinyan will skip Thursday's summit.", True),
        ("They refuse their 2024 contribution.", True),
        ("After the 2020 war they came.", True),
        ("The Nov. 23 summit is off.", True),
        ("In the summer drills begin.", False),
        ("In 2020 Russian peacekeepers came.", False),
        ("On Thursday Russian guards left.", False),
        ("They left on Thursday.", False),
        ("They left last week.", False),
    ],
)
def test_a_date_before_a_noun_is_marked_as_its_modifier(text: str, modifies: bool) -> None:
    assert [form.modifier for form in find(tokens_of(text))] == [modifies]


DAYS = st.dates(date(1990, 1, 1), date(2060, 12, 31))
WRITTEN = (
    "on {0:%B} {0.day}, {0.year}",
    "on {0.day} {0:%B} {0.year}",
    "on {0:%b}. {0.day}, {0.year}",
    "on {0.day}th of {0:%B} {0.year}",
    "on {0.day}.{0.month}.{0.year}",
    "on {0:%d.%m.%Y}",
    "on {0:%Y-%m-%d}",
    "on {0:%d/%m/%Y}",
    "on {0:%A}, {0.day} {0:%B} {0.year}",
    "by {0:%B} {0.day} {0.year} at the latest",
    "since {0:%B} {0.day}, {0.year} at dawn",
)


@given(DAYS, st.sampled_from(WRITTEN), DAYS, st.sampled_from([True, False, None]))
@settings(deadline=None)
def test_a_written_date_means_itself_whatever_the_day_and_the_verb(
    day: date, written: str, published: date, ahead: bool | None
) -> None:
    tokens = tokens_of(f"They leave {written.format(day)}.")
    found = [resolve(form, preposition(tokens, form.start)[1], published, ahead) for form in find(tokens)]
    assert [when and when.edtf for when in found] == [day.isoformat()]


@given(DAYS, st.sampled_from([True, False]))
@settings(deadline=None)
def test_a_date_without_its_year_lies_in_the_direction_of_the_verb(published: date, ahead: bool) -> None:
    for away in (1, 40, 200):
        day = published + timedelta(days=away if ahead else -away)
        if (day.month, day.day) == (2, 29):
            continue
        [form] = find(tokens_of(f"They leave on {day:%B} {day.day}."))
        when = resolve(form, "on", published, ahead)
        assert when is not None
        assert when.edtf == day.isoformat()


SIGNS = [
    "-",
    "/",
    ".",
    ",",
    "'",
    "–",
    "'s",
    "(",
    ")",
    "1",
    "30",
    "99",
    "1999",
    "2024",
    "12:30",
    "may",
    "May",
    "half",
    "of",
]
PIECES = sorted(
    {word for sentence, *_ in rows("dates.tsv") for word in sentence.replace("[", " ").replace("]", " ").split()}
    | set(SIGNS)
)


@given(st.lists(st.sampled_from(PIECES), max_size=25), DAYS, st.sampled_from([True, False, None]), st.text(max_size=9))
@settings(deadline=None, max_examples=300)
def test_no_row_of_words_makes_it_fail(words: list[str], published: date, ahead: bool | None, told: str) -> None:
    tokens = tokens_of(" ".join(words))
    done = 0
    for form in find(tokens):
        assert done <= form.start < form.end <= len(tokens)
        done = form.end
        before, _ = preposition(tokens, form.start)
        assert 0 <= before <= form.start
        when = resolve(form, preposition(tokens, form.start)[1], published, ahead, None, (told,))
        assert when is None or bounds(when.edtf)


@given(st.lists(st.text(max_size=6), max_size=12))
@settings(deadline=None)
def test_no_token_makes_it_fail(lows: list[str]) -> None:
    assert isinstance(find([Token(low, 2 * i, 2 * i + 1, Word("N")) for i, low in enumerate(lows)]), list)


REPEATED = [
    "May 3, 5, 7, 9 and ", "2024-", "the end of the ", "first days of ", "from 1 to ", "few of ", "10:00 gmt ",
    "night of May 8 to ", "last this next ", "early late mid ", "a year and a half ", "12/12/", "between 1 and ",
    "March and April and ", "last days of last days of ", "in 1994 and 1995 and ", "the first of the month of ",
    "the the ",
]  # fmt: skip


@pytest.mark.parametrize("piece", [*REPEATED, "".join(REPEATED)])
def test_the_time_grows_in_proportion_to_the_text(piece: str) -> None:
    """Eight times the text takes about eight times as long, never sixty-four times."""
    small = seconds(tokens_of(piece * (10_000 // len(piece))))
    assert seconds(tokens_of(piece * (80_000 // len(piece)))) < 24 * small + 0.2


def test_a_megabyte_of_days_and_months_is_found_in_once() -> None:
    assert once(tokens_of("May 8 12 June 2024 3 " * 48_000)) < 10


def seconds(tokens: list[Token]) -> float:
    """The best of three runs: a busy machine adds to each, and takes from none."""
    return min(once(tokens) for _ in range(3))


def once(tokens: list[Token]) -> float:
    started = process_time()
    find(tokens)
    return process_time() - started
