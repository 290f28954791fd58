"""Pages from the web and the articles of feeds, into reports."""

from collections.abc import Iterable, Iterator

import httpx
import msgspec

from dragoman.errors import InputError
from dragoman.model import Report
from dragoman.reading.feeds import is_feed, once_each, page_entries
from dragoman.reading.fetching import PAGES, Fetcher, Page
from dragoman.reading.inputs import Entry, InputOptions, Reading, Refusal, refusal_of
from dragoman.reading.pages import is_page, read_page
from dragoman.reading.text import decode_page
from dragoman.reading.urls import shown


def read_url(url: str, options: InputOptions, fetcher: Fetcher) -> Iterator[Reading | Refusal]:
    """What is at an address: a page or text, or the articles of a feed."""
    source = shown(url)
    try:
        page = fetcher.get(url)
        if not is_feed(page.data):
            report = page_report(page)
            yield Reading(report=report, source=source, retrieved=page.retrieved)
            return
        entries = page_entries(page)
    except InputError as fault:
        yield refusal_of(source, fault)
        return
    if not entries:
        yield Refusal(source=source, state="refused", why="the feed has no entries")
    if options.articles is None:
        options = msgspec.structs.replace(options, articles=True)
    yield from read_entries(entries, page.url, options, fetcher, page.retrieved)


def read_entries(
    entries: Iterable[Entry],
    feed: str,
    options: InputOptions,
    fetcher: Fetcher | None,
    retrieved: str | None = None,
    allow_private: bool = False,
) -> Iterator[Reading | Refusal]:
    """The reports of a feed's entries: the articles behind their links where the options say so
    and the feed does not have them in full, else the text that the feed gives.

    ``feed``: its address or path; ``retrieved``: when it was read. ``allow_private`` goes for
    articles on the feed's own host only: a feed must not send us anywhere else within.
    """
    for number, entry in enumerate(once_each(list(entries)), start=1):
        if isinstance(entry, Refusal):
            yield entry
            continue
        source = shown(entry.link) if entry.link else f"{feed}, entry {number}"
        if options.skip is not None and options.skip(entry):
            yield Refusal(source=source, state="duplicate", why="was read before")
            continue
        fetched = options.articles and not entry.full and entry.link and fetcher
        try:
            if fetched and fetcher is not None and entry.link is not None:
                private = True if allow_private and _same_host(feed, entry.link) else None
                page = fetcher.get(entry.link, PAGES, allow_private=private)
                report = _with_entry(page_report(page), entry)
                yield Reading(report=report, source=source, retrieved=page.retrieved)
            else:
                yield Reading(
                    report=entry_report(entry, source), source=source, retrieved=retrieved
                )
        except InputError as fault:
            yield refusal_of(source, fault)


def page_report(page: Page) -> Report:
    """The report in a page that was fetched; its address is where it was in the end.

    Raises InputError for a page without an article.
    """
    text = decode_page(page.data, page.url, page.charset)
    if page.media == "text/plain" or not (page.media or is_page(text)):
        return Report(id=page.url, text=text.strip(), url=page.url)
    return msgspec.structs.replace(read_page(text, page.url, page.url), url=page.url)


def entry_report(entry: Entry, source: str) -> Report:
    """The report that a feed itself gives. Raises InputError where it gives no text."""
    if not entry.text.strip():
        raise InputError(f"{source}: the feed gives no text of this entry, only its title")
    return Report(
        id=source,
        text=entry.text,
        title=entry.title,
        publisher=entry.publisher,
        url=entry.link,
        published=entry.published,
        published_from="metadata" if entry.published else "unknown",
    )


def _with_entry(report: Report, entry: Entry) -> Report:
    """What the page leaves open, as the feed says it."""
    dated = report.published is not None or entry.published is None
    return msgspec.structs.replace(
        report,
        title=report.title or entry.title,
        publisher=report.publisher or entry.publisher,
        published=report.published if dated else entry.published,
        published_from=report.published_from if dated else "metadata",
    )


def _same_host(feed: str, link: str) -> bool:
    try:
        one, other = httpx.URL(feed), httpx.URL(link)
        return bool(one.host) and (one.host, one.port) == (other.host, other.port)
    except (httpx.InvalidURL, ValueError):  # ValueError: a name that IDNA does not have
        return False
