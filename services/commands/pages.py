"""Articles out of HTML pages: the one place where a page is taken apart."""

import re
from typing import Any

from services.commands.decoding import NotText, text_of

PAGE_BYTES_MAX = 8 * 1024 * 1024
DECLARED_WITHIN_BYTES = 4096
_DECLARED = re.compile(
    rb"""<\?xml[^>]{0,200}encoding\s*=\s*["']([\w.:-]+)|<meta[^>]{0,500}charset\s*=\s*["']?([\w.:-]+)""", re.IGNORECASE
)


def page_fields(raw: bytes, encoding: str | None) -> dict[str, Any]:
    """The fields of an article that a page gives: text, and title, address, outlet, day and language where it says so.

    `encoding` is what the user says the page is in. Raises NotText where there is no page or no article in it.
    """
    import trafilatura

    if len(raw) > PAGE_BYTES_MAX:
        raise NotText(f"the page is larger than {PAGE_BYTES_MAX >> 20} MiB: save the text of the article as .txt")
    page = trafilatura.bare_extraction(text_of(raw, encoding, _declared(raw)), with_metadata=True, favor_precision=True)
    if page is None or isinstance(page, dict) or not page.text:
        raise NotText("no article was found in this page: save its text as .txt")
    found = {
        "text": page.text,
        "title": page.title,
        "url": page.url,
        "source": page.sitename or page.hostname,
        "published_at": page.date,
        "published_at_basis": "inferred" if page.date else "stated",
        "lang": page.language,
    }
    return {name: value for name, value in found.items() if value}


def _declared(raw: bytes) -> str | None:
    """The encoding that a page says it is in."""
    found = _DECLARED.search(raw[:DECLARED_WITHIN_BYTES])
    return (found[1] or found[2]).decode() if found else None
