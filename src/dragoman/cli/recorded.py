"""What the commands over a record share: opening it, filters, and what is printed of entries."""

import os
import sys
from enum import StrEnum
from typing import TYPE_CHECKING, Any

import typer

from dragoman.cli.harmless import harmless

if TYPE_CHECKING:
    from dragoman.record.record import Record

DEFAULT_RECORD = "dragoman.db"

RecordOption = typer.Option(
    DEFAULT_RECORD,
    "--record",
    envvar="DRAGOMAN_RECORD",
    help="The record: a SQLite file, or postgresql://… for a server.",
)


class Format(StrEnum):
    """What is printed."""

    table = "table"
    csv = "csv"
    json = "json"
    jsonl = "jsonl"
    parquet = "parquet"


FormatOption = typer.Option(
    Format.table,
    "--format",
    help="table for people; csv, json, jsonl or parquet for programs.",
)


def open_record(where: str, *, create: bool = False, read_only: bool = True) -> "Record":
    """The record that a command works on."""
    from dragoman.record.record import Record

    return Record.open(where, create=create, read_only=read_only and not create)


def reviewer() -> str:
    """Who decides, where the command does not say: the name of the user."""
    return os.environ.get("USER") or os.environ.get("USERNAME") or ""


def print_table(header: list[str], rows: list[list[str]]) -> None:
    """Rows in columns as wide as the terminal allows; whole where stdout is a file."""
    from rich.box import SIMPLE_HEAD
    from rich.console import Console
    from rich.table import Table

    console = Console(width=None if sys.stdout.isatty() else 200, highlight=False)
    table = Table(box=SIMPLE_HEAD, pad_edge=False)
    for name in header:
        table.add_column(name, overflow="fold")
    for row in rows:
        table.add_row(*[_plain(cell) for cell in row])
    console.print(table)


def _plain(cell: str) -> Any:
    from rich.text import Text

    return Text(harmless(cell))
