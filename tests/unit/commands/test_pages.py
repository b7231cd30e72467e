"""HTML pages become articles: the text without the page around it, in whatever encoding the page declares."""

import pytest

from services.commands import pages
from services.commands.decoding import NotText
from services.commands.pages import page_fields

WORDS = "Российские пограничники покинули аэропорт Звартноц 31 июля, сообщила Служба национальной безопасности."
PAGE = (
    '<!doctype html><html lang="ru"><head>{head}<title>Пограничники ушли</title>'
    '<meta property="og:site_name" content="Пример"><meta name="date" content="2024-08-01"></head>'
    "<body><nav><a href='/'>Главная</a></nav><article><h1>Пограничники ушли</h1><p>" + WORDS + "</p>"
    "<p>Они несли там службу более тридцати лет, и дорога была отремонтирована в прошлом году.</p></article>"
    "<footer>Все права защищены</footer></body></html>"
)


def test_a_page_gives_text_title_outlet_and_day_and_nothing_of_the_page_around() -> None:
    found = page_fields(PAGE.format(head="").encode(), None)
    assert WORDS in found["text"]
    assert "Главная" not in found["text"]
    assert "Все права" not in found["text"]
    assert (found["title"], found["source"]) == ("Пограничники ушли", "Пример")
    assert (found["published_at"], found["published_at_basis"]) == ("2024-08-01", "inferred")


@pytest.mark.parametrize(
    ("head", "encoding"),
    [
        pytest.param('<meta charset="windows-1251">', "cp1251", id="windows-1251"),
        pytest.param("<META CHARSET=koi8-r>", "koi8-r", id="KOI8-R, without quotes"),
        pytest.param(
            '<meta http-equiv="Content-Type" content="text/html; charset=windows-1251">', "cp1251", id="the older way"
        ),
        pytest.param('<meta charset="windows-1251">', "utf-8", id="declared wrongly"),
        pytest.param("", "utf-16", id="a mark"),
        pytest.param("", "utf-8-sig", id="a mark of UTF-8"),
    ],
)
def test_a_page_is_read_in_the_encoding_it_declares(head: str, encoding: str) -> None:
    assert WORDS in page_fields(PAGE.format(head=head).encode(encoding), None)["text"]


def test_a_page_that_declares_its_encoding_as_xml_does_is_read() -> None:
    page = '<?xml version="1.0" encoding="windows-1251"?>\n' + PAGE.format(head="")
    assert WORDS in page_fields(page.encode("cp1251"), None)["text"]


def test_a_page_that_declares_nothing_is_read_in_the_encoding_given_and_not_guessed() -> None:
    raw = PAGE.format(head="").encode("cp1251")
    with pytest.raises(NotText, match="give `--encoding cp1251`"):
        page_fields(raw, None)
    assert WORDS in page_fields(raw, "windows-1251")["text"]


@pytest.mark.parametrize(
    ("page", "told"),
    [
        pytest.param("<html><body></body></html>", "no article was found", id="nothing in it"),
        pytest.param("<div>" * 50_000, "no article was found", id="endlessly nested"),
        pytest.param("<", "no article was found", id="no page"),
        pytest.param('<meta charset="utf-8"><p>caf\udce9', "it declares UTF-8 and is not in it", id="not as declared"),
    ],
)
def test_a_page_without_an_article_is_told(page: str, told: str) -> None:
    with pytest.raises(NotText, match=told):
        page_fields(page.encode(errors="surrogateescape"), None)


def test_a_page_too_large_is_refused_before_it_is_read() -> None:
    page = b"<html><body><p>" + b"Guards left. " * 800_000
    assert len(page) > pages.PAGE_BYTES_MAX
    with pytest.raises(NotText, match="larger than 8 MiB"):
        page_fields(page, None)
