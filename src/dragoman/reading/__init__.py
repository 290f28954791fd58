"""Reading: bytes, files, folders, pages and lines into reports.

Every input ends as a `Report` or as an `InputError` that says what is wrong with it; one bad input
never stops the others.
"""

from collections.abc import Iterable, Iterator
from typing import TYPE_CHECKING

import msgspec

from dragoman.errors import InputError, LanguageError
from dragoman.model import Report
from dragoman.reading.columns import parse_columns
from dragoman.reading.inputs import (
    DEFAULT_LIMIT,
    Entry,
    InputOptions,
    Reading,
    Refusal,
)
from dragoman.reading.language import foreign_language
from dragoman.reading.lines import iso_day
from dragoman.reading.sources import read_source
from dragoman.reading.urls import is_url

if TYPE_CHECKING:
    from dragoman.reading.fetching import Fetcher

__all__ = [
    "DEFAULT_LIMIT",
    "Entry",
    "InputOptions",
    "Reading",
    "Refusal",
    "check_reading",
    "check_report",
    "iso_day",
    "open_fetcher",
    "parse_columns",
    "read_inputs",
    "read_sources",
]


def read_sources(
    sources: Iterable[str], options: InputOptions | None = None, fetcher: "Fetcher | None" = None
) -> Iterator[Reading | Refusal]:
    """Everything that the sources hold, in order, each part as a reading that the coder can code
    or as a refusal: files of text, HTML, JSON lines, CSV, TSV, Parquet, RSS, Atom and WARC (texts,
    lines and tables of text also packed by gzip), folders of them, ``-`` for standard input,
    and web addresses of pages and feeds.

    ``fetcher`` fetches; without one, web addresses are fetched with the usual settings.
    """
    options = options or InputOptions()
    for source in sources:
        if fetcher is None and is_url(source):
            fetcher = open_fetcher()
        for found in read_source(source, options, fetcher):
            yield check_reading(found, options)


def open_fetcher(
    *, allow_private: bool = False, contact: str | None = None, delay: float = 1.0
) -> "Fetcher":
    """What fetches from the web for a whole run (``fetching.FetchSettings`` has more settings);
    a context manager. ``delay``: seconds between two requests to one host."""
    from dragoman.reading.fetching import Fetcher, FetchSettings

    return Fetcher(FetchSettings(allow_private=allow_private, contact=contact, delay=delay))


def check_reading(found: Reading | Refusal, options: InputOptions) -> Reading | Refusal:
    """A reading with what the options add to it, or a refusal where the coder cannot read it."""
    if isinstance(found, Refusal):
        return found
    report = _completed(found.report, options)
    try:
        check_report(report, options.limit)
    except InputError as fault:
        why = str(fault).removeprefix(f"{report.id}: ")
        return Refusal(source=found.source, state="refused", why=why)
    return msgspec.structs.replace(found, report=report)


def read_inputs(
    paths: Iterable[str], published: str | None = None, limit: int = DEFAULT_LIMIT
) -> Iterator[Report | InputError]:
    """The reports of files, folders and, for ``-``, standard input, in order; of no web address.
    ``published`` is the day of reports that do not say their own; ``limit`` is in code points."""
    options = InputOptions(published=published, limit=limit, tell_left_out=False)
    for path in paths:
        for found in read_source(path, options, None):
            if isinstance(found, Refusal):
                yield InputError(found.message)
                continue
            try:
                yield check_report(_completed(found.report, options), limit)
            except InputError as fault:
                yield fault


def check_report(report: Report, limit: int = DEFAULT_LIMIT) -> Report:
    """The report itself, if the coder can read it.

    Raises InputError for an empty text or one longer than ``limit`` code points, LanguageError
    for one that is not in English.
    """
    if not report.text.strip():
        raise InputError(f"{report.id}: the text is empty")
    if len(report.text) > limit:
        raise InputError(
            f"{report.id}: the text has {len(report.text):,} characters, the limit is {limit:,}; "
            "raise it with --max-chars"
        )
    language = foreign_language(report.text)
    if language is not None:
        raise LanguageError(f"{report.id}: the text is in {language}; Dragoman reads English only")
    return report


def _completed(report: Report, options: InputOptions) -> Report:
    if options.published is not None and report.published_from != "given":
        report = msgspec.structs.replace(
            report, published=options.published, published_from="given"
        )
    if options.publisher is not None and report.publisher is None:
        report = msgspec.structs.replace(report, publisher=options.publisher)
    return report
