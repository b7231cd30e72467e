"""Bytes become text where nothing has to be guessed; else it is said what is wrong, where, and how to mend it."""

import random

import pytest

from services.commands.decoding import NotText, text_of

RUSSIAN = "Российские пограничники покинули аэропорт Звартноц 31 июля.\nОни ушли утром."
MIXED = "Guards (Пограничники, Սահմանապահներ, მესაზღვრეები, حرس الحدود) left “Zvartnots”.\u200f\u200b"


@pytest.mark.parametrize("text", ["Guards left.", RUSSIAN, MIXED], ids=["plain", "Russian", "five scripts"])
@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-32"])
def test_unicode_with_or_without_a_mark_is_read(text: str, encoding: str) -> None:
    assert text_of(text.encode(encoding)) == text


@pytest.mark.parametrize("encoding", ["windows-1251", "koi8-r", "utf-16-le", "utf-16-be", "iso-8859-5"])
def test_an_encoding_that_the_user_gives_is_taken(encoding: str) -> None:
    assert text_of(RUSSIAN.encode(encoding), encoding=encoding) == RUSSIAN


@pytest.mark.parametrize(
    ("text", "encoding", "declared"),
    [
        pytest.param(RUSSIAN, "windows-1251", "windows-1251", id="as it says"),
        pytest.param("“So”, he said in a café.", "cp1252", "iso-8859-1", id="Latin-1 is windows-1252, as in browsers"),
        pytest.param(RUSSIAN, "utf-8", "windows-1251", id="what is lawful UTF-8 is UTF-8, whatever it says"),
        pytest.param(RUSSIAN, "utf-16", "utf-8", id="a mark goes before what it says"),
        pytest.param("Guards left.", "ascii", "no-such-encoding", id="an unknown name does no harm to plain letters"),
    ],
)
def test_an_encoding_that_the_file_declares_is_taken_unless_the_bytes_say_otherwise(
    text: str, encoding: str, declared: str
) -> None:
    assert text_of(text.encode(encoding), declared=declared) == text


@pytest.mark.parametrize(
    ("raw", "told"),
    [
        pytest.param(b"", "it is empty", id="empty"),
        pytest.param(b" \r\n\t\n", "nothing but white space", id="white space"),
        pytest.param(RUSSIAN.encode("cp1251"), "in cp1251 it would read “Российские пограничн”: if that is right, give "
                     "`--encoding cp1251`", id="windows-1251, not declared"),
        pytest.param(RUSSIAN.encode("koi8-r"), "give `--encoding koi8_r`", id="KOI8-R, not declared"),
        pytest.param("A café in Gyumri.".encode("latin-1"), "in cp1252 it would read “A café in Gyumri.”",
                     id="Latin-1, not declared"),
        pytest.param(b"first line\nsecond \xe9", "byte 0xe9 at position 18 (line 2)", id="where the first bad byte is"),
        pytest.param(RUSSIAN.encode() + b"\xff\xfe.", "nearly all of it is UTF-8: mend that place", id="broken bytes"),
        pytest.param(RUSSIAN.encode("utf-16-le"), "give `--encoding utf-16-le`", id="UTF-16 without a mark"),
        pytest.param("Left.".encode("utf-16-be"), "give `--encoding utf-16-be`", id="the other UTF-16 without a mark"),
        pytest.param(b"\xff\xfeA", "begins like UTF-16-LE and is not", id="half a character"),
        pytest.param(b"%PDF-1.7\n%\xe2\xe3", "pdftotext", id="PDF"),
        pytest.param(b"PK\x03\x04\x14\x00", "office document", id="office document"),
        pytest.param(b"\x1f\x8b\x08\x00", "gunzip", id="gzip"),
        pytest.param(b"\x89PNG\r\n\x1a\n\x00", "a picture", id="picture"),
        pytest.param(b"\x7fELF" + bytes(range(256)) * 4, "binary data", id="program"),
        pytest.param(b"guards left\x00 the base", "binary data, with NUL bytes", id="a NUL among letters"),
    ],
)  # fmt: skip
def test_what_is_no_text_is_told_with_the_way_out(raw: bytes, told: str) -> None:
    with pytest.raises(NotText) as caught:
        text_of(raw)
    assert told in str(caught.value)


@pytest.mark.parametrize(
    ("raw", "encoding", "told"),
    [
        pytest.param(
            RUSSIAN.encode("cp1251"), "utf-8", "it is not in utf-8, as --encoding says: byte 0xd0", id="wrong"
        ),
        pytest.param(b"x", "latin-99", "there is no encoding 'latin-99'", id="no such encoding"),
        pytest.param(b"x", "rot13", "there is no encoding 'rot13'", id="no encoding of text"),
        pytest.param(b"x", "base64", "there is no encoding 'base64'", id="no encoding of text either"),
        pytest.param(b"Left.", "utf-16-le", "utf-16-le", id="an odd number of bytes"),
        pytest.param("Left".encode("utf-16-le"), "ascii", "NUL characters come out", id="too narrow"),
        pytest.param(b"+2AA-", "utf-7", "halves of characters", id="half of a pair"),
    ],
)
def test_an_encoding_that_does_not_fit_is_told(raw: bytes, encoding: str, told: str) -> None:
    with pytest.raises(NotText) as caught:
        text_of(raw, encoding=encoding)
    assert told in str(caught.value)


def test_any_bytes_are_a_text_or_a_reason() -> None:
    chance = random.Random(4)
    for size in range(400):
        raw = chance.randbytes(size) if size % 2 else bytes(chance.choices(range(0x20, 0xFF), k=size))
        try:
            assert "\x00" not in text_of(raw)
        except NotText as fault:
            assert len(str(fault)) > 10
