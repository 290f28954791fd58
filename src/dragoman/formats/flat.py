"""Tables of a record as files: CSV for people and spreadsheets, Parquet for analysis."""

import re
from collections.abc import Iterable, Sequence
from datetime import date
from importlib import import_module
from itertools import islice
from pathlib import Path
from typing import Any, BinaryIO, TextIO, TypeVar

from dragoman.errors import MissingPartError
from dragoman.formats.cells import csv_line
from dragoman.formats.columns import Column, Table, Value
from dragoman.formats.dated import Written
from dragoman.formats.streams import binary_out, text_out

E = TypeVar("E")
# Rows of Parquet that are held in memory and written as one group.
GROUP = 10_000
# What no CSV reader takes: NUL, and halves of surrogate pairs, which are no UTF-8.
_UNREADABLE = re.compile("[\x00\ud800-\udfff]")
_HALVES = re.compile("[\ud800-\udfff]")
_ENDS = re.compile("\r\n?")


def write_csv(table: Table[E], entries: Iterable[E], out: TextIO | Path) -> Written:
    """Write entries as CSV with a header line. What a spreadsheet would run as a formula begins
    with an apostrophe (``cells.unguarded`` takes it away); line ends inside a cell are LF; what is
    missing is empty; several values are joined with semicolons. A stream should be opened with
    ``newline=""``. Raises OSError where the path cannot be written."""
    written = Written()
    with text_out(out) as stream:
        stream.write(csv_line(table.names) + "\n")
        for entry in entries:
            stream.write(csv_line(map(csv_cell, table.row(entry))) + "\n")
            written.entries += 1
    written.rows = written.entries
    return written


def csv_cell(value: Value) -> str:
    """A value as the text of a cell, before what looks like a formula is made harmless."""
    if value is None:
        return ""
    if isinstance(value, list):
        return ";".join(csv_cell(item).replace(";", ",") for item in value)
    if isinstance(value, str):
        return _ENDS.sub("\n", _UNREADABLE.sub("\ufffd", value))
    return repr(value)


def write_parquet(table: Table[E], entries: Iterable[E], out: BinaryIO | Path) -> Written:
    """Write entries as Parquet with the columns of ``table``: text, 64-bit whole numbers, doubles,
    days (date32) and lists of text, all of which may be null. Raises MissingPartError where
    pyarrow is not installed, OSError where the path cannot be written."""
    _, parquet = _arrow()
    schema = parquet_schema(table)
    written = Written()
    source = iter(entries)
    with (
        binary_out(out) as stream,
        parquet.ParquetWriter(stream, schema, compression="zstd") as writer,
    ):
        while group := list(islice(source, GROUP)):
            writer.write_table(arrow_table(table, group))
            written.entries += len(group)
    written.rows = written.entries
    return written


def arrow_table(table: Table[E], entries: Sequence[E]) -> Any:
    """Entries as an Arrow table, of the types that ``write_parquet`` writes. Raises
    MissingPartError where pyarrow is not installed."""
    arrow, _ = _arrow()
    schema = parquet_schema(table)
    arrays = [
        arrow.array([_arrow_value(column, entry) for entry in entries], field.type)
        for column, field in zip(table.columns, schema, strict=True)
    ]
    return arrow.Table.from_arrays(arrays, schema=schema)


def parquet_schema(table: Table[Any]) -> Any:
    """The Arrow schema of a table: the same in every file. Raises MissingPartError where pyarrow is
    not installed."""
    arrow, _ = _arrow()
    types = {
        "text": arrow.string(),
        "whole": arrow.int64(),
        "real": arrow.float64(),
        "day": arrow.date32(),
        "texts": arrow.list_(arrow.string()),
    }
    return arrow.schema([(column.name, types[column.type]) for column in table.columns])


def _arrow_value(column: Column[E], entry: E) -> Value | date:
    value = column.value(entry)
    if column.type == "day" and isinstance(value, str):
        return date.fromisoformat(value)
    if isinstance(value, list):
        return [item if item is None else _HALVES.sub("\ufffd", item) for item in value]
    return _HALVES.sub("\ufffd", value) if isinstance(value, str) else value


def _arrow() -> tuple[Any, Any]:
    try:
        return import_module("pyarrow"), import_module("pyarrow.parquet")
    except ImportError:
        raise MissingPartError("Parquet needs pyarrow: pip install pyarrow") from None
