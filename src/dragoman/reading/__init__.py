"""Reading: bytes, files, folders, pages and lines into reports.

Every input ends as a `Report` or as an `InputError` that says what is wrong with it; one bad input
never stops the others.
"""

import codecs
import sys
from collections.abc import Iterable, Iterator
from pathlib import Path

from dragoman.errors import InputError, LanguageError
from dragoman.model import Report
from dragoman.reading.language import foreign_language
from dragoman.reading.lines import iso_day, read_lines, report_of
from dragoman.reading.pages import is_page, read_page
from dragoman.reading.text import decode

__all__ = ["DEFAULT_LIMIT", "check_report", "iso_day", "read_inputs"]

DEFAULT_LIMIT = 1_000_000  # code points of one report: a 150,000-word book
_ENDINGS = frozenset({".txt", ".text", ".htm", ".html", ".xhtml", ".jsonl", ".ndjson", ".json"})


def read_inputs(
    paths: Iterable[str], published: str | None = None, limit: int = DEFAULT_LIMIT
) -> Iterator[Report | InputError]:
    """The reports of files, folders (every text, page and JSON-lines file below) and, for ``-``,
    standard input, in order. ``published`` is the day of reports that do not say their own;
    ``limit`` is in code points."""
    for path in paths:
        for found in _read_path(path):
            if isinstance(found, InputError):
                yield found
                continue
            if published is not None and found.published_from != "given":
                found = _dated(found, published)
            try:
                yield check_report(found, limit)
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


def _is_json(data: bytes) -> bool:
    return data.removeprefix(codecs.BOM_UTF8).lstrip()[:1] == b"{"


def _dated(report: Report, published: str) -> Report:
    import msgspec

    return msgspec.structs.replace(report, published=published, published_from="given")


def _read_path(path: str) -> Iterator[Report | InputError]:
    if path == "-":
        yield from _read_bytes(sys.stdin.buffer.read(), "standard input", "stdin", "")
        return
    where = Path(path)
    if where.is_dir():
        yield from _read_folder(where)
        return
    yield from _read_file(where, where.name)


def _read_folder(folder: Path) -> Iterator[Report | InputError]:
    files = sorted(p for p in folder.rglob("*") if p.is_file() and p.suffix.lower() in _ENDINGS)
    if not files:
        yield InputError(f"{folder}: the folder holds no text, HTML or JSON-lines file")
    for file in files:
        yield from _read_file(file, file.relative_to(folder).as_posix())


def _read_file(file: Path, ident: str) -> Iterator[Report | InputError]:
    try:
        data = file.read_bytes()
    except FileNotFoundError:
        yield InputError(f"{file}: there is no such file")
        return
    except OSError as fault:
        yield InputError(f"{file}: cannot be read ({fault.strerror})")
        return
    yield from _read_bytes(data, str(file), ident, file.suffix.lower())


def _read_bytes(data: bytes, where: str, ident: str, ending: str) -> Iterator[Report | InputError]:
    if ending in (".jsonl", ".ndjson") or (ident == "stdin" and _is_json(data)):
        yield from read_lines(data, where)
        return
    try:
        if ending == ".json":
            yield report_of(data, where, ident)
            return
        text = decode(data, where)
        if ending in (".htm", ".html", ".xhtml") or is_page(text):
            yield read_page(text, ident, where)
        else:
            yield Report(id=ident, text=text)
    except InputError as fault:
        yield fault
