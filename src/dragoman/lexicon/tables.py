"""Reading the lexicon's data files: CSV with a header line, and ``#`` lines for people.

Every file under ``data/`` is UTF-8 CSV. Lines that begin with ``#`` and empty lines are comments:
the first ones say what the file is and where its facts come from. The first other line names the
columns.
"""

import csv
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from dragoman.errors import LexiconError

DATA = Path(__file__).parent / "data"


@dataclass(frozen=True, slots=True)
class Row:
    """One line of a data file: its path and 1-based line number, and its cells by column name."""

    path: Path
    line: int
    cells: dict[str, str]

    def __getitem__(self, column: str) -> str:
        return self.cells[column]

    def items(self, column: str, separator: str = ";") -> list[str]:
        """The parts of a cell that holds several values, stripped, empty ones left out."""
        return [part.strip() for part in self.cells[column].split(separator) if part.strip()]

    def error(self, why: str) -> LexiconError:
        """An error that names this line's file and number."""
        return LexiconError(f"{self.path}:{self.line}: {why}")


def read_rows(
    path: Path, columns: Sequence[str], faults: list[LexiconError] | None = None
) -> Iterator[Row]:
    """Yield the rows of a data file.

    Raises LexiconError, with file and line, where the file cannot be read as UTF-8, the header
    is not exactly ``columns``, or a row has too many or too few cells; or, where a list is handed
    in for ``faults``, leaves out what is bad and lists it there.
    """
    try:
        yield from _read_rows(path, columns, faults)
    except LexiconError as fault:
        if faults is None:
            raise
        faults.append(fault)


def _read_rows(
    path: Path, columns: Sequence[str], faults: list[LexiconError] | None
) -> Iterator[Row]:
    lines = read_lines(path)
    kept = [n for n, line in enumerate(lines, 1) if line.strip() and line[0] != "#"]
    if not kept:
        raise LexiconError(f"{path}:1: the header line {','.join(columns)} is missing")
    reader = csv.reader(lines[number - 1] for number in kept)
    wanted, last = list(columns), 0
    for record in _records(reader, path, kept):
        number, taken, last = kept[last], reader.line_num - last, reader.line_num
        cells = [cell.strip() for cell in record]
        if taken > 1:
            raise LexiconError(f"{path}:{number}: a quotation mark is opened and not closed")
        if last == 1:
            if cells != wanted:
                raise LexiconError(f"{path}:{number}: the columns must be {','.join(columns)}")
        elif len(cells) == len(wanted):
            yield Row(path, number, dict(zip(wanted, cells, strict=True)))
        else:
            fault = LexiconError(
                f"{path}:{number}: {len(cells)} cells where {len(wanted)} are needed"
            )
            if faults is None:
                raise fault
            faults.append(fault)


def _records(reader: Any, path: Path, kept: Sequence[int]) -> Iterator[list[str]]:
    try:
        yield from reader
    except csv.Error as fault:
        raise LexiconError(f"{path}:{kept[reader.line_num - 1]}: is no row ({fault})") from fault


def read_lines(path: Path) -> list[str]:
    """The lines of a data file.

    Raises LexiconError where there is none, or it is not in UTF-8.
    """
    try:
        return path.read_text(encoding="utf-8").splitlines()
    except (OSError, UnicodeDecodeError) as fault:
        raise LexiconError(f"{path}:1: cannot be read as UTF-8 text ({fault})") from fault


def read_words(path: Path) -> list[str]:
    """The lines of a word list, without comments and empty lines.

    Raises LexiconError where the file cannot be read.
    """
    return [word for line in read_lines(path) if (word := line.split("#")[0].strip())]
