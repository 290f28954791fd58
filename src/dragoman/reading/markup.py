"""Markup that is built to take the reader's time or memory, found before a parser sees it."""

import re
from xml.parsers import expat

from dragoman.errors import InputError

# A parser of HTML takes time by the square of the attributes of one tag; pages have under 60.
_MOST_ATTRIBUTES = 400
# Start tags of one page. Front pages have up to 20,000; the extraction takes a second for 10,000.
_MOST_TAGS = 60_000
# Elements inside one another. Feeds have under 20.
_DEEPEST = 200

_SPACE = r"[ \t\n\f\r]"
# As the HTML standard reads it: comments, elements whose content is text, other tags.
_MARK = re.compile(r"<!--|<[!?/][^>]*|<([A-Za-z][^ \t\n\f\r/>]*)")
_ATTRIBUTE = re.compile(
    rf"(?:{_SPACE}|/)*([^ \t\n\f\r/>][^ \t\n\f\r/>=]*)"
    rf"(?:{_SPACE}*={_SPACE}*(?:\"[^\"]*(?:\"|\Z)|'[^']*(?:'|\Z)|[^ \t\n\f\r>]*))?"
)
_ENTITY = re.compile(rb"<!ENTITY", re.I)
_TEXT_ONLY = frozenset({"script", "style", "textarea", "title", "xmp", "iframe", "noembed"})


def check_html(html: str, where: str) -> None:
    """Nothing, for a page that can be parsed in a time by its length.

    Raises InputError for more tags than any page has, or more attributes than any tag.
    """
    tags = 0
    at = 0
    while mark := _MARK.search(html, at):
        at = mark.end()
        name = mark.group(1)
        if name is None:
            if mark.group() == "<!--":
                at = _behind(html, "-->", at)
            continue
        tags += 1
        if tags > _MOST_TAGS:
            raise InputError(f"{where}: has more than {_MOST_TAGS:,} tags, the limit for one page")
        at = _behind_attributes(html, at, where)
        if name.lower() in _TEXT_ONLY:  # up to its end mark, and without one to the page's end
            end = re.compile(f"</{name}", re.I).search(html, at)
            at = end.start() if end else len(html)


def check_xml(data: bytes, where: str) -> None:
    """Nothing, for XML that can be parsed in a time by its length; malformed XML is looked at as
    far as it goes.

    Raises InputError where it declares entities (the way of the “billion laughs”), nests deeper
    or has more attributes than any feed.
    """
    if _ENTITY.search(data.replace(b"\0", b"")):
        raise InputError(
            f"{where}: declares XML entities, which no feed needs and bombs are made of"
        )
    depth = 0

    def start(_: str, attributes: list[str]) -> None:
        nonlocal depth
        depth += 1
        if depth > _DEEPEST:
            raise InputError(f"{where}: nests elements deeper than {_DEEPEST}")
        if len(attributes) > 2 * _MOST_ATTRIBUTES:
            raise InputError(
                f"{where}: has an element with more than {_MOST_ATTRIBUTES} attributes"
            )

    def end(_: str) -> None:
        nonlocal depth
        depth -= 1

    # Whatever encoding it declares, only ASCII is looked at: one that the parser does not know
    # would end the look before it began.
    parser = expat.ParserCreate(None if b"\0" in data[:4] else "iso-8859-1")
    parser.ordered_attributes = True
    parser.StartElementHandler = start
    parser.EndElementHandler = end
    try:
        parser.Parse(data, True)
    except (expat.ExpatError, LookupError, ValueError):
        return  # feeds in the wild are malformed; the reader that forgives takes linear time


def _behind_attributes(html: str, at: int, where: str) -> int:
    count = 0
    while found := _ATTRIBUTE.match(html, at):
        at = found.end()
        count += 1
        if count > _MOST_ATTRIBUTES:
            raise InputError(
                f"{where}: has a tag with more than {_MOST_ATTRIBUTES} attributes; no page has"
            )
    return at


def _behind(html: str, end: str, at: int) -> int:
    found = html.find(end, at)
    return len(html) if found < 0 else found + len(end)
