"""Saved web pages: the article's text out of the page, with title, publisher, URL and date."""

import re
from datetime import date

from dragoman.errors import InputError
from dragoman.model import Report

_LOOKS_LIKE_HTML = re.compile(r"<(?:!doctype\s+html|html|head|body|article)\b", re.I)


def is_page(text: str) -> bool:
    """True for text that begins like an HTML page."""
    return bool(_LOOKS_LIKE_HTML.search(text[:2000]))


def read_page(html: str, ident: str, where: str) -> Report:
    """The report in a page. The date is the page's own (meta elements, JSON-LD, time elements);
    a date that only trafilatura's heuristics would guess from the text is left to the coder.

    Raises InputError where the page holds no article.
    """
    import trafilatura

    found = trafilatura.bare_extraction(
        html,
        include_comments=False,
        include_tables=False,
        with_metadata=True,
        date_extraction_params={"extensive_search": False, "original_date": True},
    )
    if found is None or isinstance(found, dict) or not (text := (found.text or "").strip()):
        raise InputError(f"{where}: no article text was found in this page; give its text instead")
    published = _iso_day(found.date)
    return Report(
        id=ident,
        text=text,
        title=found.title or None,
        publisher=found.sitename or None,
        url=found.url or None,
        published=published,
        published_from="metadata" if published else "unknown",
    )


def _iso_day(value: str | None) -> str | None:
    try:
        return date.fromisoformat((value or "")[:10]).isoformat()
    except ValueError:
        return None
