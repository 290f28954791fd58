"""Tables of reports, one a row: CSV, TSV and Parquet, with columns named as they like."""

import codecs
import csv
from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import chain, islice
from typing import IO, Any, cast

from dragoman.errors import InputError
from dragoman.reading.bounded import Openable, open_bytes, read_head, read_lines_within
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
    file: IO[bytes],
    where: str,
    columns: Columns,
    limit: int,
    cap: int,
    tabs: bool = False,
    left_out: tuple[int, int] = (0, 0),
) -> Iterator[Reading | Refusal]:
    """The reports of a CSV or TSV file in order; for a row that is none a refusal that names its
    number as a spreadsheet counts (the header is row 1). ``limit`` is in code points of a cell,
    ``cap`` in bytes of a line. The delimiter is told from the header, where not ``tabs``.
    ``left_out``: the number of a row, and how many rows behind it the file was made without."""
    _allow_cells(limit)
    chosen: dict[str, int] | None = None
    told = False
    for found in _csv_rows(file, where, columns, cap, tabs, left_out):
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


def csv_row_ends(
    path: Openable, packed: bool, columns: Columns, limit: int, cap: int, tabs: bool
) -> Iterator[tuple[int, bool]]:
    """Of each row of a CSV file the byte at which it ends, and whether anything is in it. Raises
    InputError where that cannot be told, as in UTF-16."""
    _allow_cells(limit)
    where = str(path)
    with open_bytes(path, packed) as file:
        if read_head(file, where, 2) in (codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE):
            raise InputError(f"{where}: is in UTF-16, where a row does not end in a byte")
    with open_bytes(path, packed) as file:
        head = list(islice(_decoded(read_lines_within(file, where, cap), where, []), _SAMPLE))
        delimiter = "\t" if tabs else _delimiter(head, columns)
    faults: list[InputError] = []
    with open_bytes(path, packed) as file:
        counted = _Counted(file)
        lines = _decoded(read_lines_within(cast(IO[bytes], counted), where, cap), where, faults)
        try:
            for cells in csv.reader(lines, delimiter=delimiter):
                if faults:
                    raise faults[0]
                yield counted.done, any(cell.strip() for cell in cells)
        except csv.Error as fault:
            raise InputError(f"{where}: {fault}") from fault


class _Counted:
    """A file read line by line, and how many bytes of it were."""

    def __init__(self, file: IO[bytes]) -> None:
        self._file, self.done = file, 0

    def readline(self, size: int = -1) -> bytes:
        line = self._file.readline(size)
        self.done += len(line)
        return line


def _allow_cells(limit: int) -> None:
    csv.field_size_limit(max(csv.field_size_limit(), limit, _LEAST_CELL))


def read_parquet(
    path: Openable, where: str, columns: Columns, start: int = 0, stop: int | None = None
) -> Iterator[Reading | Refusal]:
    """The reports of a Parquet file in order, a few rows in memory at a time; for a row that is
    none a refusal that names its number (the first is row 1). ``start`` and ``stop``: only the
    rows behind so many, and so many at most from the beginning."""
    import pyarrow as pa  # type: ignore[import-untyped,unused-ignore]
    import pyarrow.parquet as pq  # type: ignore[import-untyped,unused-ignore]

    try:
        with path.open("rb") as data, pq.ParquetFile(data, pre_buffer=False) as file:
            header = [str(name) for name in file.schema_arrow.names]
            chosen = choose_columns(header, columns, where)
            _check_groups(file.metadata, where)
            rows = _parquet_rows(file, header, chosen, start, stop)
            for number, row in enumerate(rows, start=start + 1):
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
    file: IO[bytes],
    where: str,
    columns: Columns,
    cap: int,
    tabs: bool,
    left_out: tuple[int, int],
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
        for count, cells in enumerate(rows, start=1):
            number = count if count <= left_out[0] else count + left_out[1]
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
    file: Any, header: Sequence[str], chosen: Mapping[str, int], start: int, stop: int | None
) -> Iterator[dict[str, Any]]:
    names = list(dict.fromkeys(header[at] for at in chosen.values()))
    groups, row = _groups_within(file.metadata, start, stop)
    for batch in file.iter_batches(
        batch_size=_BATCH, row_groups=groups, columns=names, use_threads=False
    ):
        cells = {field: batch.column(names.index(header[at])) for field, at in chosen.items()}
        for at in range(batch.num_rows):
            if row >= start and (stop is None or row < stop):
                yield {field: _cell(column[at]) for field, column in cells.items()}
            row += 1


def _groups_within(metadata: Any, start: int, stop: int | None) -> tuple[list[int], int]:
    """The row groups that hold rows from ``start`` to before ``stop``, and the number of the first
    row in them."""
    groups: list[int] = []
    before, first = 0, 0
    for at in range(metadata.num_row_groups):
        behind = before + metadata.row_group(at).num_rows
        if behind > start and (stop is None or before < stop):
            first = first if groups else before
            groups.append(at)
        before = behind
    return groups, first


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
