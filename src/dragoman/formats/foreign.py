"""Events of other systems, read to be compared with our own: ICEWS, GDELT 1.0 and 2.0, POLECAT.

``read_foreign`` tells the system from the file. A line that breaks its format is a ``Rejected``
with its number and one sentence; nothing else of the file is lost for it.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from itertools import chain
from pathlib import Path
from typing import Literal, TextIO

from dragoman.errors import InputError
from dragoman.formats import gdelt, icews, polecat
from dragoman.formats.facts import Facts, load_facts
from dragoman.formats.foreign_cells import Cells, ForeignEvent, RowError, System
from dragoman.formats.foreign_rows import gdelt_event, icews_event, polecat_event
from dragoman.model import Record

Layout = Literal["icews", "gdelt1", "gdelt2", "polecat"]
# Columns of GDELT 1.0's daily files: no ADM2 code, and before April 2013 no source address.
GDELT1_COLUMNS = tuple(name for name in gdelt.EVENT_COLUMNS if not name.endswith("ADM2Code"))
_GDELT_LENGTHS = {61: gdelt.EVENT_COLUMNS, 58: GDELT1_COLUMNS, 57: GDELT1_COLUMNS[:-1]}
_REQUIRED = {
    "icews": frozenset(icews.COLUMNS) - {"City", "District", "Province", "Publisher"},
    "polecat": frozenset({"Event ID", "Event Date", "Event Type", "Actor Name", "Recipient Name"}),
}
# Other names under which published files carry a column.
_ALIASES = {"Event Intensity": "Intensity", "Event Root Code": "EventRootCode"}


class Rejected(Record, frozen=True, kw_only=True):
    """A line that could not be read: its number from 1 and why, in one sentence."""

    line: int
    why: str


@dataclass(frozen=True, slots=True)
class _File:
    """How a file is laid out: its system, its columns, and whether its first line names them."""

    system: System
    columns: tuple[str, ...]
    header: bool


def read_foreign(
    source: Path | TextIO, system: System | None = None, *, facts: Facts | None = None
) -> Iterator[ForeignEvent | Rejected]:
    """Read a file of another system, a line at a time.

    A path is read as UTF-8, and a line that is not as Latin-1, which is what users of these files
    read them as. Raises InputError where the file is of none of the systems, or not of the one
    named; OSError where it cannot be read.
    """
    facts = facts or load_facts()
    if isinstance(source, Path):
        with source.open("rb") as stream:
            yield from _read(map(_decoded, stream), str(source), system, facts)
    else:
        yield from _read(iter(source), getattr(source, "name", "input"), system, facts)


def _decoded(line: bytes) -> str:
    try:
        return line.decode("utf-8-sig")
    except UnicodeDecodeError:
        return line.decode("latin-1")


def _read(
    lines: Iterator[str], name: str, system: System | None, facts: Facts
) -> Iterator[ForeignEvent | Rejected]:
    first = next(lines, None)
    if first is None:
        return
    layout = _layout(_split(first), name, system)
    numbered = enumerate(lines if layout.header else chain([first], lines), 1 + layout.header)
    for number, line in numbered:
        cells = _split(line)
        if cells == [""]:
            continue
        yield _event(layout, number, cells, facts)


def _split(line: str) -> list[str]:
    return line.rstrip("\r\n").split("\t")


def _layout(first: list[str], name: str, wanted: System | None) -> _File:
    layout = _recognised(first)
    if layout is None:
        known = "ICEWS, GDELT or POLECAT"
        raise InputError(f"{name}: this is no {known} file: its first line has {len(first)} cells")
    if wanted is not None and wanted != layout.system:
        raise InputError(f"{name}: this is a file of {layout.system}, not of {wanted}")
    return layout


def _recognised(first: list[str]) -> _File | None:
    names = [_name(cell) for cell in first]
    present = frozenset(names)
    if present >= _REQUIRED["icews"]:
        return _File("icews", tuple(names), True)
    if present >= _REQUIRED["polecat"]:
        return _File("polecat", tuple(names), True)
    if names[0] in ("GLOBALEVENTID", "GlobalEventID"):
        columns = _GDELT_LENGTHS.get(len(names))
        return _File("gdelt", columns, True) if columns else None
    columns = _GDELT_LENGTHS.get(len(first))
    if columns and first[0].strip().isdigit() and first[1].strip().isdigit():
        return _File("gdelt", columns, False)
    return None


def _name(cell: str) -> str:
    plain = cell.strip().strip('"').removeprefix("#!")
    return _ALIASES.get(plain, plain)


def _event(layout: _File, number: int, cells: list[str], facts: Facts) -> ForeignEvent | Rejected:
    """The event of a line. Some POLECAT files name one or two columns more than their lines have;
    a line that is short of such names at its end is whole."""
    columns = layout.columns
    if layout.system == "polecat" and len(cells) == len(polecat.COLUMNS) < len(columns):
        known = frozenset(polecat.COLUMNS)
        columns = tuple(column for column in columns if column in known)
    if len(cells) != len(columns):
        why = f"{len(cells)} cells stand where {len(columns)} are needed"
        return Rejected(line=number, why=why)
    row = Cells(dict(zip(columns, map(str.strip, cells), strict=True)))
    reader = {"icews": icews_event, "gdelt": gdelt_event, "polecat": polecat_event}[layout.system]
    try:
        return reader(row, number, facts)
    except RowError as fault:
        return Rejected(line=number, why=str(fault))
