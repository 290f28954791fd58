"""Saved web pages: the article's text out of the page, with title, publisher, URL and date."""

import logging
import re
from datetime import date

from dragoman.errors import InputError
from dragoman.model import Report
from dragoman.reading.markup import check_html

_LOOKS_LIKE_HTML = re.compile(r"<(?:!doctype\s+html|html|head|body|article)\b", re.I)
_CONTROLS = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff]")
_SILENCE = logging.NullHandler()
_SILENT = frozenset({"script", "style", "head", "noscript", "template"})
_BLOCKS = frozenset(
    {"p", "div", "br", "li", "ul", "ol", "blockquote", "h1", "h2", "h3", "h4", "h5", "h6", "tr",
     "table", "section", "article", "figure", "figcaption", "hr", "pre", "header", "footer"}
)  # fmt: skip


def is_page(text: str) -> bool:
    """True for text that begins like an HTML page."""
    return bool(_LOOKS_LIKE_HTML.search(text[:2000]))


def read_page(html: str, ident: str, where: str) -> Report:
    """The report in a page. The date is the page's own (meta elements, JSON-LD, time elements);
    a date that only trafilatura's heuristics would guess from the text is left to the coder.

    Raises InputError where the page holds no article, and for markup that is made to take time.
    """
    import trafilatura

    check_html(html, where)
    # It warns of every page without an article, which is told by the error below.
    logging.getLogger("trafilatura").addHandler(_SILENCE)
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


def fragment_text(html: str, where: str) -> str:
    """The text of a piece of HTML as feeds carry it, paragraphs parted by an empty line.

    Raises InputError for markup that is made to take time.
    """
    if "<" not in html and "&" not in html:
        return html.strip()
    from lxml import etree  # type: ignore[import-untyped]
    from lxml import html as lxml_html

    check_html(html, where)
    try:
        root = lxml_html.document_fromstring(f"<div>{_without_controls(html)}</div>")
    except (etree.ParserError, ValueError):
        return ""
    parts: list[str] = []
    silent = 0
    for event, element in etree.iterwalk(root, events=("start", "end", "comment", "pi")):
        tag = element.tag if isinstance(element.tag, str) else None
        if event == "start":
            silent += tag in _SILENT
            parts.append("\n\n" if tag in _BLOCKS else "")
            parts.append("" if silent else _folded(element.text))
            continue
        if event == "end":
            silent -= tag in _SILENT
            parts.append("\n\n" if tag in _BLOCKS else "")
        parts.append("" if silent else _folded(element.tail))
    lines = (line.strip() for line in "".join(parts).split("\n"))
    return "\n\n".join(line for line in lines if line)


def _folded(text: str | None) -> str:
    return re.sub(r"[ \t\r\n\f]+", " ", text or "")


def _without_controls(html: str) -> str:
    return _CONTROLS.sub("", html)


def _iso_day(value: str | None) -> str | None:
    try:
        return date.fromisoformat((value or "")[:10]).isoformat()
    except ValueError:
        return None
