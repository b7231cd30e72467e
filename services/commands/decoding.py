"""Text out of bytes: by their mark, by the name given, as UTF-8, by what they declare; else refused, with advice."""

import codecs

from charset_normalizer import from_bytes

MARKS = (
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF32_LE, "utf-32-le"),  # before UTF-16, whose mark it begins with
    (codecs.BOM_UTF32_BE, "utf-32-be"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)
BINARIES = (
    (b"%PDF-", "a PDF document: get its text first, for example with `pdftotext`"),
    (b"PK\x03\x04", "a ZIP archive or an office document: save its text as .txt, or unpack it"),
    (b"\xd0\xcf\x11\xe0", "an office document: save its text as .txt"),
    (b"{\\rtf", "an RTF document: save its text as .txt"),
    (b"\x1f\x8b", "compressed with gzip: unpack it first with `gunzip`"),
    (b"BZh", "compressed with bzip2: unpack it first with `bunzip2`"),
    (b"\xfd7zXZ", "compressed with xz: unpack it first with `unxz`"),
    (b"\x28\xb5\x2f\xfd", "compressed with zstd: unpack it first with `unzstd`"),
    (b"\x89PNG", "a picture"),
    (b"\xff\xd8\xff", "a picture"),
    (b"GIF8", "a picture"),
)
GUESSED_FROM_BYTES = 64 * 1024
SCRIPTS_OF_A_TEXT_MAX = 8
"""A text in UTF-16 has few high bytes: one for each script, punctuation included."""
COMMONEST = "cp1252"
CANDIDATES = ["cp1251", "koi8_r", COMMONEST, "cp1250", "cp1254", "cp1253"]
"""Encodings that a guess may name, besides none: those in which the news of the region is still written."""


class NotText(ValueError):
    """Bytes that are not taken for text. Says why, and how to mend it."""


def text_of(raw: bytes, encoding: str | None = None, declared: str | None = None) -> str:
    """The text of a file. `encoding` is what the user says it is in, `declared` what the file says.

    A mark at the beginning goes before what the file declares, and so does being lawful UTF-8: by chance no text of
    another encoding is. Nothing is guessed or replaced: a character taken for another makes another quote.
    """
    if not raw.strip():
        raise NotText("it is empty" if not raw else "it holds nothing but white space")
    marked = mark_of(raw)
    if encoding is not None:
        return _plain(_decoded(raw, encoding, f"it is not in {encoding}, as --encoding says").removeprefix("\ufeff"))
    if marked is not None:
        mark, name = marked
        return _plain(_decoded(raw[len(mark) :], name, f"it begins like {name.upper()} and is not"))
    refuse_binary(raw)
    try:
        return raw.decode()
    except UnicodeDecodeError as error:
        if declared is not None and _known(declared) not in (None, "utf-8"):
            return _plain(_decoded(raw, _on_the_web(declared), f"it declares {declared} and is not in it"))
        told = "it declares UTF-8 and is not in it" if declared else "it is not UTF-8"
        raise NotText(f"{told}: {_where(raw, error)}{_advice(raw, error.start)}") from error


def mark_of(raw: bytes) -> tuple[bytes, str] | None:
    """The mark of a Unicode encoding that a file begins with, and the encoding's name."""
    return next(((mark, name) for mark, name in MARKS if raw.startswith(mark)), None)


def refuse_binary(raw: bytes) -> None:
    """Raise NotText, with what to do, for bytes that are no text in any encoding one could name."""
    for beginning, what in BINARIES:
        if raw.startswith(beginning):
            raise NotText(f"it is {what}")
    head = raw[:GUESSED_FROM_BYTES]
    if b"\x00" in head:
        for name, high, low in (("utf-16-le", head[1::2], head[::2]), ("utf-16-be", head[::2], head[1::2])):
            if len(set(high)) <= SCRIPTS_OF_A_TEXT_MAX and len(set(low)) > 2 * len(set(high)):
                raise NotText(f"it is not UTF-8 and reads like {name.upper()}: give `--encoding {name}`")
        raise NotText("it is not text but binary data, with NUL bytes: publish its text as .txt")


def _decoded(raw: bytes, encoding: str, wrong: str) -> str:
    if _known(encoding) is None:
        raise NotText(f"there is no encoding {encoding!r}: one is, for example, utf-8, windows-1251 or iso-8859-1")
    try:
        return raw.decode(encoding)
    except UnicodeDecodeError as error:
        raise NotText(f"{wrong}: {_where(raw, error)}") from error


def _plain(text: str) -> str:
    """The text, if it is one: some encodings let through what no text can hold."""
    try:
        text.encode()
    except UnicodeEncodeError as error:
        raise NotText("it is not text in that encoding: halves of characters come out") from error
    if "\x00" in text:
        raise NotText("it is not text in that encoding: NUL characters come out")
    return text


def _known(encoding: str) -> str | None:
    """The codec's own name for an encoding of text, None if there is no such."""
    try:
        found = codecs.lookup(encoding)
        "".encode(encoding)
    except (LookupError, ValueError):
        return None
    return found.name


def _on_the_web(declared: str) -> str:
    """Pages that declare Latin-1 or ASCII are in windows-1252: so browsers read them."""
    return "cp1252" if _known(declared) in ("iso8859-1", "ascii") else declared


def _where(raw: bytes, error: UnicodeDecodeError) -> str:
    line = raw.count(b"\n", 0, error.start) + 1
    return f"byte 0x{raw[error.start]:02x} at position {error.start} (line {line})"


def _advice(raw: bytes, at: int) -> str:
    """What to try, from what the bytes look like; a guess is shown with the words that it would make."""
    kept = raw.decode(errors="ignore")
    if not kept.isascii() and len(raw) - len(kept.encode()) <= len(raw) // 1000 + 3:
        return "; nearly all of it is UTF-8: mend that place, or drop what is broken with `iconv -c -f utf-8 -t utf-8`"
    best = from_bytes(raw[:GUESSED_FROM_BYTES], cp_isolation=CANDIDATES).best()
    if best is None:
        return "; say what it is in with `--encoding NAME`"
    near = raw[max(0, at - 10) : at + 20]
    alike = best.encoding != COMMONEST and near.decode(COMMONEST, "replace") == near.decode(best.encoding, "replace")
    name = COMMONEST if alike else best.encoding
    shown = " ".join(near.decode(name, "replace").split())
    return f"; in {name} it would read “{shown}”: if that is right, give `--encoding {name}`"
