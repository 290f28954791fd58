"""Tables of reports, one a row: CSV, TSV and Parquet, with columns named as they like."""

import codecs
import csv
from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import chain, islice
from pathlib import Path
from typing import IO, Any

from dragoman.errors import InputError
from dragoman.reading.bounded import read_lines_within
from dragoman.reading.columns import Columns, choose_columns, parse_columns, report_of_row
from dragoman.reading.inputs import Reading, Refusal, refusal_of

__all__ = ["parse_columns", "read_csv", "read_parquet"]

_DELIMITERS = (",", "\t", ";", "|")
_SAMPLE = 20  # lines that the delimiter is told from
# Python takes no cell over this many code points unless told; the figure is the whole process's.
_LEAST_CELL = 131_072
_BATCH = 32  # rows of Parquet in memory at a time
_LARGEST_GROUP = 4_000_000_000  # bytes of one row group's columns that are read

_Row = tuple[int, list[str]]


def read_csv(
    file: IO[bytes], where: str, columns: Columns, limit: int, cap: int, tabs: bool = False
) -> Iterator[Reading | Refusal]:
    """The reports of a CSV or TSV file in order; for a row that is none a refusal that names its
    number as a spreadsheet counts (the header is row 1). ``limit`` is in code points of a cell,
    ``cap`` in bytes of a line. The delimiter is told from the header, where not ``tabs``."""
    csv.field_size_limit(max(csv.field_size_limit(), limit, _LEAST_CELL))
    chosen: dict[str, int] | None = None
    told = False
    for found in _csv_rows(file, where, columns, cap, tabs):
        if isinstance(found, InputError):
            told = True
            yield refusal_of(where, found)
            continue
        number, cells = found
        try:
            if chosen is None:
                chosen = choose_columns(cells, columns, where)
                continue
            row = {field: cells[at] for field, at in chosen.items() if at < len(cells)}
            place = f"{where}, row {number}"
            yield Reading(report=report_of_row(row, place, str(number)), source=place)
        except InputError as fault:
            yield refusal_of(where, fault)
            if chosen is None:
                return
    if chosen is None and not told:
        yield Refusal(source=where, state="refused", why="the table is empty")


def read_parquet(path: Path, where: str, columns: Columns) -> Iterator[Reading | Refusal]:
    """The reports of a Parquet file in order, a few rows in memory at a time; for a row that is
    none a refusal that names its number (the first is row 1)."""
    import pyarrow as pa  # type: ignore[import-untyped,unused-ignore]
    import pyarrow.parquet as pq  # type: ignore[import-untyped,unused-ignore]

    try:
        with pq.ParquetFile(path, memory_map=False, pre_buffer=False) as file:
            header = [str(name) for name in file.schema_arrow.names]
            chosen = choose_columns(header, columns, where)
            _check_groups(file.metadata, where)
            for number, row in enumerate(_parquet_rows(file, header, chosen), start=1):
                place = f"{where}, row {number}"
                try:
                    yield Reading(report=report_of_row(row, place, str(number)), source=place)
                except InputError as fault:
                    yield refusal_of(where, fault)
    except InputError as fault:
        yield refusal_of(where, fault)
    except (pa.ArrowException, OSError, ValueError, KeyError, MemoryError) as fault:
        why = f"cannot be read as Parquet ({_first_line(fault)})"
        yield Refusal(source=where, state="refused", why=why)


def _csv_rows(
    file: IO[bytes], where: str, columns: Columns, cap: int, tabs: bool
) -> Iterator[_Row | InputError]:
    """The rows that are not blank, with their numbers, and what is wrong on the way."""
    faults: list[InputError] = []
    number = 0
    try:
        lines = _decoded(read_lines_within(file, where, cap), where, faults)
        head = list(islice(lines, _SAMPLE))
        delimiter = "\t" if tabs else _delimiter(head, columns)
        ended: list[bool] = []
        rows = csv.reader(_to_end(chain(head, lines), ended), delimiter=delimiter)
        for number, cells in enumerate(rows, start=1):
            yield from faults
            faults.clear()
            if ended:  # the row looked for a line behind the last one
                yield _unclosed(where, number, "the table ends within it")
                return
            if any(cell.strip() for cell in cells):
                yield number, cells
    except InputError as fault:
        faults.append(fault)
    except csv.Error as fault:
        faults.append(_unclosed(where, number + 1, str(fault)))
    yield from faults


def _to_end(lines: Iterable[str], ended: list[bool]) -> Iterator[str]:
    """The lines; behind the last one notes that it was passed."""
    yield from lines
    ended.append(True)


def _unclosed(where: str, number: int, why: str) -> InputError:
    return InputError(
        f"{where}, row {number}: a quotation mark is not closed or a cell is too long ({why}); "
        "nothing behind it was read"
    )


def _decoded(
    lines: Iterable[bytes | InputError], where: str, faults: list[InputError]
) -> Iterator[str]:
    """Lines as text, each as UTF-8 or else as Windows-1252; those that are too long go to
    ``faults``. UTF-16 is put together first: its lines do not end in a byte."""
    for number, line in enumerate(lines):
        if isinstance(line, InputError):
            faults.append(line)
            yield "\n"  # keeps the count of rows
            continue
        if number == 0:
            if line.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)):
                yield from _decoded_utf16(chain((line,), lines), faults)
                return
            line = line.removeprefix(codecs.BOM_UTF8)
        if number < _SAMPLE and b"\0" in line:
            raise InputError(f"{where}: is not a text file; give CSV or TSV")
        try:
            yield line.decode("utf-8")
        except UnicodeDecodeError:
            yield line.decode("cp1252", "replace")


def _decoded_utf16(lines: Iterable[bytes | InputError], faults: list[InputError]) -> Iterator[str]:
    decoder = codecs.getincrementaldecoder("utf-16")("replace")
    kept = ""
    for line in lines:
        if isinstance(line, InputError):
            faults.append(line)
            continue
        *whole, kept = (kept + decoder.decode(line)).split("\n")
        yield from (part + "\n" for part in whole)
    kept += decoder.decode(b"", True)
    if kept:
        yield kept


def _delimiter(head: Sequence[str], columns: Columns) -> str:
    """The delimiter under which the header names the text, and most columns."""

    def worth(delimiter: str) -> tuple[bool, int]:
        try:
            header = next(csv.reader(head, delimiter=delimiter), [])
            choose_columns(header, columns, "")
        except (csv.Error, InputError):
            return False, 0
        return True, len(header)

    return max(_DELIMITERS, key=worth)


def _parquet_rows(
    file: Any, header: Sequence[str], chosen: Mapping[str, int]
) -> Iterator[dict[str, Any]]:
    names = list(dict.fromkeys(header[at] for at in chosen.values()))
    for batch in file.iter_batches(batch_size=_BATCH, columns=names, use_threads=False):
        cells = {field: batch.column(names.index(header[at])) for field, at in chosen.items()}
        for at in range(batch.num_rows):
            yield {field: _cell(column[at]) for field, column in cells.items()}


def _cell(scalar: Any) -> Any:
    try:
        return scalar.as_py()
    except (ValueError, OverflowError, UnicodeDecodeError):
        return str(scalar)  # a nanosecond that Python's times do not have; text that is none


def _check_groups(metadata: Any, where: str) -> None:
    for at in range(metadata.num_row_groups):
        size = metadata.row_group(at).total_byte_size
        if not 0 <= size <= _LARGEST_GROUP:
            raise InputError(
                f"{where}: a row group unpacks to {size:,} bytes, the limit is {_LARGEST_GROUP:,}; "
                "write the table with smaller row groups"
            )


def _first_line(fault: BaseException) -> str:
    return (str(fault).splitlines() or [type(fault).__name__])[0][:200]
