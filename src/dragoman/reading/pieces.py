"""Files cut into pieces that can be read apart, so that many processes share a large one.

The pieces of a file, read one after the other, give what the whole file gives, under the same
names. JSON lines, tables and web archives are cut; every other file is one piece.
"""

import io
from collections.abc import Iterator
from typing import IO, Literal, cast

from msgspec.structs import replace

from dragoman.errors import InputError
from dragoman.model import Record
from dragoman.reading.archives import read_archive
from dragoman.reading.bounded import Openable, open_bytes, read_lines_within
from dragoman.reading.inputs import InputOptions, Reading, Refusal, RefusalState, refusal_of
from dragoman.reading.lines import read_placed_lines
from dragoman.reading.remote import file_at
from dragoman.reading.sources import byte_limit, ending_of, kind_of, read_file

_BLOCK = 1 << 20


class Piece(Record, frozen=True, kw_only=True):
    """A part of a file. ``start`` and ``stop`` are bytes (rows in Parquet), unpacked; ``before``
    counts the lines or rows ahead of it, ``head`` the bytes of a table's header and ``head_rows``
    its rows. ``items`` is about how many reports it holds. ``mark`` tells the file's contents.
    A piece of the kind ``told`` is a refusal that is known already."""

    source: str
    kind: Literal["lines", "table", "parquet", "archive", "text", "told"]
    ident: str = ""
    mark: str = ""
    start: int = 0
    stop: int | None = None
    before: int = 0
    head: int = 0
    head_rows: int = 0
    items: int = 1
    state: RefusalState = "refused"
    why: str = ""


def cut(path: Openable, ident: str, mark: str, options: InputOptions, size: int) -> list[Piece]:
    """A file as pieces of about ``size`` reports. One that cannot be cut is one piece: what is
    wrong with it will be told when it is read."""
    uncut = Piece(source=str(path), ident=ident, mark=mark, kind="text")
    try:
        kind = kind_of(path)
        whole = replace(uncut, kind=kind)
        if kind == "lines":
            return list(_cut_lines(path, whole, size))
        if kind == "table":
            return list(_cut_table(path, whole, options, size))
        if kind == "parquet":
            return list(_cut_parquet(path, whole, size))
        if kind == "archive":
            return list(_cut_archive(path, whole, size))
    except (InputError, OSError):
        pass
    return [uncut]


def read_piece(piece: Piece, options: InputOptions) -> Iterator[Reading | Refusal]:
    """What a piece holds, before anybody has looked at length and language."""
    path, where = file_at(piece.source), piece.source
    if piece.kind == "told":
        yield Refusal(source=where, state=piece.state, why=piece.why, count=piece.items)
        return
    try:
        if piece.kind == "lines":
            yield from _read_lines(path, piece, options)
        elif piece.kind == "table":
            yield from _read_table(path, piece, options)
        elif piece.kind == "parquet":
            from dragoman.reading.tables import read_parquet

            yield from read_parquet(path, where, options.columns, piece.start, piece.stop)
        elif piece.kind == "archive":
            yield from read_archive(path, options.max_bytes, piece.start, piece.stop)
        else:
            yield from read_file(path, piece.ident, options)
    except InputError as fault:
        yield refusal_of(where, fault)
    except OSError as fault:
        why = f"cannot be read ({fault.strerror or fault})"
        yield Refusal(source=where, state="failed", why=why)


def _cut_lines(path: Openable, whole: Piece, size: int) -> Iterator[Piece]:
    done, lines = 0, 0  # bytes and lines read
    start, before = 0, 0
    with open_bytes(path, ending_of(path)[1]) as file:
        while block := file.read(_BLOCK):
            at = -1
            while (at := block.find(b"\n", at + 1)) >= 0:
                lines += 1
                if lines - before == size:
                    yield _part(whole, start, done + at + 1, before, size)
                    start, before = done + at + 1, lines
            done += len(block)
    if done > start or start == 0:
        yield _part(whole, start, None, before, lines - before + 1)


def _cut_table(path: Openable, whole: Piece, options: InputOptions, size: int) -> Iterator[Piece]:
    from dragoman.reading.tables import csv_row_ends

    ending, packed = ending_of(path)
    limit = byte_limit(options)
    ends = csv_row_ends(path, packed, options.columns, options.limit, limit, ending != ".csv")
    head, head_rows = 0, 0
    for end, filled in ends:
        head, head_rows = end, head_rows + 1
        if filled:
            break
    whole = replace(whole, head=head, head_rows=head_rows)
    start, before, rows = head, 0, 0
    for rows, (end, _) in enumerate(ends, start=1):
        if rows - before == size:
            yield _part(whole, start, end, before, size)
            start, before = end, rows
    if rows > before or start == head:
        yield _part(whole, start, None, before, rows - before)


def _cut_parquet(path: Openable, whole: Piece, size: int) -> Iterator[Piece]:
    import pyarrow as pa  # type: ignore[import-untyped,unused-ignore]
    import pyarrow.parquet as pq  # type: ignore[import-untyped,unused-ignore]

    try:
        with path.open("rb") as data:
            rows = pq.ParquetFile(data).metadata.num_rows
    except (pa.ArrowException, ValueError) as fault:
        raise InputError(f"{path}: cannot be read as Parquet") from fault
    for start in range(0, max(rows, 1), size):
        stop = start + size if start + size < rows else None
        yield _part(whole, start, stop, start, min(size, rows - start))


def _cut_archive(path: Openable, whole: Piece, size: int) -> Iterator[Piece]:
    from fastwarc.warc import ArchiveIterator, WarcRecordType

    pages = WarcRecordType.response | WarcRecordType.resource | WarcRecordType.conversion
    start, held = 0, 0
    with open_bytes(path) as file:
        try:
            for record in ArchiveIterator(file, pages, parse_http=False):
                if held == size:
                    yield _part(whole, start, record.stream_pos, 0, held)
                    start, held = record.stream_pos, 0
                held += 1
        except (OSError, ValueError, EOFError, MemoryError):
            pass  # broken from here on: read as one piece, which goes on behind breaks
    yield _part(whole, start, None, 0, held)


def _part(whole: Piece, start: int, stop: int | None, before: int, items: int) -> Piece:
    return replace(whole, start=start, stop=stop, before=before, items=items)


def _read_lines(path: Openable, piece: Piece, options: InputOptions) -> Iterator[Reading | Refusal]:
    where = piece.source
    with open_bytes(path, ending_of(path)[1]) as file:
        part = _Part(file, piece.start, piece.stop)
        lines = read_lines_within(part.file, where, byte_limit(options), piece.before)
        for place, found in read_placed_lines(lines, where, piece.before):
            if isinstance(found, InputError):
                yield refusal_of(where, found)
            else:
                yield Reading(report=found, source=place)


def _read_table(path: Openable, piece: Piece, options: InputOptions) -> Iterator[Reading | Refusal]:
    from dragoman.reading.tables import read_csv

    ending, packed = ending_of(path)
    limit = byte_limit(options)
    with open_bytes(path, packed) as file:
        head = file.read(piece.head)
        part = _Part(file, piece.start, piece.stop, head)
        yield from read_csv(
            part.file, piece.source, options.columns, options.limit, limit, ending != ".csv",
            (piece.head_rows, piece.before),
        )  # fmt: skip


class _Part(io.RawIOBase):
    """Some bytes of a file, behind other bytes put before them."""

    def __init__(self, file: IO[bytes], start: int, stop: int | None, head: bytes = b"") -> None:
        _go_to(file, start, len(head))
        self._file, self._head = file, head
        self._left = None if stop is None else stop - start

    @property
    def file(self) -> IO[bytes]:
        """The part as a file with lines."""
        return cast(IO[bytes], io.BufferedReader(self, _BLOCK))

    def readable(self) -> bool:
        return True

    def readinto(self, buffer: "bytearray", /) -> int:  # type: ignore[override]
        size = len(buffer)
        if self._head:
            data, self._head = self._head[:size], self._head[size:]
        else:
            data = self._file.read(size if self._left is None else min(size, self._left))
            if self._left is not None:
                self._left -= len(data)
        buffer[: len(data)] = data
        return len(data)


def _go_to(file: IO[bytes], start: int, at: int) -> None:
    """Move to a byte of a file that is at another: by reading, where it is packed."""
    if file.seekable():
        file.seek(start)
        return
    while at < start and (block := file.read(min(_BLOCK, start - at))):
        at += len(block)
