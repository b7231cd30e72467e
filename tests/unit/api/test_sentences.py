"""A quote is shown in its sentence, never with the whole article."""

import pytest

from services.api.sentences import MARGIN_MAX, around, around_word

TEXT = (
    "The talks lasted a day. Mr. Smith said the guards would leave Agarak in January, and Iran agreed.\n\n"
    "Nothing else was said. «Они уйдут», he added."
)


@pytest.mark.parametrize(
    ("quote", "shown"),
    [
        pytest.param(
            "the guards would leave Agarak",
            "Mr. Smith said the guards would leave Agarak in January, and Iran agreed.",
            id="the sentence, not cut at an abbreviation",
        ),
        pytest.param("Они уйдут", "«Они уйдут», he added.", id="offsets count code points, not bytes"),
        pytest.param(
            "and Iran agreed.\n\nNothing else",
            "Mr. Smith said the guards would leave Agarak in January, and Iran agreed.\n\nNothing else was said.",
            id="a quote over two sentences shows both",
        ),
    ],
)
def test_a_quote_is_shown_in_the_sentences_it_stands_in(quote: str, shown: str) -> None:
    start = TEXT.index(quote)

    excerpt = around(TEXT, start, start + len(quote), "en")

    assert excerpt.text == shown
    assert TEXT[excerpt.start : excerpt.end] == excerpt.text


def test_a_text_without_sentences_shows_no_more_than_a_margin() -> None:
    text = "word " * 5000

    excerpt = around(text, 10_000, 10_004, None)

    assert len(excerpt.text) <= 2 * MARGIN_MAX + 4
    assert text[10_000:10_004] in excerpt.text


def test_a_language_nobody_knows_is_read_like_another() -> None:
    assert around("One. Two.", 0, 3, "qqq-x-none").text


def test_a_sentence_around_a_word_is_shown_whole_unless_it_is_very_long() -> None:
    sentence = "Will the guards leave?"
    whole = "Nothing. " + sentence + " " + "on and " * 500 + "leave " + "and on " * 500

    short = around_word(whole, 9, 9 + len(sentence), "leave")
    long = around_word(whole, 9 + len(sentence), len(whole), "leave")

    assert short == (sentence, 9, 9 + len(sentence))
    assert "and leave and" in long.text
    assert len(long.text) == 2 * MARGIN_MAX
    assert whole[long.start : long.end] == long.text


def test_a_word_that_stands_otherwise_in_the_text_shows_the_beginning_of_the_sentence() -> None:
    assert around_word("One. Guards LEFT?", 5, 17, "left").text == "Guards LEFT?"
