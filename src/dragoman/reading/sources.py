"""Any source into readings and refusals: its kind is told by its name and, better, its bytes."""

import codecs
import os
import sys
from collections import Counter
from collections.abc import Iterable, Iterator
from itertools import chain
from pathlib import Path
from typing import TYPE_CHECKING, Literal

import msgspec

from dragoman.errors import InputError
from dragoman.model import Report
from dragoman.reading.bounded import (
    Openable,
    open_bytes,
    read_all,
    read_head,
    read_lines_within,
)
from dragoman.reading.inputs import InputOptions, Reading, Refusal, refusal_of
from dragoman.reading.lines import read_placed_lines, report_of
from dragoman.reading.pages import is_page, read_page
from dragoman.reading.text import decode, decode_page
from dragoman.reading.urls import is_url

if TYPE_CHECKING:
    from dragoman.reading.fetching import Fetcher

_LINES = frozenset({".jsonl", ".ndjson"})
_PAGES = frozenset({".htm", ".html", ".xhtml"})
_TABLES = frozenset({".csv", ".tsv", ".tab"})
_PARQUET = frozenset({".parquet", ".pq"})
_TEXTS = frozenset({".txt", ".text", ".json"})
_FEEDS = frozenset({".rss", ".atom", ".xml", ".rdf"})
_ARCHIVES = frozenset({".warc"})
_KNOWN = _LINES | _PAGES | _TABLES | _PARQUET | _TEXTS | _FEEDS | _ARCHIVES
_PACKED = ".gz"
# How other files begin that people take for texts.
_OTHERS = (
    (b"PK\x03\x04", "is a ZIP archive or an office document; unpack it, or save it as text"),
    (b"%PDF-", "is a PDF file; save its text"),
    (b"{\\rtf", "is an RTF document; save it as text"),
)
_HEAD = 4096

Kind = Literal["lines", "table", "parquet", "archive", "text"]


def read_source(
    source: str, options: InputOptions, fetcher: "Fetcher | None"
) -> Iterator[Reading | Refusal]:
    """The reports of one source, before anybody has looked at their length and language. Without
    a ``fetcher`` nothing is fetched."""
    try:
        if source == "-":
            yield from _read_stdin(options)
        elif is_url(source):
            yield from _read_web(source, options, fetcher)
        elif os.path.isdir(source):
            yield from _read_folder(Path(source), options, fetcher)
        else:
            yield from _read_file(Path(source), Path(source).name, options, fetcher)
    except InputError as fault:
        yield refusal_of(source, fault)
    except (OSError, ValueError) as fault:  # a name that no file system has
        yield Refusal(source=source, state="failed", why=f"cannot be read ({fault})")


def _read_web(
    url: str, options: InputOptions, fetcher: "Fetcher | None"
) -> Iterator[Reading | Refusal]:
    if fetcher is None:
        raise InputError(f"{url}: is a web address; only `dragoman add` fetches from the web")
    from dragoman.reading.webpages import read_url

    yield from read_url(url, options, fetcher)


def _read_stdin(options: InputOptions) -> Iterator[Reading | Refusal]:
    where, file = "standard input", sys.stdin.buffer
    lines = read_lines_within(file, where, byte_limit(options))
    begun: list[bytes] = []  # up to the first line that is not blank
    for line in lines:
        if isinstance(line, InputError):
            raise line
        begun.append(line)
        if line.strip():
            break
    if begun and begun[-1].removeprefix(codecs.BOM_UTF8).lstrip().startswith(b"{"):
        yield from _lines(chain(begun, lines), where, options)
    else:
        data = b"".join(begun) + read_all(file, where, byte_limit(options))
        yield _reading(_text_report(data, "", "stdin", where), where, options)


def _read_folder(
    folder: Path, options: InputOptions, fetcher: "Fetcher | None"
) -> Iterator[Reading | Refusal]:
    for file in readable_below(folder, options):
        if isinstance(file, Refusal):
            yield file
        else:
            yield from read_file(file, file.relative_to(folder).as_posix(), options, fetcher)


def read_file(
    path: Openable, ident: str, options: InputOptions, fetcher: "Fetcher | None" = None
) -> Iterator[Reading | Refusal]:
    """The reports of one file; ``ident`` is the id of one that has none. What is wrong with the
    file is a refusal."""
    try:
        yield from _read_file(path, ident, options, fetcher)
    except InputError as fault:
        yield refusal_of(str(path), fault)
    except OSError as fault:
        yield _unreadable(path, fault)


def readable_below(folder: Path, options: InputOptions) -> Iterator[Path | Refusal]:
    """The files of a folder that can be read, to its depth, in the order of their names; those
    that cannot are refusals, and those of other kinds one refusal at the end."""
    left_out: Counter[str] = Counter()
    files = 0
    for file in _files_below(folder):
        if isinstance(file, Refusal):
            yield file
        elif ending_of(file)[0] in _KNOWN:
            files += 1
            yield file
        else:
            left_out[file.suffix.lower() or "no ending"] += 1
    if not files:
        why = "the folder holds no text, HTML or JSON-lines file"
        yield Refusal(source=str(folder), state="refused", why=why)
    elif left_out and options.tell_left_out:
        kinds = ", ".join(f"{ending} {count:,}" for ending, count in sorted(left_out.items())[:20])
        total = left_out.total()
        why = f"{total:,} files of other kinds were not read ({kinds})"
        yield Refusal(source=str(folder), state="refused", why=why, count=total)


def kind_of(path: Openable) -> Kind:
    """The kind of a file, by its name and, where that does not tell, by how it begins.

    Raises InputError where there is no such file, FailedInput where it cannot be opened.
    """
    ending, packed = ending_of(path)
    by_name: tuple[tuple[frozenset[str], Kind], ...] = (
        (_ARCHIVES, "archive"), (_LINES, "lines"), (_TABLES, "table"), (_PARQUET, "parquet")
    )  # fmt: skip
    for endings, kind in by_name:
        if ending in endings:
            return kind
    with open_bytes(path, packed) as file:
        head = read_head(file, str(path), _HEAD)
    if head.startswith(b"PAR1"):
        return "parquet"
    return "archive" if _is_archive(head) else "text"


def _files_below(folder: Path) -> Iterator[Path | Refusal]:
    """The files of a folder to its depth, sorted by their names within each folder, and the
    folders that cannot be read; links to folders are not followed."""
    pending = [folder]
    while pending:
        here = pending.pop()
        try:
            if here == folder or (here.is_dir() and not here.is_symlink()):
                pending.extend(sorted(here.iterdir(), reverse=True))
            elif here.is_file():
                yield here
        except OSError as fault:
            yield _unreadable(here, fault)


def _unreadable(path: object, fault: OSError) -> Refusal:
    why = f"cannot be read ({fault.strerror or fault})"
    return Refusal(source=str(path), state="failed", why=why)


def _read_file(
    path: Openable, ident: str, options: InputOptions, fetcher: "Fetcher | None"
) -> Iterator[Reading | Refusal]:
    where = str(path)
    ending, packed = ending_of(path)
    if ending in _ARCHIVES:
        yield from _read_archive(path, options)
        return
    with open_bytes(path, packed) as file:
        if ending in _LINES:
            lines = read_lines_within(file, where, byte_limit(options))
            yield from _lines(lines, where, options)
            return
        if ending in _TABLES:
            from dragoman.reading.tables import read_csv

            tabs = ending != ".csv"
            rows = read_csv(file, where, options.columns, options.limit, byte_limit(options), tabs)
            yield from _noted(rows, options)
            return
        head = read_head(file, where, _HEAD)
        if ending not in _PARQUET and not head.startswith(b"PAR1"):
            if _is_archive(head):
                yield from _read_archive(path, options)
                return
            data = head + read_all(file, where, max(0, byte_limit(options) - len(head)))
            yield from _read_data(data, ending, ident, where, options, fetcher)
            return
    from dragoman.reading.tables import read_parquet

    yield from _noted(read_parquet(path, where, options.columns), options)


def _read_data(
    data: bytes,
    ending: str,
    ident: str,
    where: str,
    options: InputOptions,
    fetcher: "Fetcher | None",
) -> Iterator[Reading | Refusal]:
    from dragoman.reading.feeds import is_feed, read_feed

    if ending == ".json":
        yield _reading(report_of(data, where, ident), where, options)
    elif ending not in _PAGES and is_feed(data):
        from dragoman.reading.webpages import read_entries

        entries = read_feed(data, where)
        if not entries:
            yield Refusal(source=where, state="refused", why="the feed has no entries")
        yield from read_entries(entries, where, options, fetcher, options.retrieved)
    else:
        yield _reading(_text_report(data, ending, ident, where), where, options)


def _text_report(data: bytes, ending: str, ident: str, where: str) -> Report:
    for mark, why in _OTHERS:
        if data.startswith(mark):
            raise InputError(f"{where}: is not a text file: it {why}")
    text = decode(data, where)
    if ending in _PAGES or is_page(text):
        return read_page(decode_page(data, where), ident, where)
    if text.lstrip().startswith("<?xml"):
        raise InputError(f"{where}: is XML, but neither a page nor an RSS or Atom feed")
    return Report(id=ident, text=text)


def _read_archive(path: Openable, options: InputOptions) -> Iterator[Reading | Refusal]:
    from dragoman.reading.archives import read_archive

    yield from _noted(read_archive(path, options.max_bytes), options)


def _is_archive(head: bytes) -> bool:
    if not head.startswith((b"WARC/", b"\x1f\x8b")):
        return False
    from dragoman.reading.archives import is_archive

    return is_archive(head)


def _lines(
    lines: Iterable[bytes | InputError], where: str, options: InputOptions
) -> Iterator[Reading | Refusal]:
    for place, found in read_placed_lines(lines, where):
        if isinstance(found, InputError):
            yield refusal_of(where, found)
        else:
            yield _reading(found, place, options)


def _reading(report: Report, source: str, options: InputOptions) -> Reading:
    return Reading(report=report, source=source, retrieved=options.retrieved)


def _noted(
    found: Iterable[Reading | Refusal], options: InputOptions
) -> Iterator[Reading | Refusal]:
    """Readings with the time of retrieval where they have none of their own."""
    for one in found:
        if isinstance(one, Reading) and one.retrieved is None and options.retrieved is not None:
            one = msgspec.structs.replace(one, retrieved=options.retrieved)
        yield one


def ending_of(path: Openable) -> tuple[str, bool]:
    """The ending of a file in lower case, without that of gzip, and whether it was there."""
    ending = path.suffix.lower()
    if path.name.lower().endswith(".warc.zst"):
        return ".warc", False
    if ending == _PACKED:
        return Path(path.stem).suffix.lower(), True
    return ending, False


def byte_limit(options: InputOptions) -> int:
    """Bytes of one text: enough for the longest report in the widest encoding."""
    return max(options.max_bytes, 4 * options.limit + 4)
