"""RSS and Atom feeds: bytes in, entries out; and asking for a feed only if it has changed."""

import calendar
import io
import re
from collections.abc import Iterator, Mapping
from datetime import UTC, datetime
from typing import Any
from urllib.parse import urljoin

from dragoman.errors import InputError
from dragoman.model import Record
from dragoman.reading.fetching import FEEDS, PAGES, Fetcher, Page, Validators
from dragoman.reading.inputs import Entry, Refusal, refusal_of
from dragoman.reading.markup import check_xml
from dragoman.reading.pages import fragment_text
from dragoman.reading.text import is_utf8
from dragoman.reading.urls import shown

_MOST_ENTRIES = 5_000
# Feed readers that forgive malformed XML take a second for a third of this.
DEFAULT_FEED_BYTES = 3_000_000
_ROOT = re.compile(rb"<(?:[\w.-]{1,20}:)?(rss|feed|RDF)[\s>]")
# The content of an entry is the article, not its beginning, from this length on (code points) and
# where it does not end by pointing elsewhere.
_SHORTEST_ARTICLE = 1_000
_GOES_ON = re.compile(
    r"(?:…|\.\.\.|\[…\]|\[\.\.\.\]|read more|continue reading|full story|read on)\W*$", re.I
)


class Poll(Record, frozen=True, kw_only=True):
    """What asking for a feed gave: its entries (none where it is ``unchanged``) and the validators
    to ask with the next time; or, with ``refusal``, why it gave nothing."""

    url: str
    entries: tuple[Entry, ...] = ()
    retrieved: str | None = None
    validators: Validators = Validators()
    unchanged: bool = False
    refusal: Refusal | None = None


def is_feed(data: bytes) -> bool:
    """True for data that begins like an RSS or Atom feed."""
    head = data[:4096].replace(b"\0", b"")  # UTF-16
    found = _ROOT.search(head)
    if found is None or not head.lstrip(b"\xef\xbb\xbf\xff\xfe \t\r\n").startswith(b"<"):
        return False
    if b"<html" in head[: found.start()].lower():
        return False
    return found.group(1) != b"RDF" or b"purl.org/rss" in head or b"channel" in head


def poll_feed(
    url: str,
    fetcher: Fetcher,
    validators: Validators | None = None,
    allow_private: bool | None = None,
) -> Poll:
    """Ask for a feed, with the ``validators`` of the last poll only if it has changed since."""
    before = validators or Validators()
    try:
        page = fetcher.get(url, FEEDS | PAGES, before, allow_private)
        if page.unchanged:
            return Poll(url=url, retrieved=page.retrieved, unchanged=True, validators=before)
        return Poll(
            url=url,
            entries=tuple(page_entries(page)),
            retrieved=page.retrieved,
            validators=page.validators,
        )
    except InputError as fault:
        return Poll(url=url, validators=before, refusal=refusal_of(shown(url), fault))


def page_entries(page: Page) -> list[Entry]:
    """The entries of a feed that was fetched. Raises InputError where it is none."""
    return read_feed(page.data, page.url, base=page.url, charset=page.charset)


def read_feed(
    data: bytes, where: str, base: str | None = None, charset: str | None = None
) -> list[Entry]:
    """The entries of a feed in its order. ``base`` is the address that its links are relative to,
    ``charset`` the encoding that the server named.

    Raises InputError for what is no feed, too large a feed, and XML made to take time or memory.
    """
    if len(data) > DEFAULT_FEED_BYTES:
        raise InputError(
            f"{where}: is larger than {DEFAULT_FEED_BYTES:,} bytes, the limit for one feed"
        )
    if not is_feed(data):
        raise InputError(f"{where}: is neither an RSS nor an Atom feed")
    check_xml(data, where)
    try:
        found = _parsed(data, base, charset)
        publisher = _line(found.get("feed", {}).get("title"), where)
        entries = [
            _entry(item, publisher, base, where)
            for item in found.get("entries", [])[:_MOST_ENTRIES]
        ]
    except InputError:
        raise
    except Exception as fault:  # whatever a reader that forgives much trips over
        raise InputError(f"{where}: cannot be read as a feed ({type(fault).__name__})") from fault
    if not found.get("version") and not entries:
        raise InputError(f"{where}: is neither an RSS nor an Atom feed")
    return entries


def _parsed(data: bytes, base: str | None, charset: str | None) -> Mapping[str, Any]:
    import feedparser  # type: ignore[import-untyped,unused-ignore]

    if is_utf8(data):  # whatever the server or the feed says
        charset = "utf-8"
    kind = f"application/xml; charset={charset}" if charset else "application/xml"
    headers = {"content-type": kind, **({"content-location": base} if base else {})}
    # As a file, so that it is never taken for an address to be fetched. What it sanitizes and
    # resolves, at the price of most of its time, is made plain text here anyhow.
    parsed: Mapping[str, Any] = feedparser.parse(
        io.BytesIO(data),
        response_headers=headers,
        sanitize_html=False,
        resolve_relative_uris=False,
    )
    return parsed


def _entry(item: Mapping[str, Any], publisher: str | None, base: str | None, where: str) -> Entry:
    contents = [str(part.get("value") or "") for part in item.get("content") or []]
    content = fragment_text(max(contents, key=len, default=""), where)
    summary = fragment_text(str(item.get("summary") or ""), where)
    full = (
        len(content) >= _SHORTEST_ARTICLE
        and len(content) > len(summary) // 2
        and not _GOES_ON.search(content[-40:])
    )
    source = item.get("source") or {}
    return Entry(
        link=_link(item, base),
        title=_line(item.get("title"), where),
        published=(_instant(item.get("published_parsed")) or "")[:10] or None,
        updated=_instant(item.get("updated_parsed") if "updated" in item else None),
        publisher=_line(source.get("title"), where) or publisher,
        text=content if len(content) > len(summary) else summary,
        full=full,
    )


def _link(item: Mapping[str, Any], base: str | None) -> str | None:
    link = str(item.get("link") or "").strip()
    if not link:
        return None
    try:
        return urljoin(base, link) if base else link
    except ValueError:
        return link


def _line(value: object, where: str) -> str | None:
    text = " ".join(fragment_text(str(value or ""), where).split())
    return text or None


def _instant(parsed: Any) -> str | None:
    """feedparser's time, which is in UTC."""
    if not parsed:
        return None
    try:
        return datetime.fromtimestamp(calendar.timegm(parsed), UTC).isoformat(timespec="seconds")
    except (ValueError, OverflowError, OSError, TypeError):
        return None


def once_each(entries: tuple[Entry, ...] | list[Entry]) -> Iterator[Entry | Refusal]:
    """The entries; one whose link stood in the feed before is told as a duplicate."""
    seen: set[str] = set()
    for entry in entries:
        if entry.link is not None and entry.link in seen:
            why = "the feed gives this link twice"
            yield Refusal(source=entry.link, state="duplicate", why=why)
            continue
        if entry.link is not None:
            seen.add(entry.link)
        yield entry
