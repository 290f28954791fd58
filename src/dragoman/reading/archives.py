"""Web archives: WARC files, packed or not, as Common Crawl News and others publish them."""

import zlib
from collections import Counter
from collections.abc import Generator, Iterator
from typing import IO

from dragoman.errors import InputError
from dragoman.reading.bounded import Openable, open_bytes
from dragoman.reading.inputs import FailedInput, Reading, Refusal, refusal_of
from dragoman.reading.records import Passed, read_record

_GZIP = b"\x1f\x8b\x08"
_ZSTD = b"\x28\xb5\x2f\xfd"
_PLAIN = b"WARC/"
_BLOCK = 1 << 20
_OVERLAP = 64
_MOST_BREAKS = 1_000  # of one archive, after which it is given up

_Within = tuple[int, int | None]  # bytes: records that begin from the first to before the second


def is_archive(head: bytes) -> bool:
    """True for data that begins like a WARC file, plain or packed by gzip."""
    return head.startswith(_PLAIN) or _packed_record(head)


def read_archive(
    path: Openable, cap: int, start: int = 0, stop: int | None = None
) -> Iterator[Reading | Refusal]:
    """The pages of a WARC file: its successful responses, resources and conversions of HTML and
    plain text, of at most ``cap`` bytes each, packed and unpacked. ``retrieved`` is the record's
    own date.

    Every page that cannot be read is a refusal; records of other kinds are counted and told at
    the end, one refusal for each reason. Behind a broken record reading goes on with the next.
    ``start`` and ``stop``: only the records that begin there or behind, and before.
    """
    where = str(path)
    passed: Counter[str] = Counter()
    try:
        with open_bytes(path) as file:
            head = file.read(4096)
            if not is_archive(head) and not head.startswith(_ZSTD):
                yield Refusal(source=where, state="refused", why="is not a WARC file")
                return
            yield from _read_all(file, where, cap, passed, (start, stop))
    except InputError as fault:
        yield refusal_of(where, fault)
    except OSError as fault:
        yield refusal_of(where, FailedInput(f"{where}: cannot be read ({fault.strerror or fault})"))
    for why, count in sorted(passed.items()):
        told = f"{count:,} {'record' if count == 1 else 'records'} not read: {why}"
        yield Refusal(source=where, state="refused", why=told, count=count)


def _read_all(
    file: IO[bytes], where: str, cap: int, passed: Counter[str], within: _Within
) -> Iterator[Reading | Refusal]:
    (start, stop), untold = within, None
    for _ in range(_MOST_BREAKS):
        last, begun, broken = yield from _run(file, start, where, cap, passed, stop)
        if stop is not None and last >= stop:
            return
        if not begun:  # what is broken is the record that should begin here
            yield _break(f"{where}, record at byte {start}", broken or "no record begins here")
        elif untold is not None:  # between two runs of good records something was lost
            yield _break(f"{where}, behind the record at byte {untold[0]}", untold[1])
        found = _next_start(file, last + 1, broken is not None)
        untold = (last, broken or "it ends before its end") if begun else None
        if found is None or (stop is not None and found >= stop):
            if broken is not None and untold is not None:
                yield _break(f"{where}, behind the record at byte {last}", broken)
            return
        start = found
    why = f"is broken in more than {_MOST_BREAKS:,} places; the rest was not read"
    yield Refusal(source=where, state="failed", why=why)


def _break(place: str, why: str) -> Refusal:
    return Refusal(source=place, state="failed", why=f"the archive is broken here ({why})")


def _run(
    file: IO[bytes],
    start: int,
    where: str,
    cap: int,
    passed: Counter[str],
    stop: int | None,
) -> Generator[Reading | Refusal, None, tuple[int, bool, str | None]]:
    """The records from a position until the end or a break; returns the position of the last one
    that was begun, whether one was, and what broke."""
    from fastwarc.warc import ArchiveIterator, WarcRecordType

    file.seek(start)
    last, begun = start, False
    try:
        for record in ArchiveIterator(file, WarcRecordType.any_type, parse_http=False):
            if stop is not None and record.stream_pos >= stop:
                return stop, True, None
            last, begun = record.stream_pos, True
            try:
                read = read_record(record, f"{where}, record at byte {last}", cap)
            except InputError as fault:
                yield refusal_of(f"{where}, record at byte {last}", fault)
                continue
            if isinstance(read, Passed):
                if read.why:
                    passed[read.why] += 1
                continue
            report, retrieved = read
            yield Reading(
                report=report, source=f"{where}, record at byte {last}", retrieved=retrieved
            )
    except (OSError, ValueError, EOFError, MemoryError) as fault:
        return last, begun, str(fault)[:200] or type(fault).__name__
    return last, begun, None


def _next_start(file: IO[bytes], at: int, broken: bool) -> int | None:
    """Where the next record begins, from a position on. In a file that is not packed only behind
    a break: a page may quote the mark of a record. In a packed one also where reading ended
    without a word, as it does at some breaks."""
    file.seek(0)
    packed = file.read(3) == _GZIP
    mark = _GZIP if packed else b"\n" + _PLAIN
    if not packed and not broken:
        return None
    while True:
        file.seek(at)
        block = file.read(_BLOCK)
        found = block.find(mark)
        while found >= 0:
            if not packed:
                return at + found + 1
            file.seek(at + found)
            if _packed_record(file.read(4096)):
                return at + found
            found = block.find(mark, found + 1)
        if len(block) < _BLOCK:
            return None
        at += len(block) - _OVERLAP


def _packed_record(data: bytes) -> bool:
    """True for data that begins with a record packed by gzip."""
    if not data.startswith(_GZIP):
        return False
    try:
        return zlib.decompressobj(16 + zlib.MAX_WBITS).decompress(data, 5) == _PLAIN
    except zlib.error:
        return False
